#include "core/markdown/markdown.hpp"

#include <algorithm>

namespace cairn {
namespace {

void append_escaped(std::string& out, std::string_view text, bool breaks) {
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\'')
            out += "&#39;";
        else if (c == '\n' && breaks)
            out += "<br>\n";
        else
            out += c;
    }
}

void append_runs(std::string& out, const std::vector<MarkdownRun>& runs) {
    for (const MarkdownRun& run : runs) {
        if (!run.link.empty()) {
            out += "<a href=\"";
            append_escaped(out, run.link, false);
            out += "\" rel=\"noopener noreferrer nofollow\">";
        }
        if (run.strong) out += "<strong>";
        if (run.emphasis) out += "<em>";
        if (run.code) out += "<code>";
        append_escaped(out, run.text, true);
        if (run.code) out += "</code>";
        if (run.emphasis) out += "</em>";
        if (run.strong) out += "</strong>";
        if (!run.link.empty()) out += "</a>";
    }
}

// The quotations and lists that are open. A list inside a quotation and a quotation inside a list are written
// alike: quotations outside, lists inside.
class Writer {
  public:
    std::string out;

    void add(const MarkdownBlock& block, unsigned first_heading) {
        if (block.quotes != quotes_) {
            close_lists(0);
            for (; quotes_ > block.quotes; --quotes_)
                out += "</blockquote>\n";
            for (; quotes_ < block.quotes; ++quotes_)
                out += "<blockquote>\n";
        }
        if (block.kind == MarkdownKind::item) return add_item(block);
        close_lists(block.depth);
        switch (block.kind) {
        case MarkdownKind::heading: {
            const unsigned level = std::min(first_heading + std::max(block.level, 1U) - 1, 6U);
            const std::string name = "h" + std::to_string(level);
            out += "<" + name + ">";
            append_runs(out, block.runs);
            out += "</" + name + ">\n";
            return;
        }
        case MarkdownKind::code:
            out += "<pre><code>";
            for (const MarkdownRun& run : block.runs)
                append_escaped(out, run.text, false);
            out += "</code></pre>\n";
            return;
        case MarkdownKind::rule:
            out += "<hr>\n";
            return;
        case MarkdownKind::paragraph:
        case MarkdownKind::item:
            out += "<p>";
            append_runs(out, block.runs);
            out += "</p>\n";
        }
    }

    void close() {
        close_lists(0);
        for (; quotes_ > 0; --quotes_)
            out += "</blockquote>\n";
    }

  private:
    struct List {
        bool ordered = false;
        unsigned last = 0;
    };

    void close_lists(std::size_t depth) {
        for (; lists_.size() > depth; lists_.pop_back())
            out += lists_.back().ordered ? "</li>\n</ol>\n" : "</li>\n</ul>\n";
    }

    void add_item(const MarkdownBlock& block) {
        const std::size_t depth = std::max(block.depth, 1U);
        close_lists(depth);
        const bool ordered = block.ordinal > 0;
        const bool goes_on = lists_.size() == depth && lists_.back().ordered == ordered &&
                             (!ordered || block.ordinal == lists_.back().last + 1);
        if (goes_on) {
            out += "</li>\n";
        } else {
            close_lists(depth - 1);
            while (lists_.size() + 1 < depth) {
                out += "<ul>\n<li>";
                lists_.push_back({});
            }
            if (!ordered)
                out += "<ul>\n";
            else if (block.ordinal == 1)
                out += "<ol>\n";
            else
                out += "<ol start=\"" + std::to_string(block.ordinal) + "\">\n";
            lists_.push_back({ordered, 0});
        }
        lists_.back().last = block.ordinal;
        out += "<li>";
        append_runs(out, block.runs);
    }

    std::vector<List> lists_;
    unsigned quotes_ = 0;
};

} // namespace

std::string markdown_html(const std::vector<MarkdownBlock>& blocks, unsigned first_heading) {
    Writer writer;
    for (const MarkdownBlock& block : blocks)
        writer.add(block, std::clamp(first_heading, 1U, 6U));
    writer.close();
    return std::move(writer.out);
}

} // namespace cairn
