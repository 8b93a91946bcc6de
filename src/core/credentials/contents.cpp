#include "core/credentials/contents.hpp"

#include "base/text.hpp"
#include "core/archive/zip.hpp"
#include "core/credentials/check_evidence.hpp"
#include "core/credentials/members.hpp"
#include "core/credentials/nesting.hpp"
#include "core/credentials/token_content.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"
#include "core/wall/text.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace cairn {

namespace {

constexpr std::size_t most_name = 300;                // bytes
constexpr std::size_t most_description = 2000;        // bytes
constexpr std::size_t most_narrative = 32UL * 1024;   // bytes, of one
constexpr std::size_t most_narratives = 256UL * 1024; // bytes, of all
constexpr std::size_t most_files = 100;               // of one credential
constexpr std::size_t most_file_bytes = 64UL * 1024 * 1024;
constexpr std::string_view criterion_type = "ext:Criterion";

const Json no_json;

const Json& or_nothing(const Json* json) {
    return json == nullptr ? no_json : *json;
}

std::string line(const Json* value, std::size_t most = most_name) {
    return clipped(shown_text(words_of(value)), most);
}

std::string line_member(const Json& json, std::string_view key) {
    return clipped(shown_text(text_member(json, key)), most_name);
}

// Markdown keeps its line breaks; nothing else that could turn the words around it.
std::string lines(std::string_view text) {
    std::string safe;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        safe += shown_text(text.substr(0, end));
        text.remove_prefix(end);
        if (text.empty()) break;
        safe += '\n';
        text.remove_prefix(1);
    }
    return safe;
}

const Json& subject_of(const Json& credential) {
    const auto all = one_or_many(member(credential, "credentialSubject"));
    return all.empty() ? no_json : *all.front();
}

const Json& achievement_of(const Json& credential) {
    const auto all = one_or_many(member(subject_of(credential), "achievement"));
    return all.empty() ? no_json : *all.front();
}

std::string subject_words(const Json& subject) {
    if (std::string name = line(member(subject, "name")); !name.empty()) return name;
    if (std::string id = line_member(subject, "id"); !id.empty()) return id;
    for (const Json* identity : one_or_many(member(subject, "identifier"))) {
        const Json* const hashed = member(*identity, "hashed");
        const bool secret = hashed != nullptr && hashed->is_boolean() && hashed->get<bool>();
        if (std::string said = line_member(*identity, "identityHash"); !secret && !said.empty()) return said;
    }
    return {};
}

// The JSON of a compact JWS, without asking who signed it: its payload, or the credential within.
std::optional<Json> payload_of(std::string_view text) {
    const std::size_t first = text.find('.');
    const std::size_t second = first == text.npos ? first : text.find('.', first + 1);
    if (second == text.npos) return std::nullopt;
    const auto bytes = from_base64url(text.substr(first + 1, second - first - 1));
    if (!bytes) return std::nullopt;
    auto json = read_json(text_of(*bytes));
    if (!json) return std::nullopt;
    return credential_in_token(*json);
}

std::optional<Json> json_of(std::string_view text) {
    const std::string_view own = trimmed(text);
    if (!own.starts_with('{') && !own.starts_with('[')) return payload_of(own);
    auto json = read_json(text);
    return json ? std::optional(*std::move(json)) : std::nullopt;
}

// What stands inside as data URLs, by digest in hex.
class Carried {
  public:
    // Whether it is what its digest says.
    const bool* find(const std::string& sha256) const {
        const auto found = whole_.find(sha256);
        return found == whole_.end() ? nullptr : &found->second;
    }
    void add(const Json& credential) {
        for (const Json* entry : one_or_many(member(credential, "evidence"))) {
            const auto digest = parse_digest_multibase(text_member(*entry, "digestMultibase"));
            const Json* const id = member(*entry, "id");
            if (!digest || id == nullptr || !id->is_string()) continue;
            const std::string_view url = id->get_ref<const std::string&>();
            if (!url.starts_with("data:")) continue;
            const auto bytes = data_url_bytes(url);
            bool& whole = whole_.emplace(to_hex(*digest), false).first->second;
            whole = whole || (bytes && sha256(bytes_of(*bytes)) == *digest);
        }
    }

