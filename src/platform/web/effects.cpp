#include "platform/web/effects.hpp"

#include "core/crypto/bytes.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/json/reader.hpp"
#include "core/json/write.hpp"
#include "core/store/second_copy.hpp"
#include "platform/web/imports.hpp"
#include "platform/web/storage.hpp"
#include "platform/web/vault.hpp"

#include <algorithm>
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

void send_range(std::uint32_t effect, std::string_view kind, const app::PackedRange& range) {
    send(effect, {{"kind", kind},
                  {"handle", range.handle},
                  {"offset", range.offset},
                  {"size", range.size},
                  {"deflated", range.deflated},
                  {"unpacked", range.unpacked},
                  {"sha256", range.sha256}});
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

SignatureAnswers answers_of(const Json& json) {
    SignatureAnswers answers;
    const auto found = json.find("answers");
    if (found == json.end() || !found->is_object()) return answers;
    for (const auto& [id, holds] : found->items())
        if (holds.is_boolean()) answers.emplace(id, holds.get<bool>());
    return answers;
}

Json json_of(const app::AnswerSignatures& asked) {
    Json questions = Json::array();
    for (const SignatureQuestion& question : asked.questions)
        questions.push_back(json_object({{"id", id_of(question)},
                                         {"algorithm", name_of(question.algorithm)},
                                         {"key", to_base64(question.key)},
                                         {"message", to_base64(question.message)},
                                         {"signature", to_base64(question.signature)}}));
    return json_object({{"kind", "answerSignatures"}, {"questions", std::move(questions)}});
}

// How far an effect has come that stays under way.
std::optional<app::Event> progress_of(std::uint32_t effect, const Result<Json>& json) {
    if (!json) return std::nullopt;
    Reading reading("progress");
    Object root = reading.root(*json);
    return app::Progressed{effect, root.number("done", largest_number), root.number("total", largest_number)};
}

// The event of a reply about a whole portfolio.
template <class E>
app::Event whole_event(std::uint32_t effect, const std::optional<Error>& error, Result<E> done) {
    if (error) return app::WholeFailed{effect, *error};
    if (!done) return app::WholeFailed{effect, done.error()};
    done->effect = effect;
    return *std::move(done);
}

// What is stored, and the second copies as far as they can be read.
std::vector<StoredCopy> copies_of(const Json& json) {
    std::vector<StoredCopy> copies;
    if (StoredFiles files = read_stored_files(); !files.empty())
        copies.push_back({StoredCopy::Place::stored, "", std::move(files)});
    const auto list = json.find("copies");
    if (list == json.end() || !list->is_array()) return copies;
    for (const Json& one : *list) {
        if (!one.is_object() || !one.contains("name") || !one["name"].is_string()) continue;
        const Result<std::string> bytes = bytes_in(one);
        if (!bytes) continue;
        StoredCopy copy{StoredCopy::Place::second, one["name"].get<std::string>(), unpack_copy(*bytes)};
        std::erase_if(copy.files, [](auto& file) {
            Result<std::string> opened = from_vault(file.first, std::move(file.second));
            if (opened) file.second = *std::move(opened);
            return !opened;
        });
        if (!copy.files.empty()) copies.push_back(std::move(copy));
    }
    return copies;
}

Json json_of(const app::Download& download) {
    Json json =
        json_object({{"kind", "download"}, {"name", download.name}, {"mediaType", download.media_type}});
    // A picture is no text, and JSON holds nothing else.
    if (find_invalid_utf8(download.text) == std::string::npos)
        json["text"] = download.text;
    else
        json["base64"] = to_base64(bytes_of(download.text));
    if (download.entries.empty()) return json;
    json["modified"] = download.modified.ms;
    json["effect"] = download.effect;
    json["backup"] = download.backup;
    json["passphrase"] = download.passphrase;
    for (const app::Download::Entry& entry : download.entries)
        json["entries"].push_back(entry.sha256.empty()
                                      ? json_object({{"path", entry.path}, {"text", entry.text}})
                                      : json_object({{"path", entry.path}, {"sha256", entry.sha256}}));
    return json;
}

} // namespace

