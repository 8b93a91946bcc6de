// Dear ImGui's build options, named by IMGUI_USER_CONFIG for every file that includes imgui.h.
#pragma once

#include <cassert>

// Reached by our own mistakes alone; gone where NDEBUG is set, as in the page.
#define IM_ASSERT(expression) assert(expression)

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
// Nothing is read from or written to files, and nothing is opened in a shell, behind the program's back.
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
// Emoji and rarer scripts lie above U+FFFF.
#define IMGUI_USE_WCHAR32
// A screen of a thousand records may pass 65,536 vertices.
#define ImDrawIdx unsigned int
// The auditor's hooks (src/ui/kit): a labelled item that no widget of the kit registered fails a test.
#define IMGUI_ENABLE_TEST_ENGINE
// Leaves stb_truetype out. There is no FreeType either: cmake/imgui/font_loader.cpp.
#define IMGUI_ENABLE_FREETYPE
