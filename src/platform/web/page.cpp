#include "platform/web/page.hpp"

#include "app/actions.hpp"
#include "app/load.hpp"
#include "core/json/read.hpp"
#include "core/json/reader.hpp"
#include "platform/web/imports.hpp"
#include "platform/web/storage.hpp"

#include <chrono>
#include <cstdlib>
#include <emscripten/html5.h>
#include <imgui.h>
#include <span>
#include <sys/random.h>
#include <utility>

namespace cairn::web {
namespace {

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

// Without a renderer nobody takes ImGui's textures; they count as made.
void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate || texture->Status == ImTextureStatus_WantUpdates)
            texture->SetStatus(ImTextureStatus_OK);
        if (texture->Status == ImTextureStatus_WantDestroy) texture->SetStatus(ImTextureStatus_Destroyed);
    }
}

} // namespace

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
    app::load_stored(state, read_stored_files());
    if (!state.document && !state.session.store_problem && root.text_or("dataLoss", "") == "total")
        state.session.notice = app::Notice{true, app::tr_error(*state.catalog, {"store.lost"})};
    return std::unique_ptr<Page>(new Page(std::move(state), webgl));
}

Page::Page(app::State state, bool webgl)
    : program_(std::move(state), rasterize, {paint_cairn, &backend_}, make_stamp), webgl_(webgl) {
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
    if (program_.state().document) {
        effects_.run(app::ApplyTheme{program_.state().document->profile.theme});
        drop_unnamed_blobs();
    }
}

// Evidence of records that were deleted for good goes now, when no undo can bring them back. The previous
// generation keeps its own: it may be needed again.
void Page::drop_unnamed_blobs() {
    if (!program_.state().session.writer) return;
    std::vector<std::string> named = app::named_blobs(*program_.state().document);
    StoredFiles files = read_stored_files();
    if (const auto previous = files.find("index.prev.json"); previous != files.end()) {
        files["index.json"] = previous->second;
        const Result<StoredDocument> before = decode_document(files);
        if (!before) return;
        for (std::string& name : app::named_blobs(before->document))
            named.push_back(std::move(name));
    }
    effects_.run(app::KeepBlobs{std::move(named)});
}

double Page::frame(double now_ms, const ui::Viewport& viewport) {
    const bool rendering = webgl_ && backend_.new_frame();
    program_.frame(viewport, now_ms);
    ImGui::Render();
    // A plain page has its canvas hidden; drawn all the same, it is right at once when it comes back.
    if (rendering)
        backend_.render(
            ImGui::GetDrawData(),
            ui::to_color(
                ui::make_theme(*program_.state().catalog, program_.state().session.dark).background));
    else
        accept_textures();
    run_effects();
    return program_.next_frame_ms();
}

std::string Page::audit() const {
    std::string text;
    for (const std::string& fault : program_.auditor().faults())
        text += fault + "\n";
    return text;
}

void Page::run_effects() {
    for (const app::Effect& effect : program_.take_effects())
        if (auto event = effects_.run(effect)) {
            program_.post(*std::move(event));
            cairn_host_wake(1);
        }
}

void Page::action(std::uint32_t node, std::uint32_t kind, double number, std::string_view text) {
    program_.post(node, {static_cast<ui::ActionKind>(kind), number, std::string(text)});
}

void Page::reply(std::uint32_t effect, std::uint32_t outcome, std::string_view json) {
    if (auto event = effects_.reply(effect, outcome, json)) program_.post(*std::move(event));
}

void Page::become_writer(bool writer) {
    if (writer && !program_.state().session.writer) {
        // The tab that wrote until now may have written since this one started.
        app::State fresh;
        fresh.catalog = program_.state().catalog;
        app::load_stored(fresh, read_stored_files());
        program_.reload(std::move(fresh));
    }
    program_.post(app::WriterChanged{writer});
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
    const Result<Json> json = read_json(text.empty() ? "{}" : text);
    if (!json) return;
    Reading reading("event");
    Object root = reading.root(*json);
    if (name == "route") program_.post(app::RouteChanged{app::parse_route(root.text_or("hash", ""))});
    if (name == "theme") program_.post(app::ThemeChanged{root.boolean_or("dark", false)});
    if (name == "motion") program_.post(app::MotionChanged{root.boolean_or("reduced", false)});
    if (name == "writer") become_writer(root.boolean_or("writer", true));
    if (name == "plain") {
        program_.post(app::PlainChanged{root.boolean_or("plain", false)});
    }
}

} // namespace cairn::web
