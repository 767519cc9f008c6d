// Plans to start from, on a day small enough to compute by hand.

#include <stdexcept>
#include <utility>
#include <vector>

#include "core/desk.hpp"
#include "core/engine.hpp"
#include "core/start.hpp"
#include "tests/check.hpp"
#include "tests/line_day.hpp"

using namespace earlybird;
using earlybird::testing::line_day;

namespace {

Snapshot searched(const Problem& problem, const Start& start, std::int64_t iterations,
                  unsigned threads = 2) {
    Engine engine(problem, {0, iterations}, 3, threads, start);
    engine.start();
    while (!engine.wait(1)) {
    }
    return engine.best();
}

bool is_refused(const Problem& problem, const GivenPlan& given) {
    try {
        start_from(problem, given);
    } catch (const std::invalid_argument&) {
        return true;
    }
    return false;
}

}  // namespace

TEST_CASE("what still fits of a plan is kept, and what does not is left out") {
    Problem problem = line_day(3, 2);
    problem.able[1] = 0b01;  // engineer 1 may no longer do job 1
    const Start start = start_from(problem, {{{0}, {1, 2}}, {}, {}, {}});
    CHECK(!start.obstacle);
    CHECK(start.plan.routes[0] == std::vector<Index>{0});
    CHECK(start.plan.routes[1] == std::vector<Index>{2});
    CHECK(!start.holds_anything());
}

TEST_CASE("a route that is too long gives up its last jobs at first") {
    // Six jobs of 75 minutes and the way home fit into nine hours, seven do not.
    const Problem problem = line_day(7);
    const Start start = start_from(problem, {{{0, 1, 2, 3, 4, 5, 6}}, {}, {}, {}});
    CHECK(start.plan.routes[0] == (std::vector<Index>{0, 1, 2, 3, 4, 5}));
}

TEST_CASE("a shift that is too short even for the way home serves nobody and stops nothing") {
    Problem problem = line_day(3, 2);
    // From place 1 it takes 600 s to the depot, and there are 100 s left.
    problem.shifts[0].start_place = 1;
    problem.shifts[0].start = problem.shifts[0].latest_end - 100;
    problem.finish();
    const Start start = start_from(problem, {{{0}, {1, 2}}, {}, {}, {}});
    CHECK(!start.obstacle);
    CHECK(start.plan.routes[0].empty());
    CHECK(start.plan.routes[1] == (std::vector<Index>{1, 2}));
    CHECK(start_from(problem, {{{}, {}}, {}, {}, {}}).plan.routes.size() == 2);
    CHECK(searched(problem, start, 400).routes[1].size() == 3);
}

TEST_CASE("what has to stay and cannot is named") {
    Problem problem = line_day(7);
    const Start late = start_from(problem, {{{0, 1, 2, 3, 4, 5, 6}}, {}, {7}, {}});
    CHECK(late.obstacle && late.obstacle->shift == 0 && late.obstacle->stop == 6);
    problem.able[1] = 0;
    const Start unable = start_from(problem, {{{0, 1}}, {}, {}, {1}});
    CHECK(unable.obstacle && unable.obstacle->stop == 1);
}

TEST_CASE("units go to what has to stay before they go to others") {
    Problem problem = line_day(2);
    problem.part_count = 1;
    problem.lots = {{0, 0, kNone, 1, -kNever}};
    problem.needs = {{0, 1}, {0, 1}};
    for (Index j = 0; j < 2; ++j)
        problem.jobs[std::size_t(j)].needs = {j, j + 1};
    problem.finish();
    CHECK(start_from(problem, {{{0, 1}}, {}, {}, {}}).plan.routes[0] == std::vector<Index>{0});
    CHECK(start_from(problem, {{{0, 1}}, {}, {}, {1}}).plan.routes[0] == std::vector<Index>{1});
}

