// `cairn bake` and `cairn unbake`: a credential into a picture and out of it.
#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/terminal.hpp"
#include "cli/words.hpp"
#include "core/baking/baking.hpp"
#include "core/credentials/held_content.hpp"

#include <array>

namespace cairn::cli {
namespace {

constexpr std::array<std::string_view, 1> bake_options{"-o"};

// What is wrong with a file's content is another thing than a file that cannot be had.
int refuse(std::string_view command, const std::string& file, const Error& error) {
    complain_of(command, file, error);
    return error.code.starts_with("command.") ? misused : some_do_not;
}

Result<std::string> read(const std::string& file, std::size_t most) {
    const Result<Input> input = Input::open(file);
    if (!input) return std::unexpected(input.error());
    if (input->source().size > most) return fail("baking.tooLarge", {}, std::to_string(most));
    return input->text(most);
}

} // namespace

int bake(Arguments arguments) {
    constexpr std::string_view name = "bake";
    const Result<Options> options = parse_options(arguments, bake_options);
    if (!options) return misuse(name, options.error());
    if (options->help) {
        answer(tr("command.help.bake"));
        return all_hold;
    }
    if (options->files.size() != 2) return misuse(name, {"command.bakeTwo"});
    if (!options->out) return misuse(name, {"command.noOut"});

    const std::string& picture_file = options->files.front();
    const std::string& credential_file = options->files.back();
    const Result<std::string> picture = read(picture_file, max_picture_bytes);
    if (!picture) return refuse(name, picture_file, picture.error());
    const Result<std::string> credential = read(credential_file, max_baked_bytes);
    if (!credential) return refuse(name, credential_file, credential.error());
    const Result<BakedAs> as = baked_as(*credential);
    if (!as) return refuse(name, credential_file, as.error());
    const Result<std::string> baked = cairn::bake(*picture, *credential, *as);
    if (!baked) {
        const bool content = baked.error().code == "baking.content" || baked.error().code == "baking.text";
        return refuse(name, content ? credential_file : picture_file, baked.error());
    }
    if (*options->out == "-") {
        answer(*baked);
        return all_hold;
    }
    if (const Result<void> written = write_file(*options->out, *baked); !written)
        return refuse(name, *options->out, written.error());
    return all_hold;
}

int unbake(Arguments arguments) {
    constexpr std::string_view name = "unbake";
    const Result<Options> options = parse_options(arguments, {});
    if (!options) return misuse(name, options.error());
    if (options->help) {
        answer(tr("command.help.unbake"));
        return all_hold;
    }
    if (options->files.size() != 1)
        return misuse(name, {options->files.empty() ? "command.noFile" : "command.oneFile"});
    const std::string& file = options->files.front();
    const Result<std::string> picture = read(file, max_picture_bytes);
    if (!picture) return refuse(name, file, picture.error());
    const Result<Baked> baked = cairn::unbake(*picture);
    if (!baked) return refuse(name, file, baked.error());
    answer(baked->text);
    return all_hold;
}

} // namespace cairn::cli
