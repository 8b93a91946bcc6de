// Files that somebody looks at on the screen Check, read as the edge reads them.
#pragma once

#include "app/checking.hpp"
#include "support/desk.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cairn::test {

// Answers what is asked of picked files until nothing is, each as often as it takes.
inline void answer_reads(Desk& desk, const std::map<std::uint32_t, std::string>& files) {
    for (auto asked = desk.take_effects<app::ReadRange>(); !asked.empty();
         asked = desk.take_effects<app::ReadRange>()) {
        for (const app::ReadRange& range : asked) {
            const auto file = files.find(range.handle);
            if (file == files.end())
                desk.tell(app::WholeFailed{range.effect, {"file.unreadable"}});
            else
                desk.tell(app::RangeRead{
                    range.effect,
                    file->second.substr(std::min<std::size_t>(range.offset, file->second.size()), range.size),
                    file->second.size()});
        }
    }
}

struct LookedAt {
    std::string name, bytes;
};

inline void look_at(Desk& desk, const std::vector<LookedAt>& files) {
    app::CheckFiles check;
    std::map<std::uint32_t, std::string> bytes;
    for (const LookedAt& file : files) {
        const auto handle = static_cast<std::uint32_t>(bytes.size() + 100);
        check.files.push_back({handle, file.name});
        bytes.emplace(handle, file.bytes);
    }
    desk.must(check);
    answer_reads(desk, bytes);
}

inline const app::Checking& looked(const Desk& desk) {
    REQUIRE(desk.session().checking);
    return *desk.session().checking;
}

// The only one that is shown.
inline const app::CheckedItem& looked_item(const Desk& desk) {
    REQUIRE(looked(desk).items.size() == 1);
    return looked(desk).items.front();
}

inline const CheckReport& looked_report(const Desk& desk) {
    REQUIRE(looked_item(desk).file);
    return looked_item(desk).file->report;
}

// A list that knows the campus of the sample badges.
inline std::string campus_list(std::string_view as_of = "2026-01-10") {
    const std::string did = did_of(public_key_of(campus_seed));
    return R"({"format":"cairn-issuers","version":1,"name":"Sample list","asOf":")" + std::string(as_of) +
           R"(","issuers":[{"id":")" + did + R"(","name":"Sample campus"}]})";
}

// Of every kind that there are samples of.
inline void look_at_everything(Desk& desk) {
    look_at(desk, {{"inside.json", sample_file("bundles", "inside.json")},
                   {"beside with a name that goes on for as long as a name can.zip",
                    sample_file("bundles", "beside.zip")},
                   {"swapped-file.zip", sample_file("invalid", "swapped-file.zip")},
                   {"digest-differs.json", sample_file("invalid", "digest-differs.json")},
                   {"level-1.json", badge_sample("level-1.json")},
                   {"level-1-expired.json", badge_sample("level-1-expired.json")},
                   {"level-1-other-suite.json", badge_sample("level-1-other-suite.json")},
                   {"level-1-dual.json", badge_sample("level-1-dual.json")},
                   {"too-deep.json", sample_file("invalid", "too-deep.json")},
                   {"issuers.json", campus_list()},
                   {"empty.txt", ""}});
}

} // namespace cairn::test
