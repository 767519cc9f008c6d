#pragma once

#include <vector>

#include "core/problem.hpp"
#include "core/rng.hpp"
#include "core/snapshot.hpp"

namespace earlybird {

/// Which part of a plan each of several searches works at, so that none does another's work.
struct Division {
    std::vector<Index> part_of_engineer;  ///< all shifts of an engineer, who has one van
    std::vector<Index> part_of_job;
};

/// Cut a plan into `parts` regions with about the same number of jobs each, along a line that is
/// drawn anew each time.
Division divide(const Problem& problem, const Snapshot& plan, Index parts, Rng& rng);

}  // namespace earlybird
