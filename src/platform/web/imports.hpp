// What the page does for the program: one page of imports, written in web/lib/host.js.
#pragma once

#include <cstdint>

extern "C" {

// Draws up to `frames` frames, then stops.
void cairn_host_wake(std::uint32_t frames);

// Runs an effect; its reply comes by cairn_reply().
void cairn_host_effect(std::uint32_t id, const char* json);

// See ui::RasterizeGlyph; `metrics` are the eight floats of ui::GlyphMetrics.
std::int32_t cairn_host_glyph(std::uint32_t code_point, float pixels, std::uint32_t bold, std::uint8_t* rgba,
                              std::uint32_t capacity, float* metrics);
}
