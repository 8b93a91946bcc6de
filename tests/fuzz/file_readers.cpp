// Pictures, archives, the stored form and whole portfolios.
#include "core/archive/zip.hpp"
#include "core/baking/baking.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"
#include "core/store/codec.hpp"
#include "core/store/journal.hpp"
#include "core/store/salvage.hpp"
#include "core/store/sealed.hpp"
#include "core/store/whole.hpp"
#include "fuzz/readers.hpp"
#include "support/zip_builder.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace cairn::fuzz {

namespace {

void picture(std::string_view input, std::string_view credential) {
    if (const auto carried = unbake(input))
        expect(!carried->text.empty(), "what a picture carries is something");
    const auto baked = bake(input, credential, BakedAs::open_badge_3);
    if (!baked) return;
    const auto carried = unbake(*baked);
    expect(carried && carried->text == credential, "what is put into a picture comes out of it");
    const auto again = bake(*baked, credential, BakedAs::open_badge_3);
    expect(again && *again == *baked, "putting it there again changes nothing");
}

// Files one after the other, each after a line "@" and its name. What they say of one another is made right,
// so that what is changed gets past the checksums.
StoredFiles files_of(std::string_view input) {
    StoredFiles files;
    std::vector<std::string> shards;
    std::string index;
    while (input.starts_with('@')) {
        const auto line = std::min(input.find('\n'), input.size());
        const std::string_view name = input.substr(1, line - 1);
        input.remove_prefix(std::min(line + 1, input.size()));
        const auto next = std::min(input.find("\n@"), input.size());
        const std::string_view text = input.substr(0, next);
        input.remove_prefix(std::min(next + 1, input.size()));
        if (name == "index.json")
            index = text;
        else if (name.starts_with("shards/"))
            shards.emplace_back(text);
        else
            files[std::string(name)] = text;
    }
    const auto sealed = [](std::string_view text) {
        auto json = read_json(text);
        if (!json || !json->is_object() || !json->contains("checksum")) return std::string(text);
        json->erase("checksum");
        return seal(std::move(*json));
    };
    for (auto& [name, text] : files)
        text = sealed(text);
    auto json = read_json(index);
    if (json && json->is_object() && json->contains("shards") && (*json)["shards"].is_array()) {
        auto& entries = (*json)["shards"];
        for (std::size_t i = 0; i < entries.size() && i < shards.size(); ++i) {
            if (!entries[i].is_object()) continue;
            const std::string sha256 = sha256_hex(shards[i]);
            entries[i]["sha256"] = sha256;
            entries[i]["bytes"] = shards[i].size();
            entries[i]["file"] = "shards/" + sha256.substr(0, 16) + ".json";
            files["shards/" + sha256.substr(0, 16) + ".json"] = shards[i];
        }
        index = json->dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    files["index.json"] = sealed(index);
    return files;
}

} // namespace

void png(std::string_view input) {
    picture(input, R"({"type":"OpenBadgeCredential"})");
}

void svg(std::string_view input) {
    picture(input, R"({"type":"OpenBadgeCredential","text":"]]> <&"})");
}

void zip(std::string_view input) {
    const ByteSource source = source_of(bytes_of(input));
    constexpr ZipLimits limits{.entries = 100, .entry_bytes = 1 << 20, .total_bytes = 1 << 22};
    const auto entries = list_zip(source, limits);
    if (!entries) return;
    for (const ZipEntry& entry : *entries) {
        std::uint64_t bytes = 0;
        const auto read = read_zip_entry(
            source, entry,
            [&](ByteView piece) {
                bytes += piece.size();
                return true;
            },
            limits);
        expect(!read || bytes == entry.size, "an entry has as many bytes as the directory says");
        expect(bytes <= limits.entry_bytes, "no more is unpacked than the limit");
    }
}

void portfolio(std::string_view input) {
    const StoredFiles files = files_of(input);
    for (const auto& [name, text] : files) {
        decode_keys(text);
        decode_notes(text);
        decode_row(text, name);
    }
    salvage(files);
    const auto stored = decode_document(files);
    if (!stored) return;
    const StoredFiles written = encode_document(stored->document, stored->generation);
    const auto again = decode_document(written);
    expect(again && again->document == stored->document,
           "a portfolio that was read can be kept and read again");
}

void backup(std::string_view input) {
    std::string made;
    if (input.starts_with('@')) {
        std::vector<test::ZipPart> parts;
        for (auto& [name, text] : files_of(input)) {
            test::ZipPart& part = parts.emplace_back();
            const bool outside = name == "portfolio.json" || name.starts_with("files/");
            part.name = outside ? name : "document/" + name;
            part.text = text;
        }
        made = test::make_zip(parts);
        input = made;
    }
    const ByteSource source = source_of(bytes_of(input));
    read_whole(source);
    if (auto readable = read_readable(source)) find_readable_evidence(source, *readable);
}

} // namespace cairn::fuzz
