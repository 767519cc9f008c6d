#pragma once

#include <cstdint>
#include <vector>

#include "core/solution.hpp"

namespace earlybird {

/// What two pieces of routes that change places have to keep besides the clock: engineers have to
/// be able, vans to hold the parts, and what is fixed or kept has to stay.
class ExchangeRules {
  public:
    explicit ExchangeRules(const Solution& solution);

    /// Whether pieces of this problem are exchanged at all. Rests and goods depend on jobs of their
    /// own route: such routes are left to ruin and recreate.
    bool is_of_use() const { return is_of_use_; }
    /// Whether nothing in a route depends on all of its jobs, as a collection at its start or a
    /// refill does.
    bool is_free(Index route) const;
    /// Whether each of two routes may take the piece of the other for its own.
    bool allow(const Piece& one, const Piece& other);

  private:
    bool is_fit_for(const Piece& piece, Index route) const;
    bool has_parts(const Piece& in, const Piece& out);

    const Solution& solution_;
    const Problem& problem_;
    bool is_of_use_;
    std::vector<std::int64_t> asked_;  ///< by part; all 0 between two questions
    std::vector<Index> parts_;
};

}  // namespace earlybird
