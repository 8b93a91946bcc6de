// Finding records: by words, type, state and tag.
#pragma once

#include "core/model/document.hpp"

#include <string>

namespace cairn {

// How far a record has come.
enum class RecordState {
    any,
    draft,
    used,
    claimed
}; // used: attached to a criterion; claimed: for one at least

// Everything that is given has to fit; an empty query fits all.
struct Query {
    std::string text; // every word of it, in any field, in any order; letter case and accents do not matter
    std::string type; // id of a record type
    RecordState state = RecordState::any;
    std::string tag;

    friend bool operator==(const Query&, const Query&) = default;
};

} // namespace cairn
