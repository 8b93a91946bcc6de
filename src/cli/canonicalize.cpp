#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "cli/words.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/jsonld/canonical.hpp"
#include "core/rdf/canonical.hpp"

#include <algorithm>
#include <array>

namespace cairn::cli {
namespace {

constexpr std::string_view name = "canonicalize";

int refuse(const std::string& file, const Error& error) {
    complain_of(name, file, error);
    constexpr std::array<std::string_view, 3> of_the_text = {"json.", "jsonld.", "rdf."};
    const auto begins = [&](std::string_view with) { return error.code.starts_with(with); };
    return std::ranges::any_of(of_the_text, begins) ? some_do_not : misused;
}

// No line of N-Quads begins as an object or a list does.
bool is_json(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != text.npos && (text[first] == '{' || text[first] == '[');
}

Result<std::string> canonical_json(std::string_view text) {
    return read_json(text).transform([](const Json& json) { return cairn::canonicalize(json); });
}

Result<std::string> canonical_rdf_of(std::string_view text) {
    if (is_json(text))
        return read_json(text).and_then([](const Json& json) { return canonical_rdf(json, nullptr); });
    return parse_nquads(text).and_then([](const Dataset& data) { return canonical_nquads(data); });
}

} // namespace

int canonicalize(Arguments arguments) {
    const Result<Options> options = parse_options(arguments, std::array<std::string_view, 1>{"--rdfc"});
    if (!options) return misuse(name, options.error());
    if (options->help) {
        answer(tr("command.help.canonicalize"));
        return all_hold;
    }
    if (options->files.size() != 1)
        return misuse(name, {options->files.empty() ? "command.noFile" : "command.oneFile"});

    const std::string& file = options->files.front();
    const Result<Input> input = Input::open(file);
    if (!input) return refuse(file, input.error());
    const Result<std::string> text = input->text(ReadLimits{}.bytes);
    if (!text) return refuse(file, text.error());
    const Result<std::string> canonical = options->rdfc ? canonical_rdf_of(*text) : canonical_json(*text);
    if (!canonical) return refuse(file, canonical.error());
    answer(*canonical);
    return all_hold;
}

} // namespace cairn::cli
