#include "core/solution.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace earlybird {

Score score_of_nothing(const Problem& problem) {
    Score score;
    for (Index j = 0; j < problem.job_count(); ++j) {
        const Job& job = problem.job(j);
        score.unserved_priority += job.priority;
        score.unserved_without_priority += job.priority == 0 ? 1 : 0;
    }
    return score;
}

Solution::Solution(const Problem& problem)
    : problem_(&problem), routes_(problem.shifts.size()), stale_(problem.shifts.size()),
      route_of_(problem.jobs.size(), kNone), position_of_(problem.jobs.size(), kNone),
      empty_bits_(problem.shifts.size() / 64 + 1, 0), order_of_(problem.shifts.size()),
      is_open_(problem.shifts.size(), 1), fixed_(problem.shifts.size(), 0),
      is_kept_(problem.jobs.size(), 0), stock_(problem), is_touched_(problem.shifts.size(), 0) {
    for (std::size_t at = 0; at < problem.shift_order.size(); ++at)
        order_of_[std::size_t(problem.shift_order[at])] = static_cast<Index>(at);
    for (Index r = 0; r < problem.shift_count(); ++r) {
        stale_[std::size_t(r)] = {0, 0};
        update(r);
        mark_empty(r);
    }
    score_ = score_of_nothing(problem);
    committed_score_ = score_;
}

void Solution::restore(const Snapshot& plan) {
    std::vector<Index> fixed = std::move(fixed_);
    std::vector<char> kept = std::move(is_kept_);
    *this = Solution(*problem_);
    fixed_ = std::move(fixed);
    is_kept_ = std::move(kept);
    for (Index r = 0; r < problem_->shift_count(); ++r) {
        if (plan.routes[std::size_t(r)].empty()) continue;
        touch(r);
        Route& route = routes_[std::size_t(r)];
        const Shift& shift = problem_->shift(r);
        bool refilled = false;
        for (const Index stop : plan.routes[std::size_t(r)]) {
            const Job& what = problem_->job(stop);
            refilled = refilled || what.kind == StopKind::kRefill;
            if (!what.needs.empty() && !refilled) {
                stock_.take_exactly(stop, shift, plan.draws);
                if (stock_.collection(stop).needed) ++route.collecting;
            }
            route.nodes.push_back(Node{stop, what.place, 0, 0, what.door, 0, 0});
            if (what.kind == StopKind::kWork) serve(stop, true);
        }
        renumber(r, 0);
        stale_[std::size_t(r)] = {0, route.size()};
        update(r);
        mark_empty(r);
    }
    settle();
    commit();
}

void Solution::fix(std::vector<Index> fixed, std::vector<char> kept) {
    fixed_ = std::move(fixed);
    is_kept_ = std::move(kept);
}

void Solution::confine(const std::vector<char>& open, std::int64_t part, std::int64_t parts) {
    is_open_ = open;
    for (Index r = 0; r < problem_->shift_count(); ++r)
        mark_empty(r);
    for (const Index lot : problem_->lot_order) {
        const std::int64_t left = stock_.left(lot);
        stock_.restrict(lot, left / parts + (part < left % parts ? 1 : 0));
    }
}

Index Solution::empty_route(Index shift_class) const {
    auto at = std::size_t(problem_->class_first[std::size_t(shift_class)]);
    const auto end = std::size_t(problem_->class_first[std::size_t(shift_class) + 1]);
    while (at < end) {
        const std::uint64_t rest = empty_bits_[at / 64] >> (at % 64);
        if (rest != 0) {
            at += static_cast<std::size_t>(std::countr_zero(rest));
            return at < end ? problem_->shift_order[at] : kNone;
        }
        at = (at / 64 + 1) * 64;
    }
    return kNone;
}

void Solution::mark_empty(Index r) {
    const auto at = static_cast<std::size_t>(order_of_[std::size_t(r)]);
    const std::uint64_t bit = std::uint64_t{1} << (at % 64);
    const bool was_empty = (empty_bits_[at / 64] & bit) != 0;
    const bool is_empty = is_open(r) && route(r).empty();
    if (is_empty == was_empty) return;
    empty_bits_[at / 64] ^= bit;
    empty_routes_ += is_empty ? 1 : -1;
}

void Solution::serve(Index job, bool served) {
    const std::int64_t sign = served ? -1 : 1;
    const std::int64_t priority = problem_->job(job).priority;
    score_.unserved_priority += sign * priority;
    if (priority == 0) score_.unserved_without_priority += sign;
}

void Solution::touch(Index r) {
    if (is_touched_[std::size_t(r)]) return;
    is_touched_[std::size_t(r)] = 1;
    touched_.push_back(r);
    if (backups_.size() < touched_.size()) backups_.emplace_back();
    backups_[touched_.size() - 1] = routes_[std::size_t(r)];
}

void Solution::renumber(Index r, Index from) {
    const Route& route = routes_[std::size_t(r)];
    for (Index k = from; k < route.size(); ++k) {
        const Index stop = route.node(k).job;
        route_of_[std::size_t(stop)] = r;
        position_of_[std::size_t(stop)] = k;
    }
}

void Solution::place(Index r, Index stop, Index position) {
    Route& route = routes_[std::size_t(r)];
    const Job& what = problem_->job(stop);
    route.nodes.insert(route.nodes.begin() + position,
                       Node{stop, what.place, 0, 0, what.door, 0, 0});
    renumber(r, position);
    Stale& stale = stale_[std::size_t(r)];
    if (stale.first == kNone) {
        stale = {position, position + 1};
    } else {
        stale.last = position <= stale.last ? stale.last + 1 : position + 1;
        stale.first = std::min(stale.first, position);
    }
}