void Effects::commit(std::uint32_t effect, Kind kind, const FileChanges& changes, Json news) {
    under_way_.emplace(effect, kind);
    send(effect, {{"kind", "commit"},
                  {"put", Json(changes.put)},
                  {"remove", Json(changes.remove)},
                  {"news", std::move(news)}});
}

// Asks for something that has no parts. Without a number there is no reply.
void Effects::ask(std::uint32_t effect, Kind kind, std::string_view what) {
    if (effect != 0) under_way_.emplace(effect, kind);
    send(effect, {{"kind", what}});
}

std::optional<app::Event> Effects::run(const app::Effect& effect) {
    if (const auto* save = std::get_if<app::Save>(&effect)) {
        const Result<FileChanges> changes = files_.checkpoint(*save);
        if (!changes) return app::SaveFailed{save->effect, changes.error()};
        commit(save->effect, Kind::save, *changes,
               json_object({{"checkpoint", json_object({{"portfolio", save->document->portfolio},
                                                        {"generation", save->generation},
                                                        {"records", save->document->records.size()},
                                                        {"seq", save->journal.seq},
                                                        {"sha256", save->journal.sha256}})}}));
    } else if (const auto* row = std::get_if<app::AppendRow>(&effect)) {
        const Result<FileChanges> changes = files_.append(*row);
        if (!changes) return app::SaveFailed{row->effect, changes.error()};
        commit(row->effect, Kind::save, *changes, json_object({{"row", row->text}}));
    } else if (const auto* wait = std::get_if<app::Wait>(&effect)) {
        under_way_.emplace(wait->effect, Kind::wait);
        send(wait->effect,
             {{"kind", "wait"}, {"ms", static_cast<std::uint64_t>(std::max<std::int64_t>(0, wait->ms))}});
    } else if (const auto* point = std::get_if<app::StorePoint>(&effect)) {
        const Result<FileChanges> changes = files_.store_point(*point);
        if (!changes) return app::KeepFailed{point->effect, changes.error()};
        commit(point->effect, Kind::point, *changes);
    } else if (const auto* gone = std::get_if<app::RemovePoint>(&effect)) {
        commit(gone->effect, Kind::point, files_.remove_point(gone->point));
    } else if (const auto* list = std::get_if<app::ListStoredPoints>(&effect)) {
        return app::PointsListed{list->effect, read_points()};
    } else if (const auto* wanted = std::get_if<app::ReadPoint>(&effect)) {
        Result<StoredPortfolio> found = decode_point(read_stored_files(), wanted->point);
        if (!found) return app::KeepFailed{wanted->effect, found.error()};
        return app::PointRead{wanted->effect, std::make_shared<const StoredPortfolio>(*std::move(found))};
    } else if (const auto* points = std::get_if<app::ReadPointFiles>(&effect)) {
        return app::PointFilesRead{points->effect, read_point_files()};
    } else if (const auto* copies = std::get_if<app::ReadCopies>(&effect)) {
        under_way_.emplace(copies->effect, Kind::read_copies);
        send(copies->effect, {{"kind", "readCopies"}});
    } else if (const auto* open = std::get_if<app::OpenVault>(&effect)) {
        run_lock(*open);
    } else if (const auto* change = std::get_if<app::ChangeVault>(&effect)) {
        run_lock(*change);
    } else if (const auto* tries = std::get_if<app::NoteTries>(&effect)) {
        send(0, {{"kind", "noteTries"},
                 {"count", tries->count},
                 {"at", static_cast<std::uint64_t>(std::max<std::int64_t>(0, tries->at.ms))}});
    } else if (std::holds_alternative<app::LockPage>(effect)) {
        send(0, {{"kind", "lockPage"}});
    } else if (const auto* watch = std::get_if<app::WatchIdle>(&effect)) {
        send(0, {{"kind", "watchIdle"},
                 {"ms", static_cast<std::uint64_t>(std::max<std::int64_t>(0, watch->ms))}});
    } else if (std::holds_alternative<app::AskToPersist>(effect)) {
        send(0, {{"kind", "askToPersist"}});
    } else if (std::holds_alternative<app::AskToWrite>(effect)) {
        send(0, {{"kind", "askToWrite"}});
    } else if (std::holds_alternative<app::ReadAgain>(effect)) {
        send(0, {{"kind", "readAgain"}});
    } else if (std::holds_alternative<app::StartUpdate>(effect)) {
        send(0, {{"kind", "startUpdate"}});
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
        send_range(keep->effect, "storeRange", keep->range);
    } else if (const auto* check = std::get_if<app::CheckRange>(&effect)) {
        under_way_.emplace(check->effect, Kind::check_range);
        send_range(check->effect, "checkRange", check->range);
    } else if (const auto* sealed = std::get_if<app::OpenSealedFile>(&effect)) {
        under_way_.emplace(sealed->effect, Kind::open_sealed);
        send(sealed->effect,
             {{"kind", "openSealed"}, {"handle", sealed->handle}, {"passphrase", sealed->passphrase}});
    } else if (const auto* cancel = std::get_if<app::CancelDownload>(&effect)) {
        send(0, {{"kind", "cancelDownload"}, {"effect", cancel->effect}});
    } else if (const auto* end = std::get_if<app::EndImport>(&effect)) {
        send(0, {{"kind", "endImport"}, {"handle", end->handle}, {"keep", end->keep}});
    } else if (const auto* sample = std::get_if<app::PickSample>(&effect)) {
        under_way_.emplace(sample->effect, Kind::pick_sample);
        send(sample->effect, {{"kind", "pickSample"}});
    } else if (const auto* measure = std::get_if<app::Measure>(&effect)) {
        under_way_.emplace(measure->effect, Kind::measure);
        send(measure->effect, {{"kind", "measure"}});
    } else if (const auto* erase = std::get_if<app::Erase>(&effect)) {
        under_way_.emplace(erase->effect, Kind::erase);
        send(erase->effect, {{"kind", "erase"}, {"remove", Json(files_.erase().remove)}});
    } else if (const auto* asked = std::get_if<app::AnswerSignatures>(&effect)) {
        under_way_.emplace(asked->effect, Kind::answer_signatures);
        send_json(asked->effect, json_of(*asked));
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
    const Result<Json> json = read_json(text, {.bytes = largest_reply});
    if (outcome == 3) return progress_of(effect, json);
    under_way_.erase(found);
    std::optional<Error> error;
    if (!json)
        error = json.error();
    else if (outcome != 0)
        error = error_of(*json, outcome);

    switch (kind) {
    case Kind::save:
        if (error) return app::SaveFailed{effect, *error};
        return app::Saved{effect};
    case Kind::open_vault:
    case Kind::change_vault:
    case Kind::vault_files:
    case Kind::vault_evidence:
        return reply_lock(kind, effect, error);
    case Kind::wait:
        return app::Waited{effect};
    case Kind::point:
        if (error) return app::KeepFailed{effect, *error};
        return app::PointsChanged{effect};
    case Kind::read_copies: {
        if (error) return app::KeepFailed{effect, *error};
        return app::CopiesRead{effect, copies_of(*json)};
    }
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
    case Kind::check_range:
        return whole_event(effect, error, Result<app::RangeChecked>{});
    case Kind::open_sealed: {
        auto file = error ? app::PickedFile{} : picked_of(*json);
        return whole_event(effect, error, std::move(file).transform([](app::PickedFile one) {
            return app::SealedOpened{0, std::move(one)};
        }));
    }
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
        if (!error) drop_vault();
        return whole_event(effect, error, Result<app::Erased>{});
    case Kind::answer_signatures:
        return app::SignaturesAnswered{effect, error ? SignatureAnswers{} : answers_of(*json)};
    case Kind::download:
        if (error) return app::DownloadFailed{effect, *error};
        return app::Downloaded{effect};
    }
    return std::nullopt;
}

} // namespace cairn::web