TEST_CASE("units that a plan names are taken again where they are still there") {
    Problem problem = line_day(1);
    problem.shifts[0].depot = 0;
    problem.part_count = 1;
    problem.depot_count = 1;
    problem.lots = {{0, kNone, 0, 1, 8 * 3600}, {0, kNone, 0, 1, 9 * 3600}};
    problem.needs = {{0, 1}};
    problem.jobs[0].needs = {0, 1};
    problem.finish();
    const auto lot_after = [&](Index lot) {
        const Start start = start_from(problem, {{{0}}, {Draw{{{lot, 1}}}}, {}, {}});
        return start.plan.draws[0].parts.at(0).lot;
    };
    CHECK(lot_after(1) == 1);
    problem.lots[1].quantity = 0;
    CHECK(lot_after(1) == 0);
    CHECK(lot_after(99) == 0);
}

TEST_CASE("what is no plan of the problem is refused") {
    const Problem problem = line_day(3, 2);
    CHECK(is_refused(problem, {{{0}}, {}, {}, {}}));
    CHECK(is_refused(problem, {{{0, 9}, {}}, {}, {}, {}}));
    CHECK(is_refused(problem, {{{0, 1}, {1}}, {}, {}, {}}));
    CHECK(is_refused(problem, {{{0}, {}}, {}, {2, 0}, {}}));
    CHECK(is_refused(problem, {{{0}, {}}, {}, {0}, {}}));
    CHECK(is_refused(problem, {{{0}, {}}, {}, {}, {1}}));
    CHECK(is_refused(problem, {{{0}, {}}, {Draw{}}, {}, {}}));
    CHECK(!is_refused(problem, {{{0}, {}}, {}, {1, 0}, {0}}));
}

TEST_CASE("a search never ends with less than it begins with, and serves the rest too") {
    const Problem problem = line_day(10, 4);
    const Start start = start_from(problem, {{{0, 1, 2}, {}, {3, 4}, {}}, {}, {}, {}});
    Solution given(problem);
    given.restore(start.plan);
    const Snapshot best = searched(problem, start, 400);
    CHECK(best.score < given.score());
    CHECK(best.score.unserved_priority == 0);
}

TEST_CASE("fixed stops stay in front and kept jobs in their shift, however bad the plan is") {
    // From place 3 to 1 and on to 2 is a detour that a free search would not make.
    const Problem problem = line_day(12, 4);
    const Start start = start_from(problem, {{{2, 0, 1}, {}, {5}, {}}, {}, {2, 0, 0, 0}, {5}});
    CHECK(start.holds_anything());
    for (const unsigned threads : {1U, 2U}) {
        const Snapshot best = searched(problem, start, 2000, threads);
        CHECK(best.routes[0].size() >= 2 && best.routes[0][0] == 2 && best.routes[0][1] == 0);
        CHECK(std::count(best.routes[2].begin(), best.routes[2].end(), 5) == 1);
        CHECK(best.score.unserved_priority == 0);
    }
}

TEST_CASE("the desk finds the cheapest spot of all, at the price the plan gets dearer by") {
    const Problem problem = line_day(4, 3);
    const Start start = start_from(problem, {{{0, 2}, {3}, {}}, {}, {}, {}});
    Desk desk(problem, start);
    const Spot best = desk.best_insertion(1);
    CHECK(best.route == 0 && best.position == 1 && best.price == 0);  // it lies on the way
    const std::vector<Spot> spots = desk.best_insertions(1, 10);
    CHECK(spots.size() == 3);
    CHECK(spots[1].route == 1 && spots[1].price == 0);     // so it does on the way to job 3
    CHECK(spots[2].route == 2 && spots[2].price == 2400);  // there and back, 20 minutes each
    CHECK(desk.best_insertions(1, 1).size() == 1);
}

TEST_CASE("the desk puts nothing before what is fixed") {
    const Problem problem = line_day(3);
    const Start start = start_from(problem, {{{1, 2}}, {}, {2}, {}});
    Desk desk(problem, start);
    CHECK(desk.best_insertion(0).position == 2);
}
