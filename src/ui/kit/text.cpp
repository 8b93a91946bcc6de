#include "ui/kit/kit.hpp"
#include "ui/kit/shaping.hpp"

#include <algorithm>
#include <cmath>
#include <imgui_internal.h>

namespace cairn::ui {

Rgba Kit::color_of(Tone tone) const {
    switch (tone) {
    case Tone::muted:
        return theme_.muted;
    case Tone::gold:
        return theme_.gold_text;
    case Tone::moss:
        return theme_.moss;
    case Tone::rust:
        return theme_.rust;
    case Tone::primary:
        return theme_.primary;
    case Tone::on_primary:
        return theme_.on_primary;
    case Tone::ink:
    case Tone::strong:
        break;
    }
    return theme_.ink;
}

std::vector<std::string_view> Kit::wrap(std::string_view text, const TypeStyle& style, float width) const {
    std::vector<std::string_view> lines;
    const char* at = text.data();
    const char* const end = at + text.size();
    do {
        const char* const newline = std::find(at, end, '\n');
        const char* cut = font(style)->CalcWordWrapPosition(style.size, at, newline, std::max(width, 1.0F));
        if (cut == at && cut < newline) ++cut; // a glyph wider than the column still takes a line
        while (cut < newline && (static_cast<unsigned char>(*cut) & 0xC0U) == 0x80U)
            ++cut;
        lines.emplace_back(at, cut);
        at = cut;
        while (at < newline && *at == ' ')
            ++at;
        if (at == newline && newline < end)
            ++at;
        else if (at == newline)
            break;
    } while (at <= end);
    return lines;
}

float Kit::text_width(std::string_view text, const TypeStyle& style) const {
    return font(style)->CalcTextSizeA(style.size, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

float Kit::text_height(std::string_view text, const TypeStyle& style, float width) const {
    return static_cast<float>(wrap(text, style, width).size()) * style.line;
}

float Kit::text_top(const TypeStyle& style) const {
    const ImFontBaked* baked = font(style)->GetFontBaked(style.size);
    return std::round((style.line - (baked->Ascent - baked->Descent)) / 2);
}

void Kit::draw_text(ImVec2 position, std::string_view text, const TypeStyle& style, Rgba color) const {
    canvas()->AddText(font(style), style.size, {position.x, position.y + text_top(style)}, color, text.data(),
                      text.data() + text.size());
}

void Kit::draw_lines(ImVec2 position, std::string_view text, const TypeStyle& style, Rgba color,
                     float width) const {
    if (position.y > view_height_) return; // most of a long list is below
    for (const std::string_view line : wrap(text, style, width)) {
        draw_text(position, line, style, color);
        position.y += style.line;
    }
}

std::uint32_t Kit::layout_text(semantics::Description description, std::string_view text,
                               const TypeStyle& style, Tone tone, std::span<const semantics::Extra> extras) {
    const ImVec2 origin = cursor();
    const float height = text_height(text, style, width());
    if ((description.flags & semantics::painted) == 0)
        draw_lines(origin, text, style, color_of(tone), width());
    ImGui::Dummy({width(), height});
    if (description.id == 0) description.id = unique_id(text);
    description.style = static_cast<unsigned>(tone == Tone::ink && style.bold ? Tone::strong : tone);
    description.box = {origin.x, origin.y, width(), height};
    description.name = text;
    description.number = style.size;
    description.line_height = style.line;
    tree_.add(description, extras);
    return description.id;
}

void Kit::heading(int level, std::string_view text, const TypeStyle& style, std::string_view focus_key) {
    const bool focus = wants_focus(focus_key);
    layout_text({.id = focus_key.empty() ? 0 : id_of(focus_key),
                 .role = semantics::Role::heading,
                 .flags = (focus ? semantics::focus : 0U) | (needs_browser(text) ? semantics::painted : 0U),
                 .aux = static_cast<unsigned>(level),
                 .request = focus ? focus_request_ : 0},
                text, style, Tone::ink);
}

void Kit::text(std::string_view text, const TypeStyle& style, Tone tone) {
    layout_text({.role = semantics::Role::text}, text, style, tone);
}

void Kit::people_s_text(std::string_view text, const TypeStyle& style, Tone tone) {
    layout_text({.role = semantics::Role::text, .flags = needs_browser(text) ? semantics::painted : 0U}, text,
                style, tone);
}

void Kit::fact(const Fact& fact) {
    constexpr float icon_room = 30;
    constexpr float label_room = 118;
    constexpr float beside = 420; // narrower than this, the words stand below their label
    const ImVec2 origin = cursor();
    const bool stacked = !fact.label.empty() && width() < beside;
    const float indent = icon_room + (fact.label.empty() || stacked ? 0 : label_room);
    const float room = width() - indent;
    const bool painted = needs_browser(fact.words);
    const float height = painted
                             ? text_height(fact.said, type_small, width() - icon_room)
                             : text_height(fact.words, type_small, room) + (stacked ? type_small.line : 0);
    draw_icon({origin.x, origin.y}, fact.icon, icon_size, color_of(fact.tone));
    if (!painted) {
        if (!fact.label.empty())
            draw_lines({origin.x + icon_room, origin.y}, fact.label, type_small_strong, theme_.ink, width());
        draw_lines({origin.x + indent, origin.y + (stacked ? type_small.line : 0)}, fact.words, type_small,
                   theme_.ink, room);
    }
    ImGui::Dummy({width(), height});
    tree_.add({.id = unique_id(fact.said),
               .role = semantics::Role::text,
               .flags = painted ? semantics::painted : 0U,
               .box = {origin.x + icon_room, origin.y, width() - icon_room, height},
               .name = fact.said,
               .number = type_small.size,
               .line_height = type_small.line});
}

void Kit::draw_icon(ImVec2 position, std::string_view icon, float size, Rgba color) const {
    const auto found = catalog_.icons.find(icon);
    if (found == catalog_.icons.end()) return;
    const ImFontGlyph* glyph =
        fonts_.regular->GetFontBaked(size)->FindGlyph(static_cast<ImWchar>(found->second));
    if (glyph == nullptr) return;
    // Centred by what was drawn, whatever the face's ascent.
    const ImVec2 at{position.x + size / 2 - (glyph->X0 + glyph->X1) / 2,
                    position.y + size / 2 - (glyph->Y0 + glyph->Y1) / 2};
    fonts_.regular->RenderChar(canvas(), size, at, color, static_cast<ImWchar>(found->second));
}

void Kit::rule() {
    const ImVec2 origin = cursor();
    canvas()->AddLine({origin.x, origin.y + 0.5F}, {origin.x + width(), origin.y + 0.5F}, theme_.line);
    space(1);
}

} // namespace cairn::ui
