// The kit: every widget of Cairn. A widget lays itself out and paints with ImGui, describes itself to the
// accessibility tree, and returns the action that the person took on its element. That element's DOM event
// is the only way to activate it; ImGui's own "pressed" is never asked.
#pragma once

#include "semantics/tree.hpp"
#include "ui/kit/auditor.hpp"
#include "ui/kit/fonts.hpp"
#include "ui/kit/inbox.hpp"
#include "ui/theme.hpp"

#include <imgui.h>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace cairn::ui {

// Looks of text; the numbers are the mirror's classes (web/app/app.css).
enum class Tone : std::uint16_t {
    ink = 0,
    muted = 8,
    strong = 9,
    gold = 10,
    moss = 11,
    rust = 12,
    primary = 13,
    on_primary = 14
};

enum class ButtonLook : std::uint16_t { primary = 1, secondary = 2, quiet = 3, danger = 7 };
enum class LinkLook : std::uint16_t {
    inline_text = 3,
    rail = 4,
    bar = 5,
    row = 6,
    primary_button = 1,
    secondary_button = 2
};

enum class Mark { none, empty, drafted, claimed, accepted, earned, returned };

struct ButtonOptions {
    ButtonLook look = ButtonLook::secondary;
    std::string_view icon = {};
    std::string_view name = {};      // accessible name where it must say more than the label
    std::string_view shortcut = {};  // aria-keyshortcuts
    std::string_view id = {};        // where the same place gets another label: the focus stays on it
    std::string_view focus_key = {}; // see Session::focus
    bool disabled = false;
    bool full_width = false;
    bool icon_only = false;
    float width = 0; // 0: as wide as its label
};

struct FieldOptions {
    std::string_view hint = {};
    std::string_view placeholder = {};
    std::string_view error = {};
    std::string_view autocomplete = {}; // "new-password", "current-password": what is typed is not shown
    std::string_view lang = {};
    std::string_view input_mode = {};
    std::size_t max_length = 0;
    int rows = 1;
    bool required = false;
    bool read_only = false;
    bool hide_label = false;
    std::string_view focus_key = {}; // see Session::focus
    std::uint32_t revision = 0; // a new number makes the element take the value even while it has the focus
};

struct Option {
    std::string value, label;
};

struct RowOptions {
    std::string_view title;
    std::string_view detail = {};
    std::string_view chip = {};
    Tone chip_tone = Tone::muted;
    std::string_view chip_icon = {};
    std::string_view icon = {};
    Mark mark = Mark::none;
    std::string_view name = {}; // accessible name; else title, detail and chip
};

// One thing that is known: "Signature: holds", or words alone. `said` is all of it, for the ear and where the
// browser paints.
struct Fact {
    std::string_view label, words, said;
    std::string_view icon = {};
    Tone tone = Tone::muted; // of the icon
};

struct CardOptions {
    float padding = 20;
    float bottom = -1;   // padding below; below 0: as around
    bool tinted = false; // the one card that asks for something
};

struct DroppedFile {
    std::uint32_t handle = 0;
    std::string name;
};

// Paints the stones onto a list; shaders on the page, plain shapes in tests.
struct CairnPainter {
    void (*paint)(void* self, ImDrawList* list, const gl::Scene& scene) = nullptr;
    void* self = nullptr;
};

class Kit {
  public:
    Kit(const app::Catalog& catalog, Fonts fonts, CairnPainter painter, semantics::Tree& tree, Inbox& inbox,
        Auditor& auditor);

    // One frame. `plain`: the browser paints everything; ImGui still lays out.
    void begin_frame(const Theme& theme, float width, float height, std::uint32_t focus_request,
                     std::string_view focus_target);
    void end_frame();

    const app::Catalog& catalog() const { return catalog_; }
    const Theme& theme() const { return theme_; }
    float view_width() const { return view_width_; }
    float view_height() const { return view_height_; }
    bool phone() const { return view_width_ < 900; }

    // Layout. Width is that of the column under way.
    float width() const { return columns_.back().width; }
    ImVec2 cursor() const { return ImGui::GetCursorScreenPos(); }
    void space(float pixels);
    void same_line(float gap);
    void set_cursor(ImVec2 position) { ImGui::SetCursorScreenPos(position); }
    void panel(ImVec2 position, ImVec2 size);       // a surface behind a region
    void begin_column(float x_offset, float width); // from the column under way; draws from its top on
    float end_column();                             // its height
    void begin_card(std::string_view id, const CardOptions& options = {});
    void end_card();
    void begin_id(std::string_view id);
    void end_id();

    // Regions. A scrolling one takes its position from the DOM.
    void begin_region(semantics::Role role, std::string_view name, ImVec2 position, ImVec2 size,
                      bool scrolls = false);
    void end_region();
    void begin_list(std::string_view name, bool ordered = false);
    void begin_item(std::string_view id);
    void end_item();
    void end_list();
    void begin_group(std::string_view name);
    void end_group();

    // Text. `people_s`: words that people wrote; the browser paints what ImGui cannot shape.
    // With a key the focus can be moved to it.
    void heading(int level, std::string_view text, const TypeStyle& style, std::string_view focus_key = {});
    void text(std::string_view text, const TypeStyle& style = type_body, Tone tone = Tone::ink);
    void people_s_text(std::string_view text, const TypeStyle& style = type_body, Tone tone = Tone::ink);
    void chip(std::string_view text, Tone tone, std::string_view icon = {});
    void fact(const Fact& fact);
    void rule();
    void status(std::string_view text);