  private:
    std::map<std::string, bool> whole_;
};

std::string content_name(const std::string& sha256) {
    return "files/" + sha256;
}

bool is_claim(const Json& json, const SentCredential& sent) {
    return sent.own && text_member(achievement_of(json), "achievementType") == criterion_type;
}

class Reader {
  public:
    Reader(const CheckedFile& file, Contents& contents) : file_(file), contents_(contents) {}

    void read(const Json& json) {
        carried_.add(json);
        for (const Json* inside : one_or_many(member(json, "verifiableCredential")))
            carried_.add(*inside);
        contents_.whole = credential(json, "");
        contents_.subject = subject_words(subject_of(json));
        collection(json, "$");
    }

  private:
    SentFile sent_file(const Json& entry, const Digest& digest) const {
        SentFile sent;
        sent.name = line_member(entry, "name");
        sent.media_type = clipped(shown_text(text_member(entry, "mediaType")), 100);
        sent.sha256 = to_hex(digest);
        const bool* const inside = carried_.find(sent.sha256);
        const std::string beside = content_name(sent.sha256);
        if (inside != nullptr) {
            sent.state = *inside ? SentState::inside : SentState::differs;
        } else if (std::ranges::contains(file_.files, beside)) {
            const auto& faults = file_.report.faults;
            const bool swapped = std::ranges::any_of(faults, [&](const Fault& fault) {
                return fault.code == std::string_view("fault.swapped") && fault.where == beside;
            });
            sent.state = swapped                      ? SentState::differs
                         : faults.size() < max_faults ? SentState::beside
                                                      : SentState::unsure;
        }
        return sent;
    }

    void narrate(SentCredential& sent, const Json* narrative) {
        const std::string text = words_of(narrative);
        if (text.empty() || !sent.narrative.empty()) return;
        const std::size_t room = std::min(most_narrative, most_narratives - narrated_);
        sent.cut = text.size() > room;
        const std::string safe = lines(clipped(text, room));
        narrated_ += std::min(room, safe.size());
        sent.narrative = parse_markdown(safe);
    }

    SentCredential credential(const Json& json, std::string path) {
        SentCredential sent;
        sent.path = std::move(path);
        const Json& achievement = achievement_of(json);
        const Json* issuer = member(json, "issuer");
        if (issuer == nullptr) issuer = member(json, "holder");
        // A collection names many achievements; none of them is what it is.
        if (!has_type(json, "ClrCredential")) sent.name = line(member(achievement, "name"));
        if (sent.name.empty()) sent.name = line(member(json, "name"));
        sent.code = line_member(achievement, "humanCode");
        sent.criterion = text_member(achievement, "id");
        sent.description = line(member(achievement, "description"), most_description);
        sent.who = line(member(or_nothing(issuer), "name"));
        sent.who_id = clipped(shown_text(id_of(issuer)), most_name);
        sent.own = !sent.who_id.empty() && id_of(issuer) == text_member(subject_of(json), "id");
        for (const Json* entry : one_or_many(member(json, "evidence"))) {
            const auto digest = parse_digest_multibase(text_member(*entry, "digestMultibase"));
            if (!digest) {
                if (sent.title.empty()) sent.title = line(member(*entry, "name"));
                narrate(sent, member(*entry, "narrative"));
            } else if (sent.files.size() < most_files) {
                SentFile file = sent_file(*entry, *digest);
                // What the claim says already, as a program reads it.
                const bool same = file.name == "record.json" && file.state == SentState::inside;
                if (!same) sent.files.push_back(std::move(file));
            }
        }
        // Of a claim the words of the criterion are not the learner's.
        const std::string criteria =
            words_of(member(or_nothing(member(achievement, "criteria")), "narrative"));
        if (!is_claim(json, sent) && criteria != words_of(member(achievement, "description")))
            narrate(sent, member(or_nothing(member(achievement, "criteria")), "narrative"));
        return sent;
    }

    void add(const Json& json, const std::string& path) {
        if (contents_.claims.size() + contents_.others.size() >= most_sent) {
            ++contents_.left_out;
            return;
        }
        SentCredential sent = credential(json, path);
        (is_claim(json, sent) ? contents_.claims : contents_.others).push_back(std::move(sent));
    }

