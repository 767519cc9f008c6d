// Searches of several threads while somebody watches them, recombines and interrupts: meant for the
// thread sanitizer (`make sanitize-threads`), and quick enough for every run of the tests.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <numeric>
#include <thread>

#include "core/engine.hpp"
#include "core/rng.hpp"
#include "tests/check.hpp"

using namespace earlybird;

namespace {

constexpr Seconds kHour = 3600;
constexpr Index kJobsOfEach = 8;

/// A day in a square that takes 100 minutes to cross, with one shift for every eight jobs. One job
/// in eight needs a part, of which the depot has half as many.
Problem square_day(Index jobs, std::uint64_t seed) {
    Rng rng(seed);
    Problem problem;
    const Index shifts = jobs / kJobsOfEach;
    const Index places = jobs + shifts;
    std::vector<std::pair<Index, Index>> at;
    for (Index i = 0; i < places; ++i)
        at.emplace_back(rng.below(6000), rng.below(6000));
    std::vector<std::int32_t> durations;
    for (const auto& [x, y] : at) {
        for (const auto& [u, v] : at)
            durations.push_back(std::abs(x - u) + std::abs(y - v));
    }
    problem.travel = Travel::from_matrices(places, {durations}, {}, {});
    for (Index j = 0; j < jobs; ++j) {
        const Seconds opens = (8 + rng.below(6)) * kHour;
        problem.starts.push_back({opens, opens + 2 * kHour});
        Job job{};
        job.place = j;
        job.priority = rng.below(3);
        job.starts = {j, j + 1};
        job.first_start = opens;
        job.last_start = opens + 2 * kHour;
        job.told = kNever;
        job.service.fill(1200);
        if (rng.below(8) == 0) {
            const auto need = static_cast<Index>(problem.needs.size());
            problem.needs.push_back({0, 1});
            job.needs = {need, need + 1};
        }
        problem.jobs.push_back(job);
    }
    for (Index r = 0; r < shifts; ++r) {
        const Index home = jobs + r;
        problem.shifts.push_back(
            {r, home, home, 0, 8 * kHour, 17 * kHour, 17 * kHour, 0, 300, {}, kNone, {}});
    }
    problem.part_count = 1;
    problem.depot_count = 1;
    problem.lots = {{0, kNone, 0, jobs / 16, -kNever}};
    problem.engineer_count = shifts;
    problem.able_words = (std::size_t(shifts) + 63) / 64;
    problem.able.assign(std::size_t(jobs) * problem.able_words, ~std::uint64_t{0});
    problem.finish();
    return problem;
}

/// Offer the best plan that is known, as a recombination that found nothing new would.
void offer_what_is_known(Engine& engine) {
    std::size_t incumbent = 0;
    engine.pool(incumbent);
    std::vector<std::size_t> columns(incumbent);
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    engine.offer(columns);
}

/// Do all that a caller may do while a search goes on, until it is over.
void watch(Engine& engine) {
    while (!engine.wait(0.002)) {
        const Progress now = engine.progress();
        CHECK(now.share <= 1);
        if (now.first_complete_seconds < 0 || !engine.remembers_routes()) continue;
        offer_what_is_known(engine);
        if (engine.is_paused()) engine.resume();
    }
    offer_what_is_known(engine);
}

/// Every job is in one route at most, and the price is that of the routes.
void check_whole(const Problem& problem, const Engine& engine) {
    std::vector<int> times(std::size_t(problem.job_count()), 0);
    for (const std::vector<Index>& route : engine.best().routes) {
        for (const Index job : route)
            ++times[std::size_t(job)];
    }
    CHECK(std::all_of(times.begin(), times.end(), [](int served) { return served <= 1; }));
    Solution solution(problem);
    solution.restore(engine.best());
    CHECK(solution.score() == engine.best().score);
}

Snapshot found(const Problem& problem, unsigned threads, std::int64_t iterations) {
    Engine engine(problem, {0, iterations}, 5, threads);
    engine.pause_at({0.5, 0.9});
    engine.start();
    while (!engine.wait(0.002)) {
        if (!engine.is_paused()) continue;
        offer_what_is_known(engine);
        engine.resume();
    }
    check_whole(problem, engine);
    return engine.best();
}

}  // namespace

TEST_CASE("threads that share a plan may be watched and given plans at any moment") {
    const Problem problem = square_day(160, 1);
    for (const unsigned threads : {1U, 2U, 3U}) {
        Engine engine(problem, {0.3, 0}, 1, threads);
        engine.start();
        watch(engine);
        check_whole(problem, engine);
    }
}

TEST_CASE("threads that divide a plan may be watched and given plans at any moment") {
    const Problem problem = square_day(640, 2);
    Engine engine(problem, {1.5, 0}, 1, 2);
    engine.start();
    watch(engine);
    check_whole(problem, engine);
}

TEST_CASE("a plan that is divided is the same for the same seed, and paused at the same points") {
    const Problem problem = square_day(640, 3);
    const Snapshot first = found(problem, 2, 4000);
    const Snapshot second = found(problem, 2, 4000);
    CHECK(first.score == second.score);
    CHECK(first.routes == second.routes);
}

TEST_CASE("a search that is interrupted at any moment leaves a whole plan") {
    const Problem problem = square_day(640, 4);
    Rng rng(9);
    for (int i = 0; i < 8; ++i) {
        Engine engine(problem, {60, 0}, 1, 2);
        if (i % 2 == 0) engine.pause_at({0.0001, 0.001});
        engine.start();
        std::this_thread::sleep_for(std::chrono::milliseconds(rng.below(300)));
        engine.stop();
        while (!engine.wait(0.002)) {
            if (engine.is_paused()) engine.resume();
        }
        check_whole(problem, engine);
    }
}
