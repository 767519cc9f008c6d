#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/travel.hpp"
#include "core/types.hpp"

namespace earlybird {

inline constexpr std::size_t kLevels = 6;  // 0: the job needs no skill; 1 to 5 as in the domain

/// A moment that does not exist.
inline constexpr Seconds kUnlimited = kNever;

struct Interval {
    Seconds start;
    Seconds end;
};

/// A range of another array: [first, last).
struct Slice {
    Index first = 0;
    Index last = 0;
    bool empty() const { return first == last; }
};

/// One engineer on one day: the frame of a route.
struct Shift {
    Index engineer;
    Index start_place;
    Index end_place;
    Index profile;
    Seconds start;
    Seconds end;
    Seconds latest_end;    ///< with all overtime that is allowed
    Index depot;           ///< where the shift starts, or kNone
    Seconds handling;      ///< seconds one collection takes
    Slice openings;        ///< of the depot; empty: always open
    Index refill = kNone;  ///< the stop that refills the van, if the shift may have one
    Slice rests;           ///< of `Problem::rests`, in the order they are taken
};

/// What a stop is for. All but work are errands: they serve no job by themselves.
enum class StopKind : std::uint8_t {
    kWork,
    kRefill,  ///< optional: from then on every tool is held and parts are unlimited
    kRest,    ///< a break, wherever the engineer is; in every route that serves anything
    kGoods,   ///< collects what is delivered at a later stop of the same route
};

/// A job, or an errand: both are stops of a route. What the clock asks for at every stop lies in
/// one cache line.
struct alignas(64) Job {
    Index place;
    StopKind kind = StopKind::kWork;
    bool service_varies;
    bool from_van = true;  ///< all its parts can only come from vans
    /// Least time at the door before the work can start; 0 for a told appointment.
    Seconds door;
    Slice starts;         ///< possible starts: disjoint intervals in order, at least one
    Seconds first_start;  ///< of all intervals
    Seconds last_start;
    /// Seconds from one possible start to the next: the intervals begin and end on this raster.
    Seconds raster = 1;
    Seconds setup = 0;  ///< extra work where the stop before is at another place
    Slice needs;
    std::array<Seconds, kLevels> service;  ///< by the engineer's level
    std::int64_t priority;
    Seconds told;         ///< the appointment already told, or kNever
    Slice skills;         ///< skills that decide the level
    Index goods = kNone;  ///< the stop where its goods are collected, or kNone
    Index owner = kNone;  ///< of goods: the job

    /// Whether it can start at any second from the first to the last.
    bool is_free_between() const { return starts.last - starts.first == 1 && raster == 1; }
};

/// So many units of a part, all of which must come from the stock of the route.
struct Need {
    Index part;
    std::int64_t quantity;
};

/// Units that lie somewhere together: in a van, on a depot's shelf, or inbound.
struct Lot {
    Index part;
    Index engineer;  ///< owner of the van, or kNone
    Index depot;     ///< or kNone
    std::int64_t quantity;
    Seconds available_from;
};

struct Rates {
    Cents travel = 1;
    Cents overtime = 2;
    Cents waiting = 0;
    Cents distance_per_km = 0;
    Cents lateness = 10;
    /// Per second from the departure, as late as can be, to the return.
    Cents duration = 0;
};

/// Amounts on board that change on the way, in several dimensions.
struct Loads {
    std::size_t dimensions = 0;
    std::vector<std::int64_t> at_start;  ///< [stop * dimensions + d]: on board from the start
    std::vector<std::int64_t> change;    ///< [stop * dimensions + d]: at the stop
    std::vector<std::int64_t> capacity;  ///< [shift * dimensions + d]
};

/// Everything that is asked, as flat arrays. Immutable while it is searched.
struct Problem {
    Travel travel;
    std::vector<Job> jobs;  ///< what is to be served, then the errands
    Index errand_count = 0;
    std::vector<Index> rests;
    std::vector<Interval> starts;
    std::vector<Shift> shifts;
    std::vector<Interval> openings;
    std::vector<Need> needs;
    std::vector<Lot> lots;
    std::vector<Index> skills;
    /// [engineer * skill_count + skill]: level 0 to 5.
    std::vector<std::uint8_t> levels;
    Index skill_count = 0;
    Index engineer_count = 0;
    Index part_count = 0;
    Index depot_count = 0;
    /// Bit e of row j: engineer e may do job j (skills, tools, refusals, territories).
    std::vector<std::uint64_t> able;
    std::size_t able_words = 0;
    /// As `able`: engineer e has the tools without a refill. Empty: wherever he is able.
    std::vector<std::uint64_t> equipped;
    Loads loads;
    Rates rates;
    Seconds band_least = 0;
    Seconds band_most = kUnlimited;

