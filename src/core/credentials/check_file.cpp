#include "core/credentials/check_file.hpp"

#include "core/archive/zip.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <set>

namespace cairn {

namespace {

constexpr std::string_view bundle_name = "bundle.json";
constexpr std::string_view files_folder = "files/";

bool is_content_name(std::string_view name) {
    return name.starts_with(files_folder) && is_sha256_hex(name.substr(files_folder.size()));
}

void add_fault(CheckReport& report, Fault fault) {
    if (report.faults.size() < max_faults) report.faults.push_back(std::move(fault));
}

void check_text_of(CheckedFile& checked, const CheckContext& context) {
    checked.sha256 = sha256_hex(checked.text);
    checked.report = check_text(checked.text, context);
}

using Digests = std::set<std::string, std::less<>>;

// Whatever stands in a text like a digest, in the form that a credential names files by.
Digests named_digests(std::string_view text) {
    static const std::size_t length = digest_multibase({}).size();
    constexpr std::string_view begin = "\"uEi"; // a SHA-256 of 32 bytes
    Digests named;
    for (std::size_t at = text.find(begin); at != text.npos; at = text.find(begin, at + 1))
        named.emplace(text.substr(at + 1, length));
    return named;
}

Result<void> check_content(const ByteSource& file, const ZipEntry& entry, const Digests& named,
                           CheckReport& report) {
    Sha256 hash;
    const auto read = read_zip_entry(file, entry, [&](ByteView piece) {
        hash.update(piece);
        return true;
    });
    if (!read) return read;
    if (!is_content_name(entry.name)) {
        add_fault(report, Error{"fault.zipName", entry.name});
        return {};
    }
    const Digest digest = hash.finish();
    if (to_hex(digest) != entry.name.substr(files_folder.size())) {
        add_fault(report, Error{"fault.swapped", entry.name});
        report.content_differs = true;
        if (report.state != CheckState::bad) report.reason = Error{"check.content", entry.name};
        report.state = CheckState::bad;
    } else if (!named.contains(digest_multibase(digest))) {
        add_fault(report, Error{"fault.unnamed", entry.name});
    }
    return {};
}

Result<void> check_zip(const ByteSource& file, const CheckContext& context, CheckedFile& checked) {
    const auto entries = list_zip(file);
    if (!entries) return std::unexpected(entries.error());
    const auto bundle = std::ranges::find(*entries, bundle_name, &ZipEntry::name);
    if (bundle == entries->end()) return fail("zip.noBundle", std::string(bundle_name));
    auto text = read_zip_entry(file, *bundle, ReadLimits{}.bytes);
    if (!text) return std::unexpected(text.error());
    checked.text = *std::move(text);
    check_text_of(checked, context);

    const Digests named = named_digests(checked.text);
    for (const ZipEntry& entry : *entries) {
        if (entry.name == bundle_name) continue;
        checked.files.push_back(entry.name);
        if (auto read = check_content(file, entry, named, checked.report); !read) return read;
    }
    return {};
}

void check_picture(std::string_view picture, const CheckContext& context, CheckedFile& checked) {
    Result<Baked> baked = unbake(picture);
    if (!baked) {
        checked.report = rejected(baked.error());
        if (baked.error().code != "baking.none") return;
        checked.report.signature = SignatureVerdict::none;
        checked.report.state = CheckState::not_checked;
        return;
    }
    if (baked->form != BakedForm::address) {
        checked.text = std::move(baked->text);
        return check_text_of(checked, context);
    }
    CheckReport& report = checked.report;
    report.kind = CredentialKind::badge_2;
    report.id = baked->text;
    report.reason = Error{"check.hosted", {}, baked->text};
    report.missing.push_back({MissingKind::assertion, baked->text, baked->text});
}

} // namespace

CheckedFile check_file(const ByteSource& file, const CheckContext& context) {
    CheckedFile checked;
    checked.zip = looks_like_zip(file);
    if (checked.zip) {
        if (auto read = check_zip(file, context, checked); !read)
            checked.report = rejected(std::move(read).error());
        return checked;
    }
    if (file.size > ReadLimits{}.bytes) {
        checked.report = rejected(Error{"json.tooLarge", "$", std::to_string(ReadLimits{}.bytes)});
        return checked;
    }
    Bytes bytes(static_cast<std::size_t>(file.size));
    if (!bytes.empty() && !file.read(0, bytes)) {
        checked.report = rejected(Error{"file.unreadable"});
        return checked;
    }
    std::string text = text_of(bytes);
    checked.picture = picture_kind(text);
    if (checked.picture != PictureKind::none) {
        check_picture(text, context, checked);
        return checked;
    }
    checked.text = std::move(text);
    check_text_of(checked, context);
    return checked;
}

} // namespace cairn
