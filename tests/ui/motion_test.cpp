#include "ui/motion.hpp"

#include <doctest/doctest.h>

using cairn::ui::Motion;

TEST_CASE("the first value is shown at once and nothing moves") {
    Motion motion;
    motion.begin_frame(0, false);
    CHECK(motion.follow(1, 0.5F) == 0.5F);
    CHECK_FALSE(motion.moving());
    motion.begin_frame(16, false);
    CHECK(motion.follow(1, 0.5F) == 0.5F);
    CHECK_FALSE(motion.moving());
}

TEST_CASE("a new target is reached in steps that never turn back, and then nothing moves") {
    Motion motion;
    motion.begin_frame(0, false);
    motion.follow(1, 0);
    float last = 0;
    double now = 16;
    for (bool moving = true; moving; now += 16) {
        motion.begin_frame(now, false);
        const float shown = motion.follow(1, 1);
        CHECK(shown >= last);
        CHECK(shown <= 1);
        last = shown;
        moving = motion.moving();
        REQUIRE(now < 5000);
    }
    CHECK(last == 1);
    CHECK(now > 300);
}

TEST_CASE("a target that changes on the way goes on from where it is") {
    Motion motion;
    motion.begin_frame(0, false);
    motion.follow(1, 0);
    motion.begin_frame(10, false);
    motion.follow(1, 1);
    motion.begin_frame(200, false);
    const float half_way = motion.follow(1, 1);
    motion.begin_frame(201, false);
    const float turned = motion.follow(1, 0);
    CHECK(turned == doctest::Approx(half_way).epsilon(0.05));
    CHECK(motion.moving());
    motion.begin_frame(3000, false);
    CHECK(motion.follow(1, 0) == 0);
    CHECK_FALSE(motion.moving());
}

TEST_CASE("under reduced motion values jump and no frame is asked for") {
    Motion motion;
    motion.begin_frame(0, true);
    motion.follow(1, 0);
    motion.begin_frame(16, true);
    CHECK(motion.follow(1, 1) == 1);
    CHECK_FALSE(motion.moving());
}

TEST_CASE("values are followed apart") {
    Motion motion;
    motion.begin_frame(0, false);
    motion.follow(1, 0);
    motion.follow(2, 0);
    motion.begin_frame(16, false);
    motion.follow(1, 1);
    CHECK(motion.follow(2, 0) == 0);
    CHECK(motion.moving());
}

TEST_CASE("what is no longer asked for keeps nobody awake") {
    Motion motion;
    motion.begin_frame(0, false);
    motion.follow(1, 0);
    motion.begin_frame(16, false);
    motion.follow(1, 1);
    motion.begin_frame(32, false);
    CHECK_FALSE(motion.moving());
}
