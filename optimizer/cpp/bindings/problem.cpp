#include "core/problem.hpp"

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/vector.h>

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "bindings/parts.hpp"
#include "core/route_timing.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace {

using namespace earlybird;

template <typename T>
using Row = nb::ndarray<const T, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
template <typename T>
using Table = nb::ndarray<const T, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
template <typename T>
using Cube = nb::ndarray<const T, nb::ndim<3>, nb::c_contig, nb::device::cpu>;

template <typename Array>
auto copied(const Array& array) {
    using T = std::remove_const_t<typename Array::Scalar>;
    return std::vector<T>(array.data(), array.data() + array.size());
}

/// How the arrays say "no such moment" (optimizer.problem.NO_MOMENT).
constexpr std::int64_t kNoMoment = std::numeric_limits<std::int64_t>::min();

Index index(std::int64_t value) { return static_cast<Index>(value); }

SpeedByHour speed_of(const Row<std::int64_t>& starts, const Row<std::int64_t>& values,
                     bool values_are_matrices) {
    SpeedByHour speed;
    speed.starts = copied(starts);
    if (values_are_matrices) {
        for (const std::int64_t value : copied(values))
            speed.matrix_of.push_back(index(value));
    } else {
        speed.permille = copied(values);
    }
    return speed;
}

std::vector<Interval> intervals(const Table<std::int64_t>& table) {
    std::vector<Interval> all;
    for (std::size_t i = 0; i < table.shape(0); ++i)
        all.push_back({table(i, 0), table(i, 1)});
    return all;
}

void set_jobs(Problem& problem, const Table<std::int64_t>& jobs, const Table<std::int64_t>& service,
              Seconds raster) {
    for (std::size_t j = 0; j < jobs.shape(0); ++j) {
        Job job{};
        job.place = index(jobs(j, 0));
        job.priority = jobs(j, 1);
        job.door = jobs(j, 2);
        job.starts = {index(jobs(j, 3)), index(jobs(j, 4))};
        job.told = jobs(j, 5) == kNoMoment ? kNever : jobs(j, 5);
        if (job.told == kNever) job.raster = raster;
        job.needs = {index(jobs(j, 6)), index(jobs(j, 7))};
        job.skills = {index(jobs(j, 8)), index(jobs(j, 9))};
        job.setup = jobs(j, 10);
        job.first_start = problem.starts[std::size_t(job.starts.first)].start;
        job.last_start = problem.starts[std::size_t(job.starts.last - 1)].end;
        for (std::size_t level = 0; level < kLevels; ++level) {
            job.service[level] = service(j, level);
        }
        // A job without skills always takes its entry for level 0.
        for (std::size_t level = 1; level < kLevels && !job.skills.empty(); ++level) {
            job.service_varies = job.service_varies || job.service[level] != job.service[0];
        }
        problem.jobs.push_back(job);
    }
}

void set_shifts(Problem& problem, const Table<std::int64_t>& shifts) {
    for (std::size_t r = 0; r < shifts.shape(0); ++r) {
        problem.shifts.push_back({.engineer = index(shifts(r, 0)),
                                  .start_place = index(shifts(r, 1)),
                                  .end_place = index(shifts(r, 2)),
                                  .profile = index(shifts(r, 3)),
                                  .start = shifts(r, 4),
                                  .end = shifts(r, 5),
                                  .latest_end = shifts(r, 6),
                                  .depot = index(shifts(r, 7)),
                                  .handling = shifts(r, 8),
                                  .openings = {index(shifts(r, 9)), index(shifts(r, 10))},
                                  .rests = {}});
    }
}

