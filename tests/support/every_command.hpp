// One random command of each kind. A kind that nobody described here does not compile.
#pragma once

#include "app/checking.hpp"
#include "support/random_commands.hpp"

#include <array>
#include <type_traits>
#include <utility>
#include <variant>

namespace cairn::test {

class EveryCommand : public RandomCommands {
  public:
    using RandomCommands::RandomCommands;
    static constexpr std::size_t kinds = std::variant_size_v<app::Command>;

    // Of the kind that stands at this place in the variant.
    app::Command of_kind(std::size_t kind, const app::State& state) {
        static constexpr auto makers = []<std::size_t... at>(std::index_sequence<at...>) {
            return std::array{&EveryCommand::make<std::variant_alternative_t<at, app::Command>>...};
        }(std::make_index_sequence<kinds>());
        return (this->*makers.at(kind))(state);
    }

  private:
    const Record* record(const app::State& state) {
        const auto& records = state.document->records;
        return records.empty() || below(12) == 0 ? nullptr : one_of(records).get();
    }
    static Id id_of(const Record* record) { return record == nullptr ? Id("urn:uuid:nobody") : record->id; }
    Id any_record(const app::State& state) { return id_of(record(state)); }

    const FieldSpec* field(const app::State& state, const Record* of, bool list) {
        const RecordType* type = of == nullptr ? nullptr : app::find_record_type(*state.catalog, of->type);
        if (type == nullptr) return nullptr;
        std::vector<const FieldSpec*> fields;
        for (const FieldSpec& one : type->fields)
            if (one.columns.empty() != list) fields.push_back(&one);
        return fields.empty() ? nullptr : one_of(fields);
    }
    static std::string name_of(const FieldSpec* field) { return field == nullptr ? "title" : field->id; }

    Id any_badge(const app::State& state) {
        return state.document->badges.empty() ? Id("x") : one_of(state.document->badges)->id;
    }
    // A goal of a level; of the record where it has one.
    std::string any_leaf(const app::State& state, const Record* of) {
        const Pathway* pathway = app::current_pathway(state);
        if (of != nullptr && !of->criteria.empty() && below(4) != 0)
            if (const PathwayNode* leaf = find_node(*pathway, of->criteria.front())) return leaf->id;
        return criterion(state);
    }
    std::string any_trust(const app::State& state) {
        const auto& checking = state.session.checking;
        return !checking || checking->trust.empty() ? "x" : one_of(checking->trust).sha256;
    }
    Id any_item(const app::State& state) {
        std::vector<Id> items{any_badge(state)};
        for (const Claim& claim : state.document->claims)
            items.push_back(claim.id);
        for (const Id& item : state.document->wall.items)
            items.push_back(item);
        return one_of(items);
    }

