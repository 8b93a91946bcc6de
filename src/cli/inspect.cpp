#include "app/check_words.hpp"
#include "cli/commands.hpp"
#include "cli/input.hpp"
#include "cli/options.hpp"
#include "cli/report.hpp"
#include "cli/rows.hpp"
#include "cli/signatures.hpp"
#include "cli/summary.hpp"
#include "cli/terminal.hpp"
#include "cli/text.hpp"
#include "cli/words.hpp"
#include "core/archive/zip.hpp"
#include "core/credentials/members.hpp"
#include "core/crypto/hash.hpp"
#include "core/json/read.hpp"
#include "core/store/whole.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace cairn::cli {
namespace {

constexpr std::string_view name = "inspect";
constexpr ReadLimits index_limits{.bytes = 64 * 1024 * 1024, .values = 20'000'000};

std::string heading(std::string_view file, std::string_view what) {
    return at(file_name(file), what) + "\n";
}

// What a file that is no JSON begins with, by the name of its kind among the words.
std::string_view kind_by_beginning(const ByteSource& file) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 11> beginnings{{
        {"\x89PNG", "command.seems.picture"},
        {"\xFF\xD8\xFF", "command.seems.picture"},
        {"GIF8", "command.seems.picture"},
        {"%PDF", "command.seems.pdf"},
        {"PK\x03\x04", "command.seems.zip"},
        {"PK\x05\x06", "command.seems.zip"},
        {"\x1F\x8B", "command.seems.gzip"},
        {"<", "command.seems.markup"},
        {"{", "command.seems.almost"},
        {"[", "command.seems.almost"},
        {"\xEF\xBB\xBF", "command.seems.almost"},
    }};
    if (file.size == 0) return "command.seems.empty";
    std::array<std::uint8_t, 4> first{};
    const std::size_t count = std::min<std::uint64_t>(file.size, first.size());
    if (!file.read(0, std::span(first).first(count))) return "command.seems.unknown";
    const std::string begin = text_of(std::span(first).first(count));
    const auto* const found = std::ranges::find_if(
        beginnings, [&](const auto& beginning) { return begin.starts_with(beginning.first); });
    return found == beginnings.end() ? "command.seems.unknown" : found->second;
}

std::string seems(const Json& json) {
    if (!json.is_object()) return tr(json.is_array() ? "command.seems.list" : "command.seems.value");
    std::string names;
    std::size_t count = 0;
    for (const auto& [key, value] : json.items())
        if (++count <= most_listed) names += (names.empty() ? "" : ", ") + shown_short(key, 40);
    return tr("command.seems.object", {{"count", std::to_string(count)}, {"names", names}});
}

struct Said {
    std::string what; // in a few words
    std::string rows;
};

// A submission's collection: where held badges cannot stand in it, both stand in a presentation.
const Json* collection_in(const Json* json) {
    if (!has_type(*json, "VerifiablePresentation")) return json;
    const auto all = one_or_many(member(*json, "verifiableCredential"));
    const auto clr =
        std::ranges::find_if(all, [](const Json* one) { return has_type(*one, "ClrCredential"); });
    return clr == all.end() ? json : *clr;
}

std::string presentation_summary(const CheckedFile& checked, const Json& json, const Travelling& travelling) {
    const Json& collection = *collection_in(&json);
    std::string text =
        row("command.label.issuer", person(checked.report.issuer_name, checked.report.issuer_id));
    if (&collection != &json)
        text = row("command.label.digest", checked.sha256) + collection_summary(collection, travelling);
    std::size_t count = 0;
    for (const CheckReport& one : checked.report.nested) {
        if (one.kind == CredentialKind::clr && &collection != &json &&
            one.id == text_member(collection, "id"))
            continue;
        if (++count > most_shown) continue;
        const std::string title = one.name.empty() ? app::kind_words(words(), one.kind) : one.name;
        text += row("command.label.badge", shown_short(title)) + item(person(one.issuer_name, one.issuer_id));
    }
    return count > most_shown ? text + item(more(count - most_shown)) : text;
}

Said credential(const CheckedFile& checked, const Json& json, const Travelling& travelling) {
    std::string what = app::kind_words(words(), checked.report.kind) + named(checked.report.name);
    switch (checked.report.kind) {
    case CredentialKind::clr:
        return {what, row("command.label.digest", checked.sha256) + collection_summary(json, travelling)};
    case CredentialKind::achievement:
        if (is_claim(json)) return {tr("command.claim") + named(checked.report.name), claim_summary(json)};
        return {what, badge_summary(json)};
    case CredentialKind::presentation:
        return {what, presentation_summary(checked, json, travelling)};
    case CredentialKind::other:
        return {tr("command.credential") + named(checked.report.name), badge_summary(json)};
    default:
        return {what,
                row("command.label.issuer", person(checked.report.issuer_name, checked.report.issuer_id))};
    }
}

// What Cairn keeps for itself is not signed, and nobody is told to check it.
std::optional<Said> own_form(const Json& json) {
    const std::string format = text_member(json, "format");
    if (format == "cairn-portfolio") return Said{tr("command.portfolio"), portfolio_summary(json)};
    if (format == "cairn-record") return Said{tr("command.record"), record_summary(json)};
    if (format == "cairn-keys") return Said{tr("command.keys"), {}};
    return std::nullopt;
}

void find_beside(const ByteSource& file, Travelling& travelling) {
    constexpr std::string_view folder = "files/";
    const auto entries = list_zip(file);
    if (!entries) return;
    for (const ZipEntry& entry : *entries)
        if (entry.name.starts_with(folder))
            travelling.beside.emplace(entry.name.substr(folder.size()), entry.size);
}

