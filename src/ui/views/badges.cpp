#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_badges(View& view) {
    page_heading(view, view.tr("path.none"));
}

} // namespace cairn::ui
