"""Searched: the rest of the day around the trouble, solved again with every promise kept.

The engineers concerned, and those who could help, are a scenario of their own. The search begins
with what stands; visits of the helpers stay with them, and what was told is a promise. So what
comes out disturbs little by construction, and is compared with the quick ways by the same measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.base import Text
from models.errors import InputUnusable
from models.job import Job
from models.plan import Plan, Route, Stop, StopKind
from models.proposal import ProposalKind
from models.scenario import Scenario
from models.starts import Span, possible_starts
from models.timeline import Visit
from optimizer.proposals.case import PLACES_TRIED, Case, told_anew
from optimizer.proposals.change import Change
from optimizer.proposals.days import free_on, spans_of_days
from optimizer.proposals.draft import draft
from optimizer.proposals.ground import Visits
from optimizer.proposals.small_audit import NOTHING_SEARCHED
from optimizer.solve import Budget, solve
from optimizer.standing import ShiftName

__all__ = ["propose"]

HELPERS = 16
"""Engineers at most who are looked at beside those concerned."""
HELP_FOR = 6
"""Visits that helpers are looked for, the most urgent first."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A part of the rest of the day, and which customers would be asked for another time."""

    scenario: Scenario
    start: Plan
    fixed: dict[ShiftName, int]
    keep: tuple[str, ...]
    freed: frozenset[str]


def propose(case: Case, seconds: float, *, seed: int = 0, threads: int = 1) -> Iterator[Change]:
    """Search with all that was told kept, and with other times for the visits in trouble.

    Args:
        case: what has been upset.
        seconds: for both searches together.
        seed: of the searches.
        threads: to search with.
    """
    if not case.in_trouble:
        return
    told = frozenset(
        job_id
        for job_id in case.in_trouble
        if not case.ground.is_fixed(job_id)
        and (
            case.ground.job(job_id).appointment_told is not None
            or case.ground.promise(job_id) is not None
        )
    )
    choices = [frozenset[str](), told] if told else [frozenset[str]()]
    for freed in choices:
        question = _question(case, freed)
        try:
            found = solve(
                question.scenario,
                Budget(seconds=seconds / len(choices)),
                seed=seed,
                threads=threads,
                base_folder=case.ground.terrain.base_folder,
                findings=(),
                start=question.start,
                fixed=question.fixed,
                keep=question.keep,
            )
        except InputUnusable:
            continue  # what is under way cannot be kept: the quick ways say what is left
        change = _change(case, question, found)
        if change is not None:
            yield from _least(case, change)


def _question(case: Case, freed: frozenset[str]) -> _Question:
    """The engineers concerned and their helpers, with the visits in trouble."""
    ground = case.ground
    engineer_ids = dict.fromkeys((*case.engineer_ids, *_helpers(case)))
    part = ground.part(engineer_ids, case.homeless)
    known = {job.id: job for job in part.jobs}
    for job_id in (*case.homeless, *freed):
        job = ground.job(job_id)
        known[job_id] = free_on(ground, job) if job_id in freed else job
    names = [name for one in engineer_ids for name in ground.shifts_of(one)]
    routes = {name: ground.stands(name)[0] for name in names}
    fixed = {name: min(ground.fixed(name), len(routes[name])) for name in names}
    stuck = {one.job_id for name in names for one in routes[name][: fixed[name]]}
    free = {one.job_id for name in case.upset for one in ground.visits(name)} | set(case.homeless)
    return _Question(
        scenario=part.model_copy(update={"jobs": tuple(known.values()), "set_aside": ()}),
        start=_as_plan(case, routes),
        fixed={name: count for name, count in fixed.items() if count},
        keep=tuple(
            one.job_id
            for visits in routes.values()
            for one in visits
            if one.job_id not in free and one.job_id not in stuck
        ),
        freed=freed,
    )


