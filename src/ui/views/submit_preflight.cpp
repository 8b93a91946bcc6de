#include "ui/views/badge_parts.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/submit_parts.hpp"

namespace cairn::ui {
namespace {

// Rows of one list in one card, with lines between them.
class Rows {
  public:
    Rows(View& view, std::string_view title) : view_(view), title_(title) {
        view_.kit.heading(2, title_, type_title);
    }
    void lead(std::string_view words) const {
        view_.kit.space(4);
        view_.kit.text(words, type_body, Tone::muted);
    }
    void begin() const {
        view_.kit.space(8);
        view_.kit.begin_card(title_, {.padding = 12, .bottom = 6});
        view_.kit.begin_list(title_);
    }
    void next() {
        if (!first_) view_.kit.rule();
        first_ = false;
    }
    // `href`: "": there is nowhere to go.
    void add(std::string_view id, std::string_view href, const RowOptions& row) {
        next();
        view_.kit.begin_item(id);
        if (href.empty())
            view_.kit.row_text(row);
        else
            view_.kit.row_link(href, row);
        view_.kit.end_item();
    }
    void end() const {
        view_.kit.end_list();
        view_.kit.end_card();
        view_.kit.space(28);
    }

  private:
    View& view_;
    std::string title_;
    bool first_ = true;
};

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& one : words)
        all += (all.empty() ? "" : ", ") + one;
    return all;
}

std::string names_of(const View& view, const std::vector<const PathwayNode*>& nodes) {
    std::vector<std::string> names;
    names.reserve(nodes.size());
    for (const PathwayNode* node : nodes)
        names.push_back(view.words(node->name));
    return joined(names);
}

void hint_rows(View& view, Rows& rows, const app::RecordHint& hint) {
    const std::string href = app::to_hash({app::Screen::record, hint.record->id});
    const std::string title = app::record_title(view.state, *hint.record);
    if (!hint.empty_fields.empty()) {
        const RecordType* type = app::find_record_type(*view.state.catalog, hint.record->type);
        std::vector<std::string> labels;
        for (const std::string& id : hint.empty_fields)
            if (const FieldSpec* field = find_field(*type, id)) labels.push_back(view.words(field->label));
        rows.add("fields/" + hint.record->id, href,
                 {.title = title,
                  .detail = view.tr("submit.emptyFields", {{"fields", joined(labels)}}),
                  .icon = "circle-dashed"});
    }
    if (!hint.undescribed.empty()) {
        rows.add("alt/" + hint.record->id, href,
                 {.title = title,
                  .detail = view.tr("submit.undescribed", {{"files", joined(hint.undescribed)}}),
                  .icon = "image"});
    }
}

bool has_news(const app::Preflight& preflight) {
    return preflight.unnamed || !preflight.hints.empty() || !preflight.reviewed.empty() ||
           !preflight.plan.left_out.empty() || !preflight.plan.files.empty();
}

} // namespace

void draw_missing(View& view, const LevelStatus& level, const app::Preflight& preflight) {
    if (!preflight.badges_to_hold.empty() || !preflight.missing.empty()) {
        Rows rows(view, view.tr("submit.missing"));
        rows.lead(view.tr("submit.missingLead"));
        rows.begin();
        for (const PathwayNode* badge : preflight.badges_to_hold) {
            rows.add(badge->id, "#/badges",
                     {.title = view.words(badge->name),
                      .detail = view.tr("submit.badgeNeeded"),
                      .mark = Mark::empty});
        }
        for (const PathwayNode* goal : preflight.missing) {
            const NodeStatus& status = level.nodes.at(goal->id);
            rows.next();
            node_row(view, status, why_not_yet(view, status));
        }
        rows.end();
    }
    if (preflight.others.empty()) return;
    Rows rows(view, view.tr("submit.others"));
    rows.lead(view.tr("submit.othersLead"));
    rows.begin();
    for (const PathwayNode* goal : preflight.others) {
        rows.next();
        node_row(view, level.nodes.at(goal->id));
    }
    rows.end();
}

