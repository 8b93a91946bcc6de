#include "ui/views/form.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/record_parts.hpp"
#include "ui/views/recovery_parts.hpp"
#include "ui/views/skill_parts.hpp"

namespace cairn::ui {
namespace {

semantics::Role media_role(const std::string& media_type) {
    if (media_type.starts_with("image/")) return semantics::Role::image;
    if (media_type.starts_with("audio/")) return semantics::Role::audio;
    if (media_type.starts_with("video/")) return semantics::Role::video;
    if (media_type.starts_with("text/") || media_type == "application/json")
        return semantics::Role::text_preview;
    return semantics::Role::document;
}

float media_height(semantics::Role role) {
    switch (role) {
    case semantics::Role::image:
        return 240;
    case semantics::Role::video:
        return 260;
    case semantics::Role::audio:
        return 56;
    case semantics::Role::text_preview:
        return 140;
    default:
        return 36;
    }
}

void draw_file(View& view, const Record& record, const FileRef& file) {
    Kit& kit = view.kit;
    kit.begin_item(file.id);
    kit.begin_card(file.id, {.padding = 16});
    std::string detail = app::size_text(*view.state.catalog, file.size);
    if (file.cleaned) detail += ". " + view.tr("files.cleaned");
    kit.row_text({.title = file.name, .detail = detail, .icon = "paperclip"});
    const semantics::Role role = media_role(file.media_type);
    const std::string open = view.tr("files.open", {{"name", file.name}});
    kit.media(role, file.sha256, file.media_type, role == semantics::Role::document ? open : file.name,
              file.alt, media_height(role));
    kit.space(12);
    if (role == semantics::Role::image) {
        if (auto alt = kit.text_field(view.tr("files.alt"), file.alt,
                                      {.hint = view.tr("files.altHint"),
                                       .error = {},
                                       .lang = record.lang,
                                       .max_length = 500,
                                       .read_only = !view.editable(),
                                       .revision = view.state.session.text_revision}))
            view.emit(app::SetAlt{record.id, file.id, *std::move(alt)});
        kit.space(12);
    }
    if (kit.button(view.tr("files.remove"), {.look = ButtonLook::quiet,
                                             .icon = "x",
                                             .name = view.tr("files.removeNamed", {{"name", file.name}}),
                                             .disabled = !view.editable()}))
        view.emit(app::RemoveFile{record.id, file.id});
    kit.end_card();
    kit.end_item();
    kit.space(12);
}

void draw_files(View& view, const Record& record, const RecordType& type) {
    Kit& kit = view.kit;
    kit.heading(2, view.tr("files.title"), type_title);
    kit.space(4);
    kit.text(in_language(type.files_hint, view.lang()), type_body, Tone::muted);
    kit.space(6);
    kit.text(view.tr("files.privacy"), type_small, Tone::muted);
    kit.space(12);
    if (!record.files.empty()) {
        kit.begin_list(view.tr("files.list"));
        for (const FileRef& file : record.files)
            draw_file(view, record, file);
        kit.end_list();
    }
    for (const app::PendingFile& pending : view.state.session.pending_files)
        if (pending.record == record.id)
            kit.text(view.tr("files.adding", {{"name", pending.name}}), type_body, Tone::muted);
    if (!view.editable()) return;
    const std::vector<DroppedFile> dropped =
        kit.file_drop(view.tr("files.add"), view.tr("files.addHint"), "files");
    if (dropped.empty()) return;
    app::AddFiles add{record.id, {}};
    for (const DroppedFile& file : dropped)
        add.files.push_back({file.handle, file.name});
    view.emit(std::move(add));
}

void draw_criteria(View& view, const Record& record) {
    Kit& kit = view.kit;
    const Pathway* pathway = app::current_pathway(view.state);
    if (pathway == nullptr) return;
    kit.heading(2, view.tr("record.serves"), type_title);
    kit.space(8);
    if (record.criteria.empty()) kit.text(view.tr("record.servesNone"), type_body, Tone::muted);
    for (const Id& uri : record.criteria) {
        const PathwayNode* leaf = find_node(*pathway, uri);
        kit.begin_card(uri, {.padding = 16});
        if (leaf == nullptr) {
            kit.text(criterion_elsewhere(view, uri), type_strong);
            kit.space(4);
            kit.text(view.tr("elsewhere.kept"), type_small, Tone::muted);
            kit.end_card();
            kit.space(12);
            continue;
        }
        kit.link(view.words(leaf->name), app::to_hash({app::Screen::criterion, leaf->id}),
                 LinkLook::inline_text);
        kit.chip(progress_words(view, record, *leaf),
                 view.tr("state.drafted") == progress_words(view, record, *leaf) ? Tone::muted
                                                                                 : Tone::primary);
        kit.space(8);
        claim_controls(view, *leaf, record);
        kit.space(8);
        if (kit.button(view.tr("record.detach"),
                       {.look = ButtonLook::quiet,
                        .icon = "unlink",
                        .name = view.tr("record.detachNamed", {{"criterion", view.words(leaf->name)}}),
                        .disabled = !view.editable()}))
            view.emit(app::DetachRecord{record.id, leaf->id});
        kit.end_card();
        kit.space(12);
    }
    std::vector<Option> options{{"", view.tr("record.attachChoose")}};
    for (const auto* const part : {&view.progress.levels, &view.progress.skills})
        for (const LevelStatus& level : *part)
            for (const auto& [id, status] : level.nodes) {
                const PathwayNode& node = *status.node;
                if (node.kind != NodeKind::leaf || !may_count(node, record)) continue;
                options.push_back({id, view.words(level.level->root.name) + ": " + view.words(node.name)});
            }
    if (options.size() == 1) return;
    if (auto picked = kit.choice(
            view.tr("record.attach"), options, "",
            {.hint = view.tr("record.attachHint"), .read_only = !view.editable(), .focus_key = "attach"}))
        if (!picked->empty()) view.emit(app::AttachRecord{record.id, *picked});
}

} // namespace

void draw_record(View& view) {
    Kit& kit = view.kit;
    const Record* record = find_record(view.document(), view.state.session.route.id);
    const RecordType* type =
        record == nullptr ? nullptr : app::find_record_type(*view.state.catalog, record->type);
    const Home home = record == nullptr ? Home{"nav.evidence", "#/evidence"} : home_of(*record);
    back_link(view, view.tr(home.label), home.href);
    if (record == nullptr || record->trashed) return page_heading(view, view.tr("record.unknown"));
    if (type == nullptr) return page_heading(view, view.tr("record.unknownType", {{"type", record->type}}));

    kit.begin_id(record->id);
    page_heading(view, app::record_title(view.state, *record), view.words(type->description));
    draw_conflict_of(view, *record);
    two_columns(
        view, 0.62F,
        [&] {
            draw_form(view, *record, *type);
            if (!type->takes_files) return;
            kit.space(24);
            draw_files(view, *record, *type);
        },
        [&] {
            draw_coverage(view, *record, *type);
            draw_criteria(view, *record);
            kit.space(20);
            draw_links(view, *record);
            draw_tags(view, *record);
            kit.space(28);
            if (kit.button(view.tr("record.delete"),
                           {.look = ButtonLook::danger, .icon = "trash-2", .disabled = !view.editable()}))
                view.emit(app::TrashRecord{record->id});
        });
    kit.end_id();
}

} // namespace cairn::ui
