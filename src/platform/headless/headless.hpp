// The whole program without a browser: a person who finds things by role and name, and a world that answers
// effects. Tests drive it; nothing of it ships.
#pragma once

#include "platform/headless/disk.hpp"
#include "semantics/node.hpp"
#include "ui/program.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::headless {

using semantics::Role;

// A node with its texts and its place on the canvas of the page's content, for questions of layout.
struct Found {
    std::uint32_t id = 0, parent = 0;
    Role role = Role::root;
    unsigned flags = 0, style = 0, aux = 0;
    semantics::Box box; // on the canvas, as if nothing were scrolled
    std::string name, value;
    std::multimap<std::string, std::string> extras;
    float number = 0;
    std::uint32_t request = 0;

    bool is(semantics::Flag flag) const { return (flags & flag) != 0; }
    // What assistive technology says: the extra "label" where there is one.
    const std::string& spoken() const;
    std::string extra(const std::string& key) const;
};

// A role that a person can act on.
bool is_interactive(Role role);

class Headless {
  public:
    explicit Headless(app::CatalogPtr catalog, ui::Viewport viewport = {1440, 900, 1});
    explicit Headless(app::State state, ui::Viewport viewport = {1440, 900, 1});
    ~Headless();
    Headless(const Headless&) = delete;
    Headless& operator=(const Headless&) = delete;

    const app::State& state() const { return program_->state(); }
    ui::Program& program() { return *program_; }
    const ui::Auditor& auditor() const { return program_->auditor(); }

    // Draws frames and answers effects until nothing is left to do; reports how many frames it took.
    int settle();
    // One frame, `later_ms` after the last one; what it asks for is answered in settle().
    void frame(double later_ms = 16);
    void resize(float width, float height);

    // Nodes in the order of the page. A name is what is spoken; nothing: any name.
    std::vector<Found> nodes() const;
    std::vector<Found> all(Role role) const;
    std::optional<Found> find(Role role, std::string_view name) const;
    // Below the container of that name.
    std::optional<Found> find_in(std::string_view container, Role role, std::string_view name) const;
    bool has_text(std::string_view part) const; // in the name of any node

    // What a person does. False: there is no such element, or it is disabled.
    bool press(Role role, std::string_view name);
    bool press(std::string_view button) { return press(Role::button, button); }
    bool follow(std::string_view link); // activates it, and goes where it leads
    bool type(std::string_view label, std::string_view text);
    bool choose(std::string_view label, std::string_view option); // by the option's words
    bool check(std::string_view label, bool on);
    bool drop(std::string_view label, const std::vector<std::string>& names);
    bool cancel_dialog();
    void act(std::uint32_t node, ui::ActionKind kind, double number = 0, std::string text = {});
    void visit(std::string_view hash);

    // The world answers what recovery was looking for on this device.
    void find_copies(std::vector<StoredCopy> copies);

    // The world. Files to drop are put here by name: their bytes and media type.
    struct File {
        std::string bytes;
        std::string media_type = "text/plain";
        bool cleaned = false;
    };
    std::map<std::string, File> files;
    std::map<std::string, std::string> blobs; // stored bytes by SHA-256
    std::optional<Error> save_error;          // what saves fail with
    bool answers_saves = true;                // false: saves stay under way
    std::optional<Error> erase_error;         // what erasing fails with
    bool answers_ranges = true;               // false: what is asked of a picked file stays under way
    std::string sample;                       // the file that came with the page
    bool erased = false;
    // Answers questions about signatures; empty: nobody can.
    std::function<SignatureAnswers(const std::vector<SignatureQuestion>&)> answer_signatures;
    Disk disk;               // what was committed
    std::size_t commits = 0; // that were asked for
    std::vector<app::Download> downloads;
    std::vector<app::Announce> announcements;
    std::vector<std::string> addresses; // that the program went to
    std::vector<std::string> themes;

  private:
    bool act_on(Role role, std::string_view name, ui::ActionKind kind, double number = 0,
                std::string text = {});
    std::map<std::string, File>::const_iterator picked(std::uint32_t handle) const;
    bool answer(const app::Effect& effect);
    bool answer_whole(const app::Effect& effect);
    bool answer_store(const app::Effect& effect);
    Result<std::string> range_bytes(const app::PackedRange& range) const;
    app::Event open_sealed(const app::OpenSealedFile& sealed);
    bool answer_effects(); // true: there was an answer
    void draw(double now_ms);

    ui::Viewport viewport_;
    double now_ms_ = 0;
    std::uint32_t next_handle_ = 1;
    std::map<std::uint32_t, std::string> handles_;
    std::uint32_t looking_for_copies_ = 0; // effect
    std::set<std::string> fresh_;          // blobs that the import under way has kept
    std::unique_ptr<ui::Program> program_;
};

} // namespace cairn::headless
