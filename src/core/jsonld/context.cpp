#include "core/jsonld/context.hpp"

#include <functional>

namespace cairn::jsonld {

const Term* Context::find(Text name) const {
    if (table.empty() || is_null(name)) return nullptr;
    const std::size_t hash = std::hash<Text>{}(name);
    for (std::size_t at = hash;; ++at) {
        const Term* const term = table[at & (table.size() - 1)];
        if (term == nullptr) return nullptr;
        if (term->hash == hash && term->name == name) return term->gone ? nullptr : term;
    }
}

void Context::put(const Term* term) {
    if (used * 2 >= table.size()) {
        std::vector<const Term*> old(table.empty() ? 16 : table.size() * 2);
        old.swap(table);
        used = 0;
        for (const Term* const one : old)
            if (one != nullptr) put(one);
    }
    std::size_t at = term->hash & (table.size() - 1);
    while (table[at] != nullptr && table[at]->name != term->name)
        at = (at + 1) & (table.size() - 1);
    if (table[at] == nullptr) ++used;
    table[at] = term;
}

} // namespace cairn::jsonld
