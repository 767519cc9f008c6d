#include "core/stock.hpp"

#include <algorithm>

namespace earlybird {

Stock::Stock(const Problem& problem)
    : problem_(&problem),
      in_van_(std::size_t(problem.engineer_count) * std::size_t(problem.part_count), 0),
      draws_(problem.needs.size()), has_drawn_(problem.jobs.size(), 0) {
    left_.reserve(problem.lots.size());
    for (const Lot& lot : problem.lots) {
        left_.push_back(lot.quantity);
        if (lot.engineer != kNone) in_van_[van(lot.engineer, lot.part)] += lot.quantity;
    }
}

void Stock::widen(Index lot, Collection& collection) const {
    const Lot& from = problem_->lots[std::size_t(lot)];
    if (from.depot == kNone) return;
    collection.needed = true;
    collection.available_from = std::max(collection.available_from, from.available_from);
}

DrawOutlook Stock::outlook(Index job, const Shift& shift) const {
    DrawOutlook outlook;
    const Job& what = problem_->job(job);
    if (what.from_van) {
        for (Index n = what.needs.first; n < what.needs.last; ++n) {
            const Need& need = problem_->needs[std::size_t(n)];
            if (in_van_[van(shift.engineer, need.part)] < need.quantity) {
                outlook.possible = false;
                break;
            }
        }
        return outlook;
    }
    for (Index n = what.needs.first; n < what.needs.last && outlook.possible; ++n) {
        outlook.possible = cover(problem_->needs[std::size_t(n)], shift,
                                 [&](Index lot, std::int64_t) { widen(lot, outlook.collection); });
    }
    return outlook;
}

void Stock::apply(const Change& change, std::int64_t sign) {
    if (change.job != kNone) {
        has_drawn_[std::size_t(change.job)] ^= 1;
        return;
    }
    if (change.lot == kNone) {
        in_van_[change.at] -= sign * change.units;
    } else {
        left_[std::size_t(change.lot)] -= sign * change.units;
    }
}

void Stock::mark(Index job) {
    log_.push_back({job, kNone, kNone, 0, 0});
    apply(log_.back(), +1);
}

/// Units come from (or, negative, go back to) a lot; the record of the need follows.
void Stock::draw_units(Index need, Index lot, std::int64_t units) {
    const Lot& from = problem_->lots[std::size_t(lot)];
    const bool own = from.engineer != kNone;
    log_.push_back(
        {kNone, need, own ? kNone : lot, own ? van(from.engineer, from.part) : 0, units});
    apply(log_.back(), +1);
    std::vector<Draw::Part>& parts = draws_[std::size_t(need)].parts;
    if (units > 0) {
        parts.push_back({lot, units});
    } else {
        parts.pop_back();
    }
}

void Stock::take(Index job, const Shift& shift) {
    const Job& what = problem_->job(job);
    mark(job);
    for (Index n = what.needs.first; n < what.needs.last; ++n) {
        const Need& need = problem_->needs[std::size_t(n)];
        if (what.from_van) {
            log_.push_back({kNone, kNone, kNone, van(shift.engineer, need.part), need.quantity});
            apply(log_.back(), +1);
        } else {
            cover(need, shift, [&](Index lot, std::int64_t units) { draw_units(n, lot, units); });
        }
    }
}

void Stock::take_exactly(Index job, const Shift& shift, const std::vector<Draw>& draws) {
    const Job& what = problem_->job(job);
    if (what.from_van) {
        take(job, shift);
        return;
    }
    mark(job);
    for (Index n = what.needs.first; n < what.needs.last; ++n) {
        for (const Draw::Part& part : draws[std::size_t(n)].parts)
            draw_units(n, part.lot, part.quantity);
    }
}

void Stock::release(Index job, const Shift& shift) {
    if (!has_drawn(job)) return;
    const Job& what = problem_->job(job);
    mark(job);
    for (Index n = what.needs.first; n < what.needs.last; ++n) {
        const Need& need = problem_->needs[std::size_t(n)];
        if (what.from_van) {
            log_.push_back({kNone, kNone, kNone, van(shift.engineer, need.part), -need.quantity});
            apply(log_.back(), +1);
            continue;
        }
        const std::vector<Draw::Part>& parts = draws_[std::size_t(n)].parts;
        while (!parts.empty())
            draw_units(n, parts.back().lot, -parts.back().quantity);
    }
}

Collection Stock::collection(Index job) const {
    Collection collection;
    const Job& what = problem_->job(job);
    if (what.from_van) return collection;
    for (Index need = what.needs.first; need < what.needs.last; ++need) {
        for (const Draw::Part& part : draws_[std::size_t(need)].parts)
            widen(part.lot, collection);
    }
    return collection;
}

void Stock::rollback() {
    while (!log_.empty()) {
        const Change change = log_.back();
        log_.pop_back();
        apply(change, -1);
        if (change.need == kNone) continue;
        std::vector<Draw::Part>& parts = draws_[std::size_t(change.need)].parts;
        if (change.units > 0) {
            parts.pop_back();
        } else {
            // A change of a van's units does not say which lot it was: there is only one.
            const Index lot = change.lot == kNone ? problem_->van_lot[change.at] : change.lot;
            parts.push_back({lot, -change.units});
        }
    }
}

}  // namespace earlybird
