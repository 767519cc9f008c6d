"""Improves the plan of a running day a few shifts at a time, while the day goes on.

Neighbouring shifts of one day are solved again with every promise kept. What comes of it changes
those shifts alone, so that it can be put in force whatever happens to the others meanwhile.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator

from models.base import Text
from models.day import Day
from models.engineer import Engineer
from models.place import Place
from models.plan import Draw, PartSource, Plan, StopKind
from models.proposal import Proposal, ProposalKind
from models.scenario import Scenario
from models.timeline import Visit
from optimizer.proposals.change import Change
from optimizer.proposals.complete import complete
from optimizer.proposals.draft import draft
from optimizer.proposals.ground import Ground, Visits
from optimizer.replan import DayDesk
from optimizer.solve import Budget, solve
from optimizer.standing import ShiftName

__all__ = ["improvement"]

SHIFTS_AT_ONCE = 8
"""Shifts that are solved together."""
TITLE = Text(en="Better routes", zh="更优路线")


def improvement(
    day: Day,
    desk: DayDesk,
    budget_s: float,
    *,
    seed: int,
    leave_alone: Collection[ShiftName] = (),
) -> Proposal | None:
    """Better routes for some shifts, as a proposal that nobody has to consent to; None: none found.

    Args:
        day: the running day.
        desk: of this day.
        budget_s: of search, seconds.
        seed: chooses the shifts, and seeds the search.
        leave_alone: shifts that must stay as they are.
    """
    dice = random.Random(seed)
    ground = desk.ground(day, day.now)
    names = _together(day, ground, dice, frozenset(leave_alone))
    if len(names) < 2:
        return None
    scenario = _part(ground, names)
    plan = solve(
        scenario,
        Budget(seconds=budget_s),
        seed=seed,
        threads=1,
        findings=(),
        start=day.plan,
        keep=(),
    )
    return _proposal(ground, names, plan)


def _together(
    day: Day, ground: Ground, dice: random.Random, barred: frozenset[ShiftName]
) -> list[ShiftName]:
    """A shift by chance and those of the same local day whose visits are nearest to its visits."""
    middles: dict[ShiftName, tuple[float, float]] = {}
    for route in day.plan.routes:
        name = route.engineer_id, route.shift_index
        engineer = day.engineer(route.engineer_id)
        if engineer is None or name in barred or route.engineer_id in day.engineers:
            continue
        places = [one.place for one in route.stops if one.kind is StopKind.JOB]
        known = [one for one in places if one.latitude is not None and one.longitude is not None]
        if known:
            middles[name] = (
                sum(one.latitude or 0.0 for one in known) / len(known),
                sum(one.longitude or 0.0 for one in known) / len(known),
            )
    if not middles:
        return []
    first = dice.choice(sorted(middles))
    local_day = _local_day(day, first)
    same_day = [name for name in sorted(middles) if _local_day(day, name) == local_day]
    here = middles[first]

    def far(name: ShiftName) -> float:
        there = middles[name]
        return (there[0] - here[0]) ** 2 + (there[1] - here[1]) ** 2

    nearest = sorted(same_day, key=far)[:SHIFTS_AT_ONCE]
    return [
        name
        for name in nearest
        if not ground.fixed(name)
        and ground.visits(name)
        and not _draws_from_depots_elsewhere(ground, name)
    ]


def _local_day(day: Day, name: ShiftName) -> object:
    engineer = day.engineer(name[0])
    assert engineer is not None
    start = day.clock.absolute(engineer.shifts[name[1]].start)
    return start.astimezone(day.clock.zone).date()


def _part(ground: Ground, names: Collection[ShiftName]) -> Scenario:
    """These shifts and their visits alone; the engineers' other shifts are not worked.

    A van is one for all shifts of its engineer: what the others draw from it is not in it.
    """
    part = ground.part([engineer_id for engineer_id, _ in names], ())
    job_ids = {visit.job_id for name in names for visit in ground.visits(name)}
    engineers = tuple(
        engineer.model_copy(
            update={
                "shifts": tuple(
                    shift
                    if (engineer.id, number) in names
                    else shift.model_copy(update={"start_place": Place(), "start_depot_id": None})
                    for number, shift in enumerate(engineer.shifts)
                ),
                "van_stock": _left_in_van(ground, engineer, names),
            }
        )
        for engineer in part.engineers
    )
    jobs = tuple(job for job in part.jobs if job.id in job_ids)
    return part.model_copy(update={"engineers": engineers, "jobs": jobs})


def _elsewhere(ground: Ground, engineer: Engineer, names: Collection[ShiftName]) -> Iterator[Draw]:
    """What an engineer draws in the shifts that are not among these."""
    for number in range(len(engineer.shifts)):
        name = engineer.id, number
        if name not in names:
            for visit in ground.visits(name):
                yield from visit.draws


def _left_in_van(
    ground: Ground, engineer: Engineer, names: Collection[ShiftName]
) -> dict[str, int]:
    units = Counter(engineer.van_stock)
    for draw in _elsewhere(ground, engineer, names):
        if draw.source is PartSource.VAN:
            units[draw.part_id] -= draw.quantity
    return {part_id: max(0, count) for part_id, count in units.items()}


def _draws_from_depots_elsewhere(ground: Ground, name: ShiftName) -> bool:
    """Whether other shifts of the engineer collect something, which would have to be kept back."""
    engineer = ground.engineer(name[0])
    return any(draw.source is PartSource.DEPOT for draw in _elsewhere(ground, engineer, (name,)))


def _proposal(ground: Ground, names: Collection[ShiftName], plan: Plan) -> Proposal | None:
    found = {
        (route.engineer_id, route.shift_index): tuple(
            Visit(stop.job_id, stop.draws)
            for stop in route.stops
            if stop.kind is StopKind.JOB and stop.job_id is not None
        )
        for route in plan.routes
    }
    routes: dict[ShiftName, Visits] = {
        name: found.get(name, ())
        for name in names
        if [one.job_id for one in found.get(name, ())]
        != [one.job_id for one in ground.visits(name)]
    }
    if not routes:
        return None
    drawn = draft(ground, Change(ProposalKind.SEARCHED, TITLE, routes))
    if drawn is None or drawn.knock_on or drawn.disturbance.unserved_priority:
        return None
    placed = {visit.job_id for visits in routes.values() for visit in visits}
    stood = {visit.job_id for name in routes for visit in ground.visits(name)}
    if placed != stood or drawn.disturbance.extra_cents >= 0:
        return None
    if any(move.needs_consent for move in drawn.moves):
        return None
    return complete(ground, drawn, "improvement")
