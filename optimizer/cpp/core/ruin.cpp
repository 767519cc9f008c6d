#include "core/ruin.hpp"

#include <algorithm>
#include <cmath>

namespace earlybird {

namespace {

// The paper's parameters, found there by automatic tuning; but 8 jobs for 10 in the mean, which
// leaves time for more steps.
constexpr double kMeanRemoved = 8;     // c-bar
constexpr double kLongestString = 10;  // L-max
constexpr double kSplitChance = 0.5;   // alpha
constexpr double kSplitDepth = 0.01;   // beta
constexpr Index kRoutesLookedAt = 8;
/// Chance that strings are removed around jobs that are near in time as well as in space: where
/// windows are narrow, others have nothing to exchange with the seed.
constexpr double kInTime = 0.3;
/// Chances of the two other kinds of ruin. Without them overloaded days stay worse.
constexpr double kScattered = 0.1;
constexpr double kWholeRoutes = 0.1;
/// Longer routes are not removed as a whole, and so often another one is looked for.
constexpr Index kLongestWhole = 16;
constexpr int kTries = 8;

}  // namespace

bool Ruin::apply(Solution& solution, Index seed, std::vector<Index>& removed) {
    // Mean length of the routes around the seed: cities and research sets differ, and so do the
    // districts of one city.
    Index routes = 0;
    Index served = 0;
    const auto look_at = [&](Index job) {
        const Index r = solution.route_of(job);
        if (r == kNone) return;
        served += solution.route(r).size();
        ++routes;
    };
    look_at(seed);
    for (const Index near : neighbours_.around(seed)) {
        if (routes == kRoutesLookedAt) break;
        look_at(near);
    }
    if (routes == 0) return true;
    const double mean_length = static_cast<double>(served) / routes;
    const double longest = std::min(kLongestString, mean_length);
    const double most_strings = 4.0 * kMeanRemoved / (1.0 + longest) - 1.0;
    const auto strings = static_cast<Index>(std::floor(rng_.unit() * most_strings + 1.0));

    Index ruined = 0;
    const auto ruin_at = [&](Index job) {
        const Index r = solution.route_of(job);
        if (r == kNone || !solution.is_open(r)) return;
        const auto& touched = solution.touched();
        if (std::find(touched.begin(), touched.end(), r) != touched.end()) return;
        const double size = solution.route(r).size();
        const double most = std::min(size, longest);
        const auto length = static_cast<Index>(std::floor(rng_.unit() * most + 1.0));
        remove_string(solution, job, std::min(length, solution.route(r).size()), removed);
        ++ruined;
    };
    const double kind = rng_.unit();
    if (kind < kScattered) {
        remove_scattered(solution, removed);
    } else if (kind < kScattered + kWholeRoutes) {
        remove_routes(solution, seed, removed);
    } else {
        ruin_at(seed);
        const auto nearest =
            rng_.chance(kInTime) ? neighbours_.beside(seed) : neighbours_.around(seed);
        for (const Index near : nearest) {
            if (ruined >= strings) break;
            ruin_at(near);
        }
    }
    for (const Index r : solution.touched()) {
        if (!solution.refresh(r, removed)) return false;
    }
    return true;
}

/// Jobs from anywhere: what belongs together need not be near in space.
void Ruin::remove_scattered(Solution& solution, std::vector<Index>& removed) {
    const Index jobs = solution.problem().job_count();
    const Index count = 1 + rng_.below(static_cast<Index>(kMeanRemoved));
    for (Index i = 0; i < count; ++i) {
        const Index job = rng_.below(jobs);
        const Index r = solution.route_of(job);
        if (r == kNone || !solution.is_open(r)) continue;
        solution.remove(r, solution.position_of(job), 1, removed);
    }
}

/// The whole routes of the seed and of one job near it.
void Ruin::remove_routes(Solution& solution, Index seed, std::vector<Index>& removed) {
    const auto remove_route = [&](Index job) {
        const Index r = solution.route_of(job);
        if (r == kNone || !solution.is_open(r)) return false;
        if (solution.route(r).size() > kLongestWhole) return false;
        solution.remove(r, 0, solution.route(r).size(), removed);
        return true;
    };
    remove_route(seed);
    const auto near = neighbours_.around(seed);
    if (near.empty()) return;
    for (int tries = 0; tries < kTries; ++tries) {
        if (remove_route(near[std::size_t(rng_.below(static_cast<Index>(near.size())))])) break;
    }
}

void Ruin::remove_string(Solution& solution, Index job, Index length, std::vector<Index>& removed) {
    const Index r = solution.route_of(job);
    const Index size = solution.route(r).size();
    const Index at = solution.position_of(job);
    // A split string keeps some jobs in its middle.
    Index kept = 0;
    if (length > 1 && length < size && rng_.chance(kSplitChance)) {
        kept = 1;
        while (length + kept < size && rng_.chance(kSplitDepth))
            ++kept;
    }
    const Index whole = length + kept;
    const Index lowest = std::max(0, at - whole + 1);
    const Index highest = std::min(at, size - whole);
    const Index first = lowest + rng_.below(highest - lowest + 1);
    if (kept == 0) {
        solution.remove(r, first, length, removed);
        return;
    }
    const Index before = rng_.below(length + 1);
    const Index after = length - before;
    if (after > 0) solution.remove(r, first + before + kept, after, removed);
    if (before > 0) solution.remove(r, first, before, removed);
}

}  // namespace earlybird
