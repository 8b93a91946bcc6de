#include "ui/views/badge_parts.hpp"

#include "app/check_words.hpp"
#include "core/wall/text.hpp"
#include "ui/views/parts.hpp"

#include <algorithm>
#include <optional>

namespace cairn::ui {
namespace {

const LevelStatus* level_with(const View& view, std::string_view badge) {
    const auto found = std::ranges::find_if(
        view.levels, [&](const LevelStatus& level) { return level.level->badge == badge; });
    return found == view.levels.end() ? nullptr : &*found;
}

std::string dated(const View& view, std::string_view key, std::string_view undated,
                  const std::optional<Instant>& date) {
    if (!date) return view.tr(undated);
    return view.tr(
        key, {{"date", app::day_text(*view.state.catalog, *date, view.state.session.utc_offset_minutes)}});
}

std::string withdrawn_state(const View& view, const std::string& status) {
    if (status == "revoked") return view.tr("badges.state.revoked");
    return view.tr(status == "suspended" ? "badges.state.suspended" : "badges.state.status");
}

using Verdict = StateLook;

constexpr Verdict good{"circle-check", Tone::moss};
constexpr Verdict bad{"circle-x", Tone::rust};
constexpr Verdict unknown{"circle-question-mark", Tone::gold};
constexpr Verdict neither{"circle-minus", Tone::muted};

Verdict verdict(SignatureVerdict signature) {
    switch (signature) {
    case SignatureVerdict::valid:
        return good;
    case SignatureVerdict::mixed:
    case SignatureVerdict::invalid:
    case SignatureVerdict::reject:
        return bad;
    case SignatureVerdict::unsupported:
        return unknown;
    case SignatureVerdict::none:
        return neither;
    }
    return unknown;
}

// A picture without a badge, or with only an address: nothing that was read says when or whether it holds.
bool nothing_read(const CheckReport& report) {
    const bool address = report.kind == CredentialKind::badge_2 && report.name.empty() &&
                         report.issuer_id.empty() && !report.valid_from && !report.valid_until;
    return report.reason.code == "baking.none" ||
           (address && report.signature == SignatureVerdict::none && report.time == TimeVerdict::ok);
}

// A key that is not shown to be the issuer's is bad only where it is another's for sure.
Verdict signer_verdict(const CheckReport& report) {
    if (!report.issuer_bound) return unknown;
    if (*report.issuer_bound) return report.state == CheckState::issuer_unknown ? unknown : good;
    return report.issuer_id.starts_with("did:key:") ? bad : unknown;
}

Verdict status_verdict(const std::string& status) {
    if (status == "none") return neither;
    if (status == "ok") return good;
    return status == "revoked" || status == "suspended" ? bad : unknown;
}

} // namespace

std::string safe_words(std::string_view words) {
    constexpr std::size_t most = 600; // bytes
    return clipped(shown_text(words), most);
}

StateLook look_of(CheckState state) {
    switch (state) {
    case CheckState::good:
    case CheckState::good_as_of:
        return good;
    case CheckState::bad:
        return bad;
    case CheckState::issuer_unknown:
    case CheckState::not_checked:
        return unknown;
    }
    return unknown;
}

// Dates that nobody signed are only said.
StateLook time_look(const CheckReport& report) {
    if (report.time != TimeVerdict::ok) return bad;
    return report.signature == SignatureVerdict::valid ? good : unknown;
}

std::string badge_name(const View& view, std::string_view id) {
    if (const LevelStatus* level = level_with(view, id)) return level_title(view, *level->level);
    const Pathway* pathway = app::current_pathway(view.state);
    const PathwayLevel* skill = pathway == nullptr ? nullptr : find_skill(*pathway, id);
    if (skill == nullptr) return {};
    return view.tr("badges.skill", {{"badge", view.words(skill->root.name)}});
}

bool is_earned(const View& view, std::string_view badge) {
    return std::ranges::contains(app::signed_facts(view.state).held_badges, badge);
}

std::vector<std::string> badges_for(const PathwayNode& leaf) {
    return leaf.badge.empty() ? leaf.badge_in : std::vector<std::string>{leaf.badge};
}

std::string held_title(const HeldBadge& held) {
    return held.title.empty() ? held.badge->file_name : held.title;
}

std::string own_title(const View& view, const HeldBadge& held) {
    std::string title = held_title(held);
    std::size_t same = 0;
    std::size_t number = 0;
    for (const HeldBadge& other : app::held_badges(view.state)) {
        if (held_title(other) != title) continue;
        ++same;
        if (other.badge->id == held.badge->id) number = same;
    }
    if (same < 2) return title;
    return view.tr("badges.numbered", {{"title", title}, {"number", std::to_string(number)}});
}

std::string issuer_words(const View& view, const HeldBadge& held) {
    const std::string& name = held.check.issuer_name.empty() ? held.check.issuer_id : held.check.issuer_name;
    if (name.empty()) return view.tr("badges.issuerUnnamed");
    const bool known = held.check.state == CheckState::good || held.check.state == CheckState::good_as_of;
    return view.tr(known ? "badges.issuer" : "badges.issuerNotKnown", {{"issuer", name}});
}

std::string held_state(const View& view, const HeldBadge& held) {
    const std::string& code = held.why.code;
    if (held.earned || code.empty()) return view.tr("badges.state.earned");
    if (code == "held.unsupported" || code == "held.keyUnknown") return view.tr("badges.state.unsupported");
    if (code == "held.hosted") return view.tr("badges.state.hosted");
    if (code == "held.signature") return view.tr("badges.state.signature");
    if (code == "held.unbound") return view.tr("badges.state.unbound");
    if (code == "held.expired")
        return dated(view, "badges.state.expiredOn", "badges.state.expired", held.check.valid_until);
    if (code == "held.notYetValid")
        return dated(view, "badges.state.validFrom", "badges.state.notYetValid", held.check.valid_from);
    if (code == "held.time") return view.tr("badges.state.time");
    if (code == "held.subject") return view.tr("badges.state.subject");
    if (code == "held.ownKey") return view.tr("badges.state.ownKey");
    if (code == "held.status") return withdrawn_state(view, held.check.status);
    return view.tr("badges.state.unmatched");
}

Tone held_tone(const HeldBadge& held) {
    if (held.earned) return Tone::gold;
    const std::string& code = held.why.code;
    for (const std::string_view open : {"held.unsupported", "held.keyUnknown", "held.hosted"})
        if (code == open) return Tone::muted;
    if (code == "held.notYetValid") return Tone::muted;
    return code == "held.unmatched" ? Tone::primary : Tone::rust;
}

std::string held_reason(const View& view, const HeldBadge& held) {
    if (held.earned) return view.tr("badges.why.earned", {{"badge", badge_name(view, held.matches)}});
    return app::tr_error(*view.state.catalog, held.why);
}

void check_list(View& view, std::string_view name, const CheckReport& report, bool sum) {
    Kit& kit = view.kit;
    const app::CheckWords words =
        app::check_words(view.state.catalog->strings, report, view.state.session.utc_offset_minutes);
    const auto fact = [&](std::string_view key, const std::string& all, const Verdict& mark) {
        if (all.empty()) return;
        const std::string said = safe_words(all);
        kit.begin_item(key);
        const std::string label = view.tr(key);
        kit.fact({.label = label,
                  .words = said,
                  .said = view.tr("badges.fact", {{"what", label}, {"words", said}}),
                  .icon = mark.icon,
                  .tone = mark.tone});
        kit.end_item();
        kit.space(8);
    };
    kit.begin_list(name);
    fact("badges.signature", words.signature, verdict(report.signature));
    // Of what could not be read nothing else is known.
    if (report.signature != SignatureVerdict::reject && !nothing_read(report)) {
        fact("badges.signer", words.issuer, signer_verdict(report));
        fact("badges.time", words.time, time_look(report));
        fact("badges.status", words.status, status_verdict(report.status));
    }
    if (sum) fact("badges.whole", words.state, look_of(report.state));
    kit.end_list();
}

namespace {

void needed_badge(View& view, const std::string& id) {
    Kit& kit = view.kit;
    const HeldBadges& held = app::held_badges(view.state);
    // The one that counts before one that does not.
    auto found =
        std::ranges::find_if(held, [&](const HeldBadge& one) { return one.matches == id && one.earned; });
    if (found == held.end()) found = std::ranges::find(held, id, &HeldBadge::matches);
    const bool any = found != held.end();
    const std::string detail = any ? held_title(*found) : view.tr("badges.notHeld");
    const std::string chip = any ? held_state(view, *found) : std::string();
    kit.begin_item(id);
    kit.row_text({.title = badge_name(view, id),
                  .detail = detail,
                  .chip = chip,
                  .chip_tone = any ? held_tone(*found) : Tone::muted,
                  .mark = any && found->earned ? Mark::earned : Mark::empty});
    kit.end_item();
}

} // namespace

void draw_badge_leaf(View& view, const PathwayNode& leaf) {
    Kit& kit = view.kit;
    const std::vector<std::string> badges = badges_for(leaf);
    const auto earned = static_cast<std::size_t>(
        std::ranges::count_if(badges, [&](const std::string& id) { return is_earned(view, id); }));
    const std::size_t need = leaf.badge.empty() ? std::max<std::size_t>(leaf.records, 1) : 1;
    const std::string lead = earned >= need ? view.tr("badges.leafHeld")
                             : badges.size() > 1
                                 ? view.tr("badges.leafOneOf", {{"need", std::to_string(need)}})
                                 : view.tr("badges.leafNeeds");
    kit.text(lead, type_body, Tone::muted);
    kit.space(12);
    kit.begin_card("badges", {.padding = 12, .bottom = 6});
    kit.begin_list(view.tr("badges.needed"));
    bool first = true;
    for (const std::string& id : badges) {
        if (!first) kit.rule();
        first = false;
        needed_badge(view, id);
    }
    kit.end_list();
    kit.end_card();
    kit.space(16);
    if (earned >= need)
        kit.link(view.tr("badges.see"), "#/badges", LinkLook::secondary_button, "award");
    else
        kit.link(view.tr("badges.addThe"), "#/badges", LinkLook::primary_button, "arrow-right");
}

std::string closed_words(const View& view, const LevelStatus& level) {
    std::string names;
    for (const PathwayNode* leaf : level.missing_prerequisites)
        for (const std::string& id : badges_for(*leaf)) {
            const LevelStatus* needed = level_with(view, id);
            const std::string name =
                needed == nullptr ? badge_name(view, id) : view.words(needed->level->root.name);
            names += (names.empty() ? "" : ", ") + name;
        }
    const bool several = level.missing_prerequisites.size() > 1;
    return view.tr(several ? "level.closedMany" : "level.closed", {{"levels", names}});
}

void draw_level_badge(View& view, const LevelStatus& level) {
    Kit& kit = view.kit;
    kit.space(12);
    if (level.state == LevelState::earned) {
        kit.chip(view.tr("level.earned"), Tone::gold, "award");
        kit.space(8);
        return;
    }
    if (level.prerequisites_held) return;
    kit.begin_card("closed", {.tinted = true});
    kit.text(closed_words(view, level), type_strong);
    kit.space(4);
    kit.text(view.tr("badges.opensBy"), type_body, Tone::muted);
    kit.space(12);
    kit.link(view.tr("badges.addThe"), "#/badges", LinkLook::primary_button, "arrow-right");
    kit.end_card();
    kit.space(8);
}

} // namespace cairn::ui
