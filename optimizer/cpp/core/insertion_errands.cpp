// Insertions that cannot be judged gap by gap: with goods, with a refill, into a route with rests.

#include <algorithm>

#include "core/insertion.hpp"

namespace earlybird {

void Insertion::lay_out(Index r) {
    sequence_.clear();
    const Route& route = solution_.route(r);
    for (const Node& node : route.nodes)
        sequence_.push_back(node.job);
    if (!route.empty()) return;
    const Slice rests = problem_.shift(r).rests;
    sequence_.insert(sequence_.end(), problem_.rests.begin() + rests.first,
                     problem_.rests.begin() + rests.last);
}

Cents Insertion::exact_price(Index r, const Collection& collection) {
    time_route(problem_, r, sequence_, collection, timing_);
    return timing_.legal ? timing_.price(problem_.rates) : kNever;
}

void Insertion::try_wholly(View& view, Index r) {
    if (tried_[slot(r)] == turn_) return;
    tried_[slot(r)] = turn_;
    if (overlooks()) return;
    if (what_->goods != kNone) {
        try_with_goods(view, r);
        return;
    }
    if (!view.supplied) {
        const bool by_spans =
            problem_.prices_duration && !problem_.needs_walk && problem_.rates.distance_per_km == 0;
        if (by_spans) {
            try_with_refill(view, r);
        } else {
            try_with_refill_exactly(view, r);
        }
        return;
    }
    // An empty route gets its rests around the job.
    lay_out(r);
    const auto rests = static_cast<Index>(sequence_.size());
    for (Index position = 0; position <= rests; ++position) {
        lay_out(r);
        sequence_.insert(sequence_.begin() + position, job_);
        const Cents price = exact_price(r, view.collection);
        if (price < kNever) keep(r, position, price - view.price_without);
    }
}

void Insertion::try_with_goods(const View& view, Index r) {
    lay_out(r);
    const auto stops = static_cast<Index>(sequence_.size());
    for (Index first = view.from_position; first <= stops; ++first) {
        for (Index position = first; position <= stops; ++position) {
            lay_out(r);
            sequence_.insert(sequence_.begin() + position, job_);
            sequence_.insert(sequence_.begin() + first, what_->goods);
            const Cents exact = exact_price(r, view.collection);
            if (exact >= kNever) continue;
            const Cents price = exact - view.price_without;
            if (price < best_.price) best_ = {r, position, price, what_->goods, first};
        }
    }
}

void Insertion::try_with_refill_exactly(const View& view, Index r) {
    const Index refill = problem_.shift(r).refill;
    const Index start = solution_.fixed(r);
    lay_out(r);
    const auto stops = static_cast<Index>(sequence_.size());
    sequence_.clear();
    for (const Node& node : solution_.route(r).nodes)
        sequence_.push_back(node.job);
    const Cents without = sequence_.empty() ? 0 : exact_price(r, view.collection);
    for (Index first = start; first <= stops; ++first) {
        for (Index position = first; position <= stops; ++position) {
            lay_out(r);
            sequence_.insert(sequence_.begin() + position, job_);
            sequence_.insert(sequence_.begin() + first, refill);
            const Cents exact = exact_price(r, view.collection);
            if (exact >= kNever) continue;
            const Cents price = exact - without;
            if (price < best_.price) best_ = {r, position, price, refill, first};
        }
    }
}

void Insertion::try_with_refill(const View& view, Index r) {
    const Route& route = solution_.route(r);
    const Shift& shift = problem_.shift(r);
    const Travel& travel = problem_.travel;
    const Job& refill = problem_.job(shift.refill);
    const Span at_refill{refill.service[0], refill.first_start, refill.last_start};
    const Span at_job{view.service, what_->first_start, what_->last_start};
    const Span at_end{0, shift.start, shift.latest_end};
    const auto place_before = [&](Index position) {
        return position == 0 ? shift.start_place : route.node(position - 1).place;
    };
    const auto leg = [&](Index from, Index to) { return travel.base(shift.profile, from, to); };
    const auto fits = [](const Span& before, Seconds travel_s, const Span& after) {
        return before.earliest + before.duration + travel_s <= after.latest;
    };
    const auto legs_price = [&](Seconds seconds) { return seconds * problem_.rates.travel; };

    for (Index first = solution_.fixed(r); first <= route.size(); ++first) {
        const Span before =
            first == 0 ? Span{0, view.ready, shift.latest_end} : route.upto[std::size_t(first - 1)];
        const Seconds to_refill = leg(place_before(first), refill.place);
        if (!fits(before, to_refill, at_refill)) break;
        Span upto = joined(before, to_refill, at_refill);
        Index from = refill.place;
        Seconds driven = to_refill;
        for (Index position = first; position <= route.size(); ++position) {
            const bool last = position == route.size();
            const Index to = last ? shift.end_place : route.node(position).place;
            const Span after = last ? at_end : route.onward[std::size_t(position)];
            const Seconds to_job = leg(from, what_->place);
            const Seconds onward = leg(what_->place, to);
            if (fits(upto, to_job, at_job)) {
                const Span with = joined(upto, to_job, at_job);
                if (fits(with, onward, after)) {
                    const Span all = joined(with, onward, after);
                    Seconds saved = 0;
                    for (Index k = first; k <= position; ++k) {
                        if (k == route.size()) {
                            saved += route.empty() ? 0 : route.last_leg;
                        } else {
                            saved += route.node(k).leg;
                        }
                    }
                    const Cents price =
                        problem_.rates.duration * (all.duration - route.least_duration) +
                        legs_price(driven + to_job + onward - saved);
                    if (price < best_.price) best_ = {r, position, price, shift.refill, first};
                }
            }
            if (last) break;
            const Node& node = route.node(position);
            const Seconds next = leg(from, node.place);
            const Job& job = problem_.job(node.job);
            const Span at_node{node.service, job.first_start, job.last_start};
            if (!fits(upto, next, at_node)) break;
            upto = joined(upto, next, at_node);
            driven += next;
            from = node.place;
        }
    }
}

}  // namespace earlybird
