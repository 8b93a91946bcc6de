#include "core/json/read.hpp"
#include "ui/kit/kit.hpp"

#include <algorithm>
#include <cmath>

namespace cairn::ui {
namespace {

constexpr float area_padding = 20;
constexpr std::size_t most_dropped = 1000; // the program says how many a record takes

std::string number_text(std::size_t number) {
    return std::to_string(number);
}

} // namespace

// Label, hint and error are text on the page that the element points to; the element itself is native.
std::uint32_t Kit::field(semantics::Role role, std::string_view label, std::string_view value, float height,
                         const FieldOptions& options, std::vector<semantics::Extra> extras) {
    const std::uint32_t id = id_of(label);
    const std::string id_text = number_text(id);
    std::string described_by;
    const auto note = [&](std::string_view words, Tone tone) {
        if (words.empty()) return;
        if (!described_by.empty()) described_by += ' ';
        described_by += number_text(layout_text({.role = semantics::Role::text}, words, type_small, tone));
    };
    if (!options.hide_label) {
        const semantics::Extra for_field{"for", id_text};
        layout_text({.role = semantics::Role::text}, label, type_strong, Tone::ink, std::span(&for_field, 1));
    }
    note(options.hint, Tone::muted);
    if (!options.hide_label || !options.hint.empty()) space(4);

    const ImVec2 origin = cursor();
    ImGui::Dummy({width(), height});
    if (!options.error.empty()) space(4);
    note(options.error, Tone::rust);

    const std::string max_length = number_text(options.max_length);
    const std::string revision = number_text(options.revision);
    const auto extra = [&](std::string_view key, std::string_view text) {
        if (!text.empty()) extras.emplace_back(key, text);
    };
    extra("describedby", described_by);
    extra("placeholder", options.placeholder);
    extra("autocomplete", options.autocomplete);
    extra("inputmode", options.input_mode);
    extra("lang", options.lang);
    if (options.max_length > 0) extra("maxlength", max_length);
    if (options.revision > 0) extra("revision", revision);
    tree_.add({.id = id,
               .role = role,
               .flags = (options.required ? semantics::required : 0U) |
                        (wants_focus(options.focus_key) ? semantics::focus : 0U) |
                        (options.error.empty() ? 0U : semantics::invalid) |
                        (options.read_only ? semantics::disabled : 0U) |
                        (options.hide_label ? semantics::hidden_label : 0U),
               .box = {origin.x, origin.y, width(), height},
               .name = label,
               .value = value,
               .number = type_body.size,
               .line_height = type_body.line,
               .request = focus_request_of(options.focus_key)},
              extras);
    return id;
}

std::optional<std::string> Kit::text_field(std::string_view label, std::string_view value,
                                           const FieldOptions& options) {
    const bool area = options.rows > 1;
    const float height =
        area ? static_cast<float>(options.rows) * type_body.line + area_padding : control_height;
    const std::uint32_t id =
        field(area ? semantics::Role::text_area : semantics::Role::text_field, label, value, height, options);
    if (auto action = inbox_.take(id, ActionKind::text)) return std::move(action->text);
    return std::nullopt;
}

std::optional<std::string> Kit::search_field(std::string_view label, std::string_view value, bool& entered,
                                             const FieldOptions& options) {
    const std::uint32_t id =
        field(semantics::Role::text_field, label, value, control_height, options, {{"enterkeyhint", "go"}});
    entered = inbox_.take(id, ActionKind::activate).has_value();
    if (auto action = inbox_.take(id, ActionKind::text)) return std::move(action->text);
    return std::nullopt;
}

std::optional<std::string> Kit::date_field(std::string_view label, std::string_view value,
                                           const FieldOptions& options) {
    const std::uint32_t id = field(semantics::Role::date_field, label, value, control_height, options);
    if (auto action = inbox_.take(id, ActionKind::text)) return std::move(action->text);
    return std::nullopt;
}

std::optional<std::string> Kit::choice(std::string_view label, std::span<const Option> options,
                                       std::string_view value, const FieldOptions& field_options) {
    std::vector<std::string> texts;
    texts.reserve(options.size());
    for (const Option& option : options)
        texts.push_back(option.value + '\x1d' + option.label);
    std::vector<semantics::Extra> extras;
    extras.reserve(texts.size());
    for (const std::string& text : texts)
        extras.emplace_back("option", text);
    const std::uint32_t id =
        field(semantics::Role::choice, label, value, control_height, field_options, std::move(extras));
    if (auto action = inbox_.take(id, ActionKind::choose)) return std::move(action->text);
    return std::nullopt;
}

std::optional<bool> Kit::checkbox(std::string_view label, bool value, const FieldOptions& options) {
    constexpr float box_size = 22;
    constexpr float gap = 12;
    const ImVec2 origin = cursor();
    const float room = width() - box_size - gap;
    const float words = text_height(label, type_body, room);
    const float hint = options.hint.empty() ? 0 : text_height(options.hint, type_small, room);
    const ImVec2 size{width(), std::max(words + hint + 16, control_height)};
    const std::uint32_t id = invisible_item(label, size);

    const ImVec2 box{origin.x + 1, origin.y + 9};
    const ImVec2 box_end{box.x + box_size, box.y + box_size};
    if (value) {
        canvas()->AddRectFilled(box, box_end, theme_.primary, 6);
        const ImVec2 tick[] = {
            {box.x + 5, box.y + 11.5F}, {box.x + 9.5F, box.y + 16}, {box.x + 17, box.y + 6.5F}};
        canvas()->AddPolyline(tick, 3, theme_.on_primary, ImDrawFlags_None, 2.2F);
    } else {
        canvas()->AddRectFilled(box, box_end, theme_.surface, 6);
        canvas()->AddRect(box, box_end, theme_.control_line, 6, ImDrawFlags_None, 1.5F);
    }
    const float x = origin.x + box_size + gap;
    draw_lines({x, origin.y + 8}, label, type_body, theme_.ink, room);
    if (hint > 0) draw_lines({x, origin.y + 8 + words}, options.hint, type_small, theme_.muted, room);

    std::vector<semantics::Extra> extras;
    if (!options.hint.empty()) extras.emplace_back("hint", options.hint);
    tree_.add({.id = id,
               .role = semantics::Role::checkbox,
               .flags = (value ? semantics::checked : 0U) | (options.read_only ? semantics::disabled : 0U) |
                        (options.required ? semantics::required : 0U),
               .box = {origin.x, origin.y, size.x, size.y},
               .name = label,
               .number = type_body.size},
              extras);
    if (const auto action = inbox_.take(id, ActionKind::check)) return action->number != 0;
    return std::nullopt;
}

std::vector<DroppedFile> Kit::file_drop(std::string_view label, std::string_view hint,
                                        std::string_view focus_key) {
    const ImVec2 origin = cursor();
    const float hint_height = hint.empty() ? 0 : text_height(hint, type_small, width() - 32);
    const ImVec2 size{width(), 24 + icon_size + 8 + type_strong.line + hint_height + 20};
    const std::uint32_t id = invisible_item(label, size);
    const ImVec2 end{origin.x + size.x, origin.y + size.y};
    canvas()->AddRectFilled(origin, end, theme_.surface, radius_card);
    constexpr float dash = 7;
    constexpr float gap = 5;
    const auto dashed = [&](ImVec2 from, ImVec2 to) {
        const float length = std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
        const ImVec2 step{(to.x - from.x) / length, (to.y - from.y) / length};
        for (float at = 0; at < length; at += dash + gap) {
            const float until = std::min(at + dash, length);
            canvas()->AddLine({from.x + step.x * at, from.y + step.y * at},
                              {from.x + step.x * until, from.y + step.y * until}, theme_.control_line, 1.5F);
        }
    };
    const float r = radius_card;
    dashed({origin.x + r, origin.y}, {end.x - r, origin.y});
    dashed({origin.x + r, end.y}, {end.x - r, end.y});
    dashed({origin.x, origin.y + r}, {origin.x, end.y - r});
    dashed({end.x, origin.y + r}, {end.x, end.y - r});
    draw_icon({origin.x + (size.x - icon_size) / 2, origin.y + 20}, "upload", icon_size, theme_.primary);
    draw_text(
        {std::round(origin.x + (size.x - text_width(label, type_strong)) / 2), origin.y + 20 + icon_size + 6},
        label, type_strong, theme_.primary);
    float y = origin.y + 20 + icon_size + 6 + type_strong.line;
    for (const std::string_view line : wrap(hint, type_small, width() - 32)) {
        draw_text({std::round(origin.x + (size.x - text_width(line, type_small)) / 2), y}, line, type_small,
                  theme_.muted);
        y += type_small.line;
    }
    std::vector<semantics::Extra> extras{{"multiple", "true"}};
    if (!hint.empty()) extras.emplace_back("hint", hint);
    tree_.add({.id = id,
               .role = semantics::Role::file_drop,
               .flags = wants_focus(focus_key) ? semantics::focus : 0U,
               .box = {origin.x, origin.y, size.x, size.y},
               .name = label,
               .number = type_strong.size,
               .request = focus_request_of(focus_key)},
              extras);

    std::vector<DroppedFile> files;
    const auto action = inbox_.take(id, ActionKind::files);
    if (!action) return files;
    const Result<Json> list = read_json(action->text);
    if (!list || !list->is_array()) return files;
    for (const Json& file : *list) {
        if (files.size() >= most_dropped || !file.is_object()) break;
        const auto handle = file.find("handle");
        const auto name = file.find("name");
        if (handle == file.end() || name == file.end() || !handle->is_number_unsigned() || !name->is_string())
            continue;
        files.push_back({handle->get<std::uint32_t>(), name->get<std::string>()});
    }
    return files;
}

} // namespace cairn::ui
