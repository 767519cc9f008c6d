#pragma once

#include <span>
#include <vector>

#include "core/problem.hpp"
#include "core/route_timing.hpp"
#include "core/snapshot.hpp"
#include "core/span.hpp"
#include "core/spot.hpp"
#include "core/stock.hpp"

namespace earlybird {

/// One stop of a route, with what an O(1) insertion check needs.
struct Node {
    Index job;  ///< or errand
    Index place;
    Seconds ready;   ///< earliest end of the work
    Seconds latest;  ///< latest start of the work that keeps everything after it
    Seconds door;
    Seconds leg;  ///< travel to here, when leaving the previous stop as early as possible
    Seconds service;
};

struct Route {
    std::vector<Node> nodes;  ///< empty, or at least one job among them
    Collection collection;
    Index collecting = 0;      ///< jobs that draw from the depot
    Seconds ready = 0;         ///< earliest departure
    Seconds latest_ready = 0;  ///< latest departure that keeps everything
    Seconds last_leg = 0;      ///< travel from the last job to the end place
    Seconds end = 0;           ///< earliest arrival at the end place
    Cents price = 0;
    /// Only where the duration has a price: the route up to and with, and from each node on.
    std::vector<Span> upto;
    std::vector<Span> onward;
    Seconds least_duration = 0;

    bool empty() const { return nodes.empty(); }
    Index size() const { return static_cast<Index>(nodes.size()); }
    const Node& node(Index position) const { return nodes[std::size_t(position)]; }
};

/// Stops [first, last) of a route.
struct Piece {
    Index route = kNone;
    Index first = 0;
    Index last = 0;

    Index size() const { return last - first; }
};

/// The score of a plan that serves nobody.
Score score_of_nothing(const Problem& problem);

/// A legal plan under search: routes, the jobs that are left out, and what it costs.
class Solution {
  public:
    explicit Solution(const Problem& problem);

    const Problem& problem() const { return *problem_; }
    const Route& route(Index r) const { return routes_[std::size_t(r)]; }
    /// The route that a job or errand stands in, or kNone.
    Index route_of(Index stop) const { return route_of_[std::size_t(stop)]; }
    Index position_of(Index stop) const { return position_of_[std::size_t(stop)]; }
    bool is_served(Index job) const { return route_of(job) != kNone; }
    const Stock& stock() const { return stock_; }
    const Score& score() const { return score_; }
    const std::vector<Index>& touched() const { return touched_; }
    /// How many more routes serve anything than at the last commit.
    Index more_routes() const;
    bool has_empty_route() const { return empty_routes_ > 0; }
    /// The first of the empty routes among shifts that are the same, or kNone.
    Index empty_route(Index shift_class) const;
    /// Where the van of a route is refilled, or kNone.
    Index refill_position(Index r) const {
        const Index refill = problem_->shift(r).refill;
        return refill == kNone || route_of(refill) != r ? kNone : position_of(refill);
    }

    /// Whether a route may be changed (see `confine`).
    bool is_open(Index r) const { return is_open_[std::size_t(r)] != 0; }
    /// So many stops at the front of a route stay as they are.
    Index fixed(Index r) const { return fixed_[std::size_t(r)]; }
    /// Whether a job has to stay where it is.
    bool is_kept(Index job) const {
        return is_kept_[std::size_t(job)] != 0 ||
               (is_served(job) && position_of(job) < fixed(route_of(job)));
    }
    /// From now on `fixed[r]` stops at the front of each route stay as they are, and stops with a
    /// mark in `kept` stay in their route; what a stop depends on has to stay with it.
    void fix(std::vector<Index> fixed, std::vector<char> kept);
    /// Let only marked routes be changed, and leave to them share `part` of `parts` of what is left
    /// in the depots; so that several searches can work at parts of one plan.
    void confine(const std::vector<char>& open, std::int64_t part, std::int64_t parts);

    /// Insert an unserved job. The caller has checked that it fits.
    void insert(Index job, const Spot& spot);
    /// Remove the jobs among `count` stops from `first` on, appending them to `removed`. The route
    /// has to be brought up to date by `refresh` before it is looked at.
    void remove(Index route, Index first, Index count, std::vector<Index>& removed);
    /// Bring the moments of a route up to date after removals. Whatever can no longer stand in it
    /// is removed too: stops left without their errands, or late without a triangle inequality.
    /// False where a job that has to stay is late, so that the change has to be taken back.
    bool refresh(Index route, std::vector<Index>& removed);
    /// Let two pieces change places: of two routes, or of one, where `one` stands before `other`.
    /// The caller has checked that it fits; no errand depends on it.
    void exchange(const Piece& one, const Piece& other);
    /// Replace what a route serves: `stops` in order, with exactly these draws, by need.
    void rebuild(Index route, std::span<const Index> stops, const std::vector<Draw>& draws);
    /// Work out all moments of a route anew, because its shift has changed.
    void retime(Index route);
    /// Let a route be changed, or not.
    void open(Index route, bool is_open);
    /// The problem has more needs than before.
    void follow_needs() { stock_.follow_needs(); }
    /// Bring prices and score up to date for all routes touched since the last commit.
    void settle();

    /// Replace everything by another plan of the same problem.
    void restore(const Snapshot& plan);

    /// Accept everything since the last commit.
    void commit();
    /// Take back everything since the last commit.
    void rollback();

  private:
    /// Stops [first, last) of a route are new where they stand; so is the leg behind them.
    struct Stale {
        Index first = kNone;
        Index last = 0;
    };
    void touch(Index route);
    void renumber(Index route, Index from);
    void serve(Index job, bool served);
    void place(Index route, Index stop, Index position);
    void exchange_within(const Piece& one, const Piece& other);
    void put_in(const Piece& old, std::span<const Node> nodes);
    void erase(Index route, Index position, std::vector<Index>& removed);
    void settle_removals(Index route, std::vector<Index>& removed);
    void tidy(Index route, std::vector<Index>& removed);
    void start_rests(Index route);
    bool can_do_without_refill(Index stop, const Shift& shift) const;
    void draw_for(Index stop, const Shift& shift);
    void drop_refill_if_idle(Index route, std::vector<Index>& removed);
    void mark_empty(Index route);

    void update(Index route);
    void update_collection(Route& route, const Shift& shift);
    void update_forward(Route& route, const Shift& shift, Stale stale, bool later);
    void update_backward(Route& route, const Shift& shift, Stale stale);
    void update_spans(Route& route, const Shift& shift);
    Cents price_of(Index route);

    const Problem* problem_;
    std::vector<Route> routes_;
    std::vector<Stale> stale_;  ///< by route
    std::vector<Index> route_of_;
    std::vector<Index> position_of_;
    std::vector<std::uint64_t> empty_bits_;  ///< by place in Problem::shift_order
    Index empty_routes_ = 0;                 ///< bits that are set
    std::vector<Index> order_of_;            ///< place of a shift in Problem::shift_order
    std::vector<char> is_open_;
    std::vector<Index> fixed_;
    std::vector<char> is_kept_;
    Stock stock_;
    Score score_;
    Score committed_score_;

    std::vector<Index> touched_;
    std::vector<char> is_touched_;
    std::vector<Route> backups_;  ///< parallel to touched_, storage reused
    RouteTiming timing_;
    std::vector<Index> stop_buffer_;
    std::vector<Node> node_buffer_;
    std::vector<Node> other_node_buffer_;
};

}  // namespace earlybird
