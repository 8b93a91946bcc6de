// How a whole-portfolio file is read, range by range, until it is understood; and what is done with its
// evidence.
#include "app/merging.hpp"
#include "app/step.hpp"
#include "core/crypto/ed25519.hpp"
#include "core/store/sealed_file.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::uint64_t first_range = 64 * 1024;        // bytes; tells how long the file is
constexpr std::uint64_t document_range = 1024 * 1024;   // bytes; read at the least while it is understood
constexpr std::uint64_t header_range = 4 * 1024;        // bytes; of one piece of evidence
constexpr std::uint64_t most_known = 256 * 1024 * 1024; // bytes of the file in memory

// Asks for a range of the file, or gives up where it would be too much.
Step ask(Step step, WholeImport import, ByteRange range, std::uint64_t least) {
    if (import.known.known() > most_known)
        return give_up(std::move(step), std::move(import),
                       Error{"whole.tooLarge", {}, std::to_string(most_known)});
    const std::uint64_t size = import.begun ? import.known.size() - range.offset : first_range;
    import.asked = {range.offset, std::min(size, std::max(range.size, least))};
    import.effect = step.state.session.next_effect++;
    step.effects.emplace_back(
        ReadRange{import.effect, import.file.handle, import.asked.offset, import.asked.size});
    put(step, std::move(import));
    return step;
}

void open_dialog(Step& step, DialogKind kind) {
    step.state.session.notice.reset();
    step.state.session.dialog.emplace().kind = kind;
}

// Whether the keys and the pathway of a file that is understood can be used here.
Result<void> check_use(const State& state, const WholePortfolio& whole, bool sample) {
    const PathwayChoice& choice = whole.document.pathway;
    if (find_pathway(*state.catalog, choice.id, choice.revision) == nullptr) return fail("whole.pathway");
    if (sample && !whole.document.sample) return fail("whole.kind");
    if (!whole.keys) return {};
    for (const LearnerKey& key : *whole.keys)
        if (!seed_of(key)) return fail("whole.damaged", "document/keys.json");
    if (!std::ranges::contains(*whole.keys, "active", &LearnerKey::state))
        return fail("whole.damaged", "document/keys.json");
    return {};
}

bool is_sealed(const ByteSource& source) {
    std::array<std::uint8_t, 64> head{};
    if (source.size < head.size() || !source.read(0, head)) return false;
    return looks_sealed(text_of(head));
}

// Nobody tampered with it, as far as can be told: it lost something on its way.
bool is_damage(const Error& error) {
    for (const Error& one : {Error{"zip.directory"}, Error{"zip.damaged"}, Error{"store.damaged"},
                             Error{"store.missing"}, Error{"whole.missing"}, Error{"whole.kind"}})
        if (error.code == one.code) return true;
    return error.code.starts_with("format.");
}

// As if the file had held nothing but what can be read of it.
std::shared_ptr<const WholePortfolio> as_whole(const ReadableWhole& readable) {
    const StoredPortfolio& portfolio = readable.salvage.portfolio;
    WholePortfolio whole;
    whole.document = portfolio.document;
    whole.generation = portfolio.generation;
    if (!portfolio.keys.empty()) whole.keys = portfolio.keys;
    whole.evidence = readable.evidence;
    return std::make_shared<const WholePortfolio>(std::move(whole));
}

// Says why it is refused, and asks whether what can be read of it is wanted.
Step offer(Step step, WholeImport import) {
    import.effect = 0;
    std::string words =
        tr(*step.state.catalog, "import.failed",
           {{"name", import.file.name}, {"why", tr_error(*step.state.catalog, as_of_file(*import.fault))}});
    put(step, std::move(import));
    open_dialog(step, DialogKind::import_portfolio);
    tell(step, std::move(words), true);
    return step;
}

