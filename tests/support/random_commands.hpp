// Commands as a careless person and a broken page would send them: most fit, some do not.
#pragma once

#include "app/command.hpp"
#include "app/state.hpp"
#include "support/badge_samples.hpp"

#include <random>
#include <string>
#include <vector>

namespace cairn::test {

class RandomCommands {
  public:
    explicit RandomCommands(unsigned seed) : engine_(seed) {}

    unsigned below(unsigned limit) { return static_cast<unsigned>(engine_() % limit); }

    template <class T>
    const T& one_of(const std::vector<T>& items) {
        return items[below(static_cast<unsigned>(items.size()))];
    }

    std::string text() {
        static const std::vector<std::string> texts{"",
                                                    "a",
                                                    "First talk",
                                                    "2026-01-08",
                                                    "career-services",
                                                    "career-coach",
                                                    "\u05E9\u05DC\u05D5\u05DD",
                                                    "\U0001F468\u200D\U0001F469\u200D\U0001F467",
                                                    "line\nline",
                                                    "other",
                                                    "\"quoted\"",
                                                    "<b>&amp;</b>",
                                                    "\x01\x02",
                                                    std::string(300, 'w')};
        return one_of(texts);
    }

    std::string criterion(const app::State& state) {
        std::vector<std::string> ids{"L1", "nowhere"};
        for (const LevelStatus& level : app::level_statuses(state))
            for (const auto& [id, status] : level.nodes)
                if (level.level->root.id == "L1") ids.push_back(id);
        return one_of(ids);
    }

    std::string email() {
        return one_of<std::string>(
            {"learner@example.org", "LEARNER@example.org", " b@example.org ", "c@d", "none"});
    }

    // What a file holds that is picked as a badge.
    std::string badge_text() {
        static const std::vector<std::string> texts{badge_sample("level-1.json"),
                                                    badge_sample("level-1-email.json"),
                                                    badge_sample("level-1-other-id.json"),
                                                    badge_sample("level-1-expired.json"),
                                                    badge_sample("level-1-rdfc-only.json"),
                                                    sample_file("invalid", "somebody-else.json"),
                                                    "{",
                                                    ""};
        return one_of(texts);
    }

    app::Command badge_command(const app::State& state) {
        std::vector<Id> badges{"urn:uuid:nobody"};
        for (const BadgePtr& badge : state.document->badges)
            badges.push_back(badge->id);
        const Id& id = badges.back();
        switch (below(8)) {
        case 0:
            return app::RemoveBadge{one_of(badges)};
        case 1:
            return app::SaveBadgeFile{one_of(badges)};
        case 2:
        case 3:
            return app::MatchBadge{
                id, one_of<std::string>({"", "ums.career-prepared.l1", "ums.career-prepared.l2", "x"})};
        case 4:
            return app::SaveBadgePicture{one_of(badges), below(2) == 0};
        case 5:
            return app::PasteBadge{text()};
        default:
            return app::AddBadges{{{1, text()}}};
        }
    }

    app::Command command(const app::State& state) {
        std::vector<Id> records{"urn:uuid:nobody"};
        for (const RecordPtr& record : state.document->records)
            records.push_back(record->id);
        const Id id = below(10) == 0 || records.size() == 1
                          ? records[0]
                          : records[1 + below(static_cast<unsigned>(records.size() - 1))];
        const Record* record = find_record(*state.document, id);
        const RecordType* type =
            record == nullptr ? nullptr : app::find_record_type(*state.catalog, record->type);
        const FieldSpec* field = type == nullptr ? nullptr : &one_of(type->fields);
        const std::string field_id = field == nullptr ? "title" : field->id;
        const auto file = [&] {
            return record == nullptr || record->files.empty() ? Id("x") : one_of(record->files).id;
        };
        const auto column = [&] {
            return field == nullptr || field->columns.empty() ? std::string("name")
                                                              : one_of(field->columns).id;
        };
        std::vector<std::string> types{"no.such.type"};
        for (const auto& [name, unused] : state.catalog->record_types)
            types.push_back(name);

        switch (below(26)) {
        case 0:
            return app::CreateRecord{one_of(types), criterion(state)};
        case 1:
            return app::SetName{text()};
        case 2:
            return app::SetTheme{one_of<std::string>({"system", "light", "dark", "sepia"})};
        case 3:
            return app::SetRevision{one_of<std::string>({"A-edl", "B-nace-2025-06-06", "C"})};
        case 4:
        case 5:
        case 6:
            return app::SetField{id, field_id, value(field)};
        case 7:
        case 8:
            return app::SetCell{id, field_id, below(3), column(), text()};
        case 9:
        case 10:
            return app::AddRow{id, field_id};
        case 11:
            return app::RemoveRow{id, field_id, below(3)};
        case 12:
            return app::SetAlt{id, file(), text()};
        case 13:
            return app::RemoveFile{id, file()};
        case 14:
            return app::TrashRecord{id};
        case 15:
            return app::RestoreRecord{id};
        case 16:
            return app::DeleteForever{id};
        case 17:
            return app::AttachRecord{id, criterion(state)};
        case 18:
            return app::DetachRecord{id, criterion(state)};
        case 19:
            return app::AddEmail{email()};
        case 20:
            return app::RemoveEmail{
                state.document->profile.emails.empty() ? text() : state.document->profile.emails[0]};
        case 21:
            return app::SendFile{text(), below(2) == 0};
        case 22:
        case 23:
            return badge_command(state);
        default:
            if (below(2) == 0) return app::WithdrawClaim{criterion(state), id};
            return app::ClaimCriterion{id, criterion(state)};
        }
    }

    Value value(const FieldSpec* field) {
        if (field == nullptr || below(6) == 0) return text();
        switch (field->kind) {
        case FieldKind::checkbox:
            return below(2) == 0;
        case FieldKind::choice:
            return field->options.empty() ? std::string() : one_of(field->options).value;
        case FieldKind::choices:
            return below(2) == 0 || field->options.empty()
                       ? std::vector<std::string>{}
                       : std::vector<std::string>{one_of(field->options).value};
        case FieldKind::date:
            return std::string("2026-01-08");
        default:
            return below(8) == 0 ? Value() : Value(text());
        }
    }

  private:
    std::mt19937 engine_;
};

} // namespace cairn::test
