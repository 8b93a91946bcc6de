// Values that follow their targets over time, so that a stone fills before one's eyes. Under reduced motion
// they jump, and while nothing moves nobody asks for a frame.
#pragma once

#include <cstdint>
#include <unordered_map>

namespace cairn::ui {

class Motion {
  public:
    void begin_frame(double now_ms, bool reduced);

    // The value shown now. The first target of a key is taken at once.
    float follow(std::uint32_t key, float target);

    // True while a value that was asked for in this frame is still on its way.
    bool moving() const { return moving_; }

  private:
    struct Track {
        float from, to;
        double start_ms;
    };
    std::unordered_map<std::uint32_t, Track> tracks_;
    double now_ms_ = 0;
    bool reduced_ = false;
    bool moving_ = false;
};

} // namespace cairn::ui
