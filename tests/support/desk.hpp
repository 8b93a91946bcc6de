// A learner's desk: a state with the shipped assets, a clock and ids that count up, and a world that answers
// when it is told to.
#pragma once

#include "app/update.hpp"
#include "support/assets.hpp"
#include "support/badge_samples.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace cairn::test {

// What the learner wrote: without facts, which stay when words are taken back, and without what counts the
// changes, which never goes back.
inline Document words_of(Document document) {
    document.submissions.clear();
    document.tombstones.clear();
    for (RecordPtr& one : document.records) {
        Record record = *one;
        record.revision = 1;
        record.modified = record.created;
        record.device.clear();
        record.clock.clear();
        one = std::make_shared<const Record>(std::move(record));
    }
    for (BadgePtr& one : document.badges) {
        Badge badge = *one;
        badge.revision = 1;
        badge.device.clear();
        one = std::make_shared<const Badge>(std::move(badge));
    }
    for (Claim& claim : document.claims) {
        claim.revision = 1;
        claim.device.clear();
    }
    return document;
}

class Desk {
  public:
    explicit Desk(app::CatalogPtr catalog = shipped_catalog()) {
        state.catalog = std::move(catalog);
        state.session.utc_offset_minutes = 0;
    }

    // One with a portfolio that is saved.
    static Desk started() {
        Desk desk;
        desk.must(app::StartEmpty{});
        desk.finish_saves();
        return desk;
    }

    // One of the learner whom the sample badges are made out to.
    static Desk sample_learner() {
        Desk desk = started();
        desk.state.keys = {make_learner_key(learner_seed, desk.now)};
        return desk;
    }

    app::State state;
    std::vector<app::Effect> effects; // of everything so far, until taken
    Instant now{1768464000000};
    std::int64_t pause_ms = 10'000; // between two commands; longer than what merges

    const Document& document() const { return *state.document; }
    const app::Session& session() const { return state.session; }
    app::SavePhase save_phase() const { return state.session.save.phase; }
    std::string notice() const { return state.session.notice ? state.session.notice->text : ""; }

    app::Stamp stamp() {
        app::Stamp made;
        now.ms += pause_ms;
        made.now = now;
        for (Id& id : made.fresh)
            id = sample_id(next_id_++);
        made.seed.fill(static_cast<std::uint8_t>(next_id_));
        return made;
    }

    // The code of the refusal, or "".
    std::string ask(const app::Command& command) {
        auto step = app::update(state, command, stamp());
        if (!step) return step.error().code;
        take(*std::move(step));
        return "";
    }
    void must(const app::Command& command) { REQUIRE(ask(command) == ""); }
    void tell(const app::Event& event) { take(app::update(state, event, stamp())); }

    // The effects of one kind since the last call; the others stay.
    template <class E>
    std::vector<E> take_effects() {
        std::vector<E> taken;
        std::erase_if(effects, [&](const app::Effect& effect) {
            const auto* one = std::get_if<E>(&effect);
            if (one != nullptr) taken.push_back(*one);
            return one != nullptr;
        });
        return taken;
    }

    // Answers what is to be committed until nothing is asked for; how many commits there were.
    std::size_t finish_saves() {
        std::size_t count = 0;
        for (auto commits = take_commits(); !commits.empty(); commits = take_commits()) {
            for (const std::uint32_t effect : commits)
                tell(app::Saved{effect});
            count += commits.size();
        }
        return count;
    }
    // The effects that are commits since the last call: rows and checkpoints.
    std::vector<std::uint32_t> take_commits() {
        std::vector<std::uint32_t> commits;
        for (const app::AppendRow& row : take_effects<app::AppendRow>())
            commits.push_back(row.effect);
        for (const app::Save& save : take_effects<app::Save>())
            commits.push_back(save.effect);
        std::ranges::sort(commits);
        return commits;
    }

