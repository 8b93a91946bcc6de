#include "core/store/sealed.hpp"

#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"

#include <utility>

namespace cairn {

std::string seal(Json json) {
    json["checksum"] = sha256_hex(canonicalize(json));
    return canonicalize(json);
}

std::unexpected<Error> store_damaged(std::string_view file, std::string why) {
    return fail("store.damaged", std::string(file), std::move(why));
}

// `format` and version are looked at before anything that a newer version may have changed.
Result<Unsealed> unseal_version(std::string_view text, std::string_view file, std::string_view format,
                                std::uint64_t newest) {
    auto json = read_json(text, sealed_limits);
    if (!json) return store_damaged(file, json.error().code);
    if (!json->is_object() || json->value("format", Json()) != format) return store_damaged(file, "format");
    const Json version = json->value("version", Json());
    if (version.is_number_unsigned() && version > newest)
        return fail("store.newerVersion", std::string(file), canonicalize(version));
    const Json checksum = json->value("checksum", Json());
    // Only the canonical text counts: whatever differs from it was not written here.
    if (canonicalize(*json) != text) return store_damaged(file, "checksum");
    json->erase("checksum");
    if (checksum != sha256_hex(canonicalize(*json))) return store_damaged(file, "checksum");
    json->erase("format");
    if (!version.is_number_unsigned() || version == 0U) return store_damaged(file, "version");
    json->erase("version");
    return Unsealed{*std::move(json), version.get<std::uint32_t>()};
}

Result<Json> unseal(std::string_view text, std::string_view file, std::string_view format) {
    auto unsealed = unseal_version(text, file, format, sealed_version);
    if (!unsealed) return std::unexpected(unsealed.error());
    return std::move(unsealed->members);
}

} // namespace cairn
