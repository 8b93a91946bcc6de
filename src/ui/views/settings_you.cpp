#include "ui/views/parts.hpp"
#include "ui/views/settings_parts.hpp"

namespace cairn::ui {

void draw_emails(View& view) {
    Kit& kit = view.kit;
    const std::vector<std::string>& emails = view.document().profile.emails;
    const bool locked = !view.editable();
    section_heading(view, view.tr("settings.emails"), view.tr("settings.emailsText"));
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

void draw_contacts(View& view) {
    Kit& kit = view.kit;
    const std::vector<Contact>& contacts = view.document().profile.contacts;
    const bool locked = !view.editable();
    section_heading(view, view.tr("settings.contacts"), view.tr("settings.contactsText"));
    for (std::size_t i = 0; i < contacts.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        const bool last = i + 1 == contacts.size();
        kit.begin_card("contact" + number, {.padding = 16});
        kit.begin_group(view.tr("settings.contact", {{"number", number}}));
        const FieldOptions options{.max_length = 500,
                                   .read_only = locked,
                                   .focus_key = last ? "contact" : "",
                                   .revision = view.state.session.text_revision};
        if (auto label = kit.text_field(view.tr("settings.contactLabel"), contacts[i].label, options))
            view.emit(app::SetContact{i, {*std::move(label), contacts[i].value}});
        kit.space(12);
        FieldOptions value = options;
        value.focus_key = {};
        value.input_mode = "url";
        if (auto text = kit.text_field(view.tr("settings.contactValue"), contacts[i].value, value))
            view.emit(app::SetContact{i, {contacts[i].label, *std::move(text)}});
        kit.space(8);
        if (kit.button(view.tr("settings.contactRemove"),
                       {.look = ButtonLook::quiet,
                        .icon = "x",
                        .name = view.tr("settings.contactRemoveNamed", {{"number", number}}),
                        .disabled = locked}))
            view.emit(app::RemoveContact{i});
        kit.end_group();
        kit.end_card();
        kit.space(12);
    }
    if (kit.button(view.tr("settings.contactAdd"),
                   {.icon = "plus", .focus_key = "contact-add", .disabled = locked}))
        view.emit(app::AddContact{});
}

} // namespace cairn::ui
