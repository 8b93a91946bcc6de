#include "core/credentials/bundle.hpp"
#include "core/credentials/evidence.hpp"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

// What stands inside bundle.json in any case: each record.json once, and the badges that are files there.
std::uint64_t size_of_own(const BundlePlan& plan) {
    std::uint64_t size = 0;
    std::set<const Record*> seen;
    for (const PlannedClaim& claim : plan.claims)
        if (seen.insert(claim.record).second) size += record_json(*claim.record).size();
    for (const auto* const list : {&plan.beside, &plan.attached})
        for (const HeldBadge* const held : *list)
            size += held->badge->text.size();
    return size;
}

} // namespace

bool travels(const HeldBadge& badge) {
    const bool whole = badge.check.signature == SignatureVerdict::valid ||
                       badge.check.signature == SignatureVerdict::unsupported;
    const bool theirs = !badge.subject.empty() && badge.why.code != "held.ownKey";
    return whole && theirs && badge.check.state != CheckState::bad;
}

std::vector<BundleFile> named_files(const BundlePlan& plan) {
    std::vector<BundleFile> files;
    std::set<std::string_view> seen;
    for (const PlannedClaim& claim : plan.claims) {
        for (const FileRef& file : claim.record->files)
            if (is_sha256_hex(file.sha256) && seen.insert(file.sha256).second)
                files.push_back({file.sha256, file.name, file.size});
    }
    return files;
}

BundlePlan plan_bundle(const Document& document, const PathwayLevel& level, const HeldBadges& badges,
                       const std::set<std::string>& withheld) {
    BundlePlan plan;
    plan.claims = counted_claims(document, level);
    std::vector<BundleFile> sent = named_files(plan);
    std::erase_if(sent, [&](const BundleFile& file) {
        const bool stays = withheld.contains(file.sha256);
        if (stays) plan.left_out.push_back(file.name);
        return stays;
    });
    for (const HeldBadge& held : badges) {
        if (!travels(held)) continue;
        if (withheld.contains(held.badge->sha256))
            plan.left_out.push_back(held.badge->file_name);
        else
            (held.nests ? plan.badges : held.presents ? plan.beside : plan.attached).push_back(&held);
    }

    bool fits = true;
    for (const BundleFile& file : sent) {
        plan.bytes += file.size;
        fits = fits && file.size <= inline_file_limit;
    }
    if (fits && (sent.empty() || size_of_own(plan) + plan.bytes <= inline_total_limit)) {
        for (BundleFile& file : sent)
            plan.inside.push_back(std::move(file.sha256));
    } else {
        plan.files = std::move(sent);
    }
    return plan;
}

} // namespace cairn
