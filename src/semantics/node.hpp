// The accessibility tree of one frame as plain memory: an array of nodes and an arena of UTF-8.
// JavaScript reads both (web/app/mirror.mjs) and keeps real HTML elements in step.
#pragma once

#include <cstdint>

namespace cairn::semantics {

// The order is part of the seam: web/app/mirror.mjs has the same list.
enum class Role : std::uint16_t {
    root,
    navigation, // <nav>
    main,       // <main>, the page's scroller
    region,     // <section aria-label>
    group,      // <div role=group aria-label>
    heading,    // <h1>…<h6>, level in `aux`
    text,       // <p>
    list,       // <ul> (ordered_list: <ol>)
    ordered_list,
    list_item,
    link,       // <a href>
    button,     // <button>
    checkbox,   // <label><input type=checkbox>
    choice,     // <select>; options in extra
    text_field, // <input>
    text_area,  // <textarea>
    date_field, // <input type=date>
    file_drop,  // <label><input type=file multiple>
    dialog,     // <dialog>.showModal()
    progress,   // <progress>; number = value, aux = max
    status,     // text of the polite live region
    alert,      // text of the assertive live region
    image,      // <img> from a stored Blob; value = SHA-256
    audio,
    video,
    document,     // a link that opens a stored Blob in a new tab (PDF)
    text_preview, // <pre> with the first part of a stored Blob
    figure,       // <div role=img aria-label>: drawn by the canvas
};

enum Flag : std::uint16_t {
    disabled = 1 << 0,
    checked = 1 << 1,
    current = 1 << 2, // aria-current=page
    scroll = 1 << 3,  // the element scrolls its content; number = content height
    required = 1 << 4,
    invalid = 1 << 5,
    read_only = 1 << 6,
    painted = 1 << 7, // the browser paints this text (people's own words: any script, any emoji)
    expanded = 1 << 8,
    has_expanded = 1 << 9,
    hidden_label = 1 << 10, // the name is not drawn: aria-label instead of text
    focus = 1 << 11,        // move focus here after this diff, once per request number in `aux2`
    busy = 1 << 12,
};

// 68 bytes, little-endian, no padding. x and y are CSS pixels from the parent's content origin: from the
// parent's upper left corner, and where the parent scrolls, from the start of its content.
struct Node {
    std::uint32_t id;
    std::uint32_t parent; // 0: the root
    Role role;
    std::uint16_t flags;
    std::uint16_t style; // looks for the mirror's CSS: class "s<style>", see ui/kit
    std::uint16_t aux;   // heading level, progress max, …
    float x, y, width, height;
    std::uint32_t name_offset, name_length;   // into the arena, bytes
    std::uint32_t value_offset, value_length; // field's text, link's href, Blob's SHA-256
    std::uint32_t extra_offset, extra_length; // rarer attributes: key U+001E value U+001F, repeated
    float number;                             // progress value, content height, font size of text
    std::uint32_t request;                    // counts focus requests
    float line_height;                        // of text, CSS pixels; 0: normal
};
static_assert(sizeof(Node) == 68);

} // namespace cairn::semantics
