#pragma once

#include <vector>

#include "core/neighbours.hpp"
#include "core/rng.hpp"
#include "core/solution.hpp"

namespace earlybird {

/// Removes strings of neighbouring jobs from routes that pass near a random job: the ruin of
/// Christiaens and Vanden Berghe, "Slack Induction by String Removals for Vehicle Routing
/// Problems", Transportation Science 54(2), 2020, section 5.1.
class Ruin {
  public:
    Ruin(const Neighbours& neighbours, Rng& rng) : neighbours_(neighbours), rng_(rng) {}

    /// Remove jobs around `seed` (served or not) and append them to `removed`. False where a job
    /// that has to stay would be late, so that all has to be taken back.
    bool apply(Solution& solution, Index seed, std::vector<Index>& removed);

  private:
    void remove_scattered(Solution& solution, std::vector<Index>& removed);
    void remove_routes(Solution& solution, Index seed, std::vector<Index>& removed);
    void remove_string(Solution& solution, Index job, Index length, std::vector<Index>& removed);

    const Neighbours& neighbours_;
    Rng& rng_;
};

}  // namespace earlybird
