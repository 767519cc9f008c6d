#pragma once

#include <vector>

#include "core/solution.hpp"

namespace earlybird {

/// When the work at a job may start: disjoint intervals in order, on the raster of the job.
using Starts = std::vector<Interval>;

/// A place for one job in a plan that stands, and what it would do.
struct Quote {
    Index route = kNone;
    Index position = 0;    ///< counted before anything is inserted
    Cents price = kNever;  ///< exactly what the plan would cost more
    Seconds depart = 0;    ///< to the job
    Seconds arrive = 0;
    Seconds start = 0;
    Seconds finish = 0;
    Seconds pushed = 0;      ///< by which the stops behind would start later, in sum
    Seconds slack_lost = 0;  ///< by which the least room to move of the stops behind shrinks
    Seconds busy = 0;        ///< more of driving, work and handling in the route

    bool found() const { return route != kNone; }
};

/// Prices one more job in a plan at rest, to the last cent: moments are followed along the route
/// until the delay is absorbed, the rest is known. For problems without errands and loads, whose
/// price is no matter of the least duration.
class Quotes {
  public:
    explicit Quotes(const Solution& solution);

    /// A route has changed.
    void forget(Index route) { tapes_[std::size_t(route)].known = false; }

    /// For each window the cheapest place for an unserved job in each of `routes`, cheapest first,
    /// at most `count` of them.
    std::vector<std::vector<Quote>> best(Index job, const std::vector<Starts>& windows,
                                         const std::vector<Index>& routes, std::size_t count);
    /// Seconds of driving, work and handling in a route.
    Seconds busy(Index route);
    /// What comes of one place; not found where the job does not fit.
    Quote at(Index job, const Starts& starts, Index route, Index position);

  private:
    struct Figures {
        Seconds travel = 0;
        Seconds service = 0;
        Seconds lateness = 0;
        Cents distance = 0;

        void add(const Figures& other);
        void subtract(const Figures& other);
    };
    /// What is known of a route as it stands.
    struct Tape {
        bool known = false;
        std::vector<Figures> upto;  ///< [k]: of all before stop k
        Figures whole;
        Seconds first_departure = 0;
        Cents price = 0;
    };
    /// Where the engineer is free to leave next.
    struct Head {
        Index place;
        Seconds ready;
        Seconds first_departure;  ///< of the route; only behind its first leg
        Figures figures;
        bool first;
    };
    /// The job as the engineer of one shift would do it.
    struct View {
        Index route;
        const Shift* shift;
        Collection collection;  ///< of the route with the job
        Seconds ready = 0;
        Seconds service = 0;
        bool moved = false;  ///< the job's own collection delays the whole route
    };

    bool look(Index route, View& view) const;
    const Tape& tape(Index route);
    Head head(const View& view, Index position);
    /// Go on to a stop that starts at `start`.
    void drive(const Shift& shift, const Job& what, Seconds start, Seconds service,
               Head& head) const;
    Seconds next_start(const Starts& starts, Seconds moment) const;
    /// The start at a place, or kNever if the job does not fit there.
    Seconds fitting_start(const View& view, const Starts& starts, Index position, Seconds soonest,
                          Seconds by) const;
    Cents price(const View& view, Index position, Seconds start, const Head& before,
                Quote* quote = nullptr);
    Cents price_of(const Shift& shift, const Collection& collection, const Figures& figures,
                   Seconds first_departure, Seconds end) const;
    void tell_knock_on(const View& view, Index position, Seconds start, Quote& quote) const;

    const Solution& solution_;
    const Problem& problem_;
    std::vector<Tape> tapes_;  ///< by route
    Index job_ = kNone;
    const Job* what_ = nullptr;
};

}  // namespace earlybird
