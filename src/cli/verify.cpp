#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/report.hpp"
#include "cli/signatures.hpp"
#include "cli/terminal.hpp"
#include "cli/trust_files.hpp"
#include "cli/words.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace cairn::cli {
namespace {

constexpr std::string_view name = "verify";
constexpr std::array<std::string_view, 3> allowed{"--json", "--at", "--with"};

Instant now() {
    using namespace std::chrono;
    return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

// Of a file that nobody could look at.
CheckReport unread(const Error& why) {
    CheckReport report = rejected(why);
    report.state = CheckState::not_checked;
    return report;
}

struct Answer {
    CheckReport report;
    ExitCode code = all_hold;
};

Answer check(const std::string& file, const CheckContext& context) {
    if (file == "-") send_answers();
    const Result<Input> input = Input::open(file);
    if (!input) return {unread(input.error()), misused};
    CheckedFile checked = check_and_answer(input->source(), context);
    if (const Error failure = input->failure(); !failure.code.empty()) return {unread(failure), misused};
    const ExitCode code = holds(checked.report) ? all_hold : some_do_not;
    return {std::move(checked.report), code};
}

} // namespace

int verify(Arguments arguments) {
    const Result<Options> options = parse_options(arguments, allowed);
    if (!options) return misuse(name, options.error());
    if (options->help) {
        answer(tr("command.help.verify"));
        return all_hold;
    }
    if (options->files.empty()) return misuse(name, {"command.noFile"});

    CheckContext context{.at = now()};
    if (options->at) {
        const Result<Instant> at = parse_rfc3339(*options->at);
        if (!at) return misuse(name, {"command.time"});
        context.at = *at;
    }
    Trust trust;
    context.trust = &trust;
    const auto complain_of_path = [](const std::string& path, const Error& error) {
        complain_of(name, path, error);
    };
    ExitCode code = read_trust(options->with, trust, complain_of_path) ? all_hold : misused;

    for (const std::string& file : options->files) {
        const Answer answered = check(file, context);
        code = std::max(code, answered.code);
        if (options->json)
            answer(report_json(file, answered.report));
        else if (answered.code == misused)
            complain_of(name, file, answered.report.reason);
        else
            answer(report_text(file, answered.report));
    }
    return code;
}

} // namespace cairn::cli
