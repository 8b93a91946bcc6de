#include "core/json/read.hpp"
#include "core/rdf/quads.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_outside_iri(char c) {
    return static_cast<unsigned char>(c) <= 0x20 || std::string_view("<>\"{}|^`\\").contains(c);
}
bool is_escaped_in_text(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7F;
}

void append_hex4(std::string& out, char c) {
    const auto byte = static_cast<unsigned char>(c);
    out += "\\u00";
    out += hex_digits[byte >> 4U];
    out += hex_digits[byte & 0x0FU];
}

// Appends the text, and where the character has to be written otherwise what `escape` appends for it.
template <class Needs, class Escape>
void append_escaped(std::string& out, std::string_view text, Needs needs, Escape escape) {
    while (true) {
        const auto run = static_cast<std::size_t>(std::ranges::find_if(text, needs) - text.begin());
        out.append(text.substr(0, run));
        if (run == text.size()) return;
        escape(text[run]);
        text.remove_prefix(run + 1);
    }
}

void append_iri(std::string& out, std::string_view iri) {
    out += '<';
    append_escaped(out, iri, is_outside_iri, [&](char c) { append_hex4(out, c); });
    out += '>';
}

void append_text(std::string& out, std::string_view text) {
    constexpr std::string_view plain = "\"\\\b\t\n\f\r";
    constexpr std::string_view letters = "\"\\btnfr";
    out += '"';
    append_escaped(out, text, is_escaped_in_text, [&](char c) {
        const auto at = plain.find(c);
        if (at == plain.npos) return append_hex4(out, c);
        out += '\\';
        out += letters[at];
    });
    out += '"';
}

void append_utf8(std::string& out, char32_t c) {
    const auto byte = [&](char32_t value) { out += static_cast<char>(value); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) {
        byte(0xC0 | (c >> 6));
    } else {
        if (c < 0x10000) {
            byte(0xE0 | (c >> 12));
        } else {
            byte(0xF0 | (c >> 18));
            byte(0x80 | ((c >> 12) & 0x3F));
        }
        byte(0x80 | ((c >> 6) & 0x3F));
    }
    byte(0x80 | (c & 0x3F));
}

// PN_CHARS_U and the digits (N-Quads 1.1, section 6), and where `later`, PN_CHARS and the full stop.
bool is_label_character(char32_t c, bool later) {
    if (c < 0x80) {
        const char ascii = static_cast<char>(c);
        return is_letter(ascii) || is_digit(ascii) || ascii == '_' || ascii == ':' ||
               (later && (ascii == '-' || ascii == '.'));
    }
    using Range = std::pair<char32_t, char32_t>;
    constexpr std::array<Range, 12> first = {{{0xC0, 0xD6},
                                              {0xD8, 0xF6},
                                              {0xF8, 0x2FF},
                                              {0x370, 0x37D},
                                              {0x37F, 0x1FFF},
                                              {0x200C, 0x200D},
                                              {0x2070, 0x218F},
                                              {0x2C00, 0x2FEF},
                                              {0x3001, 0xD7FF},
                                              {0xF900, 0xFDCF},
                                              {0xFDF0, 0xFFFD},
                                              {0x10000, 0xEFFFF}}};
    constexpr std::array<Range, 3> more = {{{0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040}}};
    const auto in = [c](const Range& range) { return c >= range.first && c <= range.second; };
    return std::ranges::any_of(first, in) || (later && std::ranges::any_of(more, in));
}

std::string place_of(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto line = std::ranges::count(before, '\n') + 1;
    const auto newline = before.rfind('\n');
    const auto column = offset - (newline == before.npos ? 0 : newline + 1) + 1;
    return std::to_string(line) + ":" + std::to_string(column);
}

