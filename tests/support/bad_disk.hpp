// A disk that fails, is slow, answers late or never, and loses power: but what it commits is there as a
// whole, and what it has answered for stays.
#pragma once

#include "platform/headless/disk.hpp"
#include "support/desk.hpp"
#include "support/random_commands.hpp"

#include <cstdlib>
#include <deque>
#include <variant>

namespace cairn::test {

// More rounds in a long run.
inline unsigned rounds(unsigned usual) {
    return std::getenv("CAIRN_LONG") == nullptr ? usual : usual * 20;
}

class BadDisk {
  public:
    headless::Disk disk;

    using Commit = std::variant<app::AppendRow, app::Save>;

    void take(Desk& desk) {
        for (const app::Effect& effect : std::exchange(desk.effects, {})) {
            if (const auto* row = std::get_if<app::AppendRow>(&effect)) waiting_.emplace_back(*row);
            if (const auto* save = std::get_if<app::Save>(&effect)) waiting_.emplace_back(*save);
            if (const auto* wait = std::get_if<app::Wait>(&effect)) waits_.push_back(*wait);
            if (const auto* read = std::get_if<app::ReadFile>(&effect)) reads.push_back(read->effect);
        }
    }

    bool busy() const { return !waiting_.empty(); }

    // The next commit is there as a whole, or not at all; its answer. Nothing: nothing is under way.
    std::optional<app::Event> answer(bool fails, const Error& error) {
        if (waiting_.empty()) return std::nullopt;
        const Commit next = std::move(waiting_.front());
        waiting_.pop_front();
        const std::uint32_t effect = std::visit([](const auto& one) { return one.effect; }, next);
        if (fails) return app::SaveFailed{effect, error};
        std::visit([&](const auto& one) { disk.commit(one); }, next);
        return app::Saved{effect};
    }

    // Some of what is under way gets there still, and nobody hears of it.
    void lose_power(RandomCommands& random) {
        while (!waiting_.empty() && random.below(2) == 0)
            answer(false, {});
        waiting_.clear();
        waits_.clear();
        reads.clear();
    }

    std::optional<app::Waited> time_passes(RandomCommands& random) {
        if (waits_.empty()) return std::nullopt;
        const auto at = waits_.begin() + random.below(static_cast<unsigned>(waits_.size()));
        const app::Waited waited{at->effect};
        waits_.erase(at);
        return waited;
    }

    std::vector<std::uint32_t> reads;

  private:
    std::deque<Commit> waiting_;
    std::vector<app::Wait> waits_;
};

} // namespace cairn::test
