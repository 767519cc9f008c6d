#pragma once

#include <atomic>
#include <optional>

#include "core/neighbours.hpp"
#include "core/problem.hpp"
#include "core/snapshot.hpp"

namespace earlybird {

/// A first plan by savings, of Clarke and Wright, "Scheduling of vehicles from a central depot to a
/// number of delivery points", Operations Research 12(4), 1964: every job has a route of its own,
/// and as long as it saves something two routes are joined, end to start, if windows and parts
/// allow it. It gets the number of routes about right, which a search that inserts job by job finds
/// hard to change later.
///
/// None where it means little: where shifts differ, where more than legs and windows counts, and
/// where not all jobs can be served that way, so that priorities have to decide. None, too, once
/// `stop` is set.
std::optional<Snapshot> plan_by_savings(const Problem& problem, const Neighbours& neighbours,
                                        const std::atomic<bool>& stop);

}  // namespace earlybird
