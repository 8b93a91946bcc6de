#include "cli/pathways.hpp"

#include "cli/words.hpp"
#include "command_words.hpp"

#include <algorithm>
#include <vector>

namespace cairn::cli {
namespace {

std::vector<Pathway> read_pathways() {
    std::vector<Pathway> all;
    for (const char* const text : embedded::pathways)
        if (Result<Pathway> pathway = parse_pathway(text, "pathway")) all.push_back(*std::move(pathway));
    return all;
}

} // namespace

const Pathway* shipped_pathway(std::string_view id, std::string_view revision) {
    static const std::vector<Pathway> all = read_pathways();
    const auto found = std::ranges::find_if(
        all, [&](const Pathway& pathway) { return pathway.id == id && pathway.revision == revision; });
    return found == all.end() ? nullptr : &*found;
}

std::string node_words(const Pathway* pathway, std::string_view uri) {
    const PathwayNode* const node = pathway == nullptr ? nullptr : find_node(*pathway, uri);
    if (node == nullptr) return std::string(uri);
    return tr("command.coded", {{"code", node->id}, {"name", in_language(node->name, "en")}});
}

} // namespace cairn::cli
