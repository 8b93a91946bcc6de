#include "app/wall.hpp"

#include "core/credentials/members.hpp"
#include "core/json/read.hpp"

#include <algorithm>
#include <utility>

namespace cairn::app {
namespace {

const std::string& lang_of(const State& state) {
    return state.document->profile.lang;
}

bool on_wall(const State& state, const Id& id) {
    return std::ranges::contains(state.document->wall.items, id);
}

std::string title_of(const HeldBadge& held) {
    return held.title.empty() ? held.badge->file_name : held.title;
}

const std::string& issuer_of(const HeldBadge& held) {
    return held.check.issuer_name.empty() ? held.check.issuer_id : held.check.issuer_name;
}

const PathwayLevel* level_of_badge(const Pathway* pathway, const std::string& badge) {
    if (pathway == nullptr || badge.empty()) return nullptr;
    for (const auto* list : {&pathway->levels, &pathway->skill_badges}) {
        const auto found = std::ranges::find(*list, badge, &PathwayLevel::badge);
        if (found != list->end()) return &*found;
    }
    return nullptr;
}

// "Level 1, Foundation"
std::string name_of(const PathwayLevel& level, const std::string& lang) {
    const std::string& theme = in_language(level.theme, lang);
    return in_language(level.root.name, lang) + (theme.empty() ? "" : ", " + theme);
}

void set_stone(WallItem& item, const State& state, const PathwayLevel* level) {
    const Catalog& catalog = *state.catalog;
    const Pathway* pathway = current_pathway(state);
    if (const auto plain = catalog.stones.find("slate"); plain != catalog.stones.end())
        item.color = plain->second;
    if (level == nullptr || pathway == nullptr) return;
    item.place = name_of(*level, lang_of(state));
    const auto skill = std::ranges::find(pathway->skill_badges, level->badge, &PathwayLevel::badge);
    item.pebble = skill != pathway->skill_badges.end();
    if (item.pebble && !catalog.pebbles.empty())
        item.color = catalog.pebbles[static_cast<std::size_t>(skill - pathway->skill_badges.begin()) %
                                     catalog.pebbles.size()];
    if (const auto stone = catalog.stones.find(level->stone); !item.pebble && stone != catalog.stones.end())
        item.color = stone->second;
}

// What its issuer says that it is given for.
std::string description_of(const HeldBadge& held) {
    const Result<Json> json = read_json(held.badge->text);
    if (!json) return {};
    std::string words;
    for (const Json* subject : one_or_many(member(*json, "credentialSubject")))
        for (const Json* achievement : one_or_many(member(*subject, "achievement")))
            if (words.empty() && text_member(*achievement, "id") == held.achievement_id)
                words = words_of(member(*achievement, "description"));
    return words;
}

void set_day(WallItem& item, const State& state, Instant instant) {
    item.date = to_rfc3339(instant).substr(0, 10);
    item.day = day_text(*state.catalog, instant, 0);
}

WallItem badge_item(const State& state, const WallChoice& choice) {
    WallItem item;
    item.by_issuer = true;
    item.title = choice.title;
    item.description = description_of(*choice.held);
    item.issuer = issuer_of(*choice.held);
    item.issuer_id = choice.held->check.issuer_id;
    if (choice.held->check.valid_from) set_day(item, state, *choice.held->check.valid_from);
    item.json = choice.held->badge->text;
    set_stone(item, state, choice.level);
    return item;
}

WallItem claim_item(const State& state, const WallChoice& choice, const ClaimContext& context,
                    const Seed& seed) {
    WallItem item;
    item.title = choice.title;
    item.description = in_language(choice.claim.leaf->description, lang_of(state));
    item.record = record_title(state, *choice.claim.record);
    set_day(item, state, signed_at(choice.claim));
    item.json = pretty_credential(public_claim(context, seed, choice.claim));
    set_stone(item, state, choice.level);
    return item;
}

void set_labels(const State& state, std::vector<WallChoice>& choices) {
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const auto same = [&](const WallChoice& other) { return other.title == choices[i].title; };
        const auto here = choices.begin() + static_cast<std::ptrdiff_t>(i);
        const auto number = std::to_string(std::count_if(choices.begin(), here, same) + 1);
        choices[i].label =
            std::ranges::count_if(choices, same) < 2
                ? choices[i].title
                : tr(*state.catalog, "badges.numbered", {{"title", choices[i].title}, {"number", number}});
    }
}

ClaimContext context_of(const State& state, const LearnerKey& key) {
    const Document& document = *state.document;
    const std::string mark = document.sample ? tr(*state.catalog, "sample.mark") : std::string();
    return {.did = key.did,
            .name = document.wall.show_name ? document.profile.name : std::string(),
            .lang = document.profile.lang,
            .pathway = current_pathway(state),
            .record_types = &state.catalog->record_types,
            .name_prefix = mark + tr(*state.catalog, "bundle.claimPrefix"),
            .description = mark + tr(*state.catalog, "bundle.claimDescription")};
}

} // namespace

