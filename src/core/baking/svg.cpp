// SVG: the credential is an element of its own right after <svg>. JSON stands in it as CDATA; a JWS, or the
// address of a badge of Open Badges 1, in its attribute `verify`. Elements go by namespace, not by prefix.
#include "core/baking/formats.hpp"
#include "core/baking/xml.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace cairn {

namespace {

struct Name {
    std::string_view uri, local, prefix; // `prefix` as it is written
    BakedAs as;
};

// Declarations that are in force at one place. Each element that may be a badge is compared with all of them.
constexpr std::size_t most_bindings = 1'000;

constexpr std::array<Name, 3> names{{
    {"https://purl.imsglobal.org/ob/v3p0", "credential", "openbadges", BakedAs::open_badge_3},
    {"https://purl.imsglobal.org/clr/v2p0", "credential", "clr", BakedAs::clr},
    {"http://openbadges.org", "assertion", "openbadges", BakedAs::open_badge_2},
}};

struct Binding {
    std::size_t depth = 0; // of the element that declares it
    std::string_view prefix;
    std::string uri;
};

struct BadgeElement {
    BakedAs as = BakedAs::open_badge_3;
    std::size_t begin = 0, end = 0;
    std::string verify;
    std::string body;    // CDATA sections, and text between them that is not blank
    bool nested = false; // another element stands in it
};

struct Layout {
    XmlPiece root;
    std::vector<BadgeElement> badges;
    std::vector<std::string> unbound; // prefixes of elements that would be badges if they were declared
};

std::string_view prefix_of(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == name.npos ? std::string_view() : name.substr(0, colon);
}
std::string_view local_of(std::string_view name) {
    const std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

// The prefix that an attribute declares; nothing where it declares none.
std::optional<std::string_view> declared(std::string_view attribute) {
    constexpr std::string_view with_prefix = "xmlns:";
    if (attribute == "xmlns") return std::string_view();
    if (!attribute.starts_with(with_prefix)) return std::nullopt;
    return attribute.substr(with_prefix.size());
}

const XmlAttribute* attribute_of(const XmlPiece& piece, std::string_view name) {
    const auto found = std::ranges::find(piece.attributes, name, &XmlAttribute::name);
    return found == piece.attributes.end() ? nullptr : &*found;
}

class Finder {
  public:
    explicit Finder(std::string_view svg) : reader_(svg) {}

    Result<Layout> run() {
        while (true) {
            Result<XmlPiece> piece = reader_.next();
            if (!piece) return std::unexpected(piece.error());
            if (piece->kind == XmlPiece::Kind::finish) return std::move(layout_);
            if (auto taken = take(*std::move(piece)); !taken) return std::unexpected(taken.error());
        }
    }

  private:
    Result<void> take(XmlPiece piece) {
        switch (piece.kind) {
        case XmlPiece::Kind::start:
            return begin(std::move(piece));
        case XmlPiece::Kind::end:
            end(piece);
            return {};
        case XmlPiece::Kind::text:
            return add_text(piece);
        case XmlPiece::Kind::cdata:
            if (inside_ > 0) layout_.badges.back().body += piece.text;
            return {};
        case XmlPiece::Kind::finish:
            break;
        }
        return {};
    }

    Result<void> begin(XmlPiece piece) {
        const std::size_t depth = reader_.depth() + (piece.empty ? 1 : 0);
        for (const XmlAttribute& attribute : piece.attributes)
            if (const auto prefix = declared(attribute.name)) {
                Result<std::string> uri = xml_text(attribute.value);
                if (!uri) return std::unexpected(uri.error());
                if (bindings_.size() == most_bindings) return fail("baking.svg", {}, "1");
                bindings_.push_back({depth, *prefix, *std::move(uri)});
            }
        if (inside_ > 0) {
            layout_.badges.back().nested = true;
        } else if (const auto as = badge(piece.text)) {
            if (auto added = add_badge(piece, *as); !added) return added;
            if (!piece.empty) inside_ = depth;
        }
        if (piece.empty) leave(depth - 1);
        if (depth == 1) {
            if (local_of(piece.text) != "svg") return fail("baking.svg", {}, "1");
            layout_.root = std::move(piece);
        }
        return {};
    }

    Result<void> add_badge(const XmlPiece& piece, BakedAs as) {
        BadgeElement element{.as = as, .begin = piece.begin, .end = piece.end, .verify = {}, .body = {}};
        if (const XmlAttribute* const verify = attribute_of(piece, "verify")) {
            Result<std::string> text = xml_text(verify->value);
            if (!text) return std::unexpected(text.error());
            element.verify = *std::move(text);
        }
        layout_.badges.push_back(std::move(element));
        return {};
    }

    void end(const XmlPiece& piece) {
        const std::size_t depth = reader_.depth();
        if (inside_ > depth) {
            layout_.badges.back().end = piece.end;
            inside_ = 0;
        }
        leave(depth);
    }

    Result<void> add_text(const XmlPiece& piece) {
        if (inside_ == 0) return {};
        const Result<std::string> text = xml_text(piece.text);
        if (!text) return std::unexpected(text.error());
        if (!without_blanks(*text).empty()) layout_.badges.back().body += *text;
        return {};
    }

    // Declarations of elements that have ended count no more.
    void leave(std::size_t depth) {
        while (!bindings_.empty() && bindings_.back().depth > depth)
            bindings_.pop_back();
    }

    std::optional<BakedAs> badge(std::string_view name) {
        const std::string_view local = local_of(name);
        if (!std::ranges::contains(names, local, &Name::local)) return std::nullopt;
        const std::string_view prefix = prefix_of(name);
        for (std::size_t i = bindings_.size(); i-- > 0;) {
            if (bindings_[i].prefix != prefix) continue;
            for (const Name& known : names)
                if (known.uri == bindings_[i].uri && known.local == local) return known.as;
            return std::nullopt;
        }
        layout_.unbound.emplace_back(prefix);
        return std::nullopt;
    }

    XmlReader reader_;
    Layout layout_;
    std::vector<Binding> bindings_;
    std::size_t inside_ = 0; // depth of the badge's element; 0: in none
};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// Of the XML declaration. Another encoding than UTF-8 would make other characters of the same bytes.
bool is_declared_otherwise(std::string_view svg) {
    const std::size_t begin = svg.find("<?xml ");
    if (begin > 3) return false; // after a byte order mark, or nowhere
    const std::string declaration = lower(svg.substr(begin, svg.substr(begin).find("?>")));
    const std::size_t named = declaration.find("encoding");
    if (named == declaration.npos) return false;
    const std::size_t open = declaration.find_first_of("\"'", named);
    if (open == declaration.npos) return true;
    const std::string value =
        declaration.substr(open + 1, declaration.find(declaration[open], open + 1) - open - 1);
    return value != "utf-8" && value != "us-ascii";
}

Result<Layout> layout_of(std::string_view svg) {
    if (find_invalid_utf8(svg) != svg.npos || is_declared_otherwise(svg)) return fail("baking.svg", {}, "1");
    return Finder(svg).run();
}

std::string in_cdata(std::string_view text) {
    constexpr std::string_view end = "]]>";
    std::string out = "<![CDATA[";
    for (std::size_t found = text.find(end); found != text.npos; found = text.find(end)) {
        out += text.substr(0, found + 2);
        out += "]]><![CDATA[";
        text.remove_prefix(found + 2);
    }
    out += text;
    return out += end;
}

std::string in_attribute(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

// Open Badges 2.0 wants the address of a hosted badge beside its JSON.
std::string hosted_at(std::string_view credential) {
    const Result<Json> json = read_json(credential);
    if (!json || !json->is_object()) return {};
    const auto id = json->find("id");
    if (id == json->end() || !id->is_string()) return {};
    const auto text = id->get<std::string>();
    return baked_form(text) == BakedForm::address ? text : std::string();
}

std::string element_of(const Name& name, std::string_view credential, bool declares) {
    const std::string tag = std::string(name.prefix) + ":" + std::string(name.local);
    const bool token = baked_form(credential) == BakedForm::jws;
    std::string verify = token ? std::string(without_blanks(credential)) : std::string();
    if (!token && name.as == BakedAs::open_badge_2) verify = hosted_at(credential);
    std::string out = "<" + tag;
    if (declares) out += " xmlns:" + std::string(name.prefix) + "=\"" + std::string(name.uri) + "\"";
    if (!verify.empty()) out += " verify=\"" + in_attribute(verify) + "\"";
    if (token) return out + "/>";
    return out + ">" + in_cdata(credential) + "</" + tag + ">";
}

// XML has no place for these two (section 2.2), and JSON need not escape them.
bool xml_can_carry(std::string_view text) {
    return !text.contains("\xEF\xBF\xBE") && !text.contains("\xEF\xBF\xBF");
}

} // namespace

bool looks_like_svg(std::string_view bytes) {
    constexpr std::size_t beginning = 64 * 1024;
    const std::string_view begin = bytes.substr(0, beginning);
    const std::size_t first = begin.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == begin.npos || begin[first] != '<') return false;
    XmlReader reader(begin);
    const Result<XmlPiece> piece = reader.next();
    if (piece) return piece->kind == XmlPiece::Kind::start && local_of(piece->text) == "svg";
    return begin.contains("<svg"); // a damaged one is told as that
}

Result<Baked> unbake_svg(std::string_view svg) {
    const Result<Layout> layout = layout_of(svg);
    if (!layout) return std::unexpected(layout.error());
    if (layout->badges.empty()) return fail("baking.none");
    const BadgeElement& first = layout->badges.front();
    if (first.nested) return fail("baking.content");
    // The token is what was signed; the address says no more than the JSON beside it.
    const bool body = !without_blanks(first.body).empty() && baked_form(first.verify) != BakedForm::jws;
    return baked_text(body ? first.body : first.verify, first.as);
}

Result<std::string> bake_svg(std::string_view svg, std::string_view credential, BakedAs as) {
    const Result<Layout> layout = layout_of(svg);
    if (!layout) return std::unexpected(layout.error());
    if (!xml_can_carry(credential)) return fail("baking.text");
    const Name& name = *std::ranges::find(names, as, &Name::as);
    const XmlPiece& root = layout->root;

    const std::string attribute = "xmlns:" + std::string(name.prefix);
    const XmlAttribute* const bound = attribute_of(root, attribute);
    const Result<std::string> uri = bound != nullptr ? xml_text(bound->value) : std::string();
    const bool same = uri && *uri == name.uri;
    const bool taken = bound != nullptr && !same; // by another one: what uses it has to stay as it is
    // To declare it for the whole picture would make a badge of what is none.
    if (bound == nullptr && std::ranges::contains(layout->unbound, name.prefix))
        return fail("baking.svg", {}, "1");

    std::string out(svg.substr(0, root.end - (root.empty ? 2 : 1)));
    if (bound == nullptr) out += " " + attribute + "=\"" + std::string(name.uri) + "\"";
    out += ">" + element_of(name, credential, taken);
    std::size_t at = root.end;
    for (const BadgeElement& badge : layout->badges) {
        out += svg.substr(at, badge.begin - at);
        at = badge.end;
    }
    if (root.empty) out += "</" + std::string(root.text) + ">";
    out += svg.substr(at);
    return out;
}

} // namespace cairn
