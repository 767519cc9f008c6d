#pragma once

#include <utility>
#include <vector>

#include "core/rng.hpp"
#include "core/snapshot.hpp"

namespace earlybird {

/// A budget that is long for its plan is divided into rounds, each of which cools down by itself.
/// The first begin afresh and so find different plans; the others begin with what is crossed of two
/// good ones. One long cooling ends in the same few plans again and again.
class Rounds {
  public:
    /// How many rounds pay where a thread has so many steps for each job; 0: none. Larger plans
    /// need more steps for each job in one cooling.
    static int count_for(double steps_per_job, Index jobs);

    void divide(int rounds);
    bool any() const { return !ends_.empty(); }
    bool is_over(double progress) const { return progress >= ends_[at_]; }
    void begin_next(double progress);
    /// Whether this round begins with the first plan.
    bool is_fresh() const { return at_ < fresh_; }
    /// Share of this round that is over, 0 to 1.
    double done(double progress) const;

    using Legs = std::vector<std::pair<Index, Index>>;
    struct Good {
        Snapshot plan;
        Legs legs;  ///< from stop to stop, sorted
    };
    /// Remember a good plan, unless one of its score or a better one much like it is known. Worse
    /// ones like it are forgotten for it, or else the worst of all.
    void remember(const Snapshot& plan);
    /// The same of a plan whose legs are known, from another thread.
    void remember(const Good& good);
    const std::vector<Good>& good() const { return good_; }
    /// Two different ones by chance, or twice the only one.
    std::vector<const Snapshot*> draw_parents(Rng& rng) const;

  private:
    std::vector<double> ends_;  ///< by round, as shares of the budget
    std::size_t at_ = 0;
    std::size_t fresh_ = 0;
    double began_ = 0;
    std::vector<Good> good_;
};

}  // namespace earlybird
