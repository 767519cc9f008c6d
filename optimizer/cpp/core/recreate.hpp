#pragma once

#include <utility>
#include <vector>

#include "core/insertion.hpp"
#include "core/neighbours.hpp"
#include "core/rng.hpp"
#include "core/solution.hpp"

namespace earlybird {

/// Puts jobs back by cheapest insertion with blinks, in an order that is drawn anew each time
/// (Christiaens and Vanden Berghe 2020, section 5.2). Only spots near neighbours are looked at.
class Recreate {
  public:
    Recreate(const Problem& problem, const Neighbours& neighbours, Rng& rng)
        : problem_(problem), neighbours_(neighbours), rng_(rng) {}

    /// Insert what was just removed, and those of `waiting` that fit into the routes touched by
    /// it. Jobs that fit nowhere stay unserved. `removed` is put into another order.
    void apply(Solution& solution, std::vector<Index>& removed, const std::vector<Index>& waiting);

    /// Insert one job: at its cheapest near spot, else at its cheapest in any route, if it fits.
    void insert_anywhere(Solution& solution, Index job);

  private:
    /// Try beside near jobs and in near shifts that serve nothing yet.
    void try_near(Insertion& insertion, Index job) const;
    Spot near_spot(const Solution& solution, Index job);
    Spot touched_spot(const Solution& solution, Index job);
    void order(std::vector<Index>& jobs);

    const Problem& problem_;
    const Neighbours& neighbours_;
    Rng& rng_;
    std::vector<std::pair<std::int64_t, Index>> keyed_;
    std::vector<Index> queue_;
};

}  // namespace earlybird
