// Whole-portfolio files in tests: made of what was exported, changed, and taken in by a desk.
#pragma once

#include "core/archive/inflate.hpp"
#include "core/json/jcs.hpp"
#include "core/json/read.hpp"
#include "core/store/whole.hpp"
#include "support/desk.hpp"
#include "support/zip_builder.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cairn::test {

using Parts = std::vector<ZipPart>;

inline ZipPart zip_part(std::string name, std::string text) {
    ZipPart part;
    part.name = std::move(name);
    part.text = std::move(text);
    return part;
}

// As the page puts it together.
inline Parts parts_of(const app::Download& download, const std::map<std::string, std::string>& blobs) {
    Parts parts;
    for (const app::Download::Entry& entry : download.entries)
        parts.push_back(zip_part(entry.path, entry.sha256.empty() ? entry.text : blobs.at(entry.sha256)));
    return parts;
}

inline ZipPart& part_of(Parts& parts, std::string_view beginning) {
    const auto found =
        std::ranges::find_if(parts, [&](const ZipPart& part) { return part.name.starts_with(beginning); });
    REQUIRE(found != parts.end());
    return *found;
}

// A sealed file with members changed and its checksum made right again.
inline std::string resealed(const std::string& text, const std::function<void(Json&)>& change) {
    Json json = read_json(text).value();
    json.erase("checksum");
    change(json);
    json["checksum"] = sha256_hex(canonicalize(json));
    return canonicalize(json);
}

// Answers what is asked of picked files, as the page does, until nothing is asked any more.
class WholeWorld {
  public:
    explicit WholeWorld(Desk& desk) : desk_(desk) {}

    std::uint64_t largest_read = 0;
    std::size_t reads = 0;
    std::size_t stores_until_full = SIZE_MAX; // then there is no room

    void answer(const std::string& bytes) {
        while (true) {
            bool asked = false;
            for (const auto& range : desk_.take_effects<app::ReadRange>()) {
                asked = true;
                ++reads;
                largest_read = std::max(largest_read, range.size);
                desk_.tell(app::RangeRead{range.effect,
                                          range.offset < bytes.size() ? bytes.substr(range.offset, range.size)
                                                                      : std::string(),
                                          bytes.size()});
            }
            for (const auto& range : desk_.take_effects<app::StoreRange>()) {
                asked = true;
                desk_.tell(stored(range, bytes));
            }
            for (const auto& end : desk_.take_effects<app::EndImport>()) {
                for (const std::string& sha256 : std::exchange(fresh_, {}))
                    if (!end.keep) desk_.blobs.erase(sha256);
            }
            if (!asked) return;
        }
    }

  private:
    app::Event stored(const app::StoreRange& store, const std::string& bytes) {
        if (stores_until_full == 0) return app::WholeFailed{store.effect, {"store.quota"}};
        --stores_until_full;
        const app::PackedRange& range = store.range;
        const std::string packed = bytes.substr(range.offset, range.size);
        std::string content = packed;
        if (range.deflated) {
            content.clear();
            Inflater inflater(Inflater::Form::raw);
            inflater.feed(bytes_of(packed), [&](ByteView piece) {
                content.append(piece.begin(), piece.end());
                return content.size() <= range.unpacked;
            });
        }
        if (content.size() != range.unpacked || sha256_hex(content) != range.sha256)
            return app::WholeFailed{store.effect, {"whole.differs"}};
        if (desk_.blobs.emplace(range.sha256, content).second) fresh_.insert(range.sha256);
        return app::RangeStored{store.effect};
    }

    Desk& desk_;
    std::set<std::string> fresh_;
};

// Picks the file and lets it be read.
inline void pick_whole(Desk& desk, const std::string& bytes) {
    desk.must(app::ImportPortfolio{{9, "everything.zip"}});
    WholeWorld(desk).answer(bytes);
}

inline bool asks_about_import(const Desk& desk) {
    return desk.session().dialog && desk.session().dialog->kind == app::DialogKind::import_portfolio;
}

// Picks it, says yes, and lets all of it be kept.
inline void take_whole(Desk& desk, const std::string& bytes) {
    pick_whole(desk, bytes);
    REQUIRE(asks_about_import(desk));
    desk.must(app::ConfirmImport{});
    WholeWorld(desk).answer(bytes);
    desk.finish_saves();
}

// Hands over what a download needs beside the document: the files of the restore points.
inline void give_points(Desk& desk, const StoredFiles& points = {}) {
    for (const auto& asked : desk.take_effects<app::ReadPointFiles>())
        desk.tell(app::PointFilesRead{asked.effect, points});
}

inline app::Download export_whole(Desk& desk, const StoredFiles& points = {},
                                  const std::string& passphrase = {}) {
    desk.must(app::ExportPortfolio{passphrase});
    give_points(desk, points);
    const auto downloads = desk.take_effects<app::Download>();
    REQUIRE(downloads.size() == 1);
    desk.tell(app::Downloaded{downloads[0].effect});
    return downloads[0];
}

// A learner with evidence, links, tags, contacts, a badge and a wall.
inline Desk busy_desk() {
    Desk desk = Desk::sample_learner();
    desk.must(app::SetName{"Sample Learner"});
    desk.must(app::AddEmail{"learner@example.org"});
    desk.must(app::AddContact{});
    desk.must(app::SetContact{0, {"Website", "https://learner.example"}});
    desk.meet_level_one();
    desk.add_badge("level-1.json");
    Document document = desk.document();
    Record record = *document.records.front();
    record.links = {document.records.back()->id};
    record.tags = {"first year", "\u00e9vidence"};
    document.records.front() = std::make_shared<const Record>(record);
    document.wall = {.title = "Sample wall",
                     .about = "**Sample**",
                     .show_name = false,
                     .address = "https://learner.example/wall",
                     .items = {document.badges.front()->id, document.claims.front().id}};
    desk.state.document = std::make_shared<const Document>(std::move(document));
    desk.finish_saves();
    return desk;
}

// The same but for the device: a copy elsewhere is another one.
inline Document on_no_device(Document document) {
    document.device.clear();
    return document;
}

struct World {
    Document document;
    std::vector<LearnerKey> keys;
    std::map<std::string, std::string> blobs;

    friend bool operator==(const World&, const World&) = default;
};

inline World world_of(const Desk& desk) {
    return {desk.document(), desk.state.keys, desk.blobs};
}

inline std::string whole_file(Desk& desk) {
    return make_zip(parts_of(export_whole(desk), desk.blobs));
}

} // namespace cairn::test
