#include "core/start.hpp"

#include <algorithm>
#include <utility>

#include "core/route_timing.hpp"
#include "core/stock.hpp"

namespace earlybird {

namespace {

constexpr const char* kMayNotGo = "its engineer may not do it";
constexpr const char* kNoSupplies = "there are not enough parts, or tools are missing";
constexpr const char* kNoTime = "the moments, or the amounts on board, do not allow it";

/// Builds up the legal part of a plan, route by route, over one stock.
class Builder {
  public:
    Builder(const Problem& problem, const GivenPlan& given)
        : problem_(problem), given_(given), places_(locate(problem, given)), stock_(problem),
          is_in_(problem.shifts.size()) {
        start_.fixed = given.fixed;
        start_.fixed.resize(problem.shifts.size(), 0);
        start_.kept = what_stays(problem, given, places_);
        start_.plan.routes.resize(problem.shifts.size());
        start_.plan.draws.resize(problem.needs.size());
    }

    Start build() {
        bool possible = true;
        for (Index r = 0; r < problem_.shift_count() && possible; ++r)
            possible = supply_what_stays(r);
        for (Index r = 0; r < problem_.shift_count() && possible; ++r)
            possible = add_others(r);
        if (!possible) return refused();
        finish();
        return std::move(start_);
    }

  private:
    Start refused() const {
        Start nothing;
        nothing.obstacle = start_.obstacle;
        return nothing;
    }

    const std::vector<Index>& given(Index r) const { return given_.routes[std::size_t(r)]; }
    bool stays(Index stop) const { return start_.kept[std::size_t(stop)] != 0; }
    Index position_of(Index stop) const { return places_.position_of[std::size_t(stop)]; }

    /// Stops that have to stay, and the rests between them, get their units before all others.
    /// Whether they can.
    bool supply_what_stays(Index r) {
        const bool any = std::any_of(given(r).begin(), given(r).end(),
                                     [this](Index stop) { return stays(stop); });
        std::vector<char>& in = is_in_[std::size_t(r)];
        in.assign(given(r).size(), 0);
        for (std::size_t k = 0; any && k < given(r).size(); ++k) {
            const Index stop = given(r)[k];
            if (!stays(stop) && problem_.job(stop).kind != StopKind::kRest) continue;
            in[k] = 1;
            if (const char* wrong = supply(r, stop)) {
                start_.obstacle = Obstacle{r, stop, wrong};
                return false;
            }
        }
        stock_.commit();
        return true;
    }

    /// All other stops if they fit together, else one after the other. False if not even those that
    /// have to stay fit.
    bool add_others(Index r) {
        std::vector<char>& in = is_in_[std::size_t(r)];
        const std::vector<char> staying = in;
        bool all = true;
        for (std::size_t k = 0; k < given(r).size() && all; ++k) {
            if (in[k]) continue;
            in[k] = 1;
            all = supply(r, given(r)[k]) == nullptr;
        }
        if (all && is_in_time(r)) {
            stock_.commit();
            return true;
        }
        stock_.rollback();
        in = staying;
        // Without stops there is nothing to drive, even where the end is too far for the shift.
        const bool any_stays = std::find(in.begin(), in.end(), 1) != in.end();
        if (any_stays && !is_in_time(r)) {
            blame_late_stop(r);
            return false;
        }
        for (std::size_t k = 0; k < given(r).size(); ++k) {
            if (!in[k]) add_one(r, k);
        }
        drop_if_idle(r);
        return true;
    }

    /// Name the first of the stops that have to stay with which the route cannot be driven.
    void blame_late_stop(Index r) {
        std::vector<char>& in = is_in_[std::size_t(r)];
        const std::vector<char> staying = std::exchange(in, std::vector<char>(in.size(), 0));
        for (std::size_t k = 0; k < in.size(); ++k) {
            if (!staying[k]) continue;
            in[k] = 1;
            start_.obstacle = Obstacle{r, given(r)[k], kNoTime};
            if (!is_in_time(r)) return;
        }
    }

    /// Goods come in with the job they are for, rests with the first job.
    void add_one(Index r, std::size_t k) {
        const Index stop = given(r)[k];
        const Job& what = problem_.job(stop);
        if (what.kind == StopKind::kGoods || what.kind == StopKind::kRest) return;
        std::vector<char>& in = is_in_[std::size_t(r)];
        const std::vector<char> before = in;
        in[k] = 1;
        if (what.goods != kNone) in[std::size_t(position_of(what.goods))] = 1;
        for (std::size_t i = 0; i < in.size(); ++i) {
            if (problem_.job(given(r)[i]).kind == StopKind::kRest) in[i] = 1;
        }
        if (supply(r, stop) == nullptr && is_in_time(r)) {
            stock_.commit();
            return;
        }
        stock_.rollback();
        in = before;
    }

