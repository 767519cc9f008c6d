#include "core/neighbours.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
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
    // Without engineers there are no words at all.
    const std::uint64_t* x = problem.able.data() + std::size_t(a) * problem.able_words;
    const std::uint64_t* y = problem.able.data() + std::size_t(b) * problem.able_words;
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

}  // namespace

void Neighbours::store(Table& table, Index width, Index job, std::span<const Index> sorted) {
    std::copy(sorted.begin(), sorted.end(),
              table.cells.begin() + std::ptrdiff_t(job) * std::ptrdiff_t(width));
    table.counts[std::size_t(job)] = static_cast<Index>(sorted.size());
}

namespace {

/// Finds candidates for one thread; everything is reused from job to job.
class Finder {
  public:
    Finder(const Problem& problem, const SpatialGrid* jobs, const SpatialGrid* shifts)
        : problem_(problem), job_grid_(jobs), shift_grid_(shifts) {}

    std::span<const Index> around(Index job) {
        find_pool(job);
        ranked_.clear();
        for (const Index other : pool_)
            ranked_.emplace_back(apart(problem_, job, other), other);
        return nearest(Neighbours::kRuin);
    }

    /// To be asked for the same job right after `around`.
    std::span<const Index> beside(Index job) {
        ranked_.clear();
        for (const Index other : pool_) {
            if (!share_engineer(problem_, job, other)) continue;
            ranked_.emplace_back(
                std::min(succession(problem_, job, other), succession(problem_, other, job)),
                other);
        }
        return nearest(Neighbours::kInsert);
    }

    std::span<const Index> shifts(Index job) {
        const Index place = problem_.job(job).place;
        const Index all = problem_.shift_count();
        // Skills are rare here and there: look farther until enough shifts could go.
        for (Index looked = shift_grid_ ? 8 * Neighbours::kShifts : all;; looked *= 4) {
            if (looked >= all) {
                pool_.resize(std::size_t(all));
                std::iota(pool_.begin(), pool_.end(), 0);
            } else {
                shift_grid_->near(place, looked, pool_);
            }
            ranked_.clear();
            for (const Index r : pool_) {
                const Shift& shift = problem_.shift(r);
                if (!stands_for_class(r)) continue;
                if (!problem_.is_able(job, shift.engineer)) continue;
                if (!fits_alone(problem_, job, shift)) continue;
                const Travel& travel = problem_.travel;
                ranked_.emplace_back(travel.base(shift.profile, shift.start_place, place) +
                                         travel.base(shift.profile, place, shift.end_place),
                                     r);
            }
            if (looked >= all || ranked_.size() >= std::size_t(Neighbours::kShifts)) break;
        }
        return nearest(Neighbours::kShifts);
    }

  private:
    bool stands_for_class(Index r) const {
        const Index first = problem_.class_first[std::size_t(problem_.class_of[std::size_t(r)])];
        return problem_.shift_order[std::size_t(first)] == r;
    }

    void find_pool(Index job) {
        if (job_grid_) {
            job_grid_->near(problem_.job(job).place, 2 * Neighbours::kRuin + 1, pool_);
        } else {
            pool_.resize(std::size_t(problem_.job_count()));
            std::iota(pool_.begin(), pool_.end(), 0);
        }
        std::erase(pool_, job);
    }

    std::span<const Index> nearest(Index count) {
        keep_nearest(ranked_, count);
        row_.clear();
        for (const Ranked& one : ranked_)
            row_.push_back(one.second);
        return row_;
    }

    const Problem& problem_;
    const SpatialGrid* job_grid_;
    const SpatialGrid* shift_grid_;
    std::vector<Index> pool_;
    std::vector<Ranked> ranked_;
    std::vector<Index> row_;
};

}  // namespace

Neighbours::Neighbours(const Problem& problem, unsigned threads, const std::atomic<bool>& stop) {
    const Index n = problem.job_count();
    const auto size_of = [n](Table& table, Index width) {
        table.cells.assign(std::size_t(n) * std::size_t(width), kNone);
        table.counts.assign(std::size_t(n), 0);
    };
    size_of(around_, kRuin);
    size_of(beside_, kInsert);
    size_of(shifts_, kShifts);
    if (n == 0) return;

    std::unique_ptr<SpatialGrid> job_grid;
    std::unique_ptr<SpatialGrid> shift_grid;
    if (problem.travel.has_coordinates()) {
        std::vector<Index> places;
        for (const Job& job : problem.jobs)
            places.push_back(job.place);
        job_grid = std::make_unique<SpatialGrid>(problem.travel, places);
        places.clear();
        for (const Shift& shift : problem.shifts)
            places.push_back(shift.start_place);
        if (!places.empty()) shift_grid = std::make_unique<SpatialGrid>(problem.travel, places);
    }

    const auto work = [&](Index first, Index step) {
        Finder finder(problem, job_grid.get(), shift_grid.get());
        for (Index j = first; j < n && !stop.load(std::memory_order_relaxed); j += step) {
            store(around_, kRuin, j, finder.around(j));
            store(beside_, kInsert, j, finder.beside(j));
            store(shifts_, kShifts, j, finder.shifts(j));
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
