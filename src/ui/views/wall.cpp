#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_wall(View& view) {
    page_heading(view, view.tr("nav.wall"));
}

} // namespace cairn::ui
