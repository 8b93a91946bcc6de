// The whole program as one value: the document (saved, undone) and the session (neither).
#pragma once

#include "app/catalog.hpp"
#include "app/effect.hpp"
#include "app/history.hpp"
#include "app/route.hpp"
#include "app/saving.hpp"
#include "core/credentials/held.hpp"
#include "core/credentials/trust.hpp"
#include "core/model/document.hpp"
#include "core/pathway/evaluate.hpp"
#include "core/query/search.hpp"
#include "core/store/points.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cairn::app {

enum class SavePhase { nothing, saving, saved, failed };

struct SaveStatus {
    SavePhase phase = SavePhase::nothing;
    std::uint32_t effect = 0; // phase saving: the one that is waited for
    bool again = false;       // the document changed while a save was under way
    Instant saved_at;         // of the last commit
    Error error;              // phase failed
    Journal journal;          // what is committed, under way and owed: app/saving.hpp
};

// A file on its way into the store.
struct PendingFile {
    std::uint32_t effect = 0;
    Id record;
    std::string name;
};

// A submission on its way: the bytes of its files are being read, or the file is being handed over. It is
// noted once it was.
struct PendingExport {
    std::uint32_t effect = 0;
    std::string level; // node id
    Id submission_id;
    Instant time;
    std::optional<Submission> handed = {}; // being handed over
    std::string file_name = {};            // under which
};

// A picked file that is being read as a badge.
struct PendingBadge {
    std::uint32_t effect = 0; // that reads it; of one that was read only its number
    std::string name;
    std::string bytes = {};               // once it was read and waits for answers about signatures in it
    std::set<std::uint32_t> answers = {}; // effects that bring them
};

// What became of a file that was picked as a badge: kept, or why not. Shown until the next ones are picked.
struct BadgeReport {
    std::string file_name;
    CheckReport check;
    std::optional<Error> refused; // nothing: kept
    Id badge;                     // kept
};

// What is left of a portfolio that cannot be read: app/recovery.hpp.
struct Recovery;

// Restore points as the person sees them: app/points.hpp.
struct PointComparison;
// One that the program makes by itself, until it is stored.
struct OwedPoint {
    StorePoint store;
    bool failed = false; // it was not taken, and nothing is under way
};
struct Points {
    std::uint32_t effect = 0;                     // that is waited for; 0: none
    std::optional<std::vector<PointInfo>> listed; // nothing: not asked for yet
    std::shared_ptr<const PointComparison> compared;
    Id wanted; // being read: to compare, or
    bool restoring = false;
    std::vector<OwedPoint> owed;
    bool told = false; // the person was told that those are not stored
};

// Files of others that are looked at: app/checking.hpp.
struct Checking;

// A whole portfolio on its way in: app/whole_import.hpp.
struct WholeImport;

// What the portfolio as a whole waits for: numbers of effects, 0 for none.
struct PendingWhole {
    std::uint32_t exporting = 0, sample = 0, measuring = 0, erasing = 0;
    Instant made;                              // the file that is being exported
    std::string file_name;                     // under which
    std::set<std::string> left_out;            // of it: SHA-256 of evidence that is gone
    bool measured = false;                     // asked for since the settings were opened
    std::uint64_t done = 0, total = 0;         // bytes of the file that is exported, as far as is known
    std::string passphrase;                    // that it is encrypted with; "": it is not
    std::shared_ptr<const StoredFiles> points; // the restore points that it gets
    std::shared_ptr<const WholeImport> import;
    std::shared_ptr<const WholeImport> check; // a backup that is only compared
};

enum class DialogKind {
    use_record,
    delete_record,
    link_record,
    export_portfolio,
    import_portfolio,
    delete_everything,
    leave_sample,
    palette,
    check_backup,
    sealed_file,
    set_lock,
    remove_lock,
    keep_point,
    restore_point,
    empty_trash,
    start_over
};

struct Dialog {
    DialogKind kind = DialogKind::use_record;
    std::string node;         // use_record: node id of the criterion
    Id record;                // delete_record, link_record
    std::string typed = {};   // palette, delete_everything, a name or a passphrase
    std::string again = {};   // the passphrase once more
    std::string present = {}; // set_lock: the passphrase of now
    bool agreed = false;      // set_lock: that nobody can open it without the passphrase
};

// What the portfolio takes up on this device.
struct StorageUse {
    std::uint64_t document = 0; // bytes
    std::uint64_t evidence = 0; // bytes
    std::uint64_t files = 0;    // pieces of evidence
};

// One sentence for the person, shown until the next one or until dismissed.
struct Notice {
    bool problem = false;
    std::string text;
};

