#include "core/neighbours.hpp"

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

#include "core/route_timing.hpp"
#include "core/spatial_grid.hpp"

namespace earlybird {

namespace {

using Ranked = std::pair<Seconds, Index>;  // distance, then index: ties break the same everywhere

/// Share of an unavoidable wait that counts as distance; a fifth, as in Vidal, Crainic, Gendreau
/// and Prins, "A hybrid genetic algorithm with adaptive diversity management for a large class of
/// vehicle routing problems with time-windows", Computers & Operations Research 40(1), 2013.
constexpr Seconds kWaitDivisor = 5;

Seconds apart(const Problem& problem, Index a, Index b) {
    const Index from = problem.job(a).place;
    const Index to = problem.job(b).place;
    return std::min(problem.travel.base(0, from, to), problem.travel.base(0, to, from));
}

/// How badly `b` follows `a` directly: driving, part of the unavoidable wait, all lateness.
Seconds succession(const Problem& problem, Index a, Index b) {
    const Job& first = problem.job(a);
    const Job& second = problem.job(b);
    const Seconds drive = problem.travel.base(0, first.place, second.place);
    const Seconds pace = first.service[0] + drive + second.door;
    const Seconds wait = std::max<Seconds>(0, second.first_start - (first.last_start + pace));
    const Seconds late = std::max<Seconds>(0, first.first_start + pace - second.last_start);
    return drive + wait / kWaitDivisor + late;
}

bool share_engineer(const Problem& problem, Index a, Index b) {
    const std::uint64_t* x = &problem.able[std::size_t(a) * problem.able_words];
    const std::uint64_t* y = &problem.able[std::size_t(b) * problem.able_words];
    for (std::size_t w = 0; w < problem.able_words; ++w) {
        if (x[w] & y[w]) return true;
    }
    return false;
}

void keep_nearest(std::vector<Ranked>& ranked, Index count) {
    const auto kept = std::min(ranked.size(), static_cast<std::size_t>(count));
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept),
                      ranked.end());
    ranked.resize(kept);
}

/// Whether the shift could serve the job if it served nothing else.
bool could_serve(const Problem& problem, Index job, const Shift& shift) {
    const Job& what = problem.job(job);
    const Travel& travel = problem.travel;
    const Seconds arrive = travel.arrive(shift.profile, shift.start_place, what.place, shift.start);
    const Seconds start = problem.next_start(what, arrive + what.door);
    if (start >= kNever) return false;
    const Seconds leave = start + problem.service(job, shift.engineer);
    return travel.arrive(shift.profile, what.place, shift.end_place, leave) <= shift.latest_end;
}

}  // namespace

void Neighbours::store(Table& table, Index width, Index job, std::span<const Index> sorted) {
    std::copy(sorted.begin(), sorted.end(),
              table.cells.begin() + std::ptrdiff_t(job) * std::ptrdiff_t(width));
    table.counts[std::size_t(job)] = static_cast<Index>(sorted.size());
}

Neighbours::Neighbours(const Problem& problem, unsigned threads) {
    const Index n = problem.job_count();
    const auto size_of = [n](Table& table, Index width) {
        table.cells.assign(std::size_t(n) * std::size_t(width), kNone);
        table.counts.assign(std::size_t(n), 0);
    };
    size_of(around_, kRuin);
    size_of(beside_, kInsert);
    size_of(shifts_, kShifts);
    if (n == 0) return;

    std::unique_ptr<SpatialGrid> grid;
    if (problem.travel.has_coordinates()) grid = std::make_unique<SpatialGrid>(problem);

    const auto work = [&](Index first, Index step) {
        std::vector<Index> pool;
        std::vector<Ranked> ranked;
        std::vector<Index> row;
        const auto take = [&](Table& table, Index width, Index job) {
            keep_nearest(ranked, width);
            row.clear();
            for (const Ranked& one : ranked)
                row.push_back(one.second);
            store(table, width, job, row);
        };
        for (Index j = first; j < n; j += step) {
            if (grid) {
                grid->near(j, 2 * kRuin, pool);
            } else {
                pool.clear();
                for (Index other = 0; other < n; ++other) {
                    if (other != j) pool.push_back(other);
                }
            }
            ranked.clear();
            for (const Index other : pool)
                ranked.emplace_back(apart(problem, j, other), other);
            take(around_, kRuin, j);

            ranked.clear();
            for (const Index other : pool) {
                if (!share_engineer(problem, j, other)) continue;
                ranked.emplace_back(
                    std::min(succession(problem, j, other), succession(problem, other, j)), other);
            }
            take(beside_, kInsert, j);

            ranked.clear();
            const Index place = problem.job(j).place;
            for (Index r = 0; r < problem.shift_count(); ++r) {
                const Shift& shift = problem.shift(r);
                if (!problem.is_able(j, shift.engineer)) continue;
                if (!could_serve(problem, j, shift)) continue;
                ranked.emplace_back(problem.travel.base(shift.profile, shift.start_place, place) +
                                        problem.travel.base(shift.profile, place, shift.end_place),
                                    r);
            }
            take(shifts_, kShifts, j);
        }
    };

    std::vector<std::thread> helpers;
    const Index step = static_cast<Index>(std::max(1U, threads));
    for (Index t = 1; t < step; ++t)
        helpers.emplace_back(work, t, step);
    work(0, step);
    for (std::thread& helper : helpers)
        helper.join();
}

}  // namespace earlybird
