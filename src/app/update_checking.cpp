#include "app/answers.hpp"
#include "app/check_words.hpp"
#include "app/checking.hpp"
#include "core/credentials/members.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"
#include "core/pathway/evaluate.hpp"
#include "core/wall/text.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::uint64_t range_bytes = 4ULL * 1024 * 1024; // that are asked for at once
constexpr std::size_t most_said = 10;                     // results at once
constexpr std::size_t most_told = 2000;                   // bytes of what is shown of them

std::string name_of(const State& state, const CheckedItem& item) {
    return item.name.empty() ? tr(*state.catalog, "look.pasted") : item.name;
}

Checking checking_of(const State& state) {
    return state.session.checking ? *state.session.checking : Checking{};
}

void put(Step& step, Checking checking) {
    step.state.session.checking = std::make_shared<const Checking>(std::move(checking));
}

void gather_trust(Checking& checking) {
    checking.gathered = true;
    checking.all.reset();
    if (checking.trust.empty()) return;
    Trust all;
    for (const TrustItem& item : checking.trust)
        if (!all.add(*item.text, item.name)) continue; // it was usable when it was taken in
    checking.all = std::make_shared<const Trust>(std::move(all));
}

// What is kept has limits of its own.
std::uint64_t bytes_here(const Checking& checking) {
    std::uint64_t bytes = 0;
    for (const CheckedItem& item : checking.items)
        bytes += item.bytes.size();
    for (const TrustItem& item : checking.trust)
        if (!item.kept) bytes += item.text->size();
    return bytes;
}

std::size_t files_here(const Checking& checking) {
    return checking.items.size() +
           static_cast<std::size_t>(std::ranges::count(checking.trust, false, &TrustItem::kept));
}

void list_reports(const CheckReport& report, CheckedParts& parts) {
    for (const CheckReport& nested : report.nested) {
        parts.reports.emplace(nested.path, &nested);
        list_reports(nested, parts);
    }
}

std::shared_ptr<const CheckedParts> parts_of(const CheckReport& report) {
    CheckedParts parts{.missing = all_missing(report), .reports = {}};
    list_reports(report, parts);
    return std::make_shared<const CheckedParts>(std::move(parts));
}

void leaves_of(const PathwayNode& node, std::vector<const PathwayNode*>& leaves) {
    if (node.kind == NodeKind::leaf) leaves.push_back(&node);
    for (const PathwayNode& child : node.children)
        leaves_of(child, leaves);
}

// What the learner could have said of the level and did not; nothing where the pathway is none of ours.
std::vector<std::string> not_claimed(const State& state, const Contents& contents) {
    std::vector<std::string> names;
    if (!contents.is_submission()) return names;
    for (const Pathway& pathway : state.catalog->pathways) {
        if (pathway.revision != contents.pathway_revision) continue;
        const PathwayLevel* const level = level_of(pathway, contents.level_id);
        if (level == nullptr) continue;
        std::vector<const PathwayNode*> leaves;
        leaves_of(level->root, leaves);
        for (const PathwayNode* leaf : leaves)
            if (learner_can_supply(*leaf) &&
                !std::ranges::contains(contents.claims, leaf->uri, &SentCredential::criterion))
                names.push_back(in_language(leaf->name, "en"));
        return names;
    }
    return names;
}

void check(Step& step, const Checking& checking, CheckedItem& item, Instant now, AskedBy by) {
    const State& state = step.state;
    ByteRange missing;
    item.file = std::make_shared<const CheckedFile>(
        check_file(item.bytes.source(missing),
                   {.at = now, .trust = checking.all.get(), .answers = state.answers.get()}));
    item.contents = std::make_shared<const Contents>(read_contents(*item.file));
    item.parts = parts_of(item.file->report);
    item.not_claimed = not_claimed(state, *item.contents);
    ask_about(step, item.file->report.questions, by);
    item.answers = answers_due(step.state.session, item.file->report.questions);
}

