#include "core/rdf/canonical.hpp"

#include "core/crypto/hash.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace cairn {

namespace {

using Node = std::uint32_t; // a blank node of the quads, counted from 0 as they come
constexpr std::uint32_t none = 0xFFFFFFFF;

// Levels of blank nodes that are told apart by their neighbors' neighbors.
constexpr std::size_t max_depth = 512;

// Of either hash; what a shorter one leaves is 0. The order of digests is that of their hexadecimal texts.
struct Hash {
    std::array<std::uint8_t, 48> bytes{};

    friend auto operator<=>(const Hash&, const Hash&) = default;
};

void append_name(std::string& out, std::string_view prefix, std::uint32_t number) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append("_:").append(prefix).append(digits.data(), end);
}

// "Identifier issuer", section 4.5: the place of a node in the list is the number of its name. The temporary
// ones are short: no longer than what one way through the neighbors meets.
using Names = std::vector<Node>;

std::uint32_t number_in(const Names& names, Node node) {
    const auto found = std::ranges::find(names, node);
    return found == names.end() ? none : static_cast<std::uint32_t>(found - names.begin());
}

class Canonizer {
  public:
    Canonizer(const Dataset& data, const RdfcLimits& limits)
        : data_(data), limits_(limits), steps_(limits.steps),
          bytes_(limits.budget == nullptr ? limits.bytes : std::min(limits.bytes, *limits.budget)) {}

    // Section 4.4.3, steps 1 to 5. False: over a limit.
    bool name_nodes() {
        take_in();
        return hash_first_degree() && tell_apart();
    }

    // The text, once the nodes have their names. False: over a limit.
    bool write(std::string& out) {
        lines_.clear();
        spans_.clear();
        const auto name = [&](Node node) { append_canonical(lines_, node); };
        for (const Quad& quad : quads_)
            append_line(quad, name);
        if (!charge(lines_.size())) return false;
        sort_lines(out);
        return true;
    }

    std::vector<TermId> order() const {
        std::vector<TermId> terms;
        terms.reserve(named_.size());
        for (const Node node : named_)
            terms.push_back(terms_[node]);
        return terms;
    }

    std::unexpected<Error> refused() const {
        return too_complex_ ? fail("rdf.tooComplex") : fail("rdf.tooLarge");
    }
    void count_down() const {
        if (limits_.budget != nullptr) *limits_.budget -= bytes_at_start_ - bytes_;
    }

  private:
    struct Span {
        std::size_t at = 0;
        std::size_t size = 0;
    };
    struct Related {
        Hash hash;
        Node node = 0;
    };
    struct Found {
        Hash hash;
        Names names;
    };
    enum class Walk { best, worse, over_limit };

    bool charge(std::size_t bytes) {
        const bool enough = bytes <= bytes_;
        bytes_ = enough ? bytes_ - bytes : 0;
        return enough;
    }
    bool step(std::size_t count) {
        too_complex_ = count > steps_;
        steps_ -= std::min(count, steps_);
        return !too_complex_;
    }

    // Steps 1 and 2: the quads, each once, and those of each blank node.
    void take_in() {
        quads_.assign(data_.quads().begin(), data_.quads().end());
        std::ranges::sort(quads_);
        quads_.erase(std::ranges::unique(quads_).begin(), quads_.end());
        rendered_.resize(data_.terms().size());
        node_of_.assign(data_.terms().size(), none);
        for (const Quad& quad : quads_)
            for (const TermId id : {quad.subject, quad.predicate, quad.object, quad.graph})
                meet(id);
        starts_.assign(terms_.size() + 1, 0);
        for (const Quad& quad : quads_)
            each_node(quad, [&](Node node) { ++starts_[node + 1]; });
        for (std::size_t i = 1; i < starts_.size(); ++i)
            starts_[i] += starts_[i - 1];
        quads_of_.resize(starts_.back());
        std::vector<std::uint32_t> next = starts_;
        for (std::uint32_t i = 0; i < quads_.size(); ++i)
            each_node(quads_[i], [&](Node node) { quads_of_[next[node]++] = i; });
    }

    // Gives a blank node its number, and writes any other term down once for all its lines.
    void meet(TermId id) {
        if (id == default_graph || node_of_[id] != none || rendered_[id].size > 0) return;
        const Term& term = data_.term(id);
        if (term.kind == TermKind::blank) {
            node_of_[id] = static_cast<Node>(terms_.size());
            terms_.push_back(id);
            return;
        }
        const std::size_t at = texts_.size();
        append_term(texts_, term);
        rendered_[id] = {at, texts_.size() - at};
    }

    Node node_of(TermId id) const { return id == default_graph ? none : node_of_[id]; }
    std::string_view text_of(TermId id) const {
        return std::string_view(texts_).substr(rendered_[id].at, rendered_[id].size);
    }

