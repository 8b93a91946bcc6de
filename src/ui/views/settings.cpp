#include "ui/views/parts.hpp"

namespace cairn::ui {
namespace {

void draw_emails(View& view) {
    Kit& kit = view.kit;
    const std::vector<std::string>& emails = view.document().profile.emails;
    const bool locked = !view.editable();
    kit.heading(2, view.tr("settings.emails"), type_title);
    kit.space(4);
    kit.text(view.tr("settings.emailsText"), type_body, Tone::muted);
    kit.space(12);
    if (!emails.empty()) {
        kit.begin_card("emails", {.padding = 16, .bottom = 8});
        kit.begin_list(view.tr("settings.emailsList"));
        for (const std::string& email : emails) {
            kit.begin_item(email);
            kit.row_text({.title = email, .icon = "mail"});
            if (kit.button(view.tr("settings.emailRemove"),
                           {.look = ButtonLook::quiet,
                            .icon = "x",
                            .name = view.tr("settings.emailRemoveNamed", {{"email", email}}),
                            .disabled = locked}))
                view.emit(app::RemoveEmail{email});
            kit.end_item();
        }
        kit.end_list();
        kit.end_card();
        kit.space(16);
    }
    const std::string& typed = view.state.session.new_email;
    if (auto text = kit.text_field(view.tr(emails.empty() ? "settings.email" : "settings.emailOther"), typed,
                                   {.autocomplete = "email",
                                    .input_mode = "email",
                                    .max_length = 254,
                                    .read_only = locked,
                                    .focus_key = "email",
                                    .revision = view.state.session.text_revision}))
        view.emit(app::TypeEmail{*std::move(text)});
    kit.space(12);
    if (kit.button(view.tr("settings.emailAdd"), {.icon = "plus", .disabled = locked}))
        view.emit(app::AddEmail{typed});
}

} // namespace

void draw_settings(View& view) {
    Kit& kit = view.kit;
    page_heading(view, view.tr("settings.title"));
    const Profile& profile = view.document().profile;
    const bool locked = !view.editable();

    if (auto name = kit.text_field(view.tr("settings.name"), profile.name,
                                   {.hint = view.tr("settings.nameHint"),
                                    .autocomplete = "name",
                                    .lang = profile.lang,
                                    .max_length = 100,
                                    .read_only = locked,
                                    .revision = view.state.session.text_revision}))
        view.emit(app::SetName{*std::move(name)});
    kit.space(20);

    const std::vector<Option> themes{{"system", view.tr("settings.themeSystem")},
                                     {"light", view.tr("settings.themeLight")},
                                     {"dark", view.tr("settings.themeDark")}};
    if (auto theme = kit.choice(view.tr("settings.theme"), themes, profile.theme, {.read_only = locked}))
        view.emit(app::SetTheme{*std::move(theme)});
    kit.space(20);

    std::vector<Option> revisions;
    for (const Pathway& pathway : view.state.catalog->pathways)
        if (pathway.id == view.document().pathway.id)
            revisions.push_back(
                {pathway.revision,
                 view.tr("settings.revisionOption", {{"name", view.words(pathway.name)},
                                                     {"revision", view.words(pathway.revision_name)}})});
    if (auto revision = kit.choice(view.tr("settings.revision"), revisions, view.document().pathway.revision,
                                   {.hint = view.tr("settings.revisionHint"), .read_only = locked}))
        view.emit(app::SetRevision{*std::move(revision)});
    kit.space(28);

    if (auto plain = kit.checkbox(view.tr("settings.plain"), view.state.session.plain,
                                  {.hint = view.tr("settings.plainHint")}))
        view.emit(app::SetPlain{*plain});
    kit.space(28);

    draw_emails(view);
    kit.space(28);

    kit.heading(2, view.tr("settings.where"), type_title);
    kit.space(4);
    kit.text(view.tr("settings.whereText"), type_body, Tone::muted);
    kit.space(20);
    kit.heading(2, view.tr("settings.key"), type_title);
    kit.space(4);
    kit.text(view.tr("settings.keyText"), type_body, Tone::muted);
    if (const LearnerKey* key = app::active_key(view.state)) {
        kit.space(4);
        kit.text(key->did, type_small, Tone::muted);
    }
}

} // namespace cairn::ui
