#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_skill(View& view) {
    page_heading(view, view.tr("nav.skill"));
}

} // namespace cairn::ui
