"""What of the plan in force is still to be done, by whom, in which order and with which units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.base import Id
from models.day import Day, JobState
from models.day.value import NO_JOB_FACTS
from models.engineer import Engineer
from models.job import Job, Window
from models.plan import Draw, PartSource, Route
from models.starts import possible_starts
from models.timeline import Visit
from optimizer.abilities import may_do
from optimizer.leftovers import Shelves
from optimizer.roads import Roads
from optimizer.standing import ShiftName
from optimizer.whereabouts import Begin, usual_work_s

OPEN = frozenset({JobState.PLANNED, JobState.DEPARTED, JobState.ARRIVED})
"""States in which a visit is still to be made."""
UNDER_WAY = frozenset({JobState.DEPARTED, JobState.ARRIVED})
Begins = Mapping[ShiftName, Begin | None]


@dataclass(slots=True)
class Standing:
    """How the visits stand that are still to be made."""

    routes: dict[ShiftName, tuple[Visit, ...]] = field(default_factory=dict)
    fixed: dict[ShiftName, int] = field(default_factory=dict)
    past: dict[ShiftName, tuple[Id, ...]] = field(default_factory=dict)
    nobody_comes: list[Id] = field(default_factory=list)
    without_parts: list[Id] = field(default_factory=list)
    nowhere: set[Id] = field(default_factory=set)
    replaced: dict[Id, Job] = field(default_factory=dict)
    """Jobs under way, as they are now that nothing of them can be changed."""


def stand(
    day: Day, roads: Roads, engineers: Sequence[Engineer], begins: Begins, shelves: Shelves
) -> Standing:
    """How the plan in force stands for these engineers."""
    standing = Standing()
    standing.nowhere = _nowhere(day, roads, engineers)
    under_way = {
        begin.job_id: name
        for name, begin in begins.items()
        if begin is not None and begin.job_id is not None
    }
    for engineer in engineers:
        visits: dict[ShiftName, list[Visit]] = {}
        for job_id, name in under_way.items():
            if name[0] == engineer.id:
                visits[name] = [_go_on(day, standing, shelves, engineer, job_id, begins[name])]
                standing.fixed[name] = 1
        for route in day.routes_of(engineer.id):
            name = engineer.id, route.shift_index
            made = visits.setdefault(name, [])
            _follow(day, standing, shelves, route, begins.get(name), under_way, made)
        standing.routes |= {name: tuple(made) for name, made in visits.items() if made}
    return standing


def _nowhere(day: Day, roads: Roads, engineers: Sequence[Engineer]) -> set[Id]:
    """Open jobs that came up, or were moved, to where no travel is known.

    Of planned jobs only those of these engineers are looked at.
    """
    planned = (
        stop.job_id
        for engineer in engineers
        for route in day.routes_of(engineer.id)
        for stop in route.stops
        if stop.job_id is not None
    )
    ids = (*planned, *(one.job_id for one in day.plan.unplanned))
    moved = (day.job(job_id) for job_id in ids if day.job_facts(job_id).place is not None)
    return {
        job.id
        for job in (*day.scenario.jobs[day.jobs_asked :], *moved)
        if job is not None and not roads.locates(job.place)
    }


def _follow(
    day: Day,
    standing: Standing,
    shelves: Shelves,
    route: Route,
    begin: Begin | None,
    under_way: Mapping[Id, ShiftName],
    made: list[Visit],
) -> None:
    """Add what is still to be made of one planned route."""
    name = route.engineer_id, route.shift_index
    on_board = route.shift_index in day.engineer_facts(route.engineer_id).begun_shifts
    past: list[Id] = []
    known = day.jobs
    for stop in route.stops:
        job_id = stop.job_id
        if job_id is None or job_id in under_way:
            continue
        facts = known.get(job_id, NO_JOB_FACTS)
        if facts.state not in OPEN:
            if facts.state is not JobState.CANCELLED:
                past.append(job_id)
        elif facts.state in UNDER_WAY and facts.engineer_id != route.engineer_id:
            continue  # somebody else is on the way
        elif begin is None or job_id in standing.nowhere:
            standing.nobody_comes.append(job_id)
        else:
            draws = shelves.take(route.engineer_id, stop.draws, on_board=on_board)
            if draws is None:
                standing.nobody_comes.append(job_id)
                standing.without_parts.append(job_id)
            else:
                made.append(Visit(job_id, draws))
    if past:
        standing.past[name] = tuple(past)


def _go_on(
    day: Day,
    standing: Standing,
    shelves: Shelves,
    engineer: Engineer,
    job_id: Id,
    begin: Begin | None,
) -> Visit:
    """The visit that an engineer is on the way to; the job so that it can be made."""
    job = day.job(job_id)
    assert job is not None
    assert begin is not None
    route, stop = day.route_of(job_id), day.stop_of(job_id)
    planned = stop is not None and route is not None and route.engineer_id == engineer.id
    asked = stop.draws if planned and stop is not None else _from_the_van(job)
    draws = shelves.take(engineer.id, asked, on_board=True)
    if draws is None:
        draws, job = (), job.model_copy(update={"parts": ()})
    if not may_do(engineer, job):
        job = job.model_copy(
            update={
                "skills": (),
                "tools": (),
                "duration_s": usual_work_s(day, job, engineer),
                "required_engineer_id": None,
                "refused_engineer_ids": (),
                "place": job.place.model_copy(update={"territory": None}),
            }
        )
    standing.replaced[job_id] = _promised(day, job, begin)
    return Visit(job_id, draws)


def _from_the_van(job: Job) -> tuple[Draw, ...]:
    return tuple(
        Draw(part_id=need.part_id, quantity=need.quantity, source=PartSource.VAN)
        for need in job.parts
    )


def _promised(day: Day, job: Job, begin: Begin) -> Job:
    """With the appointment it is made for, and a window that the arrival lies in.

    Nobody turns round on the way because the window will have closed: that the promise is missed is
    what the outlook says.
    """
    clock, stop = day.clock, day.stop_of(job.id)
    if job.appointment_told is not None:
        told_s = clock.seconds(job.appointment_told)
    elif stop is not None and stop.appointment is not None:
        told_s = clock.seconds(stop.appointment)
    else:
        first_s = possible_starts(job, day.scenario, clock).next(begin.at_s)
        told_s = begin.at_s if first_s is None else first_s
    spans = [(clock.seconds(one.start), clock.seconds(one.end)) for one in job.windows]
    ends = [end_s for start_s, end_s in spans if start_s <= told_s <= end_s]
    last_s = max(told_s, begin.at_s, *ends)
    window = Window(start=clock.moment(told_s), end=clock.moment(last_s))
    return job.model_copy(update={"appointment_told": clock.moment(told_s), "windows": (window,)})
