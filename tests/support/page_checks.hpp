// What holds of every frame of every screen, whatever it shows.
#pragma once

#include "platform/headless/headless.hpp"
#include "support/desk.hpp"
#include "ui/kit/shaping.hpp"

#include <doctest/doctest.h>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace cairn::test {

using headless::Found;
using headless::Headless;
using semantics::Role;

// The interface's own words, so that tests follow them when they change.
inline std::string words(std::string_view key, app::Placeholders values = {}) {
    return app::tr(*shipped_catalog(), key, values);
}

inline std::vector<std::uint32_t> ids_in(const std::string& text) {
    std::vector<std::uint32_t> ids;
    std::istringstream stream(text);
    for (std::uint32_t id = 0; stream >> id;)
        ids.push_back(id);
    return ids;
}

inline bool overlap(const semantics::Box& a, const semantics::Box& b) {
    constexpr float slack = 0.75F; // positions lie on a grid of quarters
    return a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height &&
           b.y + slack < a.y + a.height;
}

inline std::string describe(const Found& node) {
    std::ostringstream text;
    text << "role " << static_cast<int>(node.role) << " '" << node.spoken().substr(0, 60) << "' at "
         << node.box.x << "," << node.box.y << " " << node.box.width << "x" << node.box.height;
    return text.str();
}

struct Screen {
    std::vector<Found> nodes;
    std::map<std::uint32_t, const Found*> by_id;

    explicit Screen(const Headless& page) : nodes(page.nodes()) {
        for (const Found& node : nodes)
            by_id.emplace(node.id, &node);
    }
    bool is_below(const Found& node, std::uint32_t ancestor) const {
        for (const Found* at = &node; at->parent != 0; at = by_id.at(at->parent))
            if (at->parent == ancestor) return true;
        return false;
    }
    // The child of the root that the node lies in: what scrolls apart lies apart.
    std::uint32_t region_of(const Found& node) const {
        const Found* at = &node;
        while (at->parent != 0)
            at = by_id.at(at->parent);
        return at->id;
    }
};

// Each fault in words; none is as it should be.
inline std::vector<std::string> faults_of(const Headless& page, float width) {
    std::vector<std::string> faults;
    for (const std::string& fault : page.auditor().faults())
        faults.push_back("auditor: " + fault);

    const std::vector<Found> nodes = page.nodes();
    std::set<std::uint32_t> ids;
    for (const Found& node : nodes) {
        if (node.parent != 0 && !ids.contains(node.parent))
            faults.push_back("parent missing: " + describe(node));
        if (node.id == 0) faults.push_back("no id: " + describe(node));
        if (!ids.insert(node.id).second) faults.push_back("id twice: " + describe(node));
    }
    if (!faults.empty()) return faults;

    const Screen screen(page);
    for (const Found& node : screen.nodes) {
        const bool interactive = headless::is_interactive(node.role);
        if (interactive && node.spoken().empty()) faults.push_back("no name: " + describe(node));
        if (node.role == Role::heading && node.name.empty())
            faults.push_back("empty heading: " + describe(node));
        for (const char* key : {"for", "describedby"})
            for (const std::uint32_t id : ids_in(node.extra(key)))
                if (!ids.contains(id))
                    faults.push_back(std::string(key) + " leads nowhere: " + describe(node));
        if (node.box.x < -0.5F || node.box.x + node.box.width > width + 0.5F)
            faults.push_back("outside the page: " + describe(node));
        if (interactive && (node.box.width < 24 || node.box.height < 24))
            faults.push_back("small target: " + describe(node));
    }
    // What scrolls is as long as what lies in it, so that everything can be reached.
    for (const Found& scroller : screen.nodes) {
        if (!scroller.is(semantics::scroll)) continue;
        for (const Found& node : screen.nodes)
            if (screen.is_below(node, scroller.id) &&
                (node.box.y < scroller.box.y - 0.5F ||
                 node.box.y + node.box.height > scroller.box.y + scroller.number + 0.5F))
                faults.push_back("cannot be scrolled to: " + describe(node));
    }
    // Words and controls lie beside each other, never over each other.
    std::vector<const Found*> solid;
    for (const Found& node : screen.nodes)
        if (headless::is_interactive(node.role) || node.role == Role::text || node.role == Role::heading ||
            node.role == Role::progress || node.role == Role::image)
            solid.push_back(&node);
    for (std::size_t i = 0; i < solid.size(); ++i)
        for (std::size_t k = i + 1; k < solid.size(); ++k)
            if (overlap(solid[i]->box, solid[k]->box) &&
                screen.region_of(*solid[i]) == screen.region_of(*solid[k]))
                faults.push_back("over each other: " + describe(*solid[i]) + " and " + describe(*solid[k]));
    // A dialog comes last, with all that follows inside it.
    for (auto node = screen.nodes.begin(); node != screen.nodes.end(); ++node) {
        if (node->role != Role::dialog) continue;
        if (node->parent != 0) faults.push_back("dialog below something: " + describe(*node));
        for (auto after = node + 1; after != screen.nodes.end(); ++after)
            if (!screen.is_below(*after, node->id)) faults.push_back("behind a dialog: " + describe(*after));
    }
    return faults;
}

inline void check_page(const Headless& page, float width) {
    for (const std::string& fault : faults_of(page, width))
        FAIL_CHECK(fault);
}

} // namespace cairn::test
