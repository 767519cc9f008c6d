#include "core/tails.hpp"

namespace earlybird {

namespace {

/// One in so many exchanges is of two whole routes, or with an empty one.
constexpr Index kWhole = 4;
/// Where there is an empty route, such a share of these moves only a tail into it.
constexpr double kSplit = 0.5;

}  // namespace

TailExchange::TailExchange(Solution& solution, const Neighbours& neighbours, ExchangeRules& rules,
                           Rng& rng)
    : solution_(solution), problem_(solution.problem()), neighbours_(neighbours), rules_(rules),
      rng_(rng) {}

bool TailExchange::draw(Index job, Cents limit) {
    if (!rules_.is_of_use()) return false;
    one_ = solution_.route_of(job);
    if (one_ == kNone || !rules_.is_free(one_)) return false;
    const bool drawn = rng_.below(kWhole) == 0 ? draw_with_shift(job) : draw_beside(job);
    return drawn && one_ != other_ && rules_.is_free(other_) && is_possible(limit);
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

/// The whole route of `job` against that of a shift that is near to it; or, if there is an empty
/// one, at times only what stands from `job` on.
bool TailExchange::draw_with_shift(Index job) {
    const auto shifts = neighbours_.shifts(job);
    if (shifts.empty()) return false;
    const Index near = shifts[std::size_t(rng_.below(static_cast<Index>(shifts.size())))];
    const Index empty = solution_.empty_route(problem_.class_of[std::size_t(near)]);
    other_ = empty == kNone ? near : empty;
    first_ = empty != kNone && rng_.chance(kSplit) ? solution_.position_of(job) : 0;
    second_ = 0;
    return true;
}

bool TailExchange::is_possible(Cents limit) {
    const Route& one = solution_.route(one_);
    const Route& other = solution_.route(other_);
    if (first_ == one.size() && second_ == other.size()) return false;
    const auto count = [](bool first, bool second) { return (first ? 1 : 0) + (second ? 1 : 0); };
    limit +=
        favour_ * (count(first_ > 0 || second_ < other.size(), second_ > 0 || first_ < one.size()) -
                   count(!one.empty(), !other.empty()));
    const bool by_legs =
        problem_.legs_tell_price && problem_.shift(one_).profile == problem_.shift(other_).profile;
    if (by_legs) {
        const Cents change = new_legs(one_, first_, other_, second_) +
                             new_legs(other_, second_, one_, first_) - old_legs(one_, first_) -
                             old_legs(other_, second_);
        if (change >= limit) return false;
    }
    if (!joins(one_, first_, other_, second_) || !joins(other_, second_, one_, first_)) {
        return false;
    }
    if (!rules_.allow(one_tail(), other_tail())) return false;
    // Between shifts that are the same in everything the joints have said all.
    if (by_legs && problem_.are_alike(one_, other_)) return true;
    const Cents first = exact_price(one_, first_, other_, second_);
    if (first >= kNever) return false;
    const Cents second = exact_price(other_, second_, one_, first_);
    if (second >= kNever) return false;
    return first + second - one.price - other.price < limit;
}

bool TailExchange::joins(Index front, Index first, Index back, Index second) const {
    const Route& start = solution_.route(front);
    const Route& end = solution_.route(back);
    const Shift& shift = problem_.shift(front);
    const Index from = first == 0 ? shift.start_place : start.node(first - 1).place;
    const Seconds ready = first == 0 ? start.ready : start.node(first - 1).ready;
    if (second == end.size()) {
        return first == 0 || problem_.travel.arrive(shift.profile, from, shift.end_place, ready) <=
                                 shift.latest_end;
    }
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
