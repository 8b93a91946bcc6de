#include "ui/program.hpp"

#include "app/answers.hpp"
#include "app/checking.hpp"
#include "app/commit.hpp"
#include "app/recovery.hpp"
#include "app/tabs.hpp"
#include "ui/kit/context.hpp"
#include "ui/views/view.hpp"

namespace cairn::ui {
namespace {

// A frame whose commands give rise to more of them is our mistake; the page must not hang on it.
constexpr int most_unsettled = 8;

} // namespace

Program::Program(app::State state, RasterizeGlyph rasterize, CairnPainter painter, MakeStamp make_stamp)
    : state_(std::move(state)), make_stamp_(std::move(make_stamp)), context_(make_context(auditor_)),
      fonts_(add_fonts(rasterize)), kit_(*state_.catalog, fonts_, painter, tree_, inbox_, auditor_) {
    look_for_copies();
    take(app::begin_writing(state_, make_stamp_()));
    judge();
}

Program::~Program() {
    destroy_context(context_);
}

void Program::post(std::uint32_t node, Action action) {
    inputs_.emplace_back(Touch{node, std::move(action)});
}

void Program::post(app::Event event) {
    inputs_.emplace_back(std::move(event));
}

void Program::post(app::Command command) {
    inputs_.emplace_back(std::move(command));
}

void Program::reload(app::State stored) {
    app::strand(state_);
    state_.document = std::move(stored.document);
    state_.keys = std::move(stored.keys);
    state_.generation = stored.generation;
    const bool other_trust =
        stored.notes.trust != state_.notes.trust || (!state_.trust && !stored.notes.trust.empty());
    state_.notes = std::move(stored.notes);
    state_.history = std::move(stored.history);
    state_.session.save = std::move(stored.session.save);
    state_.session.store_problem = std::move(stored.session.store_problem);
    state_.session.loading = stored.session.loading;
    if (stored.session.notice) state_.session.notice = std::move(stored.session.notice);
    ++state_.session.text_revision;
    look_for_copies();
    if (other_trust) take(app::with_kept_trust({std::move(state_), {}}, make_stamp_()));
    judge();
}

void Program::loaded(app::State stored) {
    reload(std::move(stored));
    take(app::begin_writing(state_, make_stamp_()));
}

// Of what was stored and cannot be read.
void Program::look_for_copies() {
    app::Step step{std::move(state_), {}};
    app::begin_recovery(step);
    take(std::move(step));
}

// What is held, and asks what could not be checked here.
void Program::judge() {
    app::Step step{std::move(state_), {}};
    app::judge_held(step.state, nullptr, make_stamp_().now);
    app::ask_about_held(step);
    app::search_anew(step.state);
    take(std::move(step));
}

void Program::take(app::Step step) {
    state_ = std::move(step.state);
    for (app::Effect& effect : step.effects)
        effects_.push_back(std::move(effect));
}

void Program::run_commands() {
    for (const app::Command& command : std::exchange(commands_, {})) {
        Result<app::Step> step = app::update(state_, command, make_stamp_());
        take(step ? *std::move(step) : app::refuse(state_, step.error()));
    }
}

void Program::lay_out(const Viewport& viewport, double now_ms) {
    const bool dark = state_.session.dark;
    const Theme theme = make_theme(*state_.catalog, dark);
    if (styled_for_ != static_cast<int>(dark)) {
        apply_imgui_style(theme);
        styled_for_ = static_cast<int>(dark);
    }
    motion_.begin_frame(now_ms, state_.session.reduced_motion);
    begin_imgui_frame(viewport.width, viewport.height, viewport.density);
    kit_.begin_frame(theme, viewport.width, viewport.height, state_.session.focus_request,
                     state_.session.focus);
    draw_program(state_, kit_, motion_, commands_);
    kit_.end_frame();
}

void Program::take_events() {
    while (!inputs_.empty() && !std::holds_alternative<Touch>(inputs_.front())) {
        const Input input = std::move(inputs_.front());
        inputs_.pop_front();
        if (const auto* event = std::get_if<app::Event>(&input)) {
            take(app::update(state_, *event, make_stamp_()));
        } else {
            commands_.push_back(std::get<app::Command>(input));
            run_commands();
        }
    }
}

void Program::take_touch() {
    if (inputs_.empty() || !std::holds_alternative<Touch>(inputs_.front())) return;
    Touch touch = std::get<Touch>(std::move(inputs_.front()));
    inputs_.pop_front();
    inbox_.put(touch.node, std::move(touch.action));
}

// The window's title follows the page's heading.
void Program::name_page() {
    for (const semantics::Node& node : tree_.nodes()) {
        if (node.role != semantics::Role::heading || node.aux != 1) continue;
        std::string title = app::tr(*state_.catalog, "app.title",
                                    {{"screen", tree_.text_of(node.name_offset, node.name_length)}});
        if (state_.document && state_.document->sample)
            title = app::tr(*state_.catalog, "sample.window", {{"title", title}});
        if (title != title_) effects_.emplace_back(app::SetTitle{title});
        title_ = std::move(title);
        return;
    }
}

void Program::frame(const Viewport& viewport, double now_ms) {
    for (int unsettled = 0; unsettled < most_unsettled;) {
        take_touch();
        lay_out(viewport, now_ms);
        if (commands_.empty() && inputs_.empty()) return name_page();
        discard_imgui_frame();
        unsettled = inputs_.empty() ? unsettled + 1 : 0;
        run_commands();
        take_events();
    }
}

} // namespace cairn::ui
