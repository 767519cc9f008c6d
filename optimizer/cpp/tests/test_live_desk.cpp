// A plan that is changed while it stands, on a day small enough to compute by hand.

#include <functional>
#include <optional>
#include <stdexcept>
#include <vector>

#include "core/live_desk.hpp"
#include "tests/check.hpp"
#include "tests/line_day.hpp"

using namespace earlybird;
using earlybird::testing::kHour;
using earlybird::testing::line_day;

namespace {

/// Shift 0 visits job 0 at place 1; jobs 1 and 2 wait at places 2 and 3.
GivenPlan one_visit() { return {{{0}, {}}, {}, {}, {}}; }

Starts all_day() { return {{8 * kHour, 16 * kHour}}; }

JobRow row_at(Index place) {
    JobRow row;
    row.place = place;
    row.priority = 1;
    row.door = 300;
    row.starts = all_day();
    row.service.fill(kHour);
    row.able = {0b11};
    return row;
}

bool is_refused(const std::function<void()>& act) {
    try {
        act();
    } catch (const std::invalid_argument&) {
        return true;
    }
    return false;
}

}  // namespace

TEST_CASE("the cheapest place of each shift is said with what it costs and when the work starts") {
    LiveDesk desk(line_day(3, 2), one_visit());
    // There and back to place 1: 1,200 s at a cent a second.
    CHECK(desk.cents() == 1200);
    const auto found = desk.best(1, {all_day()}, {0, 1}, 9);
    CHECK(found.size() == 1 && found[0].size() == 2);
    // Behind job 0 it is 600 s out and 600 s more back; alone it is 1,200 s each way.
    CHECK(found[0][0].route == 0 && found[0][0].price == 1200);
    CHECK(found[0][1].route == 1 && found[0][1].price == 2400);
    // Before job 0 it is as dear, so the first of the two is said: out at 8, an hour from 8:25.
    CHECK(found[0][0].position == 0);
    CHECK(found[0][0].start == 8 * kHour + 1500 && found[0][0].finish == 9 * kHour + 1500);
    // Job 0 would have started at 8:15 and now starts at 9:25 + 10 min + 5 min at the door.
    CHECK(found[0][0].pushed == kHour + 1500);
    CHECK(found[0][0].slack_lost == kHour + 1500);
    CHECK(found[0][0].busy == 1200 + kHour);
}

TEST_CASE("each window has an answer of its own") {
    LiveDesk desk(line_day(3, 2), one_visit());
    const Starts morning{{8 * kHour, 8 * kHour + 1000}};
    const Starts noon{{12 * kHour, 13 * kHour}};
    const auto found = desk.best(2, {morning, noon, {}}, {0, 1}, 1);
    // Place 3 is reached at 8:30 at the earliest.
    CHECK(found[0].empty() && found[2].empty());
    CHECK(found[1].size() == 1 && found[1][0].start == 12 * kHour);
}

TEST_CASE("what is put in and taken out is undone exactly") {
    LiveDesk desk(line_day(3, 2), one_visit());
    CHECK(desk.put(1, 0, 1) == 1200);
    CHECK(desk.put(2, 0, 2) == 1200);
    const std::size_t mark = desk.mark();
    CHECK(desk.take(1) == 0);  // it lies on the way
    CHECK(desk.take(2) == -2400);
    CHECK(desk.cents() == 1200);
    desk.undo(mark);
    CHECK(desk.cents() == 3600 && desk.times(0).size() == 3);
    desk.undo(0);
    CHECK(desk.cents() == 1200 && desk.times(0).size() == 1);
}

TEST_CASE("a row can be written for a job that nobody had heard of") {
    LiveDesk desk(line_day(3, 2), one_visit());
    desk.write_job(2, row_at(1));
    // At the place of job 0 it costs nothing more.
    CHECK(desk.best(2, {all_day()}, {0}, 1)[0][0].price == 0);
    JobRow many = row_at(3);
    many.starts = {{9 * kHour, 9 * kHour}, {10 * kHour, 11 * kHour}, {15 * kHour, 15 * kHour}};
    desk.write_job(2, many);
    CHECK(desk.at(2, 1, 0).start == 9 * kHour);
    CHECK(desk.put(2, 1, 0) == 3600);
    CHECK(is_refused([&] { desk.write_job(2, row_at(1)); }));  // it is served
}

