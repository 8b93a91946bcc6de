#include "core/crypto/question.hpp"

#include "core/crypto/hash.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

std::string_view name_of(SignatureAlgorithm algorithm) {
    return algorithm == SignatureAlgorithm::rs256 ? "RS256" : "ES256";
}

std::string id_of(const SignatureQuestion& question) {
    Sha256 hash;
    hash.update(bytes_of(name_of(question.algorithm)));
    // Each with its length before it: no two questions are the same bytes.
    for (const Bytes* const part : {&question.key, &question.message, &question.signature}) {
        const std::string length = ":" + std::to_string(part->size()) + ":";
        hash.update(bytes_of(length));
        hash.update(*part);
    }
    return to_hex(hash.finish());
}

std::optional<bool> SignatureDesk::ask(SignatureQuestion question) {
    if (answers != nullptr) {
        const auto known = answers->find(id_of(question));
        if (known != answers->end()) return known->second;
    }
    std::size_t bytes = question.message.size();
    for (const SignatureQuestion& one : open)
        bytes += one.message.size();
    if (open.size() < max_questions && bytes <= max_question_bytes && !std::ranges::contains(open, question))
        open.push_back(std::move(question));
    return std::nullopt;
}

} // namespace cairn
