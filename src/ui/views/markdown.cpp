#include "ui/views/parts.hpp"
#include "ui/views/record_parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

constexpr float indent = 22;

std::string words_of(const MarkdownBlock& block) {
    std::string words;
    for (const MarkdownRun& run : block.runs)
        words += run.text;
    return words;
}

// A line of the kit has one look: a block is bold if all of it is.
bool is_strong(const MarkdownBlock& block) {
    return !block.runs.empty() && std::ranges::all_of(block.runs, &MarkdownRun::strong);
}

// Links stand below the block that holds them, by their words.
void draw_block_links(View& view, const MarkdownBlock& block) {
    for (const MarkdownRun& run : block.runs)
        if (!run.link.empty()) view.kit.link(run.text, run.link, LinkLook::inline_text);
}

void draw_words(View& view, const MarkdownBlock& block) {
    const bool muted = block.quotes > 0 || block.kind == MarkdownKind::code;
    view.kit.people_s_text(words_of(block), is_strong(block) ? type_strong : type_body,
                           muted ? Tone::muted : Tone::ink);
    draw_block_links(view, block);
}

void draw_item(View& view, const MarkdownBlock& block, const std::string& number) {
    Kit& kit = view.kit;
    kit.begin_item(number);
    const float from = indent * static_cast<float>(std::max(block.depth, 1U) - 1 + block.quotes);
    const std::string mark = block.ordinal > 0 ? std::to_string(block.ordinal) + "." : "•";
    const float room = std::max(indent, kit.text_width(mark, type_body) + 8);
    const ImVec2 origin = kit.cursor();
    kit.draw_text({origin.x + from, origin.y}, mark, type_body, kit.theme().ink);
    kit.begin_column(from + room, std::max(kit.width() - from - room, 80.0F));
    draw_words(view, block);
    kit.space(kit.end_column() + 4);
    kit.end_item();
}

void draw_block(View& view, const MarkdownBlock& block, int first_heading) {
    Kit& kit = view.kit;
    if (block.kind == MarkdownKind::rule) return kit.rule();
    if (block.kind == MarkdownKind::heading) {
        const int level = std::min(first_heading + static_cast<int>(std::max(block.level, 1U)) - 1, 6);
        const std::string words = words_of(block);
        if (!words.empty()) kit.heading(level, words, block.level < 2 ? type_title : type_strong);
        return draw_block_links(view, block);
    }
    const float from = indent * static_cast<float>(block.depth + block.quotes);
    kit.begin_column(from, std::max(kit.width() - from, 80.0F));
    draw_words(view, block);
    kit.space(kit.end_column());
}

} // namespace

bool has_marks(const std::vector<MarkdownBlock>& blocks) {
    return std::ranges::any_of(blocks, [](const MarkdownBlock& block) {
        return block.kind != MarkdownKind::paragraph || block.quotes > 0 ||
               std::ranges::any_of(block.runs, [](const MarkdownRun& run) {
                   return run.strong || run.emphasis || run.code || !run.link.empty();
               });
    });
}

void draw_markdown(View& view, const std::vector<MarkdownBlock>& blocks, int first_heading) {
    bool in_list = false;
    std::size_t number = 0;
    for (const MarkdownBlock& block : blocks) {
        const std::string id = std::to_string(number++);
        view.kit.begin_id(id);
        const bool is_item = block.kind == MarkdownKind::item;
        if (is_item && !in_list) view.kit.begin_list(view.tr("markdown.list"), block.ordinal > 0);
        if (!is_item && in_list) view.kit.end_list();
        in_list = is_item;
        if (is_item) {
            draw_item(view, block, id);
        } else {
            draw_block(view, block, first_heading);
            view.kit.space(10);
        }
        view.kit.end_id();
    }
    if (in_list) view.kit.end_list();
}

} // namespace cairn::ui