    Id record(const std::string& type, const std::string& criterion = {}) {
        must(app::CreateRecord{type, criterion});
        return document().records.back()->id;
    }
    void set(const Id& record, const std::string& field, Value value) {
        must(app::SetField{record, field, std::move(value)});
    }
    void add_row(const Id& record, const std::string& field, const Row& cells) {
        must(app::AddRow{record, field});
        const std::size_t row = rows(record, field).size() - 1;
        for (const auto& [column, text] : cells)
            must(app::SetCell{record, field, row, column, text});
    }
    std::vector<Row> rows(const Id& record, const std::string& field) const {
        const auto& fields = find(record).fields;
        const auto found = fields.find(field);
        if (found == fields.end() || !std::holds_alternative<std::vector<Row>>(found->second)) return {};
        return std::get<std::vector<Row>>(found->second);
    }
    const Record& find(const Id& record) const {
        const Record* found = find_record(document(), record);
        REQUIRE(found != nullptr);
        return *found;
    }
    void attach_file(const Id& record, std::string name, const std::string& content,
                     std::string media_type = "text/plain") {
        must(app::AddFiles{record, {{1, name}}});
        const auto stores = take_effects<app::StoreFile>();
        REQUIRE(stores.size() == 1);
        tell(app::FileStored{stores[0].effect, file_of(std::move(name), content, std::move(media_type))});
        blobs[sha256_hex(content)] = content;
    }
    static FileRef file_of(std::string name, const std::string& content,
                           std::string media_type = "text/plain") {
        FileRef file;
        file.sha256 = sha256_hex(content);
        file.name = std::move(name);
        file.media_type = std::move(media_type);
        file.size = content.size();
        return file;
    }

    // A file that is picked as a badge, and read as the edge reads it; whether it is kept is for the program
    // to say.
    void pick_badge(const std::string& name, const std::string& bytes) {
        must(app::AddBadges{{{1, name}}});
        const auto reads = take_effects<app::ReadFile>();
        REQUIRE(reads.size() == 1);
        if (bytes.size() > reads[0].most)
            tell(app::FileFailed{reads[0].effect, {"file.tooLarge"}});
        else
            tell(app::FileRead{reads[0].effect, bytes});
    }
    // One of tests/data/badges.
    void add_badge(const std::string& name) { pick_badge(name, badge_sample(name)); }

    // A meeting that meets L1.G1.meeting.
    Id meeting(const std::string& criterion = "L1.G1.meeting") {
        const Id id = record("meeting.record", criterion);
        set(id, "title", std::string("First talk (sample)"));
        set(id, "topic", std::string("career-services"));
        set(id, "date", std::string("2026-01-08"));
        add_row(id, "people", {{"name", "A. Sample"}, {"role", "career-counselor"}});
        return id;
    }

    // The records of the sample portfolio, entered by commands, each claimed.
    void meet_level_one() {
        const SamplePortfolio sample = level_one();
        for (const RecordPtr& wanted : sample.document.records) {
            const std::string leaf = find_node(sample.pathway, wanted->criteria.front())->id;
            const Id id = record(wanted->type, leaf);
            for (const auto& [field, value] : wanted->fields) {
                if (const auto* list = std::get_if<std::vector<Row>>(&value))
                    for (const Row& row : *list)
                        add_row(id, field, row);
                else
                    set(id, field, value);
            }
            for (const FileRef& file : wanted->files)
                attach_file(id, file.name, sample.bytes.at(file.sha256), file.media_type);
            must(app::ClaimCriterion{id, leaf});
        }
    }

    // Exports a level and hands over what was asked for; the file, or nothing.
    std::optional<app::Download> export_level(const std::string& level = "L1") {
        must(app::ExportLevel{level});
        const auto reads = take_effects<app::ReadBlobs>();
        REQUIRE(reads.size() == 1);
        app::BlobsRead read{reads[0].effect, {}};
        for (const std::string& sha256 : reads[0].sha256)
            if (blobs.contains(sha256)) read.bytes[sha256] = blobs[sha256];
        tell(read);
        const auto downloads = take_effects<app::Download>();
        if (downloads.empty()) return std::nullopt;
        tell(app::Downloaded{downloads[0].effect});
        return downloads[0];
    }

    std::map<std::string, std::string> blobs; // the store of files, by SHA-256

  private:
    void take(app::Step step) {
        state = std::move(step.state);
        for (app::Effect& effect : step.effects)
            effects.push_back(std::move(effect));
    }

    unsigned next_id_ = 1000;
};

} // namespace cairn::test
