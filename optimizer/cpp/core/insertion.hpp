#pragma once

#include <vector>

#include "core/rng.hpp"
#include "core/solution.hpp"

namespace earlybird {

/// A place in a plan for one job, and what it adds to the price (exact where prices do not depend
/// on time, else a close estimate).
struct Spot {
    Index route = kNone;
    Index position = 0;
    Cents price = kNever;

    bool found() const { return route != kNone; }
};

/// Prices insertions of one job in O(1) each, from the moments cached in the nodes. Where time has
/// a price the delay is followed until it is absorbed, and where waiting has one the whole route is
/// timed: an insertion can then make a route cheaper.
class Insertion {
  public:
    explicit Insertion(const Solution& solution)
        : solution_(solution), problem_(solution.problem()) {}

    /// Turn to `job`. `skip` is the chance that a spot is overlooked on purpose ("blink").
    void consider(Index job, Rng* rng = nullptr, double skip = 0);

    /// Try before and after a served job.
    void try_beside(Index neighbour);
    /// Try every position of a route.
    void try_route(Index route);
    /// Try a route that serves nothing yet.
    void try_empty(Index route) {
        if (solution_.route(route).empty()) try_route(route);
    }

    const Spot& best() const { return best_; }

  private:
    /// Whether the job may go into the route at all; prepares what is the same for all positions.
    bool enter(Index route);
    void try_position(Index position);
    Seconds reach_job(Index from, Seconds depart) const {
        return legs_to_job_ ? problem_.travel.arrive_after(legs_to_job_[from], depart)
                            : problem_.travel.arrive(shift_->profile, from, what_->place, depart);
    }
    Seconds reach_from_job(Index to, Seconds depart) const {
        return legs_to_job_ ? problem_.travel.arrive_after(legs_from_job_[to], depart)
                            : problem_.travel.arrive(shift_->profile, what_->place, to, depart);
    }
    /// When the stop before `position` is left, if the route leaves `ready_` at its start.
    Seconds ready_before(Index position) const;
    /// Overtime and lateness that follow when the stop at `position` is reached at `reach`.
    Cents price_of_delay(Index position, Seconds reach) const;

    /// What the route costs with the job at `position`, or as it is for kNone; timed exactly.
    Cents exact_price(Index position);

    const Solution& solution_;
    const Problem& problem_;
    Index job_ = kNone;
    const Job* what_ = nullptr;
    Rng* rng_ = nullptr;
    double skip_ = 0;
    Spot best_;

    Index route_index_ = kNone;
    const Route* route_ = nullptr;
    const Shift* shift_ = nullptr;
    Seconds service_ = 0;
    Seconds ready_ = 0;
    const std::int32_t* legs_to_job_ = nullptr;    ///< base seconds by origin, where at hand
    const std::int32_t* legs_from_job_ = nullptr;  ///< base seconds by destination
    bool later_start_ = false;  ///< the job's own collection delays the whole route
    Collection collection_;     ///< of the route with the job
    Cents price_without_ = 0;   ///< of the route as it is; only where waiting is priced
    RouteTiming timing_;
    std::vector<Index> sequence_;
};

}  // namespace earlybird
