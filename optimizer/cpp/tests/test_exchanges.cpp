// Pieces of routes that change places, and first plans by savings, worked out by hand.

#include <atomic>
#include <utility>
#include <vector>

#include "core/exchange_rules.hpp"
#include "core/savings.hpp"
#include "core/search.hpp"
#include "core/segments.hpp"
#include "core/tails.hpp"
#include "tests/check.hpp"
#include "tests/line_day.hpp"

using namespace earlybird;

using earlybird::testing::kHour;
using earlybird::testing::line_day;

namespace {

using Routes = std::vector<std::vector<Index>>;

Snapshot plan_of(const Problem& problem, Routes routes) {
    Snapshot plan;
    plan.routes = std::move(routes);
    plan.draws.resize(problem.needs.size());
    return plan;
}

Routes routes_of(const Solution& solution) {
    Routes routes(solution.problem().shifts.size());
    for (Index r = 0; r < solution.problem().shift_count(); ++r) {
        for (const Node& node : solution.route(r).nodes)
            routes[std::size_t(r)].push_back(node.job);
    }
    return routes;
}

/// Whether everything cached is what a solution made anew from the same routes has.
bool is_up_to_date(const Solution& solution) {
    Solution anew(solution.problem());
    anew.restore(plan_of(solution.problem(), routes_of(solution)));
    bool same = anew.score() == solution.score();
    for (Index r = 0; r < solution.problem().shift_count(); ++r) {
        const Route& a = solution.route(r);
        const Route& b = anew.route(r);
        same = same && a.last_leg == b.last_leg && a.end == b.end && a.price == b.price &&
               a.latest_ready == b.latest_ready && a.size() == b.size();
        for (Index k = 0; same && k < a.size(); ++k) {
            same = a.node(k).ready == b.node(k).ready && a.node(k).latest == b.node(k).latest &&
                   a.node(k).leg == b.node(k).leg && solution.position_of(a.node(k).job) == k &&
                   solution.route_of(a.node(k).job) == r;
        }
    }
    return same;
}

/// Every job needs `quantity` units of the only part, of which every van holds `in_van`.
Problem day_with_parts(Index jobs, Index shifts, std::int64_t in_van) {
    Problem problem = line_day(jobs, shifts);
    problem.part_count = 1;
    for (Index j = 0; j < jobs; ++j) {
        problem.needs.push_back({0, 1});
        problem.jobs[std::size_t(j)].needs = {j, j + 1};
    }
    for (Index e = 0; e < shifts; ++e)
        problem.lots.push_back({0, e, kNone, in_van, 0});
    problem.finish();
    return problem;
}

void check_exchange(const Problem& problem, const Routes& before, const Piece& one,
                    const Piece& other, const Routes& after, Cents cents) {
    Solution solution(problem);
    solution.restore(plan_of(problem, before));
    const Score score = solution.score();
    solution.exchange(one, other);
    solution.settle();
    CHECK(routes_of(solution) == after);
    CHECK(solution.score().cents == cents);
    CHECK(is_up_to_date(solution));
    solution.rollback();
    CHECK(routes_of(solution) == before);
    CHECK(solution.score() == score);
}

const std::atomic<bool> kGoOn{false};

}  // namespace

TEST_CASE("pieces of two routes change places") {
    const Problem six = line_day(6, 2);
    // 0-1-2-3-0 and 0-4-5-6-0 on the line: 3600 + 7200; then 0-1-4-0 and 0-2-3-5-6-0.
    check_exchange(six, {{0, 1, 2}, {3, 4, 5}}, {0, 1, 3}, {1, 0, 1}, {{0, 3}, {1, 2, 4, 5}},
                   4800 + 7200);
    const Problem four = line_day(4, 2);
    check_exchange(four, {{0, 1}, {2, 3}}, {0, 1, 2}, {1, 2, 2}, {{0}, {2, 3, 1}}, 1200 + 4800);
    check_exchange(four, {{0, 1}, {2, 3}}, {0, 0, 2}, {1, 1, 1}, {{}, {2, 0, 1, 3}},
                   1800 + 1200 + 600 + 1200 + 2400);
}

