#include "core/store/codec.hpp"

#include "core/json/write.hpp"
#include "core/store/keys_json.hpp"
#include "core/store/sealed.hpp"

#include <utility>

namespace cairn {

namespace {

constexpr std::string_view keys_file = "keys.json";
constexpr std::string_view keys_format = "cairn-keys";
constexpr std::size_t max_keys = 1000;

} // namespace

Json keys_to_json(const std::vector<LearnerKey>& keys) {
    Json list = Json::array();
    for (const LearnerKey& key : keys) {
        list.push_back(json_object({{"did", key.did},
                                    {"secretKeyMultibase", key.secret_key_multibase},
                                    {"created", to_rfc3339_exact(key.created)},
                                    {"state", key.state}}));
    }
    return list;
}

std::vector<LearnerKey> read_keys(Object& root) {
    std::vector<LearnerKey> keys;
    root.each("keys", max_keys, [&](Object object) {
        LearnerKey& key = keys.emplace_back();
        key.did = object.text("did");
        key.secret_key_multibase = object.text("secretKeyMultibase");
        key.created = object.instant("created");
        key.state = object.text("state");
        object.done();
    });
    return keys;
}

std::string encode_keys(const std::vector<LearnerKey>& keys) {
    return seal(
        json_object({{"format", keys_format}, {"version", sealed_version}, {"keys", keys_to_json(keys)}}));
}

Result<std::vector<LearnerKey>> decode_keys(std::string_view json_text) {
    const auto json = unseal(json_text, keys_file, keys_format);
    if (!json) return std::unexpected(json.error());
    Reading reading(keys_file);
    Object root = reading.root(*json);
    std::vector<LearnerKey> keys = read_keys(root);
    root.done();
    return reading.finish(std::move(keys));
}

} // namespace cairn
