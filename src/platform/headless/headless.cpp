#include "platform/headless/headless.hpp"

#include "core/archive/inflate.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/json.hpp"
#include "core/store/codec.hpp"
#include "core/store/sealed_file.hpp"
#include "platform/headless/glyphs.hpp"

#include <algorithm>
#include <imgui.h>
#include <set>
#include <utility>

namespace cairn::headless {
namespace {

constexpr int most_frames = 200; // a program that never settles is a mistake that a test has to see

// Nobody takes the textures; they count as made.
void accept_textures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate || texture->Status == ImTextureStatus_WantUpdates)
            texture->SetStatus(ImTextureStatus_OK);
        if (texture->Status == ImTextureStatus_WantDestroy) texture->SetStatus(ImTextureStatus_Destroyed);
    }
}

constexpr std::int64_t morning_ms = 1768464000000; // 2026-01-15T08:00:00Z

// Ids are unlike those of any other page.
app::Stamp make_stamp(std::int64_t now_ms) {
    static std::uint32_t count = 0;
    app::Stamp stamp;
    stamp.now.ms = now_ms;
    for (Id& id : stamp.fresh) {
        std::array<std::uint8_t, 16> bytes{};
        ++count;
        for (std::size_t i = 0; i < sizeof count; ++i)
            bytes[i] = static_cast<std::uint8_t>(count >> (8 * i));
        id = make_uuid_v4(bytes);
    }
    stamp.seed.fill(static_cast<std::uint8_t>(count));
    return stamp;
}

// The clock goes on where the state's stopped, and no page's clock moves another's.
ui::Program::MakeStamp clock_from(Instant then) {
    return [ms = std::max(morning_ms, then.ms)]() mutable { return make_stamp(ms += 7000); };
}

app::State state_with(app::CatalogPtr catalog) {
    app::State state;
    state.catalog = std::move(catalog);
    return state;
}

std::multimap<std::string, std::string> split_extras(std::string_view text) {
    std::multimap<std::string, std::string> extras;
    while (!text.empty()) {
        const std::size_t middle = text.find('\x1e');
        const std::size_t end = text.find('\x1f');
        if (middle == text.npos || end == text.npos || middle > end) break;
        extras.emplace(text.substr(0, middle), text.substr(middle + 1, end - middle - 1));
        text.remove_prefix(end + 1);
    }
    return extras;
}

} // namespace

const std::string& Found::spoken() const {
    const auto label = extras.find("label");
    return label == extras.end() ? name : label->second;
}

std::string Found::extra(const std::string& key) const {
    const auto found = extras.find(key);
    return found == extras.end() ? std::string() : found->second;
}

bool is_interactive(Role role) {
    switch (role) {
    case Role::link:
    case Role::button:
    case Role::checkbox:
    case Role::choice:
    case Role::text_field:
    case Role::text_area:
    case Role::date_field:
    case Role::file_drop:
    case Role::document:
        return true;
    default:
        return false;
    }
}

Headless::Headless(app::CatalogPtr catalog, ui::Viewport viewport)
    : Headless(state_with(std::move(catalog)), viewport) {}

Headless::Headless(app::State state, ui::Viewport viewport)
    : viewport_(viewport),
      program_(std::make_unique<ui::Program>(std::move(state), rasterize_box, ui::CairnPainter{},
                                             clock_from(state.session.now))) {
    ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    settle();
}

Headless::~Headless() = default;

void Headless::draw(double now_ms) {
    program_->frame(viewport_, now_ms);
    ImGui::Render();
    accept_textures();
}

void Headless::frame(double later_ms) {
    now_ms_ += later_ms;
    draw(now_ms_);
}

int Headless::settle() {
    int frames = 0;
    bool more = true;
    while (more && frames < most_frames) {
        frame();
        ++frames;
        more = answer_effects() || program_->next_frame_ms() >= 0;
    }
    // As on the page: what a frame has learned of its sizes the next one uses.
    frame();
    return frames + 1;
}

void Headless::resize(float width, float height) {
    viewport_.width = width;
    viewport_.height = height;
    settle();
}

std::map<std::string, Headless::File>::const_iterator Headless::picked(std::uint32_t handle) const {
    const auto named = handles_.find(handle);
    return named == handles_.end() ? files.end() : files.find(named->second);
}