    void add_all(const Json* list, const std::string& path) {
        const auto all = one_or_many(list);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::string at = list->is_array() ? path + path_step(i) : path;
            const Json& one = *all[i];
            const std::string text = text_or_empty(&one);
            const std::optional<std::string> jws = text.empty() ? jws_in(one) : text;
            if (jws) {
                const auto inner = payload_of(*jws);
                add(inner ? *inner : no_json, at);
            } else if (has_type(one, "ClrCredential")) {
                find_level(one);
                if (!contents_.is_submission()) add(one, at);
                collection(one, at);
            } else {
                add(one, at);
            }
        }
    }

    // The credentials that stand inside, one level deep; of a submission in a presentation those of the
    // submission.
    void collection(const Json& json, const std::string& path) {
        if (has_type(json, "ClrCredential")) find_level(json);
        if (has_type(json, "VerifiablePresentation"))
            add_all(member(json, "verifiableCredential"), path + ".verifiableCredential");
        const Json* const subjects = member(json, "credentialSubject");
        const auto all = one_or_many(subjects);
        for (std::size_t i = 0; i < all.size(); ++i) {
            std::string at = path + ".credentialSubject";
            if (subjects->is_array()) at += path_step(i);
            add_all(member(*all[i], "verifiableCredential"), at + ".verifiableCredential");
        }
    }

    // Of a submission the criteria are children of its level.
    void find_level(const Json& clr) {
        if (contents_.is_submission()) return;
        const Json& subject = subject_of(clr);
        std::map<std::string, const Json*> achievements;
        for (const Json* achievement : one_or_many(member(subject, "achievement")))
            achievements.emplace(text_member(*achievement, "id"), achievement);
        for (const Json* association : one_or_many(member(subject, "association"))) {
            const auto criterion = achievements.find(text_member(*association, "sourceId"));
            const auto level = achievements.find(text_member(*association, "targetId"));
            if (text_member(*association, "associationType") != "isChildOf" ||
                criterion == achievements.end() || level == achievements.end() ||
                text_member(*criterion->second, "achievementType") != criterion_type)
                continue;
            contents_.level_id = level->first;
            contents_.level = line(member(*level->second, "name"));
            contents_.pathway_revision = line_member(*level->second, "version");
            return;
        }
    }

    const CheckedFile& file_;
    Contents& contents_;
    Carried carried_;
    std::size_t narrated_ = 0;
};

std::optional<std::string> inside(const Json& credential, std::string_view sha256) {
    for (const Json* entry : one_or_many(member(credential, "evidence"))) {
        const auto digest = parse_digest_multibase(text_member(*entry, "digestMultibase"));
        if (!digest || to_hex(*digest) != sha256) continue;
        if (auto bytes = data_url_bytes(text_member(*entry, "id"))) return bytes;
    }
    return std::nullopt;
}

Result<std::string> beside(const ByteSource& bytes, std::string_view sha256) {
    const auto entries = list_zip(bytes);
    if (!entries) return std::unexpected(entries.error());
    const auto entry = std::ranges::find(*entries, content_name(std::string(sha256)), &ZipEntry::name);
    if (entry == entries->end()) return fail("check.fileMissing");
    return read_zip_entry(bytes, *entry, most_file_bytes);
}

} // namespace

Contents read_contents(const CheckedFile& file) {
    Contents contents;
    if (const auto json = json_of(file.text)) Reader(file, contents).read(*json);
    return contents;
}

Result<std::string> sent_file(const CheckedFile& file, const ByteSource& bytes, std::string_view sha256) {
    const auto json = json_of(file.text);
    if (!json || !is_sha256_hex(sha256)) return fail("check.fileMissing");
    auto found = inside(*json, sha256);
    for (const Json* one : one_or_many(member(*json, "verifiableCredential")))
        if (!found) found = inside(*one, sha256);
    if (!found) {
        if (!file.zip) return fail("check.fileMissing");
        auto read = beside(bytes, sha256);
        if (!read) return read;
        found = *std::move(read);
    }
    if (sha256_hex(*found) != sha256) return fail("check.fileDiffers");
    return *std::move(found);
}

} // namespace cairn