ExitCode refuse(const std::string& file, const Error& error) {
    complain_of(name, file, error);
    return misused;
}

std::string stored_row(const Result<void>& whole) {
    const std::string words =
        whole ? tr("command.stored.whole")
              : tr("command.stored.damaged", {{"code", whole.error().code}, {"where", whole.error().where}});
    return row("command.label.stored", shown_short(words, 400));
}

// Everything as one file: its index, and whether all that it names is there. Nothing: it is no such file.
std::optional<ExitCode> inspect_whole(const std::string& file, const ByteSource& source) {
    if (!looks_like_zip(source)) return std::nullopt;
    const auto entries = list_zip(source, whole_limits);
    if (!entries || !std::ranges::contains(*entries, "portfolio.json", &ZipEntry::name)) return std::nullopt;
    const auto index = std::ranges::find(*entries, "document/index.json", &ZipEntry::name);
    if (index == entries->end()) return std::nullopt;
    const Result<std::string> text = read_zip_entry(source, *index, index_limits.bytes);
    const Result<Json> json = text ? read_json(*text, index_limits) : std::unexpected(text.error());
    const Result<WholePortfolio> whole = read_whole(source);
    const bool keys = std::ranges::contains(*entries, "document/keys.json", &ZipEntry::name);
    const Result<void> sound = whole ? Result<void>{} : std::unexpected(whole.error());
    answer(heading(file, tr(keys ? "command.wholeKeys" : "command.whole")) + stored_row(sound) +
           (json ? portfolio_summary(*json) : std::string()) + "\n");
    return whole ? all_hold : some_do_not;
}

ExitCode inspect_file(const std::string& file) {
    using namespace std::chrono;
    if (file == "-") send_answers();
    const Result<Input> input = Input::open(file);
    if (!input) return refuse(file, input.error());
    if (const auto whole = inspect_whole(file, input->source())) {
        if (const Error failure = input->failure(); !failure.code.empty()) return refuse(file, failure);
        return *whole;
    }
    const Instant now{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
    CheckedFile checked = check_and_answer(input->source(), {.at = now});
    if (const Error failure = input->failure(); !failure.code.empty()) return refuse(file, failure);
    const std::string verified = row("command.label.verified", report_line(checked.report));

    // A portfolio's index may be larger than anything that is checked.
    if (checked.report.reason.code == "json.tooLarge" && !checked.zip)
        if (Result<std::string> text = input->text(index_limits.bytes)) checked.text = *std::move(text);
    const Result<Json> json = read_json(checked.text, index_limits);
    if (!json || checked.text.empty()) {
        const bool token = checked.report.kind == CredentialKind::jwt;
        const std::string what =
            token ? app::kind_words(words(), checked.report.kind) : tr(kind_by_beginning(input->source()));
        answer(heading(file, what) + verified + "\n");
        return token ? all_hold : some_do_not;
    }
    Travelling travelling;
    find_inside(*collection_in(&*json), travelling);
    if (checked.zip) find_beside(input->source(), travelling);
    if (const std::optional<Said> own = own_form(*json)) {
        answer(heading(file, own->what) + own->rows + "\n");
        return all_hold;
    }
    const bool unknown =
        checked.report.kind == CredentialKind::other && !has_type(*json, "VerifiableCredential");
    const Said said = unknown ? Said{seems(*json), {}} : credential(checked, *json, travelling);
    answer(heading(file, said.what) + verified + said.rows + "\n");
    return checked.report.signature == SignatureVerdict::reject ? some_do_not : all_hold;
}

// The name of a file that an index may ask for: "shards/<16 hex digits>.json".
bool is_stored_name(std::string_view file) {
    if (!file.starts_with("shards/") && !file.starts_with("badges/")) return false;
    return file.size() == 7 + 16 + 5 && file.ends_with(".json") &&
           file.substr(7, 16).find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// A portfolio's folder: its index, and whether all that the index names is there and as it was written.
ExitCode inspect_folder(const std::string& folder) {
    const auto read = [&folder](std::string_view file) -> Result<std::string> {
        const Result<Input> input = Input::open(folder + "/" + std::string(file));
        return input ? input->text(index_limits.bytes) : std::unexpected(input.error());
    };
    const Result<std::string> index = read("index.json");
    if (!index) return refuse(folder, {"command.noPortfolio"});
    const Result<Json> json = read_json(*index, index_limits);
    if (!json || text_member(*json, "format") != "cairn-portfolio")
        return refuse(folder, {"command.noPortfolio"});
    StoredFiles files{{"index.json", *index}};
    for (const std::string_view list : {"shards", "badges"})
        for (const Json* entry : one_or_many(member(*json, list)))
            if (const std::string file = text_member(*entry, "file");
                is_stored_name(file) && !files.contains(file))
                if (Result<std::string> text = read(file)) files.emplace(file, *std::move(text));
    const Result<StoredDocument> stored = decode_document(files);
    const Result<void> whole = stored ? Result<void>{} : std::unexpected(stored.error());
    answer(heading(folder, tr("command.portfolio")) + stored_row(whole) + portfolio_summary(*json) + "\n");
    return stored ? all_hold : some_do_not;
}

} // namespace

int inspect(Arguments arguments) {
    const Result<Options> options = parse_options(arguments, {});
    if (!options) return misuse(name, options.error());
    if (options->help) {
        answer(tr("command.help.inspect"));
        return all_hold;
    }
    if (options->files.empty()) return misuse(name, {"command.noFile"});
    ExitCode code = all_hold;
    for (const std::string& file : options->files)
        code = std::max(code, file != "-" && is_folder(file) ? inspect_folder(file) : inspect_file(file));
    return code;
}

} // namespace cairn::cli
