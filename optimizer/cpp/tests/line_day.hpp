#pragma once

// A day small enough to compute by hand: places on a line, 600 s from each to the next.

#include <cstdint>
#include <vector>

#include "core/problem.hpp"

namespace earlybird::testing {

inline constexpr Seconds kHour = 3600;

/// Place 0 is the depot, place k lies 600 k seconds away. One shift from 8 to 17, band 5 to 10
/// minutes, `jobs` jobs of one hour at places 1, 2, ... with the window 8 to 16.
inline Problem line_day(Index jobs, Index shifts = 1) {
    Problem problem;
    const Index places = jobs + 1;
    std::vector<std::int32_t> durations;
    for (Index i = 0; i < places; ++i) {
        for (Index k = 0; k < places; ++k)
            durations.push_back(600 * (i < k ? k - i : i - k));
    }
    problem.travel = Travel::from_matrices(places, {durations}, {}, {});
    problem.starts.push_back({8 * kHour, 16 * kHour});
    for (Index j = 0; j < jobs; ++j) {
        Job job{};
        job.place = j + 1;
        job.priority = 1;
        job.door = 300;
        job.starts = {0, 1};
        job.first_start = 8 * kHour;
        job.last_start = 16 * kHour;
        job.told = kNever;
        job.service.fill(kHour);
        problem.jobs.push_back(job);
    }
    for (Index r = 0; r < shifts; ++r) {
        problem.shifts.push_back(
            {r, 0, 0, 0, 8 * kHour, 17 * kHour, 17 * kHour, kNone, 0, {}, kNone, {}});
    }
    problem.engineer_count = shifts;
    problem.able_words = 1;
    problem.able.assign(std::size_t(jobs), (std::uint64_t{1} << shifts) - 1);
    problem.band_least = 300;
    problem.band_most = 600;
    problem.finish();
    return problem;
}

}  // namespace earlybird::testing
