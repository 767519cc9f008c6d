#pragma once

#include <vector>

#include "core/problem.hpp"
#include "core/route_timing.hpp"
#include "core/snapshot.hpp"
#include "core/stock.hpp"

namespace earlybird {

/// One job in a route, with what an O(1) insertion check needs.
struct Node {
    Index job;
    Index place;
    Seconds ready;   ///< earliest end of the work
    Seconds latest;  ///< latest start of the work that keeps everything after it
    Seconds door;
    Seconds
        leg;  ///< travel of the leg to here, when leaving the previous stop as early as possible
};

struct Route {
    std::vector<Node> nodes;
    Collection collection;
    Index collecting = 0;      ///< jobs that draw from the depot
    Seconds ready = 0;         ///< earliest departure
    Seconds latest_ready = 0;  ///< latest departure that keeps everything
    Seconds last_leg = 0;      ///< travel from the last job to the end place
    Seconds end = 0;           ///< earliest arrival at the end place
    Cents price = 0;

    bool empty() const { return nodes.empty(); }
    Index size() const { return static_cast<Index>(nodes.size()); }
};

/// The score of a plan that serves nobody.
Score score_of_nothing(const Problem& problem);

/// A legal plan under search: routes, the jobs that are left out, and what it costs.
class Solution {
  public:
    explicit Solution(const Problem& problem);

    const Problem& problem() const { return *problem_; }
    const Route& route(Index r) const { return routes_[std::size_t(r)]; }
    Index route_of(Index job) const { return route_of_[std::size_t(job)]; }
    Index position_of(Index job) const { return position_of_[std::size_t(job)]; }
    bool is_served(Index job) const { return route_of(job) != kNone; }
    const Stock& stock() const { return stock_; }
    const Score& score() const { return score_; }
    const std::vector<Index>& touched() const { return touched_; }

    /// Insert an unserved job before `position`. The caller has checked that it fits.
    void insert(Index job, Index route, Index position);
    /// Remove `count` jobs from `first` on, appending them to `removed`.
    void remove(Index route, Index first, Index count, std::vector<Index>& removed);
    /// Work out the moments of a route anew after jobs were removed from it.
    void refresh(Index route);
    /// Bring prices and score up to date for all routes touched since the last commit.
    void settle();

    /// Replace everything by another plan of the same problem.
    void restore(const Snapshot& plan);

    /// Accept everything since the last commit.
    void commit();
    /// Take back everything since the last commit.
    void rollback();

  private:
    void touch(Index route);
    void renumber(Index route, Index from);
    void serve(Index job, bool served);
    Cents price_of(Index route);

    const Problem* problem_;
    std::vector<Route> routes_;
    std::vector<Index> route_of_;
    std::vector<Index> position_of_;
    Stock stock_;
    Score score_;
    Score committed_score_;

    std::vector<Index> touched_;
    std::vector<char> is_touched_;
    std::vector<Route> backups_;  ///< parallel to touched_, storage reused
    RouteTiming timing_;
    std::vector<Index> job_buffer_;
};

}  // namespace earlybird
