#include "ui/motion.hpp"

namespace cairn::ui {
namespace {

constexpr double duration_ms = 700;

float eased(double share) {
    const double left = 1 - share;
    return static_cast<float>(1 - left * left * left);
}

} // namespace

void Motion::begin_frame(double now_ms, bool reduced) {
    now_ms_ = now_ms;
    reduced_ = reduced;
    moving_ = false;
}

float Motion::follow(std::uint32_t key, float target) {
    const auto [found, fresh] = tracks_.try_emplace(key, Track{target, target, now_ms_});
    Track& track = found->second;
    if (fresh || reduced_) {
        track = {target, target, now_ms_};
        return target;
    }
    const double share = (now_ms_ - track.start_ms) / duration_ms;
    const float shown = share >= 1 ? track.to : track.from + (track.to - track.from) * eased(share);
    if (track.to != target) {
        track = {shown, target, now_ms_};
        moving_ = true;
        return shown;
    }
    moving_ = moving_ || (share < 1 && track.from != track.to);
    return shown;
}

} // namespace cairn::ui
