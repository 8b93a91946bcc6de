#include "base/instant.hpp"

#include <chrono>
#include <optional>

namespace cairn {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t ms_per_second = 1000;
constexpr std::int64_t ms_per_day = 86'400 * ms_per_second;

void append_digits(std::string& out, std::int64_t value, int width) {
    std::string digits = std::to_string(value);
    out.append(
        static_cast<std::size_t>(width) > digits.size() ? static_cast<std::size_t>(width) - digits.size() : 0,
        '0');
    out += digits;
}

// Takes the text apart from its front; every step fails for good.
struct Scanner {
    std::string_view rest;
    bool ok = true;

    int digits(std::size_t count) {
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (i >= rest.size() || rest[i] < '0' || rest[i] > '9') {
                ok = false;
                return 0;
            }
            value = value * 10 + (rest[i] - '0');
        }
        rest.remove_prefix(count);
        return value;
    }

    char one_of(std::string_view characters) {
        if (rest.empty() || !characters.contains(rest.front())) {
            ok = false;
            return '\0';
        }
        const char c = rest.front();
        rest.remove_prefix(1);
        return c;
    }

    std::optional<sys_days> date() {
        const int year = digits(4);
        one_of("-");
        const int month = digits(2);
        one_of("-");
        const int day = digits(2);
        const year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                  std::chrono::day(static_cast<unsigned>(day))};
        if (!ok || !date.ok()) return std::nullopt;
        return sys_days(date);
    }

    // Milliseconds; further digits are dropped.
    int fraction() {
        if (rest.empty() || rest.front() != '.') return 0;
        rest.remove_prefix(1);
        int ms = 0;
        int scale = 100;
        do {
            ms += digits(1) * scale;
            scale /= 10;
        } while (ok && !rest.empty() && rest.front() >= '0' && rest.front() <= '9');
        return ms;
    }

    int offset_minutes() {
        const char sign = one_of("Zz+-");
        if (!ok || sign == 'Z' || sign == 'z') return 0;
        const int hours = digits(2);
        one_of(":");
        const int minutes = digits(2);
        if (hours > 23 || minutes > 59) ok = false;
        return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    }
};

std::int64_t ms_of(sys_days days) {
    return days.time_since_epoch().count() * ms_per_day;
}

} // namespace

std::string to_rfc3339(Instant instant) {
    const auto time = std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(instant.ms));
    const auto days = std::chrono::floor<std::chrono::days>(time);
    const year_month_day date{days};
    const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time - days)};
    std::string out;
    append_digits(out, static_cast<int>(date.year()), 4);
    out += '-';
    append_digits(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_digits(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    append_digits(out, clock.hours().count(), 2);
    out += ':';
    append_digits(out, clock.minutes().count(), 2);
    out += ':';
    append_digits(out, clock.seconds().count(), 2);
    out += 'Z';
    return out;
}

std::string to_rfc3339_exact(Instant instant) {
    std::string out = to_rfc3339(instant);
    const std::int64_t ms = ((instant.ms % ms_per_second) + ms_per_second) % ms_per_second;
    if (ms == 0) return out;
    out.back() = '.';
    append_digits(out, ms, 3);
    return out + 'Z';
}

Result<Instant> parse_rfc3339(std::string_view text) {
    Scanner scanner{text};
    const auto date = scanner.date();
    scanner.one_of("Tt ");
    const int hours = scanner.digits(2);
    scanner.one_of(":");
    const int minutes = scanner.digits(2);
    scanner.one_of(":");
    const int seconds = scanner.digits(2);
    const int ms = scanner.fraction();
    const int offset = scanner.offset_minutes();
    constexpr int leap_second = 60;
    const bool in_range = hours <= 23 && minutes <= 59 && seconds <= leap_second;
    if (!date || !scanner.ok || !scanner.rest.empty() || !in_range)
        return fail("time.malformed", {}, std::string(text));
    const std::int64_t of_day = ((hours - 0LL) * 60 + minutes - offset) * 60 + seconds;
    return Instant{ms_of(*date) + of_day * ms_per_second + ms};
}

Result<Instant> parse_date(std::string_view text) {
    Scanner scanner{text};
    const auto date = scanner.date();
    if (!date || !scanner.rest.empty()) return fail("date.malformed", {}, std::string(text));
    return Instant{ms_of(*date)};
}

} // namespace cairn
