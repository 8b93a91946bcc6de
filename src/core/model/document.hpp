// The learner's document: everything that is saved, undone and exported, as plain values.
// Links between things are ids. People's text is kept as typed.
#pragma once

#include "base/instant.hpp"
#include "base/uuid.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cairn {

// One row of a list field: a person, a link, a career. Column id to text.
using Row = std::map<std::string, std::string>;

// What a field of a record holds. Which alternative is right follows from the field's kind:
// checkbox: bool; choices: list of option values; people, links, rows: list of rows; all else: string.
using Value = std::variant<std::monostate, bool, std::string, std::vector<std::string>, std::vector<Row>>;

// A file that backs a record. The bytes live outside the document, as a Blob under their SHA-256.
struct FileRef {
    Id id;
    std::string sha256;     // 64 lower-case hex digits
    std::string name;       // as shown; never a path
    std::string media_type; // "image/jpeg"
    std::uint64_t size = 0; // bytes
    std::string alt;        // alternative text, for images
    bool cleaned = false;   // EXIF, GPS and XMP were removed before hashing
    Instant added;

    friend bool operator==(const FileRef&, const FileRef&) = default;
};

struct Record {
    Id id;
    std::string type; // id of a record type: "meeting.record"
    Instant created;
    Instant modified;
    Id device;                  // the device that wrote the last change
    std::uint32_t revision = 1; // counts the changes; never goes back, not by an undo either
    // How many of its changes each other device made; together with device and revision a version vector.
    // Empty while one device made them all.
    std::map<Id, std::uint32_t> clock;
    std::string lang; // BCP 47, of the learner's text
    std::map<std::string, Value> fields;
    std::vector<FileRef> files;
    std::vector<Id> criteria;      // uris of the pathway leaves that the learner attached it to
    std::vector<Id> links;         // records that it is about or that back it, in the learner's order
    std::vector<std::string> tags; // the learner's own, as typed
    std::optional<Instant> trashed;
    Id conflict_of; // the record that this one is the other side of: both were kept, nobody has chosen yet

    friend bool operator==(const Record&, const Record&) = default;
};

// The learner's act: "this record meets that criterion".
struct Claim {
    Id id;
    Id criterion; // uri of a pathway leaf
    Id record;
    Instant claimed;
    Id device;
    std::uint32_t revision = 1;

    friend bool operator==(const Claim&, const Claim&) = default;
};

// What was exported, when, and the SHA-256 (hex) of the bytes of bundle.json.
struct Submission {
    Id id;
    Id level; // uri of a pathway level
    Instant time;
    std::string sha256;

    friend bool operator==(const Submission&, const Submission&) = default;
};

// That something was deleted, so that another copy of the portfolio learns of it.
struct Tombstone {
    Id id;
    Instant deleted;
    Id device;
    // Of a record: the changes that were deleted with it. A change that is not among them was made elsewhere,
    // by somebody who did not know.
    std::map<Id, std::uint32_t> version = {};

    friend bool operator==(const Tombstone&, const Tombstone&) = default;
};

// A way to reach the learner, in the learner's words: "Website", "https://…".
struct Contact {
    std::string label;
    std::string value;

    friend bool operator==(const Contact&, const Contact&) = default;
};

struct Profile {
    std::string name; // as the learner writes it; may be empty
    std::string lang = "en";
    std::string theme = "system";         // system, light, dark
    std::vector<std::string> emails = {}; // as typed; badges are often made out to one of them
    std::vector<Contact> contacts = {};

    friend bool operator==(const Profile&, const Profile&) = default;
};

// Which pathway the learner follows; a revision is pinned until the learner changes it.
struct PathwayChoice {
    std::string id;       // "ums.career-prepared"
    std::string revision; // "B-nace-2025-06-06"

    friend bool operator==(const PathwayChoice&, const PathwayChoice&) = default;
};

// A credential that the learner holds, byte for byte as it was received.
struct Badge {
    Id id;
    std::string sha256;    // hex, of `text`
    std::string text;      // as received
    std::string file_name; // as shown; never a path
    Instant added;
    Id device;
    std::uint32_t revision = 1;
    std::string
        matches; // id of the pathway's badge that the learner says it is; "": as its achievement's id says

    friend bool operator==(const Badge&, const Badge&) = default;
};

// What the learner shows on a site of their own. Chosen one by one: nothing gets there by itself.
struct Wall {
    std::string title;
    std::string about; // Markdown
    bool show_name = true;
    std::string address;   // of the page, where the learner knows it: "https://…"; link previews need it
    std::vector<Id> items; // of badges and claims, in the order shown

    friend bool operator==(const Wall&, const Wall&) = default;
};

// Records stand behind pointers to const so that a snapshot for undo copies pointers, not texts.
using RecordPtr = std::shared_ptr<const Record>;
using BadgePtr = std::shared_ptr<const Badge>;

struct Document {
    Id portfolio;
    Id device;
    Instant created;
    Profile profile;
    PathwayChoice pathway;
    std::vector<RecordPtr> records; // in order of creation, the trashed ones too
    std::vector<Claim> claims;
    std::vector<BadgePtr> badges; // in order of adding
    std::vector<Submission> submissions;
    std::vector<Tombstone> tombstones;
    Wall wall;
    bool sample = false; // nobody's: says so on every screen and in every export
};

// Compares values, not pointers.
bool operator==(const Document& a, const Document& b);

const Record* find_record(const Document& document, const Id& id);

// A signing key of the learner. Kept in a file of its own, never inside the document.
struct LearnerKey {
    std::string did;                  // did:key:z6Mk…
    std::string secret_key_multibase; // "z" base58btc of 0x80 0x26 and the 32-byte seed
    Instant created;
    std::string state = "active"; // active, retired

    friend bool operator==(const LearnerKey&, const LearnerKey&) = default;
};

} // namespace cairn
