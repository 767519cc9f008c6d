#include "core/desk.hpp"

#include <nanobind/nanobind.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/vector.h>

#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

#include "bindings/parts.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace {

using namespace earlybird;

using Drawn = std::vector<std::vector<std::pair<Index, std::int64_t>>>;

Start made(const Problem& problem, std::vector<std::vector<Index>> routes, const Drawn& draws,
           std::vector<Index> fixed, std::vector<Index> kept) {
    GivenPlan given{std::move(routes), {}, std::move(fixed), std::move(kept)};
    for (const auto& parts : draws) {
        Draw draw;
        for (const auto& [lot, quantity] : parts)
            draw.parts.push_back({lot, quantity});
        given.draws.push_back(std::move(draw));
    }
    return start_from(problem, given);
}

nb::object as_tuple(const Spot& spot) {
    if (!spot.found()) return nb::none();
    return nb::make_tuple(spot.route, spot.position, spot.price, spot.errand, spot.errand_position);
}

nb::list as_list(const std::vector<Spot>& spots) {
    nb::list all;
    for (const Spot& spot : spots)
        all.append(as_tuple(spot));
    return all;
}

std::vector<double> timed(Desk& desk, const std::vector<Index>& jobs) {
    using Clock = std::chrono::steady_clock;
    std::vector<double> seconds;
    for (const Index job : jobs) {
        const Clock::time_point began = Clock::now();
        desk.best_insertion(job);
        seconds.push_back(std::chrono::duration<double>(Clock::now() - began).count());
    }
    return seconds;
}

}  // namespace

void bind_desk(nb::module_& m) {
    nb::class_<Start>(m, "Start", "The legal part of a given plan, to search from.")
        .def_static("make", &made, "problem"_a, "routes"_a, "draws"_a, "fixed"_a, "kept"_a,
                    "Stops by shift; [(lot, quantity)] by need, or empty; leading stops that stay "
                    "by shift, or empty; jobs that stay. Raises ValueError for what is no plan.")
        .def_prop_ro(
            "obstacle",
            [](const Start& start) -> nb::object {
                if (!start.obstacle) return nb::none();
                return nb::make_tuple(start.obstacle->shift, start.obstacle->stop,
                                      start.obstacle->reason);
            },
            nb::sig("def obstacle(self) -> tuple[int, int, str] | None"),
            "(shift, stop, why) of what has to stay but cannot; then there is no start.")
        .def_prop_ro(
            "routes", [](const Start& start) { return start.plan.routes; },
            "What fits of every route.");

    nb::class_<Desk>(m, "Desk", "A plan that stands, asked where one more job would fit.")
        .def(nb::init<const Problem&, const Start&>(), "problem"_a, "start"_a,
             nb::keep_alive<1, 2>())
        .def(
            "best_insertion",
            [](Desk& desk, Index job) { return as_tuple(desk.best_insertion(job)); }, "job"_a,
            nb::sig("def best_insertion(self, job: int) -> tuple[int, int, int, int, int] | None"),
            "(shift, position, extra cents, errand, position of the errand) of the cheapest spot.")
        .def(
            "best_insertions",
            [](Desk& desk, Index job, std::size_t count) {
                return as_list(desk.best_insertions(job, count));
            },
            "job"_a, "count"_a,
            nb::sig("def best_insertions(self, job: int, count: int) -> "
                    "list[tuple[int, int, int, int, int]]"),
            "The cheapest spot of each shift, cheapest first, at most so many.")
        .def(
            "is_served", [](const Desk& desk, Index job) { return desk.solution().is_served(job); },
            "job"_a)
        .def_prop_ro("cents", [](const Desk& desk) { return desk.solution().score().cents; })
        .def("time_insertions", &timed, "jobs"_a,
             "Seconds that `best_insertion` takes in the core for each of these jobs.");
}
