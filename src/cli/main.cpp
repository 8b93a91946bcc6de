#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace cairn::cli {
namespace {

constexpr std::array<std::pair<std::string_view, int (*)(Arguments)>, 6> commands{{
    {"verify", verify},
    {"canonicalize", canonicalize},
    {"to-rdf", to_rdf},
    {"inspect", inspect},
    {"bake", bake},
    {"unbake", unbake},
}};

int help(Arguments arguments) {
    if (arguments.size() > 1) return misuse("help", {"command.helpOne"});
    const std::string about = arguments.empty() ? "all" : arguments.front();
    const std::string key = "command.help." + about;
    if (!words().contains(key)) return misuse("help", {"command.unknown", about});
    answer(tr(key));
    return all_hold;
}

int run(Arguments arguments) {
    if (arguments.empty()) return misuse("", {"command.none"});
    const std::string& name = arguments.front();
    const Arguments rest = arguments.subspan(1);
    if (name == "help") return help(rest);
    if (name == "--help" || name == "-h") return help({});
    if (name == "--version") {
        answer("cairn " CAIRN_VERSION "\n");
        return all_hold;
    }
    const auto* const found =
        std::ranges::find(commands, std::string_view(name), &decltype(commands)::value_type::first);
    if (found == commands.end())
        return misuse("", {name.starts_with('-') ? "command.option" : "command.unknown", name});
    return found->second(rest);
}

} // namespace

int misuse(std::string_view command, const Error& error) {
    complain(command, shown(error_words(error)));
    const std::string which = command.empty() || command == "help" ? "" : std::string(command) + " ";
    complain("", tr("command.hint", {{"command", which}}));
    return misused;
}

void complain_of(std::string_view command, std::string_view file, const Error& error) {
    complain(command, tr("command.about", {{"file", file == "-" ? tr("command.standardInput") : shown(file)},
                                           {"what", shown(error_words(error))}}));
}

} // namespace cairn::cli

int main(int count, char** values) {
    using namespace cairn::cli;
    prepare_streams();
    const std::vector<std::string> arguments(values + std::min(count, 1), values + count);
    const int code = run(arguments);
    return finish_answers() ? code : static_cast<int>(misused);
}
