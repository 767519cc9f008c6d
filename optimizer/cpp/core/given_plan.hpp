#pragma once

#include <vector>

#include "core/problem.hpp"
#include "core/stock.hpp"
#include "core/types.hpp"

namespace earlybird {

/// A plan as somebody remembers it. The problem may have changed since: not all of it need fit.
struct GivenPlan {
    std::vector<std::vector<Index>> routes;  ///< stops by shift
    std::vector<Draw> draws;                 ///< by need; empty: units are taken in order
    std::vector<Index> fixed;                ///< by shift: leading stops that stay; empty: none do
    std::vector<Index> kept;                 ///< jobs that have to stay in their shift
};

/// Where the stops of a given plan stand.
struct Places {
    std::vector<Index> shift_of;     ///< by stop; kNone: nowhere
    std::vector<Index> position_of;  ///< by stop
};

/// Find all stops. Throws std::invalid_argument for what is no plan of the problem, whatever the
/// moments and the stock, naming shift and stop.
Places locate(const Problem& problem, const GivenPlan& given);

/// A mark for each stop that has to stay: what is fixed or kept, with the errands that it depends
/// on. Throws std::invalid_argument where that asks for something that the plan does not have.
std::vector<char> what_stays(const Problem& problem, const GivenPlan& given, const Places& places);

}  // namespace earlybird
