#include "app/check_words.hpp"
#include "ui/views/badge_parts.hpp"
#include "ui/views/cairn_layout.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace cairn::ui {
namespace {

// Where nothing can be dropped, as on a phone, a badge often comes as text.
void paste_badge(View& view) {
    Kit& kit = view.kit;
    const std::string& typed = view.state.session.typed_here;
    if (auto text = kit.text_field(view.tr("badges.paste"), typed,
                                   {.hint = view.tr("badges.pasteHint"),
                                    .max_length = max_badge_bytes,
                                    .rows = 2,
                                    .revision = view.state.session.text_revision}))
        view.emit(app::TypeHere{*std::move(text)});
    kit.space(8);
    if (kit.button(view.tr("badges.pasteAdd"), {.icon = "plus", .full_width = kit.phone()}))
        view.emit(app::PasteBadge{typed});
}

void add_badges(View& view) {
    Kit& kit = view.kit;
    for (const app::PendingBadge& pending : view.state.session.pending_badges) {
        const std::string words = view.tr("badges.reading", {{"name", pending.name}});
        kit.begin_id(std::to_string(pending.effect));
        kit.people_s_text(words, type_body, Tone::muted);
        kit.status(words);
        kit.end_id();
        kit.space(8);
    }
    if (!view.editable()) return;
    const std::vector<DroppedFile> dropped =
        kit.file_drop(view.tr("badges.add"), view.tr("badges.addHint"), "add-badges");
    if (!dropped.empty()) {
        app::AddBadges add;
        for (const DroppedFile& file : dropped)
            add.files.push_back({file.handle, file.name});
        view.emit(std::move(add));
    }
    kit.space(16);
    paste_badge(view);
}

// What the report says beneath the name of the file.
void report_words(View& view, const app::BadgeReport& report) {
    Kit& kit = view.kit;
    if (!report.refused) {
        if (const HeldBadge* held = app::find_held(view.state, report.badge))
            kit.text(held_reason(view, *held), type_body, Tone::muted);
        return;
    }
    kit.people_s_text(app::reason_words(view.state.catalog->strings, *report.refused), type_body,
                      Tone::muted);
    if (report.refused->code == "badge.subject") {
        kit.space(4);
        kit.link(view.tr("badges.yourEmails"), "#/settings", LinkLook::inline_text);
    }
    if (report.check.reason.code.empty()) return; // it could not even be read
    kit.space(12);
    check_list(view, view.tr("badges.checksOf", {{"title", report.file_name}}), report.check);
}

void report_of(View& view, const app::BadgeReport& report) {
    constexpr float row_padding = 4; // words stand beneath those of the row
    Kit& kit = view.kit;
    const bool kept = !report.refused;
    kit.row_text({.title = report.file_name,
                  .chip = view.tr(kept ? "badges.kept" : "badges.notKept"),
                  .chip_tone = kept ? Tone::moss : Tone::rust,
                  .chip_icon = kept ? "check" : "triangle-alert"});
    kit.begin_column(row_padding, kit.width() - 2 * row_padding);
    report_words(view, report);
    kit.space(kit.end_column());
}

// What became of the files that were picked last. One that was taken away again is no news.
void reports(View& view) {
    Kit& kit = view.kit;
    std::vector<const app::BadgeReport*> shown;
    for (const app::BadgeReport& report : view.state.session.badge_reports)
        if (report.refused || app::find_held(view.state, report.badge) != nullptr) shown.push_back(&report);
    if (shown.empty()) return;
    kit.space(24);
    kit.heading(2, view.tr("badges.reports"), type_title);
    kit.space(8);
    kit.begin_card("reports", {.padding = 12, .bottom = 8});
    kit.begin_list(view.tr("badges.reports"));
    std::size_t number = 0;
    for (const app::BadgeReport* report : shown) {
        if (number > 0) {
            kit.space(4);
            kit.rule();
            kit.space(4);
        }
        kit.begin_item(std::to_string(number++));
        report_of(view, *report);
        kit.end_item();
        kit.space(8);
    }
    kit.end_list();
    kit.end_card();
}

void stone_and_title(View& view, const HeldBadge& held, const std::string& title) {
    constexpr float stone_width = 76;
    constexpr float stone_height = 60;
    constexpr float gap = 14;
    constexpr float chip_frame = 44; // what is around a chip's words
    Kit& kit = view.kit;
    kit.begin_column(0, stone_width);
    kit.cairn(badge_stone(view, held, stone_width, stone_height));
    const float left = kit.end_column();
    const float room = kit.width() - stone_width - gap;
    const std::string state = held_state(view, held);
    const auto chip = [&] { kit.chip(state, held_tone(held), held.earned ? "award" : ""); };
    const bool fits = kit.text_width(state, type_small) + chip_frame <= room;
    kit.begin_column(stone_width + gap, room);
    kit.heading(3, title, type_title);
    kit.people_s_text(issuer_words(view, held), type_small, Tone::muted);
    kit.space(8);
    if (fits) chip();
    kit.space(std::max(left, kit.end_column()));
    if (!fits) chip();
}

void match(View& view, const HeldBadge& held) {
    const Pathway* pathway = app::current_pathway(view.state);
    if (pathway == nullptr) return;
    const std::vector<PathwayBadge> badges = pathway_badges(*pathway);
    const auto by_id = std::ranges::find(badges, held.achievement_id, &PathwayBadge::uri);
    const bool says_so = by_id != badges.end();
    const std::string own = says_so ? badge_name(view, by_id->id) : std::string();
    std::vector<Option> options{
        {"", says_so ? view.tr("badges.matchOwn", {{"badge", own}}) : view.tr("badges.matchNone")}};
    for (const PathwayBadge& badge : badges)
        options.push_back({badge.id, badge_name(view, badge.id)});
    const std::string hint = view.tr(says_so ? "badges.matchOwnHint" : "badges.matchHint");
    if (auto picked = view.kit.choice(view.tr("badges.match"), options, held.badge->matches,
                                      {.hint = hint, .read_only = !view.editable()}))
        view.emit(app::MatchBadge{held.badge->id, *std::move(picked)});
}

void held_buttons(View& view, const HeldBadge& held, const std::string& title) {
    Kit& kit = view.kit;
    const auto next = [&] {
        if (kit.phone())
            kit.space(8);
        else
            kit.same_line(12);
    };
    const auto button = [&](std::string_view key, std::string_view named, std::string_view icon,
                            bool disabled) {
        return kit.button(view.tr(key), {.look = ButtonLook::quiet,
                                         .icon = icon,
                                         .name = view.tr(named, {{"title", title}}),
                                         .disabled = disabled});
    };
    if (kit.button(view.tr("badges.save"),
                   {.icon = "download", .name = view.tr("badges.saveNamed", {{"title", title}})}))
        view.emit(app::SaveBadgeFile{held.badge->id});
    next();
    if (button("badges.remove", "badges.removeNamed", "x", !view.editable()))
        view.emit(app::RemoveBadge{held.badge->id});
    kit.space(12);
    kit.text(view.tr("badges.pictures"), type_small, Tone::muted);
    kit.space(4);
    if (button("badges.png", "badges.pngNamed", "download", false))
        view.emit(app::SaveBadgePicture{held.badge->id, false});
    next();
    if (button("badges.svg", "badges.svgNamed", "download", false))
        view.emit(app::SaveBadgePicture{held.badge->id, true});
}

void held_card(View& view, const HeldBadge& held) {
    Kit& kit = view.kit;
    const std::string title = own_title(view, held);
    kit.begin_card(held.badge->id);
    kit.begin_group(title);
    stone_and_title(view, held, title);
    kit.space(12);
    kit.text(held_reason(view, held), type_body, Tone::muted);
    if (held.why.code == "held.subject") {
        kit.space(4);
        kit.link(view.tr("badges.yourEmails"), "#/settings", LinkLook::inline_text);
    }
    kit.space(16);
    check_list(view, view.tr("badges.checksOf", {{"title", title}}), held.check);
    kit.space(12);
    match(view, held);
    kit.space(16);
    held_buttons(view, held, title);
    kit.end_group();
    kit.end_card();
}

void held_list(View& view) {
    Kit& kit = view.kit;
    const HeldBadges& held = app::held_badges(view.state);
    kit.space(28);
    kit.heading(2, view.tr("badges.held"), type_title);
    kit.space(8);
    if (held.empty()) return kit.text(view.tr("badges.none"), type_body, Tone::muted);
    kit.begin_list(view.tr("badges.held"));
    for (const HeldBadge& one : held | std::views::reverse) {
        kit.begin_item(one.badge->id);
        held_card(view, one);
        kit.end_item();
        kit.space(16);
    }
    kit.end_list();
}

void rules(View& view) {
    constexpr std::array keys{
        std::string_view("badges.rule.signature"), std::string_view("badges.rule.issuer"),
        std::string_view("badges.rule.time"),      std::string_view("badges.rule.subject"),
        std::string_view("badges.rule.own"),       std::string_view("badges.rule.match")};
    Kit& kit = view.kit;
    kit.begin_card("rules");
    kit.heading(2, view.tr("badges.rules"), type_title);
    kit.space(12);
    kit.begin_list(view.tr("badges.rules"));
    for (const std::string_view key : keys) {
        const std::string words = view.tr(key);
        kit.begin_item(key);
        kit.fact({.label = {}, .words = words, .said = words, .icon = "check", .tone = Tone::primary});
        kit.end_item();
        kit.space(10);
    }
    kit.end_list();
    kit.space(4);
    kit.text(view.tr("badges.rulesNote"), type_small, Tone::muted);
    kit.end_card();
}

} // namespace

void draw_badges(View& view) {
    back_link(view, view.tr("nav.path"), "#/path");
    page_heading(view, view.tr("badges.title"), view.tr("badges.lead"));
    two_columns(
        view, 0.62F,
        [&] {
            add_badges(view);
            reports(view);
            held_list(view);
        },
        [&] { rules(view); });
}

} // namespace cairn::ui
