// What has to hold between jobs and the errands that they depend on.

#include <algorithm>

#include "core/solution.hpp"

namespace earlybird {

void Solution::start_rests(Index r) {
    const Slice rests = problem_->shift(r).rests;
    for (Index k = rests.first; k < rests.last; ++k)
        place(r, problem_->rests[std::size_t(k)], k - rests.first);
}

bool Solution::can_do_without_refill(Index stop, const Shift& shift) const {
    const Job& what = problem_->job(stop);
    if (what.kind != StopKind::kWork) return true;
    if (!problem_->is_equipped(stop, shift.engineer)) return false;
    return what.needs.empty() || stock_.has_drawn(stop) || stock_.outlook(stop, shift).possible;
}

void Solution::draw_for(Index stop, const Shift& shift) {
    if (!problem_->job(stop).needs.empty() && !stock_.has_drawn(stop)) stock_.take(stop, shift);
}

void Solution::drop_refill_if_idle(Index r, std::vector<Index>& removed) {
    const Shift& shift = problem_->shift(r);
    const Index at = refill_position(r);
    if (at == kNone || at < fixed(r) || is_kept_[std::size_t(shift.refill)] != 0) return;
    const Route& now = route(r);
    for (Index k = at + 1; k < now.size(); ++k) {
        const Index stop = now.node(k).job;
        if (can_do_without_refill(stop, shift)) {
            draw_for(stop, shift);
            continue;
        }
        for (Index back = at + 1; back < k; ++back)
            stock_.release(now.node(back).job, shift);
        return;
    }
    remove(r, at, 1, removed);
}

void Solution::tidy(Index r, std::vector<Index>& removed) {
    const Shift& shift = problem_->shift(r);
    const Route& now = route(r);
    const bool refilled = refill_position(r) != kNone;
    Index jobs = 0;
    for (Index k = 0; k < now.size();) {
        const Index stop = now.node(k).job;
        const Job& what = problem_->job(stop);
        bool stays = true;
        if (what.kind == StopKind::kGoods) stays = route_of(what.owner) == r;
        if (what.kind == StopKind::kWork) {
            stays = what.goods == kNone || route_of(what.goods) == r;
            if (shift.refill != kNone && !refilled && stays) {
                stays = can_do_without_refill(stop, shift);
                if (stays) draw_for(stop, shift);
            }
            jobs += stays ? 1 : 0;
        }
        if (stays) {
            ++k;
        } else {
            remove(r, k, 1, removed);
        }
    }
    if (jobs > 0) {
        drop_refill_if_idle(r, removed);
        return;
    }
    // Nobody rests in a route that serves nobody.
    Route& route = routes_[std::size_t(r)];
    for (Index k = 0; k < route.size(); ++k)
        erase(r, k, removed);
    route.nodes.clear();
    stale_[std::size_t(r)] = {0, 0};
}

}  // namespace earlybird
