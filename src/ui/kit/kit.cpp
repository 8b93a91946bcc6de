#include "ui/kit/kit.hpp"

#include <imgui_internal.h>

namespace cairn::ui {
namespace {

constexpr ImGuiWindowFlags still =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
    ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoBringToFrontOnFocus;
constexpr float bottom_of_scroll = 40;

} // namespace

Kit::Kit(const app::Catalog& catalog, Fonts fonts, CairnPainter painter, semantics::Tree& tree, Inbox& inbox,
         Auditor& auditor)
    : catalog_(catalog), fonts_(fonts), painter_(painter), tree_(tree), inbox_(inbox), auditor_(auditor) {}

void Kit::begin_frame(const Theme& theme, float width, float height, std::uint32_t focus_request,
                      std::string_view focus_target) {
    theme_ = theme;
    view_width_ = width;
    view_height_ = height;
    focus_request_ = focus_request;
    focus_target_ = focus_target;
    used_ids_.clear();
    columns_.clear();
    auditor_.begin_frame();
    tree_.begin_frame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({width, height});
    ImGui::Begin("cairn", nullptr, still);
    columns_.push_back({width, cursor()});
}

void Kit::end_frame() {
    ImGui::End();
    tree_.end_frame();
    inbox_.clear();
}

void Kit::space(float pixels) {
    ImGui::Dummy({0, pixels});
}

void Kit::same_line(float gap) {
    ImGui::SameLine(0, gap);
}

void Kit::panel(ImVec2 position, ImVec2 size) {
    const ImVec2 end{position.x + size.x, position.y + size.y};
    canvas()->AddRectFilled(position, end, theme_.background);
    if (position.x + size.x < view_width_)
        canvas()->AddLine({end.x - 0.5F, position.y}, {end.x - 0.5F, end.y}, theme_.line);
    if (position.y > 0)
        canvas()->AddLine({position.x, position.y + 0.5F}, {end.x, position.y + 0.5F}, theme_.line);
}

void Kit::begin_id(std::string_view id) {
    ImGui::PushID(id.data(), id.data() + id.size());
}

void Kit::end_id() {
    ImGui::PopID();
}

std::uint32_t Kit::id_of(std::string_view label) const {
    return ImGui::GetID(label.data(), label.data() + label.size());
}

std::uint32_t Kit::unique_id(std::string_view label) {
    std::uint32_t id = id_of(label) ^ 0x54455854U; // apart from the widget of the same words
    while (id == 0 || !used_ids_.insert(id).second)
        id = id * 16777619U + 1;
    return id;
}

bool Kit::wants_focus(std::string_view key) const {
    return focus_request_ > 0 && !key.empty() && key == focus_target_;
}

void Kit::begin_column(float x_offset, float width) {
    const ImVec2 start = cursor();
    ImGui::SetCursorScreenPos({start.x + x_offset, start.y});
    ImGui::BeginGroup();
    columns_.push_back({width, start});
}

float Kit::end_column() {
    ImGui::EndGroup();
    const float height = ImGui::GetItemRectSize().y;
    ImGui::SetCursorScreenPos(columns_.back().origin);
    columns_.pop_back();
    return height;
}

void Kit::begin_card(std::string_view id, const CardOptions& options) {
    begin_id(id);
    const ImVec2 origin = cursor();
    const float card_width = width();
    if (splitters_.size() <= cards_.size()) splitters_.push_back(std::make_unique<ImDrawListSplitter>());
    ImDrawListSplitter& splitter = *splitters_[cards_.size()];
    splitter.Split(canvas(), 2);
    splitter.SetCurrentChannel(canvas(), 1);
    cards_.push_back({origin, card_width, options});
    ImGui::SetCursorScreenPos({origin.x + options.padding, origin.y + options.padding});
    ImGui::BeginGroup();
    columns_.push_back({card_width - 2 * options.padding, cursor()});
}

void Kit::end_card() {
    columns_.pop_back();
    ImGui::EndGroup();
    const Card card = cards_.back();
    cards_.pop_back();
    const float bottom = card.options.bottom < 0 ? card.options.padding : card.options.bottom;
    const float height = ImGui::GetItemRectSize().y + card.options.padding + bottom;
    const ImVec2 end{card.origin.x + card.width, card.origin.y + height};
    ImDrawListSplitter& splitter = *splitters_[cards_.size()];
    splitter.SetCurrentChannel(canvas(), 0);
    const Rgba shadow = IM_COL32(0, 0, 0, theme_.dark ? 60 : 12);
    for (float spread = 3; spread >= 1; --spread)
        canvas()->AddRectFilled({card.origin.x - spread + 1, card.origin.y + spread - 1},
                                {end.x + spread - 1, end.y + spread + 1}, shadow, radius_card + spread);
    canvas()->AddRectFilled(card.origin, end, card.options.tinted ? theme_.tint : theme_.surface,
                            radius_card);
    canvas()->AddRect(card.origin, end, card.options.tinted ? theme_.primary : theme_.line, radius_card);
    splitter.Merge(canvas());
    ImGui::SetCursorScreenPos(card.origin);
    ImGui::Dummy({card.width, height});
    end_id();
}

void Kit::begin_region(semantics::Role role, std::string_view name, ImVec2 position, ImVec2 size,
                       bool scrolls) {
    const std::uint32_t id = id_of(name);
    ImGui::SetCursorScreenPos(position);
    if (scrolls) ImGui::SetNextWindowScroll({-1, inbox_.scroll(id)});
    ImGui::BeginChild(id, size, ImGuiChildFlags_None, still | ImGuiWindowFlags_NoBackground);
    const std::size_t node = tree_.add({.id = id,
                                        .role = role,
                                        .flags = scrolls ? semantics::scroll : 0U,
                                        .box = {position.x, position.y, size.x, size.y},
                                        .name = name});
    tree_.enter(node, ImGui::GetScrollY());
    regions_.push_back({node, position});
    columns_.push_back({size.x, cursor()});
}

void Kit::end_region() {
    tree_.set_number(regions_.back().node, ImGui::GetCursorPosY() + bottom_of_scroll);
    ImGui::Dummy({0, bottom_of_scroll});
    tree_.leave();
    regions_.pop_back();
    columns_.pop_back();
    ImGui::EndChild();
}

void Kit::begin_container(semantics::Description description) {
    description.box = {cursor().x, cursor().y, width(), 0};
    const std::size_t node = tree_.add(description);
    tree_.enter(node);
    containers_.push_back({node, cursor()});
}

void Kit::end_container() {
    tree_.set_height(containers_.back().node, cursor().y - containers_.back().origin.y);
    tree_.leave();
    containers_.pop_back();
}

void Kit::begin_list(std::string_view name, bool ordered) {
    begin_id(name);
    begin_container({.id = id_of("list"),
                     .role = ordered ? semantics::Role::ordered_list : semantics::Role::list,
                     .name = name});
}

void Kit::end_list() {
    end_container();
    end_id();
}

void Kit::begin_item(std::string_view id) {
    begin_id(id);
    begin_container({.id = id_of("item"), .role = semantics::Role::list_item});
}

void Kit::end_item() {
    end_container();
    end_id();
}

void Kit::begin_group(std::string_view name) {
    begin_id(name);
    begin_container({.id = id_of("group"), .role = semantics::Role::group, .name = name});
}

void Kit::end_group() {
    end_container();
    end_id();
}

void Kit::status(std::string_view text) {
    tree_.add({.id = id_of("status"),
               .role = semantics::Role::status,
               .box = {cursor().x, cursor().y, 0, 0},
               .name = text});
}

bool Kit::begin_dialog(std::string_view title, bool at_top) {
    constexpr float margin = 16;
    constexpr float padding = 24;
    constexpr float widest = 560;
    constexpr float top = 72;
    begin_id("dialog");
    const std::uint32_t id = id_of(title);
    ImGui::SetCursorScreenPos({0, 0});
    ImGui::BeginChild(id, {view_width_, view_height_}, ImGuiChildFlags_None,
                      still | ImGuiWindowFlags_NoBackground);
    const float dialog_width = std::min(widest, view_width_ - 2 * margin);
    // The height is that of the frame before; three frames follow every change, so it settles at once.
    const float known = ImGui::GetStateStorage()->GetFloat(id, view_height_);
    const float dialog_height = std::min(known, view_height_ - 2 * margin);
    const ImVec2 origin{std::floor((view_width_ - dialog_width) / 2),
                        std::floor(at_top ? std::min(top, view_height_ - margin - dialog_height)
                                          : (view_height_ - dialog_height) / 2)};
    const ImVec2 end{origin.x + dialog_width, origin.y + dialog_height};
    canvas()->AddRectFilled({0, 0}, {view_width_, view_height_}, IM_COL32(8, 14, 18, 150));
    canvas()->AddRectFilled(origin, end, theme_.surface, radius_card);
    canvas()->AddRect(origin, end, theme_.line, radius_card);

    const std::size_t node = tree_.add({.id = id,
                                        .role = semantics::Role::dialog,
                                        .flags = semantics::scroll,
                                        .box = {origin.x, origin.y, dialog_width, dialog_height},
                                        .name = title,
                                        .number = known});
    const float scroll = inbox_.scroll(id);
    tree_.enter(node, scroll);
    canvas()->PushClipRect(origin, end, true);
    ImGui::SetCursorScreenPos({origin.x + padding, origin.y + padding - scroll});
    ImGui::BeginGroup();
    columns_.push_back({dialog_width - 2 * padding, origin});
    regions_.push_back({node, origin});
    heading(2, title, type_title);
    space(12);
    return !inbox_.take(id, ActionKind::cancel).has_value();
}

void Kit::end_dialog() {
    constexpr float padding = 24;
    ImGui::EndGroup();
    const float height = ImGui::GetItemRectSize().y + 2 * padding;
    const semantics::Node& node = tree_.nodes()[regions_.back().node];
    ImGui::GetStateStorage()->SetFloat(node.id, height);
    tree_.leave();
    regions_.pop_back();
    columns_.pop_back();
    canvas()->PopClipRect();
    ImGui::EndChild();
    end_id();
}

} // namespace cairn::ui
