#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_more(View& view) {
    page_heading(view, view.tr("nav.more"));
}

} // namespace cairn::ui
