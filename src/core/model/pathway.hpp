// A pathway as data: levels, groups, leaves and the conditions a record has to meet.
#pragma once

#include "base/result.hpp"
#include "base/uuid.hpp"
#include "core/json/json.hpp"
#include "core/model/text.hpp"

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// One condition on a record. `field` names a field of the record, or "people.role" for a column of a list.
//   is    the field's text (or checkbox: "true") equals values[0]
//   in    the field's text, or one of its choices, or one row's column, is among values
//   min   the list has at least `count` rows in which every column of `each` is filled
//   filled the field is not empty
enum class ConditionOp { is, in, min, filled };

struct Condition {
    std::string field;
    ConditionOp op = ConditionOp::filled;
    std::vector<std::string> values;
    std::vector<std::string> each;
    std::size_t count = 1;
    LanguageMap missing; // what to do, in words: "Name the counselor or coach you met."
};

enum class Proof { self, file, third_party, reviewer, issuer_signed };

enum class NodeKind { group, leaf };

struct PathwayNode {
    std::string id; // "L1.G1.meeting"
    Id uri;         // the same in every revision in which its meaning is the same
    NodeKind kind = NodeKind::leaf;
    LanguageMap name;        // short: "Career counselor or coach met"
    LanguageMap description; // the criterion in full
    LanguageMap action;      // for the next step: "Meet a career counselor or coach"
    LanguageMap inferred;    // not empty: what here is our reading of the source, and is marked so

    // Groups: `need` of the children count (all: need == children.size()).
    bool all = false;
    std::size_t need = 0;
    std::vector<PathwayNode> children;

    // Leaves.
    std::string record_type; // "meeting.record", "badge.credential", "reviewer.judgement", …
    std::vector<Condition> where;
    std::vector<Proof> proof;
    bool or_approved = false;          // a record of any type counts if a named approver says so
    bool only_others = false;          // only others can give it: waits, and blocks no claim
    std::string badge;                 // badge.credential, badge.claimed: the badge that has to be held
    std::vector<std::string> badge_in; // or: any `records` of these badges
    bool prerequisite = false;         // this badge has to be held before the level is submitted
    std::size_t records = 1;           // how many claimed records (or held badges) it takes
    std::vector<std::string> covers;   // what it has to tell about; a duty of content, not a gate
    std::vector<std::string> may_also_satisfy; // node ids; room for the sharing rule
    std::vector<std::string> distinct_from;    // node ids; room for the rule "beyond what was used"
};

// Criteria that end in a badge that an issuer signs: a level, or a skill badge beside the levels.
struct PathwayLevel {
    PathwayNode root;        // a group; id "L1". Of a skill badge the id is its badge's: "edl.empathy"
    std::string badge;       // "ums.career-prepared.l1"
    LanguageMap theme;       // "Foundation"; empty for a skill badge
    std::string stone;       // slate, clay, moss, capstone: colour of its stone; "" for a skill badge
    LanguageMap issuer_name; // of a skill badge: who awards it, and whose it is
};

struct Pathway {
    std::string id;       // "ums.career-prepared"
    std::string revision; // "B-nace-2025-06-06"
    Id uri;               // of the macro-badge's achievement
    LanguageMap name;
    LanguageMap issuer_name;   // "University of Maine System"
    LanguageMap revision_name; // "revision of 6 June 2025"
    LanguageMap description;
    LanguageMap eligibility;
    std::vector<PathwayLevel> levels;       // L1, L2, L3, M (the macro-badge, last)
    std::vector<PathwayLevel> skill_badges; // one without criteria can be held all the same
};

// True of a leaf that is met by holding a badge that an issuer signed; there is nothing to record for it.
bool is_badge_leaf(const PathwayNode& node);

// Depth first, the levels before the skill badges. nullptr where there is none.
const PathwayNode* find_node(const Pathway& pathway, std::string_view id_or_uri);
// The level or the skill badge that the node belongs to.
const PathwayLevel* level_of(const Pathway& pathway, std::string_view id_or_uri);
// By the id of the badge.
const PathwayLevel* find_skill(const Pathway& pathway, std::string_view badge);

// Reads one assets/pathways file (docs/pathway-format.md); parameters are filled in.
// Limits: 2000 nodes, 16 levels of depth. Errors: json.*, format.*; `where` is file name and JSON path.
Result<Pathway> parse_pathway(std::string_view json_text, std::string_view file_name);
Result<Pathway> read_pathway(const Json& json, std::string_view file_name);

// The same for JSON that was parsed. A template, because a Json can be made from text as well.
Result<Pathway> parse_pathway(const std::same_as<Json> auto& json, std::string_view file_name) {
    return read_pathway(json, file_name);
}

} // namespace cairn