// What is committed to the disk, and what lies there; false: it was something else, or stays under way.
bool Headless::answer_store(const app::Effect& effect) {
    const auto post = [&](app::Event event) {
        program_->post(std::move(event));
        return true;
    };
    const auto commit = [&](const auto& asked) {
        ++commits;
        if (!answers_saves) return false;
        if (save_error) return post(app::SaveFailed{asked.effect, *save_error});
        disk.commit(asked);
        return post(app::Saved{asked.effect});
    };
    if (const auto* save = std::get_if<app::Save>(&effect)) return commit(*save);
    if (const auto* row = std::get_if<app::AppendRow>(&effect)) return commit(*row);
    if (const auto* store = std::get_if<app::StorePoint>(&effect)) {
        disk.points.insert(disk.points.begin(),
                           {store->info, std::make_shared<const StoredPortfolio>(StoredPortfolio{
                                             *store->document, store->keys, store->generation})});
        return post(app::PointsChanged{store->effect});
    }
    if (const auto* remove = std::get_if<app::RemovePoint>(&effect)) {
        std::erase_if(disk.points, [&](const Disk::Point& one) { return one.info.id == remove->point; });
        return post(app::PointsChanged{remove->effect});
    }
    if (const auto* list = std::get_if<app::ListStoredPoints>(&effect)) {
        app::PointsListed listed{list->effect, {}};
        for (const Disk::Point& point : disk.points)
            listed.points.push_back(point.info);
        return post(std::move(listed));
    }
    if (const auto* read = std::get_if<app::ReadCopies>(&effect)) looking_for_copies_ = read->effect;
    if (const auto* read = std::get_if<app::ReadPoint>(&effect)) {
        const auto found =
            std::ranges::find(disk.points, read->point, [](const Disk::Point& one) { return one.info.id; });
        if (found == disk.points.end()) return post(app::KeepFailed{read->effect, {"points.unknown"}});
        return post(app::PointRead{read->effect, found->portfolio});
    }
    return false;
}

bool Headless::answer(const app::Effect& effect) {
    if (answer_store(effect)) return true;
    if (const auto* read = std::get_if<app::ReadFile>(&effect)) {
        const auto file = picked(read->handle);
        if (file == files.end())
            program_->post(app::Event(app::FileFailed{read->effect, {"file.unreadable"}}));
        else if (file->second.bytes.size() > read->most)
            program_->post(app::Event(app::FileFailed{read->effect, {"file.tooLarge"}}));
        else
            program_->post(app::Event(app::FileRead{read->effect, file->second.bytes}));
        return true;
    }
    if (const auto* asked = std::get_if<app::AnswerSignatures>(&effect)) {
        program_->post(app::Event(app::SignaturesAnswered{
            asked->effect, answer_signatures ? answer_signatures(asked->questions) : SignatureAnswers{}}));
        return true;
    }
    if (const auto* store = std::get_if<app::StoreFile>(&effect)) {
        const auto file = picked(store->handle);
        if (file == files.end()) {
            program_->post(app::Event(app::FileFailed{store->effect, {"file.unreadable"}}));
            return true;
        }
        FileRef stored;
        stored.sha256 = sha256_hex(file->second.bytes);
        stored.name = file->first;
        stored.media_type = file->second.media_type;
        stored.size = file->second.bytes.size();
        stored.cleaned = file->second.cleaned;
        blobs[stored.sha256] = file->second.bytes;
        program_->post(app::Event(app::FileStored{store->effect, std::move(stored)}));
        return true;
    }
    if (const auto* read = std::get_if<app::ReadBlobs>(&effect)) {
        app::BlobsRead answer{read->effect, {}};
        for (const std::string& sha256 : read->sha256) {
            const auto blob = blobs.find(sha256);
            if (blob != blobs.end()) answer.bytes.insert(*blob);
        }
        program_->post(app::Event(std::move(answer)));
        return true;
    }
    if (const auto* download = std::get_if<app::Download>(&effect)) {
        downloads.push_back(*download);
        program_->post(app::Event(app::Downloaded{download->effect}));
        return true;
    }
    if (answer_whole(effect)) return true;
    if (const auto* announce = std::get_if<app::Announce>(&effect)) announcements.push_back(*announce);
    if (const auto* navigate = std::get_if<app::Navigate>(&effect)) addresses.push_back(navigate->hash);
    if (const auto* theme = std::get_if<app::ApplyTheme>(&effect)) themes.push_back(theme->choice);
    return false;
}

