"""Every place for one more job in a plan, tried out with the reference timeline.

Knows nothing of the live desk, so that this can be held against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from support.brute_force import may_go

from models.clock import Clock
from models.cost import cost_of
from models.engineer import Engineer
from models.errors import RouteImpossible
from models.job import Job
from models.places import index_places
from models.plan import Draw, PartSource, Plan, StopKind
from models.scenario import Scenario
from models.timeline import StopTimes, Timeline, Visit, walk
from optimizer.travel.build import build_travel

ShiftName = tuple[str, int]
Stock = Counter[tuple[str, str, str | None, str]]
"""Units by part, "van" or "depot", whose, and the moment of their delivery."""


@dataclass(frozen=True)
class Tried:
    """What comes of one place."""

    extra_cents: int
    stop: StopTimes
    draws: tuple[Draw, ...]
    pushed_s: int
    slack_lost_s: int
    visits: tuple[Visit, ...]


def with_job(scenario: Scenario, job: Job) -> Scenario:
    """The scenario with a job added or replaced."""
    others = tuple(one for one in scenario.jobs if one.id != job.id)
    return scenario.model_copy(update={"jobs": (*others, job)})


def visits_of(plan: Plan) -> dict[ShiftName, tuple[Visit, ...]]:
    """The visits of every shift."""
    return {
        (route.engineer_id, route.shift_index): tuple(
            Visit(stop.job_id or "", stop.draws)
            for stop in route.stops
            if stop.kind is StopKind.JOB
        )
        for route in plan.routes
    }


def every_place(
    scenario: Scenario, standing: Mapping[ShiftName, tuple[Visit, ...]], job: Job
) -> dict[tuple[ShiftName, int], Tried]:
    """All places where the job fits, the other visits staying where they are."""
    scenario = with_job(scenario, job)
    clock, places = Clock.of(scenario), index_places(scenario)
    travel = build_travel(scenario, places)
    jobs = {one.id: one for one in scenario.jobs}
    stock = _left(scenario, standing)

    def timed(engineer: Engineer, number: int, visits: tuple[Visit, ...]) -> Timeline | None:
        try:
            return walk(scenario, clock, places, travel, engineer, number, visits, jobs)
        except RouteImpossible:
            return None

    found: dict[tuple[ShiftName, int], Tried] = {}
    for engineer in scenario.engineers:
        if not may_go(engineer, job):
            continue
        for number in range(len(engineer.shifts)):
            ends = places.shift.get((engineer.id, number))
            if ends is None:
                continue
            draws = _draws(scenario, clock, job, engineer, ends.start_depot_id, stock)
            if draws is None:
                continue
            visits = standing.get((engineer.id, number), ())
            before = timed(engineer, number, visits) if visits else None
            for position in range(len(visits) + 1):
                route = (*visits[:position], Visit(job.id, draws), *visits[position:])
                after = timed(engineer, number, route)
                if after is not None:
                    found[(engineer.id, number), position] = _tried(
                        scenario, before, after, position, draws, route
                    )
    return found


def _tried(
    scenario: Scenario,
    before: Timeline | None,
    after: Timeline,
    position: int,
    draws: tuple[Draw, ...],
    route: tuple[Visit, ...],
) -> Tried:
    cents = cost_of(scenario, [after], ()).cents
    cents -= 0 if before is None else cost_of(scenario, [before], ()).cents
    behind = () if before is None else before.stops[position:]
    moved = after.stops[position + 1 :]
    pushed = sum(max(0, new.start - old.start) for old, new in zip(behind, moved, strict=True))
    lost = 0
    if behind:
        lost = min(one.movable_s for one in behind) - min(one.movable_s for one in moved)
    return Tried(cents, after.stops[position], draws, pushed, max(0, lost), route)


def _left(scenario: Scenario, standing: Mapping[ShiftName, tuple[Visit, ...]]) -> Stock:
    stock: Stock = Counter()
    for engineer in scenario.engineers:
        for part_id, units in engineer.van_stock.items():
            stock[part_id, "van", engineer.id, ""] += units
    for depot in scenario.depots:
        for part_id, units in depot.stock.items():
            stock[part_id, "depot", depot.id, ""] += units
        for one in depot.inbound:
            stock[one.part_id, "depot", depot.id, one.eta.isoformat()] += one.quantity
    for (engineer_id, _), visits in standing.items():
        for visit in visits:
            for draw in visit.draws:
                whose = engineer_id if draw.source is PartSource.VAN else draw.depot_id
                eta = "" if draw.inbound_eta is None else draw.inbound_eta.isoformat()
                stock[draw.part_id, draw.source.value, whose, eta] -= draw.quantity
    return stock


def _draws(
    scenario: Scenario,
    clock: Clock,
    job: Job,
    engineer: Engineer,
    depot_id: str | None,
    stock: Stock,
) -> tuple[Draw, ...] | None:
    """From the van, then from the depot in the order in which units are there."""
    etas = {one.eta.isoformat(): one.eta for depot in scenario.depots for one in depot.inbound}
    moments = sorted(etas, key=lambda eta: clock.seconds(etas[eta]))
    sources = [("van", engineer.id, ""), *(("depot", depot_id, eta) for eta in ("", *moments))]
    wanted: Counter[str] = Counter()
    for need in job.parts:
        wanted[need.part_id] += need.quantity
    draws: list[Draw] = []
    for part_id, missing in wanted.items():
        left = missing
        for source, whose, eta in sources:
            units = min(left, stock[part_id, source, whose, eta])
            if whose is None or units <= 0:
                continue
            left -= units
            draws.append(
                Draw(
                    part_id=part_id,
                    quantity=units,
                    source=PartSource(source),
                    depot_id=None if source == "van" else whose,
                    inbound_eta=etas.get(eta),
                )
            )
        if left:
            return None
    return tuple(draws)
