// Forms drawn from a record type's description alone: a new type needs a JSON file and no line here.
#pragma once

#include "ui/views/view.hpp"

namespace cairn::ui {

void draw_form(View& view, const Record& record, const RecordType& type);

} // namespace cairn::ui
