#include "core/query/fold.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

using Types = std::vector<const RecordType*>;

void leaf_types(const PathwayNode& node, std::vector<std::string>& types) {
    if (node.kind == NodeKind::leaf && learner_can_supply(node)) types.push_back(node.record_type);
    for (const PathwayNode& child : node.children)
        leaf_types(child, types);
}

void draw_group(View& view, std::string_view title, const Types& types) {
    if (types.empty()) return;
    Kit& kit = view.kit;
    kit.heading(2, title, type_title);
    kit.space(8);
    kit.begin_card(title, {.padding = 8, .bottom = 4});
    kit.begin_list(title);
    for (const RecordType* type : types) {
        if (type != types.front()) kit.rule();
        const std::string& words = view.words(type->name);
        const std::string& detail = view.words(type->description);
        const std::string name = view.tr("newRecord.buttonNamed", {{"type", words}}) + ", " + detail;
        kit.begin_item(type->id);
        if (kit.row_button(type->id, {.title = words, .detail = detail, .icon = type->icon, .name = name},
                           !view.editable()))
            view.emit(app::CreateRecord{type->id, view.state.session.route.id});
        kit.end_item();
    }
    kit.end_list();
    kit.end_card();
    kit.space(20);
}

} // namespace

// Each type stands where the path asks for it first; what it never asks for comes last.
void draw_new_record(View& view) {
    Kit& kit = view.kit;
    back_link(view, view.tr("nav.evidence"), "#/evidence");
    page_heading(view, view.tr("newRecord.title"), view.tr("newRecord.lead"));
    const std::string& typed = view.state.session.typed_here;
    bool entered = false;
    if (auto text = kit.search_field(view.tr("newRecord.filter"), typed, entered, {.max_length = 100}))
        view.emit(app::TypeHere{*std::move(text)});
    kit.space(20);

    const std::vector<std::string> words = search_words(typed);
    Types left;
    for (const auto& [id, type] : view.state.catalog->record_types)
        if (has_words(folded(view.words(type.name) + "\n" + view.words(type.description)), words))
            left.push_back(&type);
    if (left.empty()) kit.text(view.tr("newRecord.none"), type_body, Tone::muted);
    for (const LevelStatus& level : view.levels) {
        std::vector<std::string> asked;
        leaf_types(level.level->root, asked);
        Types here;
        for (const std::string& id : asked) {
            const auto found = std::ranges::find(left, id, &RecordType::id);
            if (found == left.end()) continue;
            here.push_back(*found);
            left.erase(found);
        }
        draw_group(view, level_title(view, *level.level), here);
    }
    draw_group(view, view.tr("newRecord.rest"), left);
}

} // namespace cairn::ui
