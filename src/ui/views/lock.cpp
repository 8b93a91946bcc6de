#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_lock(View& view) {
    (void)view;
}

} // namespace cairn::ui