    // Each blank node of the quad once.
    template <class Do>
    void each_node(const Quad& quad, Do act) const {
        const Node subject = node_of(quad.subject);
        const Node object = node_of(quad.object);
        const Node graph = node_of(quad.graph);
        if (subject != none) act(subject);
        if (object != none && object != subject) act(object);
        if (graph != none && graph != subject && graph != object) act(graph);
    }

    std::span<const std::uint32_t> quads_of(Node node) const {
        return std::span(quads_of_).subspan(starts_[node], starts_[node + 1] - starts_[node]);
    }

    template <class Name>
    void append_component(TermId id, Name name) {
        if (const Node node = node_of(id); node != none)
            name(node);
        else
            lines_.append(text_of(id));
    }
    // `name` writes the name of a blank node.
    template <class Name>
    void append_line(const Quad& quad, Name name) {
        const std::size_t begin = lines_.size();
        append_component(quad.subject, name);
        lines_.append(1, ' ').append(text_of(quad.predicate)).append(1, ' ');
        append_component(quad.object, name);
        if (quad.graph != default_graph) {
            lines_ += ' ';
            append_component(quad.graph, name);
        }
        lines_ += " .\n";
        spans_.push_back({begin, lines_.size() - begin});
    }
    // The lines in the order of their bytes, which is that of their code points.
    void sort_lines(std::string& out) {
        const std::string_view all = lines_;
        std::ranges::sort(spans_, {}, [&](const Span& span) { return all.substr(span.at, span.size); });
        out.clear();
        out.reserve(all.size());
        for (const Span& span : spans_)
            out.append(all.substr(span.at, span.size));
    }
    void append_canonical(std::string& out, Node node) const { append_name(out, "c14n", numbers_[node]); }

    Hash hash(std::string_view text) const {
        Hash result;
        if (limits_.hash == RdfHash::sha256)
            std::ranges::copy(sha256(bytes_of(text)), result.bytes.begin());
        else
            std::ranges::copy(sha384(bytes_of(text)), result.bytes.begin());
        return result;
    }
    void append_hex(std::string& out, const Hash& hash) const {
        constexpr std::string_view digits = "0123456789abcdef";
        const std::size_t size = limits_.hash == RdfHash::sha256 ? 32 : 48;
        for (const std::uint8_t byte : std::span(hash.bytes).first(size)) {
            out += digits[byte >> 4U];
            out += digits[byte & 0x0FU];
        }
    }

    // Section 4.6 for every node.
    bool hash_first_degree() {
        first_degree_.resize(terms_.size());
        std::string sorted;
        for (Node node = 0; node < terms_.size(); ++node) {
            lines_.clear();
            spans_.clear();
            for (const std::uint32_t i : quads_of(node))
                append_line(quads_[i], [&](Node other) { lines_.append(other == node ? "_:a" : "_:z"); });
            if (!charge(lines_.size())) return false;
            sort_lines(sorted);
            first_degree_[node] = hash(sorted);
        }
        return true;
    }

    void issue(Node node) {
        if (numbers_[node] != none) return;
        numbers_[node] = static_cast<std::uint32_t>(named_.size());
        named_.push_back(node);
    }

    // Steps 4 and 5: names for nodes that nothing else looks like, then for the others.
    bool tell_apart() {
        numbers_.assign(terms_.size(), none);
        std::vector<Node> nodes(terms_.size());
        for (Node node = 0; node < nodes.size(); ++node)
            nodes[node] = node;
        const auto by_hash = [&](Node node) -> const Hash& { return first_degree_[node]; };
        std::ranges::sort(nodes, {}, by_hash);
        std::vector<std::span<const Node>> alike;
        each_run(nodes, by_hash, [&](std::span<const Node> run) {
            if (run.size() == 1)
                issue(run.front());
            else
                alike.push_back(run);
            return true;
        });
        return std::ranges::all_of(alike, [&](std::span<const Node> run) { return name_alike(run); });
    }

