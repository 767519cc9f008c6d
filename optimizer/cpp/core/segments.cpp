#include "core/segments.hpp"

#include <algorithm>

namespace earlybird {

namespace {

/// Stops in a segment.
constexpr Index kLongest = 3;

}  // namespace

SegmentExchange::SegmentExchange(Solution& solution, const Neighbours& neighbours,
                                 ExchangeRules& rules, Rng& rng)
    : solution_(solution), problem_(solution.problem()), neighbours_(neighbours), rules_(rules),
      rng_(rng),
      // Elsewhere legs do not tell what a plan costs, or whether it holds.
      is_of_use_(rules.is_of_use() && problem_.legs_tell_price) {}

bool SegmentExchange::draw(Index job, Cents limit) {
    if (!is_of_use_) return false;
    const Index here = solution_.route_of(job);
    const auto beside = neighbours_.beside(job);
    if (here == kNone || beside.empty() || !rules_.is_free(here)) return false;
    // The nearer, the likelier.
    const double share = rng_.unit() * rng_.unit() * rng_.unit();
    const auto at_random = static_cast<std::size_t>(share * static_cast<double>(beside.size()));
    const Index next = beside[std::min(at_random, beside.size() - 1)];
    const Index there = solution_.route_of(next);
    if (there == kNone || !rules_.is_free(there)) return false;
    profile_ = problem_.shift(here).profile;
    if (problem_.shift(there).profile != profile_) return false;
    best_ = limit;
    one_ = Piece{};
    const Index after = solution_.position_of(job) + 1;
    const Index at = solution_.position_of(next);
    if (here != there) {
        look_between({here, after, after}, {there, at, at});
    } else if (after < at) {
        look_within({here, after, after}, {here, at, at});
    } else if (at + 1 < after) {
        look_within({here, at, at}, {here, after, after});
    }
    return one_.route != kNone;
}

void SegmentExchange::look_between(const Piece& one, const Piece& other) {
    const Route& a = solution_.route(one.route);
    const Route& b = solution_.route(other.route);
    const Shift& of_a = problem_.shift(one.route);
    const Shift& of_b = problem_.shift(other.route);
    const Index before_a = place_at(a, of_a, one.first - 1);
    const Index before_b = place_at(b, of_b, other.first - 1);
    const Index most_a = std::min(kLongest, a.size() - one.first);
    const Index most_b = std::min(kLongest, b.size() - other.first);
    Piece x = one;
    for (x.last = x.first; x.size() <= most_a; ++x.last) {
        const Index behind_a = place_at(a, of_a, x.last);
        Piece y = other;
        for (y.last = y.first; y.size() <= most_b; ++y.last) {
            if (x.size() == 0 && y.size() == 0) continue;
            const Index behind_b = place_at(b, of_b, y.last);
            Cents change = through(before_a, b, y, behind_a) - ends(a, of_a, x) - ends(b, of_b, y);
            if (change >= best_) continue;
            const bool empties = x.size() == 0 && y.size() == b.size();
            change += empties ? favour_ : through(before_b, a, x, behind_b);
            if (change < best_) consider(x, y, change);
        }
    }
}

/// What the legs into, and out of, a piece cost that would stand between two places.
Cents SegmentExchange::through(Index before, const Route& route, const Piece& piece,
                               Index behind) const {
    if (piece.size() == 0) return leg(before, behind);
    return leg(before, route.node(piece.first).place) +
           leg(route.node(piece.last - 1).place, behind);
}

/// What the legs into, and out of, a piece cost where it stands.
Cents SegmentExchange::ends(const Route& route, const Shift& shift, const Piece& piece) const {
    const Cents into = leg_to(route, shift, piece.first);
    return piece.size() == 0 ? into : into + leg_to(route, shift, piece.last);
}

void SegmentExchange::look_within(const Piece& one, const Piece& other) {
    const Route& route = solution_.route(one.route);
    const Shift& shift = problem_.shift(one.route);
    const auto place = [&](Index position) { return place_at(route, shift, position); };
    const auto old = [&](Index position) { return leg_to(route, shift, position); };
    Piece x = one;
    for (x.last = x.first; x.size() <= std::min(kLongest, other.first - x.first); ++x.last) {
        Piece y = other;
        for (y.last = y.first; y.size() <= std::min(kLongest, route.size() - y.first); ++y.last) {
            if (x.size() == 0 && y.size() == 0) continue;
            const bool apart = x.last < y.first;
            if (!apart && (x.size() == 0 || y.size() == 0)) continue;
            // Now: before, x, middle, y, behind. Then: before, y, middle, x, behind.
            Cents change = 0;
            Index from = place(x.first - 1);
            const auto go_on = [&](Index first, Index last) {
                if (first == last) return;
                change += leg(from, place(first));
                from = place(last - 1);
            };
            go_on(y.first, y.last);
            go_on(x.last, y.first);
            go_on(x.first, x.last);
            change += leg(from, place(y.last)) - old(x.first);
            if (x.size() > 0 && apart) change -= old(x.last);
            if (y.size() > 0) change -= old(y.first);
            change -= old(y.last);
            if (change < best_) consider(x, y, change);
        }
    }
}

void SegmentExchange::consider(const Piece& one, const Piece& other, Cents change) {
    Walk walk = begin_at(one);
    if (!follow(walk, other)) return;
    if (one.route == other.route) {
        if (one.first < solution_.fixed(one.route)) return;
        if (!follow(walk, {one.route, one.last, other.first}) || !follow(walk, one)) return;
        if (!rejoins(walk, one.route, other.last)) return;
    } else {
        if (!rejoins(walk, one.route, one.last)) return;
        Walk second = begin_at(other);
        if (!follow(second, one) || !rejoins(second, other.route, other.last)) return;
        if (!rules_.allow(one, other)) return;
    }
    best_ = change;
    one_ = one;
    other_ = other;
}

Index SegmentExchange::place_at(const Route& route, const Shift& shift, Index position) const {
    if (position < 0) return shift.start_place;
    return position == route.size() ? shift.end_place : route.node(position).place;
}

Cents SegmentExchange::leg_to(const Route& route, const Shift& shift, Index position) const {
    const Seconds seconds = position == route.size() ? route.last_leg : route.node(position).leg;
    return problem_.leg_price(place_at(route, shift, position - 1),
                              place_at(route, shift, position), seconds);
}

SegmentExchange::Walk SegmentExchange::begin_at(const Piece& piece) const {
    const Route& route = solution_.route(piece.route);
    const Shift& shift = problem_.shift(piece.route);
    const Seconds ready = piece.first == 0 ? route.ready : route.node(piece.first - 1).ready;
    return {shift, place_at(route, shift, piece.first - 1), ready};
}

bool SegmentExchange::follow(Walk& walk, const Piece& piece) const {
    const Route& route = solution_.route(piece.route);
    for (Index k = piece.first; k < piece.last; ++k) {
        const Node& node = route.node(k);
        const Job& job = problem_.job(node.job);
        const Seconds arrive = walk.ready + problem_.travel.base(profile_, walk.place, node.place);
        const Seconds start = problem_.next_start(job, arrive + node.door);
        if (start >= kNever) return false;
        walk.ready = start + problem_.service(node.job, walk.shift.engineer);
        walk.place = node.place;
    }
    return true;
}

bool SegmentExchange::rejoins(const Walk& walk, Index r, Index position) const {
    const Route& route = solution_.route(r);
    const Index place = place_at(route, walk.shift, position);
    const Seconds arrive = walk.ready + problem_.travel.base(profile_, walk.place, place);
    if (position == route.size()) return arrive <= walk.shift.latest_end;
    return arrive + route.node(position).door <= route.node(position).latest;
}

}  // namespace earlybird
