#include "platform/web/effects.hpp"

#include "core/crypto/bytes.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/json/reader.hpp"
#include "core/json/write.hpp"
#include "platform/web/imports.hpp"
#include "platform/web/storage.hpp"

#include <initializer_list>
#include <utility>

namespace cairn::web {
namespace {

constexpr std::size_t largest_reply = 128U * 1024 * 1024; // blobs come as base64
constexpr std::size_t longest_name = 1024;
constexpr std::uint64_t largest_number = (1ULL << 53U) - 1;

void send_json(std::uint32_t effect, const Json& json) {
    cairn_host_effect(effect, canonicalize(json).c_str());
}

void send(std::uint32_t effect, std::initializer_list<JsonMember> members) {
    send_json(effect, json_object(members));
}

Error error_of(const Json& json, std::uint32_t outcome) {
    if (outcome == 2) return {"effect.cancelled"};
    Reading reading("reply");
    Object root = reading.root(json);
    return {root.text_or("code", "effect.failed"), "", root.text_or("detail", "")};
}

Result<FileRef> file_of(const Json& json) {
    Reading reading("reply");
    Object root = reading.root(json);
    FileRef file;
    file.sha256 = root.text("sha256");
    if (!is_sha256_hex(file.sha256)) root.fail_at("sha256", "format.value");
    file.name = root.text("name", longest_name);
    file.media_type = root.text("mediaType", longest_name);
    file.size = root.number("size", std::uint64_t{1} << 40U);
    file.cleaned = root.boolean_or("cleaned", false);
    return reading.finish(std::move(file));
}

Result<std::string> bytes_in(const Json& json) {
    const auto base64 = json.find("base64");
    if (base64 == json.end() || !base64->is_string()) return fail("effect.failed");
    const auto bytes = from_base64(base64->get_ref<const std::string&>());
    if (!bytes) return fail("effect.failed");
    return text_of(*bytes);
}

Result<std::map<std::string, std::string>> blobs_of(const Json& json) {
    std::map<std::string, std::string> blobs;
    const auto found = json.find("blobs");
    if (found == json.end() || !found->is_object()) return fail("effect.failed");
    for (const auto& [sha256, base64] : found->items()) {
        if (!base64.is_string()) return fail("effect.failed");
        const auto bytes = from_base64(base64.get_ref<const std::string&>());
        if (!bytes) return fail("effect.failed");
        blobs.emplace(sha256, text_of(*bytes));
    }
    return blobs;
}

Result<app::RangeRead> range_of(const Json& json) {
    Reading reading("reply");
    Object root = reading.root(json);
    app::RangeRead range;
    range.total = root.number("total", largest_number);
    auto bytes = bytes_in(json);
    if (!bytes) return std::unexpected(bytes.error());
    range.bytes = *std::move(bytes);
    return reading.finish(std::move(range));
}

Result<app::PickedFile> picked_of(const Json& json) {
    Reading reading("reply");
    Object root = reading.root(json);
    app::PickedFile file;
    file.handle = static_cast<std::uint32_t>(root.number("handle", UINT32_MAX));
    file.name = root.text("name", longest_name);
    return reading.finish(std::move(file));
}

Result<app::StorageUse> use_of(const Json& json) {
    Reading reading("reply");
    Object root = reading.root(json);
    app::StorageUse use;
    use.document = stored_bytes();
    use.evidence = root.number("evidence", largest_number);
    use.files = root.number("files", largest_number);
    return reading.finish(use);
}

// The event of a reply about a whole portfolio.
template <class E>
app::Event whole_event(std::uint32_t effect, const std::optional<Error>& error, Result<E> done) {
    if (error) return app::WholeFailed{effect, *error};
    if (!done) return app::WholeFailed{effect, done.error()};
    done->effect = effect;
    return *std::move(done);
}

Json json_of(const app::Download& download) {
    Json json = json_object({{"kind", "download"},
                             {"name", download.name},
                             {"mediaType", download.media_type},
                             {"text", download.text}});
    if (download.entries.empty()) return json;
    json["modified"] = download.modified.ms;
    for (const app::Download::Entry& entry : download.entries)
        json["entries"].push_back(entry.sha256.empty()
                                      ? json_object({{"path", entry.path}, {"text", entry.text}})
                                      : json_object({{"path", entry.path}, {"sha256", entry.sha256}}));
    return json;
}

} // namespace

std::optional<app::Event> Effects::run(const app::Effect& effect) {
    if (const auto* save = std::get_if<app::Save>(&effect)) {
        StoredFiles files = encode_document(*save->document, save->generation);
        files.emplace("keys.json", encode_keys(save->keys));
        if (const Result<void> written = write_stored_files(files); !written)
            return app::SaveFailed{save->effect, written.error()};
        under_way_.emplace(save->effect, Kind::save);
        send(save->effect, {{"kind", "sync"}});
    } else if (const auto* store = std::get_if<app::StoreFile>(&effect)) {
        under_way_.emplace(store->effect, Kind::store_file);
        send(store->effect, {{"kind", "storeFile"}, {"handle", store->handle}});
    } else if (const auto* picked = std::get_if<app::ReadFile>(&effect)) {
        under_way_.emplace(picked->effect, Kind::read_file);
        send(picked->effect, {{"kind", "readFile"}, {"handle", picked->handle}, {"most", picked->most}});
    } else if (const auto* read = std::get_if<app::ReadBlobs>(&effect)) {
        under_way_.emplace(read->effect, Kind::read_blobs);
        send(read->effect, {{"kind", "readBlobs"}, {"sha256", Json(read->sha256)}});
    } else if (const auto* download = std::get_if<app::Download>(&effect)) {
        under_way_.emplace(download->effect, Kind::download);
        send_json(download->effect, json_of(*download));
    } else if (const auto* range = std::get_if<app::ReadRange>(&effect)) {
        under_way_.emplace(range->effect, Kind::read_range);
        send(range->effect, {{"kind", "readRange"},
                             {"handle", range->handle},
                             {"offset", range->offset},
                             {"size", range->size}});
    } else if (const auto* keep = std::get_if<app::StoreRange>(&effect)) {
        under_way_.emplace(keep->effect, Kind::store_range);
        send(keep->effect, {{"kind", "storeRange"},
                            {"handle", keep->handle},
                            {"offset", keep->offset},
                            {"size", keep->size},
                            {"deflated", keep->deflated},
                            {"unpacked", keep->unpacked},
                            {"sha256", keep->sha256}});
    } else if (const auto* end = std::get_if<app::EndImport>(&effect)) {
        send(0, {{"kind", "endImport"}, {"handle", end->handle}, {"keep", end->keep}});
    } else if (const auto* sample = std::get_if<app::PickSample>(&effect)) {
        under_way_.emplace(sample->effect, Kind::pick_sample);
        send(sample->effect, {{"kind", "pickSample"}});
    } else if (const auto* measure = std::get_if<app::Measure>(&effect)) {
        under_way_.emplace(measure->effect, Kind::measure);
        send(measure->effect, {{"kind", "measure"}});
    } else if (const auto* erase = std::get_if<app::Erase>(&effect)) {
        remove_stored_files();
        under_way_.emplace(erase->effect, Kind::erase);
        send(erase->effect, {{"kind", "erase"}});
    } else if (const auto* announce = std::get_if<app::Announce>(&effect)) {
        send(0, {{"kind", "announce"}, {"text", announce->text}, {"assertive", announce->assertive}});
    } else if (const auto* navigate = std::get_if<app::Navigate>(&effect)) {
        send(0, {{"kind", "navigate"}, {"hash", navigate->hash}, {"replace", navigate->replace}});
    } else if (const auto* title = std::get_if<app::SetTitle>(&effect)) {
        send(0, {{"kind", "title"}, {"text", title->text}});
    } else if (const auto* plain = std::get_if<app::ApplyPlain>(&effect)) {
        send(0, {{"kind", "plain"}, {"plain", plain->plain}});
    } else if (const auto* keep = std::get_if<app::KeepBlobs>(&effect)) {
        send(0, {{"kind", "keepBlobs"}, {"sha256", Json(keep->sha256)}});
    } else if (const auto* theme = std::get_if<app::ApplyTheme>(&effect)) {
        send(0, {{"kind", "theme"}, {"choice", theme->choice}});
    }
    return std::nullopt;
}

std::optional<app::Event> Effects::reply(std::uint32_t effect, std::uint32_t outcome, std::string_view text) {
    const auto found = under_way_.find(effect);
    if (found == under_way_.end()) return std::nullopt;
    const Kind kind = found->second;
    under_way_.erase(found);

    const Result<Json> json = read_json(text, {.bytes = largest_reply});
    std::optional<Error> error;
    if (!json)
        error = json.error();
    else if (outcome != 0)
        error = error_of(*json, outcome);

    switch (kind) {
    case Kind::save:
        if (error) return app::SaveFailed{effect, *error};
        return app::Saved{effect};
    case Kind::store_file: {
        if (error) return app::FileFailed{effect, *error};
        Result<FileRef> file = file_of(*json);
        if (!file) return app::FileFailed{effect, file.error()};
        return app::FileStored{effect, *std::move(file)};
    }
    case Kind::read_file: {
        if (error) return app::FileFailed{effect, *error};
        auto bytes = bytes_in(*json);
        if (!bytes) return app::FileFailed{effect, bytes.error()};
        return app::FileRead{effect, *std::move(bytes)};
    }
    case Kind::read_blobs: {
        if (error) return app::BlobsFailed{effect, *error};
        auto blobs = blobs_of(*json);
        if (!blobs) return app::BlobsFailed{effect, blobs.error()};
        return app::BlobsRead{effect, *std::move(blobs)};
    }
    case Kind::read_range:
        return whole_event(effect, error, error ? app::RangeRead{} : range_of(*json));
    case Kind::store_range:
        return whole_event(effect, error, Result<app::RangeStored>{});
    case Kind::pick_sample: {
        auto file = error ? app::PickedFile{} : picked_of(*json);
        return whole_event(effect, error, std::move(file).transform([](app::PickedFile one) {
            return app::SamplePicked{0, std::move(one)};
        }));
    }
    case Kind::measure: {
        auto use = error ? app::StorageUse{} : use_of(*json);
        return whole_event(effect, error, use.transform([](const app::StorageUse& one) {
            return app::StorageMeasured{0, one};
        }));
    }
    case Kind::erase:
        return whole_event(effect, error, Result<app::Erased>{});
    case Kind::download:
        if (error) return app::DownloadFailed{effect, *error};
        return app::Downloaded{effect};
    }
    return std::nullopt;
}

} // namespace cairn::web
