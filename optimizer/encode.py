"""From a scenario to the flat arrays that the core searches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.clock import Clock
from models.engineer import Engineer, Level
from models.job import Job
from models.places import PlaceIndex
from models.policy import Policy
from models.reserve import planned_band, reserve_s
from models.scenario import Scenario
from models.starts import Span, possible_starts
from optimizer.abilities import Demand, demands
from optimizer.numbering import Numbering
from optimizer.problem import LEVELS, NO_MOMENT, NONE, Int64, JobColumn, ProblemArrays
from optimizer.stocks import LotName, lots_of, openings_of
from optimizer.travel.tables import TravelTable

ALL_LEVELS: tuple[Level, ...] = (1, 2, 3, 4, 5)


@dataclass(frozen=True, eq=False)
class Encoded:
    """The arrays, and what their rows are called in the scenario."""

    arrays: ProblemArrays
    jobs: tuple[Job, ...]
    shifts: tuple[tuple[Engineer, int], ...]
    """Engineer and shift index of every route."""
    lots: tuple[LotName, ...]
    need_parts: tuple[str, ...]
    """Part id of every need."""


def encode(
    scenario: Scenario,
    jobs: Sequence[Job],
    clock: Clock,
    places: PlaceIndex,
    travel: TravelTable,
    *,
    parts: Numbering | None = None,
    skills: Numbering | None = None,
) -> Encoded:
    """Compile the scenario for these jobs, all of which are plannable (`models.intake`).

    `parts` and `skills` hold numbers that are given already; others are added to them.

    A job that cannot start at any moment, such as a told appointment outside its windows, must not
    be among them. Possible starts begin and end on the raster of appointments already.
    """
    shifts = [
        (engineer, number)
        for engineer in scenario.engineers
        for number in range(len(engineer.shifts))
        if (engineer.id, number) in places.shift
    ]
    parts = Numbering() if parts is None else parts
    skills = Numbering() if skills is None else skills
    profiles = Numbering()
    depot_index = {depot.id: number for number, depot in enumerate(scenario.depots)}
    engineer_index = {engineer.id: number for number, engineer in enumerate(scenario.engineers)}
    job_rows, starts, service, needs, job_skills = _job_rows(
        scenario, jobs, clock, places, parts, skills
    )
    openings, opening_slices = openings_of(scenario, clock)
    lot_rows, lot_names = lots_of(scenario, clock, parts)
    shift_rows = [
        _shift_row(
            scenario, clock, places, one, engineer_index, depot_index, profiles, opening_slices
        )
        for one in shifts
    ]
    # A skill that no job needs does not decide anything.
    levels = np.zeros((len(scenario.engineers), len(skills.names)), dtype=np.uint8)
    for row, engineer in enumerate(scenario.engineers):
        for skill, level in engineer.skills.items():
            if skill in skills.index:
                levels[row, skills.index[skill]] = level
    rates = scenario.policy.rates
    band = planned_band(scenario.policy)
    arrays = ProblemArrays(
        travel=travel,
        profiles=tuple(profiles.names),
        jobs=_table(job_rows, len(JobColumn)),
        service_s=_table(service, LEVELS),
        starts=_table(starts, 2),
        shifts=_table(shift_rows, 11),
        openings=_table(openings, 2),
        needs=_table(needs, 2),
        lots=_table(lot_rows, 5),
        skills=np.array(job_skills, dtype=np.int64),
        levels=levels,
        able=_able(scenario.engineers, jobs),
        rates=np.array(
            [
                rates.travel_cents_per_s,
                rates.overtime_cents_per_s,
                rates.waiting_cents_per_s,
                rates.distance_cents_per_km,
                rates.lateness_cents_per_s,
                0,
            ],
            dtype=np.int64,
        ),
        band_least_s=band.least_s,
        band_most_s=-1 if band.most_s is None else band.most_s,
        raster_s=scenario.policy.appointment_raster_s,
        parts=len(parts.names),
        depots=len(scenario.depots),
    )
    return Encoded(
        arrays=arrays,
        jobs=tuple(jobs),
        shifts=tuple(shifts),
        lots=tuple(lot_names),
        need_parts=tuple(parts.names[part] for part, _ in needs),
    )


def _table(rows: Sequence[Sequence[int]], columns: int) -> Int64:
    return np.array(rows, dtype=np.int64).reshape(len(rows), columns)


def _job_rows(
    scenario: Scenario,
    jobs: Sequence[Job],
    clock: Clock,
    places: PlaceIndex,
    parts: Numbering,
    skills: Numbering,
) -> tuple[list[list[int]], list[Span], list[list[int]], list[tuple[int, int]], list[int]]:
    rows: list[list[int]] = []
    starts: list[Span] = []
    service: list[list[int]] = []
    needs: list[tuple[int, int]] = []
    job_skills: list[int] = []
    for job in jobs:
        possible = possible_starts(job, scenario, clock)
        starts_first, needs_first, skills_first = len(starts), len(needs), len(job_skills)
        starts.extend(disjoint(possible.spans))
        quantities: dict[str, int] = {}
        for need in job.parts:
            quantities[need.part_id] = quantities.get(need.part_id, 0) + need.quantity
        needs.extend((parts.of(part_id), quantity) for part_id, quantity in quantities.items())
        job_skills.extend(skills.of(need.skill) for need in job.skills)
        service.append(service_by_level(job, scenario.policy))
        rows.append(
            [
                places.job[job.id],
                job.priority,
                possible.door_s,
                starts_first,
                len(starts),
                NO_MOMENT if possible.told is None else possible.told,
                needs_first,
                len(needs),
                skills_first,
                len(job_skills),
                0,
            ]
        )
    return rows, starts, service, needs, job_skills


def disjoint(spans: Iterable[Span]) -> list[Span]:
    """Overlapping windows make one; so the core can search them in order."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def service_by_level(job: Job, policy: Policy) -> list[int]:
    """Column 0 for a job without skills; docs/timing.md, "Service by level" and "Reserves"."""
    mean_s = policy.default_duration_s[job.kind] if job.duration_s is None else job.duration_s
    if not job.skills:
        return [mean_s + reserve_s(job, mean_s, policy)] * LEVELS
    means_s = [
        job.duration_by_level_s.get(
            level, (mean_s * policy.duration_percent_by_level[level] + 50) // 100
        )
        for level in ALL_LEVELS
    ]
    by_level = [one_s + reserve_s(job, one_s, policy) for one_s in means_s]
    # Level 0 never serves a job with skills; the core ranks neighbours by this column.
    return [by_level[2], *by_level]


