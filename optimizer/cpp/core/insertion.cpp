#include "core/insertion.hpp"

#include <algorithm>
#include <cmath>

namespace earlybird {

namespace {

constexpr double kBlink = 0.01;
/// Of a route with more stops, only spots beside near jobs are looked at.
constexpr Index kShortRoute = 24;

/// Whether the price of a spot is only estimated in constant time: where the recommended departure
/// decides how long a leg takes, and where a collection may delay what stands before the spot.
bool is_estimated(const Problem& problem) {
    return problem.travel.by_hour() || (problem.price_depends_on_time && problem.depot_count > 0);
}

}  // namespace

Insertion::Insertion(const Solution& solution, Prices prices)
    : solution_(solution), problem_(solution.problem()),
      exactly_(problem_.rates.waiting != 0 || problem_.needs_walk ||
               (prices == Prices::kExact && is_estimated(problem_))),
      plainly_(!exactly_ && !problem_.price_depends_on_time && !problem_.prices_duration &&
               !problem_.travel.by_hour() && problem_.rates.distance_per_km == 0),
      views_(problem_.shifts.size()), viewed_(problem_.shifts.size(), 0),
      tried_(problem_.shifts.size() + 1, 0),
      gap_tried_(problem_.jobs.size() + problem_.shifts.size(), 0) {
    for (const Shift& shift : problem_.shifts)
        engineers_.push_back(shift.engineer);
}

void Insertion::consider(Index job, Rng* rng) {
    job_ = job;
    what_ = &problem_.job(job);
    able_ = problem_.able.data() + std::size_t(job) * problem_.able_words;
    rng_ = rng;
    best_ = Spot{};
    profile_ = kNone;
    legs_to_job_ = legs_from_job_ = nullptr;
    if (++turn_ == 0) {
        // The counter has gone round: forget everything.
        for (auto* turns : {&gap_tried_, &viewed_, &tried_})
            std::fill(turns->begin(), turns->end(), 0);
        turn_ = 1;
    }
    tried_[slot(kNone)] = turn_;
}

bool Insertion::overlooks() {
    if (rng_ == nullptr) return false;
    // How many spots lie between two blinks is drawn at once.
    if (until_blink_ < 0) {
        until_blink_ = static_cast<Index>(std::log(rng_->unit()) / std::log(1 - kBlink));
    }
    return until_blink_-- == 0;
}

Insertion::View* Insertion::enter(Index r) {
    if (!is_able(r)) return nullptr;
    View& view = views_[std::size_t(r)];
    if (viewed_[std::size_t(r)] != turn_) {
        viewed_[std::size_t(r)] = turn_;
        view = View{};
        look(view, r);
    }
    if (!view.usable) return nullptr;
    const Index profile = problem_.shift(r).profile;
    if (profile != profile_) {
        profile_ = profile;
        legs_to_job_ = problem_.travel.legs_to(profile, what_->place);
        legs_from_job_ = problem_.travel.legs_from(profile, what_->place);
    }
    return &view;
}

void Insertion::look(View& view, Index r) {
    const Shift& shift = problem_.shift(r);
    if (!solution_.is_open(r)) return;
    const Route& route = solution_.route(r);
    view.ready = route.ready;
    view.collection = route.collection;
    view.from_position = solution_.fixed(r);
    view.supplied = find_supplies(view, shift, route);
    if (!view.supplied) {
        if (shift.refill == kNone) return;
        const Index refill = solution_.refill_position(r);
        view.wholly = refill == kNone;
        view.from_position = std::max(view.from_position, refill + 1);
    }
    view.service = problem_.service(job_, shift.engineer);
    if (what_->goods != kNone || (route.empty() && !shift.rests.empty())) view.wholly = true;
    view.usable = true;
    if (!exactly_) return;
    sequence_.clear();
    for (const Node& node : route.nodes)
        sequence_.push_back(node.job);
    view.price_without = sequence_.empty() ? 0 : exact_price(r, route.collection);
}

bool Insertion::find_supplies(View& view, const Shift& shift, const Route& route) const {
    if (!problem_.is_equipped(job_, shift.engineer)) return false;
    if (what_->needs.empty()) return true;
    const DrawOutlook outlook = solution_.stock().outlook(job_, shift);
    if (!outlook.possible || !outlook.collection.needed) return outlook.possible;
    view.collection.add(outlook.collection);
    view.ready = earliest_ready(problem_, shift, view.collection);
    view.later_start = view.ready != route.ready;
    return view.ready < kNever && (route.empty() || view.ready <= route.latest_ready);
}

Seconds Insertion::ready_before(const View& view, Index r, Index position) const {
    if (position == 0) return view.ready;
    const Route& route = solution_.route(r);
    if (!view.later_start) return route.node(position - 1).ready;
    const Shift& shift = problem_.shift(r);
    Seconds ready = view.ready;
    Index from = shift.start_place;
    for (Index k = 0; k < position; ++k) {
        const Node& node = route.node(k);
        const Seconds arrive = problem_.travel.arrive(shift.profile, from, node.place, ready);
        ready = problem_.next_start(problem_.job(node.job), arrive + node.door) + node.service;
        from = node.place;
    }
    return ready;
}

void Insertion::try_position(const View& view, Index r, Index position) {
    const Route& route = solution_.route(r);
    const Shift& shift = problem_.shift(r);
    const bool last = position == route.size();
    const Node* next = last ? nullptr : &route.node(position);
    const Seconds ready = ready_before(view, r, position);
    const Index from = position == 0 ? shift.start_place : route.node(position - 1).place;
    const Index to = last ? shift.end_place : next->place;
    Seconds by = last ? shift.latest_end : next->latest - next->door;
    Seconds service = view.service;
    bool with_rest = false;
    if (problem_.needs_walk) {
        // A rest comes along to the job, and what follows at the same place needs no setup.
        with_rest = next && problem_.job(next->job).kind == StopKind::kRest;
        if (next && next->place == what_->place) by += problem_.job(next->job).setup;
        if (from != what_->place) service += what_->setup;
    }
    // Most spots fail by the clock alone, before any travel is looked up.
    if (ready > what_->last_start || std::max(ready, what_->first_start) + service > by) return;

    const Seconds arrive = reach_job(shift.profile, from, ready);
    const Seconds start = problem_.next_start(*what_, arrive + what_->door);
    const Seconds leave = start + service;
    if (leave > by) return;
    const Seconds reach = with_rest ? leave : reach_from_job(shift.profile, to, leave);
    if (reach > by) return;

    if (exactly_) {
        lay_out(r);
        sequence_.insert(sequence_.begin() + position, job_);
        const Cents exact = exact_price(r, view.collection);
        if (exact < kNever) keep(r, position, exact - view.price_without);
        return;
    }
    Cents price = problem_.leg_price(from, what_->place, arrive - ready) +
                  problem_.leg_price(what_->place, to, reach - leave);
    if (!route.empty()) price -= problem_.leg_price(from, to, last ? route.last_leg : next->leg);
    if (problem_.prices_duration) price += price_of_duration(view, r, position);
    if (price - favour(route) >= best_.price) return;
    if (problem_.price_depends_on_time) {
        if (what_->told != kNever) {
            price += problem_.rates.lateness *
                     std::max<Seconds>(0, arrive - (what_->told - problem_.band_least));
        }
        price += price_of_delay(r, position, reach);
    }
    keep(r, position, price);
}

Cents Insertion::price_of_duration(const View& view, Index r, Index position) const {
    const Route& route = solution_.route(r);
    const Shift& shift = problem_.shift(r);
    const Travel& travel = problem_.travel;
    const bool last = position == route.size();
    const Index from = position == 0 ? shift.start_place : route.node(position - 1).place;
    const Index to = last ? shift.end_place : route.node(position).place;
    const Span before = position == 0 ? Span{0, view.ready, shift.latest_end}
                                      : route.upto[std::size_t(position - 1)];
    const Span after =
        last ? Span{0, shift.start, shift.latest_end} : route.onward[std::size_t(position)];
    const Span own{view.service, what_->first_start, what_->last_start};
    const Span to_job = joined(before, travel.base(shift.profile, from, what_->place), own);
    const Span all = joined(to_job, travel.base(shift.profile, what_->place, to), after);
    return problem_.rates.duration * (all.duration - route.least_duration);
}

Cents Insertion::price_of_delay(Index r, Index position, Seconds reach) const {
    const Travel& travel = problem_.travel;
    const Route& route = solution_.route(r);
    const Shift& shift = problem_.shift(r);
    Cents price = 0;
    for (Index k = position; k < route.size(); ++k) {
        const Node& node = route.node(k);
        const Job& job = problem_.job(node.job);
        if (job.told != kNever) {
            const Seconds before = (k == 0 ? route.ready : route.node(k - 1).ready) + node.leg;
            const Seconds in_time = job.told - problem_.band_least;
            price += problem_.rates.lateness * (std::max<Seconds>(0, reach - in_time) -
                                                std::max<Seconds>(0, before - in_time));
        }
        const Seconds ready = problem_.next_start(job, reach + node.door) + node.service;
        if (ready == node.ready) return price;
        const Index to = k + 1 == route.size() ? shift.end_place : route.node(k + 1).place;
        reach = travel.arrive(shift.profile, node.place, to, ready);
    }
    const Seconds before = route.empty() ? shift.end : route.end;
    return price + problem_.rates.overtime * (std::max<Seconds>(0, reach - shift.end) -
                                              std::max<Seconds>(0, before - shift.end));
}

void Insertion::try_gap(const View& view, Index r, Index position) {
    // A gap has the name of the stop before it; most are met from both of their sides.
    const Index before =
        position == 0 ? problem_.stop_count() + r : solution_.route(r).node(position - 1).job;
    std::uint32_t& tried = gap_tried_[std::size_t(before)];
    if (tried == turn_) return;
    tried = turn_;
    if (position < view.from_position || overlooks()) return;
    try_position(view, r, position);
}

Index Insertion::try_beside(Index neighbour) {
    const Index r = solution_.route_of(neighbour);
    View* view = enter(r);
    if (view == nullptr) {
        tried_[slot(r)] = turn_;
        return 0;
    }
    if (view->wholly) {
        try_wholly(*view, r);
    } else if (solution_.route(r).size() <= kShortRoute) {
        scan(*view, r);
    } else {
        const Index position = solution_.position_of(neighbour);
        try_gap(*view, r, position);
        try_gap(*view, r, position + 1);
        return kGaps;
    }
    return kRoute;
}

/// Try every position. In the plain case that is one pass along the nodes.
void Insertion::scan(View& view, Index r) {
    tried_[slot(r)] = turn_;
    const Route& route = solution_.route(r);
    const Index size = route.size();
    if (!plainly_ || view.later_start || legs_to_job_ == nullptr) {
        for (Index position = view.from_position; position <= size; ++position) {
            if (!overlooks()) try_position(view, r, position);
        }
        return;
    }
    const Shift& shift = problem_.shift(r);
    const Seconds first_start = what_->first_start;
    const Seconds last_start = what_->last_start;
    const Cents rate = problem_.rates.travel;
    Index position = view.from_position;
    Seconds ready = position == 0 ? view.ready : route.node(position - 1).ready;
    Index from = position == 0 ? shift.start_place : route.node(position - 1).place;
    for (;; ++position) {
        // Later in the route it only gets later.
        if (ready > last_start) return;
        const bool last = position == size;
        const Node* next = last ? nullptr : &route.nodes[std::size_t(position)];
        const Seconds by = last ? shift.latest_end : next->latest - next->door;
        if (std::max(ready, first_start) + view.service <= by && !overlooks()) {
            const Index to = last ? shift.end_place : next->place;
            const Seconds there = legs_to_job_[from];
            const Seconds on = legs_from_job_[to];
            const Seconds saved = last ? (size == 0 ? 0 : route.last_leg) : next->leg;
            const Cents price = (there + on - saved) * rate;
            if (price < best_.price) {
                const Seconds start = problem_.next_start(*what_, ready + there + what_->door);
                if (start + view.service + on <= by) best_ = {r, position, price};
            }
        }
        if (last) return;
        ready = next->ready;
        from = next->place;
    }
}

void Insertion::try_route(Index r) {
    View* view = enter(r);
    if (view == nullptr) return;
    if (view->wholly) {
        try_wholly(*view, r);
        return;
    }
    for (Index position = 0; position <= solution_.route(r).size(); ++position)
        try_gap(*view, r, position);
}

}  // namespace earlybird