// Looks for what can be read of a damaged file, and offers it; else it is refused for the reason.
Step look_for_readable(Step step, WholeImport import, const Error& why) {
    import.fault = why;
    ByteRange missing;
    const ByteSource source = import.known.source(missing);
    ReadableWhole readable;
    if (import.readable) {
        readable = *import.readable;
    } else {
        auto read = read_readable(source);
        if (missing.size > 0) return ask(std::move(step), std::move(import), missing, document_range);
        if (!read || find_pathway(*step.state.catalog, read->salvage.portfolio.document.pathway.id,
                                  read->salvage.portfolio.document.pathway.revision) == nullptr)
            return give_up(std::move(step), std::move(import), why);
        readable = *std::move(read);
    }
    find_readable_evidence(source, readable);
    import.readable = std::make_shared<const ReadableWhole>(std::move(readable));
    if (missing.size > 0) return ask(std::move(step), std::move(import), missing, header_range);
    import.whole = as_whole(*import.readable);
    return offer(std::move(step), std::move(import));
}

// Tries to understand what is known; asks for what is missed, or for the person's word.
Step understand(Step step, WholeImport import, const Stamp& stamp) {
    if (import.fault) {
        const Error why = *import.fault;
        return look_for_readable(std::move(step), std::move(import), why);
    }
    ByteRange missing;
    const ByteSource source = import.known.source(missing);
    if (is_sealed(source) && !import.sample) {
        import.sealed = true;
        import.effect = 0;
        const bool check = import.check;
        put(step, std::move(import));
        if (!check) open_dialog(step, DialogKind::sealed_file);
        return step;
    }
    if (!looks_like_zip(source)) return give_up(std::move(step), std::move(import), Error{"whole.notZip"});
    auto whole = read_whole(source);
    if (missing.size > 0) return ask(std::move(step), std::move(import), missing, document_range);
    if (!whole) {
        if (import.check || import.sample || !is_damage(whole.error()))
            return give_up(std::move(step), std::move(import), whole.error());
        return look_for_readable(std::move(step), std::move(import), whole.error());
    }
    if (const auto use = check_use(step.state, *whole, import.sample); !use)
        return give_up(std::move(step), std::move(import), use.error());
    import.whole = std::make_shared<const WholePortfolio>(*std::move(whole));
    import.effect = 0;
    if (import.sample || import.check) return begin_storing(std::move(step), std::move(import), stamp);
    put(step, std::move(import));
    open_dialog(step, DialogKind::import_portfolio);
    return step;
}

// Nothing differs that was compared.
Step end_check(Step step, WholeImport import) {
    import.over = true;
    import.effect = 0;
    step.effects.emplace_back(EndImport{import.file.handle, false});
    const bool whole = import.damaged.empty() && !import.fault;
    tell(step,
         tr(*step.state.catalog, whole ? "backup.checkedWhole" : "backup.checkedDamaged",
            {{"name", import.file.name}}),
         !whole);
    put(step, std::move(import));
    return step;
}

PackedRange range_of(const WholeImport& import, const ZipPlace& place, const WholeEvidence& evidence) {
    return {import.file.handle, place.offset,        place.packed,
            place.deflated,     evidence.entry.size, evidence.sha256};
}

} // namespace

ImportPtr& place_of(State& state, bool check) {
    return check ? state.session.whole.check : state.session.whole.import;
}

void put(Step& step, WholeImport import) {
    ImportPtr& place = place_of(step.state, import.check);
    place = std::make_shared<const WholeImport>(std::move(import));
}

std::string evidence_name(const Document& document, const std::string& sha256) {
    for (const RecordPtr& record : document.records)
        for (const FileRef& file : record->files)
            if (file.sha256 == sha256) return file.name;
    return sha256;
}

Error as_of_file(const Error& error) {
    const std::string_view code = error.code;
    if (code.starts_with("whole.") || code.starts_with("seal.")) return error;
    if (code == "store.newerVersion") return {"whole.newer", error.where};
    if (code == "store.quota" || code == "file.noRoom") return {"whole.noRoom"};
    if (code == "store.failed") return {"whole.notKept"};
    if (code == "store.readOnly") return error;
    if (code == "zip.directory") return {"whole.notZip"};
    if (code == "zip.bomb" || code == "zip.tooLarge") return {"whole.tooLarge", error.where};
    if (code.starts_with("file.") || code.starts_with("effect.")) return {"whole.unreadable"};
    return {"whole.damaged", error.where};
}

