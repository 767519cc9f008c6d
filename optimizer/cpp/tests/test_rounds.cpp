// Rounds, plans crossed of two, records and the favour for more routes, worked out by hand.

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

#include "core/crossing.hpp"
#include "core/engine.hpp"
#include "core/record.hpp"
#include "core/recreate.hpp"
#include "core/rounds.hpp"
#include "core/tails.hpp"
#include "tests/check.hpp"
#include "tests/line_day.hpp"

using namespace earlybird;

using earlybird::testing::line_day;

namespace {

using Routes = std::vector<std::vector<Index>>;

const std::atomic<bool> kGoOn{false};

Snapshot plan_of(const Problem& problem, Routes routes, Cents cents = 0) {
    Snapshot plan;
    plan.routes = std::move(routes);
    plan.draws.resize(problem.needs.size());
    plan.score.cents = cents;
    return plan;
}

Index stops_in(const Snapshot& plan) {
    std::size_t stops = 0;
    for (const auto& route : plan.routes)
        stops += route.size();
    return static_cast<Index>(stops);
}

}  // namespace

TEST_CASE("only long budgets are divided, into rounds by the root of the steps") {
    CHECK(Rounds::count_for(3499, 50) == 0);
    CHECK(Rounds::count_for(10000, 100) == 40);    // 0.4 x 100
    CHECK(Rounds::count_for(250000, 100) == 200);  // 0.4 x 500
    CHECK(Rounds::count_for(19000, 400) == 0);     // as 3,359 in a plan of 100 jobs
    CHECK(Rounds::count_for(330000, 1600) == 40);  // 16 to the power of 1.25 is 32
}

TEST_CASE("fresh rounds come first and are longer") {
    Rounds rounds;
    CHECK(!rounds.any());
    rounds.divide(4);  // two fresh ones of length 1.5, two of length 1: the first ends at 1.5 / 5
    CHECK(rounds.any());
    CHECK(rounds.is_fresh());
    CHECK(!rounds.is_over(0.299));
    CHECK(rounds.is_over(0.301));
    CHECK(rounds.done(0.75 / 5) > 0.499);
    CHECK(rounds.done(0.75 / 5) < 0.501);
    rounds.begin_next(1.5 / 5);
    CHECK(rounds.is_fresh());
    rounds.begin_next(3.0 / 5);
    CHECK(!rounds.is_fresh());
    CHECK(rounds.done(3.5 / 5) > 0.499);
    CHECK(rounds.done(3.5 / 5) < 0.501);
    CHECK(rounds.done(1) == 1);
}

TEST_CASE("the ten best plans are known, each once") {
    const Problem problem = line_day(5);
    Rounds rounds;
    Routes routes{{0, 1, 2, 3, 4}};
    for (Cents cents = 20; cents > 8; --cents) {
        rounds.remember(plan_of(problem, routes, cents));
        rounds.remember(plan_of(problem, {{4, 2, 0, 3, 1}}, cents));  // of a score that is known
        std::next_permutation(routes[0].begin(), routes[0].end());
    }
    CHECK(rounds.good().size() == 10);  // of 9 to 20 the two worst are gone
    for (const Rounds::Good& good : rounds.good()) {
        CHECK(good.plan.score.cents < 19);
        CHECK(good.plan.routes != (Routes{{4, 2, 0, 3, 1}}));
    }
    Rng rng(1);
    for (int i = 0; i < 50; ++i) {
        const auto parents = rounds.draw_parents(rng);
        CHECK(parents[0] != parents[1]);
    }
}

TEST_CASE("of plans that have more than four fifths of their legs in common the best is known") {
    const Problem problem = line_day(7, 2);
    Rounds rounds;
    const auto scores = [&] {
        std::vector<Cents> all;
        for (const Rounds::Good& good : rounds.good())
            all.push_back(good.plan.score.cents);
        return all;
    };
    rounds.remember(plan_of(problem, {{0, 1, 2, 3, 4, 5, 6}, {}}, 10));
    // In five legs of six it is the same.
    rounds.remember(plan_of(problem, {{0, 1, 2, 3, 4, 5}, {6}}, 12));
    CHECK(scores() == std::vector<Cents>{10});
    rounds.remember(plan_of(problem, {{}, {0, 1, 2, 3, 4, 5, 6}}, 9));
    CHECK(scores() == std::vector<Cents>{9});
    // Four legs of six are not enough.
    rounds.remember(plan_of(problem, {{0, 1, 2, 3, 4}, {6, 5}}, 8));
    CHECK(scores() == (std::vector<Cents>{9, 8}));
}

TEST_CASE("a record keeps the routes that were noted") {
    const Problem problem = line_day(3, 2);
    Solution walk(problem);
    walk.restore(plan_of(problem, {{0, 1}, {2}}));
    Record record(problem);
    CHECK(record.is_beaten_by(walk));
    record.note_all();
    record.keep(walk);
    CHECK(record.plan().routes == (Routes{{0, 1}, {2}}));
    CHECK(record.plan().score == walk.score());
    CHECK(!record.is_beaten_by(walk));
    walk.exchange({0, 0, 2}, {1, 0, 1});
    walk.settle();
    record.note(0);
    record.note(1);
    record.keep(walk);
    CHECK(record.plan().routes == (Routes{{2}, {0, 1}}));
}