def _helpers(case: Case) -> Iterator[str]:
    """Who could take one of the visits, the least detour first."""
    ground = case.ground
    found: dict[str, None] = {}
    wanted = list(case.in_trouble)
    for name in case.upset:
        wanted += [one.job_id for one in ground.stands(name)[0][ground.fixed(name) :]]
    for job_id in list(dict.fromkeys(wanted))[:HELP_FOR]:
        job = ground.job(job_id)
        if not ground.terrain.locates(job.place):
            continue
        for asked, spans in (
            (job, _told(case, job)),
            (free_on(ground, job), spans_of_days(ground, job)),
        ):
            gaps = case.board.gaps(asked, spans, ground.now_s, count=PLACES_TRIED, door_s=0)
            found |= dict.fromkeys(gap.name[0] for gap in gaps)
    yield from list(found)[:HELPERS]


def _told(case: Case, job: Job) -> tuple[Span, ...]:
    told_s = case.ground.told_s(job)
    if told_s is not None:
        return ((told_s, told_s),)
    return possible_starts(job, case.ground.day.scenario, case.ground.clock).spans


def _as_plan(case: Case, routes: dict[ShiftName, Visits]) -> Plan:
    """Visits as a plan to start from: who, in which order, with which units."""
    ground = case.ground
    now = ground.now
    stated = [
        Route(
            engineer_id=name[0],
            shift_index=name[1],
            stops=tuple(
                Stop(
                    kind=StopKind.JOB,
                    job_id=one.job_id,
                    place=ground.job(one.job_id).place,
                    arrive=now,
                    start=now,
                    finish=now,
                    draws=one.draws,
                )
                for one in visits
            ),
            travel_s=0,
            distance_m=0,
            service_s=0,
            handling_s=0,
            waiting_s=0,
            overtime_s=0,
            lateness_s=0,
        )
        for name, visits in routes.items()
        if visits
    ]
    plan = ground.day.plan
    return plan.model_copy(
        update={"routes": tuple(stated), "unplanned": (), "search": NOTHING_SEARCHED}
    )


def _change(case: Case, question: _Question, found: Plan) -> Change | None:
    """What the search has changed."""
    ground = case.ground
    new: dict[ShiftName, Visits] = {}
    jobs: dict[str, Job] = {}
    for route in found.routes:
        visits: list[Visit] = []
        for stop in route.stops:
            if stop.job_id is None or stop.appointment is None:
                continue
            visits.append(Visit(stop.job_id, stop.draws))
            if stop.job_id in question.freed:
                at = ground.clock.seconds(stop.appointment)
                job = ground.job(stop.job_id)
                if at != ground.told_s(job):
                    jobs[stop.job_id] = told_anew(ground, job, at)
        new[route.engineer_id, route.shift_index] = tuple(visits)
    names = dict.fromkeys((*case.upset, *new))
    names |= dict.fromkeys(
        name for one in question.scenario.engineers for name in ground.shifts_of(one.id)
    )
    routes = {
        name: new.get(name, ())
        for name in names
        if name in case.upset or _ids(new.get(name, ())) != _ids(ground.stands(name)[0])
    }
    if not routes:
        return None
    moved = len(jobs)
    title = Text(en="Found by searching", zh="搜索得到的方案")
    if moved:
        title = Text(
            en=f"Found by searching: {moved} to ask", zh=f"搜索得到的方案：需询问 {moved} 位客户"
        )
    return Change(ProposalKind.SEARCHED, title, routes, jobs, asks=frozenset(jobs))


def _least(case: Case, change: Change) -> Iterator[Change]:
    """The change, without new orders of helpers' visits that nothing depends on."""
    ground = case.ground
    needed = {
        name: visits
        for name, visits in change.routes.items()
        if name in case.upset or set(_ids(visits)) != set(_ids(ground.stands(name)[0]))
    }
    if len(needed) < len(change.routes):
        less = Change(change.kind, change.title, needed, change.jobs, change.asks, change.wished)
        if draft(ground, less, case.homeless) is not None:
            yield less
            return
    yield change


def _ids(visits: Visits) -> list[str]:
    return [one.job_id for one in visits]