// Whether a file may be one to check with: nothing that somebody was awarded.
bool may_be_trust(const CheckedFile& file) {
    if (file.zip || file.text.empty() || file.report.signature == SignatureVerdict::reject) return false;
    if (file.report.kind == CredentialKind::status_list || file.report.kind == CredentialKind::other)
        return true;
    if (file.report.kind != CredentialKind::badge_2) return false;
    const Result<Json> json = read_json(file.text);
    return json && !has_type(*json, "Assertion") && !json->contains("recipient");
}

// Takes the item in as one to check with; false: it is none.
bool take_as_trust(const State& state, Checking& checking, CheckedItem& item) {
    if (!may_be_trust(*item.file)) return false;
    const std::string name = name_of(state, item);
    Trust probe;
    Result<TrustFile> about = probe.add(item.file->text, name);
    if (!about) {
        // It means to be one of ours: that is worth saying.
        if (about.error().code != "trust.unknown") item.unread = about.error();
        return false;
    }
    checking.taken.push_back(
        tr(*state.catalog, "look.taken",
           {{"name", name},
            {"what", trust_words(state.catalog->strings, *about, state.session.utc_offset_minutes)}}));
    TrustItem trust{.name = name,
                    .text = std::make_shared<const std::string>(item.file->text),
                    .sha256 = sha256_hex(item.file->text),
                    .about = *std::move(about)};
    if (std::ranges::contains(checking.trust, trust.sha256, &TrustItem::sha256)) return true;
    checking.trust.push_back(std::move(trust));
    checking.gathered = false;
    return true;
}

void check_all(Step& step, Checking& checking, Instant now, AskedBy by) {
    for (CheckedItem& item : checking.items)
        if (item.file && !item.unread) check(step, checking, item, now, by);
}

std::string result_words(const State& state, const CheckedItem& item) {
    const Words& words = state.catalog->strings;
    const std::string said =
        item.unread ? tr(words, "check.unreadable")
                    : check_words(words, item.file->report, state.session.utc_offset_minutes).state;
    return tr(words, "look.result", {{"name", name_of(state, item)}, {"state", said}});
}

// In one sentence after the other, once nothing is on its way: what came of the files since the last time.
void say_results(Step& step, Checking& checking) {
    if (!std::ranges::all_of(checking.items, &CheckedItem::done)) return;
    const Catalog& catalog = *step.state.catalog;
    std::vector<std::string> said = std::exchange(checking.taken, {});
    std::string taken;
    for (const std::string& one : said)
        taken += one + " ";
    if (!taken.empty()) {
        said.push_back(tr(catalog, "look.takenTrust"));
        step.state.session.notice = Notice{false, clipped(shown_text(taken + said.back()), most_told)};
    }
    const std::size_t taken_in = said.size();
    if (const std::uint32_t first = std::exchange(checking.first_told, 0); first != 0)
        for (const CheckedItem& item : checking.items)
            if (item.id >= first) said.push_back(result_words(step.state, item) + ".");
    if (said.empty()) return;
    // They stand below the place to paste, which on a phone is below the screen.
    if (said.size() > taken_in) focus_on(step, "check-results");
    std::string all;
    for (std::size_t i = 0; i < std::min(said.size(), most_said); ++i)
        all += (all.empty() ? "" : " ") + said[i];
    if (said.size() > most_said) all += " " + tr_count(catalog, "look.more", said.size() - most_said);
    step.effects.emplace_back(Announce{shown_text(all), false});
}

void let_go(Step& step, CheckedItem& item) {
    if (item.handle != 0) step.effects.emplace_back(EndImport{item.handle, false});
    item.handle = 0;
    item.effect = 0;
}

void ask(Step& step, CheckedItem& item) {
    const std::uint64_t known = item.bytes.known();
    const std::uint64_t rest = item.begun ? item.bytes.size() - known : range_bytes;
    item.asked = {known, std::min(rest, range_bytes)};
    item.effect = step.state.session.next_effect++;
    step.effects.emplace_back(ReadRange{item.effect, item.handle, item.asked.offset, item.asked.size});
}

