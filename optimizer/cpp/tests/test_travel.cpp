// Places that are numbered anew, worked out by hand.

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "core/travel.hpp"
#include "tests/check.hpp"
#include "tests/line_day.hpp"

using namespace earlybird;

using earlybird::testing::line_day;

namespace {

constexpr Index kPlaces = 16;

/// Where place k lies on a line: 0, 7, 14, 5, 12, ...; 10 s a step one way, 11 s the other.
Index position(Index place) { return place * 7 % kPlaces; }

std::vector<std::int32_t> legs_on_line() {
    std::vector<std::int32_t> legs;
    for (Index from = 0; from < kPlaces; ++from) {
        for (Index to = 0; to < kPlaces; ++to) {
            const Index steps = position(to) - position(from);
            legs.push_back(steps < 0 ? -10 * steps : 11 * steps);
        }
    }
    return legs;
}

}  // namespace

TEST_CASE("gathered places keep their legs and have their nearest next to them") {
    const Travel before = Travel::from_matrices(kPlaces, {legs_on_line()}, {}, {});
    Travel after = before;
    const std::vector<Index> renumbered = after.gather();
    for (Index from = 0; from < kPlaces; ++from) {
        const Index a = renumbered[std::size_t(from)];
        for (Index to = 0; to < kPlaces; ++to) {
            const Index b = renumbered[std::size_t(to)];
            CHECK(after.base(0, a, b) == before.base(0, from, to));
            CHECK(after.legs_to(0, b)[a] == before.base(0, from, to));
            // Sixteen are halved once: those at 0 to 7 have one half of the numbers.
            const bool same_half = (position(from) < 8) == (position(to) < 8);
            CHECK(((a < 8) == (b < 8)) == same_half);
        }
    }
}

TEST_CASE("distances move with the places they lie between") {
    const Travel before = Travel::from_matrices(kPlaces, {legs_on_line()}, legs_on_line(), {});
    Travel after = before;
    const std::vector<Index> renumbered = after.gather();
    for (Index from = 0; from < kPlaces; ++from) {
        for (Index to = 0; to < kPlaces; ++to) {
            CHECK(after.distance(renumbered[std::size_t(from)], renumbered[std::size_t(to)]) ==
                  before.distance(from, to));
        }
    }
}

TEST_CASE("a gathered problem has its jobs and shifts at the same places") {
    const Problem before = line_day(20, 2);
    Problem after = before;
    after.jobs[3].place = kNone;  // a rest has no place of its own
    after.gather_places();
    CHECK(after.job(3).place == kNone);
    for (Index j = 4; j < 20; ++j) {
        const Index home = before.shift(1).start_place;
        CHECK(after.travel.base(0, after.shift(1).start_place, after.job(j).place) ==
              before.travel.base(0, home, before.job(j).place));
        CHECK(after.travel.base(0, after.job(j).place, after.shift(0).end_place) ==
              before.travel.base(0, before.job(j).place, home));
    }
}
