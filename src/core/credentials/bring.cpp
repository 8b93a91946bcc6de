#include "core/credentials/bring.hpp"

#include "core/archive/zip.hpp"
#include "core/baking/baking.hpp"
#include "core/credentials/check_evidence.hpp"
#include "core/credentials/check_file.hpp"
#include "core/credentials/check_parts.hpp"
#include "core/credentials/held_content.hpp"
#include "core/credentials/members.hpp"
#include "core/credentials/nesting.hpp"
#include "core/json/raw.hpp"
#include "core/json/read.hpp"
#include "core/wall/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace cairn {

namespace {

constexpr std::string_view bundle_name = "bundle.json";
constexpr std::size_t max_entry = ReadLimits{}.bytes;
constexpr std::uint64_t max_entries_bytes = 128ULL * 1024 * 1024; // of those that are read, in all

std::string without_folder(std::string_view name) {
    return std::string(name.substr(name.find_last_of("/\\") + 1));
}

std::string fit_to_show(std::string_view name) {
    return clipped(shown_text(name), max_brought_name);
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// Where the extension begins, if the name has one: ".png", and not the end of "Level 1. Foundation".
std::size_t extension_of(std::string_view name) {
    constexpr std::size_t longest = 7;
    const std::size_t dot = std::min(name.find_last_of('.'), name.size());
    const std::string_view rest = name.substr(dot);
    const bool is_one = rest.size() > 1 && rest.size() <= longest &&
                        std::ranges::all_of(rest.substr(1), [](unsigned char c) { return std::isalnum(c); });
    return is_one ? dot : name.size();
}

// A name to keep it under, whatever was named. A credential's own extension stays; for any other there is the
// one that is right for the text, since a badge that is handed out again must never open as a page.
std::string kept_name(std::string_view name, std::string_view text, std::size_t number = 0) {
    constexpr std::array fitting{std::string_view(".json"), std::string_view(".jsonld"),
                                 std::string_view(".jwt"), std::string_view(".jws")};
    std::string own = shown_text(without_folder(name));
    own.erase(0, std::min(own.find_first_not_of(". "), own.size()));
    const std::size_t dot = extension_of(own);
    std::string extension = own.substr(dot);
    if (!std::ranges::contains(fitting, lower(extension))) extension = held_extension(text);
    const std::string end = (number > 0 ? "-" + std::to_string(number) : "") + extension;
    const std::string stem = clipped(std::string_view(own).substr(0, dot), max_brought_name - end.size());
    return (stem.empty() ? "badge" : stem) + end;
}

std::string numbered(const std::string& name, std::size_t number) {
    return name + " (" + std::to_string(number) + ")";
}

class Taker {
  public:
    Taker(const Learner& learner, Instant now) : learner_(learner), now_(now) {}

    BroughtFile take(std::string_view bytes, const std::string& file_name) {
        const std::string name = fit_to_show(file_name);
        if (looks_like_zip(source_of(bytes_of(bytes))))
            take_zip(bytes, name);
        else
            take_one(bytes, name, without_folder(file_name), false);
        if (too_many_) refuse(name, Error{"badge.tooMany", {}, std::to_string(max_brought)});
        return std::move(result_);
    }

  private:
    void refuse(const std::string& name, Error why) { result_.refused.push_back({name, std::move(why)}); }

    // `file`: how it was called, by whomever.
    void keep(std::string name, std::string_view file, std::string text, std::size_t number = 0) {
        if (result_.found.size() >= max_brought) {
            too_many_ = true;
            return;
        }
        std::string kept = kept_name(file, text, number);
        result_.found.push_back({std::move(name), std::move(kept), std::move(text)});
    }

    // `passing`: one of many files, of which pictures that carry nothing are none of our business.
    void take_one(std::string_view bytes, const std::string& name, const std::string& file, bool passing) {
        if (bytes.starts_with("{\"format\":\"cairn-sealed\"")) return refuse(name, Error{"badge.portfolio"});
        if (picture_kind(bytes) == PictureKind::none) return take_text(bytes, name, file);
        const Result<Baked> baked = unbake(bytes);
        if (!baked) {
            if (!passing || baked.error().code != "baking.none") refuse(name, baked.error());
            return;
        }
        if (baked->form == BakedForm::address) return refuse(name, Error{"badge.address", {}, baked->text});
        take_text(baked->text, name, file);
    }

    void take_text(std::string_view text, const std::string& name, const std::string& file) {
        const std::size_t before = result_.found.size();
        nested_ = 0;
        const Result<HeldContent> content = held_content(text);
        if (content && !content->token) {
            if (content->kind == CredentialKind::presentation)
                take_nested(raw_member(text, "verifiableCredential"), name, file);
            else if (content->kind == CredentialKind::clr && is_own(content->credential))
                take_bundle(text, content->credential, name, file);
        }
        // Nothing stood in it: what it is itself says why it is not kept, or that it is.
        if (result_.found.size() == before && !too_many_) keep(name, file, std::string(text));
    }

    bool is_own(const Json& credential) const {
        return std::ranges::contains(learner_.dids, id_of(member(credential, "issuer")));
    }

    void take_bundle(std::string_view text, const Json& bundle, const std::string& name,
                     const std::string& file) {
        for (const std::string_view subject : raw_elements(raw_member(text, "credentialSubject")))
            take_nested(raw_member(subject, "verifiableCredential"), name, file);
        // Badges that cannot stand inside travel as files.
        for (const Json* const entry : one_or_many(member(bundle, "evidence"))) {
            const std::string media = text_member(*entry, "mediaType");
            if (!media.starts_with("application/vc") && media != "application/ld+json") continue;
            if (auto bytes = data_url_bytes(text_member(*entry, "id"))) {
                std::string own = without_folder(text_member(*entry, "name"));
                if (own.empty()) own = file;
                keep(name + ": " + fit_to_show(own), own, *std::move(bytes));
            }
        }
    }

    // The learner's own claims are not for keeping; a collection of theirs may hold what is.
    void take_nested(std::string_view list, const std::string& name, const std::string& file) {
        for (const std::string_view raw : raw_elements(list)) {
            ++nested_;
            const Result<Json> json = read_json(raw);
            if (!json) continue;
            if (json->is_object() && is_own(*json)) {
                if (kind_of(*json) == CredentialKind::clr) take_bundle(raw, *json, name, file);
                continue;
            }
            std::string text(raw);
            if (json->is_string())
                text = json->get<std::string>();
            else if (auto jws = jws_in(*json))
                text = *std::move(jws);
            keep(numbered(name, nested_), file, std::move(text), nested_);
        }
    }

    void take_zip(std::string_view bytes, const std::string& name) {
        const ByteSource source = source_of(bytes_of(bytes));
        const auto entries = list_zip(source);
        if (!entries) return refuse(name, entries.error());
        const auto has = [&](std::string_view entry) {
            return std::ranges::contains(*entries, entry, &ZipEntry::name);
        };
        if (has("portfolio.json") && has("document/index.json"))
            return refuse(name, Error{"badge.portfolio"});
        if (has(bundle_name)) return take_bundle_zip(source, name);
        const std::size_t before = result_.found.size() + result_.refused.size();
        std::uint64_t budget = max_entries_bytes;
        for (const ZipEntry& entry : *entries) {
            if (too_many_) return;
            if (!may_be_credential(entry.name)) continue;
            take_entry(source, entry, name, budget);
        }
        if (result_.found.size() + result_.refused.size() == before)
            refuse(name, Error{"badge.kind", {}, "zip"});
    }

    static bool may_be_credential(std::string_view name) {
        constexpr std::array endings{std::string_view(".json"), std::string_view(".jsonld"),
                                     std::string_view(".jwt"),  std::string_view(".jws"),
                                     std::string_view(".png"),  std::string_view(".svg")};
        const std::string own = lower(without_folder(name));
        // What a Mac adds beside each file.
        if (own.starts_with("._") || name.starts_with("__MACOSX/")) return false;
        return std::ranges::any_of(endings, [&](std::string_view ending) { return own.ends_with(ending); });
    }

    void take_entry(const ByteSource& source, const ZipEntry& entry, const std::string& name,
                    std::uint64_t& budget) {
        const std::string whole = name + ": " + fit_to_show(entry.name);
        if (entry.size > max_entry || entry.size > budget)
            return refuse(whole, Error{"badge.tooLarge", {}, std::to_string(max_badge_bytes)});
        budget -= entry.size;
        const auto text = read_zip_entry(source, entry, max_entry);
        if (!text) return refuse(whole, text.error());
        take_one(*text, whole, without_folder(entry.name), true);
    }

    // A submission: nothing of it is taken where its files are not what they are named.
    void take_bundle_zip(const ByteSource& source, const std::string& name) {
        const CheckedFile checked = check_file(source, {.at = now_});
        if (checked.report.signature == SignatureVerdict::reject) return refuse(name, checked.report.reason);
        if (const Fault* const fault = content_fault(checked.report)) return refuse(name, *fault);
        take_text(checked.text, name, std::string(bundle_name));
    }

    const Learner& learner_;
    Instant now_;
    BroughtFile result_;
    std::size_t nested_ = 0; // credentials inside the one that is being taken apart, so far
    bool too_many_ = false;
};

} // namespace

BroughtFile take_apart(std::string_view bytes, const std::string& file_name, const Learner& learner,
                       Instant now) {
    return Taker(learner, now).take(bytes, file_name);
}

const Fault* content_fault(const CheckReport& report) {
    constexpr std::array codes{std::string_view("fault.swapped"), std::string_view("fault.digest"),
                               std::string_view("fault.zipName")};
    const auto found = std::ranges::find_if(
        report.faults, [&](const Fault& fault) { return std::ranges::contains(codes, fault.code); });
    return found == report.faults.end() ? nullptr : &*found;
}

} // namespace cairn