Step give_up(Step step, WholeImport import, const Error& error) {
    if (import.check) {
        import.fault = error;
        return end_check(std::move(step), std::move(import));
    }
    const std::optional<Dialog>& dialog = step.state.session.dialog;
    if (dialog && (dialog->kind == DialogKind::import_portfolio || dialog->kind == DialogKind::sealed_file))
        step.state.session.dialog.reset();
    put(step, std::move(import));
    const std::string name = step.state.session.whole.import->file.name;
    stop_import(step);
    tell(step,
         tr(*step.state.catalog, "import.failed",
            {{"name", name}, {"why", tr_error(*step.state.catalog, as_of_file(error))}}),
         true);
    return step;
}

Step offer_the_rest(Step step, WholeImport import, const Error& why) {
    ReadableWhole readable;
    const WholePortfolio& whole = *import.whole;
    readable.salvage.portfolio = {whole.document, whole.keys.value_or(std::vector<LearnerKey>()),
                                  whole.generation};
    readable.salvage.whole = true;
    readable.files = whole.evidence.size();
    readable.evidence = whole.evidence;
    readable.evidence.erase(readable.evidence.begin() + static_cast<std::ptrdiff_t>(import.stored));
    import.readable = std::make_shared<const ReadableWhole>(std::move(readable));
    import.whole = as_whole(*import.readable);
    import.fault = why;
    import.storing = false;
    import.stored = 0;
    return offer(std::move(step), std::move(import));
}

Step begin_reading(Step step, WholeImport import) {
    return ask(std::move(step), std::move(import), {0, first_range}, first_range);
}

Step store_next(Step step, WholeImport import, const Stamp& stamp) {
    const std::vector<WholeEvidence>& evidence = import.whole->evidence;
    if (import.stored == evidence.size()) {
        if (import.check) return end_check(std::move(step), std::move(import));
        return import.merging ? merge_in(std::move(step), import, stamp)
                              : take_place(std::move(step), import, stamp);
    }
    if (import.paused) {
        put(step, std::move(import));
        return step;
    }
    const WholeEvidence& next = evidence[import.stored];
    std::optional<ZipPlace> place = next.place;
    if (!place) {
        ByteRange missing;
        const auto found = find_zip_entry(import.at_hand.source(missing), next.entry, whole_limits);
        if (missing.size > 0) return ask(std::move(step), std::move(import), missing, header_range);
        if (!found) return give_up(std::move(step), std::move(import), found.error());
        place = *found;
    }
    import.effect = step.state.session.next_effect++;
    if (import.check)
        step.effects.emplace_back(CheckRange{import.effect, range_of(import, *place, next)});
    else
        step.effects.emplace_back(StoreRange{import.effect, range_of(import, *place, next)});
    import.at_hand = import.known;
    put(step, std::move(import));
    return step;
}

Step begin_storing(Step step, WholeImport import, const Stamp& stamp) {
    import.storing = true;
    import.at_hand = import.known;
    put(step, import);
    return store_next(std::move(step), std::move(import), stamp);
}

Step whole_event(const State& state, const RangeRead& event, const Stamp& stamp) {
    ImportPtr waiting;
    for (const ImportPtr& one : {state.session.whole.import, state.session.whole.check})
        if (event.effect != 0 && one && one->effect == event.effect) waiting = one;
    if (!waiting) return {state, {}};
    WholeImport import = *waiting;
    import.effect = 0;
    const bool same = !import.begun || event.total == import.known.size();
    if (!import.begun) import.known = PartialFile(event.total);
    import.begun = true;
    const std::uint64_t rest = event.total - std::min(event.total, import.asked.offset);
    // A file that is gone, or was changed under us.
    if (!same || event.bytes.size() != std::min(import.asked.size, rest))
        return give_up({state, {}}, std::move(import), Error{"whole.unreadable"});
    if (!import.storing) {
        import.known.add(import.asked.offset, event.bytes);
        return understand({state, {}}, std::move(import), stamp);
    }
    const std::optional<Dialog>& dialog = state.session.dialog;
    if (!import.sample && !import.check && (!dialog || dialog->kind != DialogKind::import_portfolio)) {
        Step step{state, {}};
        stop_import(step);
        return step;
    }
    import.at_hand.add(import.asked.offset, event.bytes);
    return store_next({state, {}}, std::move(import), stamp);
}

} // namespace cairn::app