    // Actions.
    bool button(std::string_view label, const ButtonOptions& options = {});
    void link(std::string_view label, std::string_view href, LinkLook look, std::string_view icon = {},
              bool current = false);
    void row_link(std::string_view href, const RowOptions& row);
    void row_text(const RowOptions& row); // the same look without a link
    bool row_button(std::string_view id, const RowOptions& row, bool disabled = false);

    // Fields: the new value when the person changed it.
    std::optional<bool> checkbox(std::string_view label, bool value, const FieldOptions& options = {});
    std::optional<std::string> choice(std::string_view label, std::span<const Option> options,
                                      std::string_view value, const FieldOptions& field = {});
    std::optional<std::string> text_field(std::string_view label, std::string_view value,
                                          const FieldOptions& options = {});
    // The same for what is looked for as one types. `entered`: Enter was pressed in it.
    std::optional<std::string> search_field(std::string_view label, std::string_view value, bool& entered,
                                            const FieldOptions& options = {});
    std::optional<std::string> date_field(std::string_view label, std::string_view value,
                                          const FieldOptions& options = {});
    std::vector<DroppedFile> file_drop(std::string_view label, std::string_view hint,
                                       std::string_view focus_key = {});

    // Pictures.
    void progress(std::string_view name, std::size_t value, std::size_t max);
    void media(semantics::Role role, std::string_view sha256, std::string_view media_type,
               std::string_view name, std::string_view alt, float height);
    void logo(ImVec2 position, float size);
    // The stones at `scene`'s rectangle, from the column's left edge; takes its height of the layout.
    void cairn(gl::Scene scene);
    // Words at a place that is painted otherwise: a list item of the cairn.
    void described_item(std::string_view id, std::string_view words, ImVec2 position, ImVec2 size);

    // A modal dialog; false: the person closed it. Draw its content between the two. `at_top`: its upper edge
    // stays where it is while its content changes.
    bool begin_dialog(std::string_view title, bool at_top = false);
    void end_dialog();

    // Measures and paint for the views' own drawing.
    float text_width(std::string_view text, const TypeStyle& style) const;
    float text_height(std::string_view text, const TypeStyle& style, float width) const;
    void draw_text(ImVec2 position, std::string_view text, const TypeStyle& style, Rgba color) const;
    void draw_icon(ImVec2 position, std::string_view icon, float size, Rgba color) const;
    void draw_mark(ImVec2 center, Mark mark) const;
    Rgba color_of(Tone tone) const;

    semantics::Tree& tree() { return tree_; }

  private:
    struct Column {
        float width = 0;
        ImVec2 origin;
    };
    struct Card {
        ImVec2 origin;
        float width = 0;
        CardOptions options;
    };
    struct Container {
        std::size_t node = 0;
        ImVec2 origin;
    };

    std::uint32_t id_of(std::string_view label) const;
    std::uint32_t unique_id(std::string_view label);
    bool wants_focus(std::string_view key) const;
    std::uint32_t focus_request_of(std::string_view key) const {
        return wants_focus(key) ? focus_request_ : 0;
    }
    std::vector<std::string_view> wrap(std::string_view text, const TypeStyle& style, float width) const;
    float text_top(const TypeStyle& style) const; // from the top of a line to where ImGui starts to draw
    std::uint32_t invisible_item(std::string_view label, ImVec2 size);
    void draw_lines(ImVec2 position, std::string_view text, const TypeStyle& style, Rgba color,
                    float width) const;
    // Lays out, paints and describes text at the cursor; returns the node's id.
    std::uint32_t layout_text(semantics::Description description, std::string_view text,
                              const TypeStyle& style, Tone tone,
                              std::span<const semantics::Extra> extras = {});
    void begin_container(semantics::Description description);
    void end_container();
    std::uint32_t field(semantics::Role role, std::string_view label, std::string_view value, float height,
                        const FieldOptions& options, std::vector<semantics::Extra> extras = {});
    ImVec2 row_size(const RowOptions& row) const;
    void paint_row(const RowOptions& row, ImVec2 origin, ImVec2 size) const;
    void describe_row(semantics::Description description, const RowOptions& row, ImVec2 origin, ImVec2 size);
    void paint_button(ImVec2 origin, ImVec2 size, std::string_view label, std::string_view icon,
                      unsigned look, bool disabled) const;
    ImFont* font(const TypeStyle& style) const { return style.bold ? fonts_.bold : fonts_.regular; }
    ImDrawList* canvas() const { return ImGui::GetWindowDrawList(); }

    const app::Catalog& catalog_;
    Fonts fonts_;
    CairnPainter painter_;
    semantics::Tree& tree_;
    Inbox& inbox_;
    Auditor& auditor_;
    Theme theme_{};
    float view_width_ = 0, view_height_ = 0;
    std::uint32_t focus_request_ = 0;
    std::string focus_target_;
    std::vector<Column> columns_;
    std::vector<Card> cards_;
    std::vector<Container> regions_;
    std::vector<Container> containers_;
    std::vector<std::unique_ptr<ImDrawListSplitter>> splitters_;
    std::unordered_set<std::uint32_t> used_ids_;
};

} // namespace cairn::ui
