#include "app/catalog.hpp"
#include "app/check_words.hpp"
#include "ui/views/badge_parts.hpp"
#include "ui/views/check_parts.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

void trust_item(View& view, const app::TrustItem& item) {
    Kit& kit = view.kit;
    kit.begin_group(item.name);
    kit.people_s_text(item.name, type_strong);
    const app::Words& words = view.state.catalog->strings;
    const std::string about =
        item.unusable ? safe_words(app::reason_words(words, *item.unusable))
                      : app::trust_words(words, item.about, view.state.session.utc_offset_minutes);
    kit.people_s_text(about, type_small, item.unusable ? Tone::rust : Tone::muted);
    if (view.state.document) {
        if (const auto keep = kit.checkbox(view.tr("look.keep", {{"name", safe_words(item.name)}}), item.kept,
                                           {.read_only = !view.editable()}))
            view.emit(app::KeepTrust{item.sha256, *keep});
    }
    if (!item.kept &&
        kit.button(view.tr("look.leaveOut"), {.look = ButtonLook::quiet,
                                              .icon = "x",
                                              .name = view.tr("look.leaveOutNamed", {{"name", item.name}})}))
        view.emit(app::LeaveOutTrust{item.sha256});
    kit.end_group();
}

void draw_trust(View& view) {
    Kit& kit = view.kit;
    kit.begin_card("trust");
    kit.heading(2, view.tr("look.trust"), type_title);
    kit.space(8);
    kit.text(view.tr("look.trustLead"), type_small, Tone::muted);
    const auto& checking = view.state.session.checking;
    if (checking && !checking->trust.empty()) {
        kit.space(12);
        kit.begin_list(view.tr("look.trust"));
        for (const app::TrustItem& item : checking->trust) {
            kit.rule();
            kit.space(8);
            kit.begin_item(item.sha256);
            trust_item(view, item);
            kit.end_item();
            kit.space(8);
        }
        kit.end_list();
    }
    if (!view.state.document) {
        kit.space(8);
        kit.text(view.tr("look.keepNeeds"), type_small, Tone::muted);
    }
    kit.end_card();
}

void draw_taking_in(View& view) {
    Kit& kit = view.kit;
    const std::vector<DroppedFile> dropped =
        kit.file_drop(view.tr("look.add"), view.tr("look.addHint"), "check-files");
    if (!dropped.empty()) {
        app::CheckFiles check;
        for (const DroppedFile& file : dropped)
            check.files.push_back({file.handle, file.name});
        view.emit(std::move(check));
    }
    kit.space(20);
    const auto& checking = view.state.session.checking;
    const std::string typed = checking ? checking->typed : std::string();
    if (auto text = kit.text_field(view.tr("look.paste"), typed,
                                   {.hint = view.tr("look.pasteHint"),
                                    .max_length = app::most_typed_to_check,
                                    .rows = 3,
                                    .revision = checking ? checking->text_revision + 1 : 1}))
        view.emit(app::TypeToCheck{*std::move(text)});
    kit.space(8);
    if (kit.button(view.tr("look.checkText"), {.full_width = kit.phone()})) view.emit(app::CheckTyped{});
}

void draw_results(View& view) {
    Kit& kit = view.kit;
    const auto& checking = view.state.session.checking;
    if (!checking) return;
    const bool any = !checking->items.empty();
    if (!any && !std::ranges::contains(checking->trust, false, &app::TrustItem::kept)) return;
    kit.space(28);
    if (any) kit.heading(2, view.tr("look.results"), type_title, "check-results");
    kit.space(8);
    if (kit.button(view.tr("look.forget"), {.icon = "x"})) view.emit(app::ForgetChecked{});
    kit.space(12);
    if (!any) return;
    // What came of them the program says itself, of all together.
    const auto reading = std::ranges::find(checking->items, false, &app::CheckedItem::done);
    if (reading != checking->items.end())
        kit.status(view.tr("look.reading", {{"name", name_of(view, *reading)}}));
    kit.begin_list(view.tr("look.results"));
    for (const app::CheckedItem& item : checking->items) {
        kit.begin_item(std::to_string(item.id));
        draw_checked(view, item);
        kit.end_item();
        kit.space(16);
    }
    kit.end_list();
}

} // namespace

void draw_check(View& view) {
    Kit& kit = view.kit;
    if (!view.state.document) back_link(view, view.tr("look.back"), "#/path");
    page_heading(view, view.tr("look.title"), view.tr("look.lead"));
    // Elsewhere the notice has a strip of its own.
    if (const auto& notice = view.state.session.notice; notice && !view.state.document) {
        kit.people_s_text(notice->text, type_body, notice->problem ? Tone::rust : Tone::moss);
        kit.space(16);
    }
    two_columns(
        view, 0.64F,
        [&] {
            draw_taking_in(view);
            draw_results(view);
        },
        [&] { draw_trust(view); });
}

} // namespace cairn::ui