// As the page does it: the bytes unpacked, and compared.
Result<std::string> Headless::range_bytes(const app::PackedRange& range) const {
    const auto file = picked(range.handle);
    if (file == files.end()) return fail("file.unreadable");
    const std::string packed = file->second.bytes.substr(range.offset, range.size);
    std::string bytes = packed;
    if (range.deflated) {
        bytes.clear();
        Inflater inflater(Inflater::Form::raw);
        const auto state = inflater.feed(bytes_of(packed), [&](ByteView piece) {
            bytes.append(piece.begin(), piece.end());
            return bytes.size() <= range.unpacked;
        });
        if (state != Inflater::State::end) return fail("whole.differs");
    }
    if (bytes.size() != range.unpacked || sha256_hex(bytes) != range.sha256) return fail("whole.differs");
    return bytes;
}

app::Event Headless::open_sealed(const app::OpenSealedFile& sealed) {
    const auto file = picked(sealed.handle);
    if (file == files.end()) return app::WholeFailed{sealed.effect, {"file.unreadable"}};
    FileOpener opener(sealed.passphrase);
    Bytes plain;
    auto opened = opener.update(bytes_of(file->second.bytes), plain);
    if (opened) opened = opener.finish(plain);
    if (!opened) return app::WholeFailed{sealed.effect, opened.error()};
    const std::string name = "opened " + file->first;
    files[name] = {text_of(plain), "application/zip"};
    handles_[next_handle_] = name;
    return app::SealedOpened{sealed.effect, {next_handle_++, name}};
}

// What the portfolio as a whole asks for; false: it was something else.
bool Headless::answer_whole(const app::Effect& effect) {
    const auto post = [&](app::Event event) {
        program_->post(std::move(event));
        return true;
    };
    if (const auto* range = std::get_if<app::ReadRange>(&effect)) {
        if (!answers_ranges) return false;
        const auto file = picked(range->handle);
        if (file == files.end()) return post(app::WholeFailed{range->effect, {"file.unreadable"}});
        const std::string& bytes = file->second.bytes;
        return post(app::RangeRead{range->effect,
                                   range->offset < bytes.size() ? bytes.substr(range->offset, range->size)
                                                                : std::string(),
                                   bytes.size()});
    }
    if (const auto* store = std::get_if<app::StoreRange>(&effect)) {
        if (!answers_ranges) return false;
        const auto bytes = range_bytes(store->range);
        if (!bytes) return post(app::WholeFailed{store->effect, bytes.error()});
        if (blobs.emplace(store->range.sha256, *bytes).second) fresh_.insert(store->range.sha256);
        return post(app::RangeStored{store->effect});
    }
    if (const auto* check = std::get_if<app::CheckRange>(&effect)) {
        const auto bytes = range_bytes(check->range);
        if (!bytes) return post(app::WholeFailed{check->effect, bytes.error()});
        return post(app::RangeChecked{check->effect});
    }
    if (const auto* open = std::get_if<app::OpenSealedFile>(&effect)) return post(open_sealed(*open));
    if (const auto* points = std::get_if<app::ReadPointFiles>(&effect))
        return post(app::PointFilesRead{points->effect, {}});
    if (const auto* end = std::get_if<app::EndImport>(&effect)) {
        for (const std::string& sha256 : std::exchange(fresh_, {}))
            if (!end->keep) blobs.erase(sha256);
        return false;
    }
    if (const auto* pick = std::get_if<app::PickSample>(&effect)) {
        if (sample.empty()) return post(app::WholeFailed{pick->effect, {"effect.failed"}});
        files["sample.zip"] = {sample, "application/zip"};
        handles_[next_handle_] = "sample.zip";
        return post(app::SamplePicked{pick->effect, {next_handle_++, "sample.zip"}});
    }
    if (const auto* measure = std::get_if<app::Measure>(&effect)) {
        app::StorageUse use;
        for (const auto& [name, text] : disk.files())
            use.document += text.size();
        for (const auto& [sha256, bytes] : blobs)
            use.evidence += bytes.size();
        use.files = blobs.size();
        return post(app::StorageMeasured{measure->effect, use});
    }
    if (const auto* erase = std::get_if<app::Erase>(&effect)) {
        if (erase_error) return post(app::WholeFailed{erase->effect, *erase_error});
        blobs.clear();
        erased = true;
        return post(app::Erased{erase->effect});
    }
    return false;
}

bool Headless::answer_effects() {
    bool answered = false;
    for (const app::Effect& effect : program_->take_effects())
        answered = answer(effect) || answered;
    return answered;
}

