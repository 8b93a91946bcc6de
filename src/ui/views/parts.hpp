// Parts that several screens share.
#pragma once

#include "ui/views/view.hpp"

namespace cairn::ui {

// Whether attaching the record to the leaf could make sense, and has not happened yet.
bool may_count(const PathwayNode& leaf, const Record& record);

Mark mark_of(const NodeStatus& status);
// "Claimed, waits for a reviewer", "Not started", …: the word that always stands beside the mark.
std::string state_words(const View& view, const NodeStatus& status);
Tone state_tone(const NodeStatus& status);
// What a row about the node says beneath its name.
std::string node_detail(const View& view, const NodeStatus& status);

// "Level 1, Foundation"
std::string level_title(const View& view, const PathwayLevel& level);
// "2 of 4 goals claimed", "Submitted on 3 May 2026, …".
std::string level_state_words(const View& view, const LevelStatus& level);
Tone level_tone(const LevelStatus& level);
Mark mark_of(const LevelStatus& level);
// The level that the learner works on: the first that is not behind them. nullptr: all are.
const LevelStatus* level_under_way(const View& view);

// The page's heading; the focus goes there when the screen changes.
void page_heading(View& view, std::string_view title, std::string_view lead = {});
// A heading of a section, and what it is for.
void section_heading(View& view, std::string_view title, std::string_view lead = {});
// A link back to `href`, above the heading.
void back_link(View& view, std::string_view label, std::string_view href);

// A button for an action of app/actions.hpp: its words, icon, keys and whether it can be done come from
// there.
void action_button(View& view, std::string_view id, ButtonOptions options = {});
// Between two buttons: beside each other, on a phone one below the other.
void between_buttons(View& view);

// A row that leads to the node's page.
// `detail`: another line beneath the name than node_detail().
void node_row(View& view, const NodeStatus& status, std::string_view detail = {});
// Whether a claim of this record counts now.
bool counts_somewhere(const View& view, const Record& record);
// Its type, day, files and tags, in a line.
std::string record_detail(const View& view, const Record& record);
// Tags of a record: those it has, and a field for the next.
void draw_tags(View& view, const Record& record);
// A row that leads to the record.
void record_row(View& view, const Record& record);
// What keeps a goal from being met, in words: what to do first, or what its record still lacks.
std::string why_not_yet(const View& view, const NodeStatus& status);
std::string missing_words(const View& view, const Missing& missing);
// What keeps the record from being claimed, one sentence a line.
void missing_list(View& view, const std::vector<Missing>& missing);
// Claim, withdraw, and what the claim means, for one record and one leaf.
void claim_controls(View& view, const PathwayNode& leaf, const Record& record);

// Draws `left` and `right` beside each other where there is room, else one below the other.
template <class Left, class Right>
void two_columns(View& view, float left_share, Left left, Right right) {
    constexpr float gap = 32;
    Kit& kit = view.kit;
    if (kit.width() < 720) {
        left();
        kit.space(24);
        right();
        return;
    }
    const float left_width = (kit.width() - gap) * left_share;
    kit.begin_column(0, left_width);
    left();
    const float left_height = kit.end_column();
    kit.begin_column(left_width + gap, kit.width() - left_width - gap);
    right();
    const float right_height = kit.end_column();
    kit.space(std::max(left_height, right_height));
}

} // namespace cairn::ui
