#include "platform/web/loader.hpp"

#include "app/load.hpp"

#include <emscripten/emscripten.h>
#include <memory>
#include <utility>

namespace cairn::web {
namespace {

constexpr std::uint64_t at_once = 1024ULL * 1024; // bytes of shards that nobody waits for

} // namespace

Result<void> Loader::take(FileWriter& writer) {
    const std::optional<std::string> text = read_stored_file(decoder_.next());
    const std::size_t before = decoder_.seen().size();
    if (Result<void> taken = decoder_.take(text ? &*text : nullptr); !taken) return taken;
    if (decoder_.seen().size() > before) writer.remember(decoder_.seen().back());
    return {};
}

void Loader::finish(app::State& state, FileWriter& writer) {
    active_ = false;
    Result<StoredDocument> stored = decoder_.finish();
    if (!stored) {
        state.session.store_problem = stored.error();
        return;
    }
    for (const BadgePtr& badge : stored->document.badges)
        writer.remember(*badge);
    app::load_rest(state, *std::move(stored), files_);
}

void Loader::begin(app::State& state, FileWriter& writer) {
    writer.forget();
    *this = {};
    files_ = read_first_files();
    const auto index = files_.find("index.json");
    // Nothing, or something without an index.
    if (index == files_.end()) return app::load_stored(state, read_stored_files());
    Result<void> read = decoder_.begin(index->second);
    // An older version knew no front.
    const bool staged = read && decoder_.so_far().version > 1;
    while (read && !decoder_.next().empty() &&
           (!staged || !decoder_.front_is_done() || decoder_.bytes_left() <= at_once))
        read = take(writer);
    if (!read) {
        state.session.store_problem = read.error();
        return;
    }
    if (decoder_.next().empty()) return finish(state, writer);
    // What the first screen shows does not depend on the history.
    app::State front;
    front.catalog = state.catalog;
    app::load_rest(front, decoder_.so_far(),
                   {{"keys.json", files_["keys.json"]}, {"notes.json", files_["notes.json"]}});
    if (front.session.store_problem) {
        state.session.store_problem = front.session.store_problem;
        return;
    }
    state.document = front.document;
    state.keys = std::move(front.keys);
    state.notes = std::move(front.notes);
    state.trust = std::move(front.trust);
    state.session.checking = std::move(front.session.checking);
    state.generation = front.generation;
    state.session.loading = true;
    active_ = true;
}

std::optional<app::State> Loader::step(const app::CatalogPtr& catalog, FileWriter& writer, double ms) {
    const double end = emscripten_get_now() + ms;
    Result<void> read;
    while (read && !decoder_.next().empty() && emscripten_get_now() < end)
        read = take(writer);
    if (read && !decoder_.next().empty()) return std::nullopt;
    app::State state;
    state.catalog = catalog;
    if (read)
        finish(state, writer);
    else
        state.session.store_problem = read.error();
    active_ = false;
    return state;
}

} // namespace cairn::web
