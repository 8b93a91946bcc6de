#include "core/jsonld/to_rdf.hpp"

#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "cli/words.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <array>

namespace cairn::cli {
namespace {

constexpr std::string_view name = "to-rdf";

int refuse_document(const std::string& file, const Error& error) {
    complain_of(name, file, error);
    return error.code.starts_with("command.") ? misused : some_do_not;
}

// Each line once, in the order of their bytes.
std::string in_order(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t length = text.find('\n') + 1;
        lines.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    std::ranges::sort(lines);
    const auto twice = std::ranges::unique(lines);
    lines.erase(twice.begin(), twice.end());
    std::string out;
    for (const std::string_view line : lines)
        out += line;
    return out;
}

} // namespace

int to_rdf(Arguments arguments) {
    const Result<Options> options = parse_options(arguments, std::array<std::string_view, 1>{"--base"});
    if (!options) return misuse(name, options.error());
    if (options->help) {
        answer(tr("command.help.to-rdf"));
        return all_hold;
    }
    if (options->files.size() != 1)
        return misuse(name, {options->files.empty() ? "command.noFile" : "command.oneFile"});

    const std::string& file = options->files.front();
    const Result<Input> input = Input::open(file);
    if (!input) return refuse_document(file, input.error());
    const Result<std::string> text = input->text(ReadLimits{}.bytes);
    if (!text) return refuse_document(file, text.error());
    const Result<Json> json = read_json(*text);
    if (!json) return refuse_document(file, json.error());
    ToRdfOptions how;
    how.base = options->base.value_or("");
    how.safe = false;
    const Result<Dataset> dataset = cairn::to_rdf(*json, how);
    if (!dataset) return refuse_document(file, dataset.error());
    answer(in_order(write_nquads(*dataset)));
    return all_hold;
}

} // namespace cairn::cli
