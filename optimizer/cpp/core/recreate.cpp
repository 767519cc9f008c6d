#include "core/recreate.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace earlybird {

namespace {

/// Five routes that could take a job are looked along, or six times as many jobs in long routes
/// looked beside. Where few engineers can do a job, they lie farther away.
constexpr Index kEnough = 5 * Insertion::kRoute;
/// So many neighbours are sifted before the first of them is looked beside.
constexpr std::size_t kAtOnce = 16;

}  // namespace

bool Recreate::apply(std::vector<Index>& removed, const std::vector<Index>& waiting, Cents limit) {
    queue_.assign(removed.begin(), removed.end());
    queue_.insert(queue_.end(), waiting.begin(), waiting.end());
    order(queue_);
    for (const Index job : queue_) {
        insertion_.consider(job, &rng_);
        try_near(job);
        if (!insertion_.best().found()) {
            insertion_.consider(job);
            for (const Index r : solution_.touched())
                insertion_.try_route(r);
        }
        const Spot& spot = insertion_.best();
        if (!spot.found()) continue;
        if (spot.price >= limit) return false;
        limit -= spot.price;
        solution_.insert(job, spot);
    }
    return true;
}

void Recreate::try_near(Index job) {
    Index enough = kEnough;
    const std::span<const Index> beside = neighbours_.beside(job);
    std::array<Index, kAtOnce> untried;
    for (std::size_t at = 0; at < beside.size() && enough > 0; at += kAtOnce) {
        // Most are in routes that have been tried, which no processor can guess: no branch on it.
        std::size_t count = 0;
        for (const Index neighbour : beside.subspan(at, std::min(kAtOnce, beside.size() - at))) {
            untried[count] = neighbour;
            count += insertion_.is_untried(neighbour) ? 1 : 0;
        }
        for (std::size_t i = 0; i < count && enough > 0; ++i) {
            // Another one may be of the same route.
            if (insertion_.is_untried(untried[i])) enough -= insertion_.try_beside(untried[i]);
        }
    }
    if (!solution_.has_empty_route()) return;
    for (const Index r : neighbours_.shifts(job)) {
        const Index empty = solution_.empty_route(problem_.class_of[std::size_t(r)]);
        if (empty != kNone) insertion_.try_route(empty);
    }
}

void Recreate::insert_anywhere(Index job) {
    insertion_.consider(job);
    try_near(job);
    if (!insertion_.best().found()) {
        for (const Index r : neighbours_.shifts(job))
            insertion_.try_route(r);
    }
    if (!insertion_.best().found()) {
        for (Index r = 0; r < problem_.shift_count(); ++r)
            insertion_.try_route(r);
    }
    if (insertion_.best().found()) solution_.insert(job, insertion_.best());
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
