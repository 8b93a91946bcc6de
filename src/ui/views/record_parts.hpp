// Parts of the screens of a record and of reflections: how far a reflection is answered, what a record is
// linked with, and Markdown as it reads.
#pragma once

#include "core/markdown/markdown.hpp"
#include "ui/views/view.hpp"

namespace cairn::ui {

// The list that a record stands in: evidence, reflections or the plan.
struct Home {
    std::string_view label; // key of its name
    std::string_view href;
};
Home home_of(const Record& record);

// How many of the questions that the form shows are answered.
struct Coverage {
    std::size_t met = 0;
    std::size_t of = 0;
};
Coverage coverage_of(const RecordType& type, const Record& record);

// "Claimed, waits for a reviewer", "Draft" or "": where the record stands with what it is attached to.
std::string progress_words(const View& view, const Record& record);
// The same for one criterion. `leaf` is one that the record is attached to.
std::string progress_words(const View& view, const Record& record, const PathwayNode& leaf);

// Cards beside the form.
void draw_coverage(View& view, const Record& record, const RecordType& type);
void draw_links(View& view, const Record& record);

// The dialog in which another record is chosen.
void draw_link_dialog(View& view, const app::Dialog& dialog);

// Whether a text has anything that reads otherwise than it was typed.
bool has_marks(const std::vector<MarkdownBlock>& blocks);
// Headings begin at `first_heading`.
void draw_markdown(View& view, const std::vector<MarkdownBlock>& blocks, int first_heading = 3);

} // namespace cairn::ui
