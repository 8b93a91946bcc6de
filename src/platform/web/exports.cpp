// The page's way into the program: one page of exports. web/app/seam.mjs calls them; nothing else does.
#include "core/crypto/hash.hpp"
#include "core/crypto/vault.hpp"
#include "platform/web/page.hpp"
#include "platform/web/sealing.hpp"
#include "platform/web/vault.hpp"

#include <cstring>
#include <emscripten/emscripten.h>
#include <map>
#include <memory>

namespace {

// The one object that lives as long as the page.
std::unique_ptr<cairn::web::Page> page;
std::map<std::uint32_t, cairn::Sha256> hashes;
std::uint32_t next_hash = 1;

std::string_view text_or_empty(const char* text) {
    return text == nullptr ? std::string_view() : std::string_view(text);
}

} // namespace

extern "C" {

// `json`: the asset pack and how the page found things; the stored files are mounted. Where no program can be
// made of it there are no nodes, which the page takes for a stop.
EMSCRIPTEN_KEEPALIVE void cairn_boot(const char* json) {
    page = cairn::web::Page::make(text_or_empty(json));
}

// Milliseconds until the next frame is wanted: 0 the next animation frame, below 0 none. Above 0 nothing was
// painted yet, and the next frame waits, for so long or until something happens.
EMSCRIPTEN_KEEPALIVE double cairn_frame(double now_ms, float width, float height, float density) {
    return page ? page->frame(now_ms, {width, height, density}) : -1;
}

// The nodes of the last frame (semantics/node.hpp) and the texts that they point into. The generation changes
// exactly when they do.
EMSCRIPTEN_KEEPALIVE const void* cairn_nodes() {
    return page ? page->tree().nodes().data() : nullptr;
}
EMSCRIPTEN_KEEPALIVE std::uint32_t cairn_node_count() {
    return page ? static_cast<std::uint32_t>(page->tree().nodes().size()) : 0;
}
EMSCRIPTEN_KEEPALIVE const char* cairn_strings() {
    return page ? page->tree().arena().data() : nullptr;
}
EMSCRIPTEN_KEEPALIVE std::uint32_t cairn_generation() {
    return page ? page->tree().generation() : 0;
}

// What the person did on the element of a node; `kind` is a ui::ActionKind.
EMSCRIPTEN_KEEPALIVE void cairn_action(std::uint32_t node, std::uint32_t kind, double number,
                                       const char* text) {
    if (page) page->action(node, kind, number, text_or_empty(text));
}
EMSCRIPTEN_KEEPALIVE void cairn_scroll(std::uint32_t node, float top) {
    if (page) page->scroll(node, top);
}

// What the window did: "route", "theme", "motion", "writer", "shortcut", "contextLost", …
EMSCRIPTEN_KEEPALIVE void cairn_event(const char* name, const char* json) {
    if (page) page->event(text_or_empty(name), text_or_empty(json));
}

// The one reply to an effect; `outcome`: 0 done, 1 failed, 2 cancelled.
EMSCRIPTEN_KEEPALIVE void cairn_reply(std::uint32_t effect, std::uint32_t outcome, const char* json) {
    if (page) page->reply(effect, outcome, text_or_empty(json));
}

// SHA-256 of a file that comes in pieces. The hex digits stay readable until the next call.
EMSCRIPTEN_KEEPALIVE std::uint32_t cairn_hash_begin() {
    hashes.emplace(next_hash, cairn::Sha256());
    return next_hash++;
}
EMSCRIPTEN_KEEPALIVE void cairn_hash_update(std::uint32_t hash, const std::uint8_t* bytes,
                                            std::uint32_t size) {
    const auto found = hashes.find(hash);
    if (found != hashes.end()) found->second.update({bytes, size});
}
EMSCRIPTEN_KEEPALIVE const char* cairn_hash_end(std::uint32_t hash) {
    static std::string hex;
    hex.clear();
    const auto found = hashes.find(hash);
    if (found == hashes.end()) return hex.c_str();
    hex = cairn::to_hex(found->second.finish());
    hashes.erase(found);
    return hex.c_str();
}

// The lock: see vault_state() and core/crypto/vault.hpp. What a pointer points to is readable until the next
// call.
EMSCRIPTEN_KEEPALIVE std::uint32_t cairn_vault_state() {
    return static_cast<std::uint32_t>(cairn::web::vault_state());
}
EMSCRIPTEN_KEEPALIVE const char* cairn_vault_header() {
    static std::string header;
    header = cairn::web::vault_new_header();
    return header.c_str();
}
// Null: it does not open.
EMSCRIPTEN_KEEPALIVE const char* cairn_vault_piece(std::uint32_t seal, const char* name, const char* header,
                                                   std::uint32_t index, std::uint32_t last, const char* bytes,
                                                   std::uint32_t size) {
    static std::string piece;
    const bool done =
        cairn::web::vault_piece_of(seal != 0, text_or_empty(name), {header, cairn::vault_header}, index,
                                   last != 0, {bytes, size}, piece);
    return done ? piece.c_str() : nullptr;
}

// A file that a passphrase encrypts, in pieces (core/store/sealed_file.hpp). What a call gives stands at
// cairn_sealing_out() until the next; -1 - n: it failed after n bytes, for the reason in
// cairn_sealing_error(). `random`: 40 bytes.
EMSCRIPTEN_KEEPALIVE std::uint32_t cairn_seal_begin(const char* passphrase, const std::uint8_t* random) {
    return cairn::web::begin_seal(text_or_empty(passphrase), {random, 40});
}
EMSCRIPTEN_KEEPALIVE std::uint32_t cairn_open_begin(const char* passphrase) {
    return cairn::web::begin_open(text_or_empty(passphrase));
}
EMSCRIPTEN_KEEPALIVE std::int32_t cairn_sealing_update(std::uint32_t sealing, const std::uint8_t* bytes,
                                                       std::uint32_t size) {
    return cairn::web::update_sealing(sealing, {bytes, size});
}
EMSCRIPTEN_KEEPALIVE std::int32_t cairn_sealing_end(std::uint32_t sealing) {
    return cairn::web::end_sealing(sealing);
}
EMSCRIPTEN_KEEPALIVE void cairn_sealing_drop(std::uint32_t sealing) {
    cairn::web::drop_sealing(sealing);
}
EMSCRIPTEN_KEEPALIVE const void* cairn_sealing_out() {
    return cairn::web::sealing_out().data();
}
EMSCRIPTEN_KEEPALIVE const char* cairn_sealing_error() {
    return cairn::web::sealing_error();
}

// Faults that the kit's auditor saw in the last frame, one a line; for tests.
EMSCRIPTEN_KEEPALIVE const char* cairn_audit() {
    static std::string faults;
    faults = page ? page->audit() : std::string();
    return faults.c_str();
}
}
