#pragma once

#include <vector>

#include "core/snapshot.hpp"
#include "core/solution.hpp"

namespace earlybird {

/// The best plan that a walk has come by. Only the routes that differ from it are copied.
class Record {
  public:
    explicit Record(const Problem& problem);

    const Snapshot& plan() const { return plan_; }
    /// A route of the walk may differ from the plan now.
    void note(Index route);
    /// Every route may.
    void note_all();
    bool is_beaten_by(const Solution& walk) const { return walk.score() < plan_.score; }
    /// The plan is that of the walk from now on.
    void keep(const Solution& walk);

  private:
    Snapshot plan_;
    std::vector<Index> noted_;
    std::vector<char> is_noted_;
};

/// A plan with the routes of a solution.
Snapshot snapshot_of(const Solution& solution);

}  // namespace earlybird
