#include "core/credentials/check_file.hpp"

#include "core/archive/zip.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"

#include <algorithm>

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

Result<void> check_content(const ByteSource& file, const ZipEntry& entry, CheckReport& report) {
    Sha256 hash;
    const auto read = read_zip_entry(file, entry, [&](ByteView piece) {
        hash.update(piece);
        return true;
    });
    if (!read) return read;
    if (!is_content_name(entry.name)) {
        add_fault(report, Error{"fault.zipName", entry.name});
    } else if (to_hex(hash.finish()) != entry.name.substr(files_folder.size())) {
        add_fault(report, Error{"fault.swapped", entry.name});
        report.content_differs = true;
        if (report.state != CheckState::bad) report.reason = Error{"check.content", entry.name};
        report.state = CheckState::bad;
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

    for (const ZipEntry& entry : *entries) {
        if (entry.name == bundle_name) continue;
        checked.files.push_back(entry.name);
        if (auto read = check_content(file, entry, checked.report); !read) return read;
    }
    return {};
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
    checked.text = text_of(bytes);
    check_text_of(checked, context);
    return checked;
}

} // namespace cairn
