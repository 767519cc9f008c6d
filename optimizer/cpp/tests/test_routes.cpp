// Routes, stock and search on a day small enough to compute by hand.

#include "core/displacement.hpp"
#include "core/engine.hpp"
#include "core/insertion.hpp"
#include "core/route_timing.hpp"
#include "core/solution.hpp"
#include "tests/check.hpp"
#include "tests/line_day.hpp"

using namespace earlybird;

using earlybird::testing::kHour;
using earlybird::testing::line_day;

TEST_CASE("a route starts as early as it can and departs as late as is safe") {
    const Problem problem = line_day(2);
    const std::vector<Index> jobs{0, 1};
    RouteTiming timing;
    time_route(problem, 0, jobs, {}, timing);
    CHECK(timing.legal);
    // 8:00 + 10 min drive + 5 min door = 8:15; 9:15 + 10 + 5 = 9:30; home 10:30 + 20 = 10:50.
    CHECK(timing.stops[0].start == 8 * kHour + 900);
    CHECK(timing.stops[1].start == 9 * kHour + 1800);
    CHECK(timing.end == 10 * kHour + 3000);
    CHECK(timing.travel == 600 + 600 + 1200);
    CHECK(timing.waiting == 600);  // the door, twice
    CHECK(timing.price(problem.rates) == 2400);
}

TEST_CASE("an appointment is on the raster, whatever moment the door is reached at") {
    Problem problem = line_day(2);
    for (Job& job : problem.jobs) {
        job.door = 301;
        job.raster = 300;
    }
    const std::vector<Index> jobs{0, 1};
    RouteTiming timing;
    time_route(problem, 0, jobs, {}, timing);
    CHECK(timing.legal);
    // 8:10 and 301 s: 8:20. Then 9:20 + 10 min and 301 s: 9:40.
    CHECK(timing.stops[0].start == 8 * kHour + 1200);
    CHECK(timing.stops[1].start == 9 * kHour + 2400);
    // At any second: 8:15:01, then 9:15:01 + 10 min and 301 s.
    problem.jobs[0].raster = problem.jobs[1].raster = 1;
    time_route(problem, 0, jobs, {}, timing);
    CHECK(timing.stops[1].start == 9 * kHour + 1802);
}

TEST_CASE("starts are rounded between the ends of their interval only") {
    Problem problem = line_day(1);
    problem.starts = {{8 * kHour, 9 * kHour}, {10 * kHour + 60, 11 * kHour + 360}};
    Job& job = problem.jobs[0];
    job.starts = {0, 2};
    job.last_start = 11 * kHour + 360;
    job.raster = 300;
    CHECK(problem.next_start(job, 0) == 8 * kHour);
    CHECK(problem.next_start(job, 8 * kHour + 1) == 8 * kHour + 300);
    CHECK(problem.next_start(job, 9 * kHour - 1) == 9 * kHour);
    CHECK(problem.next_start(job, 9 * kHour + 1) == 10 * kHour + 60);
    CHECK(problem.next_start(job, 10 * kHour + 61) == 10 * kHour + 360);
    CHECK(problem.next_start(job, 11 * kHour + 361) == kNever);
    CHECK(problem.previous_start(job, 12 * kHour) == 11 * kHour + 360);
    CHECK(problem.previous_start(job, 11 * kHour + 359) == 11 * kHour + 60);
    CHECK(problem.previous_start(job, 10 * kHour) == 9 * kHour);
    CHECK(problem.previous_start(job, 9 * kHour - 1) == 9 * kHour - 300);
    CHECK(problem.previous_start(job, 8 * kHour - 1) == -kNever);
}

TEST_CASE("taking changes back restores routes, score and stock") {
    const Problem problem = line_day(4, 2);
    Solution solution(problem);
    solution.insert(0, Spot{0, 0});
    solution.insert(1, Spot{0, 1});
    solution.settle();
    solution.commit();
    const Score score = solution.score();
    std::vector<Index> removed;
    solution.remove(0, 0, 1, removed);
    solution.refresh(0, removed);
    solution.insert(2, Spot{1, 0});
    solution.settle();
    CHECK(solution.score() != score);
    solution.rollback();
    CHECK(solution.score() == score);
    CHECK(solution.route_of(0) == 0);
    CHECK(solution.position_of(1) == 1);
    CHECK(!solution.is_served(2));
    CHECK(solution.route(1).empty());
}

TEST_CASE("the price of an insertion is what the plan gets dearer by") {
    const Problem problem = line_day(3);
    Solution solution(problem);
    solution.insert(0, Spot{0, 0});
    solution.insert(2, Spot{0, 1});
    solution.settle();
    solution.commit();
    Insertion insertion(solution);
    insertion.consider(1);
    insertion.try_route(0);
    CHECK(insertion.best().found());
    CHECK(insertion.best().position == 1);
    CHECK(insertion.best().price == 0);  // it lies on the way
    solution.insert(1, Spot{0, 1});
    const Cents before = 3600;
    solution.settle();
    CHECK(solution.score().cents == before);
}

