#include "core/live_desk.hpp"

#include <algorithm>

#include "core/refusal.hpp"

namespace earlybird {

namespace {

Problem prepared(Problem problem) {
    if (problem.errand_count != 0 || problem.loads.dimensions != 0 || !problem.equipped.empty() ||
        problem.rates.duration != 0) {
        refuse("a live desk knows no errands, no loads and no price for durations");
    }
    // Rows that are written later may draw from depots and have times told.
    problem.price_depends_on_time = true;
    for (Job& job : problem.jobs)
        job.from_van = false;
    return problem;
}

Snapshot plan_of(const Problem& problem, const Start& start) {
    if (!start.obstacle) return start.plan;
    Snapshot nothing;
    nothing.routes.resize(problem.shifts.size());
    nothing.draws.resize(problem.needs.size());
    return nothing;
}

Solution standing(const Problem& problem, Start start, std::optional<Obstacle>& obstacle) {
    Solution solution(problem);
    solution.restore(plan_of(problem, start));
    obstacle = start.obstacle;
    start.fixed.resize(problem.shifts.size(), 0);
    start.kept.resize(problem.jobs.size(), 0);
    solution.fix(std::move(start.fixed), std::move(start.kept));
    return solution;
}

}  // namespace

LiveDesk::LiveDesk(Problem problem, GivenPlan given)
    : problem_(prepared(std::move(problem))),
      solution_(standing(problem_, start_from(problem_, given), obstacle_)), quotes_(solution_),
      starts_room_(problem_.jobs.size()), needs_room_(problem_.jobs.size()),
      skills_room_(problem_.jobs.size()), draws_(problem_.needs.size()) {}

std::vector<std::vector<Quote>> LiveDesk::best(Index job, const std::vector<Starts>& windows,
                                               const std::vector<Index>& routes,
                                               std::size_t count) {
    require_job(job, false);
    for (const Index route : routes)
        require_route(route);
    return quotes_.best(job, windows, routes, count);
}

Quote LiveDesk::at(Index job, Index route, Index position) {
    require_job(job, false);
    require_route(route);
    const Slice range = problem_.job(job).starts;
    const auto begin = problem_.starts.begin();
    return quotes_.at(job, Starts(begin + range.first, begin + range.last), route, position);
}

std::vector<std::array<std::int64_t, 3>> LiveDesk::draws_in(Index job, Index route) const {
    require_job(job, false);
    require_route(route);
    std::vector<std::array<std::int64_t, 3>> drawn;
    solution_.stock().foresee(
        job, problem_.shift(route),
        [&](Index need, Index lot, std::int64_t units) { drawn.push_back({need, lot, units}); });
    return drawn;
}

std::vector<std::array<std::int64_t, 3>> LiveDesk::draws_of(Index job) const {
    require_job(job, true);
    std::vector<std::array<std::int64_t, 3>> drawn;
    const Slice needs = problem_.job(job).needs;
    for (Index need = needs.first; need < needs.last; ++need) {
        for (const Draw::Part& part : solution_.stock().draw(need).parts)
            drawn.push_back({need, part.lot, part.quantity});
    }
    return drawn;
}

std::vector<Standing> LiveDesk::times(Index r) const {
    require_route(r);
    const Route& route = solution_.route(r);
    std::vector<Index> stops;
    for (const Node& node : route.nodes)
        stops.push_back(node.job);
    std::vector<Standing> found;
    if (stops.empty()) return found;
    RouteTiming timing;
    time_route(problem_, r, stops, route.collection, timing);
    for (std::size_t k = 0; k < timing.stops.size(); ++k) {
        const StopTiming& stop = timing.stops[k];
        const Node& node = route.nodes[k];
        const Seconds told = problem_.job(node.job).told;
        const Seconds late = told == kNever ? 0 : stop.arrive - (told - problem_.band_least);
        found.push_back({node.job, stop.depart, stop.arrive, stop.start, stop.start + node.service,
                         node.latest, std::max<Seconds>(0, late)});
    }
    return found;
}

Seconds LiveDesk::busy(Index route) {
    require_route(route);
    return quotes_.busy(route);
}

Displacement LiveDesk::cheapest_way(Index job) {
    require_job(job, false);
    return cheapest_displacement(solution_, job);
}

void LiveDesk::remember(Index r) {
    Change change{r, {}, {}, problem_.shift(r), solution_.is_open(r)};
    for (const Node& node : solution_.route(r).nodes) {
        change.stops.push_back(node.job);
        const Slice needs = problem_.job(node.job).needs;
        for (Index need = needs.first; need < needs.last; ++need)
            change.draws.emplace_back(need, solution_.stock().draw(need));
    }
    log_.push_back(std::move(change));
}

void LiveDesk::restore(const Change& change) {
    problem_.shifts[std::size_t(change.route)] = change.shift;
    solution_.open(change.route, change.is_open);
    for (const auto& [need, draw] : change.draws)
        draws_[std::size_t(need)] = draw;
    solution_.rebuild(change.route, change.stops, draws_);
    for (const auto& [need, draw] : change.draws)
        draws_[std::size_t(need)].parts.clear();
    settle(change.route);
}

void LiveDesk::settle(Index route) {
    solution_.settle();
    solution_.commit();
    quotes_.forget(route);
}

void LiveDesk::undo(std::size_t mark) {
    if (mark > log_.size()) refuse(named("there is no mark", std::int64_t(mark)));
    while (log_.size() > mark) {
        restore(log_.back());
        log_.pop_back();
    }
}

Cents LiveDesk::put(Index job, Index route, Index position) {
    const Quote quote = at(job, route, position);
    if (!quote.found()) refuse(named("there is no room at this place for job", job));
    const Cents before = cents();
    remember(route);
    Spot spot;
    spot.route = route;
    spot.position = position;
    solution_.insert(job, spot);
    settle(route);
    return cents() - before;
}

Cents LiveDesk::take(Index job) {
    require_job(job, true);
    if (solution_.is_kept(job)) refuse(named("it has to stay: job", job));
    const Index r = solution_.route_of(job);
    const Cents before = cents();
    remember(r);
    std::vector<Index> removed;
    solution_.remove(r, solution_.position_of(job), 1, removed);
    solution_.retime(r);
    const Route& now = solution_.route(r);
    if (!now.empty() && now.ready > now.latest_ready) {
        solution_.rollback();
        log_.pop_back();
        refuse(named("a visit behind would come too late without job", job));
    }
    settle(r);
    return cents() - before;
}

bool LiveDesk::draws_elsewhere(Index job, const Shift& shift) const {
    const Slice needs = problem_.job(job).needs;
    for (Index need = needs.first; need < needs.last; ++need) {
        for (const Draw::Part& part : solution_.stock().draw(need).parts) {
            const Lot& lot = problem_.lots[std::size_t(part.lot)];
            if (lot.engineer == kNone && lot.depot != shift.depot) return true;
        }
    }
    return false;
}

/// The first stop that cannot be reached in time leaves; if all can, the last one does.
void LiveDesk::drop_what_is_late(Index r, std::vector<Index>& removed) {
    const Route& route = solution_.route(r);
    while (!route.empty() && route.ready > route.latest_ready) {
        Index late = route.size() - 1;
        for (Index k = 0; k < route.size(); ++k) {
            const Node& node = route.node(k);
            if (node.ready - node.service < kNever) continue;
            late = k;
            break;
        }
        const std::size_t before = removed.size();
        solution_.remove(r, late, 1, removed);
        if (removed.size() == before) return;
        solution_.retime(r);
    }
}

std::vector<Index> LiveDesk::replace_shift(Index r, const std::optional<Shift>& given) {
    require_route(r);
    if (given) {
        require_place(given->start_place);
        require_place(given->end_place);
        for (const Seconds moment : {given->start, given->end, given->latest_end, given->handling})
            require_moment(moment);
        if (given->depot < kNone || given->depot >= problem_.depot_count)
            refuse(named("there is no depot", given->depot));
        const auto openings = static_cast<Index>(problem_.openings.size());
        const Slice range = given->openings;
        if (range.first < 0 || range.last < range.first || range.last > openings)
            refuse(named("there are no such openings of depot", given->depot));
    }
    remember(r);
    std::vector<Index> removed;
    if (given) {
        Shift& shift = problem_.shifts[std::size_t(r)];
        const Shift before = shift;
        shift = *given;
        shift.engineer = before.engineer;
        shift.profile = before.profile;
    }
    if (!given) {
        // Nothing fits, whoever asks.
        problem_.shifts[std::size_t(r)].latest_end = problem_.shift(r).start - 1;
    }
    solution_.open(r, given.has_value());
    for (Index k = solution_.route(r).size(); k-- > 0;) {
        if (!given || draws_elsewhere(solution_.route(r).node(k).job, problem_.shift(r)))
            solution_.remove(r, k, 1, removed);
    }
    solution_.retime(r);
    drop_what_is_late(r, removed);
    const Route& now = solution_.route(r);
    const bool illegal = !now.empty() && (!given || now.ready > now.latest_ready);
    settle(r);
    if (!illegal) return removed;
    undo(mark() - 1);
    refuse(named("visits that have to stay cannot stay in shift", r));
}

}  // namespace earlybird