TEST_CASE("a plan crossed of two has a route of one, and what is left beside it of the other") {
    const Problem problem = line_day(4, 2);
    const Neighbours neighbours(problem, 1, kGoOn);
    const Snapshot one = plan_of(problem, {{0, 1}, {2, 3}});
    const Snapshot other = plan_of(problem, {{3, 2}, {1, 0}});
    // The shifts are alike, so the second of `other` is called the first: it has 0 and 1, too. One
    // route of each is all that can be drawn: with two routes no more than one is exchanged.
    std::vector<Routes> seen;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Rng rng(seed);
        seen.push_back(cross(problem, neighbours, one, other, rng).routes);
    }
    for (const Routes& routes : seen)
        CHECK(routes == (Routes{{1, 0}, {2, 3}}) || routes == (Routes{{0, 1}, {3, 2}}));
    CHECK(std::any_of(seen.begin(), seen.end(), [&](const auto& r) { return r != seen[0]; }));
    Rng rng(1);
    CHECK(cross(problem, neighbours, one, one, rng).routes == one.routes);
}

TEST_CASE("jobs that both sides of a crossed plan have are in it once, others are left out") {
    const Problem problem = line_day(4, 2);
    const Neighbours neighbours(problem, 1, kGoOn);
    const Snapshot one = plan_of(problem, {{0, 1}, {2, 3}});
    const Snapshot other = plan_of(problem, {{0, 2}, {1, 3}});
    Index whole = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Rng rng(seed);
        const Snapshot crossed = cross(problem, neighbours, one, other, rng);
        std::vector<int> times(4, 0);
        for (const auto& route : crossed.routes) {
            for (const Index job : route)
                ++times[std::size_t(job)];
        }
        CHECK(*std::max_element(times.begin(), times.end()) == 1);
        // {0, 2} beside {2, 3} is either {0, 2}, {3} or {0}, {2, 3}; job 1 has no place left.
        CHECK(stops_in(crossed) == 3);
        whole += stops_in(crossed) == 4 ? 1 : 0;
    }
    CHECK(whole == 0);
}

TEST_CASE("a route more is begun when it is favoured by more than it costs") {
    const Problem problem = line_day(3, 2);
    const Neighbours neighbours(problem, 1, kGoOn);
    // Job 1 on the way to job 2 costs nothing, a route of its own 2 x 1200.
    const auto route_of = [&](Cents favour) {
        Solution solution(problem);
        solution.restore(plan_of(problem, {{0, 2}, {}}));
        Rng rng(1);
        Recreate recreate(solution, neighbours, rng);
        recreate.favour_empty(favour);
        recreate.insert_anywhere(1);
        CHECK(solution.more_routes() == solution.route_of(1));
        return solution.route_of(1);
    };
    CHECK(route_of(0) == 0);
    CHECK(route_of(2399) == 0);
    CHECK(route_of(2401) == 1);
}

TEST_CASE("a tail goes into an empty route when that is favoured by more than it costs") {
    const Problem problem = line_day(3, 2);
    const Neighbours neighbours(problem, 1, kGoOn);
    // From 0-1-2-3-0 to 0-1-0 and 0-2-3-0 (or 0-1-2-0 and 0-3-0): 3600 becomes 4800 (6000).
    const auto splits = [&](Cents favour) {
        Index found = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Solution solution(problem);
            solution.restore(plan_of(problem, {{0, 1, 2}, {}}));
            ExchangeRules rules(solution);
            Rng rng(seed);
            TailExchange tails(solution, neighbours, rules, rng);
            tails.favour_more(favour);
            if (!tails.draw(1, 0)) continue;
            tails.apply();
            solution.settle();
            found += solution.more_routes();
        }
        return found;
    };
    CHECK(splits(0) == 0);
    CHECK(splits(1200) == 0);
    CHECK(splits(1201) > 0);
}

TEST_CASE("a search in rounds finds the same again, and nothing dearer than it has seen") {
    const Problem problem = line_day(6, 3);
    const auto found = [&](unsigned threads) {
        // 8,000 steps for each job and thread: 35 rounds.
        Engine engine(problem, {0, 48000 * std::int64_t{threads}}, 3, threads);
        engine.start();
        while (!engine.wait(0.01)) {
        }
        return engine.best();
    };
    for (const unsigned threads : {1U, 2U}) {
        const Snapshot plan = found(threads);
        CHECK(plan.routes == found(threads).routes);
        // Six jobs of an hour fill a day and the way to the last: 7200, or 1200 more in two routes.
        CHECK(stops_in(plan) == 6);
        CHECK(plan.score.cents <= 7200 + 1200);
        Solution solution(problem);
        solution.restore(plan);
        CHECK(solution.score() == plan.score);
    }
}
