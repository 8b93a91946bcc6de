#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_plan(View& view) {
    page_heading(view, view.tr("nav.plan"));
}

} // namespace cairn::ui
