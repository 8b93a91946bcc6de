#include "app/load.hpp"

#include <utility>

namespace cairn::app {

void load_stored(State& state, const StoredFiles& files) {
    if (!files.contains("index.json")) {
        if (!files.empty()) state.session.store_problem = Error{"store.missing", "index.json"};
        return;
    }
    Result<StoredDocument> stored = decode_document(files);
    if (!stored) {
        state.session.store_problem = stored.error();
        return;
    }
    const auto keys_file = files.find("keys.json");
    auto keys =
        keys_file == files.end() ? fail("store.missing", "keys.json") : decode_keys(keys_file->second);
    if (!keys) {
        state.session.store_problem = keys.error();
        return;
    }
    state.document = std::make_shared<const Document>(std::move(stored->document));
    state.generation = stored->generation;
    state.keys = *std::move(keys);
}

} // namespace cairn::app
