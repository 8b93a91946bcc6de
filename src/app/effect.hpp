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
// `text` as a file; where there are `files`, a ZIP of it under the name `entry` and of them, by their
// SHA-256.
struct Download {
    std::uint32_t effect = 0;
    std::string name, media_type, text;
    struct File {
        std::string sha256; // of a kept Blob
        std::string path;   // in the ZIP
    };
    std::string entry = {};
    std::vector<File> files = {};
    Instant modified = {}; // of the entries; the same input gives the same bytes
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

using Effect = std::variant<Save, StoreFile, ReadFile, ReadBlobs, Download, Announce, Navigate, SetTitle,
                            ApplyTheme, ApplyPlain, KeepBlobs>;

} // namespace cairn::app
