#pragma once

#include <cstdint>
#include <vector>

#include "core/solution.hpp"

namespace earlybird {

/// How an unserved job would fit into a plan, at the price of other jobs.
struct Displacement {
    Index shift = kNone;
    std::vector<Index> displaced;  ///< jobs that would have to leave that shift; may be empty
    std::int64_t displaced_priority = 0;
    Cents extra = 0;  ///< cents by which the plan would become dearer (negative: cheaper)

    bool found() const { return shift != kNone; }
};

/// The way to serve `job` that displaces the least priority, then the fewest jobs, then costs
/// least, among all ways that take one string of neighbouring jobs out of one route. What it says
/// is exact; where prices depend on time it may overlook a way that is a little cheaper.
/// `solution` has nothing uncommitted and is left as it was.
Displacement cheapest_displacement(Solution& solution, Index job);

}  // namespace earlybird
