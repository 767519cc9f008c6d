#include "core/insertion.hpp"

#include <algorithm>

namespace earlybird {

void Insertion::consider(Index job, Rng* rng, double skip) {
    job_ = job;
    what_ = &problem_.job(job);
    rng_ = rng;
    skip_ = skip;
    best_ = Spot{};
    route_index_ = kNone;
}

bool Insertion::enter(Index r) {
    if (r == route_index_) return route_ != nullptr;
    route_index_ = r;
    route_ = nullptr;
    const Shift& shift = problem_.shift(r);
    if (!problem_.is_able(job_, shift.engineer)) return false;
    const Route& route = solution_.route(r);
    ready_ = route.ready;
    later_start_ = false;
    collection_ = route.collection;
    if (!what_->needs.empty()) {
        const DrawOutlook outlook = solution_.stock().outlook(job_, shift);
        if (!outlook.possible) return false;
        if (outlook.collection.needed) {
            collection_ = outlook.collection;
            collection_.available_from =
                std::max(collection_.available_from, route.collection.available_from);
            ready_ = earliest_ready(problem_, shift, collection_);
            if (ready_ >= kNever || (!route.empty() && ready_ > route.latest_ready)) return false;
            later_start_ = ready_ != route.ready;
        }
    }
    service_ = problem_.service(job_, shift.engineer);
    legs_to_job_ = problem_.travel.legs_to(shift.profile, what_->place);
    legs_from_job_ = problem_.travel.legs_from(shift.profile, what_->place);
    shift_ = &shift;
    route_ = &route;
    if (problem_.rates.waiting != 0) price_without_ = exact_price(kNone);
    return true;
}

Seconds Insertion::ready_before(Index position) const {
    if (position == 0) return ready_;
    if (!later_start_) return route_->nodes[std::size_t(position - 1)].ready;
    Seconds ready = ready_;
    Index from = shift_->start_place;
    for (Index k = 0; k < position; ++k) {
        const Node& node = route_->nodes[std::size_t(k)];
        const Seconds arrive = problem_.travel.arrive(shift_->profile, from, node.place, ready);
        const Seconds start = problem_.next_start(problem_.job(node.job), arrive + node.door);
        ready = start + problem_.service(node.job, shift_->engineer);
        from = node.place;
    }
    return ready;
}

void Insertion::try_position(Index position) {
    if (skip_ > 0 && rng_->chance(skip_)) return;
    const Route& route = *route_;
    const bool last = position == route.size();
    const Node* next = last ? nullptr : &route.nodes[std::size_t(position)];
    const Seconds ready = ready_before(position);
    const Seconds by = last ? shift_->latest_end : next->latest - next->door;
    // Most spots fail by the clock alone, before any travel is looked up.
    if (ready > what_->last_start || std::max(ready, what_->first_start) + service_ > by) return;

    const Index from =
        position == 0 ? shift_->start_place : route.nodes[std::size_t(position - 1)].place;
    const Index to = last ? shift_->end_place : next->place;
    const Seconds arrive = reach_job(from, ready);
    const Seconds start = problem_.next_start(*what_, arrive + what_->door);
    const Seconds leave = start + service_;
    if (leave > by) return;
    const Seconds reach = reach_from_job(to, leave);
    if (reach > by) return;

    if (problem_.rates.waiting != 0) {
        const Cents exact = exact_price(position) - price_without_;
        if (exact < best_.price) best_ = {route_index_, position, exact};
        return;
    }
    Cents price = problem_.leg_price(from, what_->place, arrive - ready) +
                  problem_.leg_price(what_->place, to, reach - leave);
    if (!route.empty()) price -= problem_.leg_price(from, to, last ? route.last_leg : next->leg);
    if (price >= best_.price) return;
    if (problem_.price_depends_on_time) {
        if (what_->told != kNever) {
            price += problem_.rates.lateness *
                     std::max<Seconds>(0, arrive - (what_->told - problem_.band_least));
        }
        price += price_of_delay(position, reach);
        if (price >= best_.price) return;
    }
    best_ = {route_index_, position, price};
}

Cents Insertion::exact_price(Index position) {
    sequence_.clear();
    for (const Node& node : route_->nodes)
        sequence_.push_back(node.job);
    if (position != kNone) sequence_.insert(sequence_.begin() + position, job_);
    if (sequence_.empty()) return 0;
    time_route(problem_, *shift_, sequence_, position == kNone ? route_->collection : collection_,
               timing_);
    return timing_.price(problem_.rates);
}

Cents Insertion::price_of_delay(Index position, Seconds reach) const {
    const Travel& travel = problem_.travel;
    const Route& route = *route_;
    Cents price = 0;
    for (Index k = position; k < route.size(); ++k) {
        const Node& node = route.nodes[std::size_t(k)];
        const Job& job = problem_.job(node.job);
        if (job.told != kNever) {
            const Seconds before =
                (k == 0 ? route.ready : route.nodes[std::size_t(k - 1)].ready) + node.leg;
            const Seconds in_time = job.told - problem_.band_least;
            price += problem_.rates.lateness * (std::max<Seconds>(0, reach - in_time) -
                                                std::max<Seconds>(0, before - in_time));
        }
        const Seconds ready = problem_.next_start(job, reach + node.door) +
                              problem_.service(node.job, shift_->engineer);
        if (ready == node.ready) return price;
        const Index to =
            k + 1 == route.size() ? shift_->end_place : route.nodes[std::size_t(k + 1)].place;
        reach = travel.arrive(shift_->profile, node.place, to, ready);
    }
    const Seconds before = route.empty() ? shift_->end : route.end;
    return price + problem_.rates.overtime * (std::max<Seconds>(0, reach - shift_->end) -
                                              std::max<Seconds>(0, before - shift_->end));
}

void Insertion::try_beside(Index neighbour) {
    const Index r = solution_.route_of(neighbour);
    if (r == kNone || !enter(r)) return;
    const Index position = solution_.position_of(neighbour);
    try_position(position);
    try_position(position + 1);
}

void Insertion::try_route(Index r) {
    if (!enter(r)) return;
    for (Index position = 0; position <= route_->size(); ++position)
        try_position(position);
}

}  // namespace earlybird
