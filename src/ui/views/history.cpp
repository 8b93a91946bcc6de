#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_history(View& view) {
    (void)view;
}

} // namespace cairn::ui
