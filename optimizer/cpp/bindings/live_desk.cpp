#include "core/live_desk.hpp"

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/array.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/vector.h>

#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "bindings/parts.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace {

using namespace earlybird;

using Spans = std::vector<std::pair<Seconds, Seconds>>;
using Amounts = std::vector<std::pair<Index, std::int64_t>>;
using Legs = nb::ndarray<const std::int32_t, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

/// A desk that notices when two threads use it at once, which it is not made for.
class GuardedDesk {
  public:
    GuardedDesk(const Problem& problem, GivenPlan given) : desk_(problem, std::move(given)) {}

    template <typename Use>
    auto alone(Use use) {
        if (busy_.test_and_set())
            throw std::runtime_error("two threads use one live desk: give each its own");
        struct Release {
            std::atomic_flag& flag;
            ~Release() { flag.clear(); }
        } release{busy_};
        return use(desk_);
    }

  private:
    LiveDesk desk_;
    std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
};

Starts starts_of(const Spans& spans) {
    Starts starts;
    for (const auto& [first, last] : spans)
        starts.push_back({first, last});
    return starts;
}

std::vector<Draw> draws_of(const std::vector<Amounts>& given) {
    std::vector<Draw> draws;
    for (const Amounts& parts : given) {
        Draw draw;
        for (const auto& [lot, quantity] : parts)
            draw.parts.push_back({lot, quantity});
        draws.push_back(std::move(draw));
    }
    return draws;
}

nb::tuple as_tuple(const Quote& one) {
    return nb::make_tuple(one.route, one.position, one.price, one.depart, one.arrive, one.start,
                          one.finish, one.pushed, one.slack_lost, one.busy);
}

std::vector<std::int32_t> copied(const Legs& legs) {
    return {legs.data(), legs.data() + legs.size()};
}

nb::list best(GuardedDesk& guarded, Index job, const std::vector<Spans>& windows,
              const std::vector<Index>& routes, std::size_t count) {
    std::vector<std::vector<Quote>> found;
    {
        const nb::gil_scoped_release released;
        std::vector<Starts> asked;
        for (const Spans& spans : windows)
            asked.push_back(starts_of(spans));
        found = guarded.alone([&](LiveDesk& desk) { return desk.best(job, asked, routes, count); });
    }
    nb::list by_window;
    for (const std::vector<Quote>& quotes : found) {
        nb::list list;
        for (const Quote& one : quotes)
            list.append(as_tuple(one));
        by_window.append(list);
    }
    return by_window;
}

void write_job(GuardedDesk& guarded, Index row, Index place, std::int64_t priority, Seconds door,
               std::pair<bool, Seconds> told, Seconds raster, const Spans& starts,
               const Amounts& needs, std::vector<Index> skills,
               const std::array<Seconds, kLevels>& service, std::vector<std::uint64_t> able) {
    JobRow what;
    what.place = place;
    what.priority = priority;
    what.door = door;
    if (told.first) what.told = told.second;
    what.raster = raster;
    what.starts = starts_of(starts);
    for (const auto& [part, quantity] : needs)
        what.needs.push_back({part, quantity});
    what.skills = std::move(skills);
    what.service = service;
    what.able = std::move(able);
    guarded.alone([&](LiveDesk& desk) { desk.write_job(row, what); });
}

std::vector<Index> replace_shift(GuardedDesk& guarded, Index route, std::pair<Index, Index> places,
                                 std::array<Seconds, 3> moments, Index depot, Seconds handling,
                                 std::pair<Index, Index> openings) {
    const Shift shift{.engineer = kNone,
                      .start_place = places.first,
                      .end_place = places.second,
                      .profile = 0,
                      .start = moments[0],
                      .end = moments[1],
                      .latest_end = moments[2],
                      .depot = depot,
                      .handling = handling,
                      .openings = {openings.first, openings.second},
                      .rests = {}};
    return guarded.alone([&](LiveDesk& desk) { return desk.replace_shift(route, shift); });
}

