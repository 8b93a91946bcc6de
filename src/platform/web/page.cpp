#include "platform/web/page.hpp"

#include "app/actions.hpp"
#include "app/load.hpp"
#include "core/json/read.hpp"
#include "core/json/reader.hpp"
#include "core/store/index.hpp"
#include "core/store/journal.hpp"
#include "platform/web/imports.hpp"
#include "platform/web/storage.hpp"
#include "platform/web/vault.hpp"

#include <chrono>
#include <cstdlib>
#include <emscripten/html5.h>
#include <imgui.h>
#include <span>
#include <sys/random.h>
#include <utility>

namespace cairn::web {
namespace {

constexpr double reading_ms = 8;  // of a frame, while records are still being read
constexpr double storing_ms = 12; // that a picture waits for words to be on the disk
constexpr std::size_t largest_boot = 32U * 1024 * 1024;

std::size_t rasterize(std::uint32_t code_point, float pixels, bool bold, std::uint8_t* rgba,
                      std::size_t capacity, ui::GlyphMetrics* metrics) {
    static_assert(sizeof(ui::GlyphMetrics) == 8 * sizeof(float));
    const std::int32_t needed =
        cairn_host_glyph(code_point, pixels, bold ? 1 : 0, rgba, static_cast<std::uint32_t>(capacity),
                         reinterpret_cast<float*>(metrics));
    return needed < 0 ? 0 : static_cast<std::size_t>(needed);
}

// Without random bytes there are no keys and no ids: better to stop than to go on with guessable ones.
void fill_random(std::span<std::uint8_t> bytes) {
    if (getentropy(bytes.data(), bytes.size()) != 0) std::abort();
}

app::Stamp make_stamp() {
    using namespace std::chrono;
    app::Stamp stamp;
    stamp.now.ms = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    for (Id& id : stamp.fresh) {
        std::array<std::uint8_t, 16> bytes{};
        fill_random(bytes);
        id = make_uuid_v4(bytes);
    }
    fill_random(stamp.seed);
    return stamp;
}

void paint_cairn(void* self, ImDrawList* list, const gl::Scene& scene) {
    static_cast<gl::Backend*>(self)->add_cairn(list, scene, ImGui::GetIO().DisplayFramebufferScale.x);
}

app::TriesNoted tries_of(Object& root) {
    return {static_cast<std::uint32_t>(root.number_or("count", 0, UINT32_MAX)),
            Instant{static_cast<std::int64_t>(root.number_or("at", 0, largest_exact_integer))}};
}

// Without a renderer nobody takes ImGui's textures; they count as made.
void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate || texture->Status == ImTextureStatus_WantUpdates)
            texture->SetStatus(ImTextureStatus_OK);
        if (texture->Status == ImTextureStatus_WantDestroy) texture->SetStatus(ImTextureStatus_Destroyed);
    }
}

} // namespace

// Whether more was stored here once than is there now: the database came back in an older state.
bool is_behind(const app::State& state, const Json* canary) {
    if (canary == nullptr || !state.document) return false;
    Reading reading("canary");
    Object root = reading.root(*canary);
    return root.text_or("portfolio", "") == state.document->portfolio &&
           root.number_or("generation", 0, largest_exact_integer) > state.generation;
}