/// Errands follow the jobs; what they belong to is told about them.
void set_errands(Problem& problem, const Table<std::int64_t>& errands) {
    const auto jobs = static_cast<Index>(problem.jobs.size());
    problem.errand_count = index(static_cast<std::int64_t>(errands.shape(0)));
    std::vector<std::vector<Index>> rests(problem.shifts.size());
    for (std::size_t i = 0; i < errands.shape(0); ++i) {
        const Index stop = jobs + index(static_cast<std::int64_t>(i));
        const Index owner = index(errands(i, 1));
        Job errand{};
        errand.place = index(errands(i, 2));
        errand.told = kNever;
        errand.starts = {index(errands(i, 4)), index(errands(i, 5))};
        errand.first_start = problem.starts[std::size_t(errand.starts.first)].start;
        errand.last_start = problem.starts[std::size_t(errand.starts.last - 1)].end;
        errand.service.fill(errands(i, 3));
        errand.setup = errands(i, 6);
        switch (errands(i, 0)) {
        case 0:
            errand.kind = StopKind::kRefill;
            problem.shifts[std::size_t(owner)].refill = stop;
            break;
        case 1:
            errand.kind = StopKind::kRest;
            rests[std::size_t(owner)].push_back(stop);
            break;
        default:
            errand.kind = StopKind::kGoods;
            errand.owner = owner;
            problem.jobs[std::size_t(owner)].goods = stop;
        }
        problem.jobs.push_back(errand);
    }
    for (std::size_t r = 0; r < rests.size(); ++r) {
        const auto first = static_cast<Index>(problem.rests.size());
        problem.rests.insert(problem.rests.end(), rests[r].begin(), rests[r].end());
        problem.shifts[r].rests = {first, static_cast<Index>(problem.rests.size())};
    }
}

Problem make_problem(Travel& travel, const Table<std::int64_t>& jobs,
                     const Table<std::int64_t>& service, const Table<std::int64_t>& starts,
                     const Table<std::int64_t>& shifts, const Table<std::int64_t>& openings,
                     const Table<std::int64_t>& needs, const Table<std::int64_t>& lots,
                     const Row<std::int64_t>& skills, const Table<std::uint8_t>& levels,
                     const Table<std::uint64_t>& able, const Row<std::int64_t>& rates,
                     std::int64_t band_least, std::int64_t band_most, std::int64_t raster,
                     std::int64_t parts, std::int64_t depots, const Table<std::int64_t>& errands,
                     const Table<std::uint64_t>& equipped, const Table<std::int64_t>& load_at_start,
                     const Table<std::int64_t>& load_change,
                     const Table<std::int64_t>& load_capacity) {
    Problem problem;
    problem.travel = std::move(travel);
    problem.starts = intervals(starts);
    problem.openings = intervals(openings);
    set_jobs(problem, jobs, service, raster);
    set_shifts(problem, shifts);
    set_errands(problem, errands);
    problem.loads = {load_at_start.shape(1), copied(load_at_start), copied(load_change),
                     copied(load_capacity)};
    problem.equipped = copied(equipped);
    for (std::size_t i = 0; i < needs.shape(0); ++i) {
        problem.needs.push_back({index(needs(i, 0)), needs(i, 1)});
    }
    for (std::size_t i = 0; i < lots.shape(0); ++i) {
        problem.lots.push_back(
            {index(lots(i, 0)), index(lots(i, 1)), index(lots(i, 2)), lots(i, 3), lots(i, 4)});
    }
    for (const std::int64_t skill : copied(skills))
        problem.skills.push_back(index(skill));
    problem.levels = copied(levels);
    problem.engineer_count = index(static_cast<std::int64_t>(levels.shape(0)));
    problem.skill_count = index(static_cast<std::int64_t>(levels.shape(1)));
    problem.able = copied(able);
    problem.able_words = able.shape(1);
    problem.rates = {rates(0), rates(1), rates(2), rates(3), rates(4), rates(5)};
    problem.band_least = band_least;
    problem.band_most = band_most < 0 ? kUnlimited : band_most;
    problem.part_count = index(parts);
    problem.depot_count = index(depots);
    problem.finish();
    return problem;
}

nb::tuple timed(const Problem& problem, Index shift, const std::vector<Index>& jobs,
                bool collection, std::int64_t available_from) {
    RouteTiming timing;
    time_route(problem, shift, jobs, {collection, available_from}, timing);
    nb::list starts;
    for (const StopTiming& stop : timing.stops) {
        starts.append(nb::make_tuple(stop.depart, stop.arrive, stop.start));
    }
    return nb::make_tuple(timing.legal, timing.begin, timing.end, timing.travel, timing.service,
                          timing.waiting, timing.overtime, timing.lateness, timing.distance_price,
                          timing.price(problem.rates), starts);
}

}  // namespace