void draw_before(View& view, const app::Preflight& preflight) {
    if (!has_news(preflight)) return;
    Rows rows(view, view.tr("submit.before"));
    rows.begin();
    if (preflight.unnamed) {
        rows.add("unnamed", "#/settings",
                 {.title = view.tr("submit.unnamed"),
                  .detail = view.tr("submit.unnamedWhy"),
                  .icon = "circle-dashed"});
    }
    for (const app::RecordHint& hint : preflight.hints)
        hint_rows(view, rows, hint);
    if (!preflight.reviewed.empty()) {
        rows.add("reviewed", "",
                 {.title = view.count("submit.reviewed", preflight.reviewed.size()),
                  .detail = view.tr("submit.reviewedWhy", {{"criteria", names_of(view, preflight.reviewed)}}),
                  .icon = "eye"});
    }
    if (!preflight.plan.left_out.empty()) {
        std::string detail = view.tr("submit.keptBackWhy");
        if (!preflight.unbacked.empty())
            detail += " " + view.tr("submit.unbacked", {{"criteria", names_of(view, preflight.unbacked)}});
        rows.add("kept-back", "",
                 {.title = view.tr("submit.keptBack", {{"files", joined(preflight.plan.left_out)}}),
                  .detail = detail,
                  .icon = "lock"});
    }
    if (!preflight.plan.files.empty()) {
        rows.add("zip", "",
                 {.title = view.tr("submit.zip"), .detail = view.tr("submit.zipWhy"), .icon = "archive"});
    }
    rows.end();
}

namespace {

void claims(View& view, const app::Preflight& preflight) {
    Kit& kit = view.kit;
    Rows rows(view, view.tr("submit.inside"));
    rows.begin();
    for (const PlannedClaim& claim : preflight.plan.claims) {
        std::string detail = app::record_title(view.state, *claim.record);
        if (!claim.record->files.empty())
            detail += ", " + view.count("files.count", claim.record->files.size());
        rows.add(claim.claim->id, "",
                 {.title = view.words(claim.leaf->name), .detail = detail, .mark = Mark::claimed});
    }
    kit.end_list();
    kit.end_card();
    kit.space(16);
}

// One thing that the learner may keep back. The group carries its name, so that each control is told apart.
void keepable(View& view, const std::string& sha256, const std::string& name, std::string_view detail,
              std::string_view control) {
    Kit& kit = view.kit;
    kit.begin_item(sha256);
    kit.begin_group(name);
    kit.people_s_text(name, type_strong);
    if (!detail.empty()) kit.text(detail, type_small, Tone::muted);
    const bool sent = !view.state.session.withheld.contains(sha256);
    if (const auto send = kit.checkbox(view.tr(control), sent, {.read_only = !view.editable()}))
        view.emit(app::SendFile{sha256, *send});
    kit.end_group();
    kit.end_item();
}

void files(View& view, const app::Preflight& preflight) {
    if (preflight.files.empty()) return;
    Kit& kit = view.kit;
    const std::string title =
        view.tr("submit.files", {{"size", app::size_text(*view.state.catalog, preflight.plan.bytes)}});
    kit.heading(3, title, type_strong);
    kit.space(8);
    kit.begin_card("files", {.padding = 16, .bottom = 6});
    kit.begin_list(title);
    bool first = true;
    for (const BundleFile& file : preflight.files) {
        if (!first) {
            kit.rule();
            kit.space(8);
        }
        first = false;
        keepable(view, file.sha256, file.name, app::size_text(*view.state.catalog, file.size),
                 "submit.sendFile");
    }
    kit.end_list();
    kit.end_card();
    kit.space(16);
}

void badges(View& view, const app::Preflight& preflight) {
    if (preflight.badges.empty()) return;
    Kit& kit = view.kit;
    kit.heading(3, view.tr("submit.badges"), type_strong);
    kit.space(8);
    kit.begin_card("badges", {.padding = 16, .bottom = 6});
    kit.begin_list(view.tr("submit.badges"));
    bool first = true;
    for (const HeldBadge* held : preflight.badges) {
        if (!first) {
            kit.rule();
            kit.space(8);
        }
        first = false;
        std::string detail = held_state(view, *held);
        if (!held->nests)
            detail += ". " + (held->presents ? view.tr("submit.beside") : view.tr("submit.asFile"));
        keepable(view, held->badge->sha256, own_title(view, *held), detail, "submit.sendBadge");
    }
    kit.end_list();
    kit.end_card();
    kit.space(16);
}

} // namespace

void draw_travels(View& view, const app::Preflight& preflight) {
    claims(view, preflight);
    files(view, preflight);
    badges(view, preflight);
}

} // namespace cairn::ui
