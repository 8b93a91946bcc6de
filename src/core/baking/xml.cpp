#include "core/baking/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace cairn {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Beyond ASCII every character passes: what is looked for has none of those.
bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (c & '\x80') != 0;
}
bool continues_name(char c) {
    return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}}};

bool is_xml_character(std::uint32_t code) {
    if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
    return code <= 0xD7FF || (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return add(code);
    if (code < 0x800) {
        add(0xC0U | code >> 6U);
    } else {
        if (code < 0x10000) {
            add(0xE0U | code >> 12U);
        } else {
            add(0xF0U | code >> 18U);
            add(0x80U | (code >> 12U & 0x3FU));
        }
        add(0x80U | (code >> 6U & 0x3FU));
    }
    add(0x80U | (code & 0x3FU));
}

// What stands between "&" and ";".
bool append_reference(std::string& out, std::string_view name) {
    if (!name.starts_with('#')) {
        const auto* const found =
            std::ranges::find(entities, name, &std::pair<std::string_view, char>::first);
        if (found == entities.end()) return false;
        out += found->second;
        return true;
    }
    const bool hex = name.starts_with("#x");
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    if (error != std::errc() || end != digits.data() + digits.size() || !is_xml_character(code)) return false;
    append_utf8(out, code);
    return true;
}

} // namespace

Result<std::string> xml_text(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    while (!raw.empty()) {
        const std::size_t mark = raw.find('&');
        out += raw.substr(0, mark);
        if (mark == raw.npos) break;
        raw.remove_prefix(mark + 1);
        const std::size_t end = raw.find(';');
        if (end == raw.npos || !append_reference(out, raw.substr(0, end))) return fail("baking.svg");
        raw.remove_prefix(end + 1);
    }
    return out;
}

XmlReader::XmlReader(std::string_view text, const XmlLimits& limits) : text_(text), limits_(limits) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text_.starts_with(mark)) at_ = mark.size();
}

std::unexpected<Error> XmlReader::malformed() const {
    const auto line = std::ranges::count(text_.substr(0, at_), '\n') + 1;
    return fail("baking.svg", {}, std::to_string(line));
}

void XmlReader::skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_]))
        ++at_;
}

std::string_view XmlReader::take_name() {
    const std::size_t begin = at_;
    if (at_ < text_.size() && begins_name(text_[at_]))
        while (at_ < text_.size() && continues_name(text_[at_]))
            ++at_;
    return text_.substr(begin, at_ - begin);
}

// False: it begins and does not end.
bool XmlReader::skip_past(std::string_view opening, std::string_view closing) {
    const std::size_t end = text_.find(closing, at_ + opening.size());
    if (end == text_.npos) return false;
    at_ = end + closing.size();
    return true;
}

Result<void> XmlReader::skip_doctype() {
    if (had_root_ || had_doctype_) return malformed();
    had_doctype_ = true;
    at_ += std::string_view("<!DOCTYPE").size();
    for (; at_ < text_.size(); ++at_) {
        const char c = text_[at_];
        if (c == '[') return fail("baking.dtd");
        if (c == '<') break;
        if (c == '>') {
            ++at_;
            return {};
        }
        if (c != '"' && c != '\'') continue;
        const std::size_t end = text_.find(c, at_ + 1);
        if (end == text_.npos) break;
        at_ = end;
    }
    return malformed();
}

bool XmlReader::read_attribute(XmlPiece& piece) {
    XmlAttribute attribute;
    attribute.begin = at_;
    attribute.name = take_name();
    skip_blanks();
    if (attribute.name.empty() || at_ >= text_.size() || text_[at_] != '=') return false;
    ++at_;
    skip_blanks();
    if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) return false;
    const std::size_t end = text_.find(text_[at_], at_ + 1);
    if (end == text_.npos) return false;
    attribute.value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    attribute.end = at_;
    const bool twice = std::ranges::contains(piece.attributes, attribute.name, &XmlAttribute::name);
    if (twice || attribute.value.contains('<') || piece.attributes.size() >= limits_.attributes) return false;
    piece.attributes.push_back(attribute);
    return true;
}

Result<XmlPiece> XmlReader::start_tag() {
    XmlPiece piece{.kind = XmlPiece::Kind::start, .text = {}, .begin = at_};
    ++at_;
    piece.text = take_name();
    if (piece.text.empty() || (open_.empty() && had_root_)) return malformed();
    had_root_ = true;
    while (true) {
        const bool apart = at_ < text_.size() && is_blank(text_[at_]);
        skip_blanks();
        if (at_ >= text_.size()) return malformed();
        if (text_[at_] == '>') break;
        if (text_.substr(at_).starts_with("/>")) {
            piece.empty = true;
            ++at_;
            break;
        }
        if (!apart || !read_attribute(piece)) return malformed();
    }
    piece.end = ++at_;
    if (piece.empty) return piece;
    if (open_.size() >= limits_.depth) return malformed();
    open_.push_back(piece.text);
    return piece;
}

Result<XmlPiece> XmlReader::end_tag() {
    XmlPiece piece{.kind = XmlPiece::Kind::end, .text = {}, .begin = at_};
    at_ += 2;
    piece.text = take_name();
    skip_blanks();
    if (open_.empty() || open_.back() != piece.text || at_ >= text_.size() || text_[at_] != '>')
        return malformed();
    open_.pop_back();
    piece.end = ++at_;
    return piece;
}

Result<XmlPiece> XmlReader::next() {
    while (at_ < text_.size()) {
        if (++pieces_ > limits_.pieces) return malformed();
        const std::string_view rest = text_.substr(at_);
        if (rest.starts_with("<!--")) {
            if (!skip_past("<!--", "-->")) return malformed();
        } else if (rest.starts_with("<?")) {
            if (!skip_past("<?", "?>")) return malformed();
        } else if (rest.starts_with("<!DOCTYPE")) {
            if (auto skipped = skip_doctype(); !skipped) return std::unexpected(skipped.error());
        } else if (rest.starts_with("<![CDATA[")) {
            constexpr std::size_t opening = 9;
            constexpr std::size_t closing = 3;
            XmlPiece piece{.kind = XmlPiece::Kind::cdata, .text = {}, .begin = at_};
            if (open_.empty() || !skip_past("<![CDATA[", "]]>")) return malformed();
            piece.end = at_;
            piece.text = text_.substr(piece.begin + opening, piece.end - piece.begin - opening - closing);
            return piece;
        } else if (rest.starts_with("</")) {
            return end_tag();
        } else if (rest.starts_with('<')) {
            return start_tag();
        } else {
            XmlPiece piece{
                .kind = XmlPiece::Kind::text, .text = rest.substr(0, rest.find('<')), .begin = at_};
            at_ += piece.text.size();
            piece.end = at_;
            if (!open_.empty()) return piece;
            if (!std::ranges::all_of(piece.text, is_blank)) return malformed();
        }
    }
    if (!open_.empty() || !had_root_) return malformed();
    return XmlPiece{.kind = XmlPiece::Kind::finish, .text = {}, .begin = at_, .end = at_};
}

} // namespace cairn
