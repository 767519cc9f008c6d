#pragma once

#include <vector>

#include "core/exchange_rules.hpp"
#include "core/neighbours.hpp"
#include "core/rng.hpp"
#include "core/solution.hpp"

namespace earlybird {

/// Two routes that swap what stands behind a position in each: 2-opt*, of Potvin and Rousseau, "An
/// exchange heuristic for routeing problems with time windows", Journal of the Operational Research
/// Society 46(12), 1995. With position 0 in both, two engineers swap their whole days; with an
/// empty route, an engineer is relieved, or gets help. Ruin and recreate moves few jobs at once and
/// cannot do that.
class TailExchange {
  public:
    TailExchange(Solution& solution, const Neighbours& neighbours, ExchangeRules& rules, Rng& rng);

    /// Draw an exchange behind `job`, or from it on into an empty route; whether it is legal and
    /// makes the plan dearer by less than `limit`. Nothing is changed yet.
    bool draw(Index job, Cents limit);
    /// Carry it out. The solution then has something uncommitted.
    void apply() { solution_.exchange(one_tail(), other_tail()); }

    /// From now on a plan of one route more is judged as cheaper by so much.
    void favour_more(Cents favour) { favour_ = favour; }

  private:
    bool draw_beside(Index job);
    bool draw_with_shift(Index job);
    bool is_possible(Cents limit);
    Piece one_tail() const { return {one_, first_, solution_.route(one_).size()}; }
    Piece other_tail() const { return {other_, second_, solution_.route(other_).size()}; }
    /// Whether the new tail, or else the end place, is reached in time as far as one leg tells;
    /// between shifts that are the same in everything that is far enough.
    bool joins(Index front, Index first, Index back, Index second) const;
    /// What the legs of `front[:first] + back[second:]` cost that the routes have not now, and what
    /// those cost that only the routes have now.
    Cents new_legs(Index front, Index first, Index back, Index second) const;
    Cents old_legs(Index route, Index position) const;
    /// What the route `front[:first] + back[second:]` costs; kNever if it is illegal.
    Cents exact_price(Index front, Index first, Index back, Index second);

    Solution& solution_;
    const Problem& problem_;
    const Neighbours& neighbours_;
    ExchangeRules& rules_;
    Rng& rng_;
    Cents favour_ = 0;
    Index one_ = kNone;
    Index first_ = 0;
    Index other_ = kNone;
    Index second_ = 0;
    RouteTiming timing_;
    std::vector<Index> sequence_;
};

}  // namespace earlybird