    // Calls `act` for each run of elements with one key; stops where it gives false.
    template <class T, class Key, class Act>
    static bool each_run(const std::vector<T>& sorted, Key key, Act act) {
        for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
            while (end < sorted.size() && key(sorted[end]) == key(sorted[begin]))
                ++end;
            if (!act(std::span(sorted).subspan(begin, end - begin))) return false;
        }
        return true;
    }

    bool name_alike(std::span<const Node> nodes) {
        std::vector<Found> found;
        for (const Node node : nodes) {
            if (numbers_[node] != none) continue;
            if (!n_degree(node, {node}, 0, found.emplace_back())) return false;
        }
        std::ranges::stable_sort(found, {}, &Found::hash);
        for (const Found& each : found)
            for (const Node node : each.names)
                issue(node);
        return true;
    }

    // Section 4.7.
    Hash related_hash(Node related, const Quad& quad, const Names& names, char position) {
        input_ = position;
        if (position != 'g') input_.append(text_of(quad.predicate));
        if (numbers_[related] != none)
            append_canonical(input_, related);
        else if (const std::uint32_t number = number_in(names, related); number != none)
            append_name(input_, "b", number);
        else
            append_hex(input_, first_degree_[related]);
        return hash(input_);
    }

    // Section 4.8.
    bool n_degree(Node node, Names names, std::size_t depth, Found& found) {
        if (depth == max_depth) return step(steps_ + 1);
        std::vector<Related> related;
        for (const std::uint32_t i : quads_of(node)) {
            const Quad& quad = quads_[i];
            const std::array<std::pair<TermId, char>, 3> components = {
                {{quad.subject, 's'}, {quad.object, 'o'}, {quad.graph, 'g'}}};
            for (const auto& [id, position] : components) {
                const Node other = node_of(id);
                if (other == none || other == node) continue;
                related.push_back({related_hash(other, quad, names, position), other});
                if (!charge(input_.size())) return false;
            }
        }
        if (!step(related.size() + 1)) return false;
        std::ranges::sort(related, {}, [](const Related& each) { return std::pair(each.hash, each.node); });
        std::string data;
        const bool chosen = each_run(
            related, [](const Related& each) -> const Hash& { return each.hash; },
            [&](std::span<const Related> group) { return choose_path(group, depth, names, data); });
        if (!chosen || !charge(data.size())) return false;
        found = {hash(data), std::move(names)};
        return true;
    }

    // Steps 5.1 to 5.6 for neighbors with one hash: of the orders in which they can be gone through, the one
    // with the least path.
    bool choose_path(std::span<const Related> group, std::size_t depth, Names& names, std::string& data) {
        append_hex(data, group.front().hash);
        std::vector<Node> nodes;
        nodes.reserve(group.size());
        for (const Related& each : group)
            nodes.push_back(each.node);
        std::string best;
        Names best_names;
        do {
            Names tried = names;
            std::string path;
            const Walk walk = walk_path(nodes, best, depth, tried, path);
            if (walk == Walk::over_limit) return false;
            if (walk == Walk::worse) continue;
            best = std::move(path);
            best_names = std::move(tried);
        } while (std::ranges::next_permutation(nodes).found);
        data += best;
        names = std::move(best_names);
        return true;
    }

    Walk walk_path(std::span<const Node> nodes, const std::string& best, std::size_t depth, Names& names,
                   std::string& path) {
        if (!step(nodes.size()) || !charge(names.size() * sizeof(Node))) return Walk::over_limit;
        const auto worse = [&] { return !best.empty() && path > best; };
        std::vector<Node> deeper;
        for (const Node node : nodes) {
            if (numbers_[node] != none) {
                append_canonical(path, node);
            } else {
                if (number_in(names, node) == none) {
                    names.push_back(node);
                    deeper.push_back(node);
                }
                append_name(path, "b", number_in(names, node));
            }
            if (worse()) return Walk::worse;
        }
        for (const Node node : deeper) {
            Found found;
            if (!n_degree(node, names, depth + 1, found)) return Walk::over_limit;
            append_name(path, "b", number_in(names, node));
            path += '<';
            append_hex(path, found.hash);
            path += '>';
            names = std::move(found.names);
            if (worse()) return Walk::worse;
        }
        return best.empty() || path < best ? Walk::best : Walk::worse;
    }

    const Dataset& data_;
    const RdfcLimits& limits_;
    std::size_t steps_;
    std::size_t bytes_;
    std::size_t bytes_at_start_ = bytes_;
    bool too_complex_ = false;

    std::vector<Quad> quads_;
    std::vector<TermId> terms_;                    // by node
    std::vector<Node> node_of_;                    // by term
    std::string texts_;                            // terms as they stand in lines
    std::vector<Span> rendered_;                   // by term, in texts_
    std::vector<std::uint32_t> starts_, quads_of_; // by node: where its quads begin; all of them
    std::vector<Hash> first_degree_;               // by node
    std::vector<std::uint32_t> numbers_;           // by node: its canonical number
    Names named_;

    std::string lines_; // the lines at hand
    std::vector<Span> spans_;
    std::string input_; // of a hash
};

} // namespace

Result<std::string> canonical_nquads(const Dataset& dataset, const RdfcLimits& limits) {
    Canonizer canonizer(dataset, limits);
    std::string text;
    const bool done = canonizer.name_nodes() && canonizer.write(text);
    canonizer.count_down();
    if (!done) return canonizer.refused();
    return text;
}

Result<std::vector<TermId>> canonical_order(const Dataset& dataset, const RdfcLimits& limits) {
    Canonizer canonizer(dataset, limits);
    const bool done = canonizer.name_nodes();
    canonizer.count_down();
    if (!done) return canonizer.refused();
    return canonizer.order();
}

} // namespace cairn
