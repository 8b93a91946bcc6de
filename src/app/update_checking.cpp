#include "app/answers.hpp"
#include "app/checking.hpp"
#include "core/credentials/members.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"
#include "core/pathway/evaluate.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace cairn::app {
namespace {

constexpr std::uint64_t range_bytes = 4ULL * 1024 * 1024; // that are asked for at once

Checking checking_of(const State& state) {
    return state.session.checking ? *state.session.checking : Checking{};
}

void put(Step& step, Checking checking) {
    step.state.session.checking = std::make_shared<const Checking>(std::move(checking));
}

void gather_trust(Checking& checking) {
    checking.all.reset();
    if (checking.trust.empty()) return;
    Trust all;
    for (const TrustItem& item : checking.trust)
        static_cast<void>(all.add(*item.text, item.name)); // it was usable when it was taken in
    checking.all = std::make_shared<const Trust>(std::move(all));
}

std::uint64_t bytes_here(const Checking& checking) {
    return std::transform_reduce(checking.items.begin(), checking.items.end(), std::uint64_t{0}, std::plus{},
                                 [](const CheckedItem& item) { return item.bytes.size(); });
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

void check(Step& step, const Checking& checking, CheckedItem& item, Instant now) {
    const State& state = step.state;
    ByteRange missing;
    item.file = std::make_shared<const CheckedFile>(
        check_file(item.bytes.source(missing),
                   {.at = now, .trust = checking.all.get(), .answers = state.answers.get()}));
    item.contents = std::make_shared<const Contents>(read_contents(*item.file));
    item.not_claimed = not_claimed(state, *item.contents);
    ask_about(step, item.file->report.questions);
}

// Whether a file may be one to check with: nothing that somebody was awarded.
bool may_be_trust(const CheckedFile& file) {
    if (file.zip || file.report.signature == SignatureVerdict::reject) return false;
    if (file.report.kind == CredentialKind::status_list || file.report.kind == CredentialKind::other)
        return true;
    if (file.report.kind != CredentialKind::badge_2) return false;
    const Result<Json> json = read_json(file.text);
    return json && !has_type(*json, "Assertion") && !json->contains("recipient");
}

// Takes the item in as one to check with; false: it is none.
bool take_as_trust(Checking& checking, CheckedItem& item) {
    if (!may_be_trust(*item.file)) return false;
    Trust probe;
    Result<TrustFile> about = probe.add(item.file->text, item.name);
    if (!about) {
        // It means to be one of ours: that is worth saying.
        if (about.error().code != "trust.unknown") item.unread = about.error();
        return false;
    }
    TrustItem trust{.name = item.name,
                    .text = std::make_shared<const std::string>(item.file->text),
                    .sha256 = sha256_hex(item.file->text),
                    .about = *std::move(about)};
    if (!std::ranges::contains(checking.trust, trust.sha256, &TrustItem::sha256))
        checking.trust.push_back(std::move(trust));
    return true;
}

void check_all(Step& step, Checking& checking, Instant now) {
    for (CheckedItem& item : checking.items)
        if (item.file && !item.unread) check(step, checking, item, now);
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

// One after the other, so that not all of them are on their way at once.
Step read_next(Step step, Checking checking) {
    const bool reading = std::ranges::any_of(checking.items, [](const auto& one) { return one.effect != 0; });
    if (!reading) {
        const auto next =
            std::ranges::find_if(checking.items, [](const CheckedItem& item) { return !item.done(); });
        if (next != checking.items.end()) ask(step, *next);
    }
    put(step, std::move(checking));
    return step;
}

// All of its bytes are here.
void finish(Step& step, Checking& checking, std::size_t at, const Stamp& stamp) {
    CheckedItem& item = checking.items[at];
    let_go(step, item);
    check(step, checking, item, stamp.now);
    if (!take_as_trust(checking, item)) return;
    checking.items.erase(checking.items.begin() + static_cast<std::ptrdiff_t>(at));
    gather_trust(checking);
    check_all(step, checking, stamp.now);
}

Step give_up(Step step, Checking checking, std::size_t at, Error why) {
    CheckedItem& item = checking.items[at];
    let_go(step, item);
    item.bytes = PartialFile{};
    why.where = item.name;
    item.unread = std::move(why);
    return read_next(std::move(step), std::move(checking));
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
    for (const KeptTrust& file : state.notes.trust) {
        Result<TrustFile> about = trust.add(file.text, file.name);
        if (!about) continue; // it was usable when it was kept
        kept.push_back({.name = file.name,
                        .text = std::make_shared<const std::string>(file.text),
                        .sha256 = sha256_hex(file.text),
                        .about = *std::move(about),
                        .kept = true});
    }
    if (!kept.empty()) state.trust = std::make_shared<const Trust>(std::move(trust));
    if (kept.empty() && !state.session.checking) return;
    checking.trust.insert(checking.trust.begin(), kept.begin(), kept.end());
    gather_trust(checking);
    state.session.checking = std::make_shared<const Checking>(std::move(checking));
}

Result<Step> update_checking(const State& state, const CheckFiles& command, const Stamp&) {
    Step step{state, {}};
    if (command.files.empty()) return step;
    Checking checking = checking_of(state);
    if (command.files.size() + checking.items.size() > most_checked) {
        for (const PickedFile& file : command.files)
            step.effects.emplace_back(EndImport{file.handle, false});
        tell(step, tr_error(*state.catalog, Error{"look.tooMany", {}, std::to_string(most_checked)}), true);
        return step;
    }
    step.state.session.notice.reset();
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
    return read_next(std::move(step), std::move(checking));
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
    if (checking.items.size() >= most_checked) return fail("look.tooMany", {}, std::to_string(most_checked));
    Step step{state, {}};
    step.state.session.notice.reset();
    CheckedItem item;
    item.id = checking.next_id++;
    item.begun = true;
    item.bytes = PartialFile(text.size());
    item.bytes.add(0, text);
    checking.items.insert(checking.items.begin(), std::move(item));
    checking.typed.clear();
    ++checking.text_revision;
    finish(step, checking, 0, stamp);
    put(step, std::move(checking));
    return step;
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
    check_all(step, checking, stamp.now);
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
            return give_up(std::move(step), std::move(checking), *at, Error{"look.tooLarge"});
        if (bytes_here(checking) + event.total > most_checked_in_all)
            return give_up(std::move(step), std::move(checking), *at, Error{"look.full"});
        item.begun = true;
        item.bytes = PartialFile(event.total);
    }
    item.bytes.add(item.asked.offset, event.bytes);
    if (item.bytes.known() < item.bytes.size()) {
        if (event.bytes.empty())
            return give_up(std::move(step), std::move(checking), *at, Error{"file.unreadable"});
        ask(step, item);
        put(step, std::move(checking));
        return step;
    }
    finish(step, checking, *at, stamp);
    return read_next(std::move(step), std::move(checking));
}

std::optional<Step> checking_failed(const State& state, const WholeFailed& event, const Stamp&) {
    if (!state.session.checking) return std::nullopt;
    const std::optional<std::size_t> at = waiting_for(*state.session.checking, event.effect);
    if (!at) return std::nullopt;
    return give_up(Step{state, {}}, *state.session.checking, *at, Error{"file.unreadable"});
}

Step checked_again(Step step, const Stamp& stamp) {
    if (!step.state.session.checking || step.state.session.checking->items.empty()) return step;
    Checking checking = *step.state.session.checking;
    check_all(step, checking, stamp.now);
    put(step, std::move(checking));
    return step;
}

} // namespace cairn::app
