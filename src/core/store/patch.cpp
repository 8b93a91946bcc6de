#include "core/store/patch.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace cairn {

namespace {

template <class T>
const Id& id_of(const T& value) {
    return value.id;
}
template <class T>
const Id& id_of(const std::shared_ptr<const T>& value) {
    return value->id;
}

template <class T>
bool same(const T& a, const T& b) {
    return a == b;
}
template <class T>
bool same(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b) {
    return a == b || *a == *b;
}

// Where lists that hold an id twice differ: nothing stays, so it does not matter which is which.
template <class T>
ListPatch<T> all_anew(const std::vector<T>& before, const std::vector<T>& after) {
    ListPatch<T> patch;
    patch.put = after;
    std::set<Id> ids;
    for (const T& value : before)
        ids.insert(id_of(value));
    patch.removed.assign(ids.begin(), ids.end());
    return patch;
}

// The part of two lists that differs, and what stands around it.
template <class T>
struct Difference {
    std::span<const T> head, before, after, tail; // head and tail are of both
};

template <class T>
Difference<T> difference(const std::vector<T>& before, const std::vector<T>& after) {
    const auto alike = [](const T& a, const T& b) { return same(a, b); };
    const std::span<const T> x(before);
    const std::span<const T> y(after);
    const auto head = static_cast<std::size_t>(std::ranges::mismatch(x, y, alike).in1 - x.begin());
    std::size_t tail = 0;
    while (tail < std::min(x.size(), y.size()) - head && same(x[x.size() - 1 - tail], y[y.size() - 1 - tail]))
        ++tail;
    return {x.first(head), x.subspan(head, x.size() - head - tail), y.subspan(head, y.size() - head - tail),
            x.last(tail)};
}

// Whether every id is there once, as far as the difference is concerned.
template <class T>
bool is_clear(const Difference<T>& parts) {
    std::set<std::string_view> before;
    std::set<std::string_view> after;
    before.insert(""); // stands for the start
    after.insert("");
    for (const T& value : parts.before)
        if (!before.insert(id_of(value)).second) return false;
    for (const T& value : parts.after)
        if (!after.insert(id_of(value)).second) return false;
    if (!parts.head.empty()) { // what is placed first names it
        if (!before.insert(id_of(parts.head.back())).second) return false;
        after.insert(id_of(parts.head.back()));
    }
    const auto is_named = [&](const T& value) {
        return before.contains(id_of(value)) || after.contains(id_of(value));
    };
    return std::ranges::none_of(parts.head.first(parts.head.empty() ? 0 : parts.head.size() - 1), is_named) &&
           std::ranges::none_of(parts.tail, is_named);
}

// What is new and does not come last of all, behind what it follows.
template <class T>
std::vector<std::vector<Id>> places_of(const Difference<T>& parts,
                                       const std::map<std::string_view, const T*>& before) {
    std::vector<std::vector<Id>> placed;
    const T* previous = parts.head.empty() ? nullptr : &parts.head.back();
    bool in_run = false;
    for (const T& value : parts.after) {
        const bool is_new = !before.contains(id_of(value));
        if (is_new && !in_run) placed.push_back({previous == nullptr ? Id() : id_of(*previous)});
        if (is_new) placed.back().push_back(id_of(value));
        in_run = is_new;
        previous = &value;
    }
    if (in_run && parts.tail.empty()) placed.pop_back();
    return placed;
}

template <class T>
ListPatch<T> list_between(const std::vector<T>& before, const std::vector<T>& after) {
    const Difference<T> parts = difference(before, after);
    if (parts.before.empty() && parts.after.empty()) return {};
    if (!is_clear(parts)) return all_anew(before, after);
    std::map<std::string_view, const T*> was;
    std::set<std::string_view> is;
    for (const T& value : parts.before)
        was.emplace(id_of(value), &value);
    for (const T& value : parts.after)
        is.insert(id_of(value));

    ListPatch<T> patch;
    std::vector<std::string_view> stay_before;
    std::vector<std::string_view> stay_after;
    for (const T& value : parts.before) {
        if (is.contains(id_of(value)))
            stay_before.push_back(id_of(value));
        else
            patch.removed.push_back(id_of(value));
    }
    for (const T& value : parts.after) {
        const auto found = was.find(id_of(value));
        if (found != was.end()) stay_after.push_back(id_of(value));
        if (found == was.end() || !same(*found->second, value)) patch.put.push_back(value);
    }
    if (stay_before == stay_after) {
        patch.placed = places_of(parts, was);
    } else {
        std::vector<Id>& all = patch.placed.emplace_back();
        all.push_back(parts.head.empty() ? Id() : id_of(parts.head.back()));
        for (const T& value : parts.after)
            all.push_back(id_of(value));
    }
    return patch;
}

// Puts what is named in `placed` where it belongs.
template <class T>
std::vector<T> in_place(std::vector<T> list, const std::vector<std::vector<Id>>& placed) {
    if (placed.empty()) return list;
    std::map<std::string_view, std::vector<std::string_view>>
        followers; // in reverse: a stack is made of them
    std::map<std::string_view, T*> moved;
    for (const std::vector<Id>& run : placed) {
        for (std::size_t i = 1; i < run.size(); ++i)
            moved.emplace(run[i], nullptr);
    }
    for (const std::vector<Id>& run : placed) {
        if (run.size() < 2) continue;
        std::vector<std::string_view>& after = followers[run.front()];
        after.insert(after.begin(), run.rbegin(), run.rend() - 1);
    }
    std::vector<T*> stay;
    for (T& value : list) {
        const auto found = moved.find(id_of(value));
        if (found != moved.end() && found->second == nullptr)
            found->second = &value;
        else
            stay.push_back(&value);
    }
    std::vector<T> result;
    result.reserve(list.size());
    const auto take_behind = [&](std::string_view anchor) {
        std::vector<std::string_view> next;
        const auto take_followers = [&](std::string_view id) {
            const auto found = followers.find(id);
            if (found == followers.end()) return;
            next.insert(next.end(), found->second.begin(), found->second.end());
            followers.erase(found);
        };
        take_followers(anchor);
        while (!next.empty()) {
            const std::string_view id = next.back();
            next.pop_back();
            T*& value = moved.find(id)->second;
            if (value == nullptr) continue;
            result.push_back(std::move(*value));
            value = nullptr;
            take_followers(id);
        }
    };
    take_behind("");
    for (T* const value : stay) {
        const Id id = id_of(*value);
        result.push_back(std::move(*value));
        take_behind(id);
    }
    // What should follow something that is not there.
    for (auto& [id, value] : moved) {
        if (value == nullptr) continue;
        result.push_back(std::move(*value));
        value = nullptr;
    }
    return result;
}

template <class T>
void apply_list(const ListPatch<T>& patch, std::vector<T>& list) {
    if (is_empty(patch)) return;
    if (!patch.removed.empty()) {
        const std::set<std::string_view> removed(patch.removed.begin(), patch.removed.end());
        std::erase_if(list, [&](const T& value) { return removed.contains(id_of(value)); });
    }
    std::map<std::string_view, const T*> put;
    for (const T& value : patch.put)
        put.emplace(id_of(value), &value);
    std::set<const T*> used;
    for (T& value : list) {
        const auto found = put.find(id_of(value));
        if (found == put.end()) continue;
        value = *found->second;
        used.insert(found->second);
    }
    for (const T& value : patch.put)
        if (!used.contains(&value)) list.push_back(value);
    list = in_place(std::move(list), patch.placed);
}

template <class T>
void note_change(std::optional<T>& changed, const T& before, const T& after) {
    if (before != after) changed = after;
}

} // namespace

