#include "app/recovery.hpp"

#include "ui/views/dialog_parts.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/recovery_parts.hpp"
#include "ui/views/settings_parts.hpp"

namespace cairn::ui {
namespace {

using app::Candidate;
using app::Recovery;

std::string title_of(const View& view, const Candidate& candidate) {
    const std::string day =
        app::day_text(*view.state.catalog, candidate.made, view.state.session.utc_offset_minutes);
    switch (candidate.kind) {
    case Candidate::Kind::stored:
        return view.tr("recovery.stored");
    case Candidate::Kind::second:
        return view.tr("recovery.second", {{"day", day}});
    case Candidate::Kind::point:
        return candidate.name.empty() ? view.tr("recovery.point", {{"day", day}})
                                      : view.tr("recovery.pointNamed", {{"name", candidate.name}});
    }
    return {};
}

void draw_candidate(View& view, const Candidate& candidate, std::size_t index) {
    Kit& kit = view.kit;
    const app::Catalog& catalog = *view.state.catalog;
    const int offset = view.state.session.utc_offset_minutes;
    const Salvage& salvage = *candidate.salvage;
    const std::string title = title_of(view, candidate);
    const std::string number = std::to_string(index);
    kit.begin_item(number);
    kit.begin_card(number, {.padding = 18, .tinted = index == 0});
    kit.heading(3, title, type_strong);
    kit.space(4);
    kit.text(view.tr("recovery.made", {{"day", app::day_text(catalog, candidate.made, offset)},
                                       {"time", app::clock_text(candidate.made, offset)},
                                       {"records", view.count("recovery.records",
                                                              salvage.portfolio.document.records.size())}}));
    kit.space(8);
    const auto say = [&](const std::string& words, Tone tone, std::string_view icon) {
        kit.fact({.label = {}, .words = words, .said = words, .icon = icon, .tone = tone});
        kit.space(4);
    };
    // Of a copy that was made earlier nobody can say what came after it.
    const bool copied = candidate.kind != app::Candidate::Kind::stored;
    if (salvage.whole)
        say(view.tr(copied ? "recovery.wholeThen" : "recovery.whole"), Tone::moss, "check");
    else if (salvage.records_lost > 0)
        say(view.count("recovery.lost", salvage.records_lost), Tone::rust, "triangle-alert");
    else
        say(view.tr("recovery.lostParts"), Tone::rust, "triangle-alert");
    if (candidate.keys.empty()) say(view.tr("recovery.noKey"), Tone::rust, "triangle-alert");
    kit.space(10);
    if (kit.button(view.tr("recovery.take"),
                   {.look = index == 0 ? ButtonLook::primary : ButtonLook::secondary,
                    .name = view.tr("recovery.takeNamed", {{"what", title}}),
                    .disabled = !view.state.session.writer,
                    .full_width = kit.phone()}))
        view.emit(app::TakeCopy{index});
    kit.end_card();
    kit.end_item();
    kit.space(12);
}

void draw_candidates(View& view, const Recovery& recovery) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("recovery.copies"), view.tr("recovery.copiesLead"));
    if (recovery.effect != 0) {
        kit.text(view.tr("recovery.looking"), type_body, Tone::muted);
        kit.status(view.tr("recovery.looking"));
    } else if (recovery.candidates.empty()) {
        kit.text(view.tr("recovery.noCopies"));
    } else {
        kit.begin_list(view.tr("recovery.copies"));
        for (std::size_t i = 0; i < recovery.candidates.size(); ++i)
            draw_candidate(view, recovery.candidates[i], i);
        kit.end_list();
    }
    kit.space(24);
}

void draw_rescue(View& view, const Recovery& recovery) {
    Kit& kit = view.kit;
    const bool readable = !recovery.candidates.empty() || (recovery.stored && !recovery.stored->empty());
    if (!readable) return;
    section_heading(view, view.tr("recovery.rescue"),
                    view.tr(recovery.candidates.empty() ? "recovery.rescueRaw" : "recovery.rescueLead"));
    const std::string warning = view.tr("recovery.rescueKey");
    kit.fact({.label = {}, .words = warning, .said = warning, .icon = "triangle-alert", .tone = Tone::rust});
    kit.space(12);
    if (kit.button(view.tr("recovery.export"),
                   {.icon = "download", .disabled = recovery.rescue.effect != 0, .full_width = kit.phone()}))
        view.emit(app::ExportReadable{});
    kit.space(32);
}

void draw_start_over(View& view) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("recovery.startOver"), view.tr("recovery.startOverLead"));
    if (kit.button(view.tr("recovery.startOverAsk"), {.look = ButtonLook::danger, .full_width = kit.phone()}))
        view.emit(app::OpenDialog{{app::DialogKind::start_over, {}, {}}});
    kit.space(32);
}

std::string_view title_for(const Recovery& recovery) {
    if (!app::may_replace(recovery)) return "recovery.titleNewer";
    if (recovery.why.code == "store.behind") return "recovery.titleBehind";
    return recovery.why.code == "store.vanished" ? "recovery.titleVanished" : "recovery.title";
}

} // namespace

void draw_recovery(View& view) {
    Kit& kit = view.kit;
    const app::Session& session = view.state.session;
    const Recovery& recovery = *session.recovery;
    if (!kit.phone()) kit.space(24);
    kit.logo(kit.cursor(), 44);
    kit.space(60);
    page_heading(view, view.tr(title_for(recovery)));
    if (session.notice) {
        kit.people_s_text(session.notice->text, type_body, session.notice->problem ? Tone::rust : Tone::moss);
        kit.space(16);
    }
    kit.text(app::tr_error(*view.state.catalog, recovery.why));
    kit.space(12);
    if (!app::may_replace(recovery)) {
        kit.space(16);
        return draw_rescue(view, recovery);
    }
    kit.text(view.tr(recovery.why.code == "store.vanished" ? "recovery.safeVanished" : "recovery.safe"));
    kit.space(28);
    if (!session.writer) {
        kit.text(view.tr("banner.readOnly"), type_body, Tone::gold);
        kit.space(24);
    }
    draw_candidates(view, recovery);
    if (session.writer) {
        kit.heading(2, view.tr("recovery.backup"), type_title);
        kit.space(12);
        draw_open_file(view, view.tr("welcome.openFile"), view.tr("welcome.openFileHint"));
        kit.space(32);
    }
    if (recovery.effect == 0) draw_rescue(view, recovery);
    if (session.writer && recovery.effect == 0) draw_start_over(view);
}

bool draw_recovery_dialog(View& view) {
    const app::Session& session = view.state.session;
    if (session.dialog->kind != app::DialogKind::start_over) return false;
    Kit& kit = view.kit;
    const bool open = kit.begin_dialog(view.tr("recovery.startOverTitle"));
    kit.text(view.tr(session.locked ? "lock.startOverWhat" : "recovery.startOverWhat"));
    kit.space(20);
    if (ask_for_the_word(view, view.tr("recovery.startOver")))
        view.emit(app::StartOver{session.dialog->typed});
    kit.end_dialog();
    if (!open) view.emit(app::CloseDialog{});
    return true;
}

} // namespace cairn::ui
