#include "core/model/pathway.hpp"

#include "core/model/asset_file.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace cairn {

namespace {

constexpr std::size_t max_nodes = 2000;
constexpr std::size_t max_depth = 16;
constexpr std::size_t max_levels = 32;
constexpr std::size_t max_children = 200;
constexpr std::size_t max_conditions = 64;
constexpr std::size_t max_listed = 500;
constexpr std::uint64_t max_count = 1000;

// `params` of the file: what "$name" stands for.
struct Params {
    std::map<std::string, std::uint64_t> numbers;
    std::map<std::string, std::vector<std::string>> lists;
};

class PathwayReader {
  public:
    explicit PathwayReader(Params params) : params_(std::move(params)) {}

    PathwayLevel read_level(Object object) {
        PathwayLevel level;
        level.badge = read_name(object, "badge");
        level.theme = object.words("theme");
        level.stone = object.text("stone");
        constexpr std::string_view stones[] = {"slate", "clay", "moss", "capstone"};
        if (std::ranges::find(stones, level.stone) == std::end(stones))
            object.fail_at("stone", "format.value", level.stone);
        read_common(object, level.root);
        level.root.kind = NodeKind::group;
        read_group(object, level.root, 1);
        object.done();
        return level;
    }

    // Its id is its badge's. Without criteria it is there to be held.
    PathwayLevel read_skill_badge(Object object) {
        PathwayLevel skill;
        PathwayNode& root = skill.root;
        root.kind = NodeKind::group;
        if (object.has("of")) {
            read_common(object, root);
            skill.issuer_name = object.words("issuerName");
            read_group(object, root, 1);
        } else {
            root.id = read_new_name(object, "id", ids_);
            root.uri = read_new_uri(object);
            root.name = object.words("name");
        }
        skill.badge = root.id;
        object.done();
        return skill;
    }

    // Names that nodes use and that have to be somewhere in the file; checked when all of it is read.
    void check_references(Reading& reading, const std::set<std::string>& badges) const {
        for (const auto& [path, name] : node_references_)
            if (!ids_.contains(name)) reading.report("format.value", path, name);
        for (const auto& [path, name] : badge_references_)
            if (!badges.contains(name)) reading.report("format.value", path, name);
    }

    std::set<std::string>& ids() { return ids_; }

  private:
    struct Reference {
        std::string path;
        std::string name;
    };

    void read_common(Object& object, PathwayNode& node) {
        if (++nodes_ > max_nodes) object.fail_at("id", "format.tooLong", std::to_string(max_nodes));
        node.id = read_new_name(object, "id", ids_);
        node.uri = read_new_uri(object);
        node.name = object.words("name");
        node.description = object.words("description");
        node.action = object.words_or_empty("action");
        node.inferred = object.words_or_empty("inferred");
        node.covers = object.texts_or_empty("covers", max_listed);
    }

    Id read_new_uri(Object& object) {
        Id uri = read_uri(object, "uri");
        if (!uris_.insert(uri).second) object.fail_at("uri", "format.value", uri);
        return uri;
    }

    PathwayNode read_node(Object object, std::size_t depth) {
        PathwayNode node;
        read_common(object, node);
        if (object.has("of")) {
            node.kind = NodeKind::group;
            read_group(object, node, depth);
        } else {
            read_leaf(object, node);
        }
        object.done();
        return node;
    }

    void read_group(Object& object, PathwayNode& node, std::size_t depth) {
        if (depth >= max_depth) {
            object.fail_at("of", "format.tooLong", std::to_string(max_depth));
            return;
        }
        node.all = object.one_of<bool>("op", {{"all", true}, {"atLeast", false}});
        object.each("of", max_children,
                    [&](Object child) { node.children.push_back(read_node(std::move(child), depth + 1)); });
        if (node.children.empty()) object.fail_at("of", "format.missing", "of");
        node.need = node.all ? node.children.size() : object.number("n", max_children);
        if (node.need < 1 || node.need > node.children.size())
            object.fail_at("n", "format.value", std::to_string(node.need));
    }

