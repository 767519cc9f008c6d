#include "core/route_timing.hpp"

#include <algorithm>

namespace earlybird {

Seconds earliest_ready(const Problem& problem, const Shift& shift, const Collection& collection) {
    if (!collection.needed) return shift.start;
    const Seconds from = std::max(shift.start, collection.available_from);
    if (shift.openings.empty()) return from + shift.handling;
    for (Index i = shift.openings.first; i < shift.openings.last; ++i) {
        const Interval& open = problem.openings[std::size_t(i)];
        const Seconds end = std::max(from, open.start) + shift.handling;
        if (end <= open.end) return end;
    }
    return kNever;
}

Seconds latest_collection(const Problem& problem, const Shift& shift, const Collection& collection,
                          Seconds departure) {
    const Seconds from = std::max(shift.start, collection.available_from);
    if (shift.openings.empty()) return departure - shift.handling;
    // All of them: where they overlap, the one that opens last may close first.
    Seconds latest = -kNever;
    for (Index i = shift.openings.first; i < shift.openings.last; ++i) {
        const Interval& open = problem.openings[std::size_t(i)];
        const Seconds begin = std::min(departure, open.end) - shift.handling;
        if (begin >= std::max(from, open.start)) latest = std::max(latest, begin);
    }
    return latest;
}

namespace {

/// The recommended departure of a leg to a job with appointment `appointment`.
Seconds recommended_departure(const Problem& problem, const Shift& shift, Index from, Index to,
                              Seconds ready, Seconds appointment, bool first) {
    const Travel& travel = problem.travel;
    if (!first && problem.band_most == kUnlimited) return ready;
    const Seconds latest_safe =
        travel.depart_by(shift.profile, from, to, appointment - problem.band_least);
    if (first) return std::max(ready, latest_safe);
    const Seconds useful =
        travel.depart_from(shift.profile, from, to, appointment - problem.band_most);
    return std::max(ready, std::min(latest_safe, useful));
}

}  // namespace

void time_route(const Problem& problem, const Shift& shift, std::span<const Index> jobs,
                const Collection& collection, RouteTiming& timing) {
    const Travel& travel = problem.travel;
    timing = RouteTiming{.stops = std::move(timing.stops)};
    timing.stops.clear();
    Seconds ready = earliest_ready(problem, shift, collection);
    if (ready >= kNever) return;
    Index from = shift.start_place;
    Seconds first_departure = ready;
    for (std::size_t k = 0; k < jobs.size(); ++k) {
        const Job& job = problem.job(jobs[k]);
        const Seconds soonest = travel.arrive(shift.profile, from, job.place, ready);
        const Seconds start = problem.next_start(job, soonest + job.door);
        if (start >= kNever) return;
        const bool told = job.told != kNever;
        const Seconds appointment = told ? job.told : start;
        const Seconds depart =
            recommended_departure(problem, shift, from, job.place, ready, appointment, k == 0);
        const Seconds arrive = travel.arrive(shift.profile, from, job.place, depart);
        if (k == 0) first_departure = depart;
        if (told) {
            timing.lateness += std::max<Seconds>(0, arrive - (appointment - problem.band_least));
        }
        const Seconds service = problem.service(jobs[k], shift.engineer);
        timing.travel += arrive - depart;
        timing.service += service;
        timing.distance_price += problem.distance_price(from, job.place);
        timing.stops.push_back({depart, arrive, start});
        ready = start + service;
        from = job.place;
    }
    timing.end = travel.arrive(shift.profile, from, shift.end_place, ready);
    if (timing.end > shift.latest_end) return;
    timing.travel += timing.end - ready;
    timing.distance_price += problem.distance_price(from, shift.end_place);
    timing.begin = first_departure;
    if (collection.needed) {
        timing.handling = shift.handling;
        timing.begin = latest_collection(problem, shift, collection, first_departure);
    }
    timing.overtime = std::max<Seconds>(0, timing.end - shift.end);
    timing.waiting = timing.end - timing.begin - timing.travel - timing.service - timing.handling;
    timing.legal = true;
}

}  // namespace earlybird
