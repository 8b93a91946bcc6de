#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_evidence(View& view) {
    Kit& kit = view.kit;
    const std::vector<const Record*> records = app::live_records(view.state);
    page_heading(view, view.tr("evidence.title"), view.tr("evidence.lead"));
    kit.link(view.tr("evidence.add"), "#/evidence/new", LinkLook::primary_button, "plus");
    kit.space(20);
    if (records.empty()) {
        kit.text(view.tr("evidence.none"), type_body, Tone::muted);
    } else {
        kit.begin_card("records", {.padding = 12, .bottom = 6});
        kit.begin_list(view.tr("evidence.list"));
        bool first = true;
        for (const Record* record : records) {
            if (!first) kit.rule();
            first = false;
            record_row(view, *record);
        }
        kit.end_list();
        kit.end_card();
    }
    const std::size_t trashed = app::trashed_records(view.state).size();
    if (trashed > 0) {
        kit.space(20);
        kit.link(view.count("evidence.trash", trashed), "#/trash", LinkLook::inline_text, "trash-2");
    }
}

void draw_new_record(View& view) {
    Kit& kit = view.kit;
    back_link(view, view.tr("nav.evidence"), "#/evidence");
    page_heading(view, view.tr("newRecord.title"), view.tr("newRecord.lead"));
    kit.begin_list(view.tr("newRecord.list"));
    for (const auto& [id, type] : view.state.catalog->record_types) {
        kit.begin_item(id);
        kit.begin_card(id, {.padding = 16});
        kit.row_text(
            {.title = view.words(type.name), .detail = view.words(type.description), .icon = type.icon});
        if (kit.button(view.tr("newRecord.button"),
                       {.name = view.tr("newRecord.buttonNamed", {{"type", view.words(type.name)}}),
                        .disabled = !view.editable()}))
            view.emit(app::CreateRecord{id, view.state.session.route.id});
        kit.end_card();
        kit.end_item();
        kit.space(12);
    }
    kit.end_list();
}

void draw_trash(View& view) {
    Kit& kit = view.kit;
    back_link(view, view.tr("nav.evidence"), "#/evidence");
    page_heading(view, view.tr("trash.title"), view.tr("trash.lead"));
    const std::vector<const Record*> records = app::trashed_records(view.state);
    if (records.empty()) return kit.text(view.tr("trash.none"), type_body, Tone::muted);
    kit.begin_list(view.tr("trash.title"));
    for (const Record* record : records) {
        const std::string title = app::record_title(view.state, *record);
        kit.begin_item(record->id);
        kit.begin_card(record->id, {.padding = 16});
        const std::string since =
            view.tr("trash.since", {{"date", app::day_text(*view.state.catalog, *record->trashed,
                                                           view.state.session.utc_offset_minutes)}});
        kit.row_text({.title = title, .detail = since, .icon = "trash-2"});
        if (kit.button(view.tr("trash.restore"), {.name = view.tr("trash.restoreNamed", {{"title", title}}),
                                                  .disabled = !view.editable()}))
            view.emit(app::RestoreRecord{record->id});
        kit.same_line(12);
        if (kit.button(view.tr("trash.delete"), {.look = ButtonLook::danger,
                                                 .name = view.tr("trash.deleteNamed", {{"title", title}}),
                                                 .disabled = !view.editable()}))
            view.emit(app::OpenDialog{{app::DialogKind::delete_record, {}, record->id}});
        kit.end_card();
        kit.end_item();
        kit.space(12);
    }
    kit.end_list();
}

void draw_dialog(View& view) {
    Kit& kit = view.kit;
    const app::Dialog& dialog = *view.state.session.dialog;
    if (dialog.kind == app::DialogKind::delete_record) {
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
        return;
    }
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

} // namespace cairn::ui