// One after the other, so that not all of them are on their way at once. Once all are here they are checked
// with what came to check with.
Step read_next(Step step, Checking checking, Instant now) {
    const bool reading = std::ranges::any_of(checking.items, [](const auto& one) { return one.effect != 0; });
    if (!reading) {
        const auto next = std::ranges::find(checking.items, false, &CheckedItem::read);
        if (next != checking.items.end()) {
            ask(step, *next);
        } else {
            if (!checking.gathered) {
                gather_trust(checking);
                check_all(step, checking, now, AskedBy::person);
            }
            say_results(step, checking);
        }
    }
    put(step, std::move(checking));
    return step;
}

// All of its bytes are here.
void finish(Step& step, Checking& checking, std::size_t at, const Stamp& stamp) {
    CheckedItem& item = checking.items[at];
    let_go(step, item);
    check(step, checking, item, stamp.now, AskedBy::person);
    if (take_as_trust(step.state, checking, item))
        checking.items.erase(checking.items.begin() + static_cast<std::ptrdiff_t>(at));
}

Step give_up(Step step, Checking checking, std::size_t at, Error why, Instant now) {
    CheckedItem& item = checking.items[at];
    let_go(step, item);
    item.bytes = PartialFile{};
    why.where = item.name;
    item.unread = std::move(why);
    return read_next(std::move(step), std::move(checking), now);
}

std::optional<std::size_t> waiting_for(const Checking& checking, std::uint32_t effect) {
    const auto found = std::ranges::find(checking.items, effect, &CheckedItem::effect);
    if (effect == 0 || found == checking.items.end()) return std::nullopt;
    return static_cast<std::size_t>(found - checking.items.begin());
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == text.npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

// Without folders; a name that is only a name.
std::string file_name_of(const SentFile& file) {
    const std::size_t slash = file.name.find_last_of("/\\");
    std::string name = slash == std::string::npos ? file.name : file.name.substr(slash + 1);
    return name.empty() ? file.sha256 : name;
}

} // namespace

void read_kept_trust(State& state) {
    state.trust.reset();
    Checking checking = checking_of(state);
    std::erase_if(checking.trust, [](const TrustItem& item) { return item.kept; });
    std::vector<TrustItem> kept;
    Trust trust;
    bool usable = false;
    for (const KeptTrust& file : state.notes.trust) {
        Result<TrustFile> about = trust.add(file.text, file.name);
        usable = usable || about.has_value();
        TrustItem item{.name = file.name,
                       .text = std::make_shared<const std::string>(file.text),
                       .sha256 = sha256_hex(file.text),
                       .kept = true};
        if (about)
            item.about = *std::move(about);
        else
            item.unusable = about.error();
        kept.push_back(std::move(item));
    }
    if (usable) state.trust = std::make_shared<const Trust>(std::move(trust));
    if (kept.empty() && !state.session.checking) return;
    // What is kept now need not be dropped once more.
    std::erase_if(checking.trust, [&](const TrustItem& item) {
        return std::ranges::contains(kept, item.sha256, &TrustItem::sha256);
    });
    checking.trust.insert(checking.trust.begin(), kept.begin(), kept.end());
    gather_trust(checking);
    state.session.checking = std::make_shared<const Checking>(std::move(checking));
}

Step with_kept_trust(Step step, const Stamp& stamp) {
    read_kept_trust(step.state);
    if (!step.state.session.checking || step.state.session.checking->items.empty()) return step;
    Checking checking = *step.state.session.checking;
    check_all(step, checking, stamp.now, AskedBy::program);
    put(step, std::move(checking));
    return step;
}

void forget_checked(Step& step) {
    if (!step.state.session.checking) return;
    Checking checking = *step.state.session.checking;
    for (CheckedItem& item : checking.items)
        let_go(step, item);
    step.state.session.checking.reset();
}