TEST_CASE("a place can move") {
    LiveDesk desk(line_day(3, 2), one_visit());
    // Place 3 comes to lie where place 1 is.
    const std::vector<std::int32_t> legs{600, 0, 600, 0};
    desk.move_place(3, Travel::Legs{legs, legs, {}, {}});
    CHECK(desk.best(2, {all_day()}, {0}, 1)[0][0].price == 0);
    CHECK(is_refused([&] { desk.move_place(3, Travel::Legs{{1, 2}, legs, {}, {}}); }));
    CHECK(is_refused([&] { desk.move_place(4, Travel::Legs{legs, legs, {}, {}}); }));
    CHECK(is_refused([&] { desk.move_place(3, std::array<double, 3>{1, 0, 0}); }));
    std::vector<std::int32_t> negative = legs;
    negative[0] = -1;
    CHECK(is_refused([&] { desk.move_place(3, Travel::Legs{legs, negative, {}, {}}); }));
}

TEST_CASE("a shift that begins later loses what comes too late, and one that closes everything") {
    LiveDesk desk(line_day(3, 2), {{{0, 1, 2}, {}}, {}, {}, {}});
    Shift later = desk.problem().shift(0);
    // From 14:30 job 0 starts at 14:45 and job 1 at 16:00; for job 2 there is no time before 17:00.
    later.start = 14 * kHour + 1800;
    const std::vector<Index> gone = desk.replace_shift(0, later);
    CHECK(gone == (std::vector<Index>{2, 1}));  // with job 1 the way back ends at 17:20
    CHECK(desk.times(0).size() == 1);
    CHECK(desk.replace_shift(0, std::nullopt) == std::vector<Index>{0});
    CHECK(desk.cents() == 0);
    CHECK(desk.best(0, {all_day()}, {0}, 1)[0].empty());
    desk.undo(0);
    CHECK(desk.times(0).size() == 3 && desk.cents() == 3600);
}

TEST_CASE("what is fixed is neither taken out nor preceded") {
    LiveDesk desk(line_day(3, 2), {{{1}, {}}, {}, {1, 0}, {}});
    CHECK(is_refused([&] { desk.take(1); }));
    CHECK(!desk.at(0, 0, 0).found() && desk.at(0, 0, 1).found());
    CHECK(is_refused([&] { desk.replace_shift(0, std::nullopt); }));
    CHECK(desk.times(0).size() == 1);
}

TEST_CASE("numbers that mean nothing are refused, and nothing has changed") {
    LiveDesk desk(line_day(3, 2), one_visit());
    CHECK(is_refused([&] { desk.best(3, {}, {}, 1); }));
    CHECK(is_refused([&] { desk.best(-1, {}, {}, 1); }));
    CHECK(is_refused([&] { desk.best(0, {}, {}, 1); }));  // served
    CHECK(is_refused([&] { desk.best(1, {all_day()}, {2}, 1); }));
    CHECK(is_refused([&] { desk.put(1, 0, 2); }));
    CHECK(is_refused([&] { desk.put(1, 0, -1); }));
    CHECK(is_refused([&] { desk.put(1, 5, 0); }));
    CHECK(is_refused([&] { desk.take(2); }));
    CHECK(is_refused([&] { desk.undo(1); }));
    CHECK(is_refused([&] { desk.times(-1); }));
    CHECK(is_refused([&] { desk.replace_shift(2, std::nullopt); }));
    for (const auto& spoil : std::vector<std::function<void(JobRow&)>>{
             [](JobRow& row) { row.place = 4; }, [](JobRow& row) { row.starts.clear(); },
             [](JobRow& row) { row.starts = {{10, 5}}; },
             [](JobRow& row) { row.starts = {{10, 20}, {15, 30}}; },
             [](JobRow& row) { row.starts = {{0, Seconds{1} << 50}}; },
             [](JobRow& row) { row.raster = 7; }, [](JobRow& row) { row.needs = {{0, 1}}; },
             [](JobRow& row) { row.skills = {0}; }, [](JobRow& row) { row.service[3] = -1; },
             [](JobRow& row) { row.able = {}; }}) {
        JobRow row = row_at(2);
        spoil(row);
        CHECK(is_refused([&] { desk.write_job(2, row); }));
    }
    Shift wrong = desk.problem().shift(0);
    wrong.end_place = 9;
    CHECK(is_refused([&] { desk.replace_shift(0, wrong); }));
    wrong = desk.problem().shift(0);
    wrong.depot = 0;
    CHECK(is_refused([&] { desk.replace_shift(0, wrong); }));
    CHECK(desk.cents() == 1200 && desk.mark() == 0);
}
