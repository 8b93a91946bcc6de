// The string literals of a C++ source: what stands between quotes outside comments and #include lines.
#pragma once

#include "support/standards.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::test {

struct Literal {
    std::string text;
    std::string before; // up to 40 characters of code in front of it
    std::string file;
};

inline std::vector<Literal> literals_of(const std::string& source, const std::string& file) {
    std::vector<Literal> found;
    std::string code;
    bool include_line = false;
    for (std::size_t at = 0; at < source.size(); ++at) {
        const std::string_view rest = std::string_view(source).substr(at);
        if (rest.starts_with("//")) {
            at = std::min(source.find('\n', at), source.size()) - 1;
        } else if (rest.starts_with("/*")) {
            at = std::min(source.find("*/", at), source.size()) + 1;
        } else if (rest.starts_with("'") && at + 2 < source.size() && !code.empty() &&
                   std::isalnum(static_cast<unsigned char>(code.back())) == 0) {
            const std::size_t close = source.find('\'', source[at + 1] == '\\' ? at + 3 : at + 2);
            code += 'c';
            at = close;
        } else if (rest.starts_with("\"")) {
            std::string text;
            for (++at; at < source.size() && source[at] != '"'; ++at) {
                if (source[at] == '\\') text += source[at++];
                text += source[at];
            }
            if (!include_line)
                found.push_back({text, code.substr(code.size() > 40 ? code.size() - 40 : 0), file});
            code += "\"";
        } else {
            if (rest.starts_with("#include") || rest.starts_with("#pragma")) include_line = true;
            if (source[at] == '\n') include_line = false;
            code += source[at];
        }
    }
    return found;
}

inline std::vector<Literal> literals_below(const std::string& folder) {
    std::vector<Literal> found;
    const std::filesystem::path root = std::filesystem::path(CAIRN_SOURCE_FOLDER) / folder;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".cpp" && extension != ".hpp") continue;
        for (Literal& one :
             literals_of(read_file(entry.path()).value_or(""), entry.path().filename().string()))
            found.push_back(std::move(one));
    }
    return found;
}

} // namespace cairn::test