std::vector<Found> Headless::nodes() const {
    const semantics::Tree& tree = program_->tree();
    std::vector<Found> found;
    std::map<std::uint32_t, semantics::Box> boxes{{0, {}}};
    for (const semantics::Node& node : tree.nodes()) {
        Found one;
        one.id = node.id;
        one.parent = node.parent;
        one.role = node.role;
        one.flags = node.flags;
        one.style = node.style;
        one.aux = node.aux;
        const semantics::Box& parent = boxes[node.parent];
        one.box = {parent.x + node.x, parent.y + node.y, node.width, node.height};
        boxes[node.id] = one.box;
        one.name = tree.text_of(node.name_offset, node.name_length);
        one.value = tree.text_of(node.value_offset, node.value_length);
        one.extras = split_extras(tree.text_of(node.extra_offset, node.extra_length));
        one.number = node.number;
        one.request = node.request;
        found.push_back(std::move(one));
    }
    return found;
}

std::vector<Found> Headless::all(Role role) const {
    std::vector<Found> found = nodes();
    std::erase_if(found, [&](const Found& node) { return node.role != role; });
    return found;
}

std::optional<Found> Headless::find(Role role, std::string_view name) const {
    for (Found& node : nodes())
        if (node.role == role && node.spoken() == name) return std::move(node);
    return std::nullopt;
}

std::optional<Found> Headless::find_in(std::string_view container, Role role, std::string_view name) const {
    std::set<std::uint32_t> inside;
    for (Found& node : nodes()) {
        if (inside.contains(node.parent) && node.role == role && node.spoken() == name)
            return std::move(node);
        if (inside.contains(node.parent) || node.name == container) inside.insert(node.id);
    }
    return std::nullopt;
}

bool Headless::has_text(std::string_view part) const {
    return std::ranges::any_of(nodes(),
                               [&](const Found& node) { return node.name.find(part) != node.name.npos; });
}

void Headless::act(std::uint32_t node, ui::ActionKind kind, double number, std::string text) {
    program_->post(node, {kind, number, std::move(text)});
}

bool Headless::act_on(Role role, std::string_view name, ui::ActionKind kind, double number,
                      std::string text) {
    const std::optional<Found> node = find(role, name);
    if (!node || node->is(semantics::disabled)) return false;
    act(node->id, kind, number, std::move(text));
    settle();
    return true;
}

bool Headless::press(Role role, std::string_view name) {
    return act_on(role, name, ui::ActionKind::activate);
}

bool Headless::follow(std::string_view link) {
    const std::optional<Found> node = find(Role::link, link);
    if (!node) return false;
    act(node->id, ui::ActionKind::activate);
    visit(node->value);
    return true;
}

bool Headless::type(std::string_view label, std::string_view text) {
    for (const Role role : {Role::text_field, Role::text_area, Role::date_field})
        if (act_on(role, label, ui::ActionKind::text, 0, std::string(text))) return true;
    return false;
}

bool Headless::choose(std::string_view label, std::string_view option) {
    const std::optional<Found> node = find(Role::choice, label);
    if (!node) return false;
    const auto [first, last] = node->extras.equal_range("option");
    for (auto one = first; one != last; ++one) {
        const std::size_t mark = one->second.find('\x1d');
        if (mark == std::string::npos || std::string_view(one->second).substr(mark + 1) != option) continue;
        return act_on(Role::choice, label, ui::ActionKind::choose, 0, one->second.substr(0, mark));
    }
    return false;
}

bool Headless::check(std::string_view label, bool on) {
    return act_on(Role::checkbox, label, ui::ActionKind::check, on ? 1 : 0);
}

bool Headless::drop(std::string_view label, const std::vector<std::string>& names) {
    Json list = Json::array();
    for (const std::string& name : names) {
        handles_[next_handle_] = name;
        list.push_back({{"handle", next_handle_++}, {"name", name}, {"size", 1}, {"type", ""}});
    }
    return act_on(Role::file_drop, label, ui::ActionKind::files, 0, list.dump());
}

void Headless::find_copies(std::vector<StoredCopy> copies) {
    program_->post(app::Event(app::CopiesRead{looking_for_copies_, std::move(copies)}));
    settle();
}

bool Headless::cancel_dialog() {
    const std::vector<Found> dialogs = all(Role::dialog);
    if (dialogs.empty()) return false;
    act(dialogs.back().id, ui::ActionKind::cancel);
    settle();
    return true;
}

void Headless::visit(std::string_view hash) {
    program_->post(app::Event(app::RouteChanged{app::parse_route(hash)}));
    settle();
}

} // namespace cairn::headless
