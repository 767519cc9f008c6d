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
    Recreate(Solution& solution, const Neighbours& neighbours, Rng& rng)
        : solution_(solution), problem_(solution.problem()), neighbours_(neighbours), rng_(rng),
          insertion_(solution) {}

    /// Insert what was just removed, and those of `waiting` that fit into the routes touched by
    /// it. Jobs that fit nowhere stay unserved. `removed` is put into another order. Once what is
    /// inserted costs `limit` or more it gives up and returns false, with the plan unfinished.
    bool apply(std::vector<Index>& removed, const std::vector<Index>& waiting, Cents limit);

    /// Insert one job: at its cheapest near spot, else at its cheapest in any route, if it fits.
    void insert_anywhere(Index job);

    /// From now on an empty route is so much cheaper to begin.
    void favour_empty(Cents favour) { insertion_.favour_empty(favour); }

  private:
    /// Try beside near jobs and in near shifts that serve nothing yet.
    void try_near(Index job);
    void order(std::vector<Index>& jobs);

    Solution& solution_;
    const Problem& problem_;
    const Neighbours& neighbours_;
    Rng& rng_;
    Insertion insertion_;
    std::vector<std::pair<std::int64_t, Index>> keyed_;
    std::vector<Index> queue_;
};

}  // namespace earlybird
