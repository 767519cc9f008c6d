#include "core/problem.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace earlybird {

void Problem::finish() {
    index_lots();
    classify_shifts();
    const bool overtime = std::any_of(shifts.begin(), shifts.end(),
                                      [](const Shift& s) { return s.latest_end > s.end; });
    const bool told =
        std::any_of(jobs.begin(), jobs.end(), [](const Job& j) { return j.told != kNever; });
    price_depends_on_time =
        travel.by_hour() || rates.waiting != 0 || told || (overtime && rates.overtime != 0);
    prices_duration = rates.duration != 0;
    needs_walk = loads.dimensions > 0 || std::any_of(jobs.begin(), jobs.end(), [](const Job& j) {
                     return j.setup != 0 || j.kind == StopKind::kRest || j.kind == StopKind::kGoods;
                 });
    legs_tell_price = !price_depends_on_time && !prices_duration && !needs_walk;
}

void Problem::index_lots() {
    const auto parts = static_cast<std::size_t>(part_count);
    van_lot.assign(static_cast<std::size_t>(engineer_count) * parts, kNone);
    depot_lots.assign(static_cast<std::size_t>(depot_count) * parts, Slice{});
    lot_order.clear();
    for (Index lot = 0; lot < static_cast<Index>(lots.size()); ++lot) {
        const Lot& what = lots[std::size_t(lot)];
        if (what.engineer != kNone) {
            van_lot[std::size_t(what.engineer) * parts + std::size_t(what.part)] = lot;
        } else {
            lot_order.push_back(lot);
        }
    }
    std::stable_sort(lot_order.begin(), lot_order.end(), [&](Index a, Index b) {
        const Lot& x = lots[std::size_t(a)];
        const Lot& y = lots[std::size_t(b)];
        if (x.depot != y.depot) return x.depot < y.depot;
        if (x.part != y.part) return x.part < y.part;
        return x.available_from < y.available_from;
    });
    for (Index at = 0; at < static_cast<Index>(lot_order.size()); ++at) {
        const Lot& what = lots[std::size_t(lot_order[std::size_t(at)])];
        Slice& slice = depot_lots[std::size_t(what.depot) * parts + std::size_t(what.part)];
        if (slice.empty()) slice.first = at;
        slice.last = at + 1;
    }
    std::vector<char> on_shelves(parts, 0);
    for (const Lot& lot : lots) {
        if (lot.depot != kNone) on_shelves[std::size_t(lot.part)] = 1;
    }
    for (Job& job : jobs) {
        job.from_van = true;
        for (Index need = job.needs.first; need < job.needs.last; ++need) {
            if (on_shelves[std::size_t(needs[std::size_t(need)].part)]) job.from_van = false;
        }
    }
}

void Problem::classify_shifts() {
    const auto parts = static_cast<std::size_t>(part_count);
    std::vector<Index> shifts_of(static_cast<std::size_t>(engineer_count), 0);
    for (const Shift& shift : shifts)
        ++shifts_of[std::size_t(shift.engineer)];
    // A column of the bit masks for each engineer, so that two of them can be compared.
    const auto same_engineer = [&](Index a, Index b) {
        if (a == b) return true;
        // An engineer's shifts share one van, so only those with one shift can be exchanged.
        if (shifts_of[std::size_t(a)] != 1 || shifts_of[std::size_t(b)] != 1) return false;
        for (std::size_t part = 0; part < parts; ++part) {
            const auto units = [&](Index engineer) {
                const Index lot = van_lot[std::size_t(engineer) * parts + part];
                return lot == kNone ? std::int64_t{0} : lots[std::size_t(lot)].quantity;
            };
            if (units(a) != units(b)) return false;
        }
        for (Index skill = 0; skill < skill_count; ++skill) {
            const auto of = [&](Index engineer) {
                return levels[std::size_t(engineer) * std::size_t(skill_count) +
                              std::size_t(skill)];
            };
            if (of(a) != of(b)) return false;
        }
        for (Index j = 0; j < job_count(); ++j) {
            if (is_able(j, a) != is_able(j, b) || is_equipped(j, a) != is_equipped(j, b)) {
                return false;
            }
        }
        return true;
    };
    const auto frame = [&](Index r) {
        const Shift& s = shift(r);
        return std::tuple(s.start_place, s.end_place, s.profile, s.start, s.end, s.latest_end,
                          s.depot, s.handling, s.openings.first, s.openings.last,
                          s.refill == kNone ? kNone : job(s.refill).place, s.rests.empty());
    };
    const auto same_loads = [&](Index a, Index b) {
        const auto row = [&](Index r) {
            return loads.capacity.begin() +
                   static_cast<std::ptrdiff_t>(std::size_t(r) * loads.dimensions);
        };
        return std::equal(row(a), row(a) + static_cast<std::ptrdiff_t>(loads.dimensions), row(b));
    };
    shift_order.resize(shifts.size());
    std::iota(shift_order.begin(), shift_order.end(), 0);
    std::stable_sort(shift_order.begin(), shift_order.end(),
                     [&](Index a, Index b) { return frame(a) < frame(b); });
    class_of.assign(shifts.size(), 0);
    class_first.clear();
    std::vector<Index> ordered;
    // Among shifts with one frame, each is compared with the first of the classes found so far.
    for (std::size_t from = 0; from < shift_order.size();) {
        std::size_t to = from;
        while (to < shift_order.size() && frame(shift_order[to]) == frame(shift_order[from]))
            ++to;
        std::vector<std::vector<Index>> classes;
        for (std::size_t at = from; at < to; ++at) {
            const Index r = shift_order[at];
            const auto same = std::find_if(classes.begin(), classes.end(), [&](const auto& one) {
                return shift(r).rests.empty() && same_loads(one[0], r) &&
                       same_engineer(shift(one[0]).engineer, shift(r).engineer) &&
                       shift(one[0]).engineer != shift(r).engineer;
            });
            if (same == classes.end()) {
                classes.push_back({r});
            } else {
                same->push_back(r);
            }
        }
        for (const auto& one : classes) {
            class_first.push_back(static_cast<Index>(ordered.size()));
            for (const Index r : one) {
                class_of[std::size_t(r)] = static_cast<Index>(class_first.size()) - 1;
                ordered.push_back(r);
            }
        }
        from = to;
    }
    class_first.push_back(static_cast<Index>(ordered.size()));
    shift_order = std::move(ordered);
}

}  // namespace earlybird
