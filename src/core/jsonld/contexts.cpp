#include "core/jsonld/contexts.hpp"

#include "compiled_contexts.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

namespace cairn {
namespace {

constexpr std::size_t context_count = std::size(embedded_contexts::texts);

} // namespace

const Json* compiled_context(std::string_view address) {
    // Each is read when it is asked for first.
    thread_local std::array<std::unique_ptr<const Json>, context_count> documents;
    const auto* const at = std::ranges::lower_bound(
        embedded_contexts::texts, address, {},
        [](const embedded_contexts::Text& text) { return std::string_view(text.address); });
    if (at == std::end(embedded_contexts::texts) || at->address != address) return nullptr;
    auto& document = documents[static_cast<std::size_t>(at - std::begin(embedded_contexts::texts))];
    if (document == nullptr)
        document = std::make_unique<const Json>(read_json(at->json).value_or(Json::object()));
    return document.get();
}

std::vector<std::string_view> compiled_contexts() {
    std::vector<std::string_view> addresses;
    for (const embedded_contexts::Text& text : embedded_contexts::texts)
        addresses.emplace_back(text.address);
    return addresses;
}

namespace jsonld {

Store& compiled_store() {
    constexpr std::size_t many = 500; // contexts; ordinary documents need some fifty
    thread_local Store store;
    if (store.contexts.size() > many) store = Store{};
    return store;
}

} // namespace jsonld
} // namespace cairn
