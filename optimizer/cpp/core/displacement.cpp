#include "core/displacement.hpp"

#include <algorithm>
#include <tuple>

#include "core/insertion.hpp"

namespace earlybird {

namespace {

constexpr Index kLongestString = 12;

/// Neighbouring jobs of one route that would have to leave it.
struct String {
    Index route = kNone;
    Index first = 0;
    Index count = 0;
    std::int64_t priority = 0;

    /// What is compared before the price.
    auto loss() const { return std::tuple(priority, count); }
};

/// Looks for the way in three rounds, each of which leaves less to the next: beside the other jobs,
/// in the gap that a string leaves (in constant time), and anywhere else in the route without it.
class Displacer {
  public:
    Displacer(Solution& solution, Index job)
        : solution_(solution), problem_(solution.problem()), insertion_(solution), job_(job),
          what_(problem_.job(job)) {}

    Displacement look() {
        for (Index r = 0; r < problem_.shift_count(); ++r) {
            if (problem_.is_able(job_, problem_.shift(r).engineer)) able_.push_back(r);
        }
        for (const Index r : able_)
            attempt({r, 0, 0, 0});
        if (best_.found()) return best_;
        for (const Index r : able_)
            try_gaps(r);
        if (gap_.route != kNone) attempt(gap_);
        // Where the job alone is too much, only the lack of triangle inequality could help, and the
        // gaps were tried already.
        std::erase_if(able_, [this](Index r) {
            return !fits_alone(problem_, job_, problem_.shift(r)) || !has_parts(r);
        });
        for (Index count = 1; count <= kLongestString; ++count) {
            for (const Index r : able_)
                try_strings(r, count);
        }
        return best_;
    }

  private:
    /// Really take the string out and put the job in where it fits best; then take it all back.
    void attempt(const String& out) {
        const Index r = out.route;
        if (has_kept(out)) return;
        trial_.displaced.clear();
        if (out.count > 0) {
            solution_.remove(r, out.first, out.count, trial_.displaced);
            solution_.refresh(r, trial_.displaced);
        }
        const Route& route = solution_.route(r);
        // Without triangle inequality a shorter route can be illegal.
        if (route.empty() || route.ready <= route.latest_ready) {
            insertion_.consider(job_);
            insertion_.try_route(r);
            if (insertion_.best().found()) keep(out, insertion_.best().position);
        }
        solution_.rollback();
    }

    /// Whether a stop of the string has to stay.
    bool has_kept(const String& out) const {
        for (Index k = out.first; k < out.first + out.count; ++k) {
            if (solution_.is_kept(node(solution_.route(out.route), k).job)) return true;
        }
        return false;
    }

    void keep(const String& out, Index position) {
        const Cents before = solution_.score().cents;
        solution_.insert(job_, Spot{out.route, position});
        solution_.settle();
        trial_.shift = out.route;
        trial_.displaced_priority = out.priority;
        trial_.extra = solution_.score().cents - before;
        const auto rank = [](const Displacement& d) {
            return std::tuple(d.displaced_priority, d.displaced.size(), d.extra);
        };
        if (!best_.found() || rank(trial_) < rank(best_)) best_ = trial_;
    }

    /// The job in place of a string, as far as the moments cached in the nodes can tell.
    void try_gaps(Index r) {
        const Route& route = solution_.route(r);
        const Shift& shift = problem_.shift(r);
        if (!keeps_start(route, shift)) return;
        const Seconds service = problem_.service(job_, shift.engineer);
        for (Index first = 0; first < route.size(); ++first) {
            const auto [from, ready] = before(route, shift, first);
            const Seconds arrive = problem_.travel.arrive(shift.profile, from, what_.place, ready);
            const Seconds leave = problem_.next_start(what_, arrive + what_.door) + service;
            Cents saved =
                problem_.leg_price(from, node(route, first).place, node(route, first).leg);
            String out{r, first, 0, 0};
            while (out.count < kLongestString && first + out.count < route.size()) {
                if (solution_.is_kept(node(route, first + out.count).job)) break;
                out.priority += problem_.job(node(route, first + out.count).job).priority;
                ++out.count;
                if (gap_.route != kNone && out.loss() > gap_.loss()) break;
                const After next = after(route, shift, first + out.count);
                const Index last = node(route, first + out.count - 1).place;
                saved += problem_.leg_price(last, next.place, next.leg);
                if (leave > next.by) continue;
                const Seconds reach =
                    problem_.travel.arrive(shift.profile, what_.place, next.place, leave);
                if (reach > next.by) continue;
                const Cents extra = problem_.leg_price(from, what_.place, arrive - ready) +
                                    problem_.leg_price(what_.place, next.place, reach - leave) -
                                    saved;
                if (gap_.route == kNone ||
                    std::tuple(out.loss(), extra) < std::tuple(gap_.loss(), gap_extra_)) {
                    gap_ = out;
                    gap_extra_ = extra;
                }
            }
        }
    }

    /// Whether there would be enough of every part if the route gave back all of its own.
    bool has_parts(Index r) const {
        const Shift& shift = problem_.shift(r);
        for (Index n = what_.needs.first; n < what_.needs.last; ++n) {
            const Need& need = problem_.needs[std::size_t(n)];
            std::int64_t units = free_units(need.part, shift);
            for (const Node& stop : solution_.route(r).nodes) {
                const Slice own = problem_.job(stop.job).needs;
                for (Index m = own.first; m < own.last; ++m) {
                    // What it has of the part, it has from where the job would take it.
                    if (problem_.needs[std::size_t(m)].part == need.part) {
                        units += problem_.needs[std::size_t(m)].quantity;
                    }
                }
            }
            if (units < need.quantity) return false;
        }
        return true;
    }

