#pragma once

#include <vector>

#include "core/insertion.hpp"
#include "core/solution.hpp"
#include "core/start.hpp"

namespace earlybird {

/// A plan that stands, asked where one more job would fit. It looks at every shift, so what it
/// says is the best there is.
class Desk {
  public:
    /// The problem has to outlive the desk.
    Desk(const Problem& problem, const Start& start);
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    /// The cheapest spot for a job that is not served, if there is one. Its price is exact.
    const Spot& best_insertion(Index job);
    /// The cheapest spot of each shift, cheapest first, at most `count` of them.
    std::vector<Spot> best_insertions(Index job, std::size_t count);

    const Solution& solution() const { return solution_; }

  private:
    Solution solution_;
    Insertion insertion_;
};

}  // namespace earlybird
