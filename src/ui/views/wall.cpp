#include "app/wall.hpp"

#include "ui/views/badge_parts.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>
#include <array>

namespace cairn::ui {
namespace {

constexpr std::size_t most_title = 100;
constexpr std::size_t most_about = 4000;
constexpr std::size_t most_address = 500;

void warning(View& view) {
    constexpr std::array keys{std::string_view("wall.warnLink"), std::string_view("wall.warnFile"),
                              std::string_view("wall.warnClaim"), std::string_view("wall.warnCopies")};
    Kit& kit = view.kit;
    kit.begin_card("warning");
    kit.heading(2, view.tr("wall.warning"), type_title);
    kit.space(12);
    kit.begin_list(view.tr("wall.warning"));
    for (const std::string_view key : keys) {
        const std::string words = view.tr(key);
        kit.begin_item(key);
        kit.fact({.label = {}, .words = words, .said = words, .icon = "eye", .tone = Tone::primary});
        kit.end_item();
        kit.space(10);
    }
    kit.end_list();
    kit.end_card();
    kit.space(28);
}

// Who says so, and what a badge's file tells of the learner.
std::string who_says(const View& view, const app::WallChoice& choice) {
    if (choice.held == nullptr) return choice.detail;
    const std::string& subject = choice.held->subject;
    const std::string how = view.tr(subject == "email"    ? "wall.how.email"
                                    : subject == "hashed" ? "wall.how.hashed"
                                                          : "wall.how.did");
    return view.tr("wall.carries", {{"who", choice.detail}, {"how", how}});
}

void choose(View& view, const std::vector<app::WallChoice>& choices) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("wall.choose"),
                    view.tr(choices.empty() ? "wall.nothing" : "wall.chooseLead"));
    if (choices.empty()) return;
    kit.begin_card("choose", {.padding = 16, .bottom = 8});
    kit.begin_list(view.tr("wall.choose"));
    for (const app::WallChoice& choice : choices) {
        kit.begin_item(choice.id);
        if (const auto show = kit.checkbox(choice.label, choice.shown,
                                           {.hint = who_says(view, choice), .read_only = !view.editable()}))
            view.emit(app::ShowOnWall{choice.id, *show});
        kit.end_item();
        kit.space(4);
    }
    kit.end_list();
    kit.end_card();
    kit.space(24);
}

void kept_off(View& view) {
    const std::vector<const HeldBadge*> off = app::kept_off_wall(view.state);
    if (off.empty()) return;
    Kit& kit = view.kit;
    section_heading(view, view.tr("wall.off"), view.tr("wall.offLead"));
    kit.begin_card("off", {.padding = 16, .bottom = 8});
    kit.begin_list(view.tr("wall.off"));
    for (const HeldBadge* held : off) {
        if (held != off.front()) kit.rule();
        const std::string title = own_title(view, *held);
        const std::string reason = held_reason(view, *held);
        const std::string state = held_state(view, *held);
        kit.begin_item(held->badge->id);
        kit.row_text({.title = title, .detail = reason, .chip = state, .chip_tone = held_tone(*held)});
        kit.end_item();
    }
    kit.end_list();
    kit.end_card();
    kit.space(8);
    kit.link(view.tr("badges.title"), "#/badges", LinkLook::inline_text);
    kit.space(24);
}

void move_button(View& view, const app::WallChoice& item, int by, bool possible) {
    const bool up = by < 0;
    const std::string name = view.tr(up ? "wall.upNamed" : "wall.downNamed", {{"title", item.label}});
    if (view.kit.button(view.tr(up ? "wall.up" : "wall.down"), {.look = ButtonLook::quiet,
                                                                .icon = up ? "arrow-up" : "arrow-down",
                                                                .name = name,
                                                                .disabled = !possible || !view.editable()}))
        view.emit(app::MoveOnWall{item.id, by});
}

void order(View& view, const std::vector<app::WallChoice>& items) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("wall.order"),
                    view.tr(items.empty() ? "wall.orderNone" : "wall.orderLead"));
    if (items.empty()) return;
    kit.begin_card("order", {.padding = 16, .bottom = 8});
    kit.begin_list(view.tr("wall.order"), true);
    for (const app::WallChoice& item : items) {
        if (&item != &items.front()) kit.rule();
        const bool by_issuer = item.held != nullptr;
        kit.begin_item(item.id);
        kit.row_text(
            {.title = item.label, .detail = item.detail, .mark = by_issuer ? Mark::earned : Mark::claimed});
        move_button(view, item, -1, &item != &items.front());
        kit.same_line(20);
        move_button(view, item, 1, &item != &items.back());
        kit.space(8);
        kit.end_item();
    }
    kit.end_list();
    kit.end_card();
    kit.space(24);
}

void page_fields(View& view) {
    Kit& kit = view.kit;
    const Wall& wall = view.document().wall;
    const Profile& profile = view.document().profile;
    const bool locked = !view.editable();
    const std::uint32_t revision = view.state.session.text_revision;
    kit.heading(2, view.tr("wall.page"), type_title);
    kit.space(12);
    const std::string title_hint = view.tr("wall.titleHint", {{"title", view.tr("wall.anyTitle")}});
    if (auto title = kit.text_field(view.tr("wall.title"), wall.title,
                                    {.hint = title_hint,
                                     .lang = profile.lang,
                                     .max_length = most_title,
                                     .read_only = locked,
                                     .revision = revision}))
        view.emit(app::SetWallTitle{*std::move(title)});
    kit.space(16);
    if (auto about = kit.text_field(view.tr("wall.about"), wall.about,
                                    {.hint = view.tr("wall.aboutHint"),
                                     .lang = profile.lang,
                                     .max_length = most_about,
                                     .rows = 5,
                                     .read_only = locked,
                                     .revision = revision}))
        view.emit(app::SetWallAbout{*std::move(about)});
    kit.space(12);
    const std::string name =
        profile.name.empty() ? view.tr("wall.noName") : view.tr("wall.showName", {{"name", profile.name}});
    if (const auto show = kit.checkbox(name, wall.show_name, {.read_only = locked}))
        view.emit(app::SetWallName{*show});
    kit.space(12);
    const std::string error =
        app::wall_address_fails(wall) ? app::tr_error(*view.state.catalog, {"wall.address"}) : std::string();
    if (auto address = kit.text_field(view.tr("wall.address"), wall.address,
                                      {.hint = view.tr("wall.addressHint"),
                                       .error = error,
                                       .autocomplete = "off",
                                       .input_mode = "url",
                                       .max_length = most_address,
                                       .read_only = locked,
                                       .revision = revision}))
        view.emit(app::SetWallAddress{*std::move(address)});
    kit.space(24);
}

void export_part(View& view) {
    Kit& kit = view.kit;
    kit.text(view.tr("wall.exportLead"), type_small, Tone::muted);
    kit.space(12);
    if (kit.button(view.tr("wall.export"), {.look = ButtonLook::primary,
                                            .icon = "download",
                                            .disabled = !view.editable(),
                                            .full_width = kit.phone()}))
        view.emit(app::ExportWall{});
}

} // namespace

void draw_wall(View& view) {
    const std::vector<app::WallChoice> choices = app::wall_choices(view.state);
    const std::vector<app::WallChoice> items = app::wall_items(view.state, choices);
    page_heading(view, view.tr("nav.wall"), view.tr("wall.lead"));
    two_columns(
        view, 0.52F,
        [&] {
            warning(view);
            choose(view, choices);
            kept_off(view);
        },
        [&] {
            order(view, items);
            page_fields(view);
            export_part(view);
        });
}

} // namespace cairn::ui