bool is_empty(const Patch& patch) {
    return !patch.portfolio && !patch.device && !patch.created && !patch.profile && !patch.pathway &&
           !patch.wall && !patch.sample && is_empty(patch.records) && is_empty(patch.claims) &&
           is_empty(patch.badges) && is_empty(patch.submissions) && is_empty(patch.tombstones);
}

Patch patch_between(const Document& before, const Document& after) {
    Patch patch;
    note_change(patch.portfolio, before.portfolio, after.portfolio);
    note_change(patch.device, before.device, after.device);
    note_change(patch.created, before.created, after.created);
    note_change(patch.profile, before.profile, after.profile);
    note_change(patch.pathway, before.pathway, after.pathway);
    note_change(patch.wall, before.wall, after.wall);
    note_change(patch.sample, before.sample, after.sample);
    patch.records = list_between(before.records, after.records);
    patch.claims = list_between(before.claims, after.claims);
    patch.badges = list_between(before.badges, after.badges);
    patch.submissions = list_between(before.submissions, after.submissions);
    patch.tombstones = list_between(before.tombstones, after.tombstones);
    return patch;
}

Document apply(const Patch& patch, const Document& document) {
    Document next = document;
    if (patch.portfolio) next.portfolio = *patch.portfolio;
    if (patch.device) next.device = *patch.device;
    if (patch.created) next.created = *patch.created;
    if (patch.profile) next.profile = *patch.profile;
    if (patch.pathway) next.pathway = *patch.pathway;
    if (patch.wall) next.wall = *patch.wall;
    if (patch.sample) next.sample = *patch.sample;
    apply_list(patch.records, next.records);
    apply_list(patch.claims, next.claims);
    apply_list(patch.badges, next.badges);
    apply_list(patch.submissions, next.submissions);
    apply_list(patch.tombstones, next.tombstones);
    return next;
}

} // namespace cairn
