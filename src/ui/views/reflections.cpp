#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_reflections(View& view) {
    page_heading(view, view.tr("nav.reflections"));
}

} // namespace cairn::ui
