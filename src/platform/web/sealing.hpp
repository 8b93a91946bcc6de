// Encrypted files on their way through the page's JavaScript, piece by piece: what stands behind
// cairn_seal_begin and its like.
#pragma once

#include "core/crypto/bytes.hpp"

#include <cstdint>
#include <string_view>

namespace cairn::web {

// Handles; 0: it failed.
std::uint32_t begin_seal(std::string_view passphrase, ByteView random);
std::uint32_t begin_open(std::string_view passphrase);
// How many bytes stand in sealing_out() now; -1 and less: it failed after so many, and the handle is gone.
std::int32_t update_sealing(std::uint32_t handle, ByteView bytes);
std::int32_t end_sealing(std::uint32_t handle);
void drop_sealing(std::uint32_t handle);
ByteView sealing_out();
const char* sealing_error();

} // namespace cairn::web
