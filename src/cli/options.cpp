#include "cli/options.hpp"

#include <algorithm>

namespace cairn::cli {
namespace {

bool takes_value(std::string_view option) {
    return option == "--at" || option == "--base" || option == "--with" || option == "-o";
}

void set(Options& options, std::string_view option, std::string value) {
    if (option == "--json")
        options.json = true;
    else if (option == "--rdfc")
        options.rdfc = true;
    else if (option == "--at")
        options.at = std::move(value);
    else if (option == "-o")
        options.out = std::move(value);
    else if (option == "--base")
        options.base = std::move(value);
    else if (option == "--with")
        options.with.push_back(std::move(value));
}

} // namespace

Result<Options> parse_options(std::span<const std::string> arguments,
                              std::span<const std::string_view> allowed) {
    Options options;
    bool only_files = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (only_files || argument == "-" || !argument.starts_with('-')) {
            options.files.push_back(argument);
        } else if (argument == "--") {
            only_files = true;
        } else if (argument == "--help" || argument == "-h") {
            options.help = true;
        } else {
            const std::size_t equals = argument.find('=');
            const std::string option = argument.substr(0, equals);
            if (!std::ranges::contains(allowed, std::string_view(option)))
                return fail("command.option", option);
            std::string value;
            if (equals != std::string::npos) {
                if (!takes_value(option)) return fail("command.noValue", option);
                value = argument.substr(equals + 1);
            } else if (takes_value(option)) {
                if (i + 1 == arguments.size()) return fail("command.value", option);
                value = arguments[++i];
            }
            set(options, option, std::move(value));
        }
    }
    if (std::ranges::count(options.files, "-") > 1) return fail("command.standardInput");
    return options;
}

} // namespace cairn::cli
