#include "core/displacement.hpp"

#include <algorithm>
#include <tuple>

namespace earlybird {

namespace {

constexpr Index kLongestString = 12;

bool better(const Displacement& a, const Displacement& b) {
    if (!b.found()) return true;
    return std::tuple(a.displaced_priority, a.displaced.size(), a.extra) <
           std::tuple(b.displaced_priority, b.displaced.size(), b.extra);
}

}  // namespace

Displacement cheapest_displacement(Solution& solution, Index job) {
    const Problem& problem = solution.problem();
    const Score before = solution.score();
    const std::int64_t own_priority = problem.job(job).priority;
    Displacement best;
    Displacement candidate;
    const auto attempt = [&](Index r, Index first, Index count) {
        candidate.displaced.clear();
        if (count > 0) {
            solution.remove(r, first, count, candidate.displaced);
            solution.refresh(r);
        }
        const bool legal =
            solution.route(r).empty() || solution.route(r).ready <= solution.route(r).latest_ready;
        Insertion insertion(solution);
        insertion.consider(job);
        if (legal) insertion.try_route(r);
        if (insertion.best().found()) {
            solution.insert(job, r, insertion.best().position);
            solution.settle();
            candidate.shift = r;
            candidate.extra = solution.score().cents - before.cents;
            candidate.displaced_priority =
                solution.score().unserved_priority - before.unserved_priority + own_priority;
            if (better(candidate, best)) best = candidate;
        }
        solution.rollback();
    };
    for (Index r = 0; r < problem.shift_count(); ++r) {
        if (!problem.is_able(job, problem.shift(r).engineer)) continue;
        const Index size = solution.route(r).size();
        attempt(r, 0, 0);
        for (Index count = 1; count <= std::min(size, kLongestString); ++count) {
            for (Index first = 0; first + count <= size; ++first)
                attempt(r, first, count);
        }
    }
    return best;
}

}  // namespace earlybird
