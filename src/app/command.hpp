// What a person can ask for, grouped by feature, and what the world answers. Plain values.
#pragma once

#include "app/route.hpp"
#include "app/state.hpp"
#include "core/crypto/question.hpp"
#include "core/model/document.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace cairn::app {

struct PickedFile {
    std::uint32_t handle = 0;
    std::string name;
};

// Portfolio
struct StartEmpty {
    std::string revision = {}; // of the pathway; "": the one that was chosen, else the newest
};
// In place of nothing or of another sample, never of a portfolio.
struct OpenSample {};
struct SetName {
    std::string name;
};
struct SetTheme {
    std::string theme;
};
// Of the portfolio; while there is none, of the one that begins next.
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

struct AddContact {};
struct SetContact {
    std::size_t index = 0;
    Contact contact;
};
struct RemoveContact {
    std::size_t index = 0;
};

// Everything as one file, and back. With a passphrase the file is encrypted.
struct ExportPortfolio {
    std::string passphrase = {};
};
struct CancelExport {};
// Reads and checks the file; what it holds takes the place of what is here once that is confirmed.
struct ImportPortfolio {
    PickedFile file;
};
struct ConfirmImport {};
// The file that was read is another copy of this portfolio: both become one, record by record.
struct MergeImport {};
// The passphrase of the picked file.
struct OpenSealed {
    std::string passphrase;
};
// What can be read of a damaged file takes the place of what is here.
struct TakeReadable {};
// Reads a whole portfolio file and compares every piece; changes nothing.
struct CheckBackup {
    PickedFile file;
};
struct PauseCheck {};
struct GoOnChecking {};
struct RemindLater {};
struct MeasureStorage {};
// `word` as typed: what is asked for is settings.deleteWord.
struct DeleteEverything {
    std::string word;
};
// What is being typed into the dialog that is open.
enum class DialogField { typed, again, present };
struct TypeInDialog {
    std::string text;
    DialogField field = DialogField::typed;
};