struct Session {
    Route route;
    SaveStatus save;
    bool writer = true;
    bool dark = false;
    bool reduced_motion = false;
    bool plain = false; // the browser paints everything: no WebGL2, forced colours, or the person's choice
    int utc_offset_minutes = 0;
    Instant now;                     // of the last command or event: by it a date has passed or not
    bool loading = false;            // the records are still being read; nothing can be changed
    bool locked = false;             // what is stored is encrypted, and nobody has given the passphrase yet
    std::uint32_t locking = 0;       // effect that opens or changes the vault; 0: none
    std::optional<Error> lock_error; // of the last try
    std::uint32_t lock_tries = 0;    // wrong passphrases in a row; each makes the next wait longer
    std::int64_t lock_wait = 0;      // ms, where `locking` only waits for the next try
    std::uint64_t lock_done = 0;     // bytes of evidence that are encrypted or decrypted again,
    std::uint64_t lock_total = 0;    // of how many
    bool passphrase_shown = false;   // while it is typed
    bool vault = false;              // what is stored is encrypted
    bool update_waits = false;       // a newer version of the program is ready, and
    bool updating = false;           // starts once everything is saved
    bool asks_to_write = false;      // the tab that writes was asked to leave off
    bool fenced = false;             // another tab took over while this one wrote
    std::vector<OwedStep> stranded;  // what this tab had not committed then; offered when it writes again
    bool may_be_cleared = false;     // Safari in a tab: the browser may delete what is stored
    std::optional<bool> persisted;   // whether the browser promised to keep what is stored
    std::shared_ptr<const Recovery> recovery; // what was stored cannot be read: app/recovery.hpp
    Points points;
    std::uint32_t next_effect = 1;
    std::vector<PendingFile> pending_files;
    std::optional<PendingExport> pending_export;
    std::vector<PendingBadge> pending_badges;
    std::vector<BadgeReport> badge_reports;
    std::shared_ptr<const Checking> checking; // on the screen Check; null: nothing yet
    std::map<std::string, std::uint32_t>
        asked;                     // questions about signatures, by id: the effect; 0 once it replied
    Query query;                   // what the list of evidence is narrowed to
    std::optional<StorageUse> use; // nothing: not measured yet
    PendingWhole whole;
    std::string new_revision;       // that a new portfolio begins with; "": the newest
    std::string new_email;          // being typed in the settings
    std::string typed_here;         // being typed on this page, and not kept
    std::set<std::string> withheld; // SHA-256 of files that do not travel with submissions
    std::optional<Dialog> dialog;
    std::optional<Notice> notice;
    std::optional<Error> store_problem; // what was stored cannot be read; nothing is written over it
    std::uint32_t text_revision = 0;    // counts the times that text changed under the person's hands (undo)
    std::string
        focus; // which widget should get the focus: "heading", or the focus_key that it was drawn with
    std::uint32_t focus_request = 0;
};

// The records outside the trash that fit a query, newest first. Kept, so that no frame has to search.
struct Found {
    std::shared_ptr<const Document> document;
    Query query;
    std::vector<const Record*> records; // of `document`
};

struct State {
    CatalogPtr catalog;
    std::shared_ptr<const Document> document; // null: nothing has been started on this device
    std::vector<LearnerKey> keys;
    std::uint64_t generation = 0; // counts the checkpoints
    Notes notes;                  // about this device
    History history;
    Session session;
    std::shared_ptr<const HeldBadges> held;          // follows from document, keys and pathway; null: none
    Instant held_at;                                 // when they were judged
    std::shared_ptr<const SignatureAnswers> answers; // of the edge, to all that was asked; null: none
    std::shared_ptr<const Trust> trust;              // what the person kept to check with: of `notes`
    std::shared_ptr<const Found> found;              // on the screen of evidence: by Session::query
    std::shared_ptr<const Found> palette_found;      // while the palette is open: by what is typed there
};

// The state with what its queries find, where that may be another than before.
void search_anew(State& state);

// With what a badge is checked now: what the person kept to check with, and what the edge answered.
CheckContext check_context(const State& state, Instant now);

// The state with `held` judged anew, where what it follows from is not that of `before`, and once an hour:
// badges begin and expire.
void judge_held(State& state, const State* before, Instant now);
const HeldBadges& held_badges(const State& state);
const HeldBadge* find_held(const State& state, const Id& badge);
SignedFacts signed_facts(const State& state);

// Selectors: views do not search, sort or count.
const Pathway* current_pathway(const State& state);
const LearnerKey* active_key(const State& state);
std::vector<LevelStatus> level_statuses(const State& state);
Progress progress(const State& state); // the skill badges too

// The learner's own title of a record, else the name of its type.
std::string record_title(const State& state, const Record& record);
std::string record_day(const State& state, const Record& record); // "" without a date

// Records outside the trash, newest first; those in it.
std::vector<const Record*> live_records(const State& state);
std::vector<const Record*> trashed_records(const State& state);

bool can_edit(const State& state);

// The name of a file that is exported; it says so where the portfolio is a sample.
std::string exported_name(const State& state, std::string name);
// Whether it is the word that deleting everything asks for.
bool is_delete_word(const Catalog& catalog, std::string_view typed);

// SHA-256 of every file that a record names, those in the trash too.
std::vector<std::string> named_blobs(const Document& document);

} // namespace cairn::app
