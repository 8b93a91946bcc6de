#include "app/actions.hpp"
#include "core/query/fold.hpp"
#include "ui/views/parts.hpp"

namespace cairn::ui {
namespace {

constexpr std::size_t most_records = 8; // that are listed here; the screen of evidence lists the rest

// What can be chosen, in the order of the list. Enter in the field takes the first.
class Choices {
  public:
    Choices(View& view, bool take_first) : view_(view), take_first_(take_first) {}

    std::size_t size() const { return count_; }

    // Whether it was chosen.
    bool add(std::string_view id, const RowOptions& row) {
        if (count_++ > 0) view_.kit.rule();
        view_.kit.begin_item(id);
        const bool pressed = view_.kit.row_button(id, row);
        view_.kit.end_item();
        return pressed || (take_first_ && count_ == 1);
    }

  private:
    View& view_;
    bool take_first_;
    std::size_t count_ = 0;
};

void take(View& view, app::Command command) {
    view.emit(app::CloseDialog{});
    view.emit(std::move(command));
}

void add_actions(View& view, const std::vector<std::string>& words, Choices& choices) {
    for (const app::Action& action : app::actions()) {
        const std::string title = view.tr(action.label);
        // The search itself is shut while this dialog is open.
        if (!has_words(folded(title), words) || !action.enabled(view.state)) continue;
        const std::string_view keys =
            view.kit.phone() ? std::string_view() : action.keys.substr(0, action.keys.find(' '));
        if (choices.add(action.id, {.title = title, .chip = keys, .icon = action.icon}))
            take(view, action.command(view.state));
    }
}

void add_types(View& view, const std::vector<std::string>& words, Choices& choices) {
    if (words.empty() || !view.editable()) return;
    for (const auto& [id, type] : view.state.catalog->record_types) {
        const std::string title = view.tr("newRecord.buttonNamed", {{"type", view.words(type.name)}});
        if (has_words(folded(title), words) && choices.add("type/" + id, {.title = title, .icon = type.icon}))
            take(view, app::CreateRecord{id, ""});
    }
}

void add_records(View& view, const std::string& typed, Choices& choices) {
    if (!view.state.palette_found) return;
    const std::vector<const Record*>& records = view.state.palette_found->records;
    for (std::size_t i = 0; i < records.size() && i < most_records; ++i) {
        const Record& record = *records[i];
        const RecordType* type = app::find_record_type(*view.state.catalog, record.type);
        const std::string title = app::record_title(view.state, record);
        const std::string detail = record_detail(view, record);
        if (choices.add(record.id, {.title = title,
                                    .detail = detail,
                                    .icon = type == nullptr ? "file" : std::string_view(type->icon)}))
            take(view, app::GoTo{{app::Screen::record, record.id}});
    }
    // The rest stands on the screen of evidence, narrowed to the same words.
    if (records.size() <= most_records) return;
    const std::string all = view.count("palette.all", records.size());
    if (!choices.add("all", {.title = all, .icon = "folder-open"})) return;
    take(view, app::SetQuery{{.text = typed, .type = {}, .tag = {}}});
    view.emit(app::GoTo{{app::Screen::evidence, ""}});
}

} // namespace

void draw_palette(View& view) {
    Kit& kit = view.kit;
    const std::string& typed = view.state.session.dialog->typed;
    const bool open = kit.begin_dialog(view.tr("action.search"), true);
    bool entered = false;
    if (auto text =
            kit.search_field(view.tr("palette.field"), typed, entered,
                             {.hint = view.tr("palette.hint"), .max_length = 200, .focus_key = "palette"}))
        view.emit(app::TypeInDialog{*std::move(text)});
    kit.space(12);
    const std::vector<std::string> words = search_words(typed);
    kit.begin_list(view.tr("palette.list"));
    Choices choices(view, entered);
    add_actions(view, words, choices);
    add_records(view, typed, choices);
    add_types(view, words, choices);
    kit.end_list();
    if (choices.size() == 0) kit.text(view.tr("palette.none"), type_body, Tone::muted);
    kit.status(view.count("palette.count", choices.size()));
    kit.space(16);
    if (kit.button(view.tr("dialog.close"))) view.emit(app::CloseDialog{});
    kit.end_dialog();
    if (!open) view.emit(app::CloseDialog{});
}

} // namespace cairn::ui