// Records
struct CreateRecord {
    std::string type;
    std::string criterion; /* node id or "" */
    std::map<std::string, Value> fields = {};
    std::vector<Id> links = {};
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
struct LinkRecord {
    Id record;
    Id other;
};
struct UnlinkRecord {
    Id record;
    Id other;
};
struct SetTags {
    Id record;
    std::vector<std::string> tags;
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
// A credential as text, as if it had been picked as a file.
struct PasteBadge {
    std::string text;
};
// Hands the file back as it was received.
struct SaveBadgeFile {
    Id badge;
};
// A picture that carries the badge: PNG or SVG.
struct SaveBadgePicture {
    Id badge;
    bool svg = false;
};

// Check: files of others are looked at and never become part of the portfolio.
struct CheckFiles {
    std::vector<PickedFile> files;
};
// What is being typed or pasted there, and looking at it.
struct TypeToCheck {
    std::string text;
};
struct CheckTyped {};
// Puts everything away that was looked at; what the person keeps to check with stays.
struct ForgetChecked {};
// A file to check with, by its SHA-256 (hex): kept on this device, or only for now.
struct KeepTrust {
    std::string sha256;
    bool keep = true;
};
// One that is not kept is not used any more.
struct LeaveOutTrust {
    std::string sha256;
};
// Hands over a file that a checked one carries, if it is what its digest says.
struct SaveSentFile {
    std::uint32_t item = 0; // CheckedItem::id
    std::string sha256;     // hex
};

// Wall. `item` is the id of a badge or a claim.
struct ShowOnWall {
    Id item;
    bool show = true;
};
struct MoveOnWall {
    Id item;
    int by = 0; // -1: one place earlier
};
struct SetWallTitle {
    std::string title;
};
struct SetWallAbout {
    std::string about;
};
struct SetWallAddress {
    std::string address;
};
struct SetWallName {
    bool show = true;
};
struct ExportWall {};

// Submission
struct ExportLevel {
    std::string level;
};
// Whether a file travels with the submissions of this visit. Claims stay as they are.
struct SendFile {
    std::string sha256;
    bool send = true;
};

// Restore points
struct ListPoints {};
struct KeepPoint {
    std::string name;
};
// Compares it with what is here; "": no longer.
struct LookAtPoint {
    Id point;
};
struct RestorePoint {
    Id point;
};
struct DropPoint {
    Id point;
};
struct EmptyTrash {};

// Of two sides that were kept.
enum class Side { this_one, other, both };
struct SettleConflict {
    Id other; // the record whose conflict_of names this one
    Side keep = Side::both;
};

// When what was stored cannot be read.
struct TakeCopy {
    std::size_t index = 0; // in Recovery::candidates
};
struct ExportReadable {};
struct StartOver {
    std::string word; // as typed: what is asked for is settings.deleteWord
};

// The lock
struct SetLock {
    std::string passphrase, again;
    std::string present = {}; // the passphrase of now, where there is a lock
};
struct RemoveLock {
    std::string passphrase;
};
struct Unlock {
    std::string passphrase;
};
struct LockNow {};
struct SetIdle {
    int minutes = 0; // 0: never by itself
};
struct ShowPassphrase {
    bool show = false;
};
struct AgreeInDialog {
    bool agreed = false;
};

// Tabs and versions
struct TakeOver {}; // edit here instead
struct LoadUpdate {};

// Session
struct SetQuery {
    Query query;
};
// What is being typed on this page and is not kept: the next tag, what a list of types is narrowed to.
struct TypeHere {
    std::string text;
};
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

using Command = std::variant<
    StartEmpty, OpenSample, SetName, SetTheme, SetRevision, AddContact, SetContact, RemoveContact,
    ExportPortfolio, ImportPortfolio, ConfirmImport, MeasureStorage, DeleteEverything, TypeInDialog,
    LinkRecord, UnlinkRecord, SetTags, ShowOnWall, MoveOnWall, SetWallTitle, SetWallAbout, SetWallAddress,
    SetWallName, ExportWall, SetQuery, TypeHere, CreateRecord, SetField, SetCell, AddRow, RemoveRow, AddEmail,
    TypeEmail, RemoveEmail, AddBadges, MatchBadge, RemoveBadge, PasteBadge, SaveBadgeFile, SaveBadgePicture,
    SendFile, AddFiles, RemoveFile, SetAlt, TrashRecord, RestoreRecord, DeleteForever, AttachRecord,
    DetachRecord, ClaimCriterion, CancelExport, MergeImport, OpenSealed, TakeReadable, CheckBackup,
    PauseCheck, GoOnChecking, RemindLater, ListPoints, KeepPoint, LookAtPoint, RestorePoint, DropPoint,
    EmptyTrash, SettleConflict, TakeCopy, ExportReadable, StartOver, SetLock, RemoveLock, Unlock, LockNow,
    SetIdle, ShowPassphrase, AgreeInDialog, TakeOver, LoadUpdate, WithdrawClaim, ExportLevel, Undo, Redo,
    SetPlain, SaveAgain, OpenDialog, CloseDialog, DismissNotice, GoTo, CheckFiles, TypeToCheck, CheckTyped,
    ForgetChecked, KeepTrust, LeaveOutTrust, SaveSentFile>;

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
// A piece of a file that was picked, and how long the whole is.
struct RangeRead {
    std::uint32_t effect = 0;
    std::string bytes;
    std::uint64_t total = 0; // bytes
};
// Replies to ReadRange, StoreRange, PickSample, Measure and Erase that failed.
struct WholeFailed {
    std::uint32_t effect = 0;
    Error error;
};
struct RangeStored {
    std::uint32_t effect = 0;
};
struct SamplePicked {
    std::uint32_t effect = 0;
    PickedFile file;
};
struct StorageMeasured {
    std::uint32_t effect = 0;
    StorageUse use;
};
struct Erased {
    std::uint32_t effect = 0;
};
struct Downloaded {
    std::uint32_t effect = 0;
};
struct DownloadFailed {
    std::uint32_t effect = 0;
    Error error;
};
// Of a download with a long way to go.
struct Progressed {
    std::uint32_t effect = 0;
    std::uint64_t done = 0, total = 0; // bytes
};
struct RangeChecked {
    std::uint32_t effect = 0;
};
// The picked file, decrypted, as if it had been picked.
struct SealedOpened {
    std::uint32_t effect = 0;
    PickedFile file;
};
struct Waited {
    std::uint32_t effect = 0;
};
struct PointsListed {
    std::uint32_t effect = 0;
    std::vector<PointInfo> points; // newest first
};
struct PointRead {
    std::uint32_t effect = 0;
    std::shared_ptr<const StoredPortfolio> portfolio;
};
struct PointFilesRead {
    std::uint32_t effect = 0;
    StoredFiles files;
};
// Replies to StorePoint and RemovePoint.
struct PointsChanged {
    std::uint32_t effect = 0;
};
// Replies to effects about points, copies and the lock that failed.
struct KeepFailed {
    std::uint32_t effect = 0;
    Error error;
};
struct CopiesRead {
    std::uint32_t effect = 0;
    std::vector<StoredCopy> copies;
};
// The vault is open, and what it holds has been read into the state.
struct Unlocked {
    std::uint32_t effect = 0;
};
// Everything stored is encrypted from now on, or nothing is.
struct LockChanged {
    std::uint32_t effect = 0;
    bool locked = false;
};
// What was noted about wrong passphrases, before this start or by another tab.
struct TriesNoted {
    std::uint32_t count = 0; // in a row
    Instant at;              // of the last one
};
// What the edge could answer of the questions that it was asked; nothing more follows for the effect.
struct SignaturesAnswered {
    std::uint32_t effect = 0;
    SignatureAnswers answers;
};
// Nobody touched anything for as long as the lock allows.
struct IdleEnded {};
// Another tab committed this row of the journal.
struct RowSeen {
    std::string text;
};
// Another tab writes now; what this one had not committed is not stored.
struct Fenced {};
// The page is hidden or about to go.
struct PageHidden {};
// A newer version of the program is ready. `held`: it could not be started, because some tab has words that
// are not saved.
struct UpdateWaits {
    bool held = false;
};
// This tab could not become the one that writes: the other is in the middle of something.
struct WriterBusy {};
// Whether the browser promised not to clear this page's storage by itself.
struct Persisted {
    bool granted = false;
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

using Event =
    std::variant<Saved, SaveFailed, FileStored, FileFailed, BlobsRead, BlobsFailed, Downloaded,
                 DownloadFailed, Progressed, RangeChecked, SealedOpened, Waited, PointFilesRead, PointsListed,
                 PointRead, PointsChanged, KeepFailed, CopiesRead, Unlocked, LockChanged, TriesNoted,
                 IdleEnded, RowSeen, Fenced, PageHidden, UpdateWaits, WriterBusy, Persisted, FileRead,
                 RangeRead, WholeFailed, RangeStored, SamplePicked, StorageMeasured, Erased,
                 SignaturesAnswered, RouteChanged, WriterChanged, ThemeChanged, MotionChanged, PlainChanged>;

} // namespace cairn::app
