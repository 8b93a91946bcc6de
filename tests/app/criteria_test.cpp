#include "support/desk.hpp"

#include <doctest/doctest.h>

using namespace cairn;
using namespace cairn::test;

namespace {

LeafState leaf_state(const Desk& desk, const std::string& node) {
    for (const LevelStatus& level : app::level_statuses(desk.state))
        if (const auto found = level.nodes.find(node); found != level.nodes.end()) return found->second.leaf;
    FAIL("no such node: ", node);
    return LeafState::empty;
}

} // namespace

TEST_CASE("attaching drafts a criterion, claiming claims it, withdrawing and detaching take it back") {
    Desk desk = Desk::started();
    const Id id = desk.meeting("");
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::empty);
    desk.must(app::AttachRecord{id, "L1.G1.meeting"});
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::drafted);
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::claimed);
    CHECK(desk.notice().find("Career services talk") != std::string::npos);
    desk.must(app::WithdrawClaim{"L1.G1.meeting", id});
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::drafted);
    desk.must(app::DetachRecord{id, "L1.G1.meeting"});
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::empty);
}

TEST_CASE("detaching a record withdraws its claim there and no other") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    const Id other = desk.meeting();
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    desk.must(app::ClaimCriterion{other, "L1.G1.meeting"});
    desk.must(app::DetachRecord{id, "L1.G1.meeting"});
    REQUIRE(desk.document().claims.size() == 1);
    CHECK(desk.document().claims[0].record == other);
}

TEST_CASE("attaching twice is attaching once") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    const std::uint32_t revision = desk.find(id).revision;
    desk.must(app::AttachRecord{id, "L1.G1.meeting"});
    CHECK(desk.find(id).criteria.size() == 1);
    CHECK(desk.find(id).revision == revision);
}

TEST_CASE("claiming twice leaves one claim") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    CHECK(desk.document().claims.size() == 1);
}

TEST_CASE("a claim is refused while anything that the criterion asks for is missing") {
    Desk desk = Desk::started();
    const Id id = desk.record("meeting.record", "L1.G1.meeting");
    CHECK(desk.ask(app::ClaimCriterion{id, "L1.G1.meeting"}) == "claim.notMet");
    desk.add_row(id, "people", {{"name", "A. Sample"}, {"role", "career-counselor"}});
    CHECK(desk.document().claims.empty());
    desk.set(id, "topic", std::string("career-services"));
    CHECK(desk.ask(app::ClaimCriterion{id, "L1.G1.meeting"}) == "");
}

TEST_CASE("a claim of a record that is attached to nothing attaches it, so that the claim counts") {
    Desk desk = Desk::started();
    const Id id = desk.meeting("");
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::claimed);
}

TEST_CASE("a claim stops counting when its record no longer meets the criterion, and counts again after") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    desk.must(app::SetCell{id, "people", 0, "role", ""});
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::drafted);
    CHECK(desk.document().claims.size() == 1);
    desk.must(app::SetCell{id, "people", 0, "role", "career-coach"});
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::claimed);
}

TEST_CASE("a record in the trash claims nothing until it is restored") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    desk.must(app::ClaimCriterion{id, "L1.G1.meeting"});
    desk.must(app::TrashRecord{id});
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::empty);
    CHECK(desk.ask(app::ClaimCriterion{id, "L1.G1.meeting"}) == "record.unknown");
    desk.must(app::RestoreRecord{id});
    CHECK(leaf_state(desk, "L1.G1.meeting") == LeafState::claimed);
}

TEST_CASE("only leaves of the pathway can be attached to, claimed and withdrawn from") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    for (const std::string criterion : {"", "L1", "L1.G1", "L7.G1.nothing", "urn:uuid:nobody"}) {
        CHECK(desk.ask(app::AttachRecord{id, criterion}) == "criterion.unknown");
        CHECK(desk.ask(app::DetachRecord{id, criterion}) == "criterion.unknown");
        CHECK(desk.ask(app::ClaimCriterion{id, criterion}) == "criterion.unknown");
        CHECK(desk.ask(app::WithdrawClaim{criterion, id}) == "criterion.unknown");
    }
}

TEST_CASE("withdrawing what was never claimed changes nothing") {
    Desk desk = Desk::started();
    const Id id = desk.meeting();
    const Document before = desk.document();
    desk.must(app::WithdrawClaim{"L1.G1.meeting", id});
    CHECK(desk.document() == before);
}

TEST_CASE("a level is ready when each of its goals is claimed") {
    Desk desk = Desk::started();
    CHECK(app::level_statuses(desk.state).front().state == LevelState::open);
    desk.meet_level_one();
    const auto levels = app::level_statuses(desk.state);
    CHECK(levels.front().state == LevelState::ready_to_submit);
    CHECK(levels.front().met == levels.front().need);
}

TEST_CASE("records stay, and stay claimed where the meaning is the same, when the revision changes") {
    Desk desk = Desk::started();
    desk.meet_level_one();
    const auto records = desk.document().records;
    const auto claims = desk.document().claims;
    desk.must(app::SetRevision{"A-edl"});
    CHECK(desk.document().records == records);
    CHECK(desk.document().claims == claims);
    desk.must(app::SetRevision{"B-nace-2025-06-06"});
    CHECK(app::level_statuses(desk.state).front().state == LevelState::ready_to_submit);
}
