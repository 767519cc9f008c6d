#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "core/solution.hpp"

namespace earlybird {

/// A route that a search has driven, worth remembering for recombination.
struct Column {
    std::uint64_t key = 0;  ///< of its shift class and its jobs
    Index shift = kNone;
    Cents price = 0;
    std::vector<Index> stops;
    /// Units it takes: of depots, and of vans that several shifts share.
    struct Units {
        Index need;
        Index lot;
        std::int64_t quantity;
    };
    std::vector<Units> units;
};

/// The routes that a search has seen, the newest where two want the same slot. Written by one
/// thread, read by others now and then.
class Pool {
  public:
    explicit Pool(const Problem& problem);

    /// Remember a route as it is now, unless a cheaper one of the same jobs is known.
    void remember(const Solution& solution, Index route);
    /// The same for routes of equal jobs in exchangeable shifts.
    std::uint64_t key_of(const Solution& solution, Index route) const;
    /// Append everything that is remembered.
    void copy_to(std::vector<Column>& columns) const;

  private:
    const Problem* problem_;
    std::vector<std::uint64_t> job_keys_;  ///< Zobrist keys: a set of jobs is their exclusive or
    std::vector<char> shares_van_;         ///< by engineer: whether he has several shifts
    mutable std::mutex lock_;
    std::vector<Column> slots_;
};

/// Describe a route of a solution.
void describe(const Solution& solution, Index route, const std::vector<char>& shares_van,
              Column& column);

/// By engineer: whether several shifts share his van.
std::vector<char> engineers_with_several_shifts(const Problem& problem);

}  // namespace earlybird