std::unique_ptr<Page> Page::make(std::string_view boot_json) {
    const Result<Json> json = read_json(boot_json, {.bytes = largest_boot});
    if (!json) return nullptr;
    Reading reading("boot");
    Object root = reading.root(*json);
    const Json* assets = root.raw("assets");
    if (assets == nullptr) return nullptr;
    Result<app::Catalog> catalog = app::parse_catalog(*assets);
    if (!catalog) {
        std::fprintf(stderr, "%s %s %s\n", catalog.error().code.c_str(), catalog.error().where.c_str(),
                     catalog.error().detail.c_str());
        return nullptr;
    }

    app::State state;
    state.catalog = std::make_shared<const app::Catalog>(*std::move(catalog));
    state.session.dark = root.text_or("theme", "light") == "dark";
    state.session.reduced_motion = root.boolean_or("reducedMotion", false);
    state.session.writer = root.boolean_or("writer", true);
    state.session.route = app::parse_route(root.text_or("route", ""));
    if (const Json* offset = root.raw("utcOffsetMinutes"); offset != nullptr && offset->is_number_integer())
        state.session.utc_offset_minutes = offset->get<int>();
    const bool webgl = root.boolean_or("webgl", true);
    state.session.plain = root.boolean_or("plain", false);
    if (const Json* persisted = root.raw("persisted"); persisted != nullptr && persisted->is_boolean())
        state.session.persisted = persisted->get<bool>();
    state.session.may_be_cleared = root.boolean_or("mayBeCleared", false);
    Loader loader;
    FileWriter writer;
    if (std::string lock = read_lock(); !lock.empty())
        find_lock(std::move(lock));
    else
        find_lock(root.text_or("lock", ""), true);
    if (vault_state() == VaultState::locked)
        state.session.locked = state.session.vault = true;
    else
        loader.begin(state, writer);
    if (!state.session.locked && !state.document && !state.session.store_problem &&
        root.boolean_or("vanished", false))
        state.session.store_problem = Error{"store.vanished"};
    if (is_behind(state, root.raw("canary"))) {
        state.session.store_problem = Error{"store.behind"};
        state.session.loading = false;
        loader.stop();
    }
    if (root.boolean_or("advise", false) && state.document && !state.session.notice)
        state.session.notice = app::Notice{true, app::tr(*state.catalog, "settings.mayBeCleared")};
    std::unique_ptr<Page> page(new Page(std::move(state), webgl, std::move(loader), std::move(writer)));
    if (const Json* tries = root.raw("tries"); tries != nullptr && tries->is_object()) {
        Reading noted("tries");
        Object parts = noted.root(*tries);
        page->program_.post(tries_of(parts));
    }
    return page;
}

Page::Page(app::State state, bool webgl, Loader loader, FileWriter writer)
    : program_(std::move(state), rasterize, {paint_cairn, &backend_}, make_stamp), loader_(std::move(loader)),
      webgl_(webgl) {
    effects_.files() = std::move(writer);
    if (webgl_) {
        EmscriptenWebGLContextAttributes attributes;
        emscripten_webgl_init_context_attributes(&attributes);
        attributes.majorVersion = 2;
        attributes.alpha = false;
        attributes.antialias = false;
        attributes.depth = false;
        attributes.stencil = false;
        attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
        const auto context = emscripten_webgl_create_context("#canvas", &attributes);
        webgl_ = context > 0 && emscripten_webgl_make_context_current(context) == EMSCRIPTEN_RESULT_SUCCESS &&
                 backend_.init();
    }
    if (!webgl_) ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    if (program_.state().document) effects_.run(app::ApplyTheme{program_.state().document->profile.theme});
}

// Evidence of records that were deleted for good goes once nothing that is stored names it: no restore point,
// and no row of the journal by which the deletion could be undone.
void Page::drop_unnamed_blobs() {
    const app::Session& session = program_.state().session;
    if (!program_.state().document || !session.writer || session.store_problem || session.locked) return;
    effects_.run(app::KeepBlobs{stored_digests()});
}

double Page::frame(double now_ms, const ui::Viewport& viewport) {
    const bool rendering = webgl_ && backend_.new_frame();
    program_.frame(viewport, now_ms);
    ImGui::Render();
    // Where there is no GPU a browser answers nothing while it shows a picture.
    if (run_effects()) return storing_ms;
    // A plain page has its canvas hidden; drawn all the same, it is right at once when it comes back.
    if (rendering)
        backend_.render(
            ImGui::GetDrawData(),
            ui::to_color(
                ui::make_theme(*program_.state().catalog, program_.state().session.dark).background));
    else
        accept_textures();
    if (loader_.active())
        if (auto whole = loader_.step(program_.state().catalog, effects_.files(), reading_ms))
            program_.loaded(*std::move(whole));
    run_effects();
    take_stored();
    return loader_.active() ? 0 : program_.next_frame_ms();
}

std::string Page::audit() const {
    std::string text;
    for (const std::string& fault : program_.auditor().faults())
        text += fault + "\n";
    return text;
}

// True: words are on their way to the disk.
bool Page::run_effects() {
    bool storing = false;
    for (const app::Effect& effect : program_.take_effects()) {
        storing = storing || std::holds_alternative<app::AppendRow>(effect) ||
                  std::holds_alternative<app::Save>(effect);
        if (auto event = effects_.run(effect)) {
            program_.post(*std::move(event));
            cairn_host_wake(1);
        }
    }
    return storing;
}

void Page::action(std::uint32_t node, std::uint32_t kind, double number, std::string_view text) {
    program_.post(node, {static_cast<ui::ActionKind>(kind), number, std::string(text)});
}

