// What a record says, as Markdown for a reviewer: the learner's own text under the labels of the form.
#pragma once

#include "core/model/document.hpp"
#include "core/model/record_type.hpp"

#include <string>
#include <string_view>

namespace cairn {

// The text of the type's title field, else the type's name.
std::string record_title(const RecordType& type, const Record& record, std::string_view lang);

// Every filled field that the form shows, but the title, in the form's order. Long texts stand as typed. ""
// where nothing is filled.
std::string record_narrative(const RecordType& type, const Record& record, std::string_view lang);

} // namespace cairn