    void read_leaf(Object& object, PathwayNode& node) {
        node.kind = NodeKind::leaf;
        node.record_type = read_name(object, "leaf");
        object.each_or_none("where", max_conditions, [&](Object condition) {
            node.where.push_back(read_condition(std::move(condition)));
        });
        read_proof(object, node);
        node.or_approved = object.boolean_or("orApproved", false);
        node.only_others = object.boolean_or("onlyOthers", false);
        node.prerequisite = object.boolean_or("prerequisite", false);
        if (object.has("badge")) {
            node.badge = read_name(object, "badge");
            badge_references_.push_back({object.path_of("badge"), node.badge});
        }
        if (object.has("badgeIn")) {
            node.badge_in = list_or_param(object, "badgeIn");
            for (const std::string& badge : node.badge_in)
                badge_references_.push_back({object.path_of("badgeIn"), badge});
            if (!node.badge.empty()) object.fail_at("badgeIn", "format.unknown", "badgeIn");
        }
        if (node.prerequisite && !is_badge_leaf(node)) object.fail_at("badge", "format.missing", "badge");
        if (object.has("records")) node.records = count_or_param(object, "records");
        node.may_also_satisfy = node_names(object, "mayAlsoSatisfy");
        node.distinct_from = node_names(object, "distinctFrom");
    }

    void read_proof(Object& object, PathwayNode& node) {
        constexpr std::pair<std::string_view, Proof> kinds[] = {{"self", Proof::self},
                                                                {"file", Proof::file},
                                                                {"third-party", Proof::third_party},
                                                                {"reviewer", Proof::reviewer},
                                                                {"issuer-signed", Proof::issuer_signed}};
        const auto names = object.texts("proof", std::size(kinds));
        for (const std::string& name : names) {
            const auto* const found =
                std::ranges::find(kinds, name, &std::pair<std::string_view, Proof>::first);
            if (found == std::end(kinds)) {
                object.fail_at("proof", "format.value", name);
            } else {
                node.proof.push_back(found->second);
            }
        }
        if (names.empty()) object.fail_at("proof", "format.missing", "proof");
    }

    Condition read_condition(Object object) {
        Condition condition;
        condition.field = read_name(object, "field");
        condition.op = object.one_of<ConditionOp>("op", {{"is", ConditionOp::is},
                                                         {"in", ConditionOp::in},
                                                         {"min", ConditionOp::min},
                                                         {"filled", ConditionOp::filled}});
        condition.missing = object.words("missing");
        switch (condition.op) {
        case ConditionOp::is:
            condition.values.push_back(read_value(object));
            break;
        case ConditionOp::in:
            condition.values = list_or_param(object, "values");
            break;
        case ConditionOp::min:
            condition.count = count_or_param(object, "count");
            condition.each = object.texts_or_empty("each", max_listed);
            break;
        case ConditionOp::filled:
            break;
        }
        object.done();
        return condition;
    }

    // A text, a number or true: records keep what people chose as text, and a checkbox reads "true".
    static std::string read_value(Object& object) {
        const Json* const value = object.raw("value");
        if (value != nullptr && value->is_boolean()) return value->get<bool>() ? "true" : "false";
        if (value != nullptr && value->is_number()) return std::to_string(object.number("value", 1'000'000));
        return object.text("value");
    }

    std::vector<std::string> list_or_param(Object& object, std::string_view key) const {
        std::vector<std::string> list;
        const Json* const value = object.raw(key);
        if (value != nullptr && value->is_string()) {
            const std::string name = object.text(key);
            const auto found =
                name.starts_with('$') ? params_.lists.find(name.substr(1)) : params_.lists.end();
            if (found == params_.lists.end()) {
                object.fail_at(key, "format.value", name);
                return list;
            }
            list = found->second;
        } else {
            list = object.texts(key, max_listed);
        }
        if (list.empty()) object.fail_at(key, "format.missing", std::string(key));
        return list;
    }

    std::size_t count_or_param(Object& object, std::string_view key) const {
        std::uint64_t count = 0;
        const Json* const value = object.raw(key);
        if (value != nullptr && value->is_string()) {
            const std::string name = object.text(key);
            const auto found =
                name.starts_with('$') ? params_.numbers.find(name.substr(1)) : params_.numbers.end();
            if (found == params_.numbers.end()) {
                object.fail_at(key, "format.value", name);
                return 1;
            }
            count = found->second;
        } else {
            count = object.number(key, max_count);
        }
        if (count < 1) object.fail_at(key, "format.value", std::to_string(count));
        return count;
    }

