#pragma once

#include <atomic>
#include <span>
#include <vector>

#include "core/problem.hpp"

namespace earlybird {

/// Which jobs and shifts are near which job. Memory is linear in jobs x neighbours.
class Neighbours {
  public:
    static constexpr Index kRuin = 100;    ///< nearest jobs in space, for removal
    static constexpr Index kInsert = 200;  ///< nearest in space and time, for insertion
    static constexpr Index kShifts =
        24;  ///< nearest classes of shifts that could serve the job alone

    /// Ends early, with tables that are only partly filled, when `stop` is set.
    Neighbours(const Problem& problem, unsigned threads, const std::atomic<bool>& stop);

    /// Jobs by nearness in space; the job itself is not among them.
    std::span<const Index> around(Index job) const { return row(around_, kRuin, job); }
    /// Jobs that may well stand next to `job` in a route, best first.
    std::span<const Index> beside(Index job) const { return row(beside_, kInsert, job); }
    /// Able shifts, nearest start and end first; one for all that are the same in everything.
    std::span<const Index> shifts(Index job) const { return row(shifts_, kShifts, job); }

  private:
    struct Table {
        std::vector<Index> cells;
        std::vector<Index> counts;
    };
    static std::span<const Index> row(const Table& table, Index width, Index job) {
        return {&table.cells[std::size_t(job) * std::size_t(width)],
                std::size_t(table.counts[std::size_t(job)])};
    }
    static void store(Table& table, Index width, Index job, std::span<const Index> sorted);

    Table around_;
    Table beside_;
    Table shifts_;
};

}  // namespace earlybird
