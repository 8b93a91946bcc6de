// What a learner wrote in Markdown (CommonMark), as plain values that can do no harm: raw HTML is text like
// any other, pictures are their alternative text, and a link is kept only if it leads to http, https or
// mailto.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// A stretch of text that looks the same throughout. Line breaks stay where they were typed, as '\n'.
struct MarkdownRun {
    std::string text;
    bool strong = false;
    bool emphasis = false;
    bool code = false;
    std::string link = {}; // "https://…", "mailto:…" or ""

    friend bool operator==(const MarkdownRun&, const MarkdownRun&) = default;
};

enum class MarkdownKind { paragraph, heading, item, code, rule };

// Blocks follow each other; what they stand in is told by numbers. An item holds its first paragraph, and
// what follows in the same item has the same depth.
struct MarkdownBlock {
    MarkdownKind kind = MarkdownKind::paragraph;
    unsigned level = 0;   // heading: 1 to 6
    unsigned depth = 0;   // how many lists it stands in
    unsigned ordinal = 0; // item of a numbered list: its number; 0: of a list with bullets
    unsigned quotes = 0;  // how many quotations it stands in
    std::vector<MarkdownRun> runs = {};

    friend bool operator==(const MarkdownBlock&, const MarkdownBlock&) = default;
};

// What is beyond these is left out: text after so many bytes, blocks after so many. Deeper lists and
// quotations are drawn at the last depth.
inline constexpr std::size_t most_markdown_bytes = 256UL * 1024;
inline constexpr std::size_t most_markdown_blocks = 5000;
inline constexpr unsigned deepest_markdown = 8;

// Any text gives blocks.
std::vector<MarkdownBlock> parse_markdown(std::string_view text);

// The words alone, of at most `most_bytes` bytes, blocks parted by a space; with "…" where more was there.
std::string markdown_words(std::string_view text, std::size_t most_bytes);

// As HTML, everything escaped. Headings begin at `first_heading` (2: <h2>). Links open for nobody's benefit:
// rel="noopener noreferrer nofollow".
std::string markdown_html(const std::vector<MarkdownBlock>& blocks, unsigned first_heading = 3);

} // namespace cairn
