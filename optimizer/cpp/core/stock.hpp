#pragma once

#include <algorithm>
#include <vector>

#include "core/problem.hpp"
#include "core/route_timing.hpp"

namespace earlybird {

/// Where the units of one need come from: the van first, then the depot's lots by availability.
struct Draw {
    struct Part {
        Index lot = kNone;
        std::int64_t quantity = 0;
    };
    std::vector<Part> parts;  ///< empty while nothing is reserved
};

/// What taking a job's parts would mean for a route.
struct DrawOutlook {
    bool possible = true;
    Collection collection;  ///< what this job alone asks to be collected
};

/// Who has reserved what. No unit is ever reserved twice: a reservation leaves what is left at
/// once, and every change is logged so that a search step can be taken back. Jobs whose parts can
/// only come from vans are counted without a record of where each unit came from.
class Stock {
  public:
    explicit Stock(const Problem& problem);

    /// Whether `job` could get its parts in `shift`, and what would have to be collected.
    DrawOutlook outlook(Index job, const Shift& shift) const;

    /// Reserve the parts of `job`, for which `outlook` was possible.
    void take(Index job, const Shift& shift);
    /// Reserve for `job`, which `shift` serves, exactly what `draws` (by need) says.
    void take_exactly(Index job, const Shift& shift, const std::vector<Draw>& draws);
    /// Give back whatever `job`, served by `shift`, has reserved.
    void release(Index job, const Shift& shift);
    /// Whether anything is reserved for the job.
    bool has_drawn(Index job) const { return has_drawn_[std::size_t(job)] != 0; }
    /// What `job` has reserved asks to be collected.
    Collection collection(Index job) const;

    /// Units of a part in an engineer's van that nobody has reserved.
    std::int64_t left_in_van(Index engineer, Index part) const {
        return in_van_[van(engineer, part)];
    }
    /// Units of a depot's lot that nobody has reserved.
    std::int64_t left(Index lot) const { return left_[std::size_t(lot)]; }
    /// Leave only so many units of a depot's lot to be reserved.
    void restrict(Index lot, std::int64_t units) { left_[std::size_t(lot)] = units; }

    /// What `job`, which has not drawn anything, would draw in `shift`; `call(need, lot, units)`.
    /// Whether that is enough.
    template <typename Call>
    bool foresee(Index job, const Shift& shift, Call call) const;
    /// The problem has more needs than before.
    void follow_needs() { draws_.resize(problem_->needs.size()); }

    /// Where the units of a need come from; not told for jobs that are served from vans alone.
    const Draw& draw(Index need) const { return draws_[std::size_t(need)]; }

    /// Forget how to take changes back up to here.
    void commit() { log_.clear(); }
    /// Undo every change since the last commit.
    void rollback();

  private:
    /// One change, kept small: most concern units of a van.
    struct Change {
        Index job;           ///< whose `has_drawn` was turned, or kNone
        Index need;          ///< whose draw grew (or, negative units, shrank) at its end, or kNone
        Index lot;           ///< a depot's lot, or kNone
        std::size_t at;      ///< in the vans, where `lot` is none
        std::int64_t units;  ///< by which what is left shrank
    };
    std::size_t van(Index engineer, Index part) const {
        return std::size_t(engineer) * std::size_t(problem_->part_count) + std::size_t(part);
    }
    /// Calls `take(lot, units)` for what `need` would get in `shift`; whether that is enough.
    template <typename Take>
    bool cover(const Need& need, const Shift& shift, Take take) const;
    void draw_units(Index need, Index lot, std::int64_t units);
    void mark(Index job);
    void apply(const Change& change, std::int64_t sign);
    void widen(Index lot, Collection& collection) const;

    const Problem* problem_;
    std::vector<std::int64_t> in_van_;  ///< [engineer * part_count + part]
    std::vector<std::int64_t> left_;    ///< by lot; of depots only
    std::vector<Draw> draws_;           ///< by need; only where a depot may have a say
    std::vector<char> has_drawn_;       ///< by job
    std::vector<Change> log_;
};

template <typename Take>
bool Stock::cover(const Need& need, const Shift& shift, Take take) const {
    std::int64_t missing = need.quantity;
    const auto draw_from = [&](Index lot, std::int64_t available) {
        const std::int64_t units = std::min(missing, available);
        if (units <= 0) return;
        take(lot, units);
        missing -= units;
    };
    const std::size_t at = van(shift.engineer, need.part);
    const Index own = problem_->van_lot[at];
    if (own != kNone) draw_from(own, in_van_[at]);
    if (missing > 0 && shift.depot != kNone) {
        const Slice lots =
            problem_->depot_lots[std::size_t(shift.depot) * std::size_t(problem_->part_count) +
                                 std::size_t(need.part)];
        for (Index k = lots.first; k < lots.last && missing > 0; ++k) {
            const Index lot = problem_->lot_order[std::size_t(k)];
            draw_from(lot, left_[std::size_t(lot)]);
        }
    }
    return missing == 0;
}

template <typename Call>
bool Stock::foresee(Index job, const Shift& shift, Call call) const {
    const Job& what = problem_->job(job);
    for (Index n = what.needs.first; n < what.needs.last; ++n) {
        const auto take = [&](Index lot, std::int64_t units) { call(n, lot, units); };
        if (!cover(problem_->needs[std::size_t(n)], shift, take)) return false;
    }
    return true;
}

}  // namespace earlybird