    /// A route that serves nobody is empty.
    void drop_if_idle(Index r) {
        std::vector<char>& in = is_in_[std::size_t(r)];
        for (std::size_t k = 0; k < in.size(); ++k) {
            if (in[k] && problem_.job(given(r)[k]).kind == StopKind::kWork) return;
        }
        std::fill(in.begin(), in.end(), 0);
    }

    /// Reserve what a stop needs; what is wrong, or null. The refill counts if it is in already.
    const char* supply(Index r, Index stop) {
        const Job& what = problem_.job(stop);
        if (what.kind != StopKind::kWork) return nullptr;
        const Shift& shift = problem_.shift(r);
        if (!problem_.is_able(stop, shift.engineer)) return kMayNotGo;
        if (is_behind_refill(r, stop)) return nullptr;
        if (!problem_.is_equipped(stop, shift.engineer)) return kNoSupplies;
        if (what.needs.empty()) return nullptr;
        if (can_draw_again(what, shift)) {
            stock_.take_exactly(stop, shift, given_.draws);
            return nullptr;
        }
        if (!stock_.outlook(stop, shift).possible) return kNoSupplies;
        stock_.take(stop, shift);
        return nullptr;
    }

    bool is_behind_refill(Index r, Index stop) const {
        const Index refill = problem_.shift(r).refill;
        if (refill == kNone || places_.shift_of[std::size_t(refill)] != r) return false;
        return is_in_[std::size_t(r)][std::size_t(position_of(refill))] != 0 &&
               position_of(refill) < position_of(stop);
    }

    /// Whether exactly the units that the plan names are still there.
    bool can_draw_again(const Job& what, const Shift& shift) const {
        if (given_.draws.empty() || what.from_van) return false;
        for (Index n = what.needs.first; n < what.needs.last; ++n) {
            const Need& need = problem_.needs[std::size_t(n)];
            std::int64_t units = 0;
            for (const Draw::Part& part : given_.draws[std::size_t(n)].parts) {
                if (part.quantity <= 0 || !could_come_from(part, need, shift)) return false;
                units += part.quantity;
            }
            if (units != need.quantity) return false;
        }
        return true;
    }

    bool could_come_from(const Draw::Part& part, const Need& need, const Shift& shift) const {
        if (part.lot < 0 || std::size_t(part.lot) >= problem_.lots.size()) return false;
        const Lot& lot = problem_.lots[std::size_t(part.lot)];
        if (lot.part != need.part) return false;
        if (lot.engineer != kNone) {
            return lot.engineer == shift.engineer &&
                   stock_.left_in_van(lot.engineer, lot.part) >= part.quantity;
        }
        return lot.depot == shift.depot && stock_.left(part.lot) >= part.quantity;
    }

    bool is_in_time(Index r) {
        sequence_.clear();
        Collection collection;
        for (std::size_t k = 0; k < given(r).size(); ++k) {
            if (!is_in_[std::size_t(r)][k]) continue;
            const Index stop = given(r)[k];
            sequence_.push_back(stop);
            if (stock_.has_drawn(stop)) collection.add(stock_.collection(stop));
        }
        time_route(problem_, r, sequence_, collection, timing_);
        return timing_.legal;
    }

    void finish() {
        for (Index r = 0; r < problem_.shift_count(); ++r) {
            for (std::size_t k = 0; k < given(r).size(); ++k) {
                if (!is_in_[std::size_t(r)][k]) continue;
                const Index stop = given(r)[k];
                start_.plan.routes[std::size_t(r)].push_back(stop);
                if (!stock_.has_drawn(stop) || problem_.job(stop).from_van) continue;
                const Slice needs = problem_.job(stop).needs;
                for (Index n = needs.first; n < needs.last; ++n)
                    start_.plan.draws[std::size_t(n)] = stock_.draw(n);
            }
        }
    }

    const Problem& problem_;
    const GivenPlan& given_;
    const Places places_;
    Stock stock_;
    Start start_;
    std::vector<std::vector<char>> is_in_;  ///< by shift: which of the given stops are in
    std::vector<Index> sequence_;
    RouteTiming timing_;
};

}  // namespace

bool Start::holds_anything() const {
    return std::any_of(fixed.begin(), fixed.end(), [](Index stops) { return stops > 0; }) ||
           std::any_of(kept.begin(), kept.end(), [](char marked) { return marked != 0; });
}

Start start_from(const Problem& problem, const GivenPlan& given) {
    return Builder(problem, given).build();
}

}  // namespace earlybird