// Reads statement by statement. A function that gives false has found what is no N-Quads, at `at_`.
class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    Result<Dataset> read() {
        while (at_ < text_.size()) {
            skip_space();
            if (!at_end_of_line() && !statement()) return fail("rdf.syntax", place_of(text_, at_));
            skip_space();
            if (peek() == '#') at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
            if (!at_end_of_line()) return fail("rdf.syntax", place_of(text_, at_));
            ++at_;
        }
        return std::move(data_);
    }

  private:
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) {
        if (peek() != c || at_ == text_.size()) return false;
        ++at_;
        return true;
    }
    bool take(std::string_view word) {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }
    void skip_space() {
        while (peek() == ' ' || peek() == '\t')
            ++at_;
    }
    bool at_end_of_line() const {
        return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '#';
    }

    bool statement() {
        Quad quad;
        if (!node(quad.subject)) return false;
        skip_space();
        if (!iri(quad.predicate)) return false;
        skip_space();
        if (peek() == '"' ? !literal(quad.object) : !node(quad.object)) return false;
        skip_space();
        if (peek() != '.' && !node(quad.graph)) return false;
        skip_space();
        data_.add(quad);
        return take('.');
    }

    bool node(TermId& id) { return peek() == '_' ? blank(id) : iri(id); }

    bool iri(TermId& id) {
        std::string_view value;
        if (!iri_text(value, value_)) return false;
        id = data_.iri(value);
        return true;
    }

    // The value lies in the text, or in `room` where something in it is escaped.
    bool iri_text(std::string_view& value, std::string& room) {
        if (!take('<')) return false;
        const std::size_t begin = at_;
        while (at_ < text_.size() && !is_outside_iri(text_[at_]))
            ++at_;
        value = text_.substr(begin, at_ - begin);
        if (take('>')) return true;
        room = value;
        while (!take('>')) {
            if (at_ == text_.size()) return false;
            if (peek() == '\\') {
                if (!numeric_escape(room)) return false;
            } else if (is_outside_iri(peek())) {
                return false;
            } else {
                room += text_[at_++];
            }
        }
        value = room;
        return true;
    }

    bool blank(TermId& id) {
        if (!take("_:")) return false;
        const std::size_t begin = at_;
        std::size_t size = 0;
        while (const auto c = next_character(begin + size)) {
            if (!is_label_character(c->first, size > 0)) break;
            size += c->second;
        }
        std::string_view label = text_.substr(begin, size);
        while (label.ends_with('.'))
            label.remove_suffix(1);
        at_ = begin + label.size();
        if (label.empty()) return false;
        id = data_.blank(label);
        return true;
    }

    // The character that begins there, of well-formed UTF-8, and its length.
    std::optional<std::pair<char32_t, std::size_t>> next_character(std::size_t at) const {
        if (at >= text_.size()) return std::nullopt;
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text_[at + i]); };
        const char32_t lead = byte(0);
        if (lead < 0x80) return std::pair{lead, std::size_t{1}};
        const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        char32_t value = lead & (0x7FU >> size);
        for (std::size_t i = 1; i < size; ++i)
            value = (value << 6U) | (byte(i) & 0x3FU);
        return std::pair{value, size};
    }

    bool literal(TermId& id) {
        std::string_view lexical;
        if (!quoted(lexical)) return false;
        if (take('@')) {
            const std::size_t begin = at_;
            while (is_letter(peek()))
                ++at_;
            if (at_ == begin) return false;
            while (peek() == '-') {
                const std::size_t subtag = ++at_;
                while (is_letter(peek()) || is_digit(peek()))
                    ++at_;
                if (at_ == subtag) return false;
            }
            id = data_.tagged(lexical, text_.substr(begin, at_ - begin));
            return true;
        }
        std::string_view datatype = xsd_string;
        if (take("^^") && !iri_text(datatype, datatype_)) return false;
        id = data_.literal(lexical, datatype);
        return true;
    }

    bool quoted(std::string_view& value) {
        if (!take('"')) return false;
        const std::size_t begin = at_;
        at_ = std::min(text_.find_first_of("\"\\\r\n", at_), text_.size());
        value = text_.substr(begin, at_ - begin);
        if (take('"')) return true;
        value_ = value;
        while (!take('"')) {
            if (peek() == '\\') {
                if (!escape(value_)) return false;
                continue;
            }
            const std::size_t next = std::min(text_.find_first_of("\"\\\r\n", at_), text_.size());
            if (next == at_) return false; // the end of the line or of the text
            value_.append(text_.substr(at_, next - at_));
            at_ = next;
        }
        value = value_;
        return true;
    }

    bool escape(std::string& out) {
        constexpr std::string_view letters = "tbnrf\"'\\";
        constexpr std::string_view plain = "\t\b\n\r\f\"'\\";
        const auto which = at_ + 1 < text_.size() ? letters.find(text_[at_ + 1]) : std::string_view::npos;
        if (which == std::string_view::npos) return numeric_escape(out);
        out += plain[which];
        at_ += 2;
        return true;
    }

    bool numeric_escape(std::string& out) {
        const bool is_long = text_.substr(at_).starts_with("\\U");
        if (!is_long && !text_.substr(at_).starts_with("\\u")) return false;
        const std::string_view digits = text_.substr(at_ + 2, is_long ? 8 : 4);
        if (digits.size() != (is_long ? 8U : 4U)) return false;
        char32_t value = 0;
        for (const char digit : digits) {
            const char upper = digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
            const auto at = hex_digits.find(upper);
            if (at == hex_digits.npos) return false;
            value = value * 16 + static_cast<char32_t>(at);
        }
        if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return false;
        append_utf8(out, value);
        at_ += digits.size() + 2;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Dataset data_;
    std::string value_, datatype_; // of what is escaped
};

} // namespace

void append_term(std::string& out, const Term& term) {
    if (term.kind == TermKind::iri) return append_iri(out, term.value);
    if (term.kind == TermKind::blank) {
        out.append("_:").append(term.value);
        return;
    }
    append_text(out, term.value);
    if (!term.language.empty()) {
        out.append(1, '@').append(term.language);
    } else if (term.datatype != xsd_string) {
        out += "^^";
        append_iri(out, term.datatype);
    }
}

std::string write_nquads(const Dataset& dataset) {
    std::string out;
    for (const Quad& quad : dataset.quads()) {
        append_term(out, dataset.term(quad.subject));
        for (const TermId id : {quad.predicate, quad.object, quad.graph}) {
            if (id == default_graph) continue;
            out += ' ';
            append_term(out, dataset.term(id));
        }
        out += " .\n";
    }
    return out;
}

Result<Dataset> parse_nquads(std::string_view text, std::size_t max_bytes) {
    if (text.size() > max_bytes) return fail("rdf.tooLarge", "1:1", std::to_string(max_bytes));
    if (const auto bad = find_invalid_utf8(text); bad != std::string_view::npos)
        return fail("rdf.syntax", place_of(text, bad));
    return Reader(text).read();
}

} // namespace cairn
