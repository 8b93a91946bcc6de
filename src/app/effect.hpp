// What the program asks of the world, as values. Only the edge acts; each numbered effect gets one reply.
#pragma once

#include "core/model/document.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace cairn::app {

struct Save {
    std::uint32_t effect = 0;
    std::shared_ptr<const Document> document;
    std::vector<LearnerKey> keys;
    std::uint64_t generation = 0;
};
struct StoreFile {
    std::uint32_t effect = 0;
    std::uint32_t handle = 0;
};
struct ReadBlobs {
    std::uint32_t effect = 0;
    std::vector<std::string> sha256;
};
// The bytes of a picked file, for the program itself. The reply is FileRead or FileFailed (file.tooLarge
// above `most`).
struct ReadFile {
    std::uint32_t effect = 0;
    std::uint32_t handle = 0;
    std::uint64_t most = 0; // bytes
};
// `text` as a file; where there are `entries`, a ZIP of them.
struct Download {
    std::uint32_t effect = 0;
    std::string name, media_type, text;
    struct Entry {
        std::string path;        // in the ZIP
        std::string sha256 = {}; // of a kept Blob, or
        std::string text = {};   // the content itself
    };
    std::vector<Entry> entries = {};
    Instant modified = {}; // of the entries; the same input gives the same bytes
};
// A piece of a picked file. The reply is RangeRead or WholeFailed.
struct ReadRange {
    std::uint32_t effect = 0;
    std::uint32_t handle = 0;
    std::uint64_t offset = 0, size = 0; // bytes; beyond the end there are none
};
// A piece of a picked file becomes a kept Blob, unpacked where it is deflated, and only if it has this digest
// and size. The reply is RangeStored or WholeFailed.
struct StoreRange {
    std::uint32_t effect = 0;
    std::uint32_t handle = 0;
    std::uint64_t offset = 0, size = 0; // bytes in the file
    bool deflated = false;
    std::uint64_t unpacked = 0; // bytes
    std::string sha256;
};
// A picked file is not read any more. What StoreRange kept of it, and was not there before, goes again unless
// `keep`. No reply.
struct EndImport {
    std::uint32_t handle = 0;
    bool keep = false;
};
// The sample that came with the page, as if it had been picked. The reply is SamplePicked or WholeFailed.
struct PickSample {
    std::uint32_t effect = 0;
};
// What the portfolio takes up. The reply is StorageMeasured or WholeFailed.
struct Measure {
    std::uint32_t effect = 0;
};
// Document, keys and evidence are removed from this device. The reply is Erased or WholeFailed.
struct Erase {
    std::uint32_t effect = 0;
};

// These need no reply.
struct Announce {
    std::string text;
    bool assertive = false;
};
struct Navigate {
    std::string hash;
    bool replace = false;
};
struct SetTitle {
    std::string text;
};
// The page as an ordinary document, by the person's choice.
struct ApplyPlain {
    bool plain = false;
};
// Evidence that nothing names any more may go; sent once, at the start, when no undo can bring it back.
struct KeepBlobs {
    std::vector<std::string> sha256;
};
struct ApplyTheme {
    std::string choice;
};

using Effect =
    std::variant<Save, StoreFile, ReadFile, ReadBlobs, Download, ReadRange, StoreRange, EndImport, PickSample,
                 Measure, Erase, Announce, Navigate, SetTitle, ApplyTheme, ApplyPlain, KeepBlobs>;

} // namespace cairn::app