    std::vector<std::string> node_names(Object& object, std::string_view key) {
        auto names = object.texts_or_empty(key, max_listed);
        for (const std::string& name : names)
            node_references_.push_back({object.path_of(key), name});
        return names;
    }

    Params params_;
    std::size_t nodes_ = 0;
    std::set<std::string> ids_;
    std::set<std::string> uris_;
    std::vector<Reference> node_references_;
    std::vector<Reference> badge_references_;
};

Params read_params(Object object) {
    Params params;
    for (const std::string& name : object.keys()) {
        const Json* const value = object.raw(name);
        if (value != nullptr && value->is_array()) {
            params.lists[name] = object.texts(name, max_listed);
        } else {
            params.numbers[name] = object.number(name, max_count);
        }
    }
    return params;
}

LanguageMap read_eligibility(Object object, std::set<std::string>& ids) {
    read_new_name(object, "id", ids);
    read_name(object, "statement");
    LanguageMap words = object.words("words");
    object.done();
    return words;
}

const PathwayNode* find_below(const PathwayNode& node, std::string_view id_or_uri) {
    if (node.id == id_or_uri || node.uri == id_or_uri) return &node;
    for (const PathwayNode& child : node.children)
        if (const PathwayNode* const found = find_below(child, id_or_uri)) return found;
    return nullptr;
}

} // namespace

bool is_badge_leaf(const PathwayNode& node) {
    return node.kind == NodeKind::leaf && (!node.badge.empty() || !node.badge_in.empty());
}

const PathwayNode* find_node(const Pathway& pathway, std::string_view id_or_uri) {
    for (const auto* const part : {&pathway.levels, &pathway.skill_badges})
        for (const PathwayLevel& level : *part)
            if (const PathwayNode* const found = find_below(level.root, id_or_uri)) return found;
    return nullptr;
}

const PathwayLevel* level_of(const Pathway& pathway, std::string_view id_or_uri) {
    for (const auto* const part : {&pathway.levels, &pathway.skill_badges})
        for (const PathwayLevel& level : *part)
            if (find_below(level.root, id_or_uri) != nullptr) return &level;
    return nullptr;
}

const PathwayLevel* find_skill(const Pathway& pathway, std::string_view badge) {
    const auto found = std::ranges::find(pathway.skill_badges, badge, &PathwayLevel::badge);
    return found == pathway.skill_badges.end() ? nullptr : &*found;
}

Result<Pathway> parse_pathway(std::string_view json_text, std::string_view file_name) {
    const auto json = read_asset(json_text, file_name);
    if (!json) return std::unexpected(json.error());
    return read_pathway(*json, file_name);
}

Result<Pathway> read_pathway(const Json& json, std::string_view file_name) {
    Reading reading(file_name);
    Object root = reading.root(json);
    expect_format(root, "cairn-pathway", 1);
    Pathway pathway;
    pathway.id = read_name(root, "id");
    pathway.revision = read_name(root, "revision");
    pathway.uri = read_uri(root, "uri");
    pathway.name = root.words("name");
    pathway.issuer_name = root.words("issuerName");
    pathway.revision_name = root.words("revisionName");
    pathway.description = root.words("description");

    PathwayReader reader(read_params(root.object_or_empty("params")));
    if (root.has("eligibility"))
        pathway.eligibility = read_eligibility(root.object("eligibility"), reader.ids());
    std::set<std::string> badges;
    root.each_or_none("skillBadges", max_listed, [&](const Object& skill) {
        pathway.skill_badges.push_back(reader.read_skill_badge(skill));
        badges.insert(pathway.skill_badges.back().badge);
    });
    root.each("levels", max_levels, [&](const Object& level) {
        pathway.levels.push_back(reader.read_level(level));
        if (!badges.insert(pathway.levels.back().badge).second)
            level.fail_at("badge", "format.value", pathway.levels.back().badge);
    });
    if (pathway.levels.empty()) root.fail_at("levels", "format.missing", "levels");
    reader.check_references(reading, badges);
    root.done();
    return reading.finish(std::move(pathway));
}

} // namespace cairn