void Solution::insert(Index job, const Spot& spot) {
    const Index r = spot.route;
    touch(r);
    Route& route = routes_[std::size_t(r)];
    const Shift& shift = problem_->shift(r);
    const Job& what = problem_->job(job);
    if (route.empty()) start_rests(r);
    Index position = spot.position;
    if (spot.errand != kNone) {
        place(r, spot.errand, spot.errand_position);
        ++position;
        for (Index k = spot.errand_position + 1; spot.errand == shift.refill && k < route.size();
             ++k) {
            stock_.release(route.node(k).job, shift);
        }
    }
    const Index refill = refill_position(r);
    if (!what.needs.empty() && (refill == kNone || position <= refill)) {
        stock_.take(job, shift);
        if (stock_.collection(job).needed) ++route.collecting;
    }
    place(r, job, position);
    serve(job, true);
    update(r);
    mark_empty(r);
}

void Solution::erase(Index r, Index position, std::vector<Index>& removed) {
    Route& route = routes_[std::size_t(r)];
    const Index stop = route.node(position).job;
    const Job& what = problem_->job(stop);
    if (!what.needs.empty()) {
        if (stock_.collection(stop).needed) --route.collecting;
        stock_.release(stop, problem_->shift(r));
    }
    route_of_[std::size_t(stop)] = kNone;
    position_of_[std::size_t(stop)] = kNone;
    if (what.kind != StopKind::kWork) return;
    serve(stop, false);
    removed.push_back(stop);
}

void Solution::remove(Index r, Index first, Index count, std::vector<Index>& removed) {
    touch(r);
    Route& route = routes_[std::size_t(r)];
    Index stays = first;
    for (Index k = first; k < first + count; ++k) {
        const Index stop = route.node(k).job;
        if (k < fixed(r) || is_kept_[std::size_t(stop)] != 0 ||
            problem_->job(stop).kind == StopKind::kRest) {
            route.nodes[std::size_t(stays++)] = route.node(k);
        } else {
            erase(r, k, removed);
        }
    }
    const auto begin = route.nodes.begin();
    route.nodes.erase(begin + stays, begin + first + count);
    renumber(r, first);
    // What stays of the string has new neighbours; behind it only a leg is new.
    Stale& stale = stale_[std::size_t(r)];
    const Index gone = first + count - stays;
    if (stale.first == kNone) {
        stale = {first, stays};
    } else {
        stale = {std::min(stale.first, first), std::max(stays, stale.last - gone)};
    }
}

void Solution::rebuild(Index r, std::span<const Index> stops, const std::vector<Draw>& draws) {
    touch(r);
    Route& route = routes_[std::size_t(r)];
    std::vector<Index> gone;
    for (Index k = 0; k < route.size(); ++k)
        erase(r, k, gone);
    route.nodes.clear();
    const Shift& shift = problem_->shift(r);
    for (const Index stop : stops) {
        const Job& what = problem_->job(stop);
        if (!what.needs.empty()) {
            stock_.take_exactly(stop, shift, draws);
            if (stock_.collection(stop).needed) ++route.collecting;
        }
        route.nodes.push_back(Node{stop, what.place, 0, 0, what.door, 0, 0});
        serve(stop, true);
    }
    renumber(r, 0);
    retime(r);
}

void Solution::retime(Index r) {
    touch(r);
    stale_[std::size_t(r)] = {0, route(r).size()};
    update(r);
    mark_empty(r);
}

void Solution::open(Index r, bool is_open) {
    is_open_[std::size_t(r)] = is_open ? 1 : 0;
    mark_empty(r);
}

void Solution::settle_removals(Index r, std::vector<Index>& removed) {
    if (problem_->errand_count > 0) tidy(r, removed);
    update(r);
    mark_empty(r);
}

bool Solution::refresh(Index r, std::vector<Index>& removed) {
    settle_removals(r, removed);
    const Route& now = route(r);
    // Where a detour is shorter than the direct way, a removal can make the rest late.
    while (!now.empty() && now.ready > now.latest_ready) {
        const std::size_t before = removed.size();
        for (Index k = now.size(); k-- > 0 && removed.size() == before;)
            remove(r, k, 1, removed);
        if (removed.size() == before) return false;
        settle_removals(r, removed);
    }
    return true;
}

Index Solution::more_routes() const {
    Index more = 0;
    for (std::size_t i = 0; i < touched_.size(); ++i)
        more += (backups_[i].empty() ? 1 : 0) - (route(touched_[i]).empty() ? 1 : 0);
    return more;
}

void Solution::commit() {
    for (const Index r : touched_)
        is_touched_[std::size_t(r)] = 0;
    touched_.clear();
    stock_.commit();
    committed_score_ = score_;
}

void Solution::rollback() {
    for (const Index r : touched_) {
        for (const Node& node : routes_[std::size_t(r)].nodes) {
            route_of_[std::size_t(node.job)] = kNone;
            position_of_[std::size_t(node.job)] = kNone;
        }
    }
    for (std::size_t i = 0; i < touched_.size(); ++i) {
        const Index r = touched_[i];
        std::swap(routes_[std::size_t(r)], backups_[i]);
        stale_[std::size_t(r)] = Stale{};
        renumber(r, 0);
        mark_empty(r);
        is_touched_[std::size_t(r)] = 0;
    }
    touched_.clear();
    stock_.rollback();
    score_ = committed_score_;
}

}  // namespace earlybird
