// What the parts of update() share: how a changed document becomes a step that is saved and can be undone.
#pragma once

#include "app/update.hpp"

#include <functional>
#include <string>

namespace cairn::app {

// Saves the state's document, or notes that it has to be saved again once the save under way has ended.
void request_save(Step& step);

// The step after which `next` is the document. `label` is the key of the text that names the change.
Step changed(const State& state, Document next, std::string label, const Stamp& stamp,
             std::string merge_key = {});

// Changes one record: bumps its revision, device and time. `also` changes what hangs on it, in the same step.
// Error: record.unknown.
Result<Step> change_record(const State& state, const Id& id, const Stamp& stamp, std::string label,
                           std::string merge_key, const std::function<Result<void>(Record&)>& change,
                           const std::function<void(Document&)>& also = {});

void go_to(Step& step, Route route, bool replace = false);
// Moves the focus to the widget that was drawn with this key, once.
void focus_on(Step& step, std::string key);
void tell(Step& step, std::string text, bool problem = false);

// Handlers by feature; update() sends each command to one of them.
Result<Step> update_portfolio(const State&, const StartEmpty&, const Stamp&);
Result<Step> update_portfolio(const State&, const SetName&, const Stamp&);
Result<Step> update_portfolio(const State&, const SetTheme&, const Stamp&);
Result<Step> update_portfolio(const State&, const SetRevision&, const Stamp&);

Result<Step> update_records(const State&, const CreateRecord&, const Stamp&);
Result<Step> update_records(const State&, const SetField&, const Stamp&);
Result<Step> update_records(const State&, const SetCell&, const Stamp&);
Result<Step> update_records(const State&, const AddRow&, const Stamp&);
Result<Step> update_records(const State&, const RemoveRow&, const Stamp&);
Result<Step> update_records(const State&, const TrashRecord&, const Stamp&);
Result<Step> update_records(const State&, const RestoreRecord&, const Stamp&);
Result<Step> update_records(const State&, const DeleteForever&, const Stamp&);

Result<Step> update_files(const State&, const AddFiles&, const Stamp&);
Result<Step> update_files(const State&, const RemoveFile&, const Stamp&);
Result<Step> update_files(const State&, const SetAlt&, const Stamp&);
Step file_stored(const State&, const FileStored&, const Stamp&);
Step file_failed(const State&, const FileFailed&);

Result<Step> update_criteria(const State&, const AttachRecord&, const Stamp&);
Result<Step> update_criteria(const State&, const DetachRecord&, const Stamp&);
Result<Step> update_criteria(const State&, const ClaimCriterion&, const Stamp&);
Result<Step> update_criteria(const State&, const WithdrawClaim&, const Stamp&);

Result<Step> update_portfolio(const State&, const AddEmail&, const Stamp&);
Result<Step> update_portfolio(const State&, const TypeEmail&, const Stamp&);
Result<Step> update_portfolio(const State&, const RemoveEmail&, const Stamp&);

Result<Step> update_portfolio(const State&, const AddContact&, const Stamp&);
Result<Step> update_portfolio(const State&, const SetContact&, const Stamp&);
Result<Step> update_portfolio(const State&, const RemoveContact&, const Stamp&);

// Links, tags and what the list is narrowed to.
Result<Step> update_search(const State&, const LinkRecord&, const Stamp&);
Result<Step> update_search(const State&, const UnlinkRecord&, const Stamp&);
Result<Step> update_search(const State&, const SetTags&, const Stamp&);
Result<Step> update_search(const State&, const SetQuery&, const Stamp&);
Result<Step> update_search(const State&, const TypeInDialog&, const Stamp&);
Result<Step> update_search(const State&, const TypeHere&, const Stamp&);

// The portfolio as a whole: as one file and back, the sample, the end of it.
Result<Step> update_whole(const State&, const OpenSample&, const Stamp&);
Result<Step> update_whole(const State&, const ExportPortfolio&, const Stamp&);
Result<Step> update_whole(const State&, const ImportPortfolio&, const Stamp&);
Result<Step> update_whole(const State&, const ConfirmImport&, const Stamp&);
Result<Step> update_whole(const State&, const MeasureStorage&, const Stamp&);
Result<Step> update_whole(const State&, const DeleteEverything&, const Stamp&);
Step whole_event(const State&, const RangeRead&, const Stamp&);
Step whole_event(const State&, const WholeFailed&, const Stamp&);
Step whole_event(const State&, const RangeStored&, const Stamp&);
Step whole_event(const State&, const SamplePicked&, const Stamp&);
Step whole_event(const State&, const StorageMeasured&, const Stamp&);
Step whole_event(const State&, const Erased&, const Stamp&);
// Nothing where the effect is none of a whole portfolio's.
std::optional<Step> whole_downloaded(const State&, const Downloaded&);
std::optional<Step> whole_download_failed(const State&, const DownloadFailed&);
// Ends an import that the person turned away from: what it kept goes again. Nothing where there is none.
void stop_import(Step& step);
// What stays of a session when another document takes the place of the one that is here.
Session fresh_session(const Session& before);

// Large files of everything: app/update_backup.cpp, app/update_merge.cpp.
Result<Step> update_whole(const State&, const CancelExport&, const Stamp&);
Result<Step> update_whole(const State&, const MergeImport&, const Stamp&);
Result<Step> update_whole(const State&, const OpenSealed&, const Stamp&);
Result<Step> update_whole(const State&, const TakeReadable&, const Stamp&);
Result<Step> update_whole(const State&, const CheckBackup&, const Stamp&);
Result<Step> update_whole(const State&, const PauseCheck&, const Stamp&);
Result<Step> update_whole(const State&, const GoOnChecking&, const Stamp&);
Result<Step> update_whole(const State&, const RemindLater&, const Stamp&);

// Restore points.
Result<Step> update_points(const State&, const ListPoints&, const Stamp&);
Result<Step> update_points(const State&, const KeepPoint&, const Stamp&);
Result<Step> update_points(const State&, const LookAtPoint&, const Stamp&);
Result<Step> update_points(const State&, const RestorePoint&, const Stamp&);
Result<Step> update_points(const State&, const DropPoint&, const Stamp&);
Result<Step> update_points(const State&, const EmptyTrash&, const Stamp&);

// When what was stored cannot be read, and when two sides were kept.
Result<Step> update_recovery(const State&, const SettleConflict&, const Stamp&);
Result<Step> update_recovery(const State&, const TakeCopy&, const Stamp&);
Result<Step> update_recovery(const State&, const ExportReadable&, const Stamp&);
Result<Step> update_recovery(const State&, const StartOver&, const Stamp&);

// The lock.
Result<Step> update_lock(const State&, const SetLock&, const Stamp&);
Result<Step> update_lock(const State&, const RemoveLock&, const Stamp&);
Result<Step> update_lock(const State&, const Unlock&, const Stamp&);
Result<Step> update_lock(const State&, const LockNow&, const Stamp&);
Result<Step> update_lock(const State&, const SetIdle&, const Stamp&);
Result<Step> update_lock(const State&, const ShowPassphrase&, const Stamp&);
Result<Step> update_lock(const State&, const AgreeInDialog&, const Stamp&);

// Several tabs, newer versions.
Result<Step> update_tabs(const State&, const TakeOver&, const Stamp&);
Result<Step> update_tabs(const State&, const LoadUpdate&, const Stamp&);

Step whole_event(const State&, const Progressed&, const Stamp&);
Step whole_event(const State&, const RangeChecked&, const Stamp&);
Step whole_event(const State&, const SealedOpened&, const Stamp&);
Step points_event(const State&, const PointsListed&, const Stamp&);
Step points_event(const State&, const PointRead&, const Stamp&);
Step points_event(const State&, const PointsChanged&, const Stamp&);
Step recovery_event(const State&, const CopiesRead&, const Stamp&);
Step lock_event(const State&, const Unlocked&, const Stamp&);
Step lock_event(const State&, const LockChanged&, const Stamp&);
Step lock_event(const State&, const TriesNoted&, const Stamp&);
Step lock_event(const State&, const IdleEnded&, const Stamp&);
Step tabs_event(const State&, const RowSeen&, const Stamp&);
Step tabs_event(const State&, const Fenced&, const Stamp&);
Step tabs_event(const State&, const UpdateWaits&, const Stamp&);
Step tabs_event(const State&, const WriterBusy&, const Stamp&);
Step tabs_event(const State&, const WriterChanged&, const Stamp&);
Step tabs_event(const State&, const Persisted&, const Stamp&);
Step saving_event(const State&, const Waited&, const Stamp&);
Step saving_event(const State&, const PageHidden&, const Stamp&);
Step whole_event(const State&, const PointFilesRead&, const Stamp&);
// Nothing where the effect is none of the feature's.
std::optional<Step> export_points_failed(const State&, const KeepFailed&);
std::optional<Step> points_failed(const State&, const KeepFailed&);
std::optional<Step> recovery_failed(const State&, const KeepFailed&);
std::optional<Step> lock_failed(const State&, const KeepFailed&, const Stamp&);
std::optional<Step> lock_waited(const State&, const Waited&);
std::optional<Step> lock_progressed(const State&, const Progressed&);

Result<Step> update_wall(const State&, const ShowOnWall&, const Stamp&);
Result<Step> update_wall(const State&, const MoveOnWall&, const Stamp&);
Result<Step> update_wall(const State&, const SetWallTitle&, const Stamp&);
Result<Step> update_wall(const State&, const SetWallAbout&, const Stamp&);
Result<Step> update_wall(const State&, const SetWallAddress&, const Stamp&);
Result<Step> update_wall(const State&, const SetWallName&, const Stamp&);
Result<Step> update_wall(const State&, const ExportWall&, const Stamp&);

Result<Step> update_badges(const State&, const AddBadges&, const Stamp&);
Result<Step> update_badges(const State&, const MatchBadge&, const Stamp&);
Result<Step> update_badges(const State&, const RemoveBadge&, const Stamp&);
Result<Step> update_badges(const State&, const PasteBadge&, const Stamp&);
Result<Step> update_badges(const State&, const SaveBadgeFile&, const Stamp&);
Result<Step> update_badges(const State&, const SaveBadgePicture&, const Stamp&);
Step file_read(const State&, const FileRead&, const Stamp&);
// Looks again at the file that waits for these answers about signatures.
Step badges_answered(Step step, const SignaturesAnswered& event, const Stamp& stamp);
// Nothing where the effect is none of a badge's.
std::optional<Step> badge_failed(const State&, const FileFailed&);

// The screen Check: app/checking.hpp.
Result<Step> update_checking(const State&, const CheckFiles&, const Stamp&);
Result<Step> update_checking(const State&, const TypeToCheck&, const Stamp&);
Result<Step> update_checking(const State&, const CheckTyped&, const Stamp&);
Result<Step> update_checking(const State&, const ForgetChecked&, const Stamp&);
Result<Step> update_checking(const State&, const KeepTrust&, const Stamp&);
Result<Step> update_checking(const State&, const LeaveOutTrust&, const Stamp&);
Result<Step> update_checking(const State&, const SaveSentFile&, const Stamp&);

Result<Step> update_export(const State&, const ExportLevel&, const Stamp&);
Result<Step> update_export(const State&, const SendFile&, const Stamp&);
Step downloaded(const State&, const Downloaded&, const Stamp&);
Step download_failed(const State&, const DownloadFailed&);
Step blobs_read(const State&, const BlobsRead&, const Stamp&);
Step blobs_failed(const State&, const BlobsFailed&);

} // namespace cairn::app