    template <class C>
    app::Command make(const app::State& state) {
        const Document& document = *state.document;
        const auto type = [&] {
            return std::next(state.catalog->record_types.begin(),
                             below(static_cast<unsigned>(state.catalog->record_types.size())))
                ->first;
        };
        if constexpr (std::is_same_v<C, app::StartEmpty>) {
            return C{};
        } else if constexpr (std::is_empty_v<C>) {
            return C{};
        } else if constexpr (std::is_same_v<C, app::SetName> || std::is_same_v<C, app::SetWallTitle> ||
                             std::is_same_v<C, app::SetWallAbout> || std::is_same_v<C, app::TypeInDialog> ||
                             std::is_same_v<C, app::TypeHere> || std::is_same_v<C, app::TypeEmail>) {
            return C{text()};
        } else if constexpr (std::is_same_v<C, app::SetWallAddress>) {
            return C{one_of<std::string>({"", "https://example.org/me/", "http://example.org", "x"})};
        } else if constexpr (std::is_same_v<C, app::SetTheme>) {
            return C{one_of<std::string>({"system", "light", "dark"})};
        } else if constexpr (std::is_same_v<C, app::SetRevision>) {
            return C{one_of<std::string>({"A-edl", "B-nace-2025-06-06"})};
        } else if constexpr (std::is_same_v<C, app::AddEmail>) {
            return C{email()};
        } else if constexpr (std::is_same_v<C, app::RemoveEmail>) {
            return C{document.profile.emails.empty() ? "x" : one_of(document.profile.emails)};
        } else if constexpr (std::is_same_v<C, app::SetContact>) {
            return C{below(3), {text(), text()}};
        } else if constexpr (std::is_same_v<C, app::RemoveContact>) {
            return C{below(3)};
        } else if constexpr (std::is_same_v<C, app::ImportPortfolio>) {
            return C{{1, "portfolio.zip"}};
        } else if constexpr (std::is_same_v<C, app::DeleteEverything> || std::is_same_v<C, app::StartOver> ||
                             std::is_same_v<C, app::KeepPoint> || std::is_same_v<C, app::ExportPortfolio> ||
                             std::is_same_v<C, app::OpenSealed> || std::is_same_v<C, app::RemoveLock> ||
                             std::is_same_v<C, app::Unlock>) {
            return C{text()};
        } else if constexpr (std::is_same_v<C, app::SetLock>) {
            return C{text(), text(), text()};
        } else if constexpr (std::is_same_v<C, app::CheckBackup>) {
            return C{{1, "portfolio.zip"}};
        } else if constexpr (std::is_same_v<C, app::LookAtPoint> || std::is_same_v<C, app::RestorePoint> ||
                             std::is_same_v<C, app::DropPoint>) {
            return C{any_record(state)};
        } else if constexpr (std::is_same_v<C, app::SettleConflict>) {
            return C{any_record(state),
                     one_of<app::Side>({app::Side::this_one, app::Side::other, app::Side::both})};
        } else if constexpr (std::is_same_v<C, app::TakeCopy>) {
            return C{below(3)};
        } else if constexpr (std::is_same_v<C, app::ShowPassphrase> ||
                             std::is_same_v<C, app::AgreeInDialog>) {
            return C{below(2) == 0};
        } else if constexpr (std::is_same_v<C, app::SetIdle>) {
            return C{static_cast<int>(below(30))};
        } else if constexpr (std::is_same_v<C, app::CreateRecord>) {
            return C{type(), criterion(state)};
        } else if constexpr (std::is_same_v<C, app::SetField>) {
            const Record* of = record(state);
            const FieldSpec* one = field(state, of, false);
            return C{id_of(of), name_of(one), value(one)};
        } else if constexpr (std::is_same_v<C, app::SetCell>) {
            const Record* of = record(state);
            const FieldSpec* one = field(state, of, true);
            const std::string column = one == nullptr ? "name" : one_of(one->columns).id;
            return C{id_of(of), name_of(one), below(2), column, text()};
        } else if constexpr (std::is_same_v<C, app::AddRow>) {
            const Record* of = record(state);
            return C{id_of(of), name_of(field(state, of, true))};
        } else if constexpr (std::is_same_v<C, app::RemoveRow>) {
            const Record* of = record(state);
            return C{id_of(of), name_of(field(state, of, true)), below(2)};
        } else if constexpr (std::is_same_v<C, app::AddFiles>) {
            return C{any_record(state), {{1, "a.txt"}}};
        } else if constexpr (std::is_same_v<C, app::RemoveFile> || std::is_same_v<C, app::SetAlt>) {
            const Record* of = record(state);
            const Id file = of == nullptr || of->files.empty() ? Id("x") : one_of(of->files).id;
            if constexpr (std::is_same_v<C, app::SetAlt>)
                return C{id_of(of), file, text()};
            else
                return C{id_of(of), file};
        } else if constexpr (std::is_same_v<C, app::LinkRecord>) {
            return C{any_record(state), any_record(state)};
        } else if constexpr (std::is_same_v<C, app::UnlinkRecord>) {
            const Record* of = record(state);
            return C{id_of(of), of == nullptr || of->links.empty() ? Id("x") : one_of(of->links)};
        } else if constexpr (std::is_same_v<C, app::SetTags>) {
            return C{any_record(state), {text(), one_of<std::string>({"summer", "Summer", "a tag"})}};
        } else if constexpr (std::is_same_v<C, app::TrashRecord> || std::is_same_v<C, app::RestoreRecord> ||
                             std::is_same_v<C, app::DeleteForever>) {
            return C{any_record(state)};
        } else if constexpr (std::is_same_v<C, app::AttachRecord> || std::is_same_v<C, app::DetachRecord> ||
                             std::is_same_v<C, app::ClaimCriterion>) {
            const Record* of = record(state);
            return C{id_of(of), any_leaf(state, of)};
        } else if constexpr (std::is_same_v<C, app::WithdrawClaim>) {
            if (document.claims.empty()) return C{"L1.G3", "x"};
            const Claim& claim = one_of(document.claims);
            const PathwayNode* leaf = find_node(*app::current_pathway(state), claim.criterion);
            return C{leaf == nullptr ? "x" : leaf->id, claim.record};
        } else if constexpr (std::is_same_v<C, app::AddBadges>) {
            return C{{{1, "badge.json"}}};
        } else if constexpr (std::is_same_v<C, app::PasteBadge>) {
            return C{badge_text()};
        } else if constexpr (std::is_same_v<C, app::SaveBadgePicture>) {
            return C{any_badge(state), below(2) == 0};
        } else if constexpr (std::is_same_v<C, app::MatchBadge>) {
            return C{any_badge(state),
                     one_of<std::string>({"", "ums.career-prepared.l1", "ums.career-prepared.l2"})};
        } else if constexpr (std::is_same_v<C, app::RemoveBadge> || std::is_same_v<C, app::SaveBadgeFile>) {
            return C{any_badge(state)};
        } else if constexpr (std::is_same_v<C, app::ShowOnWall>) {
            return C{any_item(state), below(3) != 0};
        } else if constexpr (std::is_same_v<C, app::MoveOnWall>) {
            return C{any_item(state), below(2) == 0 ? -1 : 1};
        } else if constexpr (std::is_same_v<C, app::SetWallName> || std::is_same_v<C, app::SetPlain>) {
            return C{below(2) == 0};
        } else if constexpr (std::is_same_v<C, app::ExportLevel>) {
            return C{one_of<std::string>({"L1", "L2", "x"})};
        } else if constexpr (std::is_same_v<C, app::SendFile>) {
            return C{text(), below(2) == 0};
        } else if constexpr (std::is_same_v<C, app::SetQuery>) {
            return C{{.text = text(), .type = {}, .tag = {}}};
        } else if constexpr (std::is_same_v<C, app::OpenDialog>) {
            return C{{.kind = app::DialogKind::palette, .node = {}, .record = {}}};
        } else if constexpr (std::is_same_v<C, app::CheckFiles>) {
            return C{{{1, "submission.zip"}}};
        } else if constexpr (std::is_same_v<C, app::TypeToCheck>) {
            return C{badge_text()};
        } else if constexpr (std::is_same_v<C, app::KeepTrust>) {
            return C{any_trust(state), below(2) == 0};
        } else if constexpr (std::is_same_v<C, app::LeaveOutTrust>) {
            return C{any_trust(state)};
        } else if constexpr (std::is_same_v<C, app::SaveSentFile>) {
            return C{below(3), text()};
        } else if constexpr (std::is_same_v<C, app::GoTo>) {
            return C{
                {one_of<app::Screen>({app::Screen::path, app::Screen::evidence, app::Screen::settings}), ""}};
        } else {
            static_assert(!sizeof(C), "describe a random command of this kind here");
        }
    }
};

} // namespace cairn::test
