#include "ui/views/parts.hpp"

namespace cairn::ui {

void draw_sample_banner(View& view) {
    if (!view.document().sample) return;
    Kit& kit = view.kit;
    kit.begin_card("sample", {.padding = 14});
    kit.row_text({.title = view.tr("sample.title"), .detail = view.tr("sample.text"), .icon = "eye"});
    if (kit.button(view.tr("sample.startOwn"), {.disabled = !view.editable()}))
        view.emit(app::OpenDialog{{app::DialogKind::leave_sample, {}, {}}});
    kit.end_card();
    kit.space(16);
}

} // namespace cairn::ui
