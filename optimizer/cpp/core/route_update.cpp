// How the moments cached in a route are kept up to date: only as far as a change reaches.

#include <algorithm>

#include "core/solution.hpp"

namespace earlybird {

void Solution::update(Index r) {
    const Shift& shift = problem_->shift(r);
    Route& route = routes_[std::size_t(r)];
    Stale stale = stale_[std::size_t(r)];
    stale_[std::size_t(r)] = Stale{};
    if (stale.first == kNone) return;
    // Where moments or places of stops depend on what stands before, all is worked out anew.
    if (problem_->needs_walk || problem_->travel.by_hour()) stale = {0, route.size()};
    const Seconds ready = route.ready;
    update_collection(route, shift);
    update_forward(route, shift, stale, route.ready != ready);
    update_backward(route, shift, stale);
    if (problem_->prices_duration) update_spans(route, shift);
}

void Solution::update_collection(Route& route, const Shift& shift) {
    route.collection = Collection{};
    if (route.collecting > 0) {
        for (const Node& node : route.nodes) {
            route.collection.add(stock_.collection(node.job));
        }
    }
    route.ready = earliest_ready(*problem_, shift, route.collection);
}

void Solution::update_forward(Route& route, const Shift& shift, Stale stale, bool later) {
    const Problem& problem = *problem_;
    const Travel& travel = problem.travel;
    const bool by_hour = travel.by_hour();
    Index k = later ? 0 : stale.first;
    Seconds ready = k == 0 ? route.ready : route.node(k - 1).ready;
    Index from = k == 0 ? shift.start_place : route.node(k - 1).place;
    for (; k < route.size(); ++k) {
        Node& node = route.nodes[std::size_t(k)];
        const Job& job = problem.job(node.job);
        if (k >= stale.first && k <= stale.last) {
            const bool rest = job.kind == StopKind::kRest;
            if (rest) node.place = from;
            node.service = problem.service(node.job, shift.engineer);
            if (node.place != from) node.service += job.setup;
            if (!by_hour) node.leg = rest ? 0 : travel.base(shift.profile, from, node.place);
        }
        if (by_hour) {
            node.leg = travel.arrive(shift.profile, from, node.place, ready) - ready;
        }
        const Seconds start = problem.next_start(job, ready + node.leg + node.door);
        const Seconds before = node.ready;
        node.ready = start + node.service;
        if (k > stale.last && node.ready == before) return;
        ready = node.ready;
        from = node.place;
    }
    if (by_hour) {
        route.last_leg = travel.arrive(shift.profile, from, shift.end_place, ready) - ready;
    } else if (stale.last >= route.size()) {
        route.last_leg = travel.base(shift.profile, from, shift.end_place);
    }
    route.end = ready + route.last_leg;
}

void Solution::update_backward(Route& route, const Shift& shift, Stale stale) {
    const Problem& problem = *problem_;
    const Travel& travel = problem.travel;
    const bool by_hour = travel.by_hour();
    Index k = std::min(stale.last, route.size());
    const bool at_end = k == route.size();
    Index to = at_end ? shift.end_place : route.node(k).place;
    Seconds by = at_end ? shift.latest_end : route.node(k).latest - route.node(k).door;
    Seconds leg = at_end ? route.last_leg : route.node(k).leg;
    while (k-- > 0) {
        Node& node = route.nodes[std::size_t(k)];
        const Seconds leave =
            by_hour ? travel.depart_by(shift.profile, node.place, to, by) : by - leg;
        const Seconds before = node.latest;
        node.latest = problem.previous_start(problem.job(node.job), leave - node.service);
        if (k < stale.first && node.latest == before) return;
        to = node.place;
        by = node.latest - node.door;
        leg = node.leg;
    }
    route.latest_ready =
        by_hour ? travel.depart_by(shift.profile, shift.start_place, to, by) : by - leg;
}

void Solution::update_spans(Route& route, const Shift& shift) {
    route.upto.resize(route.nodes.size());
    route.onward.resize(route.nodes.size());
    const auto span_of = [&](const Node& node) {
        const Job& job = problem_->job(node.job);
        return Span{node.service, job.first_start, job.last_start};
    };
    Span span{0, route.ready, shift.latest_end};
    for (std::size_t k = 0; k < route.nodes.size(); ++k) {
        span = joined(span, route.nodes[k].leg, span_of(route.nodes[k]));
        route.upto[k] = span;
    }
    span = {0, shift.start, shift.latest_end};
    Seconds leg = route.last_leg;
    for (std::size_t k = route.nodes.size(); k-- > 0;) {
        span = joined(span_of(route.nodes[k]), leg, span);
        route.onward[k] = span;
        leg = route.nodes[k].leg;
    }
    const Span start{0, route.ready, shift.latest_end};
    route.least_duration = route.empty() ? 0 : joined(start, leg, span).duration;
}

Cents Solution::price_of(Index r) {
    const Route& route = routes_[std::size_t(r)];
    if (route.empty()) return 0;
    const Shift& shift = problem_->shift(r);
    if (problem_->price_depends_on_time) {
        stop_buffer_.clear();
        for (const Node& node : route.nodes)
            stop_buffer_.push_back(node.job);
        time_route(*problem_, r, stop_buffer_, route.collection, timing_);
        return timing_.price(problem_->rates);
    }
    Cents price = 0;
    Index from = shift.start_place;
    for (const Node& node : route.nodes) {
        // A rest has no way to it, though a matrix may price the way from a place to itself. Most
        // stops are elsewhere, and what kind they are need not be looked up.
        const bool rests_here =
            node.place == from && problem_->job(node.job).kind == StopKind::kRest;
        if (!rests_here) price += problem_->leg_price(from, node.place, node.leg);
        from = node.place;
    }
    price += problem_->leg_price(from, shift.end_place, route.last_leg);
    return price + problem_->rates.duration * route.least_duration;
}

void Solution::settle() {
    for (const Index r : touched_) {
        Route& route = routes_[std::size_t(r)];
        const Cents price = price_of(r);
        score_.cents += price - route.price;
        route.price = price;
    }
}

}  // namespace earlybird
