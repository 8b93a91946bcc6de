// The running program without any edge: input in, frames and effects out. The page and the tests drive the
// same class; only what runs the effects differs.
#pragma once

#include "app/update.hpp"
#include "ui/kit/kit.hpp"
#include "ui/motion.hpp"

#include <deque>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

struct ImGuiContext;

namespace cairn::ui {

struct Viewport {
    float width = 0, height = 0; // CSS pixels
    float density = 1;           // device pixels per CSS pixel
};

class Program {
  public:
    using MakeStamp = std::function<app::Stamp()>;

    Program(app::State state, RasterizeGlyph rasterize, CairnPainter painter, MakeStamp make_stamp);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    const app::State& state() const { return state_; }
    const semantics::Tree& tree() const { return tree_; }
    const Auditor& auditor() const { return auditor_; }

    // Input waits until the next frame and is taken in the order it came: words typed into a field reach it
    // before the click that leaves the screen does.
    void post(std::uint32_t node, Action action);
    void post(app::Event event);
    void post(app::Command command);
    void scroll(std::uint32_t node, float top) { inbox_.set_scroll(node, top); }

    // What was stored has been read again: another tab wrote it.
    void reload(app::State stored);
    // The records that were still being read are there: nobody could change anything meanwhile.
    void loaded(app::State stored);

    // Takes the input and lays out until nothing changes; what is left is to render. `now_ms` is any clock
    // that only goes forward.
    void frame(const Viewport& viewport, double now_ms);

    // The effects that came up since the last call, in order.
    std::vector<app::Effect> take_effects() { return std::exchange(effects_, {}); }

    // Milliseconds until the next frame is wanted; below 0: none.
    double next_frame_ms() const { return motion_.moving() ? 0 : -1; }

  private:
    struct Touch {
        std::uint32_t node;
        Action action;
    };
    using Input = std::variant<Touch, app::Event, app::Command>;

    void lay_out(const Viewport& viewport, double now_ms);
    void run_commands();
    void take_events();
    // One a layout: widgets answer in the order they are drawn, people act in another.
    void take_touch();
    void take(app::Step step);
    void look_for_copies();
    void judge();
    void name_page();

    app::State state_;
    MakeStamp make_stamp_;
    ImGuiContext* context_;
    semantics::Tree tree_;
    Inbox inbox_;
    Auditor auditor_;
    Motion motion_;
    Fonts fonts_;
    Kit kit_;
    std::deque<Input> inputs_;
    std::vector<app::Command> commands_;
    std::vector<app::Effect> effects_;
    std::string title_;   // as the page was told
    int styled_for_ = -1; // the scheme that ImGui's style was made for
};

} // namespace cairn::ui
