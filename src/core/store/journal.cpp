#include "core/store/journal.hpp"

#include "core/json/write.hpp"
#include "core/store/entries.hpp"
#include "core/store/sealed.hpp"

#include <array>
#include <utility>

namespace cairn {

namespace {

constexpr std::string_view row_format = "cairn-journal-row";
constexpr std::size_t max_steps = 100'000;
constexpr std::uint64_t last_seq = (1ULL << 53U) - 1; // what every reader of JSON can hold
constexpr std::size_t seq_digits = 16;

constexpr std::array kinds{
    std::pair<std::string_view, StepKind>{"change", StepKind::change},
    std::pair<std::string_view, StepKind>{"undo", StepKind::undo},
    std::pair<std::string_view, StepKind>{"redo", StepKind::redo},
    std::pair<std::string_view, StepKind>{"fact", StepKind::fact},
};

std::string_view name_of(StepKind kind) {
    for (const auto& [name, value] : kinds)
        if (value == kind) return name;
    return kinds.front().first;
}

JournalStep read_step(Object object) {
    JournalStep step;
    step.kind = object.one_of("kind", {kinds[0], kinds[1], kinds[2], kinds[3]});
    step.label = object.text("label");
    step.merge_key = object.text_or("mergeKey", "");
    step.at = object.instant("at");
    step.forward = read_patch(object.object("forward"));
    step.backward = read_patch(object.object("backward"));
    object.done();
    return step;
}

} // namespace

std::string journal_file(std::uint64_t seq) {
    const std::string digits = std::to_string(seq);
    const std::size_t missing = digits.size() < seq_digits ? seq_digits - digits.size() : 0;
    return "journal/" + std::string(missing, '0') + digits + ".json";
}

std::string encode_row(const JournalRow& row) {
    Json steps = Json::array();
    for (const JournalStep& step : row.steps) {
        Json json = json_object({{"kind", name_of(step.kind)},
                                 {"label", step.label},
                                 {"at", to_rfc3339_exact(step.at)},
                                 {"forward", to_json(step.forward)},
                                 {"backward", to_json(step.backward)}});
        if (!step.merge_key.empty()) json["mergeKey"] = step.merge_key;
        steps.push_back(std::move(json));
    }
    Json json = json_object({{"format", row_format},
                             {"version", sealed_version},
                             {"portfolio", row.portfolio},
                             {"seq", row.seq},
                             {"steps", std::move(steps)}});
    if (!row.previous.empty()) json["previous"] = row.previous;
    return seal(std::move(json));
}

Result<JournalRow> decode_row(std::string_view text, std::string_view file) {
    if (text.size() > largest_row) return store_damaged(file, "size");
    const auto json = unseal(text, file, row_format);
    if (!json) return std::unexpected(json.error());
    Reading reading(file);
    Object root = reading.root(*json);
    JournalRow row;
    row.portfolio = root.text("portfolio");
    row.seq = root.number("seq", last_seq);
    if (row.seq == 0) root.fail_at("seq", "format.value", "0");
    if (root.has("previous")) row.previous = read_sha256(root, "previous");
    root.each("steps", max_steps, [&](Object object) { row.steps.push_back(read_step(std::move(object))); });
    root.done();
    return reading.finish(std::move(row));
}

} // namespace cairn
