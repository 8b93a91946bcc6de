// The program on the page: frames onto WebGL, input from the mirror, effects to JavaScript.
#pragma once

#include "core/json/reader.hpp"
#include "gl/backend.hpp"
#include "platform/web/effects.hpp"
#include "platform/web/loader.hpp"
#include "ui/program.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace cairn::web {

class Page {
  public:
    // Null: the text is not what the page promises to send.
    static std::unique_ptr<Page> make(std::string_view boot_json);

    double frame(double now_ms, const ui::Viewport& viewport);
    const semantics::Tree& tree() const { return program_.tree(); }
    std::string audit() const;

    void action(std::uint32_t node, std::uint32_t kind, double number, std::string_view text);
    void scroll(std::uint32_t node, float top) { program_.scroll(node, top); }
    void event(std::string_view name, std::string_view json);
    void reply(std::uint32_t effect, std::uint32_t outcome, std::string_view json);

  private:
    Page(app::State state, bool webgl, Loader loader, FileWriter writer);

    void read_again();
    void become_writer(bool writer);
    void another_tab(std::string_view name, Object& news);
    void take_stored();
    void drop_unnamed_blobs();
    void shortcut(std::string_view json);
    bool run_effects();

    gl::Backend backend_;
    ui::Program program_;
    Effects effects_;
    Loader loader_;
    bool webgl_ = false;
    bool stored_anew_ = false; // memory holds what another tab stored
};

} // namespace cairn::web