TEST_CASE("units are never reserved twice and come from the van before the depot") {
    Problem problem = line_day(3);
    problem.shifts[0].depot = 0;
    problem.shifts[0].handling = 600;
    problem.part_count = 1;
    problem.depot_count = 1;
    problem.lots = {{0, 0, kNone, 1, -kNever}, {0, kNone, 0, 1, 9 * kHour}};
    problem.needs = {{0, 1}, {0, 1}, {0, 1}};
    for (Index j = 0; j < 3; ++j)
        problem.jobs[std::size_t(j)].needs = {j, j + 1};
    problem.finish();
    Stock stock(problem);
    CHECK(!stock.outlook(0, problem.shift(0)).collection.needed);
    stock.take(0, problem.shift(0));
    CHECK(stock.outlook(1, problem.shift(0)).collection.needed);
    CHECK(stock.outlook(1, problem.shift(0)).collection.available_from == 9 * kHour);
    stock.take(1, problem.shift(0));
    CHECK(!stock.outlook(2, problem.shift(0)).possible);
    stock.rollback();
    CHECK(!stock.outlook(2, problem.shift(0)).collection.needed);
}

TEST_CASE("units come from as many deliveries as it takes") {
    Problem problem = line_day(1);
    problem.shifts[0].depot = 0;
    problem.part_count = 1;
    problem.depot_count = 1;
    for (Index hour = 1; hour <= 6; ++hour)
        problem.lots.push_back({0, kNone, 0, 1, hour * kHour});
    problem.needs = {{0, 6}};
    problem.jobs[0].needs = {0, 1};
    problem.finish();
    Stock stock(problem);
    CHECK(stock.outlook(0, problem.shift(0)).possible);
    stock.take(0, problem.shift(0));
    CHECK(stock.draw(0).parts.size() == 6);
    CHECK(stock.collection(0).available_from == 6 * kHour);
}

TEST_CASE("a collection is as late as any of the opening intervals allows") {
    Problem problem = line_day(1);
    problem.shifts[0].depot = 0;
    problem.shifts[0].handling = 600;
    problem.openings = {{8 * kHour, 16 * kHour}, {9 * kHour, 10 * kHour}};
    problem.shifts[0].openings = {0, 2};
    const Collection collection{true, -kNever};
    CHECK(latest_collection(problem, problem.shift(0), collection, 14 * kHour) == 14 * kHour - 600);
}

TEST_CASE("travel far beyond the hours of the horizon does not overflow") {
    // One second in every hour: a second makes 2^40 of progress, and a year has 2^25 of them.
    const std::vector<std::int32_t> hourly(24 * 4, 1);
    const Travel travel = Travel::from_hourly(2, hourly, {100}, {}, {{0, kHour}, {}, {0, 1}});
    const Seconds year = 366 * 24 * kHour;
    CHECK(travel.depart_by(0, 0, 1, year) == year - 1);
    CHECK(travel.arrive(0, 0, 1, -year) == 1 - year);
}

TEST_CASE("the way to fit a job in displaces as little as it can") {
    Problem problem = line_day(8);
    problem.jobs[3].priority = 0;
    problem.jobs[7].priority = 5;
    problem.finish();
    Solution solution(problem);
    // Six jobs of 75 minutes end at 15:30, home is an hour away: job 7, another 85 minutes and a
    // way home longer by 20, does not fit beside them. Without jobs 3 and 4 it does.
    for (Index j = 0; j < 6; ++j)
        solution.insert(j, Spot{0, j});
    solution.settle();
    solution.commit();
    const Score before = solution.score();
    CHECK(before.unserved_priority == 1 + 5);
    const Displacement way = cheapest_displacement(solution, 7);
    CHECK(way.found());
    CHECK(way.displaced.size() == 2);
    CHECK(way.displaced_priority == 1);
    CHECK(solution.score() == before);
}

TEST_CASE("a job that is too long for the shift has no way in, whatever it displaces") {
    Problem problem = line_day(3);
    problem.jobs[2].service.fill(9 * kHour);
    problem.finish();
    Solution solution(problem);
    solution.insert(0, Spot{0, 0});
    solution.insert(1, Spot{0, 1});
    solution.settle();
    solution.commit();
    CHECK(!cheapest_displacement(solution, 2).found());
}

TEST_CASE("a unit can be had from a visit of the same shift, and not from another shift") {
    Problem problem = line_day(3, 2);
    for (Shift& shift : problem.shifts) {
        shift.depot = 0;
        shift.handling = 600;
    }
    problem.part_count = 1;
    problem.depot_count = 1;
    problem.lots = {{0, kNone, 0, 1, -kNever}};
    problem.needs = {{0, 1}, {0, 1}};
    problem.jobs[0].needs = {0, 1};
    problem.jobs[2].needs = {1, 2};
    problem.able[2] = 0b01;
    problem.finish();
    for (const Index holder : {0, 1}) {
        Solution solution(problem);
        solution.insert(0, Spot{holder, 0});
        solution.insert(1, Spot{holder, 1});
        solution.settle();
        solution.commit();
        const Displacement way = cheapest_displacement(solution, 2);
        CHECK(way.found() == (holder == 0));
        if (way.found()) CHECK(way.displaced == std::vector<Index>{0});
    }
}

TEST_CASE("a search by iterations is the same every time") {
    const Problem problem = line_day(10, 4);
    Score scores[2];
    for (Score& score : scores) {
        Engine engine(problem, {0, 2000}, 7, 2);
        engine.start();
        while (!engine.wait(1)) {
        }
        score = engine.best().score;
        CHECK(engine.progress().iterations == 2000);
    }
    CHECK(scores[0] == scores[1]);
    CHECK(scores[0].unserved_priority == 0);
}

TEST_CASE("a search over nothing ends at once") {
    const Problem problem = line_day(0, 0);
    Engine engine(problem, {60, 0}, 1, 2);
    engine.start();
    CHECK(engine.wait(10));
    CHECK(engine.best().score == Score{});
}
