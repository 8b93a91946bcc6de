#include "core/rdf/quads.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace cairn {

namespace {

constexpr std::size_t most_probes = 32; // places of the table that one term may stand at
constexpr std::size_t block_bytes = 16 * 1024;
constexpr std::size_t most_datatypes = 16; // remembered, to be kept once
constexpr TermId nobody = 0xFFFFFFFF;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    return hash ^ (hash >> 29U);
}

std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
    hash = mixed(hash, text.size());
    while (text.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof word);
        hash = mixed(hash, word);
        text.remove_prefix(sizeof word);
    }
    std::uint64_t rest = 0;
    if (!text.empty()) std::memcpy(&rest, text.data(), text.size());
    return mixed(hash, rest);
}

std::uint64_t hash_of(const Term& term) {
    std::uint64_t hash = mixed(static_cast<std::uint64_t>(term.kind), term.value);
    if (term.kind == TermKind::literal) hash = mixed(mixed(hash, term.datatype), term.language);
    return mixed(hash, hash >> 32U);
}

// One text for each term.
std::string key_of(const Term& term) {
    std::string key = std::to_string(static_cast<int>(term.kind));
    for (const std::string_view part : {term.value, term.datatype, term.language})
        key.append(1, ':').append(std::to_string(part.size())).append(1, ':').append(part);
    return key;
}

} // namespace

std::string_view Dataset::keep(std::string_view text) {
    if (text.empty()) return {};
    if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size())
        blocks_.emplace_back().reserve(std::max(block_bytes, text.size()));
    std::vector<char>& block = blocks_.back();
    const std::size_t at = block.size();
    block.insert(block.end(), text.begin(), text.end());
    return {block.data() + at, text.size()};
}

// A place for the term among those of its hash, or its own: the index in the table, or the table's size.
std::size_t Dataset::place_of(const Term& term, std::uint64_t hash) const {
    const std::size_t mask = table_.size() - 1;
    for (std::size_t probe = 0; probe < most_probes; ++probe) {
        const std::size_t at = (hash + probe) & mask;
        const TermId id = table_[at];
        if (id == nobody || (hashes_[id] == hash && terms_[id] == term)) return at;
    }
    return table_.size();
}

void Dataset::grow() {
    table_.assign(std::max<std::size_t>(256, table_.size() * 2), nobody);
    crowded_.clear();
    for (TermId id = 0; id < terms_.size(); ++id) {
        if (const auto at = place_of(terms_[id], hashes_[id]); at < table_.size())
            table_[at] = id;
        else
            crowded_.emplace(key_of(terms_[id]), id);
    }
}

TermId Dataset::intern(const Term& term) {
    if ((terms_.size() + 1) * 2 > table_.size()) grow();
    const std::uint64_t hash = hash_of(term);
    const std::size_t at = place_of(term, hash);
    const bool crowded = at == table_.size();
    if (!crowded && table_[at] != nobody) return table_[at];
    if (crowded) {
        if (const auto found = crowded_.find(key_of(term)); found != crowded_.end()) return found->second;
    }
    const auto id = static_cast<TermId>(terms_.size());
    if (crowded)
        crowded_.emplace(key_of(term), id);
    else
        table_[at] = id;
    Term kept = {term.kind, keep(term.value), {}, {}};
    if (term.kind == TermKind::literal) {
        kept.datatype = term.datatype == xsd_string ? xsd_string : keep_datatype(term.datatype);
        kept.language = keep(term.language);
    }
    terms_.push_back(kept);
    hashes_.push_back(hash);
    return id;
}

// A dataset has many literals of few types.
std::string_view Dataset::keep_datatype(std::string_view text) {
    if (const auto found = std::ranges::find(datatypes_, text); found != datatypes_.end()) return *found;
    const std::string_view kept = keep(text);
    if (datatypes_.size() < most_datatypes) datatypes_.push_back(kept);
    return kept;
}

} // namespace cairn
