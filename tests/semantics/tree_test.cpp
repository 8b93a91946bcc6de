#include "semantics/tree.hpp"

#include <doctest/doctest.h>
#include <functional>

using namespace cairn::semantics;

namespace {

// One frame of a page whose content is scrolled.
void draw(Tree& tree, float top, const std::function<void(Tree&)>& more = {}) {
    tree.begin_frame();
    const auto page = tree.add({.id = 1, .role = Role::main, .flags = scroll, .box = {100, 50, 300, 400}});
    tree.enter(page, top);
    const auto list = tree.add({.id = 2, .role = Role::list, .box = {110, 60 - top, 280, 0}});
    tree.enter(list);
    tree.add({.id = 3, .role = Role::list_item, .box = {120, 75 - top, 200, 30}, .name = "One"});
    tree.leave();
    tree.set_height(list, 90);
    if (more) more(tree);
    tree.leave();
    tree.set_number(page, 1000);
    tree.end_frame();
}

} // namespace

TEST_CASE("positions are kept from the parent's content, at any depth") {
    Tree tree;
    draw(tree, 0);
    const auto nodes = tree.nodes();
    REQUIRE(nodes.size() == 3);
    CHECK(nodes[0].parent == 0);
    CHECK(nodes[0].x == 100);
    CHECK(nodes[1].parent == 1);
    CHECK(nodes[1].x == 10);
    CHECK(nodes[1].y == 10);
    CHECK(nodes[1].height == 90);
    CHECK(nodes[2].parent == 2);
    CHECK(nodes[2].x == 10);
    CHECK(nodes[2].y == 15);
    CHECK(nodes[0].number == 1000);
}

TEST_CASE("scrolling changes no node and no generation") {
    Tree tree;
    draw(tree, 0);
    const std::uint32_t before = tree.generation();
    for (float top = 0.1F; top < 600; top += 7.37F) {
        draw(tree, top);
        CHECK(tree.generation() == before);
    }
}

TEST_CASE("the same frame again keeps the generation") {
    Tree tree;
    draw(tree, 0);
    const std::uint32_t before = tree.generation();
    draw(tree, 0);
    CHECK(tree.generation() == before);
}

TEST_CASE("whatever differs moves the generation") {
    const std::vector<std::function<void(Description&)>> differences{
        [](Description& d) { d.id = 10; },          [](Description& d) { d.role = Role::link; },
        [](Description& d) { d.flags = disabled; }, [](Description& d) { d.style = 2; },
        [](Description& d) { d.aux = 3; },          [](Description& d) { d.box.x += 1; },
        [](Description& d) { d.box.y += 1; },       [](Description& d) { d.box.width += 1; },
        [](Description& d) { d.box.height += 1; },  [](Description& d) { d.name = "Olher"; },
        [](Description& d) { d.value = "w"; },      [](Description& d) { d.number = 15; },
        [](Description& d) { d.line_height = 21; }, [](Description& d) { d.request = 1; },
    };
    const Description plain{.id = 9,
                            .role = Role::button,
                            .box = {120, 120, 80, 44},
                            .name = "Other",
                            .value = "v",
                            .number = 16,
                            .line_height = 20};
    for (std::size_t index = 0; index < differences.size(); ++index) {
        CAPTURE(index);
        Tree tree;
        draw(tree, 0, [&](Tree& page) { page.add(plain); });
        const std::uint32_t before = tree.generation();
        Description other = plain;
        differences[index](other);
        draw(tree, 0, [&](Tree& page) { page.add(other); });
        CHECK(tree.generation() == before + 1);
        draw(tree, 0, [&](Tree& page) { page.add(plain); });
        CHECK(tree.generation() == before + 2);
    }
}

TEST_CASE("a node more or less, or in another place, moves the generation") {
    Tree tree;
    draw(tree, 0);
    const std::uint32_t before = tree.generation();
    draw(tree, 0, [](Tree& page) { page.add({.id = 9, .role = Role::button, .name = "A"}); });
    CHECK(tree.generation() == before + 1);
    draw(tree, 0, [](Tree& page) { page.add({.id = 9, .role = Role::button, .value = "A"}); });
    CHECK(tree.generation() == before + 2);
    draw(tree, 0);
    CHECK(tree.generation() == before + 3);
}

TEST_CASE("texts lie in the arena byte for byte, whatever they hold") {
    Tree tree;
    const std::string odd("a\0b\x1f\xff", 5);
    tree.begin_frame();
    tree.add({.id = 1, .role = Role::text, .name = odd, .value = "value"});
    tree.end_frame();
    const Node& node = tree.nodes()[0];
    CHECK(tree.text_of(node.name_offset, node.name_length) == odd);
    CHECK(tree.text_of(node.value_offset, node.value_length) == "value");
    CHECK(node.extra_length == 0);
}

TEST_CASE("rarer attributes are pairs between marks, in their order, repeated keys too") {
    Tree tree;
    const std::vector<Extra> extras{{"option", "a\x1d"
                                               "A"},
                                    {"option", "b\x1d"
                                               "B"},
                                    {"hint", ""}};
    tree.begin_frame();
    tree.add({.id = 1, .role = Role::choice, .name = "Pick"}, extras);
    tree.end_frame();
    const Node& node = tree.nodes()[0];
    CHECK(tree.text_of(node.extra_offset, node.extra_length) == "option\x1e"
                                                                "a\x1d"
                                                                "A\x1f"
                                                                "option\x1e"
                                                                "b\x1d"
                                                                "B\x1f"
                                                                "hint\x1e\x1f");
}

TEST_CASE("a changed rarer attribute moves the generation") {
    Tree tree;
    const auto frame = [&](std::string_view hint) {
        const Extra extra{"hint", hint};
        tree.begin_frame();
        tree.add({.id = 1, .role = Role::text_field, .name = "Name"}, std::span(&extra, 1));
        tree.end_frame();
        return tree.generation();
    };
    const std::uint32_t before = frame("one");
    CHECK(frame("one") == before);
    CHECK(frame("two") == before + 1);
}
