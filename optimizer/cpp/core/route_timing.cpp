#include "core/route_timing.hpp"

#include <algorithm>

#include "core/span.hpp"

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

namespace {

/// Put on board what the route starts with; whether that fits.
bool load_at_start(const Loads& loads, Index shift, std::span<const Index> stops,
                   std::vector<std::int64_t>& load) {
    load.assign(loads.dimensions, 0);
    for (std::size_t d = 0; d < loads.dimensions; ++d) {
        for (const Index stop : stops)
            load[d] += loads.at_start[std::size_t(stop) * loads.dimensions + d];
        if (load[d] > loads.capacity[std::size_t(shift) * loads.dimensions + d]) return false;
    }
    return true;
}

bool load_at_stop(const Loads& loads, Index shift, Index stop, std::vector<std::int64_t>& load) {
    for (std::size_t d = 0; d < loads.dimensions; ++d) {
        load[d] += loads.change[std::size_t(stop) * loads.dimensions + d];
        if (load[d] > loads.capacity[std::size_t(shift) * loads.dimensions + d]) return false;
    }
    return true;
}

}  // namespace

bool fits_alone(const Problem& problem, Index job, const Shift& shift) {
    const Job& what = problem.job(job);
    const Travel& travel = problem.travel;
    const Seconds arrive = travel.arrive(shift.profile, shift.start_place, what.place, shift.start);
    const Seconds start = problem.next_start(what, arrive + what.door);
    if (start >= kNever) return false;
    const Seconds leave = start + problem.service(job, shift.engineer);
    return travel.arrive(shift.profile, what.place, shift.end_place, leave) <= shift.latest_end;
}

void time_route(const Problem& problem, Index which, std::span<const Index> stops,
                const Collection& collection, RouteTiming& timing) {
    const Travel& travel = problem.travel;
    const Shift& shift = problem.shift(which);
    timing = RouteTiming{.stops = std::move(timing.stops), .load = std::move(timing.load)};
    timing.stops.clear();
    Seconds ready = earliest_ready(problem, shift, collection);
    if (ready >= kNever) return;
    const bool loaded = problem.loads.dimensions > 0;
    if (loaded && !load_at_start(problem.loads, which, stops, timing.load)) return;
    Index from = shift.start_place;
    Seconds first_departure = ready;
    Span span{0, ready, shift.latest_end};
    for (std::size_t k = 0; k < stops.size(); ++k) {
        const Job& job = problem.job(stops[k]);
        const Index place = job.kind == StopKind::kRest ? from : job.place;
        const bool here = job.kind == StopKind::kRest;
        const Seconds soonest = here ? ready : travel.arrive(shift.profile, from, place, ready);
        const Seconds start = problem.next_start(job, soonest + job.door);
        if (start >= kNever) return;
        const bool told = job.told != kNever;
        const Seconds appointment = told ? job.told : start;
        const Seconds depart =
            here ? ready
                 : recommended_departure(problem, shift, from, place, ready, appointment, k == 0);
        const Seconds arrive = here ? depart : travel.arrive(shift.profile, from, place, depart);
        if (k == 0) first_departure = depart;
        if (told) {
            timing.lateness += std::max<Seconds>(0, arrive - (appointment - problem.band_least));
        }
        Seconds service = problem.service(stops[k], shift.engineer);
        if (place != from) service += job.setup;
        if (problem.prices_duration) {
            span = joined(span, arrive - depart, {service, job.first_start, job.last_start});
        }
        if (loaded && !load_at_stop(problem.loads, which, stops[k], timing.load)) return;
        timing.travel += arrive - depart;
        timing.service += service;
        if (!here) timing.distance_price += problem.distance_price(from, place);
        timing.stops.push_back({depart, arrive, start});
        ready = start + service;
        from = place;
    }
    timing.end = travel.arrive(shift.profile, from, shift.end_place, ready);
    if (timing.end > shift.latest_end) return;
    if (problem.prices_duration) {
        timing.least_duration =
            joined(span, timing.end - ready, {0, shift.start, shift.latest_end}).duration;
    }
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
