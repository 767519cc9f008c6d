#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/solution.hpp"

namespace earlybird {

/// Learns which jobs are hard to place: it counts how often each was left out when a step might
/// have put it in, accepted or not. On an overloaded day a walk that weighs all jobs of a priority
/// alike keeps the ones that fit easily and never makes room for the others.
class Absences {
  public:
    explicit Absences(std::size_t jobs) : left_out_(jobs, 0) {}

    /// Count the jobs of a step that `solution` leaves out: of `removed`, which it served before,
    /// and of `waiting`, which it did not. The weight that this adds to the plan: for every job
    /// that is no longer served its hardness is added, for every one that now is, taken off.
    double count(const std::vector<Index>& removed, const std::vector<Index>& waiting,
                 const Solution& solution) {
        double added = 0;
        for (const Index job : removed) {
            if (solution.is_served(job)) continue;
            leave_out(job);
            added += hardness(job);
        }
        for (const Index job : waiting) {
            if (solution.is_served(job)) {
                added -= hardness(job);
            } else {
                leave_out(job);
            }
        }
        return added;
    }

    /// From 0, of a job that was never left out, to 1, of the one that was most often.
    double hardness(Index job) const {
        return static_cast<double>(left_out_[std::size_t(job)]) / static_cast<double>(most_);
    }

  private:
    void leave_out(Index job) { most_ = std::max(most_, ++left_out_[std::size_t(job)]); }

    std::vector<std::int64_t> left_out_;  ///< by job
    std::int64_t most_ = 1;               ///< of any job
};

}  // namespace earlybird