nb::list times(GuardedDesk& guarded, Index route) {
    nb::list all;
    for (const Standing& one : guarded.alone([&](LiveDesk& desk) { return desk.times(route); })) {
        all.append(nb::make_tuple(one.job, one.depart, one.arrive, one.start, one.finish,
                                  one.latest, one.lateness));
    }
    return all;
}

nb::object cheapest_way(GuardedDesk& guarded, Index job) {
    Displacement way;
    {
        const nb::gil_scoped_release released;
        way = guarded.alone([&](LiveDesk& desk) { return desk.cheapest_way(job); });
    }
    if (!way.found()) return nb::none();
    return nb::make_tuple(way.shift, nb::cast(way.displaced), way.extra);
}

}  // namespace

void bind_live_desk(nb::module_& m) {
    nb::class_<GuardedDesk>(m, "LiveDesk",
                            "A plan at rest that can be changed. Raises ValueError for what is not "
                            "possible, and has not changed then.")
        .def(
            "__init__",
            [](GuardedDesk* self, const Problem& problem, std::vector<std::vector<Index>> routes,
               const std::vector<Amounts>& draws, std::vector<Index> fixed) {
                new (self) GuardedDesk(
                    problem, GivenPlan{std::move(routes), draws_of(draws), std::move(fixed), {}});
            },
            "problem"_a, "routes"_a, "draws"_a, "fixed"_a, "Copies the problem.")
        .def_prop_ro(
            "obstacle",
            [](GuardedDesk& guarded) -> nb::object {
                return guarded.alone([](LiveDesk& desk) -> nb::object {
                    if (!desk.obstacle()) return nb::none();
                    return nb::make_tuple(desk.obstacle()->shift, desk.obstacle()->stop,
                                          desk.obstacle()->reason);
                });
            },
            nb::sig("def obstacle(self) -> tuple[int, int, str] | None"),
            "(shift, stop, why) of what is fixed but cannot stay; then nobody is served.")
        .def_prop_ro("cents",
                     [](GuardedDesk& guarded) {
                         return guarded.alone([](LiveDesk& desk) { return desk.cents(); });
                     })
        .def("write_job", &write_job, "row"_a, "place"_a, "priority"_a, "door_s"_a, "told"_a,
             "raster_s"_a, "starts_s"_a, "needs"_a, "skills"_a, "service_s"_a, "able"_a,
             "Write the row of an unserved job; `told` as (whether, moment).")
        .def(
            "move_place",
            [](GuardedDesk& guarded, Index place, const Legs& from, const Legs& to,
               const Legs& metres_from, const Legs& metres_to) {
                const Travel::Legs legs{copied(from), copied(to), copied(metres_from),
                                        copied(metres_to)};
                guarded.alone([&](LiveDesk& desk) { desk.move_place(place, legs); });
            },
            "place"_a, "from_s"_a.noconvert(), "to_s"_a.noconvert(), "metres_from"_a.noconvert(),
            "metres_to"_a.noconvert(),
            "The legs of a place, to and from all places, one after the other by profile or hour.")
        .def(
            "move_place_to",
            [](GuardedDesk& guarded, Index place, const std::array<double, 3>& unit_vector) {
                guarded.alone([&](LiveDesk& desk) { desk.move_place(place, unit_vector); });
            },
            "place"_a, "unit_vector"_a)
        .def("best", &best, "job"_a, "windows"_a, "shifts"_a, "count"_a,
             nb::sig("def best(self, job: int, windows: "
                     "collections.abc.Sequence[collections.abc.Sequence[tuple[int, int]]], shifts: "
                     "collections.abc.Sequence[int], count: int) -> "
                     "list[list[tuple[int, int, int, int, int, int, int, int, int, int]]]"),
             "By window, the cheapest place of each shift as (shift, position, cents, depart, "
             "arrive, start, finish, pushed, slack lost, busy), cheapest first.")
        .def(
            "quote",
            [](GuardedDesk& guarded, Index job, Index shift, Index position) -> nb::object {
                const Quote one =
                    guarded.alone([&](LiveDesk& desk) { return desk.at(job, shift, position); });
                if (!one.found()) return nb::none();
                return as_tuple(one);
            },
            "job"_a, "shift"_a, "position"_a,
            nb::sig("def quote(self, job: int, shift: int, position: int) -> "
                    "tuple[int, int, int, int, int, int, int, int, int, int] | None"),
            "What comes of one place, as in `best`; None where the job does not fit.")
        .def(
            "draws_in",
            [](GuardedDesk& guarded, Index job, Index shift) {
                return guarded.alone([&](LiveDesk& desk) { return desk.draws_in(job, shift); });
            },
            "job"_a, "shift"_a, "[need, lot, units] of what a job would draw.")
        .def(
            "draws_of",
            [](GuardedDesk& guarded, Index job) {
                return guarded.alone([&](LiveDesk& desk) { return desk.draws_of(job); });
            },
            "job"_a, "The same of a job that is served.")
        .def(
            "where",
            [](GuardedDesk& guarded, Index job) -> nb::object {
                return guarded.alone([&](LiveDesk& desk) -> nb::object {
                    const Solution& solution = desk.solution();
                    if (job < 0 || job >= desk.problem().job_count() || !solution.is_served(job))
                        return nb::none();
                    return nb::make_tuple(solution.route_of(job), solution.position_of(job));
                });
            },
            "job"_a, nb::sig("def where(self, job: int) -> tuple[int, int] | None"),
            "(shift, position) of a job that is served.")
        .def(
            "route",
            [](GuardedDesk& guarded, Index shift) {
                return guarded.alone([&](LiveDesk& desk) {
                    std::vector<Index> jobs;
                    for (const Standing& one : desk.times(shift))
                        jobs.push_back(one.job);
                    return jobs;
                });
            },
            "shift"_a, "Jobs of a shift in order.")
        .def("times", &times, "shift"_a,
             nb::sig("def times(self, shift: int) -> "
                     "list[tuple[int, int, int, int, int, int, int]]"),
             "(job, depart, arrive, start, finish, latest start, lateness) of every visit.")
        .def(
            "busy_s",
            [](GuardedDesk& guarded, Index shift) {
                return guarded.alone([&](LiveDesk& desk) { return desk.busy(shift); });
            },
            "shift"_a, "Seconds of driving, work and handling in a shift.")
        .def("cheapest_way", &cheapest_way, "job"_a,
             nb::sig("def cheapest_way(self, job: int) -> tuple[int, list[int], int] | None"),
             "(shift, displaced jobs, extra cents) of the cheapest way to serve the job.")
        .def(
            "put",
            [](GuardedDesk& guarded, Index job, Index shift, Index position) {
                return guarded.alone(
                    [&](LiveDesk& desk) { return desk.put(job, shift, position); });
            },
            "job"_a, "shift"_a, "position"_a, "Put a job in; how the price changes.")
        .def(
            "take",
            [](GuardedDesk& guarded, Index job) {
                return guarded.alone([&](LiveDesk& desk) { return desk.take(job); });
            },
            "job"_a, "Take a job out; how the price changes.")
        .def("replace_shift", &replace_shift, "shift"_a, "places"_a, "moments_s"_a, "depot"_a,
             "handling_s"_a, "openings"_a,
             "Change a shift: (start, end) places and (start, end, latest end); jobs that left.")
        .def(
            "close_shift",
            [](GuardedDesk& guarded, Index shift) {
                return guarded.alone(
                    [&](LiveDesk& desk) { return desk.replace_shift(shift, std::nullopt); });
            },
            "shift"_a, "Nothing is served in this shift any more; jobs that left.")
        .def("mark",
             [](GuardedDesk& guarded) {
                 return guarded.alone([](LiveDesk& desk) { return desk.mark(); });
             })
        .def(
            "undo",
            [](GuardedDesk& guarded, std::size_t mark) {
                guarded.alone([&](LiveDesk& desk) { desk.undo(mark); });
            },
            "mark"_a, "Back to how it was at this mark.")
        .def("commit",
             [](GuardedDesk& guarded) { guarded.alone([](LiveDesk& desk) { desk.commit(); }); });
}
