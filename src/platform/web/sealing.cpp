#include "platform/web/sealing.hpp"

#include "core/store/sealed_file.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <variant>

namespace cairn::web {
namespace {

std::map<std::uint32_t, std::variant<FileSealer, FileOpener>> under_way;
std::uint32_t next_handle = 1;
Bytes out;
std::string error;

std::int32_t ended(std::uint32_t handle, const Result<void>& done) {
    if (done) return static_cast<std::int32_t>(out.size());
    error = done.error().code;
    // What came before the fault is whole: it is handed out all the same.
    under_way.erase(handle);
    return -1 - static_cast<std::int32_t>(out.size());
}

} // namespace

std::uint32_t begin_seal(std::string_view passphrase, ByteView random) {
    SealedHeader header;
    std::ranges::copy(random.first(header.salt.size()), header.salt.begin());
    std::ranges::copy(random.subspan(header.salt.size(), header.stream.size()), header.stream.begin());
    auto sealer = FileSealer::make(passphrase, header);
    if (!sealer) {
        error = sealer.error().code;
        return 0;
    }
    under_way.emplace(next_handle, *std::move(sealer));
    return next_handle++;
}

std::uint32_t begin_open(std::string_view passphrase) {
    under_way.emplace(next_handle, FileOpener(std::string(passphrase)));
    return next_handle++;
}

std::int32_t update_sealing(std::uint32_t handle, ByteView bytes) {
    out.clear();
    const auto found = under_way.find(handle);
    if (found == under_way.end()) return ended(handle, fail("seal.header"));
    if (auto* sealer = std::get_if<FileSealer>(&found->second)) {
        sealer->update(bytes, out);
        return ended(handle, {});
    }
    return ended(handle, std::get<FileOpener>(found->second).update(bytes, out));
}

std::int32_t end_sealing(std::uint32_t handle) {
    out.clear();
    const auto found = under_way.find(handle);
    if (found == under_way.end()) return ended(handle, fail("seal.header"));
    Result<void> done;
    if (auto* sealer = std::get_if<FileSealer>(&found->second))
        sealer->finish(out);
    else
        done = std::get<FileOpener>(found->second).finish(out);
    const std::int32_t size = ended(handle, done);
    under_way.erase(handle);
    return size;
}

void drop_sealing(std::uint32_t handle) {
    under_way.erase(handle);
    out = {};
}

ByteView sealing_out() {
    return out;
}

const char* sealing_error() {
    return error.c_str();
}

} // namespace cairn::web
