#include "app/check_words.hpp"
#include "ui/views/check_parts.hpp"
#include "ui/views/record_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

std::string_view file_key(SentState state) {
    switch (state) {
    case SentState::inside:
    case SentState::beside:
        return "look.file.whole";
    case SentState::absent:
        return "look.file.absent";
    case SentState::differs:
        return "look.file.differs";
    case SentState::unsure:
        return "look.file.unsure";
    }
    return "look.file.absent";
}

bool can_be_saved(SentState state) {
    return state == SentState::inside || state == SentState::beside || state == SentState::unsure;
}

void draw_files(View& view, const app::CheckedItem& item, const SentCredential& credential) {
    if (credential.files.empty()) return;
    Kit& kit = view.kit;
    kit.space(4);
    kit.begin_list(view.tr("look.files"));
    for (std::size_t i = 0; i < credential.files.size(); ++i) {
        const SentFile& file = credential.files[i];
        const std::string name = file.name.empty() ? view.tr("look.file.unnamed") : file.name;
        const bool broken = file.state == SentState::differs;
        kit.begin_item(std::to_string(i));
        kit.begin_group(name);
        const std::string chip = broken ? view.tr("look.file.changed") : std::string();
        kit.row_text({.title = name,
                      .detail = view.tr(file_key(file.state)),
                      .chip = chip,
                      .chip_tone = Tone::rust,
                      .chip_icon = "circle-x",
                      .icon = "paperclip"});
        if (can_be_saved(file.state) &&
            kit.button(view.tr("look.saveFile"),
                       {.icon = "download", .name = view.tr("look.saveFileNamed", {{"name", name}})}))
            view.emit(app::SaveSentFile{item.id, file.sha256});
        kit.end_group();
        kit.end_item();
        kit.space(4);
    }
    kit.end_list();
}

std::string title_of(const View& view, const SentCredential& credential) {
    std::string name = credential.name.empty() ? view.tr("look.unnamed") : credential.name;
    return credential.code.empty() ? name
                                   : view.tr("look.coded", {{"code", credential.code}, {"name", name}});
}

void draw_words(View& view, const SentCredential& credential, int first_heading) {
    Kit& kit = view.kit;
    if (!credential.title.empty()) {
        kit.space(4);
        kit.people_s_text(view.tr("look.evidence", {{"title", credential.title}}), type_strong);
    }
    if (!credential.narrative.empty()) {
        kit.space(4);
        kit.begin_id("narrative");
        draw_markdown(view, credential.narrative, first_heading);
        kit.end_id();
    }
    if (credential.cut) kit.text(view.tr("look.cut"), type_small, Tone::muted);
}

void draw_one(View& view, const app::CheckedItem& item, const SentCredential& credential, bool claim) {
    Kit& kit = view.kit;
    const std::string title = title_of(view, credential);
    kit.begin_group(title);
    kit.heading(5, title, type_strong);
    kit.space(4);
    if (!claim) {
        const std::string& who = credential.who.empty() ? credential.who_id : credential.who;
        if (!who.empty())
            kit.people_s_text(view.tr("badges.issuer", {{"issuer", who}}), type_small, Tone::muted);
    }
    if (!credential.description.empty() && credential.description != credential.name) {
        kit.people_s_text(credential.description, type_small, Tone::muted);
        kit.space(4);
    }
    const auto& reports = item.parts->reports;
    if (const auto report = reports.find(credential.path); report != reports.end())
        state_line(view, "state", *report->second);
    draw_words(view, credential, 6);
    draw_files(view, item, credential);
    kit.end_group();
}

void draw_all(View& view, const app::CheckedItem& item, const std::vector<SentCredential>& all,
              std::string_view title_key, bool claims) {
    if (all.empty()) return;
    Kit& kit = view.kit;
    const std::string title = view.tr(title_key);
    kit.space(16);
    kit.heading(4, title, type_strong);
    if (claims) kit.text(view.tr("look.claimsLead"), type_small, Tone::muted);
    kit.space(8);
    kit.begin_list(title);
    for (std::size_t i = 0; i < all.size(); ++i) {
        kit.rule();
        kit.space(12);
        kit.begin_item(std::to_string(i));
        draw_one(view, item, all[i], claims);
        kit.end_item();
        kit.space(12);
    }
    kit.end_list();
}

} // namespace

void draw_contents(View& view, const app::CheckedItem& item) {
    Kit& kit = view.kit;
    const Contents& contents = *item.contents;
    if (contents.is_submission()) {
        kit.space(16);
        kit.heading(4, view.tr("look.level", {{"level", contents.level}}), type_title);
        if (!contents.pathway_revision.empty())
            kit.people_s_text(view.tr("look.revision", {{"revision", contents.pathway_revision}}), type_small,
                              Tone::muted);
    } else if (contents.claims.empty() && contents.others.empty()) {
        if (!contents.whole.description.empty()) {
            kit.space(12);
            kit.people_s_text(contents.whole.description);
        }
        draw_words(view, contents.whole, 4);
        draw_files(view, item, contents.whole);
    }
    kit.begin_id("claims");
    draw_all(view, item, contents.claims, "look.claims", true);
    kit.end_id();
    if (!item.not_claimed.empty()) {
        std::string names;
        for (const std::string& name : item.not_claimed)
            names += (names.empty() ? "" : "; ") + name;
        kit.text(view.tr("look.notClaimed", {{"names", names}}), type_small, Tone::muted);
    }
    kit.begin_id("others");
    draw_all(view, item, contents.others, contents.is_submission() ? "look.badges" : "look.inside", false);
    kit.end_id();
    if (contents.left_out > 0) kit.text(view.count("look.more", contents.left_out), type_small, Tone::muted);
}

} // namespace cairn::ui
