#include "ui/views/dialog_parts.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/record_parts.hpp"

namespace cairn::ui {
namespace {

void draw_delete_record(View& view, const app::Dialog& dialog) {
    Kit& kit = view.kit;
    const Record* record = find_record(view.document(), dialog.record);
    if (record == nullptr) return;
    const bool open = kit.begin_dialog(view.tr("trash.confirmTitle"));
    kit.people_s_text(view.tr("trash.confirm", {{"title", app::record_title(view.state, *record)}}));
    kit.space(20);
    if (kit.button(view.tr("dialog.keep"))) view.emit(app::CloseDialog{});
    kit.same_line(12);
    if (kit.button(view.tr("trash.delete"), {.look = ButtonLook::danger}))
        view.emit(app::DeleteForever{record->id});
    kit.end_dialog();
    if (!open) view.emit(app::CloseDialog{});
}

void draw_use_record(View& view, const app::Dialog& dialog) {
    Kit& kit = view.kit;
    const Pathway* pathway = app::current_pathway(view.state);
    const PathwayNode* leaf = pathway == nullptr ? nullptr : find_node(*pathway, dialog.node);
    if (leaf == nullptr) return;
    const bool open = kit.begin_dialog(view.tr("use.title"));
    kit.text(view.tr("use.lead", {{"criterion", view.words(leaf->name)}}), type_body, Tone::muted);
    kit.space(12);
    kit.begin_list(view.tr("use.list"));
    for (const Record* record : app::live_records(view.state)) {
        if (!may_count(*leaf, *record)) continue;
        const std::string title = app::record_title(view.state, *record);
        kit.begin_item(record->id);
        kit.row_text({.title = title, .detail = app::record_day(view.state, *record), .icon = "file"});
        if (kit.button(view.tr("use.button"), {.name = view.tr("use.buttonNamed", {{"title", title}})}))
            view.emit(app::AttachRecord{record->id, leaf->id});
        kit.space(8);
        kit.end_item();
    }
    kit.end_list();
    kit.space(16);
    if (kit.button(view.tr("dialog.close"))) view.emit(app::CloseDialog{});
    kit.end_dialog();
    if (!open) view.emit(app::CloseDialog{});
}

} // namespace

bool ask_for_the_word(View& view, std::string_view act) {
    Kit& kit = view.kit;
    const std::string& typed = view.state.session.dialog->typed;
    const std::string word = view.tr("settings.deleteWord");
    if (auto text = kit.text_field(view.tr("settings.eraseType", {{"word", word}}), typed,
                                   {.autocomplete = "off", .max_length = 40}))
        view.emit(app::TypeInDialog{*std::move(text)});
    kit.space(20);
    if (kit.button(view.tr("settings.eraseKeep"), {.full_width = kit.phone()})) view.emit(app::CloseDialog{});
    between_buttons(view);
    return kit.button(act, {.look = ButtonLook::danger,
                            .disabled = !app::is_delete_word(*view.state.catalog, typed),
                            .full_width = kit.phone()});
}

void draw_dialog(View& view) {
    if (draw_history_dialog(view)) return;
    const app::Dialog& dialog = *view.state.session.dialog;
    switch (dialog.kind) {
    case app::DialogKind::use_record:
        return draw_use_record(view, dialog);
    case app::DialogKind::delete_record:
        return draw_delete_record(view, dialog);
    case app::DialogKind::link_record:
        return draw_link_dialog(view, dialog);
    case app::DialogKind::palette:
        return draw_palette(view);
    default:
        return;
    }
}

} // namespace cairn::ui
