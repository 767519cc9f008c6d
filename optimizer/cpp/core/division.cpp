#include "core/division.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace earlybird {

namespace {

/// Something that goes to one part as a whole: an engineer with all that he serves, or an unserved
/// job.
struct Item {
    Index place;
    Index jobs;
    Index engineer;  ///< or kNone
    Index job;       ///< or kNone
};

class Cutter {
  public:
    Cutter(const Problem& problem, Rng& rng, Division& division)
        : problem_(problem), rng_(rng), division_(division) {}

    /// Share the items among the parts [first, first + parts).
    void cut(std::span<Item> items, Index first, Index parts) {
        if (parts == 1 || items.empty()) {
            for (const Item& item : items)
                assign(item, first);
            return;
        }
        sort_along_line(items);
        std::int64_t all = 0;
        for (const Item& item : items)
            all += item.jobs;
        const Index left = parts / 2;
        const std::int64_t wanted = all * left / parts;
        std::size_t at = 0;
        for (std::int64_t jobs = 0; at < items.size() && jobs < wanted; ++at)
            jobs += items[at].jobs;
        cut(items.first(at), first, left);
        cut(items.subspan(at), first + left, parts - left);
    }

  private:
    /// From one end of the region to the other: by how much nearer they are to the one than to the
    /// other. Needs no coordinates, only travel times.
    void sort_along_line(std::span<Item> items) {
        const auto apart = [&](Index a, Index b) { return problem_.travel.base(0, a, b); };
        const Index start = items[std::size_t(rng_.below(static_cast<Index>(items.size())))].place;
        const auto farthest = [&](Index from) {
            return std::max_element(items.begin(), items.end(),
                                    [&](const Item& a, const Item& b) {
                                        return apart(from, a.place) < apart(from, b.place);
                                    })
                ->place;
        };
        const Index end = farthest(start);
        keyed_.clear();
        for (const Item& item : items)
            keyed_.emplace_back(apart(start, item.place) - apart(end, item.place), item);
        std::stable_sort(keyed_.begin(), keyed_.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < items.size(); ++i)
            items[i] = keyed_[i].second;
    }

    void assign(const Item& item, Index part) {
        if (item.job != kNone) {
            division_.part_of_job[std::size_t(item.job)] = part;
        } else {
            division_.part_of_engineer[std::size_t(item.engineer)] = part;
        }
    }

    const Problem& problem_;
    Rng& rng_;
    Division& division_;
    std::vector<std::pair<Seconds, Item>> keyed_;
};

}  // namespace

Division divide(const Problem& problem, const Snapshot& plan, Index parts, Rng& rng) {
    Division division;
    division.part_of_engineer.assign(std::size_t(problem.engineer_count), 0);
    division.part_of_job.assign(std::size_t(problem.job_count()), kNone);
    std::vector<Item> items(std::size_t(problem.engineer_count), Item{kNone, 0, kNone, kNone});
    std::vector<char> served(std::size_t(problem.job_count()), 0);
    for (Index r = 0; r < problem.shift_count(); ++r) {
        Item& item = items[std::size_t(problem.shift(r).engineer)];
        item.engineer = problem.shift(r).engineer;
        if (item.place == kNone) item.place = problem.shift(r).start_place;
        const std::vector<Index>& stops = plan.routes[std::size_t(r)];
        if (stops.empty()) continue;
        const Index middle = problem.job(stops[stops.size() / 2]).place;
        if (middle != kNone) item.place = middle;
        for (const Index stop : stops) {
            if (problem.job(stop).kind != StopKind::kWork) continue;
            served[std::size_t(stop)] = 1;
            ++item.jobs;
        }
    }
    std::erase_if(items, [](const Item& item) { return item.engineer == kNone; });
    for (Index j = 0; j < problem.job_count(); ++j) {
        if (!served[std::size_t(j)]) items.push_back({problem.job(j).place, 1, kNone, j});
    }
    Cutter(problem, rng, division).cut(items, 0, parts);
    for (Index r = 0; r < problem.shift_count(); ++r) {
        const auto engineer = static_cast<std::size_t>(problem.shift(r).engineer);
        for (const Index stop : plan.routes[std::size_t(r)]) {
            if (problem.job(stop).kind != StopKind::kWork) continue;
            division.part_of_job[std::size_t(stop)] = division.part_of_engineer[engineer];
        }
    }
    return division;
}

}  // namespace earlybird
