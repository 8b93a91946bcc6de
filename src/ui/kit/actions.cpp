#include "ui/kit/kit.hpp"
#include "ui/kit/shaping.hpp"

#include <algorithm>
#include <cmath>

namespace cairn::ui {
namespace {

constexpr float button_padding = 18;
constexpr float quiet_padding = 8;
constexpr float icon_gap = 8;
constexpr float row_padding_y = 12;
constexpr float row_padding_x = 4;
constexpr float mark_column = 34;
constexpr float chip_height = 26;
constexpr float chip_padding = 10;
constexpr float chip_icon_size = 14;

constexpr auto as_number = [](auto look) { return static_cast<unsigned>(look); };

} // namespace

// The ImGui item gives the widget its id and its place in the layout; nobody asks it whether it was pressed.
std::uint32_t Kit::invisible_item(std::string_view label, ImVec2 size) {
    const std::string name(label);
    const std::uint32_t id = id_of(label);
    ImGui::InvisibleButton(name.c_str(), {std::max(size.x, 1.0F), std::max(size.y, 1.0F)});
    auditor_.registered(id);
    return id;
}

void Kit::paint_button(ImVec2 origin, ImVec2 size, std::string_view label, std::string_view icon,
                       unsigned look, bool disabled) const {
    const ImVec2 end{origin.x + size.x, origin.y + size.y};
    Rgba words = theme_.ink;
    if (look == as_number(ButtonLook::primary)) {
        canvas()->AddRectFilled(origin, end, disabled ? theme_.line : theme_.primary, radius_control);
        words = theme_.on_primary;
    } else if (look == as_number(ButtonLook::secondary) || look == as_number(ButtonLook::danger)) {
        canvas()->AddRectFilled(origin, end, theme_.surface, radius_control);
        canvas()->AddRect(origin, end, disabled ? theme_.line : theme_.control_line, radius_control);
        if (look == as_number(ButtonLook::danger)) words = theme_.rust;
    } else {
        words = theme_.primary;
    }
    if (disabled) words = theme_.muted;
    const float icon_width = icon.empty() ? 0 : icon_size + (label.empty() ? 0 : icon_gap);
    const float label_width = label.empty() ? 0 : text_width(label, type_strong);
    ImVec2 at{std::round(origin.x + (size.x - icon_width - label_width) / 2), origin.y};
    // An arrow points on from the words.
    const bool icon_last = icon == "arrow-right";
    const float icon_x = icon_last ? at.x + label_width + icon_gap : at.x;
    draw_icon({icon_x, origin.y + (size.y - icon_size) / 2}, icon, icon_size, words);
    if (!icon_last) at.x += icon_width;
    if (!label.empty())
        draw_text({at.x, std::round(origin.y + (size.y - type_strong.line) / 2)}, label, type_strong, words);
}

bool Kit::button(std::string_view label, const ButtonOptions& options) {
    // A quiet button has no edge of its own: its words line up with the text around it.
    const bool edgeless = options.look == ButtonLook::quiet && !options.full_width && !options.icon_only;
    if (edgeless) ImGui::SetCursorScreenPos({cursor().x - quiet_padding, cursor().y});
    const float natural = 2 * (edgeless ? quiet_padding : button_padding) + text_width(label, type_strong) +
                          (options.icon.empty() ? 0 : icon_size + icon_gap);
    const float wide = options.full_width ? width() : options.width > 0 ? options.width : natural;
    const ImVec2 size{options.icon_only ? control_height : std::min(wide, width()), control_height};
    const ImVec2 origin = cursor();
    const std::uint32_t id = invisible_item(!options.id.empty()    ? options.id
                                            : options.name.empty() ? label
                                                                   : options.name,
                                            size);
    const bool painted = needs_browser(label);
    // Where the browser paints the words, the icon keeps its place before them.
    paint_button(origin, size, options.icon_only || painted ? std::string_view() : label,
                 painted ? std::string_view() : options.icon, as_number(options.look), options.disabled);
    if (painted)
        draw_icon({origin.x + quiet_padding, origin.y + (size.y - icon_size) / 2}, options.icon, icon_size,
                  options.disabled ? theme_.muted : theme_.ink);
    std::vector<semantics::Extra> extras;
    if (!options.shortcut.empty()) extras.emplace_back("keyshortcuts", options.shortcut);
    if (!options.name.empty() && !options.icon_only) extras.emplace_back("label", options.name);
    if (painted && !options.icon.empty()) extras.emplace_back("inset", "28 0 0");
    tree_.add({.id = id,
               .role = semantics::Role::button,
               .flags = (options.disabled ? semantics::disabled : 0U) |
                        (wants_focus(options.focus_key) ? semantics::focus : 0U) |
                        (options.icon_only ? semantics::hidden_label : 0U) |
                        (painted ? semantics::painted : 0U),
               .style = as_number(options.look),
               .box = {origin.x, origin.y, size.x, size.y},
               .name = options.icon_only && !options.name.empty() ? options.name : label,
               .number = type_strong.size,
               .request = focus_request_of(options.focus_key)},
              extras);
    return inbox_.take(id, ActionKind::activate).has_value() && !options.disabled;
}

void Kit::link(std::string_view label, std::string_view href, LinkLook look, std::string_view icon,
               bool current) {
    const ImVec2 origin = cursor();
    ImVec2 size{width(), control_height};
    const TypeStyle& style = look == LinkLook::bar ? type_nav_phone : current ? type_strong : type_body;
    if (look == LinkLook::bar) size.y = 56;
    if (look == LinkLook::inline_text)
        size = {text_width(label, type_body) + (icon.empty() ? 0 : 28), type_body.line + 8};
    if (look == LinkLook::primary_button || look == LinkLook::secondary_button)
        size.x = std::min(width(), 2 * button_padding + text_width(label, type_strong) +
                                       (icon.empty() ? 0 : icon_size + icon_gap));
    begin_id(href);
    const std::uint32_t id = invisible_item(label, size);
    end_id();

    const ImVec2 end{origin.x + size.x, origin.y + size.y};
    const Rgba color = current                         ? theme_.primary
                       : look == LinkLook::inline_text ? theme_.primary
                                                       : theme_.muted;
    switch (look) {
    case LinkLook::rail:
        if (current) canvas()->AddRectFilled(origin, end, theme_.tint, radius_control);
        draw_icon({origin.x + 12, origin.y + 12}, icon, icon_size, color);
        draw_text({origin.x + 44, origin.y + 10}, label, style, color);
        break;
    case LinkLook::bar:
        draw_icon({origin.x + (size.x - 24) / 2, origin.y + 6}, icon, 24, color);
        draw_text({std::round(origin.x + (size.x - text_width(label, style)) / 2), origin.y + 34}, label,
                  style, color);
        break;
    case LinkLook::primary_button:
    case LinkLook::secondary_button:
        paint_button(origin, size, label, icon, as_number(look), false);
        break;
    case LinkLook::inline_text:
    case LinkLook::row: {
        const float shift = icon.empty() ? 0 : 28;
        draw_icon({origin.x, origin.y + 6}, icon, icon_size, color);
        draw_text({origin.x + shift, origin.y + 4}, label, type_body, color);
        const float under = origin.y + 4 + type_body.line - 3;
        canvas()->AddLine({origin.x + shift, under}, {end.x, under}, color);
        break;
    }
    }
    tree_.add({.id = id,
               .role = semantics::Role::link,
               .flags = current ? semantics::current : 0U,
               .style = as_number(look),
               .box = {origin.x, origin.y, size.x, size.y},
               .name = label,
               .value = href,
               .number = style.size});
}

ImVec2 Kit::row_size(const RowOptions& row) const {
    const float start = row.mark != Mark::none || !row.icon.empty() ? mark_column : 0;
    const float chip_width = row.chip.empty() ? 0
                                              : text_width(row.chip, type_small) + 2 * chip_padding +
                                                    (row.chip_icon.empty() ? 0 : chip_icon_size + 6) + 12;
    const float room = width() - start - 2 * row_padding_x - chip_width;
    float height = 2 * row_padding_y + text_height(row.title, type_body, room);
    if (!row.detail.empty()) height += text_height(row.detail, type_small, room);
    return {room, height};
}

void Kit::paint_row(const RowOptions& row, ImVec2 origin, ImVec2 size) const {
    if (!ImGui::IsRectVisible(origin, {origin.x + width(), origin.y + size.y})) return;
    const float start = row.mark != Mark::none || !row.icon.empty() ? mark_column : 0;
    const float room = size.x;
    if (row.mark != Mark::none)
        draw_mark({origin.x + row_padding_x + 11, origin.y + row_padding_y + 12}, row.mark);
    if (!row.icon.empty())
        draw_icon({origin.x + row_padding_x, origin.y + row_padding_y + 2}, row.icon, icon_size,
                  theme_.muted);
    ImVec2 at{origin.x + row_padding_x + start, origin.y + row_padding_y};
    const bool painted = needs_browser(row.title) || needs_browser(row.detail);
    if (!painted) draw_lines(at, row.title, type_body, theme_.ink, room);
    at.y += text_height(row.title, type_body, room);
    if (!row.detail.empty() && !painted) draw_lines(at, row.detail, type_small, theme_.muted, room);
    if (row.chip.empty()) return;

    const float icon_room = row.chip_icon.empty() ? 0 : chip_icon_size + 6;
    const float chip_width = text_width(row.chip, type_small) + 2 * chip_padding + icon_room;
    const ImVec2 chip_origin{std::round(origin.x + width() - row_padding_x - chip_width),
                             std::round(origin.y + (size.y - chip_height) / 2)};
    const ImVec2 chip_end{chip_origin.x + chip_width, chip_origin.y + chip_height};
    const Rgba words = color_of(row.chip_tone);
    if (row.chip_tone == Tone::primary || row.chip_tone == Tone::moss || row.chip_tone == Tone::rust) {
        const Rgba fill = row.chip_tone == Tone::primary ? theme_.tint
                          : row.chip_tone == Tone::moss  ? theme_.moss_tint
                                                         : theme_.rust_tint;
        canvas()->AddRectFilled(chip_origin, chip_end, fill, chip_height / 2);
    } else {
        canvas()->AddRect(chip_origin, chip_end, row.chip_tone == Tone::gold ? words : theme_.line,
                          chip_height / 2);
    }
    draw_icon({chip_origin.x + chip_padding, chip_origin.y + (chip_height - chip_icon_size) / 2},
              row.chip_icon, chip_icon_size, words);
    draw_text({chip_origin.x + chip_padding + icon_room, chip_origin.y + 3}, row.chip, type_small, words);
}

// The element of a row says all of it. Where the browser has to paint the words, the element shows only those
// that the canvas leaves out, at their place beside mark and chip.
void Kit::describe_row(semantics::Description description, const RowOptions& row, ImVec2 origin,
                       ImVec2 size) {
    std::string name(row.name);
    if (name.empty()) {
        name = row.title;
        for (const std::string_view part : {row.detail, row.chip})
            if (!part.empty()) name.append(", ").append(part);
    }
    description.box = {origin.x, origin.y, width(), size.y};
    description.number = type_body.size;
    description.line_height = type_body.line;
    description.name = name;
    if (!needs_browser(row.title) && !needs_browser(row.detail)) {
        tree_.add(description);
        return;
    }
    const float start = row.mark != Mark::none || !row.icon.empty() ? mark_column : 0;
    const auto pixels = [](float value) { return std::to_string(static_cast<int>(std::lround(value))); };
    const std::string inset = pixels(row_padding_x + start) + " " + pixels(row_padding_y) + " " +
                              pixels(width() - row_padding_x - start - size.x);
    std::string shown(row.title);
    if (!row.detail.empty()) shown.append("\n").append(row.detail);
    const semantics::Extra extras[] = {{"label", name}, {"inset", inset}};
    description.flags |= semantics::painted;
    description.name = shown;
    tree_.add(description, extras);
}

void Kit::row_link(std::string_view href, const RowOptions& row) {
    const ImVec2 origin = cursor();
    const ImVec2 size = row_size(row);
    const std::uint32_t id = invisible_item(href, {width(), size.y});
    paint_row(row, origin, size);
    describe_row({.id = id, .role = semantics::Role::link, .style = as_number(LinkLook::row), .value = href},
                 row, origin, size);
}

bool Kit::row_button(std::string_view id, const RowOptions& row, bool disabled) {
    const ImVec2 origin = cursor();
    const ImVec2 size = row_size(row);
    const std::uint32_t item = invisible_item(id, {width(), size.y});
    paint_row(row, origin, size);
    describe_row({.id = item,
                  .role = semantics::Role::button,
                  .flags = disabled ? semantics::disabled : 0U,
                  .style = as_number(LinkLook::row)},
                 row, origin, size);
    return inbox_.take(item, ActionKind::activate).has_value() && !disabled;
}

void Kit::row_text(const RowOptions& row) {
    const ImVec2 origin = cursor();
    const ImVec2 size = row_size(row);
    paint_row(row, origin, size);
    ImGui::Dummy({width(), size.y});
    describe_row({.id = unique_id(row.title), .role = semantics::Role::text}, row, origin, size);
}

void Kit::chip(std::string_view text, Tone tone, std::string_view icon) {
    const ImVec2 origin = cursor();
    const float icon_room = icon.empty() ? 0 : chip_icon_size + 6;
    const float chip_width = text_width(text, type_small) + 2 * chip_padding + icon_room;
    const ImVec2 end{origin.x + chip_width, origin.y + chip_height};
    const Rgba fill = tone == Tone::moss   ? theme_.moss_tint
                      : tone == Tone::rust ? theme_.rust_tint
                                           : theme_.tint;
    if (tone == Tone::muted || tone == Tone::gold)
        canvas()->AddRect(origin, end, tone == Tone::gold ? theme_.gold_text : theme_.line, chip_height / 2);
    else
        canvas()->AddRectFilled(origin, end, fill, chip_height / 2);
    draw_icon({origin.x + chip_padding, origin.y + (chip_height - chip_icon_size) / 2}, icon, chip_icon_size,
              color_of(tone));
    draw_text({origin.x + chip_padding + icon_room, origin.y + 3}, text, type_small, color_of(tone));
    ImGui::Dummy({chip_width, chip_height});
    tree_.add({.id = unique_id(text),
               .role = semantics::Role::text,
               .style = as_number(tone),
               .box = {origin.x + chip_padding + icon_room, origin.y + 3,
                       chip_width - 2 * chip_padding - icon_room + 1, type_small.line},
               .name = text,
               .number = type_small.size,
               .line_height = type_small.line});
}

} // namespace cairn::ui
