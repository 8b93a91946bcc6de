// The criteria engine: what a document has met of a pathway, and what is missing, as values.
// Rules: docs/data-format.md, "Two gates, many states".
#pragma once

#include "core/model/document.hpp"
#include "core/model/pathway.hpp"
#include "core/model/record_type.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace cairn {

enum class LeafState { empty, drafted, claimed, accepted, returned, waived };
enum class GroupState { open, claimed, accepted };
enum class LevelState { open, ready_to_submit, submitted, accepted, returned, earned };

// What follows from signed files alone; there is no control for it. Keys are uris of leaves and levels.
struct SignedFacts {
    std::map<Id, LeafState> leaves;       // accepted, returned, waived
    std::map<Id, LevelState> levels;      // accepted, returned
    std::vector<std::string> held_badges; // ids of badges of the pathway that count as earned
};

// Why a record does not meet a leaf yet.
//   condition           a condition of the leaf is not met
//   file                a file has to be attached
//   third_party         a person with a name and a role has to be named
//   file_or_third_party one of these two; either will do
//   approver            a record of this type counts if it names an approver
//   wrong_type          a record of this type can never count here
//   required_field      the record's form asks for this field
struct Missing {
    enum class Kind {
        condition,
        file,
        third_party,
        file_or_third_party,
        approver,
        wrong_type,
        required_field
    } kind = Kind::condition;
    const Condition* condition = nullptr; // Kind::condition
    std::string field = {};               // Kind::required_field
};

// Everything that keeps `record` from being claimed for `leaf`; empty: it may be claimed.
// The pointers inside point into `leaf`.
std::vector<Missing> missing_for_claim(const PathwayNode& leaf, const Record& record);

// The required fields of the form that are empty, in the form's order. They keep no record from being
// claimed.
std::vector<Missing> missing_fields(const RecordType& type, const Record& record);

// Whether there is anything for the learner to record here. False for groups, badges and judgements. True of
// what only others give and the learner may already hold, such as an appraisal.
bool learner_can_supply(const PathwayNode& leaf);

struct NodeStatus {
    const PathwayNode* node = nullptr;
    LeafState leaf = LeafState::empty;   // of a leaf
    GroupState group = GroupState::open; // of a group
    // Of a group: children that are claimed or better. Of a leaf: claims that count, or badges held.
    std::size_t met = 0;
    std::size_t need = 0;
    std::vector<const Record*> records; // attached to the leaf, not in the trash, oldest first
    const Claim* claim = nullptr;       // the claim that counts; the oldest where several do
    bool waits_for_reviewer = false;    // claimed, and its proof list asks for a reviewer
    bool waits_for_others = false;      // open, and only others can give it
};

// Claimed or better: it counts towards its level.
bool is_met(const NodeStatus& status);

struct LevelStatus {
    const PathwayLevel* level = nullptr;
    LevelState state = LevelState::open;
    bool prerequisites_held = true;
    std::vector<const PathwayNode*> missing_prerequisites; // badge leaves
    std::size_t met = 0;  // goals that are claimed or better: how far the stone's colour has risen
    std::size_t need = 0; // goals in all; a choice counts as one
    const Submission* submission = nullptr;  // the newest
    std::map<std::string, NodeStatus> nodes; // by node id, groups and leaves
};

// The goals of a level are what `met` of `need` counts: its leaves where all are asked for, a choice
// (a group that needs fewer than it has) as one.
std::vector<const PathwayNode*> goals_of(const PathwayLevel& level);

LevelStatus evaluate_level(const Pathway& pathway, const PathwayLevel& level, const Document& document,
                           const SignedFacts& facts);

std::vector<LevelStatus> evaluate(const Pathway& pathway, const Document& document, const SignedFacts& facts);

// The levels, and the skill badges beside them: each is a level of its own.
struct Progress {
    std::vector<LevelStatus> levels;
    std::vector<LevelStatus> skills;
};
Progress evaluate_all(const Pathway& pathway, const Document& document, const SignedFacts& facts);

// Whether there is something below, or here, that the learner does and nobody else: no badge, no judgement,
// nothing that only others can give.
bool learner_can_do(const PathwayNode& node);

} // namespace cairn
