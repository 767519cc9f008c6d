#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/displacement.hpp"
#include "core/quotes.hpp"
#include "core/solution.hpp"
#include "core/start.hpp"

namespace earlybird {

/// One row of `Problem::jobs`, written anew.
struct JobRow {
    Index place = 0;
    std::int64_t priority = 0;
    Seconds door = 0;
    Seconds told = kNever;
    Seconds raster = 1;
    Starts starts;
    std::vector<Need> needs;
    std::vector<Index> skills;
    std::array<Seconds, kLevels> service{};
    std::vector<std::uint64_t> able;
};

/// A stop as it stands, with what it has drawn as need, lot and units.
struct Standing {
    Index job;
    Seconds depart;
    Seconds arrive;
    Seconds start;
    Seconds finish;
    Seconds latest;  ///< start that keeps every later promise
    Seconds lateness;
};

/// A plan at rest that can be changed and asked again at once: jobs that nobody had heard of are
/// written into rows kept free for them, visits are taken out and put in, shifts change. Every
/// change can be undone exactly. Whatever is asked of it is checked: std::invalid_argument says
/// what is wrong, and then nothing has changed.
class LiveDesk {
  public:
    /// Takes a problem without errands, loads, refills and prices for the least duration.
    LiveDesk(Problem problem, GivenPlan given);
    LiveDesk(const LiveDesk&) = delete;
    LiveDesk& operator=(const LiveDesk&) = delete;

    /// Set where a stop that is fixed cannot stay; then the desk serves nobody.
    const std::optional<Obstacle>& obstacle() const { return obstacle_; }
    const Problem& problem() const { return problem_; }
    const Solution& solution() const { return solution_; }
    Cents cents() const { return solution_.score().cents; }

    void write_job(Index row, const JobRow& what);
    void move_place(Index place, const Travel::Legs& legs);
    void move_place(Index place, const std::array<double, 3>& unit_vector);

    std::vector<std::vector<Quote>> best(Index job, const std::vector<Starts>& windows,
                                         const std::vector<Index>& routes, std::size_t count);
    Quote at(Index job, Index route, Index position);
    /// (need, lot, units) of what an unserved job would draw in a shift.
    std::vector<std::array<std::int64_t, 3>> draws_in(Index job, Index route) const;
    /// The same of a served job.
    std::vector<std::array<std::int64_t, 3>> draws_of(Index job) const;
    std::vector<Standing> times(Index route) const;
    Seconds busy(Index route);
    /// See `cheapest_displacement`.
    Displacement cheapest_way(Index job);

    /// How the price changes.
    Cents put(Index job, Index route, Index position);
    Cents take(Index job);
    /// Change a shift, or close it; what can no longer be kept leaves it and is returned. The
    /// engineer and the vehicle stay.
    std::vector<Index> replace_shift(Index route, const std::optional<Shift>& shift);

    std::size_t mark() const { return log_.size(); }
    void undo(std::size_t mark);
    void commit() { log_.clear(); }

  private:
    /// How a route was.
    struct Change {
        Index route;
        std::vector<Index> stops;
        std::vector<std::pair<Index, Draw>> draws;  ///< by need
        Shift shift;
        bool is_open;
    };
    /// Where the spare room of a row lies in an array that rows share.
    struct Room {
        Index first = 0;
        Index size = 0;
    };

    void require_job(Index job, bool served) const;
    void require_route(Index route) const;
    void require_place(Index place) const;
    void require_moment(Seconds moment) const;
    void require_row(Index row, const JobRow& what) const;
    template <typename T>
    Slice store(std::vector<T>& all, Room& room, const std::vector<T>& items);
    void remember(Index route);
    void restore(const Change& change);
    void settle(Index route);
    void drop_what_is_late(Index route, std::vector<Index>& removed);
    bool draws_elsewhere(Index job, const Shift& shift) const;

    Problem problem_;
    std::optional<Obstacle> obstacle_;
    Solution solution_;
    Quotes quotes_;
    std::vector<Change> log_;
    std::vector<Room> starts_room_;  ///< by job
    std::vector<Room> needs_room_;
    std::vector<Room> skills_room_;
    std::vector<Draw> draws_;  ///< by need; empty but while a route is restored
};

}  // namespace earlybird
