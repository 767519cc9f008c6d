// What a search learns of jobs that it often leaves out, counted by hand.

#include <vector>

#include "core/absences.hpp"
#include "core/insertion.hpp"
#include "tests/check.hpp"
#include "tests/line_day.hpp"

using namespace earlybird;

using earlybird::testing::line_day;

TEST_CASE("a job is as hard to place as it was left out, beside the one left out most") {
    const Problem problem = line_day(3);
    Solution solution(problem);
    Absences absences(problem.jobs.size());
    CHECK(absences.hardness(0) == 0);

    // Both are left out: they weigh as much as any job can.
    CHECK(absences.count({0, 1}, {}, solution) == 2);
    // Job 0 waits for the second and the third time: that it still does adds nothing.
    CHECK(absences.count({}, {0}, solution) == 0);
    CHECK(absences.count({}, {0, 2}, solution) == 0);
    CHECK(absences.hardness(0) == 1);
    CHECK(absences.hardness(1) == 1.0 / 3);
    CHECK(absences.hardness(2) == 1.0 / 3);
}

TEST_CASE("to serve a hard job takes off what it weighs, to serve what was served nothing") {
    const Problem problem = line_day(3);
    Solution solution(problem);
    Absences absences(problem.jobs.size());
    absences.count({0, 1}, {}, solution);
    absences.count({}, {0}, solution);

    Insertion insertion(solution);
    for (const Index job : {0, 1}) {
        insertion.consider(job);
        insertion.try_route(0);
        CHECK(insertion.best().found());
        solution.insert(job, insertion.best());
    }
    solution.settle();
    CHECK(absences.count({}, {0, 1}, solution) == -1.5);
    CHECK(absences.count({0, 1}, {}, solution) == 0);
    CHECK(absences.hardness(0) == 1);
    CHECK(absences.hardness(1) == 0.5);
}
