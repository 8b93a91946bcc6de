#include "core/markdown/markdown.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <md4c.h>

namespace cairn {
namespace {

constexpr std::size_t longest_link = 2000;

bool begins(std::string_view text, std::string_view lower_case) {
    return text.size() > lower_case.size() &&
           std::ranges::equal(text.substr(0, lower_case.size()), lower_case, {},
                              [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

bool is_harmless(std::string_view target) {
    if (target.size() > longest_link) return false;
    // A browser strips some of these before it looks at the scheme.
    if (std::ranges::any_of(target, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; }))
        return false;
    return begins(target, "https://") || begins(target, "http://") || begins(target, "mailto:");
}

void append_utf8(std::string& out, std::uint32_t code) {
    const bool is_character = code >= ' ' && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (!is_character) code = 0xFFFD;
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

// "&amp;", "&#39;", "&#x27;". Other names are rare in what people type; they stay as typed.
void append_entity(std::string& out, std::string_view entity) {
    struct Named {
        std::string_view name, text;
    };
    static constexpr std::array named{Named{"&amp;", "&"},   Named{"&lt;", "<"},   Named{"&gt;", ">"},
                                      Named{"&quot;", "\""}, Named{"&apos;", "'"}, Named{"&nbsp;", "\u00A0"}};
    const auto known = std::ranges::find(named, entity, &Named::name);
    if (known != named.end()) {
        out += known->text;
        return;
    }
    std::uint32_t code = 0;
    const bool hex = entity.starts_with("&#x") || entity.starts_with("&#X");
    const std::string_view digits = entity.substr(std::min<std::size_t>(hex ? 3 : 2, entity.size()));
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    if (!entity.starts_with("&#") || error != std::errc() || end == digits.data())
        out += entity;
    else
        append_utf8(out, code);
}

// Control characters are nothing to see; line feeds and tabs stay.
void append_text(std::string& out, std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= ' ' && byte != 0x7F)
            out += c;
        else if (c == '\n' || c == '\t')
            out += c;
        else if (c != '\r')
            out += ' ';
    }
}

// What the parser says, one call for each beginning, end and piece of text.
struct Reader {
    struct List {
        bool ordered = false;
        unsigned next = 1;
    };

    std::vector<MarkdownBlock> blocks;
    std::vector<List> lists;
    unsigned quotes = 0;
    bool item_waits = false; // an item began and has no block yet
    bool open = false;       // text that comes now belongs to the last block
    unsigned strong = 0, emphasis = 0, code = 0, pictures = 0;
    std::vector<std::string> links;

    int begin(MarkdownKind kind, unsigned level = 0) {
        if (blocks.size() >= most_markdown_blocks) return 1;
        MarkdownBlock block{.kind = kind,
                            .level = level,
                            .depth = std::min(static_cast<unsigned>(lists.size()), deepest_markdown),
                            .quotes = std::min(quotes, deepest_markdown)};
        if (item_waits && kind == MarkdownKind::paragraph) {
            item_waits = false;
            block.kind = MarkdownKind::item;
            if (!lists.empty() && lists.back().ordered) block.ordinal = lists.back().next - 1;
        }
        blocks.push_back(std::move(block));
        open = kind != MarkdownKind::rule;
        return 0;
    }

    int enter_block(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
        case MD_BLOCK_QUOTE:
            ++quotes;
            return 0;
        case MD_BLOCK_UL:
            lists.push_back({});
            return 0;
        case MD_BLOCK_OL:
            lists.push_back({true, static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start});
            return 0;
        case MD_BLOCK_LI:
            // The words of a tight item come without a paragraph around them, those of an empty one not at
            // all.
            if (!lists.empty()) ++lists.back().next;
            item_waits = true;
            return begin(MarkdownKind::paragraph);
        case MD_BLOCK_HR:
            return begin(MarkdownKind::rule);
        case MD_BLOCK_H:
            return begin(MarkdownKind::heading, static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        case MD_BLOCK_CODE:
            return begin(MarkdownKind::code);
        case MD_BLOCK_P:
            // The first paragraph of an item is the item.
            if (open && blocks.back().kind == MarkdownKind::item && blocks.back().runs.empty() &&
                blocks.back().quotes == std::min(quotes, deepest_markdown))
                return 0;
            return begin(MarkdownKind::paragraph);
        default:
            return 0;
        }
    }

    int leave_block(MD_BLOCKTYPE type) {
        open = false;
        if (type == MD_BLOCK_QUOTE && quotes > 0) --quotes;
        if ((type == MD_BLOCK_UL || type == MD_BLOCK_OL) && !lists.empty()) lists.pop_back();
        if (type == MD_BLOCK_CODE && !blocks.empty() && !blocks.back().runs.empty() &&
            blocks.back().runs.back().text.ends_with('\n'))
            blocks.back().runs.back().text.pop_back();
        return 0;
    }

    static std::string target_of(const MD_ATTRIBUTE& attribute) {
        std::string target;
        for (std::size_t i = 0; attribute.text != nullptr && attribute.substr_offsets[i] < attribute.size;
             ++i) {
            const std::string_view piece(attribute.text + attribute.substr_offsets[i],
                                         attribute.substr_offsets[i + 1] - attribute.substr_offsets[i]);
            if (attribute.substr_types[i] == MD_TEXT_ENTITY)
                append_entity(target, piece);
            else
                target += piece; // a NUL is no part of a harmless link
        }
        return is_harmless(target) ? target : std::string();
    }

    int enter_span(MD_SPANTYPE type, void* detail) {
        if (type == MD_SPAN_STRONG) ++strong;
        if (type == MD_SPAN_EM) ++emphasis;
        if (type == MD_SPAN_CODE) ++code;
        if (type == MD_SPAN_IMG) ++pictures;
        if (type == MD_SPAN_A) links.push_back(target_of(static_cast<MD_SPAN_A_DETAIL*>(detail)->href));
        return 0;
    }

    int leave_span(MD_SPANTYPE type) {
        const auto less = [](unsigned& count) { count -= count > 0 ? 1 : 0; };
        if (type == MD_SPAN_STRONG) less(strong);
        if (type == MD_SPAN_EM) less(emphasis);
        if (type == MD_SPAN_CODE) less(code);
        if (type == MD_SPAN_IMG) less(pictures);
        if (type == MD_SPAN_A && !links.empty()) links.pop_back();
        return 0;
    }

    int text(MD_TEXTTYPE type, std::string_view text) {
        // In a tight list paragraphs come without their beginning.
        if (!open && begin(MarkdownKind::paragraph) != 0) return 1;
        MarkdownRun run{.text = {},
                        .strong = strong > 0,
                        .emphasis = emphasis > 0,
                        .code = code > 0,
                        .link = links.empty() ? std::string() : links.back()};
        if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
            run.text = "\n";
        else if (type == MD_TEXT_NULLCHAR)
            run.text = "\uFFFD";
        else if (type == MD_TEXT_ENTITY)
            append_entity(run.text, text);
        else
            append_text(run.text, text);
        if (run.text.empty()) return 0;
        std::vector<MarkdownRun>& runs = blocks.back().runs;
        MarkdownRun* const last = runs.empty() ? nullptr : &runs.back();
        if (last != nullptr && last->strong == run.strong && last->emphasis == run.emphasis &&
            last->code == run.code && last->link == run.link)
            last->text += run.text;
        else
            runs.push_back(std::move(run));
        return 0;
    }
};

Reader& reader(void* data) {
    return *static_cast<Reader*>(data);
}

// Not beyond the limit, and not in the middle of a character.
std::string_view cut(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    return text.substr(0, most);
}

} // namespace

std::vector<MarkdownBlock> parse_markdown(std::string_view text) {
    text = cut(text, most_markdown_bytes);
    Reader result;
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEURLAUTOLINKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* data) {
        return reader(data).enter_block(type, detail);
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* data) { return reader(data).leave_block(type); };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* data) {
        return reader(data).enter_span(type, detail);
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* data) { return reader(data).leave_span(type); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* from, MD_SIZE size, void* data) {
        return reader(data).text(type, {from, size});
    };
    // It fails where memory runs out or the limit of blocks is met: what was read so far stands.
    md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &result);
    return std::move(result.blocks);
}

std::string markdown_words(std::string_view text, std::size_t most_bytes) {
    // Marks take room too, so a little more than is asked for is looked at.
    const std::string_view looked_at = cut(text, most_bytes * 2 + 100);
    std::string words;
    for (const MarkdownBlock& block : parse_markdown(looked_at)) {
        if (!words.empty() && !block.runs.empty()) words += ' ';
        for (const MarkdownRun& run : block.runs)
            words += run.text;
    }
    std::ranges::replace(words, '\n', ' ');
    const std::string_view kept = cut(words, most_bytes);
    const bool more = kept.size() < words.size() || looked_at.size() < text.size();
    return std::string(kept) + (more ? "…" : "");
}

} // namespace cairn
