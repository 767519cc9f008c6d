#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "core/neighbours.hpp"
#include "core/recreate.hpp"
#include "core/ruin.hpp"
#include "core/snapshot.hpp"
#include "core/solution.hpp"

namespace earlybird {

/// One thread of ruin and recreate under simulated annealing.
class Search {
  public:
    Search(const Problem& problem, const Neighbours& neighbours, std::uint64_t seed);

    /// Insert every job once, by priority and tightness; ends early when `stop` is set.
    void build_first_plan(const std::atomic<bool>& stop);
    /// Start from another search's best plan instead, or go on from it.
    void adopt(const Snapshot& plan);

    /// One ruin, recreate and acceptance. `progress` is the share of the budget used, 0 to 1.
    void step(double progress);

    const Snapshot& best() const { return best_; }
    std::int64_t best_unserved() const { return best_unserved_; }

  private:
    Index choose_seed();
    void choose_waiting(Index seed);
    bool accepts(const Score& before, const Score& after, double temperature);
    void weigh();
    void note_unserved(Index job);
    void remember_changes();
    void keep_if_best();

    const Problem& problem_;
    const Neighbours& neighbours_;
    Rng rng_;
    Ruin ruin_;
    Solution current_;
    Recreate recreate_;
    Snapshot best_;
    std::int64_t best_unserved_ = 0;
    double scale_ = 1;            ///< typical price of serving one job, cents
    double priority_weight_ = 1;  ///< of one point of unserved priority, cents
    bool in_last_phase_ = false;

    std::vector<Index> removed_;
    std::vector<Index> waiting_;
    std::vector<Index> unserved_;     ///< jobs without a route in the current plan, in no order
    std::vector<Index> unserved_at_;  ///< position of a job in `unserved_`, or kNone
    std::vector<Index> changed_;      ///< routes that differ from the best plan's
    std::vector<char> is_changed_;
};

}  // namespace earlybird