TEST_CASE("pieces of one route change places") {
    const Problem problem = line_day(4, 1);
    check_exchange(problem, {{0, 1, 2, 3}}, {0, 0, 1}, {0, 2, 4}, {{2, 3, 1, 0}}, 4800);
}

TEST_CASE("a piece goes only where the van has its parts") {
    Problem problem = line_day(4, 2);
    problem.part_count = 1;
    problem.needs = {{0, 1}, {0, 1}};
    problem.jobs[0].needs = {0, 1};
    problem.jobs[2].needs = {1, 2};
    problem.lots = {{0, 0, kNone, 1, 0}, {0, 1, kNone, 1, 0}};
    problem.finish();
    Solution solution(problem);
    solution.restore(plan_of(problem, {{0, 1}, {2, 3}}));
    ExchangeRules rules(solution);
    CHECK(!rules.allow({0, 0, 1}, {1, 0, 0}));
    CHECK(rules.allow({0, 0, 1}, {1, 0, 1}));
    solution.exchange({0, 0, 1}, {1, 0, 1});
    CHECK(solution.stock().left_in_van(0, 0) == 0);
    CHECK(solution.stock().left_in_van(1, 0) == 0);
    CHECK(routes_of(solution) == (Routes{{2, 1}, {0, 3}}));
    solution.rollback();
    CHECK(routes_of(solution) == (Routes{{0, 1}, {2, 3}}));
}

TEST_CASE("what is fixed or has to stay is in no exchange") {
    const Problem problem = line_day(4, 2);
    Solution solution(problem);
    solution.restore(plan_of(problem, {{0, 1}, {2, 3}}));
    solution.fix({1, 0}, {0, 0, 0, 1});
    ExchangeRules rules(solution);
    CHECK(!rules.allow({0, 0, 1}, {1, 0, 1}));  // job 0 is fixed
    CHECK(!rules.allow({0, 1, 1}, {1, 1, 2}));  // job 3 has to stay
    CHECK(rules.allow({0, 1, 2}, {1, 0, 1}));
}

TEST_CASE("a segment is chosen for what the plan changes by") {
    // Way 0-1-2-4-0 of the first engineer passes job 2: the second is relieved, and 3600 saved.
    const Problem two = line_day(4, 2);
    // To go to 1 before 0 is 1200 of way too much.
    const Problem one = line_day(4, 1);
    const auto draws = [](const Problem& problem, const Routes& routes, Index job, Cents limit) {
        Index found = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const Neighbours neighbours(problem, 1, kGoOn);
            Solution solution(problem);
            solution.restore(plan_of(problem, routes));
            ExchangeRules rules(solution);
            Rng rng(seed);
            SegmentExchange segments(solution, neighbours, rules, rng);
            const Cents before = solution.score().cents;
            if (!segments.draw(job, limit)) continue;
            ++found;
            segments.apply();
            solution.settle();
            CHECK(solution.score().cents - before < limit);
            CHECK(is_up_to_date(solution));
        }
        return found;
    };
    CHECK(draws(two, {{0, 1, 3}, {2}}, 1, -3600) == 0);
    CHECK(draws(two, {{0, 1, 3}, {2}}, 1, -3599) > 0);
    CHECK(draws(one, {{1, 0, 2, 3}}, 0, -1200) == 0);
    CHECK(draws(one, {{1, 0, 2, 3}}, 0, -1199) > 0);
}