    /// Units of a part that nobody has reserved, in the van and at the depot of a shift.
    std::int64_t free_units(Index part, const Shift& shift) const {
        const auto at = [&](Index row) {
            return std::size_t(row) * std::size_t(problem_.part_count) + std::size_t(part);
        };
        std::int64_t units = 0;
        units += solution_.stock().left_in_van(shift.engineer, part);
        if (shift.depot == kNone) return units;
        const Slice lots = problem_.depot_lots[at(shift.depot)];
        for (Index k = lots.first; k < lots.last; ++k)
            units += solution_.stock().left(problem_.lot_order[std::size_t(k)]);
        return units;
    }

    /// Whether the job's parts are there without a collection that delays the route.
    bool keeps_start(const Route& route, const Shift& shift) const {
        if (what_.needs.empty()) return true;
        const DrawOutlook outlook = solution_.stock().outlook(job_, shift);
        if (!outlook.possible) return false;
        if (!outlook.collection.needed) return true;
        Collection both = outlook.collection;
        both.add(route.collection);
        return earliest_ready(problem_, shift, both) == route.ready;
    }

    /// Strings of this length whose loss promises a better way than the best so far.
    void try_strings(Index r, Index count) {
        const Route& route = solution_.route(r);
        if (count > route.size()) return;
        String out{r, 0, count, 0};
        for (Index k = 0; k < count; ++k)
            out.priority += problem_.job(node(route, k).job).priority;
        Cents detour = kNever;
        Cents vanishing = 0;
        for (;; ++out.first) {
            if (!best_.found() || out.loss() < best_loss()) {
                attempt(out);
            } else if (out.loss() == best_loss()) {
                if (detour == kNever) {
                    detour = least_detour(r);
                    vanishing = dues(r);
                }
                if (least_extra(r, out, detour) - vanishing < best_.extra) attempt(out);
            }
            if (out.first + count >= route.size()) return;
            out.priority += problem_.job(node(route, out.first + count).job).priority -
                            problem_.job(node(route, out.first).job).priority;
        }
    }

    std::tuple<std::int64_t, Index> best_loss() const {
        return {best_.displaced_priority, static_cast<Index>(best_.displaced.size())};
    }

    /// What the job adds to the price of a route at the place that suits it best, at any moment.
    Cents least_detour(Index r) const {
        const Route& route = solution_.route(r);
        const Shift& shift = problem_.shift(r);
        Cents least = kNever;
        for (Index k = 0; k <= route.size(); ++k) {
            const auto [from, ready] = before(route, shift, k);
            const After next = after(route, shift, k);
            least = std::min(least, leg(shift, from, what_.place, ready) +
                                        leg(shift, what_.place, next.place, ready) -
                                        problem_.leg_price(from, next.place, next.leg));
        }
        return least;
    }

    /// The least that the job in place of the string can cost more, wherever in the route it goes.
    Cents least_extra(Index r, const String& out, Cents detour) const {
        const Route& route = solution_.route(r);
        const Shift& shift = problem_.shift(r);
        const auto [from, ready] = before(route, shift, out.first);
        Cents legs = 0;
        Index to = from;
        for (Index k = out.first; k <= out.first + out.count; ++k) {
            const After stop = after(route, shift, k);
            legs += problem_.leg_price(to, stop.place, stop.leg);
            to = stop.place;
        }
        const Cents bridge = leg(shift, from, to, ready);
        const Cents gap =
            leg(shift, from, what_.place, ready) + leg(shift, what_.place, to, ready) - bridge;
        return std::min(detour, gap) - (legs - bridge);
    }

    /// What a route costs beyond its legs: overtime, lateness, waiting. All of it may vanish.
    Cents dues(Index r) const {
        const Route& route = solution_.route(r);
        const Shift& shift = problem_.shift(r);
        Cents rest = route.price;
        Index from = shift.start_place;
        for (Index k = 0; k <= route.size(); ++k) {
            const After stop = after(route, shift, k);
            rest -= problem_.leg_price(from, stop.place, stop.leg);
            from = stop.place;
        }
        return std::max<Cents>(0, rest);
    }

    Cents leg(const Shift& shift, Index from, Index to, Seconds depart) const {
        const Seconds arrive = problem_.travel.arrive(shift.profile, from, to, depart);
        return problem_.leg_price(from, to, arrive - depart);
    }

    struct Before {
        Index place;
        Seconds ready;
    };
    /// The stop that a job at this position would be driven to from.
    static Before before(const Route& route, const Shift& shift, Index position) {
        if (position == 0) return {shift.start_place, route.ready};
        return {node(route, position - 1).place, node(route, position - 1).ready};
    }

    struct After {
        Index place;
        Seconds by;   ///< latest arrival
        Seconds leg;  ///< travel to it as the route is now
    };
    /// The stop at this position, or the end of the shift.
    static After after(const Route& route, const Shift& shift, Index position) {
        if (position == route.size()) return {shift.end_place, shift.latest_end, route.last_leg};
        const Node& stop = node(route, position);
        return {stop.place, stop.latest - stop.door, stop.leg};
    }

    static const Node& node(const Route& route, Index position) {
        return route.nodes[std::size_t(position)];
    }

    Solution& solution_;
    const Problem& problem_;
    Insertion insertion_;
    const Index job_;
    const Job& what_;
    std::vector<Index> able_;  ///< shifts of engineers who may be sent
    Displacement best_;
    Displacement trial_;
    String gap_;
    Cents gap_extra_ = 0;
};

}  // namespace

Displacement cheapest_displacement(Solution& solution, Index job) {
    return Displacer(solution, job).look();
}

}  // namespace earlybird
