#include "ui/views/parts.hpp"
#include "ui/views/settings_parts.hpp"

#include <array>

namespace cairn::ui {
namespace {

constexpr float between = 40;

void draw_you(View& view) {
    Kit& kit = view.kit;
    const Profile& profile = view.document().profile;
    section_heading(view, view.tr("settings.you"));
    if (auto name = kit.text_field(view.tr("settings.name"), profile.name,
                                   {.hint = view.tr("settings.nameHint"),
                                    .autocomplete = "name",
                                    .lang = profile.lang,
                                    .max_length = 100,
                                    .read_only = !view.editable(),
                                    .revision = view.state.session.text_revision}))
        view.emit(app::SetName{*std::move(name)});
}

void draw_look(View& view) {
    Kit& kit = view.kit;
    section_heading(view, view.tr("settings.look"));
    const std::vector<Option> themes{{"system", view.tr("settings.themeSystem")},
                                     {"light", view.tr("settings.themeLight")},
                                     {"dark", view.tr("settings.themeDark")}};
    if (auto theme = kit.choice(view.tr("settings.theme"), themes, view.document().profile.theme,
                                {.read_only = !view.editable()}))
        view.emit(app::SetTheme{*std::move(theme)});
    kit.space(20);
    if (auto plain = kit.checkbox(view.tr("settings.plain"), view.state.session.plain,
                                  {.hint = view.tr("settings.plainHint")}))
        view.emit(app::SetPlain{*plain});
}

void draw_pathway(View& view) {
    section_heading(view, view.tr("settings.pathway"));
    draw_revision_choice(view, view.tr("settings.revision"), view.tr("settings.revisionHint"),
                         view.document().pathway.revision, !view.editable());
}

} // namespace

void draw_revision_choice(View& view, std::string_view label, std::string_view hint, const std::string& value,
                          bool locked) {
    const std::vector<Pathway>& pathways = view.state.catalog->pathways;
    const std::string& id = view.state.document ? view.document().pathway.id : pathways.back().id;
    std::vector<Option> revisions;
    for (const Pathway& pathway : pathways)
        if (pathway.id == id)
            revisions.push_back(
                {pathway.revision,
                 view.tr("settings.revisionOption", {{"name", view.words(pathway.name)},
                                                     {"revision", view.words(pathway.revision_name)}})});
    if (auto revision = view.kit.choice(label, revisions, value, {.hint = hint, .read_only = locked}))
        view.emit(app::SetRevision{*std::move(revision)});
}

void draw_settings(View& view) {
    constexpr std::array sections{draw_you,       draw_contacts, draw_emails, draw_look,
                                  draw_pathway,   draw_storage,  draw_whole,  draw_lock_settings,
                                  draw_shortcuts, draw_key,      draw_erase};
    page_heading(view, view.tr("settings.title"));
    bool first = true;
    for (const auto draw : sections) {
        if (!first) {
            view.kit.space(between / 2);
            view.kit.rule();
            view.kit.space(between / 2);
        }
        first = false;
        draw(view);
    }
    view.kit.space(between);
}

} // namespace cairn::ui
