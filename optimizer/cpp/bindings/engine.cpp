#include "core/engine.hpp"

#include <nanobind/nanobind.h>
#include <nanobind/stl/vector.h>

#include <cstdint>
#include <vector>

#include "bindings/parts.hpp"
#include "core/displacement.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace {

using namespace earlybird;

nb::list routes_of(const Engine& engine) {
    nb::list routes;
    for (const auto& jobs : engine.best().routes) {
        nb::list route;
        for (const Index job : jobs)
            route.append(job);
        routes.append(route);
    }
    return routes;
}

/// Where the units of every need come from. Those of jobs served from vans alone are not recorded
/// by the search, because they can only come from the van of their shift.
nb::list draws_of(const Engine& engine) {
    const Problem& problem = engine.problem();
    std::vector<Draw> draws = engine.best().draws;
    for (Index r = 0; r < problem.shift_count(); ++r) {
        const auto engineer = static_cast<std::size_t>(problem.shift(r).engineer);
        for (const Index stop : engine.best().routes[std::size_t(r)]) {
            const Job& job = problem.job(stop);
            if (job.kind == StopKind::kRefill) break;
            for (Index n = job.needs.first; job.from_van && n < job.needs.last; ++n) {
                const Need& need = problem.needs[std::size_t(n)];
                const Index lot = problem.van_lot[engineer * std::size_t(problem.part_count) +
                                                  std::size_t(need.part)];
                draws[std::size_t(n)].parts = {{lot, need.quantity}};
            }
        }
    }
    nb::list all;
    for (const Draw& draw : draws) {
        nb::list parts;
        for (const Draw::Part& part : draw.parts)
            parts.append(nb::make_tuple(part.lot, part.quantity));
        all.append(parts);
    }
    return all;
}

nb::list ways_of(const Engine& engine, const std::vector<Index>& jobs) {
    std::vector<Displacement> ways;
    {
        const nb::gil_scoped_release released;
        Solution solution(engine.problem());
        solution.restore(engine.best());
        for (const Index job : jobs)
            ways.push_back(cheapest_displacement(solution, job));
    }
    nb::list found;
    for (const Displacement& way : ways) {
        if (!way.found()) {
            found.append(nb::none());
            continue;
        }
        nb::list displaced;
        for (const Index job : way.displaced)
            displaced.append(job);
        found.append(nb::make_tuple(way.shift, displaced, way.extra));
    }
    return found;
}

}  // namespace

void bind_engine(nb::module_& m) {
    nb::class_<Progress>(m, "Progress", "A glance at a running search.")
        .def_ro("seconds", &Progress::seconds)
        .def_ro("iterations", &Progress::iterations)
        .def_ro("unserved", &Progress::unserved)
        .def_ro("share", &Progress::share, "Share of the budget that is used, 0 to 1.")
        .def_ro("first_complete_seconds", &Progress::first_complete_seconds,
                "Seconds until every job had been tried once; negative before.")
        .def_prop_ro("unserved_priority",
                     [](const Progress& p) { return p.score.unserved_priority; })
        .def_prop_ro("unserved_without_priority",
                     [](const Progress& p) { return p.score.unserved_without_priority; })
        .def_prop_ro("cents", [](const Progress& p) { return p.score.cents; });

    nb::class_<Engine>(m, "Engine", "A search over a problem, in threads of its own.")
        .def(
            "__init__",
            [](Engine* self, const Problem& problem, double seconds, std::int64_t iterations,
               std::uint64_t seed, unsigned threads) {
                new (self) Engine(problem, {seconds, iterations}, seed, threads);
            },
            "problem"_a, "seconds"_a, "iterations"_a, "seed"_a, "threads"_a, nb::keep_alive<1, 2>())
        .def("start", &Engine::start)
        .def("stop", &Engine::stop, "Ask it to end soon, with the best plan so far.")
        .def("wait", &Engine::wait, "seconds"_a, nb::call_guard<nb::gil_scoped_release>(),
             "Wait at most so long; whether the search is over.")
        .def("progress", &Engine::progress)
        .def("routes", &routes_of, nb::sig("def routes(self) -> list[list[int]]"),
             "Jobs of every shift in order; only after the end.")
        .def("cheapest_ways", &ways_of, "jobs"_a,
             nb::sig("def cheapest_ways(self, jobs: collections.abc.Sequence[int]) -> "
                     "list[tuple[int, list[int], int] | None]"),
             "For each unserved job (shift, displaced jobs, extra cents), or None where no shift "
             "could serve it even alone; only after the end.")
        .def("draws", &draws_of, nb::sig("def draws(self) -> list[list[tuple[int, int]]]"),
             "[(lot, quantity)] of every need; only after the end.");
}
