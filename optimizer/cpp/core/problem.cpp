#include "core/problem.hpp"

#include <algorithm>

namespace earlybird {

void Problem::finish() {
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
    const bool overtime = std::any_of(shifts.begin(), shifts.end(),
                                      [](const Shift& s) { return s.latest_end > s.end; });
    const bool told =
        std::any_of(jobs.begin(), jobs.end(), [](const Job& j) { return j.told != kNever; });
    price_depends_on_time =
        travel.by_hour() || rates.waiting != 0 || told || (overtime && rates.overtime != 0);
}

}  // namespace earlybird
