#include "core/ruin.hpp"

#include <algorithm>
#include <cmath>

namespace earlybird {

namespace {

// The paper's parameters, found there by automatic tuning and kept here.
constexpr double kMeanRemoved = 10;    // c-bar
constexpr double kLongestString = 10;  // L-max
constexpr double kSplitChance = 0.5;   // alpha
constexpr double kSplitDepth = 0.01;   // beta
constexpr Index kRoutesLookedAt = 8;

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
    ruin_at(seed);
    for (const Index near : neighbours_.around(seed)) {
        if (ruined >= strings) break;
        ruin_at(near);
    }
    for (const Index r : solution.touched()) {
        if (!solution.refresh(r, removed)) return false;
    }
    return true;
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
