#include "core/pathway/evaluate.hpp"
#include "core/pathway/fixture.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <random>

using namespace cairn;
using namespace cairn::test;

namespace {

// Documents with every oddity that a file from elsewhere could hold.
class Junk {
  public:
    explicit Junk(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t bound) { return random_() % bound; }
    bool coin() { return below(2) == 0; }

    std::string word() {
        static const char* const words[] = {"",         " ",          "true",
                                            "workshop", "approver",   "career-coach",
                                            "FOCUS2",   "favourable", "campus-job-board",
                                            "done",     "\xF0\x9F",   "career-services"};
        return words[below(std::size(words))];
    }

    Value value() {
        switch (below(6)) {
        case 0:
            return {};
        case 1:
            return coin();
        case 2:
            return std::vector<std::string>{word(), word()};
        case 3:
            return std::vector<Row>{{{"name", word()}, {"role", word()}}, {{"jobTitle", word()}}, {}};
        default:
            return word();
        }
    }

    const PathwayNode& any_node(const Pathway& pathway) {
        const PathwayNode* at = &pathway.levels[below(pathway.levels.size())].root;
        while (!at->children.empty() && below(8) != 0)
            at = &at->children[below(at->children.size())];
        return *at;
    }

    Document document(const Pathway& pathway) {
        Document result;
        for (std::size_t i = below(12); i > 0; --i) {
            if (below(10) == 0) {
                result.records.push_back(nullptr);
                continue;
            }
            const PathwayNode& leaf = any_node(pathway);
            Record record;
            record.id = "r" + std::to_string(below(8));
            record.type = coin() ? leaf.record_type : word();
            record.created = {static_cast<std::int64_t>(below(4))};
            for (const char* const field : {"people", "topic", "kind", "approved", "instrument", "careers",
                                            "resources", "system", "state", "inPlan", "result"})
                if (coin()) record.fields[field] = value();
            if (coin()) record.files.emplace_back();
            if (below(6) == 0) record.trashed = Instant{1};
            for (std::size_t c = below(4); c > 0; --c)
                record.criteria.push_back(coin() ? leaf.uri : coin() ? any_node(pathway).uri : word());
            result.records.push_back(std::make_shared<const Record>(std::move(record)));
        }
        for (std::size_t i = below(12); i > 0; --i)
            add_claim(pathway, result);
        for (std::size_t i = below(3); i > 0; --i)
            result.submissions.push_back({word(), any_node(pathway).uri, {1}, word()});
        return result;
    }

    void add_claim(const Pathway& pathway, Document& document) {
        Claim claim;
        claim.id = word();
        claim.criterion = coin() ? any_node(pathway).uri : word();
        claim.record = "r" + std::to_string(below(9));
        claim.claimed = {static_cast<std::int64_t>(below(4))};
        document.claims.push_back(claim);
    }

    SignedFacts facts(const Pathway& pathway) {
        SignedFacts result;
        for (std::size_t i = below(4); i > 0; --i)
            result.leaves[any_node(pathway).uri] = static_cast<LeafState>(below(6));
        if (coin()) result.levels[pathway.levels[below(4)].root.uri] = static_cast<LevelState>(below(6));
        for (std::size_t i = below(4); i > 0; --i)
            result.held_badges.push_back(coin() ? pathway.levels[below(4)].badge : word());
        return result;
    }

  private:
    std::mt19937 random_;
};

template <class Visit>
void for_each_node(const PathwayNode& node, Visit visit) {
    visit(node);
    for (const PathwayNode& child : node.children)
        for_each_node(child, visit);
}

} // namespace

