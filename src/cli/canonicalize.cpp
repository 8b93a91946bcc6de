#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "cli/words.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"

namespace cairn::cli {
namespace {

constexpr std::string_view name = "canonicalize";

int refuse(const std::string& file, const Error& error) {
    complain_of(name, file, error);
    return error.code.starts_with("json.") ? some_do_not : misused;
}

} // namespace

int canonicalize(Arguments arguments) {
    const Result<Options> options = parse_options(arguments, {});
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
    const Result<Json> json = read_json(*text);
    if (!json) return refuse(file, json.error());
    answer(cairn::canonicalize(*json));
    return all_hold;
}

} // namespace cairn::cli
