#pragma once

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

/// Who has reserved what. No unit is ever reserved twice: a reservation leaves `left` at once, and
/// every change is logged so that a search step can be taken back.
class Stock {
  public:
    explicit Stock(const Problem& problem);

    /// Whether `job` could get its parts in `shift`, and what would have to be collected.
    DrawOutlook outlook(Index job, const Shift& shift) const;

    /// Reserve the parts of `job`, for which `outlook` was possible.
    void take(Index job, const Shift& shift);
    /// Reserve exactly what `draw` says for one need.
    void take_exactly(Index need, const Draw& draw) { set(need, draw); }
    /// Give back whatever `job` has reserved.
    void release(Index job);
    /// What `job` has reserved asks to be collected.
    Collection collection(Index job) const;

    /// Units of a lot that nobody has reserved.
    std::int64_t left(Index lot) const { return left_[std::size_t(lot)]; }

    const Draw& draw(Index need) const { return draws_[std::size_t(need)]; }

    /// Forget how to take changes back up to here.
    void commit() { log_.clear(); }
    /// Undo every change since the last commit.
    void rollback();

  private:
    struct Change {
        Index need;
        Draw before;
    };
    void set(Index need, const Draw& draw);
    /// Calls `take(lot, units)` for what `need` would get in `shift`; whether that is enough.
    template <typename Take>
    bool cover(const Need& need, const Shift& shift, Take take) const;
    void count(const Draw& draw, std::int64_t sign);
    void widen(Index lot, Collection& collection) const;

    const Problem* problem_;
    std::vector<std::int64_t> left_;  ///< by lot
    std::vector<Draw> draws_;         ///< by need
    std::vector<Change> log_;
};

}  // namespace earlybird
