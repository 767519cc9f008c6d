#include "core/tails.hpp"

#include <algorithm>

namespace earlybird {

namespace {

/// One in so many exchanges is of two whole routes.
constexpr Index kWhole = 4;

}  // namespace

TailExchange::TailExchange(Solution& solution, const Neighbours& neighbours, Rng& rng)
    : solution_(solution), problem_(solution.problem()), neighbours_(neighbours), rng_(rng),
      legs_tell_price_(!problem_.price_depends_on_time && !problem_.prices_duration &&
                       !problem_.needs_walk) {
    // Rests and goods depend on jobs of their own route: such routes are left to ruin and recreate.
    is_of_use_ = std::none_of(problem_.jobs.begin(), problem_.jobs.end(), [](const Job& job) {
        return job.kind == StopKind::kRest || job.kind == StopKind::kGoods;
    });
}

bool TailExchange::draw(Index job, Cents limit) {
    if (!is_of_use_) return false;
    one_ = solution_.route_of(job);
    if (one_ == kNone || !solution_.is_open(one_)) return false;
    const bool drawn = rng_.below(kWhole) == 0 ? draw_whole(job) : draw_beside(job);
    return drawn && one_ != other_ && solution_.is_open(other_) && is_possible(limit);
}

/// `job` would be followed by a job that may well stand next to it.
bool TailExchange::draw_beside(Index job) {
    const auto beside = neighbours_.beside(job);
    if (beside.empty()) return false;
    const Index next = beside[std::size_t(rng_.below(static_cast<Index>(beside.size())))];
    other_ = solution_.route_of(next);
    if (other_ == kNone) return false;
    first_ = solution_.position_of(job) + 1;
    second_ = solution_.position_of(next);
    return true;
}

/// The whole route of `job` against that of a shift that is near to it.
bool TailExchange::draw_whole(Index job) {
    const auto shifts = neighbours_.shifts(job);
    if (shifts.empty()) return false;
    const Index near = shifts[std::size_t(rng_.below(static_cast<Index>(shifts.size())))];
    const Index empty = solution_.empty_route(problem_.class_of[std::size_t(near)]);
    other_ = empty == kNone ? near : empty;
    first_ = 0;
    second_ = 0;
    return true;
}

bool TailExchange::is_possible(Cents limit) {
    const Route& one = solution_.route(one_);
    const Route& other = solution_.route(other_);
    if (first_ == one.size() && second_ == other.size()) return false;
    if (first_ < solution_.fixed(one_) || second_ < solution_.fixed(other_)) return false;
    // What is collected at the start of a route, or refilled, depends on all of its jobs.
    if (one.collecting > 0 || other.collecting > 0) return false;
    if (solution_.refill_position(one_) != kNone || solution_.refill_position(other_) != kNone) {
        return false;
    }
    const bool by_legs =
        legs_tell_price_ && problem_.shift(one_).profile == problem_.shift(other_).profile;
    if (by_legs) {
        change_ = new_legs(one_, first_, other_, second_) +
                  new_legs(other_, second_, one_, first_) - old_legs(one_, first_) -
                  old_legs(other_, second_);
        if (change_ >= limit) return false;
    }
    if (!joins(one_, first_, other_, second_) || !joins(other_, second_, one_, first_)) {
        return false;
    }
    if (!fits(one_, first_, other_) || !fits(other_, second_, one_)) return false;
    if (!has_parts(one_, first_, other_, second_) || !has_parts(other_, second_, one_, first_)) {
        return false;
    }
    const Cents first = exact_price(one_, first_, other_, second_);
    if (first >= kNever) return false;
    const Cents second = exact_price(other_, second_, one_, first_);
    if (second >= kNever) return false;
    change_ = first + second - one.price - other.price;
    return change_ < limit;
}

/// Whether the engineer of `to` may do everything from `first` on in `from`.
bool TailExchange::fits(Index from, Index first, Index to) const {
    const Route& route = solution_.route(from);
    const Index engineer = problem_.shift(to).engineer;
    for (Index k = first; k < route.size(); ++k) {
        const Index job = route.node(k).job;
        if (!problem_.is_able(job, engineer) || !problem_.is_equipped(job, engineer)) return false;
        if (solution_.is_kept(job)) return false;
    }
    return true;
}

/// Whether the van of `to` has the parts for the tail of `from`, once its own tail is gone.
bool TailExchange::has_parts(Index from, Index first, Index to, Index second) const {
    const Route& in = solution_.route(from);
    const Route& out = solution_.route(to);
    const Index engineer = problem_.shift(to).engineer;
    const bool same_van = engineer == problem_.shift(from).engineer;
    if (same_van) return true;
    for (Index k = first; k < in.size(); ++k) {
        const Job& job = problem_.job(in.node(k).job);
        if (!job.from_van) return false;
        for (Index n = job.needs.first; n < job.needs.last; ++n) {
            const Index part = problem_.needs[std::size_t(n)].part;
            std::int64_t units = solution_.stock().left_in_van(engineer, part);
            const auto count = [&](const Route& route, Index start, std::int64_t sign) {
                for (Index at = start; at < route.size(); ++at) {
                    const Slice needs = problem_.job(route.node(at).job).needs;
                    for (Index m = needs.first; m < needs.last; ++m) {
                        const Need& need = problem_.needs[std::size_t(m)];
                        if (need.part == part) units += sign * need.quantity;
                    }
                }
            };
            count(out, second, +1);
            count(in, first, -1);
            if (units < 0) return false;
        }
    }
    for (Index k = second; k < out.size(); ++k) {
        if (!problem_.job(out.node(k).job).from_van) return false;
    }
    return true;
}

bool TailExchange::joins(Index front, Index first, Index back, Index second) const {
    const Route& start = solution_.route(front);
    const Route& end = solution_.route(back);
    if (second == end.size()) return true;
    const Shift& shift = problem_.shift(front);
    const Index from = first == 0 ? shift.start_place : start.node(first - 1).place;
    const Seconds ready = first == 0 ? start.ready : start.node(first - 1).ready;
    const Node& next = end.node(second);
    const Seconds reach = problem_.travel.arrive(shift.profile, from, next.place, ready);
    const bool same_end = shift.end_place == problem_.shift(back).end_place &&
                          shift.latest_end <= problem_.shift(back).latest_end;
    const Seconds by = same_end ? next.latest : problem_.job(next.job).last_start;
    return reach + next.door <= by;
}

Cents TailExchange::new_legs(Index front, Index first, Index back, Index second) const {
    const Route& start = solution_.route(front);
    const Route& end = solution_.route(back);
    const Shift& shift = problem_.shift(front);
    const auto price = [&](Index from, Index to) {
        return problem_.leg_price(from, to, problem_.travel.base(shift.profile, from, to));
    };
    const Index from = first == 0 ? shift.start_place : start.node(first - 1).place;
    if (second == end.size()) return first == 0 ? 0 : price(from, shift.end_place);
    return price(from, end.node(second).place) + price(end.nodes.back().place, shift.end_place);
}

Cents TailExchange::old_legs(Index r, Index position) const {
    const Route& route = solution_.route(r);
    if (route.empty()) return 0;
    const Shift& shift = problem_.shift(r);
    const Cents home =
        problem_.leg_price(route.nodes.back().place, shift.end_place, route.last_leg);
    if (position == route.size()) return home;
    const Node& node = route.node(position);
    const Index from = position == 0 ? shift.start_place : route.node(position - 1).place;
    return home + problem_.leg_price(from, node.place, node.leg);
}

Cents TailExchange::exact_price(Index front, Index first, Index back, Index second) {
    const Route& start = solution_.route(front);
    const Route& end = solution_.route(back);
    sequence_.clear();
    for (Index k = 0; k < first; ++k)
        sequence_.push_back(start.node(k).job);
    for (Index k = second; k < end.size(); ++k)
        sequence_.push_back(end.node(k).job);
    if (sequence_.empty()) return 0;
    time_route(problem_, front, sequence_, Collection{}, timing_);
    return timing_.legal ? timing_.price(problem_.rates) : kNever;
}

}  // namespace earlybird
