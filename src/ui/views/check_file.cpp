#include "app/check_words.hpp"
#include "ui/views/badge_parts.hpp"
#include "ui/views/check_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

constexpr std::size_t most_listed = 20;
constexpr StateLook unreadable_look{"circle-question-mark", Tone::gold};

void fact(View& view, std::string_view key, const std::string& words, std::string_view icon,
          Tone tone = Tone::muted) {
    if (words.empty()) return;
    const std::string label = view.tr(key);
    view.kit.begin_item(key);
    view.kit.fact({.label = label,
                   .words = words,
                   .said = view.tr("badges.fact", {{"what", label}, {"words", words}}),
                   .icon = icon,
                   .tone = tone});
    view.kit.end_item();
    view.kit.space(8);
}

std::string who_words(const View& view, const CheckReport& report, const Contents& contents) {
    std::string name = contents.whole.who;
    const std::string& id = contents.whole.who_id;
    if (name.empty()) name = safe_words(report.issuer_name);
    if (name.empty() && id.empty()) return {};
    std::string who = name.empty() || id.empty() ? (name.empty() ? id : name)
                                                 : view.tr("look.whoNamed", {{"name", name}, {"id", id}});
    // That a key is its own says nothing of the name; a list does.
    const bool known = report.signature == SignatureVerdict::valid && report.issuer_bound.value_or(false) &&
                       !report.issuer_list.empty();
    return known ? who : view.tr("look.whoUnproven", {{"who", who}});
}

void draw_about(View& view, const CheckReport& report, const Contents& contents,
                const app::CheckWords& words) {
    Kit& kit = view.kit;
    kit.begin_list(view.tr("look.about"));
    const std::string name = contents.whole.name.empty() ? safe_words(report.name) : contents.whole.name;
    fact(view, "look.what",
         name.empty() ? words.kind : view.tr("look.kindNamed", {{"kind", words.kind}, {"name", name}}),
         "file");
    fact(view, "look.who", who_words(view, report, contents), "send");
    fact(view, "look.subject", contents.subject, "award");
    kit.end_list();
}

// Of several signatures each is told.
void draw_proofs(View& view, const CheckReport& report) {
    if (report.proofs.size() < 2) return;
    Kit& kit = view.kit;
    kit.space(4);
    kit.begin_list(view.tr("look.proofs"));
    for (std::size_t i = 0; i < report.proofs.size(); ++i) {
        const ProofResult& proof = report.proofs[i];
        const std::string why = app::proof_words(view.state.catalog->strings, proof);
        const std::string line =
            view.tr("look.proof", {{"suite", proof.cryptosuite},
                                   {"why", why.empty() ? view.tr("check.signature.valid") : why}});
        kit.begin_item(std::to_string(i));
        kit.people_s_text(safe_words(line), type_small, Tone::muted);
        kit.end_item();
        kit.space(4);
    }
    kit.end_list();
    kit.space(4);
}

// What was not here, and where a person finds it.
void draw_missing_pieces(View& view, const std::vector<MissingPiece>& missing) {
    if (missing.empty()) return;
    Kit& kit = view.kit;
    const std::string title = view.tr("look.missing");
    kit.space(8);
    kit.heading(4, title, type_strong);
    kit.space(4);
    kit.begin_list(title);
    for (std::size_t i = 0; i < std::min(missing.size(), most_listed); ++i) {
        kit.begin_item(std::to_string(i));
        kit.people_s_text(safe_words(app::missing_words(view.state.catalog->strings, missing[i])),
                          type_small);
        kit.end_item();
        kit.space(4);
    }
    kit.end_list();
    if (missing.size() > most_listed)
        kit.text(view.count("look.more", missing.size() - most_listed), type_small, Tone::muted);
}

void draw_faults(View& view, const CheckReport& report) {
    if (report.faults.empty()) return;
    Kit& kit = view.kit;
    const std::string title = view.tr("look.faults");
    kit.space(8);
    kit.heading(4, title, type_strong);
    kit.space(4);
    kit.begin_list(title);
    for (std::size_t i = 0; i < std::min(report.faults.size(), most_listed); ++i) {
        const Fault& fault = report.faults[i];
        kit.begin_item(std::to_string(i));
        const std::string why = app::reason_words(view.state.catalog->strings, fault);
        const std::string words =
            why.contains(fault.where) ? why : view.tr("look.faultAt", {{"where", fault.where}, {"why", why}});
        kit.people_s_text(safe_words(words), type_small);
        kit.end_item();
        kit.space(4);
    }
    kit.end_list();
    if (report.faults.size() > most_listed)
        kit.text(view.count("look.more", report.faults.size() - most_listed), type_small, Tone::muted);
}

// The state of a whole file, so that it is seen first.
void state_heading(View& view, const StateLook& look, const std::string& words) {
    constexpr float icon_room = 30;
    Kit& kit = view.kit;
    const ImVec2 origin = kit.cursor();
    kit.draw_icon({origin.x, origin.y + 2}, look.icon, icon_size, kit.color_of(look.tone));
    kit.begin_column(icon_room, kit.width() - icon_room);
    kit.text(words, type_strong);
    kit.space(kit.end_column());
}

void draw_unread(View& view, const Error& why) {
    Kit& kit = view.kit;
    kit.space(8);
    const std::string words = view.tr("check.unreadable");
    state_heading(view, unreadable_look, words);
    kit.space(8);
    kit.people_s_text(safe_words(app::reason_words(view.state.catalog->strings, why)));
}

} // namespace

void state_line(View& view, std::string_view id, const CheckReport& report, std::string_view label) {
    const app::CheckWords words =
        app::check_words(view.state.catalog->strings, report, view.state.session.utc_offset_minutes);
    const StateLook look = look_of(report.state);
    const std::string said =
        label.empty() ? words.state : view.tr("badges.fact", {{"what", label}, {"words", words.state}});
    view.kit.begin_id(id);
    view.kit.fact({.label = label, .words = words.state, .said = said, .icon = look.icon, .tone = look.tone});
    view.kit.end_id();
}

std::string name_of(const View& view, const app::CheckedItem& item) {
    return item.name.empty() ? view.tr("look.pasted") : item.name;
}

void draw_checked(View& view, const app::CheckedItem& item) {
    Kit& kit = view.kit;
    const std::string name = name_of(view, item);
    kit.begin_card(std::to_string(item.id));
    kit.begin_group(name);
    kit.heading(3, name, type_title);
    if (!item.done()) {
        const std::string words = view.tr("look.reading", {{"name", name}});
        kit.people_s_text(words, type_body, Tone::muted);
    } else if (item.unread) {
        draw_unread(view, *item.unread);
    } else {
        const CheckReport& report = item.file->report;
        const app::CheckWords words =
            app::check_words(view.state.catalog->strings, report, view.state.session.utc_offset_minutes);
        kit.space(8);
        state_heading(view, look_of(report.state), words.state);
        kit.space(8);
        kit.people_s_text(safe_words(words.reason));
        kit.space(16);
        if (report.signature != SignatureVerdict::reject) draw_about(view, report, *item.contents, words);
        kit.space(8);
        check_list(view, view.tr("badges.checksOf", {{"title", name}}), report, false);
        draw_proofs(view, report);
        draw_missing_pieces(view, item.parts->missing);
        draw_faults(view, report);
        draw_contents(view, item);
    }
    kit.end_group();
    kit.end_card();
}

} // namespace cairn::ui
