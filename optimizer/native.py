"""The only door to the native core. Checks what goes in and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimizer import _core
from optimizer.problem import (
    LEVELS,
    NO_MOMENT,
    NONE,
    ErrandColumn,
    ErrandKind,
    JobColumn,
    Loads,
    LotColumn,
    ProblemArrays,
    ShiftColumn,
)
from optimizer.start import CannotStay, Start
from optimizer.travel.great_circle import GreatCircleTable
from optimizer.travel.hourly import HourlyMatrixTable
from optimizer.travel.matrix import MatrixTravelTable
from optimizer.travel.profiles import ProfileMatrixTable
from optimizer.travel.speed import SpeedByHour
from optimizer.travel.tables import TravelTable

MATRIX_UP_TO_PLACES = 4000
"""Up to here coordinates are turned into a matrix (64 MB), which is faster to look up."""

Desk = _core.Desk
Engine = _core.Engine
LiveDesk = _core.LiveDesk
Problem = _core.Problem
Progress = _core.Progress
Travel = _core.Travel


@dataclass(frozen=True, slots=True)
class Search:
    """What a search has decided, in indices of the problem."""

    routes: tuple[tuple[int, ...], ...]
    """Jobs of every shift, in order."""
    draws: tuple[tuple[tuple[int, int], ...], ...]
    """(lot, quantity) of every need; empty for needs of unserved jobs."""


def compile_problem(arrays: ProblemArrays) -> Problem:
    """Hand the arrays to the core. Raises ValueError when one is not what ProblemArrays says."""
    jobs, shifts, engineers = len(arrays.jobs), len(arrays.shifts), len(arrays.levels)
    _require("jobs", arrays.jobs, np.int64, (jobs, len(JobColumn)))
    _require("service_s", arrays.service_s, np.int64, (jobs, LEVELS))
    _require("starts", arrays.starts, np.int64, (len(arrays.starts), 2))
    _require("shifts", arrays.shifts, np.int64, (shifts, len(ShiftColumn)))
    _require("openings", arrays.openings, np.int64, (len(arrays.openings), 2))
    _require("needs", arrays.needs, np.int64, (len(arrays.needs), 2))
    _require("lots", arrays.lots, np.int64, (len(arrays.lots), len(LotColumn)))
    _require("skills", arrays.skills, np.int64, (len(arrays.skills),))
    _require("levels", arrays.levels, np.uint8, (engineers, arrays.levels.shape[1]))
    _require("able", arrays.able, np.uint64, (jobs, -(-engineers // 64)))
    stops = jobs + len(arrays.errands)
    loads = arrays.loads
    if loads is None:
        loads = Loads(*(np.zeros((rows, 0), np.int64) for rows in (stops, stops, shifts)))
    dimensions = loads.capacity.shape[1]
    _require("errands", arrays.errands, np.int64, (len(arrays.errands), len(ErrandColumn)))
    if arrays.equipped is not None:
        _require("equipped", arrays.equipped, np.uint64, (jobs, -(-engineers // 64)))
    _require("loads.at_start", loads.at_start, np.int64, (stops, dimensions))
    _require("loads.change", loads.change, np.int64, (stops, dimensions))
    _require("loads.capacity", loads.capacity, np.int64, (shifts, dimensions))
    _require("rates", arrays.rates, np.int64, (6,))
    _require_ranges(arrays)
    _require_starts_on_raster(arrays)
    _require_durations_to_be_exact(arrays)
    return Problem.make(
        travel_of(arrays),
        arrays.jobs,
        arrays.service_s,
        arrays.starts,
        arrays.shifts,
        arrays.openings,
        arrays.needs,
        arrays.lots,
        arrays.skills,
        arrays.levels,
        arrays.able,
        arrays.rates,
        arrays.band_least_s,
        arrays.band_most_s,
        arrays.raster_s,
        arrays.parts,
        arrays.depots,
        arrays.errands,
        np.zeros((0, 0), np.uint64) if arrays.equipped is None else arrays.equipped,
        loads.at_start,
        loads.change,
        loads.capacity,
    )


def compile_start(problem: Problem, start: Start) -> _core.Start:
    """Hand a plan to the core, which takes what is legal of it.

    Raises:
        ValueError: it is no plan of the problem; names shift and stop.
        CannotStay: a stop that has to stay is not legal where it is.
    """
    made = _core.Start.make(
        problem,
        [list(route) for route in start.routes],
        [list(draw) for draw in start.draws or ()],
        list(start.fixed or ()),
        sorted(start.kept),
    )
    if made.obstacle is not None:
        raise CannotStay(*made.obstacle)
    return made


def travel_of(arrays: ProblemArrays) -> Travel:
    """The travel table as the core knows it, with the profiles in their order."""
    table = arrays.travel
    # Without shifts there are no profiles; the core still wants to know one.
    profiles = arrays.profiles or tuple(_known_profiles(table))[:1]
    if isinstance(table, HourlyMatrixTable):
        return Travel.from_hourly(
            table.durations_s,
            np.array([table.profiles[name] for name in profiles], dtype=np.int64),
            _distances(table.distances_m),
            table.boundaries_s,
            table.hour_of_bucket.astype(np.int64),
        )
    if isinstance(table, MatrixTravelTable):
        matrices = np.stack([table.base_matrix_s(name) for name in profiles])
        return Travel.from_matrices(matrices, _distances(table.distances_m), *_speed(table.speed))
    if isinstance(table, ProfileMatrixTable):
        matrices = np.stack([table.profiles[name] for name in profiles])
        return Travel.from_matrices(matrices, _distances(table.distances_m), *_speed(None))
    if len(table.unit_vectors) <= MATRIX_UP_TO_PLACES:
        durations_s, distances_m = zip(*(table.full(name) for name in profiles), strict=True)
        return Travel.from_matrices(np.stack(durations_s), distances_m[0], *_speed(table.speed))
    return _from_coordinates(table, profiles)


def _known_profiles(table: TravelTable) -> Iterable[str]:
    return table.reference_m_per_h if isinstance(table, GreatCircleTable) else table.profiles


def _from_coordinates(table: GreatCircleTable, profiles: Sequence[str]) -> Travel:
    return Travel.from_coordinates(
        table.unit_vectors,
        table.radius_m,
        table.road_factor,
        np.array([table.reference_m_per_h[name] for name in profiles], dtype=np.int64),
        *_speed(table.speed),
    )


def _speed(
    speed: SpeedByHour | None,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    # One bucket at reference speed is the same as no hours at all, and faster.
    if speed is None or speed.speeds == (1000,):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    return speed.boundaries_s, speed.permille.astype(np.int64)


def _distances(distances_m: npt.NDArray[np.int32] | None) -> npt.NDArray[np.int32]:
    return np.empty((0, 0), dtype=np.int32) if distances_m is None else distances_m


def result_of(engine: Engine) -> Search:
    """Fetch the plan of a search that is over."""
    return Search(
        routes=tuple(tuple(route) for route in engine.routes()),
        draws=tuple(tuple(draw) for draw in engine.draws()),
    )


def _require(
    name: str, array: npt.NDArray[np.generic], dtype: type[np.generic], shape: tuple[int, ...]
) -> None:
    if array.dtype != dtype or array.shape != shape or not array.flags.c_contiguous:
        raise ValueError(
            f"{name} must be C-contiguous {np.dtype(dtype)} of shape {shape}, "
            f"but it is {array.dtype} of shape {array.shape}"
        )


def _require_ranges(arrays: ProblemArrays) -> None:
    """Every index must point into its array: the core does not look again."""
    places = _place_count(arrays)
    jobs, shifts, lots = arrays.jobs, arrays.shifts, arrays.lots
    engineers, openings = len(arrays.levels), len(arrays.openings)
    errands = arrays.errands
    goods = errands[:, ErrandColumn.KIND] == ErrandKind.GOODS
    checks = (
        ("jobs place", jobs[:, JobColumn.PLACE], 0, places - 1),
        ("jobs starts first", jobs[:, JobColumn.STARTS_FIRST], 0, len(arrays.starts) - 1),
        ("jobs starts last", jobs[:, JobColumn.STARTS_LAST], 1, len(arrays.starts)),
        ("jobs needs", jobs[:, JobColumn.NEEDS_FIRST], 0, len(arrays.needs)),
        ("jobs needs", jobs[:, JobColumn.NEEDS_LAST], 0, len(arrays.needs)),
        ("jobs skills", jobs[:, JobColumn.SKILLS_FIRST], 0, len(arrays.skills)),
        ("jobs skills", jobs[:, JobColumn.SKILLS_LAST], 0, len(arrays.skills)),
        ("shifts engineer", shifts[:, ShiftColumn.ENGINEER], 0, engineers - 1),
        ("shifts start place", shifts[:, ShiftColumn.START_PLACE], 0, places - 1),
        ("shifts end place", shifts[:, ShiftColumn.END_PLACE], 0, places - 1),
        ("shifts profile", shifts[:, ShiftColumn.PROFILE], 0, len(arrays.profiles) - 1),
        ("shifts depot", shifts[:, ShiftColumn.DEPOT], -1, arrays.depots - 1),
        ("shifts openings", shifts[:, ShiftColumn.OPENINGS_FIRST], 0, openings),
        ("shifts openings", shifts[:, ShiftColumn.OPENINGS_LAST], 0, openings),
        ("needs part", arrays.needs[:, 0], 0, arrays.parts - 1),
        ("lots part", lots[:, LotColumn.PART], 0, arrays.parts - 1),
        ("lots engineer", lots[:, LotColumn.ENGINEER], -1, engineers - 1),
        ("lots depot", lots[:, LotColumn.DEPOT], -1, arrays.depots - 1),
        ("skills", arrays.skills, 0, arrays.levels.shape[1] - 1),
        ("levels", arrays.levels, 0, 5),
        ("errands kind", errands[:, ErrandColumn.KIND], 0, len(ErrandKind) - 1),
        ("errands place", errands[:, ErrandColumn.PLACE], NONE, places - 1),
        ("errands starts first", errands[:, ErrandColumn.STARTS_FIRST], 0, len(arrays.starts) - 1),
        ("errands starts last", errands[:, ErrandColumn.STARTS_LAST], 1, len(arrays.starts)),
        ("errands owner", errands[goods, ErrandColumn.OWNER], 0, len(jobs) - 1),
        ("errands owner", errands[~goods, ErrandColumn.OWNER], 0, len(shifts) - 1),
    )
    for name, values, low, high in checks:
        if values.size and (values.min() < low or values.max() > high):
            raise ValueError(f"{name} must lie within {low} and {high}")
    if (jobs[:, JobColumn.STARTS_FIRST] >= jobs[:, JobColumn.STARTS_LAST]).any():
        raise ValueError("every job needs at least one interval of possible starts")
    if (errands[:, ErrandColumn.STARTS_FIRST] >= errands[:, ErrandColumn.STARTS_LAST]).any():
        raise ValueError("every errand needs at least one interval of possible starts")
    rests = errands[:, ErrandColumn.KIND] == ErrandKind.REST
    if (errands[~rests, ErrandColumn.PLACE] == NONE).any():
        raise ValueError("every errand that is no rest needs a place")
    _require_single(errands[goods, ErrandColumn.OWNER], "goods for a job")
    _require_single(errands[~goods & ~rests, ErrandColumn.OWNER], "refill for a shift")


def _require_single(owners: npt.NDArray[np.int64], what: str) -> None:
    if len(np.unique(owners)) != len(owners):
        raise ValueError(f"at most one {what}")


def _require_starts_on_raster(arrays: ProblemArrays) -> None:
    """The core rounds moments only between the two ends of an interval."""
    if arrays.raster_s < 1:
        raise ValueError("raster_s must be at least 1")
    lengths = arrays.starts[:, 1] - arrays.starts[:, 0]
    uneven = np.append(0, np.cumsum(lengths % arrays.raster_s != 0))
    free = arrays.jobs[arrays.jobs[:, JobColumn.TOLD_S] == NO_MOMENT]
    if (uneven[free[:, JobColumn.STARTS_LAST]] > uneven[free[:, JobColumn.STARTS_FIRST]]).any():
        raise ValueError("possible starts of jobs without an appointment end off the raster")


def _require_durations_to_be_exact(arrays: ProblemArrays) -> None:
    """The least duration of a route is only known where nothing else depends on time."""
    if arrays.rates[5] == 0:
        return
    jobs, travel = arrays.jobs, arrays.travel
    speed = None if isinstance(travel, (HourlyMatrixTable, ProfileMatrixTable)) else travel.speed
    simple = {
        "one window for each job": bool(
            (jobs[:, JobColumn.STARTS_LAST] - jobs[:, JobColumn.STARTS_FIRST] == 1).all()
        ),
        "no appointment told and no time at the door": not jobs[:, JobColumn.DOOR_S].any()
        and bool((jobs[:, JobColumn.TOLD_S] == NO_MOMENT).all()),
        "no band": arrays.band_least_s == 0 and arrays.band_most_s < 0,
        "travel that does not depend on the hour": not isinstance(travel, HourlyMatrixTable)
        and _speed(speed)[0].size == 0,
        "no depot to collect from": arrays.depots == 0,
        "appointments at any second": arrays.raster_s == 1,
    }
    for name, holds in simple.items():
        if not holds:
            raise ValueError(f"a price for the duration of routes needs {name}")


def _place_count(arrays: ProblemArrays) -> int:
    table = arrays.travel
    if isinstance(table, GreatCircleTable):
        return len(table.unit_vectors)
    if isinstance(table, ProfileMatrixTable):
        return table.place_count
    return int(table.durations_s.shape[-1])
