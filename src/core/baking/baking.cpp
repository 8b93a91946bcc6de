#include "core/baking/baking.hpp"

#include "core/baking/formats.hpp"
#include "core/json/read.hpp"

#include <algorithm>

namespace cairn {

namespace {

bool is_base64url(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Three parts in base64url, the last of which may be empty.
bool is_jws(std::string_view text) {
    return std::ranges::count(text, '.') == 2 && !text.starts_with('.') &&
           std::ranges::all_of(text, [](char c) { return c == '.' || is_base64url(c); });
}

bool is_address(std::string_view text) {
    return (text.starts_with("https://") || text.starts_with("http://")) &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '<'; });
}

} // namespace

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

Result<BakedForm> baked_form(std::string_view text) {
    const std::string_view inner = without_blanks(text);
    if (inner.starts_with('{')) return BakedForm::json;
    if (is_address(inner)) return BakedForm::address;
    if (is_jws(inner)) return BakedForm::jws;
    return fail("baking.content");
}

Result<Baked> baked_text(std::string_view text, BakedAs as) {
    if (text.size() > max_baked_bytes) return fail("baking.tooLarge", {}, std::to_string(max_baked_bytes));
    const std::string_view inner = without_blanks(text);
    const Result<BakedForm> form = baked_form(inner);
    if (!form) return std::unexpected(form.error());
    // JSON is kept byte for byte; blanks around the others are none of them.
    return Baked{std::string(*form == BakedForm::json ? text : inner), *form, as};
}

PictureKind picture_kind(std::string_view bytes) {
    if (looks_like_png(bytes)) return PictureKind::png;
    return looks_like_svg(bytes) ? PictureKind::svg : PictureKind::none;
}

Result<Baked> unbake(std::string_view picture) {
    if (picture.size() > max_picture_bytes)
        return fail("baking.tooLarge", {}, std::to_string(max_picture_bytes));
    switch (picture_kind(picture)) {
    case PictureKind::png:
        return unbake_png(picture);
    case PictureKind::svg:
        return unbake_svg(picture);
    case PictureKind::none:
        break;
    }
    return fail("baking.picture");
}

Result<std::string> bake(std::string_view picture, std::string_view credential, BakedAs as) {
    if (picture.size() > max_picture_bytes)
        return fail("baking.tooLarge", {}, std::to_string(max_picture_bytes));
    if (credential.size() > max_baked_bytes)
        return fail("baking.tooLarge", {}, std::to_string(max_baked_bytes));
    const Result<BakedForm> form = baked_form(credential);
    if (!form || *form == BakedForm::address) return fail("baking.content");
    if (find_invalid_utf8(credential) != credential.npos) return fail("baking.text");
    switch (picture_kind(picture)) {
    case PictureKind::png:
        return bake_png(picture, credential, as);
    case PictureKind::svg:
        return bake_svg(picture, credential, as);
    case PictureKind::none:
        break;
    }
    return fail("baking.picture");
}

} // namespace cairn