TEST_CASE("many exchanges leave legal routes with the prices they were chosen for") {
    Problem problem = line_day(12, 3);
    problem.starts.push_back({8 * kHour, 10 * kHour});
    problem.starts.push_back({12 * kHour, 16 * kHour});
    for (Index j = 0; j < 12; j += 2)
        problem.jobs[std::size_t(j)].starts = {1, 3};
    problem.finish();
    const Neighbours neighbours(problem, 1, kGoOn);
    Search search(problem, neighbours, 1);
    search.build_first_plan(kGoOn);
    Solution solution(problem);
    solution.restore(search.best());
    ExchangeRules rules(solution);
    Rng rng(7);
    TailExchange tails(solution, neighbours, rules, rng);
    SegmentExchange segments(solution, neighbours, rules, rng);
    Index done = 0;
    const auto apply = [&](auto& exchange) {
        if (!exchange.draw(rng.below(12), 1200)) return;
        exchange.apply();
        solution.settle();
        Cents cents = 0;
        for (Index r = 0; r < 3; ++r) {
            const std::vector<Index> jobs = routes_of(solution)[std::size_t(r)];
            RouteTiming timing;
            time_route(problem, r, jobs, {}, timing);
            CHECK(timing.legal);
            if (!jobs.empty()) cents += timing.price(problem.rates);
        }
        CHECK(cents == solution.score().cents);
        CHECK(is_up_to_date(solution));
        solution.commit();
        ++done;
    };
    for (int i = 0; i < 2000; ++i) {
        apply(tails);
        apply(segments);
    }
    CHECK(done > 100);
}

TEST_CASE("routes that are closed take part in no exchange") {
    const Problem problem = line_day(4, 2);
    const Neighbours neighbours(problem, 1, kGoOn);
    Solution solution(problem);
    solution.restore(plan_of(problem, {{0, 1}, {2, 3}}));
    solution.confine({1, 0}, 0, 1);
    ExchangeRules rules(solution);
    CHECK(rules.is_free(0));
    CHECK(!rules.is_free(1));
}

TEST_CASE("savings join routes until the day is full") {
    const Problem problem = line_day(7, 2);
    const Neighbours neighbours(problem, 1, kGoOn);
    const auto plan = plan_by_savings(problem, neighbours, kGoOn);
    CHECK(plan.has_value());
    Solution solution(problem);
    solution.restore(*plan);
    // Six jobs and 2 x 4200 s of way fill the day until 16:50; the nearest job is left for another.
    CHECK(routes_of(solution) == (Routes{{0}, {1, 2, 3, 4, 5, 6}}));
    CHECK(solution.score().cents == 1200 + 8400);
    CHECK(solution.route(1).end == 16 * kHour + 3000);
}

TEST_CASE("savings join no more than a van has parts for") {
    const Problem problem = day_with_parts(4, 2, 2);
    const Neighbours neighbours(problem, 1, kGoOn);
    const auto plan = plan_by_savings(problem, neighbours, kGoOn);
    CHECK(plan.has_value());
    CHECK(plan->routes == (Routes{{0, 1}, {2, 3}}));
}

TEST_CASE("there are no savings where shifts differ, time has a price, or jobs are left over") {
    const auto has_plan = [](Problem problem) {
        problem.finish();
        const Neighbours neighbours(problem, 1, kGoOn);
        return plan_by_savings(problem, neighbours, kGoOn).has_value();
    };
    CHECK(has_plan(line_day(3, 2)));
    CHECK(!has_plan(line_day(3, 0)));
    Problem later = line_day(3, 2);
    later.shifts[1].start += kHour;
    CHECK(!has_plan(later));
    Problem waiting = line_day(3, 2);
    waiting.rates.waiting = 1;
    CHECK(!has_plan(waiting));
    CHECK(!has_plan(line_day(7, 1)));
}

TEST_CASE("a first plan for an overloaded day leaves out what matters least") {
    Problem problem = line_day(7, 1);
    problem.jobs[0].priority = 5;
    const Neighbours neighbours(problem, 1, kGoOn);
    Search search(problem, neighbours, 1);
    search.build_first_plan(kGoOn);
    CHECK(search.best().score.unserved_priority == 1);
}
