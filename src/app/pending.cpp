// Not done yet: each feature takes its own out of here.
#include "app/step.hpp"

namespace cairn::app {

Result<Step> update_whole(const State&, const CancelExport&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_whole(const State&, const MergeImport&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_whole(const State&, const OpenSealed&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_whole(const State&, const TakeReadable&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_whole(const State&, const CheckBackup&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_whole(const State&, const PauseCheck&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_whole(const State&, const GoOnChecking&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_whole(const State&, const RemindLater&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_points(const State&, const ListPoints&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_points(const State&, const KeepPoint&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_points(const State&, const LookAtPoint&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_points(const State&, const RestorePoint&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_points(const State&, const DropPoint&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_points(const State&, const EmptyTrash&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_recovery(const State&, const SettleConflict&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_recovery(const State&, const TakeCopy&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_recovery(const State&, const ExportReadable&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_recovery(const State&, const StartOver&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_lock(const State&, const SetLock&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_lock(const State&, const RemoveLock&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_lock(const State&, const Unlock&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_lock(const State&, const LockNow&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_lock(const State&, const SetIdle&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_lock(const State&, const ShowPassphrase&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_lock(const State&, const AgreeInDialog&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_tabs(const State&, const TakeOver&, const Stamp&) {
    return fail("effect.failed");
}
Result<Step> update_tabs(const State&, const LoadUpdate&, const Stamp&) {
    return fail("effect.failed");
}
Step whole_event(const State& state, const Progressed&, const Stamp&) {
    return {state, {}};
}
Step whole_event(const State& state, const PointFilesRead&, const Stamp&) {
    return {state, {}};
}
std::optional<Step> export_points_failed(const State&, const KeepFailed&) {
    return std::nullopt;
}
Step whole_event(const State& state, const RangeChecked&, const Stamp&) {
    return {state, {}};
}
Step whole_event(const State& state, const SealedOpened&, const Stamp&) {
    return {state, {}};
}
Step points_event(const State& state, const PointsListed&, const Stamp&) {
    return {state, {}};
}
Step points_event(const State& state, const PointRead&, const Stamp&) {
    return {state, {}};
}
Step points_event(const State& state, const PointsChanged&, const Stamp&) {
    return {state, {}};
}
Step recovery_event(const State& state, const CopiesRead&, const Stamp&) {
    return {state, {}};
}
Step lock_event(const State& state, const Unlocked&, const Stamp&) {
    return {state, {}};
}
Step lock_event(const State& state, const LockChanged&, const Stamp&) {
    return {state, {}};
}
Step lock_event(const State& state, const IdleEnded&, const Stamp&) {
    return {state, {}};
}
Step tabs_event(const State& state, const RowSeen&, const Stamp&) {
    return {state, {}};
}
Step tabs_event(const State& state, const Fenced&, const Stamp&) {
    return {state, {}};
}
Step tabs_event(const State& state, const UpdateWaits&, const Stamp&) {
    return {state, {}};
}
Step tabs_event(const State& state, const WriterBusy&, const Stamp&) {
    return {state, {}};
}
Step tabs_event(const State& state, const WriterChanged& changed, const Stamp&) {
    Step step{state, {}};
    step.state.session.writer = changed.writer;
    return step;
}
Step tabs_event(const State& state, const Persisted&, const Stamp&) {
    return {state, {}};
}
Step saving_event(const State& state, const Waited&, const Stamp&) {
    return {state, {}};
}
Step saving_event(const State& state, const PageHidden&, const Stamp&) {
    return {state, {}};
}
std::optional<Step> points_failed(const State&, const KeepFailed&) {
    return std::nullopt;
}
std::optional<Step> recovery_failed(const State&, const KeepFailed&) {
    return std::nullopt;
}
std::optional<Step> lock_failed(const State&, const KeepFailed&) {
    return std::nullopt;
}

} // namespace cairn::app