def _shift_row(
    scenario: Scenario,
    clock: Clock,
    places: PlaceIndex,
    of: tuple[Engineer, int],
    engineer_index: dict[str, int],
    depot_index: dict[str, int],
    profiles: Numbering,
    opening_slices: Sequence[tuple[int, int]],
) -> list[int]:
    engineer, number = of
    shift = engineer.shifts[number]
    ends = places.shift[engineer.id, number]
    depot = NONE if ends.start_depot_id is None else depot_index[ends.start_depot_id]
    handling_s, openings = 0, (0, 0)
    if depot != NONE:
        own = scenario.depots[depot].handling_s
        handling_s = scenario.policy.depot_handling_s if own is None else own
        openings = opening_slices[depot]
    end = clock.seconds(shift.end)
    return [
        engineer_index[engineer.id],
        ends.start,
        ends.end,
        profiles.of(engineer.vehicle_profile),
        clock.seconds(shift.start),
        end,
        end + engineer.overtime_max_s,
        depot,
        handling_s,
        *openings,
    ]


def _able(engineers: Sequence[Engineer], jobs: Sequence[Job]) -> npt.NDArray[np.uint64]:
    """Bit masks of the engineers that may do each job; equal demands are worked out once."""
    words = -(-len(engineers) // 64)
    able = np.zeros((len(jobs), words), dtype=np.uint64)
    everybody = np.zeros(words * 64, dtype=np.bool_)
    everybody[: len(engineers)] = True
    who_meets: dict[Demand, npt.NDArray[np.bool_]] = {}
    packed: dict[tuple[Demand, ...], npt.NDArray[np.uint64]] = {}
    for row, job in enumerate(jobs):
        asked = demands(job)
        if asked not in packed:
            mask = everybody
            for demand in asked:
                if demand not in who_meets:
                    met = np.zeros(words * 64, dtype=np.bool_)
                    met[: len(engineers)] = [demand.obstacle(one) is None for one in engineers]
                    who_meets[demand] = met
                mask = mask & who_meets[demand]
            packed[asked] = np.packbits(mask, bitorder="little").view("<u8").astype(np.uint64)
        able[row] = packed[asked]
    return able
