// Results and errors as values. Nothing in Cairn throws: a function that can fail returns Result<T>.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace cairn {

// What went wrong, for exactly one handler. `code` names a text in assets/strings ("error.<code>");
// `where` is the place a person can find again (a file name, a JSON path); `detail` fills the text's
// placeholder. Neither is a sentence: words for people stand in assets only.
struct Error {
    std::string code;
    std::string where = {};
    std::string detail = {};

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(std::string code, std::string where = {}, std::string detail = {}) {
    return std::unexpected<Error>{Error{std::move(code), std::move(where), std::move(detail)}};
}

} // namespace cairn
