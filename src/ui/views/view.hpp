// What every view gets: the state to show, the kit to show it with, and a place for what the person asks.
#pragma once

#include "app/command.hpp"
#include "app/state.hpp"
#include "core/pathway/plan.hpp"
#include "ui/kit/kit.hpp"
#include "ui/motion.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn::ui {

struct View {
    const app::State& state;
    Kit& kit;
    Motion& motion;
    std::vector<app::Command>& commands;
    const Progress& progress;
    const std::vector<LevelStatus>& levels; // those of `progress`

    void emit(app::Command command) { commands.push_back(std::move(command)); }

    std::string tr(std::string_view key, app::Placeholders values = {}) const {
        return app::tr(*state.catalog, key, values);
    }
    std::string count(std::string_view key, std::size_t number) const {
        return app::tr_count(*state.catalog, key, number);
    }
    const std::string& words(const LanguageMap& map) const { return in_language(map, lang()); }
    std::string_view lang() const {
        return state.document ? std::string_view(state.document->profile.lang) : "en";
    }
    const Document& document() const { return *state.document; }
    bool editable() const { return app::can_edit(state); }

    // The status of a node of the pathway, and of its level.
    const NodeStatus* status_of(const PathwayNode& node) const;
};

// One whole frame: shell, screen, dialog.
void draw_program(const app::State& state, Kit& kit, Motion& motion, std::vector<app::Command>& commands);

// Screens. Each draws into the main region.
void draw_welcome(View& view);
void draw_path(View& view);
void draw_criterion(View& view);
void draw_evidence(View& view);
void draw_new_record(View& view);
void draw_skill(View& view);
void draw_reflections(View& view);
void draw_plan(View& view);
void draw_wall(View& view);
void draw_more(View& view);
void draw_record(View& view);
void draw_submit(View& view);
void draw_settings(View& view);
void draw_trash(View& view);
void draw_badges(View& view);
void draw_history(View& view);
void draw_conflicts(View& view);
void draw_check(View& view);
// In place of every screen: what was stored cannot be read; what is stored is locked.
void draw_recovery(View& view);
void draw_lock(View& view);
void draw_dialog(View& view);
// About the portfolio as a whole; false: the dialog is another.
bool draw_whole_dialog(View& view);
// That another tab writes, that a newer version is ready; nothing where neither is so.
void draw_tab_banners(View& view);
// "Edit here instead".
void draw_take_over(View& view);
// That nobody's portfolio is open; nothing where it is somebody's.
void draw_sample_banner(View& view);
void draw_palette(View& view);

} // namespace cairn::ui
