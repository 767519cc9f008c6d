#include "core/stock.hpp"

#include <algorithm>

namespace earlybird {

Stock::Stock(const Problem& problem) : problem_(&problem), draws_(problem.needs.size()) {
    left_.reserve(problem.lots.size());
    for (const Lot& lot : problem.lots)
        left_.push_back(lot.quantity);
}

template <typename Take>
bool Stock::cover(const Need& need, const Shift& shift, Take take) const {
    const auto parts = static_cast<std::size_t>(problem_->part_count);
    std::int64_t missing = need.quantity;
    const auto draw_from = [&](Index lot) {
        const std::int64_t units = std::min(missing, left_[std::size_t(lot)]);
        if (units <= 0) return;
        take(lot, units);
        missing -= units;
    };
    const Index van =
        problem_->van_lot[std::size_t(shift.engineer) * parts + std::size_t(need.part)];
    if (van != kNone) draw_from(van);
    if (missing > 0 && shift.depot != kNone) {
        const Slice lots =
            problem_->depot_lots[std::size_t(shift.depot) * parts + std::size_t(need.part)];
        for (Index at = lots.first; at < lots.last && missing > 0; ++at) {
            draw_from(problem_->lot_order[std::size_t(at)]);
        }
    }
    return missing == 0;
}

void Stock::widen(Index lot, Collection& collection) const {
    const Lot& from = problem_->lots[std::size_t(lot)];
    if (from.depot == kNone) return;
    collection.needed = true;
    collection.available_from = std::max(collection.available_from, from.available_from);
}

DrawOutlook Stock::outlook(Index job, const Shift& shift) const {
    DrawOutlook outlook;
    const Slice needs = problem_->job(job).needs;
    for (Index need = needs.first; need < needs.last && outlook.possible; ++need) {
        outlook.possible = cover(problem_->needs[std::size_t(need)], shift,
                                 [&](Index lot, std::int64_t) { widen(lot, outlook.collection); });
    }
    return outlook;
}

void Stock::take(Index job, const Shift& shift) {
    const Slice needs = problem_->job(job).needs;
    for (Index need = needs.first; need < needs.last; ++need) {
        Draw draw;
        cover(problem_->needs[std::size_t(need)], shift,
              [&](Index lot, std::int64_t units) { draw.parts.push_back({lot, units}); });
        set(need, draw);
    }
}

void Stock::release(Index job) {
    const Slice needs = problem_->job(job).needs;
    for (Index need = needs.first; need < needs.last; ++need)
        set(need, Draw{});
}

Collection Stock::collection(Index job) const {
    Collection collection;
    const Slice needs = problem_->job(job).needs;
    for (Index need = needs.first; need < needs.last; ++need) {
        for (const Draw::Part& part : draws_[std::size_t(need)].parts)
            widen(part.lot, collection);
    }
    return collection;
}

void Stock::count(const Draw& draw, std::int64_t sign) {
    for (const Draw::Part& part : draw.parts)
        left_[std::size_t(part.lot)] += sign * part.quantity;
}

void Stock::set(Index need, const Draw& draw) {
    Draw& now = draws_[std::size_t(need)];
    log_.push_back({need, now});
    count(now, +1);
    count(draw, -1);
    now = draw;
}

void Stock::rollback() {
    while (!log_.empty()) {
        const Change& change = log_.back();
        Draw& now = draws_[std::size_t(change.need)];
        count(now, +1);
        count(change.before, -1);
        now = change.before;
        log_.pop_back();
    }
}

}  // namespace earlybird