TEST_CASE("any document gets a status for every node, and no count goes beyond what there is") {
    Junk junk(1);
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        const Pathway& pathway = junk.coin() ? revision_a() : revision_b();
        const Document document = junk.document(pathway);
        const auto levels = evaluate(pathway, document, junk.facts(pathway));
        REQUIRE(levels.size() == pathway.levels.size());
        for (const LevelStatus& level : levels) {
            CHECK(level.met <= level.need);
            CHECK(level.need == goals_of(*level.level).size());
            CHECK((level.state != LevelState::submitted || level.submission != nullptr));
            CHECK(level.prerequisites_held == level.missing_prerequisites.empty());
            for_each_node(level.level->root, [&](const PathwayNode& node) {
                const auto found = level.nodes.find(node.id);
                REQUIRE(found != level.nodes.end());
                const NodeStatus& status = found->second;
                CHECK(status.node == &node);
                if (node.kind == NodeKind::group) CHECK(status.met <= node.children.size());
                if (status.leaf == LeafState::claimed) REQUIRE(status.claim != nullptr);
                if (status.claim != nullptr) {
                    const auto record = std::ranges::find(status.records, status.claim->record, &Record::id);
                    REQUIRE(record != status.records.end());
                    CHECK(missing_for_claim(node, **record).empty());
                    CHECK_FALSE((*record)->trashed.has_value());
                }
            });
        }
    }
}

TEST_CASE("adding a claim never lowers what is met") {
    Junk junk(2);
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        const Pathway& pathway = revision_b();
        Document document = junk.document(pathway);
        const SignedFacts facts = junk.facts(pathway);
        const auto before = evaluate(pathway, document, facts);
        junk.add_claim(pathway, document);
        const auto after = evaluate(pathway, document, facts);
        for (std::size_t i = 0; i < before.size(); ++i) {
            CHECK(after[i].met >= before[i].met);
            for (const auto& [id, status] : before[i].nodes) {
                CHECK(after[i].nodes.at(id).met >= status.met);
                CHECK(after[i].nodes.at(id).group >= status.group);
            }
        }
    }
}

TEST_CASE("trashing a record never raises what is met") {
    Junk junk(3);
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        const Pathway& pathway = revision_b();
        Document document = junk.document(pathway);
        if (document.records.empty() || document.records.front() == nullptr) continue;
        const SignedFacts facts = junk.facts(pathway);
        const auto before = evaluate(pathway, document, facts);
        change_record(document, [](Record& record) { record.trashed = Instant{1}; });
        const auto after = evaluate(pathway, document, facts);
        for (std::size_t i = 0; i < before.size(); ++i)
            CHECK(after[i].met <= before[i].met);
    }
}

TEST_CASE("waived counts exactly as accepted for everything above the leaf") {
    Junk junk(4);
    for (int round = 0; round < 200; ++round) {
        CAPTURE(round);
        const Pathway& pathway = revision_b();
        const Document document = junk.document(pathway);
        SignedFacts facts = junk.facts(pathway);
        const Id leaf = junk.any_node(pathway).uri;
        facts.leaves[leaf] = LeafState::accepted;
        const auto accepted = evaluate(pathway, document, facts);
        facts.leaves[leaf] = LeafState::waived;
        const auto waived = evaluate(pathway, document, facts);
        for (std::size_t i = 0; i < accepted.size(); ++i) {
            CHECK(accepted[i].met == waived[i].met);
            CHECK(accepted[i].state == waived[i].state);
            for (const auto& [id, status] : accepted[i].nodes)
                CHECK(status.group == waived[i].nodes.at(id).group);
        }
    }
}

TEST_CASE("a group that is empty or asks for more than it has is never met, whatever is held") {
    for (const std::size_t need : {0U, 1U, 2U}) {
        for (const std::size_t children : {0U, 1U}) {
            CAPTURE(need);
            CAPTURE(children);
            if (need == 1 && children == 1) continue;
            PathwayLevel level;
            level.root = node(revision_b(), "L1");
            PathwayNode odd;
            odd.id = "odd";
            odd.kind = NodeKind::group;
            odd.all = true;
            odd.need = need;
            if (children == 1) odd.children.push_back(node(revision_b(), "L1.G3"));
            level.root.children.back() = odd;
            const Document document =
                claiming(revision_b(), {"L1.G1.event", "L1.G2.self", "L1.G2.course", "L1.G3"});
            const LevelStatus status = evaluate_level(revision_b(), level, document, {});
            CHECK(status.nodes.at("odd").group == GroupState::open);
            CHECK(status.state == LevelState::open);
            CHECK(status.met == 3);
            CHECK(status.need == 4);
        }
    }
}
