#include "core/crypto/vault.hpp"

#include <algorithm>
#include <sodium.h>

namespace cairn {
namespace {

constexpr std::string_view magic = "\x89"
                                   "CAIRN1\n"; // as a picture has it: no text begins like this
static_assert(magic.size() + std::tuple_size_v<VaultSalt> == vault_header);
static_assert(vault_tag == crypto_aead_xchacha20poly1305_ietf_ABYTES);

using Nonce = std::array<std::uint8_t, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES>;

// The salt, then the place of the piece, then whether it is the last: a file that was cut or shuffled does
// not open.
Nonce nonce_of(std::string_view header, std::uint32_t index, bool last) {
    Nonce nonce{};
    std::ranges::copy(bytes_of(header.substr(magic.size())), nonce.begin());
    for (std::size_t i = 0; i < 4; ++i)
        nonce.at(16 + i) = static_cast<std::uint8_t>(index >> (8U * i));
    nonce.back() = last ? 1 : 0;
    return nonce;
}

std::uint8_t* writable(std::string& text) {
    return reinterpret_cast<std::uint8_t*>(text.data());
}

} // namespace

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
    if (this == &other) return *this;
    bytes_ = other.bytes_;
    wipe(other.bytes_);
    return *this;
}

void wipe(std::string& text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

bool is_vaulted(std::string_view bytes) {
    return bytes.size() >= vault_header && bytes.starts_with(magic);
}

std::string vault_header_of(const VaultSalt& salt) {
    return std::string(magic) + text_of(salt);
}

std::string Vault::seal_piece(std::string_view name, std::string_view header, std::uint32_t index, bool last,
                              std::string_view bytes) const {
    const Nonce nonce = nonce_of(header, index, last);
    std::string sealed(bytes.size() + vault_tag, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(writable(sealed), nullptr, bytes_of(bytes).data(),
                                               bytes.size(), bytes_of(name).data(), name.size(), nullptr,
                                               nonce.data(), key_.bytes().data());
    return sealed;
}

Result<std::string> Vault::open_piece(std::string_view name, std::string_view header, std::uint32_t index,
                                      bool last, std::string_view bytes) const {
    if (!is_vaulted(header) || bytes.size() < vault_tag) return fail("vault.damaged", std::string(name));
    const Nonce nonce = nonce_of(header.substr(0, vault_header), index, last);
    std::string opened(bytes.size() - vault_tag, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(writable(opened), nullptr, nullptr, bytes_of(bytes).data(),
                                                   bytes.size(), bytes_of(name).data(), name.size(),
                                                   nonce.data(), key_.bytes().data()) != 0)
        return fail("vault.damaged", std::string(name));
    return opened;
}

std::string Vault::seal(std::string_view name, const VaultSalt& salt, std::string_view bytes) const {
    const std::string header = vault_header_of(salt);
    std::string sealed = header;
    std::uint32_t index = 0;
    do {
        const std::string_view piece = bytes.substr(0, vault_piece);
        bytes.remove_prefix(piece.size());
        sealed += seal_piece(name, header, index++, bytes.empty(), piece);
    } while (!bytes.empty());
    return sealed;
}

Result<std::string> Vault::open(std::string_view name, std::string_view bytes) const {
    if (!is_vaulted(bytes)) return fail("vault.damaged", std::string(name));
    const std::string_view header = bytes.substr(0, vault_header);
    bytes.remove_prefix(vault_header);
    std::string opened;
    std::uint32_t index = 0;
    do {
        const std::string_view piece = bytes.substr(0, vault_piece + vault_tag);
        bytes.remove_prefix(piece.size());
        const Result<std::string> plain = open_piece(name, header, index++, bytes.empty(), piece);
        if (!plain) return plain;
        opened += *plain;
    } while (!bytes.empty());
    return opened;
}

Bytes wrap_key(const SecretKey& key, const SecretKey& with, const WrapNonce& nonce,
               std::string_view context) {
    Bytes wrapped(key.bytes().size() + vault_tag);
    crypto_aead_xchacha20poly1305_ietf_encrypt(wrapped.data(), nullptr, key.bytes().data(),
                                               key.bytes().size(), bytes_of(context).data(), context.size(),
                                               nullptr, nonce.data(), with.bytes().data());
    return wrapped;
}

Result<SecretKey> unwrap_key(ByteView wrapped, const SecretKey& with, const WrapNonce& nonce,
                             std::string_view context) {
    SecretKey key;
    if (wrapped.size() != key.bytes().size() + vault_tag ||
        crypto_aead_xchacha20poly1305_ietf_decrypt(key.bytes().data(), nullptr, nullptr, wrapped.data(),
                                                   wrapped.size(), bytes_of(context).data(), context.size(),
                                                   nonce.data(), with.bytes().data()) != 0)
        return fail("lock.wrong");
    return key;
}

} // namespace cairn
