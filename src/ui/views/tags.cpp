#include "core/query/search.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>

namespace cairn::ui {
namespace {

constexpr float gap = 8;
constexpr std::size_t most_offered = 8; // of the tags that other records have

// Buttons beside each other, as many as there is room for in a line.
class Flow {
  public:
    explicit Flow(Kit& kit) : kit_(kit) {}

    bool button(std::string_view label, const ButtonOptions& options) {
        const float wide = std::min(kit_.width(), kit_.text_width(label, type_strong) + frame);
        if (left_ >= wide + gap) {
            kit_.same_line(gap);
            left_ -= wide + gap;
        } else {
            if (left_ >= 0) kit_.space(gap);
            left_ = kit_.width() - wide;
        }
        ButtonOptions sized = options;
        sized.width = wide;
        return kit_.button(label, sized);
    }

  private:
    static constexpr float frame = 64; // padding, icon and the gap between

    Kit& kit_;
    float left_ = -1; // of the line under way
};

// As much of it as a line has room for.
std::string shortened(const Kit& kit, const std::string& tag) {
    const float room = kit.width() - 72;
    if (kit.text_width(tag, type_strong) <= room) return tag;
    std::string cut = tag;
    while (!cut.empty() && kit.text_width(cut + "…", type_strong) > room) {
        while (cut.size() > 1 && (static_cast<unsigned char>(cut.back()) & 0xC0U) == 0x80U)
            cut.pop_back();
        cut.pop_back();
    }
    return cut + "…";
}

void add_tags(View& view, const Record& record, std::string_view typed) {
    std::vector<std::string> tags = record.tags;
    while (!typed.empty()) {
        const std::size_t end = std::min(typed.find(','), typed.size());
        tags.emplace_back(typed.substr(0, end));
        typed.remove_prefix(std::min(end + 1, typed.size()));
    }
    view.emit(app::SetTags{record.id, std::move(tags)});
}

void draw_own(View& view, const Record& record) {
    if (record.tags.empty()) return;
    Kit& kit = view.kit;
    kit.begin_group(view.tr("tags.list"));
    Flow flow(kit);
    for (const std::string& tag : record.tags) {
        if (!flow.button(shortened(kit, tag), {.icon = "x",
                                               .name = view.tr("tags.remove", {{"tag", tag}}),
                                               .id = tag,
                                               .disabled = !view.editable()}))
            continue;
        std::vector<std::string> rest = record.tags;
        std::erase(rest, tag);
        view.emit(app::SetTags{record.id, std::move(rest)});
    }
    kit.end_group();
    kit.space(12);
}

void draw_offered(View& view, const Record& record) {
    Kit& kit = view.kit;
    std::vector<std::string> offered;
    for (std::string& tag : known_tags(view.document()))
        if (offered.size() < most_offered &&
            std::ranges::none_of(record.tags, [&](const auto& own) { return same_tag(own, tag); }))
            offered.push_back(std::move(tag));
    if (offered.empty()) return;
    kit.space(12);
    kit.begin_group(view.tr("tags.offered"));
    Flow flow(kit);
    for (const std::string& tag : offered)
        if (flow.button(shortened(kit, tag),
                        {.icon = "plus", .name = view.tr("tags.addNamed", {{"tag", tag}}), .id = tag}))
            add_tags(view, record, tag);
    kit.end_group();
}

} // namespace

void draw_tags(View& view, const Record& record) {
    Kit& kit = view.kit;
    kit.begin_id("tags");
    kit.heading(2, view.tr("tags.title"), type_title);
    kit.space(8);
    draw_own(view, record);
    if (view.editable()) {
        const std::string& typed = view.state.session.typed_here;
        bool entered = false;
        if (auto text = kit.search_field(view.tr("tags.add"), typed, entered,
                                         {.hint = view.tr("tags.hint"),
                                          .lang = record.lang,
                                          .max_length = 200,
                                          .focus_key = "tag",
                                          .revision = view.state.session.text_revision}))
            view.emit(app::TypeHere{*std::move(text)});
        kit.space(12);
        if (kit.button(view.tr("tags.button"), {.icon = "plus"}) || entered) add_tags(view, record, typed);
        draw_offered(view, record);
    } else if (record.tags.empty()) {
        kit.text(view.tr("tags.none"), type_body, Tone::muted);
    }
    kit.end_id();
}

} // namespace cairn::ui
