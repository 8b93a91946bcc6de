#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_conflicts(View& view) {
    (void)view;
}

} // namespace cairn::ui
