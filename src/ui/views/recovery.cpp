#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_recovery(View& view) {
    (void)view;
}

} // namespace cairn::ui
