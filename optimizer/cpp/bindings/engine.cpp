#include "core/engine.hpp"

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/vector.h>

#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
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

using Numbers = std::vector<std::int64_t>;

/// Hand numbers over to Python, which frees them.
nb::ndarray<nb::numpy, std::int64_t> handed_over(Numbers numbers, std::size_t columns = 0) {
    auto* held = new Numbers(std::move(numbers));
    const nb::capsule owner(held, [](void* p) noexcept { delete static_cast<Numbers*>(p); });
    if (columns == 0) return {held->data(), {held->size()}, owner};
    return {held->data(), {held->size() / columns, columns}, owner};
}

nb::tuple pool_of(Engine& engine) {
    const Problem& problem = engine.problem();
    Numbers classes;
    Numbers prices;
    Numbers stops;
    Numbers first{0};
    Numbers units;
    std::size_t incumbent = 0;
    {
        const nb::gil_scoped_release released;
        for (const Column& column : engine.pool(incumbent)) {
            const auto number = static_cast<std::int64_t>(classes.size());
            classes.push_back(problem.class_of[std::size_t(column.shift)]);
            prices.push_back(column.price);
            stops.insert(stops.end(), column.stops.begin(), column.stops.end());
            first.push_back(static_cast<std::int64_t>(stops.size()));
            for (const Column::Units& one : column.units)
                units.insert(units.end(), {number, one.lot, one.quantity});
        }
    }
    Numbers sizes;
    for (std::size_t c = 0; c + 1 < problem.class_first.size(); ++c)
        sizes.push_back(problem.class_first[c + 1] - problem.class_first[c]);
    Numbers of_best(incumbent);
    std::iota(of_best.begin(), of_best.end(), 0);
    return nb::make_tuple(handed_over(std::move(classes)), handed_over(std::move(prices)),
                          handed_over(std::move(stops)), handed_over(std::move(first)),
                          handed_over(std::move(units), 3), handed_over(std::move(sizes)),
                          handed_over(std::move(of_best)));
}

nb::list ways_of(const Engine& engine, const std::vector<Index>& jobs) {
    std::vector<Displacement> ways;
    {
        const nb::gil_scoped_release released;
        Solution solution = engine.solution();
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
               std::uint64_t seed, unsigned threads, const Start* start) {
                std::optional<Start> copy;
                if (start != nullptr) copy = *start;
                new (self) Engine(problem, {seconds, iterations}, seed, threads, std::move(copy));
            },
            "problem"_a, "seconds"_a, "iterations"_a, "seed"_a, "threads"_a,
            "start"_a.none() = nb::none(), nb::keep_alive<1, 2>())
        .def("start", &Engine::start)
        .def("stop", &Engine::stop, "Ask it to end soon, with the best plan so far.")
        .def("wait", &Engine::wait, "seconds"_a, nb::call_guard<nb::gil_scoped_release>(),
             "Wait at most so long; whether the search is over.")
        .def("progress", &Engine::progress)
        .def("limit_seconds", &Engine::limit_seconds, "seconds"_a,
             "Change the budget in seconds while the search goes on.")
        .def("pause_at", &Engine::pause_at, "shares"_a,
             "Wait for `resume` whenever so much of the budget is used; before the start.")
        .def_prop_ro("is_paused", &Engine::is_paused)
        .def("resume", &Engine::resume)
        .def_prop_ro("remembers_routes", &Engine::remembers_routes,
                     "Whether routes are short enough for their recombination to pay.")
        .def(
            "pool", &pool_of,
            nb::sig("def pool(self) -> tuple[numpy.typing.NDArray[numpy.int64], ...]"),
            "(shift class (c,), price (c,), stops, first (c + 1,), units (q, 3) as column, lot and "
            "quantity, size of each class (k,), columns of the best plan (i,)), all int64.")
        .def("offer", &Engine::offer, "columns"_a, nb::call_guard<nb::gil_scoped_release>(),
             "Offer a plan made of columns of the last `pool`; whether it is better.")
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
