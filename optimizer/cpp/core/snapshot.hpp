#pragma once

#include <vector>

#include "core/stock.hpp"
#include "core/types.hpp"

namespace earlybird {

/// A plan without its caches: the sequence of jobs of every shift and what each need draws.
struct Snapshot {
    Score score;
    std::vector<std::vector<Index>> routes;  ///< by shift
    std::vector<Draw> draws;                 ///< by need; of served jobs only
};

}  // namespace earlybird
