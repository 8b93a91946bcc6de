// What a person can ask for, grouped by feature, and what the world answers. Plain values.
#pragma once

#include "app/route.hpp"
#include "app/state.hpp"
#include "core/model/document.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace cairn::app {

// Portfolio
struct StartEmpty {};
struct SetName {
    std::string name;
};
struct SetTheme {
    std::string theme;
};
struct SetRevision {
    std::string revision;
};

// The learner's own addresses; badges are often made out to one of them.
struct AddEmail {
    std::string email;
};
// What is being typed as the next one.
struct TypeEmail {
    std::string text;
};
struct RemoveEmail {
    std::string email;
};

// Records
struct CreateRecord {
    std::string type;
    std::string criterion; /* node id or "" */
};
struct SetField {
    Id record;
    std::string field;
    Value value;
};
struct SetCell {
    Id record;
    std::string field;
    std::size_t row = 0;
    std::string column;
    std::string text;
};
struct AddRow {
    Id record;
    std::string field;
};
struct RemoveRow {
    Id record;
    std::string field;
    std::size_t row = 0;
};
struct PickedFile {
    std::uint32_t handle = 0;
    std::string name;
};
struct AddFiles {
    Id record;
    std::vector<PickedFile> files;
};
struct RemoveFile {
    Id record;
    Id file;
};
struct SetAlt {
    Id record;
    Id file;
    std::string alt;
};
struct TrashRecord {
    Id record;
};
struct RestoreRecord {
    Id record;
};
struct DeleteForever {
    Id record;
};

// Criteria. `criterion` is a node id.
struct AttachRecord {
    Id record;
    std::string criterion;
};
struct DetachRecord {
    Id record;
    std::string criterion;
};
struct ClaimCriterion {
    Id record;
    std::string criterion;
};
struct WithdrawClaim {
    std::string criterion;
    Id record;
};

// Badges
struct AddBadges {
    std::vector<PickedFile> files;
};
struct MatchBadge {
    Id badge;
    std::string matches; /* id of a badge of the pathway, or "" */
};
struct RemoveBadge {
    Id badge;
};
// Hands the file back as it was received.
struct SaveBadgeFile {
    Id badge;
};

// Submission
struct ExportLevel {
    std::string level;
};
// Whether a file travels with the submissions of this visit. Claims stay as they are.
struct SendFile {
    std::string sha256;
    bool send = true;
};

// Session
struct Undo {};
struct Redo {};
struct SetPlain {
    bool plain = false;
};
struct SaveAgain {};
struct OpenDialog {
    Dialog dialog;
};
struct CloseDialog {};
struct DismissNotice {};
struct GoTo {
    Route route;
};

using Command =
    std::variant<StartEmpty, SetName, SetTheme, SetRevision, CreateRecord, SetField, SetCell, AddRow,
                 RemoveRow, AddEmail, TypeEmail, RemoveEmail, AddBadges, MatchBadge, RemoveBadge,
                 SaveBadgeFile, SendFile, AddFiles, RemoveFile, SetAlt, TrashRecord, RestoreRecord,
                 DeleteForever, AttachRecord, DetachRecord, ClaimCriterion, WithdrawClaim, ExportLevel, Undo,
                 Redo, SetPlain, SaveAgain, OpenDialog, CloseDialog, DismissNotice, GoTo>;

// Events: replies to effects carry the effect's number.
struct Saved {
    std::uint32_t effect = 0;
};
struct SaveFailed {
    std::uint32_t effect = 0;
    Error error;
};
struct FileStored {
    std::uint32_t effect = 0;
    FileRef file;
};
struct FileFailed {
    std::uint32_t effect = 0;
    Error error;
};
struct BlobsRead {
    std::uint32_t effect = 0;
    std::map<std::string, std::string> bytes;
};
struct BlobsFailed {
    std::uint32_t effect = 0;
    Error error;
};
// The text of a file that was picked; it is not kept anywhere yet.
struct FileRead {
    std::uint32_t effect = 0;
    std::string bytes;
};
struct Downloaded {
    std::uint32_t effect = 0;
};
struct DownloadFailed {
    std::uint32_t effect = 0;
    Error error;
};
struct RouteChanged {
    Route route;
};
struct WriterChanged {
    bool writer = true;
};
struct ThemeChanged {
    bool dark = false;
};
struct PlainChanged {
    bool plain = false;
};
struct MotionChanged {
    bool reduced = false;
};

using Event = std::variant<Saved, SaveFailed, FileStored, FileFailed, BlobsRead, BlobsFailed, Downloaded,
                           DownloadFailed, FileRead, RouteChanged, WriterChanged, ThemeChanged, MotionChanged,
                           PlainChanged>;

} // namespace cairn::app
