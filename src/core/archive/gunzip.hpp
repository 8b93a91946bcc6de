// What gzip packed (RFC 1952), within a limit.
#pragma once

#include "base/result.hpp"
#include "core/crypto/bytes.hpp"

namespace cairn {

// Errors: gzip.damaged, gzip.tooLarge (`detail` is the limit).
Result<Bytes> gunzip(ByteView packed, std::size_t most_bytes);

} // namespace cairn
