// The program that tests/fuzz/run.sh starts: `cairn_fuzz READER …`, with libFuzzer's own words after it.
#include "fuzz/readers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace {

using Reader = void (*)(std::string_view);

constexpr std::array<std::pair<std::string_view, Reader>, 12> readers{{
    {"json", cairn::fuzz::json},
    {"jcs", cairn::fuzz::jcs},
    {"jsonld", cairn::fuzz::jsonld},
    {"rdfc", cairn::fuzz::rdfc},
    {"jwt", cairn::fuzz::jwt},
    {"credential", cairn::fuzz::credential},
    {"png", cairn::fuzz::png},
    {"svg", cairn::fuzz::svg},
    {"zip", cairn::fuzz::zip},
    {"pathway", cairn::fuzz::pathway},
    {"portfolio", cairn::fuzz::portfolio},
    {"backup", cairn::fuzz::backup},
}};

Reader chosen = nullptr;

} // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
    if (*count > 1) {
        const auto* const found = std::ranges::find(readers, std::string_view((*words)[1]),
                                                    &std::pair<std::string_view, Reader>::first);
        if (found != readers.end()) chosen = found->second;
        std::copy(*words + 2, *words + *count, *words + 1);
        --*count;
    }
    cairn::fuzz::expect(chosen != nullptr, "the first word names a reader");
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    chosen({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