std::vector<WallChoice> wall_choices(const State& state) {
    std::vector<WallChoice> choices;
    const Pathway* pathway = current_pathway(state);
    if (pathway == nullptr) return choices;
    for (const HeldBadge& held : held_badges(state)) {
        if (!held.earned) continue;
        choices.push_back({.id = held.badge->id,
                           .title = title_of(held),
                           .detail = tr(*state.catalog, "wall.signedBy", {{"issuer", issuer_of(held)}}),
                           .held = &held,
                           .level = level_of_badge(pathway, held.matches)});
    }
    for (const auto* list : {&pathway->levels, &pathway->skill_badges})
        for (const PathwayLevel& level : *list)
            for (const PlannedClaim& claim : counted_claims(*state.document, level))
                choices.push_back({.id = claim.claim->id,
                                   .title = in_language(claim.leaf->name, lang_of(state)),
                                   .detail = tr(*state.catalog, "wall.claimedByYou",
                                                {{"record", record_title(state, *claim.record)}}),
                                   .claim = claim,
                                   .level = &level});
    for (WallChoice& choice : choices)
        choice.shown = on_wall(state, choice.id);
    set_labels(state, choices);
    return choices;
}

std::vector<WallChoice> wall_items(const State& state, const std::vector<WallChoice>& choices) {
    std::vector<WallChoice> items;
    for (const Id& id : state.document->wall.items) {
        const auto found = std::ranges::find(choices, id, &WallChoice::id);
        if (found != choices.end()) items.push_back(*found);
    }
    return items;
}

std::vector<const HeldBadge*> kept_off_wall(const State& state) {
    std::vector<const HeldBadge*> off;
    for (const HeldBadge& held : held_badges(state))
        if (!held.earned) off.push_back(&held);
    return off;
}

bool wall_address_fails(const Wall& wall) {
    return !wall.address.empty() && !is_wall_address(wall.address);
}

std::string wall_title(const State& state) {
    const Document& document = *state.document;
    const std::string mark = document.sample ? tr(*state.catalog, "sample.mark") : std::string();
    return mark + (document.wall.title.empty() ? tr(*state.catalog, "wall.anyTitle") : document.wall.title);
}

Result<WallSite> wall_site(const State& state) {
    const Document& document = *state.document;
    const std::vector<WallChoice> items = wall_items(state, wall_choices(state));
    if (items.empty()) return fail("wall.empty");
    if (wall_address_fails(document.wall)) return fail("wall.address");
    const LearnerKey* key = active_key(state);
    if (key == nullptr) return fail("key.none");
    const Result<Seed> seed = seed_of(*key);
    if (!seed) return std::unexpected(seed.error());
    const ClaimContext context = context_of(state, *key);

    WallSite site;
    site.lang = document.profile.lang;
    site.title = wall_title(state);
    site.author = context.name;
    site.about = document.wall.about;
    site.address = document.wall.address;
    site.sample = document.sample;
    site.parts = state.catalog->wall;
    site.light = state.catalog->light;
    site.dark = state.catalog->dark;
    site.stones = state.catalog->stones;
    site.pebbles = state.catalog->pebbles;
    for (const WallChoice& choice : items)
        site.items.push_back(choice.held != nullptr ? badge_item(state, choice)
                                                    : claim_item(state, choice, context, *seed));
    return site;
}

WallItem badge_stone(const State& state, const HeldBadge& held) {
    WallItem item;
    item.by_issuer = true;
    item.title = title_of(held);
    set_stone(item, state, level_of_badge(current_pathway(state), held.matches));
    return item;
}

Instant wall_time(const State& state) {
    Instant latest = state.document->created;
    for (const WallChoice& choice : wall_items(state, wall_choices(state)))
        latest =
            std::max(latest, choice.held != nullptr ? choice.held->badge->added : signed_at(choice.claim));
    return latest;
}

} // namespace cairn::app
