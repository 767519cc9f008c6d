#pragma once

#include <optional>
#include <vector>

#include "core/given_plan.hpp"
#include "core/problem.hpp"
#include "core/snapshot.hpp"
#include "core/types.hpp"

namespace earlybird {

/// A stop that has to stay but cannot, and why.
struct Obstacle {
    Index shift;
    Index stop;
    const char* reason;
};

/// The legal part of a given plan, to search from.
struct Start {
    Snapshot plan;             ///< without its score
    std::vector<Index> fixed;  ///< by shift
    /// By stop: those that have to stay in their shift, with the errands that they depend on.
    std::vector<char> kept;
    std::optional<Obstacle> obstacle;  ///< if there is one, nothing else is filled in

    /// Whether any part of the plan has to stay.
    bool holds_anything() const;
};

/// Find the legal part of a plan. First come all stops that have to stay; then the others of each
/// route, all of them if they fit together, else one after the other as far as they fit. Units that
/// a job had are taken again where they are still there, else others.
/// Throws std::invalid_argument for what is no plan of the problem, naming shift and stop.
Start start_from(const Problem& problem, const GivenPlan& given);

}  // namespace earlybird
