// What Dear ImGui reports to the auditor, and that nobody listens to its own presses.
#include "platform/headless/glyphs.hpp"
#include "platform/headless/headless.hpp"
#include "support/assets.hpp"
#include "ui/kit/context.hpp"

#include <doctest/doctest.h>
#include <imgui.h>

using namespace cairn;
using namespace cairn::test;

namespace {

// A frame in which `draw` puts items into an empty window; what the auditor says of it.
template <class Draw>
std::vector<std::string> faults_after(const Draw& draw) {
    ui::Auditor auditor;
    ImGuiContext* context = ui::make_context(auditor);
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    ui::add_fonts(headless::rasterize_box);
    ui::begin_imgui_frame(300, 300, 1);
    ImGui::SetNextWindowSize({300, 300});
    ImGui::Begin("window", nullptr, ImGuiWindowFlags_NoDecoration);
    auditor.begin_frame();
    draw(auditor);
    ImGui::End();
    ui::discard_imgui_frame();
    std::vector<std::string> faults = auditor.faults();
    ui::destroy_context(context);
    return faults;
}

} // namespace

TEST_CASE("a labelled item that no widget of the kit registered is found") {
    CHECK(faults_after([](ui::Auditor&) { ImGui::Button("stray"); }) ==
          std::vector<std::string>{"not in the kit: stray"});
    CHECK(faults_after([](ui::Auditor& auditor) {
              auditor.registered(ImGui::GetID("known"));
              ImGui::Button("known");
          }).empty());
    CHECK(faults_after([](ui::Auditor&) { ImGui::TextUnformatted("words are no items"); }).empty());
}

TEST_CASE("an item that is drawn twice in a frame is found") {
    CHECK(faults_after([](ui::Auditor& auditor) {
              auditor.registered(ImGui::GetID("twin"));
              ImGui::Button("twin");
              ImGui::Button("twin");
          }) == std::vector<std::string>{"twice in one frame: twin"});
}

TEST_CASE("a mouse and a keyboard that reach Dear ImGui press nothing") {
    headless::Headless page(shipped_catalog());
    page.settle();
    const std::string label = app::tr(*shipped_catalog(), "welcome.startEmpty");
    const auto start = page.find(semantics::Role::button, label);
    REQUIRE(start.has_value());
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(start->box.x + start->box.width / 2, start->box.y + start->box.height / 2);
    for (const bool down : {true, false}) {
        io.AddMouseButtonEvent(ImGuiMouseButton_Left, down);
        page.frame();
        io.AddKeyEvent(ImGuiKey_Enter, down);
        page.frame();
        io.AddKeyEvent(ImGuiKey_Space, down);
        page.frame();
    }
    CHECK(page.state().document == nullptr);
    CHECK(page.press(label));
    CHECK(page.state().document != nullptr);
}
