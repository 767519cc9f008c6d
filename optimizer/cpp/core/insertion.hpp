#pragma once

#include <vector>

#include "core/rng.hpp"
#include "core/solution.hpp"
#include "core/spot.hpp"

namespace earlybird {

/// Prices insertions of one job in O(1) each, from the moments cached in the nodes. Where time has
/// a price the delay is followed until it is absorbed; where waiting has one, or rules apply that
/// only a walk can check, a promising spot is timed exactly. Made once for a solution.
class Insertion {
  public:
    /// Where prices depend on time an estimate is quicker, and close enough for a search.
    enum class Prices { kQuick, kExact };
    explicit Insertion(const Solution& solution, Prices prices = Prices::kQuick);

    /// Turn to `job`. With `rng`, one spot in a hundred is overlooked on purpose ("blink", as in
    /// Christiaens and Vanden Berghe 2020).
    void consider(Index job, Rng* rng = nullptr);

    /// What `try_beside` counts for a spot beside a job in a long route.
    static constexpr Index kGaps = 1;
    /// What it counts for a route that it has looked along from end to end.
    static constexpr Index kRoute = 6;

    /// Whether `neighbour` is served by a route of which not all is tried yet.
    bool is_untried(Index neighbour) const {
        return tried_[slot(solution_.route_of(neighbour))] != turn_;
    }
    /// Try before and after a job that is untried, in a short route everywhere. How much that
    /// counts; 0 where the route cannot take the job at all.
    Index try_beside(Index neighbour);
    /// Try every position of a route.
    void try_route(Index route);

    const Spot& best() const { return best_; }
    /// From now on a spot in an empty route counts for so much less than its price.
    void favour_empty(Cents favour) { favour_ = favour; }

  private:
    /// What is the same for all positions of a route; worked out once for each job.
    struct View {
        bool usable = false;
        bool supplied = true;      ///< its tools and parts are there without a refill
        bool wholly = false;       ///< the route can only be tried as a whole
        bool later_start = false;  ///< the job's own collection delays the whole route
        Index from_position = 0;   ///< before it, the job lacks a tool or a part
        Seconds ready = 0;
        Seconds service = 0;
        Collection collection;    ///< of the route with the job
        Cents price_without = 0;  ///< of the route as it is; only where spots are timed exactly
    };
    /// The view of a route, or null if the job cannot go there at all.
    View* enter(Index route);
    bool is_able(Index route) const {
        const auto engineer = static_cast<std::size_t>(engineers_[std::size_t(route)]);
        return (able_[engineer >> 6] >> (engineer & 63)) & 1;
    }
    /// Where a route, or kNone, has its turn in `tried_`: what has no route has always been tried.
    static std::size_t slot(Index route) { return static_cast<std::size_t>(route - kNone); }
    void look(View& view, Index route);
    /// Whether the job's own parts and tools allow it; sets what they ask to be collected.
    bool find_supplies(View& view, const Shift& shift, const Route& route) const;

    void scan(View& view, Index route);
    void try_gap(const View& view, Index route, Index position);
    void try_position(const View& view, Index route, Index position);
    void try_wholly(View& view, Index route);
    void try_with_goods(const View& view, Index route);
    void try_with_refill(const View& view, Index route);
    void try_with_refill_exactly(const View& view, Index route);
    void keep(Index route, Index position, Cents price) {
        price -= favour(solution_.route(route));
        if (price < best_.price) best_ = {route, position, price};
    }
    bool overlooks();
    Cents favour(const Route& route) const { return route.empty() ? favour_ : 0; }

    Seconds reach_job(Index profile, Index from, Seconds depart) const {
        return legs_to_job_ ? problem_.travel.arrive_after(legs_to_job_[from], depart)
                            : problem_.travel.arrive(profile, from, what_->place, depart);
    }
    Seconds reach_from_job(Index profile, Index to, Seconds depart) const {
        return legs_from_job_ ? problem_.travel.arrive_after(legs_from_job_[to], depart)
                              : problem_.travel.arrive(profile, what_->place, to, depart);
    }
    /// When the stop before `position` is left, if the route leaves `ready` at its start.
    Seconds ready_before(const View& view, Index route, Index position) const;
    /// Overtime and lateness that follow when the stop at `position` is reached at `reach`.
    Cents price_of_delay(Index route, Index position, Seconds reach) const;
    /// What the shortest duration grows by, at its rate.
    Cents price_of_duration(const View& view, Index route, Index position) const;

    /// The stops of a route, with its rests if it was empty.
    void lay_out(Index route);
    /// What the sequence costs, timed exactly; kNever if it is illegal.
    Cents exact_price(Index route, const Collection& collection);

    const Solution& solution_;
    const Problem& problem_;
    const bool exactly_;  ///< spots have to be timed exactly
    const bool plainly_;  ///< a spot costs what its legs cost, whatever the moments
    Index job_ = kNone;
    const Job* what_ = nullptr;
    Rng* rng_ = nullptr;
    Index until_blink_ = -1;
    Spot best_;
    Cents favour_ = 0;

    std::uint32_t turn_ = 0;
    const std::uint64_t* able_ = nullptr;   ///< the job's row of `Problem::able`
    std::vector<Index> engineers_;          ///< by route; close together, most answers are no
    std::vector<View> views_;               ///< by route
    std::vector<std::uint32_t> viewed_;     ///< by route: the turn its view was worked out in
    std::vector<std::uint32_t> tried_;      ///< by `slot`: and the one in which all is tried
    std::vector<std::uint32_t> gap_tried_;  ///< by stop before the gap, then by route
    Index profile_ = kNone;
    const std::int32_t* legs_to_job_ = nullptr;    ///< base seconds by origin, where at hand
    const std::int32_t* legs_from_job_ = nullptr;  ///< base seconds by destination
    RouteTiming timing_;
    std::vector<Index> sequence_;
};

}  // namespace earlybird