    /// Derived by `finish()`.
    /// Lots that may serve (engineer or depot, part), in the order they are drawn.
    std::vector<Index> van_lot;     ///< [engineer * part_count + part] -> lot or kNone
    std::vector<Slice> depot_lots;  ///< [depot * part_count + part] -> slice of lot_order
    std::vector<Index> lot_order;   ///< depot lots by depot, part, then availability
    /// Whether a route's price is more than the sum of its legs at reference speed.
    bool price_depends_on_time = false;
    /// Whether the shortest duration of a route has a price: then spans are kept beside moments.
    bool prices_duration = false;
    /// Whether some rule can only be checked by walking a route: rests, setups, goods, loads.
    bool needs_walk = false;
    /// Whether a plan costs what its legs cost, and moments and places of stops follow from the
    /// order of its jobs alone.
    bool legs_tell_price = false;
    /// Shifts that are the same in everything stand together in `shift_order`: class c is
    /// [class_first[c], class_first[c + 1]).
    std::vector<Index> shift_order;
    std::vector<Index> class_first;
    std::vector<Index> class_of;  ///< by shift

    /// Derive the look-up tables; to be called once after the arrays are filled.
    void finish();

    /// Renumber places for a search, which then waits less for memory. Who still has to say a place
    /// by its old number must not ask for it.
    void gather_places();

    /// Jobs that are to be served; stops beyond are errands.
    Index job_count() const { return static_cast<Index>(jobs.size()) - errand_count; }
    Index stop_count() const { return static_cast<Index>(jobs.size()); }
    Index shift_count() const { return static_cast<Index>(shifts.size()); }
    Index class_count() const { return static_cast<Index>(class_first.size()) - 1; }
    const Job& job(Index j) const { return jobs[std::size_t(j)]; }
    const Shift& shift(Index r) const { return shifts[std::size_t(r)]; }
    /// Whether two shifts are the same in everything.
    bool are_alike(Index r, Index other) const {
        return class_of[std::size_t(r)] == class_of[std::size_t(other)];
    }

    bool is_able(Index j, Index engineer) const { return bit(able, j, engineer); }
    bool is_equipped(Index j, Index engineer) const {
        return equipped.empty() || bit(equipped, j, engineer);
    }

    /// Working time of `engineer` at job `j`: by the lowest of the levels in its skills.
    Seconds service(Index j, Index engineer) const {
        const Job& what = job(j);
        if (!what.service_varies) return what.service[0];
        return what.service[level(what, engineer)];
    }

    /// The least possible start of the job at or after `t`; kNever if there is none.
    Seconds next_start(const Job& what, Seconds t) const {
        if (t <= what.first_start) return what.first_start;
        if (t > what.last_start) return kNever;
        if (what.is_free_between()) return t;
        for (Index i = what.starts.first; i < what.starts.last; ++i) {
            const Interval& window = starts[std::size_t(i)];
            if (t > window.end) continue;
            if (t <= window.start) return window.start;
            return what.raster == 1 ? t : t + (window.end - t) % what.raster;
        }
        return kNever;
    }

    /// The greatest possible start of the job at or before `t`; -kNever if there is none.
    Seconds previous_start(const Job& what, Seconds t) const {
        if (t >= what.last_start) return what.last_start;
        if (t < what.first_start) return -kNever;
        if (what.is_free_between()) return t;
        for (Index i = what.starts.last; i-- > what.starts.first;) {
            const Interval& window = starts[std::size_t(i)];
            if (t < window.start) continue;
            if (t >= window.end) return window.end;
            return what.raster == 1 ? t : t - (t - window.start) % what.raster;
        }
        return -kNever;
    }

    /// What a leg costs that takes `seconds` between two places.
    Cents leg_price(Index from, Index to, Seconds seconds) const {
        Cents price = seconds * rates.travel;
        if (rates.distance_per_km != 0) price += distance_price(from, to);
        return price;
    }

    Cents distance_price(Index from, Index to) const {
        return (travel.distance(from, to) * rates.distance_per_km + 500) / 1000;
    }

  private:
    void index_lots();
    void classify_shifts();
    bool bit(const std::vector<std::uint64_t>& mask, Index j, Index engineer) const {
        const std::size_t word = std::size_t(j) * able_words + (std::size_t(engineer) >> 6);
        return (mask[word] >> (std::size_t(engineer) & 63)) & 1;
    }
    std::size_t level(const Job& what, Index engineer) const {
        std::uint8_t lowest = 0;
        for (Index i = what.skills.first; i < what.skills.last; ++i) {
            const std::uint8_t of_skill = levels[std::size_t(engineer) * std::size_t(skill_count) +
                                                 std::size_t(skills[std::size_t(i)])];
            if (i == what.skills.first || of_skill < lowest) lowest = of_skill;
        }
        return lowest;
    }
};

}  // namespace earlybird
