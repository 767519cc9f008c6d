#include "core/recreate.hpp"

#include <algorithm>

namespace earlybird {

namespace {

constexpr double kBlink = 0.01;  // the paper's chance that a spot is overlooked

}  // namespace

void Recreate::apply(Solution& solution, std::vector<Index>& removed,
                     const std::vector<Index>& waiting) {
    queue_.assign(removed.begin(), removed.end());
    queue_.insert(queue_.end(), waiting.begin(), waiting.end());
    order(queue_);
    for (const Index job : queue_) {
        Spot spot = near_spot(solution, job);
        if (!spot.found()) spot = touched_spot(solution, job);
        if (spot.found()) solution.insert(job, spot.route, spot.position);
    }
}

void Recreate::try_near(Insertion& insertion, Index job) const {
    for (const Index neighbour : neighbours_.beside(job))
        insertion.try_beside(neighbour);
    for (const Index r : neighbours_.shifts(job))
        insertion.try_empty(r);
}

Spot Recreate::near_spot(const Solution& solution, Index job) {
    Insertion insertion(solution);
    insertion.consider(job, &rng_, kBlink);
    try_near(insertion, job);
    return insertion.best();
}

Spot Recreate::touched_spot(const Solution& solution, Index job) {
    Insertion insertion(solution);
    insertion.consider(job);
    for (const Index r : solution.touched())
        insertion.try_route(r);
    return insertion.best();
}

void Recreate::insert_anywhere(Solution& solution, Index job) {
    Insertion insertion(solution);
    insertion.consider(job);
    try_near(insertion, job);
    if (!insertion.best().found()) {
        for (const Index r : neighbours_.shifts(job))
            insertion.try_route(r);
    }
    if (!insertion.best().found()) {
        for (Index r = 0; r < problem_.shift_count(); ++r)
            insertion.try_route(r);
    }
    const Spot spot = insertion.best();
    if (spot.found()) solution.insert(job, spot.route, spot.position);
}

void Recreate::order(std::vector<Index>& jobs) {
    // Smaller keys first; a random tie-break keeps repeated keys from always meeting in one order.
    const Index kind = rng_.below(12);
    keyed_.clear();
    for (const Index j : jobs) {
        const Job& job = problem_.job(j);
        std::int64_t key = 0;
        if (kind < 4) {
            key = 0;
        } else if (kind < 6) {
            key = -job.priority;
        } else if (kind < 8) {
            key = -job.service[0];
        } else if (kind < 10) {
            key = job.last_start - job.first_start;
        } else {
            const auto shifts = neighbours_.shifts(j);
            const Index from = shifts.empty() ? job.place : problem_.shift(shifts[0]).start_place;
            const Seconds far = problem_.travel.base(0, from, job.place);
            key = kind == 10 ? far : -far;
        }
        keyed_.emplace_back(key, j);
    }
    for (std::size_t i = keyed_.size(); i > 1; --i) {
        std::swap(keyed_[i - 1], keyed_[std::size_t(rng_.below(static_cast<Index>(i)))]);
    }
    std::stable_sort(keyed_.begin(), keyed_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < jobs.size(); ++i)
        jobs[i] = keyed_[i].second;
}

}  // namespace earlybird
