#include "app/step.hpp"

#include "app/commit.hpp"
#include "core/merge/merge.hpp"

#include <algorithm>
#include <utility>

namespace cairn::app {
namespace {

// As the stored form has it: no value and an empty list are not written.
bool holds_nothing(const Value& value) {
    const auto* rows = std::get_if<std::vector<Row>>(&value);
    const auto* picked = std::get_if<std::vector<std::string>>(&value);
    return std::holds_alternative<std::monostate>(value) || (rows != nullptr && rows->empty()) ||
           (picked != nullptr && picked->empty());
}

} // namespace

Step changed(const State& state, Document next, std::string label, const Stamp& stamp,
             std::string merge_key) {
    Step step{state, {}};
    step.state.document = std::make_shared<const Document>(std::move(next));
    const bool merged =
        step.state.history.record({state.document, step.state.document, label, merge_key, stamp.now});
    step.state.session.notice.reset();
    owe(step,
        {StepKind::change, state.document, step.state.document, std::move(label), std::move(merge_key),
         stamp.now},
        merged);
    return step;
}

Result<Step> change_record(const State& state, const Id& id, const Stamp& stamp, std::string label,
                           std::string merge_key, const std::function<Result<void>(Record&)>& change,
                           const std::function<void(Document&)>& also) {
    Document next = *state.document;
    const auto found =
        std::ranges::find(next.records, id, [](const RecordPtr& record) { return record->id; });
    if (found == next.records.end()) return fail("record.unknown");
    Record record = **found;
    if (const Result<void> done = change(record); !done) return std::unexpected(done.error());
    std::erase_if(record.fields, [](const auto& field) { return holds_nothing(field.second); });
    if (record == **found) return Step{state, {}};
    record.modified = stamp.now;
    advance(record, next.device);
    *found = std::make_shared<const Record>(std::move(record));
    if (also) also(next);
    return changed(state, std::move(next), std::move(label), stamp, std::move(merge_key));
}

void go_to(Step& step, Route route, bool replace) {
    step.state.session.route = route;
    step.state.session.typed_here.clear();
    step.state.session.dialog.reset();
    step.effects.emplace_back(Navigate{to_hash(route), replace});
    focus_on(step, "heading");
}

void focus_on(Step& step, std::string key) {
    step.state.session.focus = std::move(key);
    ++step.state.session.focus_request;
}

void tell(Step& step, std::string text, bool problem) {
    step.effects.emplace_back(Announce{text, problem});
    step.state.session.notice = Notice{problem, std::move(text)};
}

} // namespace cairn::app