void Page::reply(std::uint32_t effect, std::uint32_t outcome, std::string_view json) {
    auto event = effects_.reply(effect, outcome, json);
    if (!event) return;
    if (std::holds_alternative<app::Unlocked>(*event)) {
        read_again();
        if (program_.state().session.writer) effects_.go_on_locking();
    }
    program_.post(*std::move(event));
}

// What another tab has stored since this one read it.
void Page::read_again() {
    std::string lock = read_lock();
    const bool gone = lock.empty() && lock_from_copy();
    if (gone) lock = lock_text();
    // A lock that came or went in another tab: a page that begins anew does as it says.
    if (lock.empty() != (vault_state() == VaultState::none)) {
        effects_.run(app::LockPage{});
        return;
    }
    find_lock(std::move(lock), gone);
    if (vault_state() == VaultState::locked) return;
    app::State fresh;
    fresh.catalog = program_.state().catalog;
    loader_.begin(fresh, effects_.files());
    if (gone && !fresh.document && !fresh.session.store_problem)
        fresh.session.store_problem = Error{"store.vanished"};
    program_.reload(std::move(fresh));
}

void Page::become_writer(bool writer) {
    if (writer && !program_.state().session.writer) read_again();
    program_.post(app::WriterChanged{writer});
}

// What another tab committed: a row, or all up to a place in the journal.
void Page::another_tab(std::string_view name, Object& news) {
    const app::Session& session = program_.state().session;
    if (name == "row") {
        program_.post(app::RowSeen{news.text("text", largest_row)});
    } else if (name == "stored") {
        stored_anew_ = true;
    } else if (!session.locked && session.stranded.empty()) {
        const JournalPosition& here = session.save.journal.committed;
        if (news.number("seq", UINT32_MAX) != here.seq || news.text_or("sha256", "") != here.sha256)
            effects_.run(app::ReadAgain{});
    }
}

// After the frame: by then the program knows whether this tab still writes. What it could not save stays on
// its screen until it is saved.
void Page::take_stored() {
    if (!std::exchange(stored_anew_, false)) return;
    const app::Session& session = program_.state().session;
    if (session.writer || session.locked || !session.stranded.empty()) return;
    read_again();
    cairn_host_wake(3);
}

void Page::shortcut(std::string_view text) {
    const Result<Json> json = read_json(text);
    if (!json) return;
    Reading reading("shortcut");
    Object root = reading.root(*json);
    std::string keys;
    if (root.boolean_or("ctrl", false)) keys += "Control+";
    if (root.boolean_or("alt", false)) keys += "Alt+";
    if (root.boolean_or("shift", false)) keys += "Shift+";
    const app::Action* action = app::action_for_keys(keys + root.text_or("key", ""));
    if (action != nullptr && action->enabled(program_.state()))
        program_.post(action->command(program_.state()));
}

void Page::event(std::string_view name, std::string_view text) {
    if (name == "contextLost") return backend_.context_lost();
    if (name == "contextRestored") return backend_.context_restored();
    if (name == "shortcut") return shortcut(text);
    const Result<Json> json = read_json(text.empty() ? "{}" : text, {.bytes = largest_boot});
    if (!json) return;
    Reading reading("event");
    Object root = reading.root(*json);
    if (name == "route") program_.post(app::RouteChanged{app::parse_route(root.text_or("hash", ""))});
    if (name == "theme") program_.post(app::ThemeChanged{root.boolean_or("dark", false)});
    if (name == "motion") program_.post(app::MotionChanged{root.boolean_or("reduced", false)});
    if (name == "hidden") program_.post(app::PageHidden{});
    if (name == "idle") drop_unnamed_blobs();
    if (name == "away") program_.post(app::IdleEnded{});
    if (name == "tries") program_.post(tries_of(root));
    if (name == "persisted") program_.post(app::Persisted{root.boolean_or("granted", false)});
    if (name == "writer") become_writer(root.boolean_or("writer", true));
    if (name == "fenced") program_.post(app::Fenced{});
    if (name == "writerBusy") program_.post(app::WriterBusy{});
    if (name == "update") program_.post(app::UpdateWaits{root.boolean_or("held", false)});
    if (name == "row" || name == "changed" || name == "stored") another_tab(name, root);
    if (name == "plain") {
        program_.post(app::PlainChanged{root.boolean_or("plain", false)});
    }
}

} // namespace cairn::web