Result<Step> update_checking(const State& state, const CheckFiles& command, const Stamp& stamp) {
    Step step{state, {}};
    if (command.files.empty()) return step;
    Checking checking = checking_of(state);
    if (command.files.size() + files_here(checking) > most_checked) {
        for (const PickedFile& file : command.files)
            step.effects.emplace_back(EndImport{file.handle, false});
        tell(step, tr_error(*state.catalog, Error{"look.tooMany", {}, std::to_string(most_checked)}), true);
        return step;
    }
    step.state.session.notice.reset();
    if (checking.first_told == 0) checking.first_told = checking.next_id;
    std::vector<CheckedItem> fresh;
    for (const PickedFile& file : command.files) {
        CheckedItem item;
        item.id = checking.next_id++;
        item.name = file.name;
        item.handle = file.handle;
        fresh.push_back(std::move(item));
    }
    checking.items.insert(checking.items.begin(), std::make_move_iterator(fresh.begin()),
                          std::make_move_iterator(fresh.end()));
    return read_next(std::move(step), std::move(checking), stamp.now);
}

Result<Step> update_checking(const State& state, const TypeToCheck& command, const Stamp&) {
    if (command.text.size() > most_typed_to_check) return fail("look.tooLong");
    Step step{state, {}};
    Checking checking = checking_of(state);
    checking.typed = command.text;
    put(step, std::move(checking));
    return step;
}

Result<Step> update_checking(const State& state, const CheckTyped&, const Stamp& stamp) {
    Checking checking = checking_of(state);
    const std::string text = trimmed(checking.typed);
    if (text.empty()) return fail("look.nothing");
    if (files_here(checking) >= most_checked) return fail("look.tooMany", {}, std::to_string(most_checked));
    Step step{state, {}};
    step.state.session.notice.reset();
    if (checking.first_told == 0) checking.first_told = checking.next_id;
    CheckedItem item;
    item.id = checking.next_id++;
    item.begun = true;
    item.bytes = PartialFile(text.size());
    item.bytes.add(0, text);
    checking.items.insert(checking.items.begin(), std::move(item));
    checking.typed.clear();
    ++checking.text_revision;
    finish(step, checking, 0, stamp);
    return read_next(std::move(step), std::move(checking), stamp.now);
}

Result<Step> update_checking(const State& state, const ForgetChecked&, const Stamp&) {
    Step step{state, {}};
    if (!state.session.checking) return step;
    Checking checking = *state.session.checking;
    for (CheckedItem& item : checking.items)
        let_go(step, item);
    Checking after;
    std::ranges::copy_if(checking.trust, std::back_inserter(after.trust), &TrustItem::kept);
    gather_trust(after);
    after.next_id = checking.next_id;
    after.text_revision = checking.text_revision + 1;
    put(step, std::move(after));
    step.state.session.notice.reset();
    focus_on(step, "check-files");
    return step;
}

Result<Step> update_checking(const State& state, const KeepTrust& command, const Stamp& stamp) {
    Step step{state, {}};
    Checking checking = checking_of(state);
    const auto item = std::ranges::find(checking.trust, command.sha256, &TrustItem::sha256);
    if (item == checking.trust.end() || item->kept == command.keep) return step;
    std::vector<KeptTrust>& kept = step.state.notes.trust;
    if (command.keep) {
        const std::size_t bytes =
            std::transform_reduce(kept.begin(), kept.end(), item->text->size(), std::plus{},
                                  [](const KeptTrust& file) { return file.text.size(); });
        if (kept.size() >= most_trust_files || bytes > most_trust_bytes) return fail("look.keepTooMuch");
        kept.push_back({item->name, *item->text, stamp.now});
    } else {
        std::erase_if(kept, [&](const KeptTrust& file) { return file.text == *item->text; });
    }
    // Without the tick there is nothing left to do with one that cannot be used.
    if (!command.keep && item->unusable)
        checking.trust.erase(item);
    else
        item->kept = command.keep;
    put(step, std::move(checking));
    read_kept_trust(step.state);
    request_save(step);
    return step;
}

