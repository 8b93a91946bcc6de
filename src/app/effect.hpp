// What the program asks of the world, as values. Only the edge acts; each numbered effect gets one reply.
#pragma once

#include "core/crypto/question.hpp"
#include "core/model/document.hpp"
#include "core/store/points.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace cairn::app {

// A checkpoint: the whole document, committed at once. The reply is Saved or SaveFailed.
struct Save {
    std::uint32_t effect = 0;
    std::shared_ptr<const Document> document;
    std::vector<LearnerKey> keys;
    std::uint64_t generation = 0;
    JournalPosition journal = {}; // of the last row that is in the document
    Notes notes = {};
    std::uint64_t rows_from = 0; // rows of the journal before this one are not needed any more
};
// One row of the journal, committed. The reply is Saved or SaveFailed.
struct AppendRow {
    std::uint32_t effect = 0;
    std::uint64_t seq = 0;
    std::string text;
};
// The reply is Waited, once so much time has passed.
struct Wait {
    std::uint32_t effect = 0;
    std::int64_t ms = 0;
};
// The reply is PointsChanged or KeepFailed.
struct StorePoint {
    std::uint32_t effect = 0;
    PointInfo info;
    std::shared_ptr<const Document> document;
    std::vector<LearnerKey> keys;
    std::uint64_t generation = 0;
};
struct RemovePoint {
    std::uint32_t effect = 0;
    Id point;
};
// The reply is PointsListed or KeepFailed.
struct ListStoredPoints {
    std::uint32_t effect = 0;
};
// The reply is PointRead or KeepFailed.
struct ReadPoint {
    std::uint32_t effect = 0;
    Id point;
};
// The files of all restore points, for a file with everything. The reply is PointFilesRead or KeepFailed.
struct ReadPointFiles {
    std::uint32_t effect = 0;
};
// Everything that may hold a portfolio on this device: what is stored, the second copies. The reply is
// CopiesRead or KeepFailed.
struct ReadCopies {
    std::uint32_t effect = 0;
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
    Instant modified = {};       // of the entries; the same input gives the same bytes
    std::string passphrase = {}; // not empty: the file is encrypted with it
    bool backup = false;         // large: streamed into a file that the person chooses, where the browser can
};
// A piece of a picked file. The reply is RangeRead or WholeFailed.
struct ReadRange {
    std::uint32_t effect = 0;
    std::uint32_t handle = 0;
    std::uint64_t offset = 0, size = 0; // bytes; beyond the end there are none
};
// What a piece of a picked file is to be: unpacked where it is deflated, and of this digest and size.
struct PackedRange {
    std::uint32_t handle = 0;
    std::uint64_t offset = 0, size = 0; // bytes in the file
    bool deflated = false;
    std::uint64_t unpacked = 0; // bytes
    std::string sha256;
};
// It becomes a kept Blob. The reply is RangeStored or WholeFailed.
struct StoreRange {
    std::uint32_t effect = 0;
    PackedRange range;
};
// It is compared, and not kept. The reply is RangeChecked or WholeFailed.
struct CheckRange {
    std::uint32_t effect = 0;
    PackedRange range;
};
// Ends a download that is under way; its reply is DownloadFailed (effect.cancelled).
struct CancelDownload {
    std::uint32_t effect = 0; // of the Download
};
// Decrypts a picked file. The reply is SealedOpened or WholeFailed.
struct OpenSealedFile {
    std::uint32_t effect = 0;
    std::uint32_t handle = 0;
    std::string passphrase;
};
// Encrypts everything that is stored, evidence too, or, without a passphrase, decrypts it. The reply is
// LockChanged or KeepFailed.
struct ChangeVault {
    std::uint32_t effect = 0;
    std::string passphrase;
    std::string present; // the passphrase of now, where there is a lock
};
// The reply is Unlocked or KeepFailed (lock.wrong).
struct OpenVault {
    std::uint32_t effect = 0;
    std::string passphrase;
};
// Keeps how many wrong passphrases there were in a row and when the last was, for the next start and the
// other tabs; nothing else about them. No reply.
struct NoteTries {
    std::uint32_t count = 0; // 0: nothing is kept
    Instant at = {};
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
// Signatures that the core cannot check itself. The reply is SignaturesAnswered, with what could be answered.
struct AnswerSignatures {
    std::uint32_t effect = 0;
    std::vector<SignatureQuestion> questions;
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
// Asks the browser not to clear this page's storage by itself. Persisted follows.
struct AskToPersist {};
// Becomes the tab that writes: WriterChanged follows.
struct AskToWrite {};
// Reads what is stored once more, for a tab that only shows it.
struct ReadAgain {};
// Forgets everything and shows the lock.
struct LockPage {};
// How long nobody may touch anything; then IdleEnded follows.
struct WatchIdle {
    std::int64_t ms = 0; // 0: for ever
};
// Starts the newer version that is ready.
struct StartUpdate {};

using Effect =
    std::variant<Save, AppendRow, Wait, StorePoint, RemovePoint, ListStoredPoints, ReadPoint, ReadPointFiles,
                 ReadCopies, CheckRange, CancelDownload, OpenSealedFile, ChangeVault, OpenVault, NoteTries,
                 AskToPersist, AskToWrite, ReadAgain, LockPage, WatchIdle, StartUpdate, StoreFile, ReadFile,
                 ReadBlobs, Download, ReadRange, StoreRange, EndImport, PickSample, Measure, Erase,
                 AnswerSignatures, Announce, Navigate, SetTitle, ApplyTheme, ApplyPlain, KeepBlobs>;

} // namespace cairn::app
