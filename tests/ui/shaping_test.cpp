#include "ui/kit/shaping.hpp"

#include <doctest/doctest.h>
#include <random>
#include <string>

using cairn::ui::needs_browser;

TEST_CASE("text that has to be shaped goes to the browser, the rest is painted here") {
    struct Case {
        const char* text;
        bool browser;
        const char* why;
    };
    const Case cases[] = {
        {"", false, "nothing"},
        {"Career fair, 3 October 2026", false, "plain Latin"},
        {"Bj\u00F6rk na\u00EFve \u0141\u00F3d\u017A", false, "Latin with its own letters"},
        {"\u0395\u03BB\u03BB\u03B7\u03BD\u03B9\u03BA\u03AC", false, "Greek"},
        {"\u0420\u0443\u0441\u0441\u043A\u0438\u0439", false, "Cyrillic"},
        {"\u6F22\u5B57\u304B\u306A", false, "one glyph for one code point"},
        {"\u201Cquoted\u201D \u2014 \u2026", false, "punctuation"},
        {"\U0001F600", false, "an emoji of one code point"},
        {"e\u0301", true, "a combining mark"},
        {"\u05E9\u05DC\u05D5\u05DD", true, "Hebrew"},
        {"\u0645\u0631\u062D\u0628\u0627", true, "Arabic"},
        {"\u0928\u092E\u0938\u094D\u0924\u0947", true, "Devanagari"},
        {"\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35", true, "Thai"},
        {"\U0001F468\u200D\U0001F469\u200D\U0001F467", true, "a family with joiners"},
        {"\U0001F1EB\U0001F1F7", true, "a flag"},
        {"\U0001F44D\U0001F3FD", true, "a skin tone"},
        {"\u2764\uFE0F", true, "a variation selector"},
        {"ab\u202Ecd", true, "a direction override"},
        {"plain, then \u05D0", true, "at the end"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.why);
        CHECK(needs_browser(one.text) == one.browser);
    }
}

TEST_CASE("bytes that are not UTF-8 never crash the question") {
    CHECK_FALSE(needs_browser("\xFF\xFE\xFD"));
    CHECK_FALSE(needs_browser("\xF0\x9F"));
    CHECK_FALSE(needs_browser("abc\xE2"));
    std::mt19937 random(3);
    for (int i = 0; i < 5000; ++i) {
        std::string text;
        for (unsigned length = random() % 12; length > 0; --length)
            text += static_cast<char>(random());
        (void)needs_browser(text);
    }
}
