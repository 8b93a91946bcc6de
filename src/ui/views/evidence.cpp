#include "app/trash.hpp"
#include "core/query/search.hpp"
#include "ui/views/parts.hpp"
#include "ui/views/recovery_parts.hpp"

#include <algorithm>
#include <array>

namespace cairn::ui {
namespace {

constexpr std::size_t page_of_list = 100;

std::vector<Option> type_options(const View& view, const std::vector<const Record*>& records) {
    std::vector<Option> options{{"", view.tr("find.anyType")}};
    for (const auto& [id, type] : view.state.catalog->record_types)
        if (std::ranges::contains(records, id, &Record::type)) options.push_back({id, view.words(type.name)});
    std::ranges::sort(options.begin() + 1, options.end(), {}, &Option::label);
    return options;
}

std::vector<Option> tag_options(const View& view) {
    std::vector<Option> options{{"", view.tr("find.anyTag")}};
    for (const std::string& tag : known_tags(view.document()))
        options.push_back({tag, tag});
    return options;
}

constexpr std::array state_keys{std::string_view("find.anyState"), std::string_view("find.draft"),
                                std::string_view("find.used"), std::string_view("find.claimed")};

// Beside each other where there is room.
void draw_filters(View& view, const std::vector<const Record*>& records) {
    Kit& kit = view.kit;
    constexpr float gap = 16;
    const Query& query = view.state.session.query;
    const std::vector<Option> types = type_options(view, records);
    const std::vector<Option> tags = tag_options(view);
    std::vector<Option> states;
    states.reserve(state_keys.size());
    for (std::size_t i = 0; i < state_keys.size(); ++i)
        states.push_back({std::to_string(i), view.tr(state_keys[i])});

    const std::size_t count = tags.size() > 1 ? 3 : 2;
    const bool beside = kit.width() >= 300;
    const std::size_t in_line = !beside ? 1 : kit.phone() ? 2 : count;
    const float each = (kit.width() - gap * static_cast<float>(in_line - 1)) / static_cast<float>(in_line);
    float height = 0;
    const auto choice = [&](std::size_t place, std::string_view label, std::span<const Option> options,
                            std::string_view value) {
        const std::size_t column = place % in_line;
        if (place > 0 && column == 0) kit.space(height + 12);
        kit.begin_column(static_cast<float>(column) * (each + gap), each);
        std::optional<std::string> picked = kit.choice(view.tr(label), options, value);
        height = kit.end_column();
        return picked;
    };
    Query next = query;
    next.most = page_of_list;
    if (auto type = choice(0, "find.type", types, query.type)) {
        next.type = *std::move(type);
        view.emit(app::SetQuery{next});
    }
    const std::string state = std::to_string(static_cast<std::size_t>(query.state));
    if (auto picked = choice(1, "find.state", states, state)) {
        const auto found = std::ranges::find(states, *picked, &Option::value);
        if (found != states.end()) next.state = static_cast<RecordState>(found - states.begin());
        view.emit(app::SetQuery{next});
    }
    if (count == 3)
        if (auto tag = choice(2, "find.tag", tags, query.tag)) {
            next.tag = *std::move(tag);
            view.emit(app::SetQuery{next});
        }
    kit.space(height + 12);
}

void draw_search(View& view, const std::vector<const Record*>& records, std::size_t found) {
    Kit& kit = view.kit;
    const Query& query = view.state.session.query;
    bool entered = false;
    if (auto text = kit.search_field(
            view.tr("find.words"), query.text, entered,
            {.max_length = 200, .focus_key = "query", .revision = view.state.session.text_revision})) {
        Query next = query;
        next.text = *std::move(text);
        next.most = page_of_list;
        view.emit(app::SetQuery{next});
    }
    kit.space(12);
    draw_filters(view, records);
    if (fits_all(query)) return;
    const std::string count =
        view.tr(records.size() == 1 ? "find.countOfOne" : "find.count",
                {{"found", std::to_string(found)}, {"all", std::to_string(records.size())}});
    kit.text(count, type_small, Tone::muted);
    kit.status(count);
    kit.space(4);
    if (kit.button(view.tr("find.clear"), {.look = ButtonLook::quiet, .icon = "x"}))
        view.emit(app::SetQuery{{.text = {}, .type = {}, .tag = {}, .most = 0}});
    kit.space(12);
}

void draw_list(View& view, const std::vector<const Record*>& found) {
    Kit& kit = view.kit;
    const std::size_t shown = std::min(found.size(), view.state.session.query.most);
    kit.begin_card("records", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("evidence.list"));
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) kit.rule();
        record_row(view, *found[i]);
    }
    kit.end_list();
    kit.end_card();
    if (shown == found.size()) return;
    kit.space(12);
    Query more = view.state.session.query;
    more.most += page_of_list;
    if (kit.button(view.count("find.more", std::min(page_of_list, found.size() - shown)), {.id = "more"}))
        view.emit(app::SetQuery{more});
}

} // namespace

void draw_evidence(View& view) {
    Kit& kit = view.kit;
    const std::vector<const Record*> records = app::live_records(view.state);
    page_heading(view, view.tr("evidence.title"), view.tr("evidence.lead"));
    draw_conflict_banner(view);
    kit.link(view.tr("evidence.add"), "#/evidence/new", LinkLook::primary_button, "plus");
    kit.space(20);
    if (records.empty()) {
        kit.text(view.tr("evidence.none"), type_body, Tone::muted);
    } else {
        const std::vector<const Record*>& found = view.state.found ? view.state.found->records : records;
        draw_search(view, records, found.size());
        if (found.empty())
            kit.text(view.tr("find.none"), type_body, Tone::muted);
        else
            draw_list(view, found);
    }
    const std::size_t trashed = app::trashed_records(view.state).size();
    if (trashed > 0) {
        kit.space(20);
        kit.link(view.count("evidence.trash", trashed), "#/trash", LinkLook::inline_text, "trash-2");
    }
}

void draw_trash(View& view) {
    Kit& kit = view.kit;
    back_link(view, view.tr("nav.evidence"), "#/evidence");
    page_heading(view, view.tr("trash.title"), view.tr("trash.lead"));
    const std::vector<const Record*> records = app::trashed_records(view.state);
    if (records.empty()) return kit.text(view.tr("trash.none"), type_body, Tone::muted);
    if (kit.button(view.tr("trash.empty"), {.icon = "trash-2", .disabled = !view.editable()}))
        view.emit(app::OpenDialog{{app::DialogKind::empty_trash, {}, {}}});
    kit.space(16);
    kit.begin_list(view.tr("trash.title"));
    for (const Record* record : records) {
        const std::string title = app::record_title(view.state, *record);
        kit.begin_item(record->id);
        kit.begin_card(record->id, {.padding = 16});
        const auto day = [&](Instant at) {
            return app::day_text(*view.state.catalog, at, view.state.session.utc_offset_minutes);
        };
        const std::string since = view.tr(
            "trash.since", {{"date", day(*record->trashed)}, {"goes", day(app::leaves_trash(*record))}});
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

} // namespace cairn::ui
