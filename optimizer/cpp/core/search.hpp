#pragma once

#include <atomic>
#include <cmath>
#include <cstdint>
#include <mutex>
#include <vector>

#include "core/absences.hpp"
#include "core/division.hpp"
#include "core/exchange_rules.hpp"
#include "core/neighbours.hpp"
#include "core/pool.hpp"
#include "core/record.hpp"
#include "core/recreate.hpp"
#include "core/rounds.hpp"
#include "core/ruin.hpp"
#include "core/segments.hpp"
#include "core/snapshot.hpp"
#include "core/solution.hpp"
#include "core/start.hpp"
#include "core/tails.hpp"

namespace earlybird {

/// From this share of the budget on a walk that serves less than the best plan goes on from that
/// one, to polish it.
inline constexpr double kLastPhase = 0.9;
/// A search that begins with a plan for all jobs, given or by savings, begins where one without has
/// cooled down for this share of its budget: hot enough to go on, too cool to lose what is good.
inline constexpr double kWarmStart = 0.5;

/// One thread of ruin and recreate under simulated annealing.
class Search {
  public:
    Search(const Problem& problem, const Neighbours& neighbours, std::uint64_t seed);

    /// Begin with a given plan. From now on what is to stay of it stays, and the walk does not go
    /// as far as one that begins with nothing.
    void begin_with(const Start& start);
    /// Join routes by savings, if nobody is served yet and that means something; then try to insert
    /// every job that is not served, by priority and tightness. Ends early when `stop` is set.
    void build_first_plan(const std::atomic<bool>& stop);
    /// Begin with the first plan of another search, as it would go on itself.
    void begin_like(const Search& first);
    /// Start from another search's best plan instead, or go on from it.
    void adopt(const Snapshot& plan);

    /// Go on from `plan`, but only in the part of it that `division` gives to this search.
    void take_part(const Snapshot& plan, const Division& division, Index part, Index parts);
    /// Where the walk is now, which may be worse than the best plan.
    Snapshot now() const;

    /// Divide the whole budget into rounds, in the first of which the search is.
    void divide_into_rounds(int rounds);
    bool in_rounds() const { return rounds_.any(); }
    /// Let each search know the good plans of all.
    static void share_good_plans(const std::vector<Search*>& searches);

    /// One ruin, recreate and acceptance. `progress` is the share of the budget used, 0 to 1.
    void step(double progress);

    /// Of short routes ruin and recreate finds what segments would: they are tried less.
    void expect_short_routes() { segments_tried_ = kSegmentsInShortRoutes; }
    /// Keep every route of an accepted step for recombination.
    void remember_routes() { remembers_routes_ = true; }
    const Pool& pool() const { return pool_; }
    /// Copy the best plan if it is better than `plan`; may be asked by another thread.
    void copy_best_if_better(Snapshot& plan) const;

    const Snapshot& best() const { return best_.plan(); }
    std::int64_t best_unserved() const { return best_unserved_; }

  private:
    /// Exchanges of segments that are tried after each ruin and recreate. In cities of 400 and
    /// 1,000 jobs one finds as good plans in as many steps as four, and a step takes a sixth less
    /// time.
    static constexpr int kSegments = 4;
    static constexpr int kSegmentsInShortRoutes = 1;

    Index choose_seed();
    void go_on_from(const Snapshot& plan);
    void insert(Index job);
    void begin_round(double progress);
    double cooled(double progress) const;
    void weigh_routes();
    void favour_more_routes(double progress);
    bool is_mine(Index job) const { return part_of_job_.empty() || part_of_job_[std::size_t(job)]; }
    void choose_waiting(Index seed);
    void ruin_and_recreate(double temperature);
    template <typename Exchange>
    void try_exchange(Exchange& exchange, double temperature);
    /// How much worse a step may be, in cents: the rule of Metropolis with its chance drawn first.
    double draw_limit(double temperature) { return -temperature * std::log(rng_.unit()); }
    Cents most_for_insertions(const Score& before, double limit);
    /// `harder` is what hard jobs that are left out weigh more than before, in points of priority.
    bool accepts(const Score& before, const Score& after, double harder, double limit);
    void weigh();
    void note_unserved(Index job);
    void remember_changes();
    void keep_if_best();

    const Problem& problem_;
    const Neighbours& neighbours_;
    Rng rng_;
    Ruin ruin_;
    Solution current_;
    Recreate recreate_;
    ExchangeRules rules_;
    TailExchange tails_;
    SegmentExchange segments_;
    Record best_;
    Snapshot first_plan_;
    Rounds rounds_;
    Record record_of_round_;  ///< only kept in rounds
    double favour_ = 0;       ///< of one route more in the beginning, cents
    double favour_of_round_ = 1;
    Cents favour_now_ = 0;
    std::int64_t best_unserved_ = 0;
    std::int64_t unserved_elsewhere_ = 0;  ///< jobs of other searches
    double scale_ = 0;                     ///< typical price of serving one job, cents
    double priority_weight_ = 1;           ///< of one point of unserved priority, cents
    double begins_at_ = 0;                 ///< share of the cooling that is left out
    int segments_tried_ = kSegments;
    bool in_last_phase_ = false;
    bool remembers_routes_ = false;
    Pool pool_;
    Absences absences_;
    mutable std::mutex best_lock_;   ///< held while `best_` is written, for other threads
    std::vector<char> part_of_job_;  ///< whether a job is this search's; empty: all are
    std::vector<Index> seeds_;       ///< jobs that are, to be ruined around

    std::vector<Index> removed_;
    std::vector<Index> waiting_;
    std::vector<Index> unserved_;     ///< jobs without a route in the current plan, in no order
    std::vector<Index> unserved_at_;  ///< position of a job in `unserved_`, or kNone
};

}  // namespace earlybird