Result<Step> update_checking(const State& state, const LeaveOutTrust& command, const Stamp& stamp) {
    Checking checking = checking_of(state);
    const auto item = std::ranges::find(checking.trust, command.sha256, &TrustItem::sha256);
    if (item == checking.trust.end()) return Step{state, {}};
    // What is kept belongs to what is stored: that is said first.
    if (item->kept) return fail("look.kept");
    Step step{state, {}};
    checking.trust.erase(item);
    gather_trust(checking);
    check_all(step, checking, stamp.now, AskedBy::program);
    put(step, std::move(checking));
    focus_on(step, "check-files");
    return step;
}

Result<Step> update_checking(const State& state, const SaveSentFile& command, const Stamp&) {
    if (!state.session.checking) return fail("check.fileMissing");
    const auto& items = state.session.checking->items;
    const auto item = std::ranges::find(items, command.item, &CheckedItem::id);
    if (item == items.end() || !item->contents) return fail("check.fileMissing");
    const SentFile* named = nullptr;
    for (const auto* const list : {&item->contents->claims, &item->contents->others})
        for (const SentCredential& credential : *list)
            for (const SentFile& file : credential.files)
                if (file.sha256 == command.sha256) named = &file;
    for (const SentFile& file : item->contents->whole.files)
        if (file.sha256 == command.sha256) named = &file;
    if (named == nullptr) return fail("check.fileMissing");

    ByteRange missing;
    Result<std::string> bytes = sent_file(*item->file, item->bytes.source(missing), command.sha256);
    if (!bytes) return std::unexpected(bytes.error());
    Step step{state, {}};
    step.state.session.notice.reset();
    step.effects.emplace_back(Download{step.state.session.next_effect++, file_name_of(*named),
                                       "application/octet-stream", *std::move(bytes)});
    return step;
}

std::optional<Step> checking_read(const State& state, const RangeRead& event, const Stamp& stamp) {
    if (!state.session.checking) return std::nullopt;
    const std::optional<std::size_t> at = waiting_for(*state.session.checking, event.effect);
    if (!at) return std::nullopt;
    Step step{state, {}};
    Checking checking = *state.session.checking;
    CheckedItem& item = checking.items[*at];
    item.effect = 0;
    if (!item.begun) {
        if (event.total > most_checked_bytes)
            return give_up(std::move(step), std::move(checking), *at, Error{"look.tooLarge"}, stamp.now);
        if (bytes_here(checking) + event.total > most_checked_in_all)
            return give_up(std::move(step), std::move(checking), *at, Error{"look.full"}, stamp.now);
        item.begun = true;
        item.bytes = PartialFile(event.total);
    }
    item.bytes.add(item.asked.offset, event.bytes);
    if (item.bytes.known() < item.bytes.size()) {
        if (event.bytes.empty())
            return give_up(std::move(step), std::move(checking), *at, Error{"file.unreadable"}, stamp.now);
        ask(step, item);
        put(step, std::move(checking));
        return step;
    }
    finish(step, checking, *at, stamp);
    return read_next(std::move(step), std::move(checking), stamp.now);
}

std::optional<Step> checking_failed(const State& state, const WholeFailed& event, const Stamp& stamp) {
    if (!state.session.checking) return std::nullopt;
    const std::optional<std::size_t> at = waiting_for(*state.session.checking, event.effect);
    if (!at) return std::nullopt;
    return give_up(Step{state, {}}, *state.session.checking, *at, Error{"file.unreadable"}, stamp.now);
}

Step checked_again(Step step, const SignaturesAnswered& event, const Stamp& stamp) {
    if (!step.state.session.checking || step.state.session.checking->items.empty()) return step;
    Checking checking = *step.state.session.checking;
    for (CheckedItem& item : checking.items) {
        item.answers.erase(event.effect);
        const bool open = item.file && !item.unread && !item.file->report.questions.empty();
        if (open && !event.answers.empty()) check(step, checking, item, stamp.now, AskedBy::program);
    }
    const bool reading = std::ranges::contains(checking.items, false, &CheckedItem::read);
    if (!reading) say_results(step, checking);
    put(step, std::move(checking));
    return step;
}

} // namespace cairn::app