void bind_problem(nb::module_& m) {
    nb::class_<Travel>(m, "Travel", "Travel times as the core knows them.")
        .def_static(
            "from_matrices",
            [](const Cube<std::int32_t>& durations, const Table<std::int32_t>& distances,
               const Row<std::int64_t>& starts, const Row<std::int64_t>& permille) {
                const std::size_t cells = durations.shape(1) * durations.shape(2);
                std::vector<std::vector<std::int32_t>> matrices;
                for (std::size_t p = 0; p < durations.shape(0); ++p) {
                    const std::int32_t* first = durations.data() + p * cells;
                    matrices.emplace_back(first, first + cells);
                }
                return Travel::from_matrices(static_cast<Index>(durations.shape(1)),
                                             std::move(matrices), copied(distances),
                                             speed_of(starts, permille, false));
            },
            "durations_s"_a.noconvert(), "distances_m"_a.noconvert(), "starts_s"_a.noconvert(),
            "permille"_a.noconvert(),
            "Matrices by profile (p, n, n) int32; distances (n, n) or empty.")
        .def_static(
            "from_hourly",
            [](const Cube<std::int32_t>& durations, const Row<std::int64_t>& percent,
               const Table<std::int32_t>& distances, const Row<std::int64_t>& starts,
               const Row<std::int64_t>& hours) {
                return Travel::from_hourly(static_cast<Index>(durations.shape(1)),
                                           copied(durations), copied(percent), copied(distances),
                                           speed_of(starts, hours, true));
            },
            "durations_s"_a.noconvert(), "profile_percent"_a.noconvert(),
            "distances_m"_a.noconvert(), "starts_s"_a.noconvert(), "hours"_a.noconvert(),
            "Matrices by local hour (24, n, n) int32 for all profiles.")
        .def_static(
            "from_coordinates",
            [](const Table<double>& unit_vectors, double radius_m, double road_factor,
               const Row<std::int64_t>& metres_per_hour, const Row<std::int64_t>& starts,
               const Row<std::int64_t>& permille) {
                return Travel::from_coordinates(copied(unit_vectors), radius_m, road_factor,
                                                copied(metres_per_hour),
                                                speed_of(starts, permille, false));
            },
            "unit_vectors"_a.noconvert(), "radius_m"_a, "road_factor"_a,
            "metres_per_hour"_a.noconvert(), "starts_s"_a.noconvert(), "permille"_a.noconvert(),
            "Great-circle travel from unit vectors (n, 3) float64.")
        .def("arrive", &Travel::arrive, "profile"_a, "origin"_a, "destination"_a, "depart_s"_a)
        .def("depart_by", &Travel::depart_by, "profile"_a, "origin"_a, "destination"_a,
             "arrive_s"_a)
        .def("depart_from", &Travel::depart_from, "profile"_a, "origin"_a, "destination"_a,
             "arrive_s"_a)
        .def("distance_m", &Travel::distance, "origin"_a, "destination"_a);

    nb::class_<Problem>(m, "Problem", "The flat arrays of one problem; see optimizer.problem.")
        .def_static("make", &make_problem, "travel"_a, "jobs"_a.noconvert(),
                    "service_s"_a.noconvert(), "starts_s"_a.noconvert(), "shifts"_a.noconvert(),
                    "openings_s"_a.noconvert(), "needs"_a.noconvert(), "lots"_a.noconvert(),
                    "skills"_a.noconvert(), "levels"_a.noconvert(), "able"_a.noconvert(),
                    "rates"_a.noconvert(), "band_least_s"_a, "band_most_s"_a, "raster_s"_a,
                    "parts"_a, "depots"_a, "errands"_a.noconvert(), "equipped"_a.noconvert(),
                    "load_at_start"_a.noconvert(), "load_change"_a.noconvert(),
                    "load_capacity"_a.noconvert(),
                    "Copies the arrays; `travel` is moved from and unusable after.")
        .def("gather_places", &Problem::gather_places,
             "Number near places next to each other, for a search: it waits less for memory.")
        .def("time_route", &timed, "shift"_a, "jobs"_a, "collection"_a = false,
             "available_from_s"_a = 0,
             nb::sig("def time_route(self, shift: int, jobs: collections.abc.Sequence[int], "
                     "collection: bool = "
                     "False, available_from_s: int = 0) -> tuple[bool, int, int, int, int, int, "
                     "int, int, int, int, list[tuple[int, int, int]]]"),
             "(legal, begin, end, travel, service, waiting, overtime, lateness, distance cents, "
             "price, [(depart, arrive, start)]) of a route, seconds and cents.");
}
