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
std::optional<Step> import_failed(const State&, const WholeFailed&);
// Ends an import that the person turned away from: what it kept goes again. Nothing where there is none.
void stop_import(Step& step);
// What stays of a session when another document takes the place of the one that is here.
Session fresh_session(const Session& before);

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
Result<Step> update_badges(const State&, const SaveBadgeFile&, const Stamp&);
Step file_read(const State&, const FileRead&, const Stamp&);
// Nothing where the effect is none of a badge's.
std::optional<Step> badge_failed(const State&, const FileFailed&);

Result<Step> update_export(const State&, const ExportLevel&, const Stamp&);
Result<Step> update_export(const State&, const SendFile&, const Stamp&);
Step downloaded(const State&, const Downloaded&, const Stamp&);
Step download_failed(const State&, const DownloadFailed&);
Step blobs_read(const State&, const BlobsRead&, const Stamp&);
Step blobs_failed(const State&, const BlobsFailed&);

} // namespace cairn::app
