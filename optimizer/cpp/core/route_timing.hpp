#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "core/problem.hpp"

namespace earlybird {

/// What a route collects before it departs.
struct Collection {
    bool needed = false;
    Seconds available_from = -kNever;  ///< latest of the ETAs of what is handed out

    /// Hand out what `other` hands out, too.
    void add(const Collection& other) {
        if (!other.needed) return;
        needed = true;
        available_from = std::max(available_from, other.available_from);
    }
};

/// The earliest end of the collection, or the start of the shift if nothing is collected; kNever if
/// the depot's opening hours leave no room.
Seconds earliest_ready(const Problem& problem, const Shift& shift, const Collection& collection);

/// The latest begin of a collection that is over by `departure`; -kNever if there is none.
Seconds latest_collection(const Problem& problem, const Shift& shift, const Collection& collection,
                          Seconds departure);

/// The recommended departure of a leg to a stop with this appointment, free to go at `ready`.
Seconds recommended_departure(const Problem& problem, const Shift& shift, Index from, Index to,
                              Seconds ready, Seconds appointment, bool first);

/// Whether a shift has the time for a job if it serves nothing else.
bool fits_alone(const Problem& problem, Index job, const Shift& shift);

/// The moments of one job's stop, as docs/timing.md defines them.
struct StopTiming {
    Seconds depart;
    Seconds arrive;
    Seconds start;
};

/// The figures of a route as it is driven by its recommended departures.
struct RouteTiming {
    bool legal = false;
    Seconds begin = 0;
    Seconds end = 0;
    Seconds travel = 0;
    Seconds service = 0;
    Seconds handling = 0;
    Seconds waiting = 0;
    Seconds overtime = 0;
    Seconds lateness = 0;
    Cents distance_price = 0;
    Seconds least_duration = 0;  ///< when leaving as late as can be; only where that has a price
    std::vector<StopTiming> stops;
    std::vector<std::int64_t> load;  ///< on board, while the route is walked

    /// The route's part of the objective.
    Cents price(const Rates& rates) const {
        return travel * rates.travel + overtime * rates.overtime + waiting * rates.waiting +
               lateness * rates.lateness + distance_price + least_duration * rates.duration;
    }
};

/// Time a whole route exactly; `timing` is overwritten (its storage is reused). `stops` are jobs
/// and errands. A rest is taken where the stop before is, a setup only where the place changes.
void time_route(const Problem& problem, Index shift, std::span<const Index> stops,
                const Collection& collection, RouteTiming& timing);

}  // namespace earlybird
