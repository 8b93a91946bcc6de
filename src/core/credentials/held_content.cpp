#include "core/credentials/held_content.hpp"

#include "base/text.hpp"
#include "core/credentials/check_evidence.hpp"
#include "core/credentials/check_parts.hpp"
#include "core/credentials/jws.hpp"
#include "core/credentials/members.hpp"
#include "core/credentials/token_content.hpp"
#include "core/json/read.hpp"

#include <array>
#include <vector>

namespace cairn {

namespace {

// As it may have been pasted or saved: with blanks around it.
bool is_token(std::string_view text) {
    return text.size() <= ReadLimits{}.bytes && looks_like_jws(trimmed(text));
}

// Where an image may stand: the achievement's or the class's first, it is the one that people know.
std::vector<const Json*> images_of(const Json& credential) {
    std::vector<const Json*> images;
    const auto add = [&](const Json& of) {
        if (const Json* const image = member(of, "image")) images.push_back(image);
    };
    for (const Json* const subject : one_or_many(member(credential, "credentialSubject"))) {
        for (const Json* const achievement : one_or_many(member(*subject, "achievement")))
            add(*achievement);
        add(*subject);
    }
    if (const Json* const badge = member(credential, "badge")) add(*badge);
    add(credential);
    return images;
}

} // namespace

Result<HeldContent> held_content(std::string_view text) {
    HeldContent content;
    if (is_token(text)) {
        auto jws = parse_jws(trimmed(text));
        if (!jws) return fail("badge.kind", {}, std::string(name_of(CredentialKind::jwt)));
        content.token = true;
        content.credential = credential_in_token(jws->payload);
    } else {
        auto json = read_json(text);
        if (!json) return std::unexpected(json.error());
        if (!json->is_object()) return fail("badge.kind", {}, std::string(name_of(CredentialKind::other)));
        content.credential = *std::move(json);
    }
    content.kind = kind_of(content.credential);
    return content;
}

std::string badge_class_name(const Json& assertion) {
    const Json* const badge = member(assertion, "badge");
    return badge == nullptr ? std::string() : words_of(member(*badge, "name"));
}

std::string badge_class_id(const Json& assertion) {
    return id_of(member(assertion, "badge"));
}

std::optional<CarriedPicture> carried_picture(std::string_view text) {
    constexpr std::array kinds{std::string_view("image/png"), std::string_view("image/jpeg"),
                               std::string_view("image/webp"), std::string_view("image/gif"),
                               std::string_view("image/svg+xml")};
    const Result<HeldContent> content = held_content(text);
    if (!content) return std::nullopt;
    for (const Json* const image : images_of(content->credential)) {
        const std::string url = id_of(image);
        for (const std::string_view kind : kinds) {
            const std::string begin = "data:" + std::string(kind);
            if (!url.starts_with(begin) || url.size() == begin.size()) continue;
            if (url[begin.size()] != ';' && url[begin.size()] != ',') continue;
            auto bytes = data_url_bytes(url);
            if (bytes && bytes->size() <= max_picture_bytes)
                return CarriedPicture{std::string(kind), *std::move(bytes)};
        }
    }
    return std::nullopt;
}

std::string_view held_media_type(std::string_view text) {
    if (is_token(text)) return "application/vc+jwt";
    const Result<HeldContent> content = held_content(text);
    return content && content->kind == CredentialKind::badge_2 ? "application/ld+json" : "application/vc";
}

std::string_view held_extension(std::string_view text) {
    return is_token(text) ? ".jwt" : ".json";
}

Result<BakedAs> baked_as(std::string_view text) {
    const Result<HeldContent> content = held_content(text);
    if (!content) return std::unexpected(content.error());
    if (content->kind == CredentialKind::achievement) return BakedAs::open_badge_3;
    if (content->kind == CredentialKind::clr) return BakedAs::clr;
    if (content->kind == CredentialKind::badge_2) return BakedAs::open_badge_2;
    return fail("baking.kind", {}, std::string(name_of(content->kind)));
}

} // namespace cairn
