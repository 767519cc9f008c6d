"""How long a live desk over a week takes: to lay out, to ask, to change, to offer, to book."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

from benchmarks.replan_terms import Figure, Terms
from models.job import Job
from models.slot import SlotQuestion
from optimizer.booking import plan_with
from optimizer.budget import Budget
from optimizer.live_desk import LiveDesk
from optimizer.slots import slots
from optimizer.solve import solve
from optimizer.travel.source import TravelSource
from scenarios.week import generate_week

DAYS = 5
LATER_PERCENT = 50
"""Jobs of each later day for 100 of the first."""


def measure_live(terms: Terms, say: Callable[[str], None]) -> Iterator[Figure]:
    """Plan a week and ask a live desk; figures come as soon as they are known.

    New jobs live where others do, and have no wishes. Automatic garbage collection is off while a
    question is timed, as in a server that has frozen what it has loaded.
    """
    say("Planning the week.")
    later = terms.jobs * LATER_PERCENT // 100
    week = generate_week(terms.jobs, later, DAYS, terms.seed)
    plan = solve(week, Budget(seconds=terms.seconds), seed=terms.seed, threads=terms.threads)
    source = TravelSource.of(week)
    new = [_unheard(job) for job in generate_week(terms.jobs, terms.jobs, 2, terms.seed).jobs]
    new = new[terms.jobs : terms.jobs + terms.questions]
    began = time.perf_counter()
    desk = LiveDesk.of(week, plan, travel=source)
    laid_out = f"live desk of {len(week.jobs)} jobs, {DAYS} days"
    yield Figure(f"{laid_out}: laying out", "ms", (1e3 * (time.perf_counter() - began),))
    say("Asking the live desk.")
    gc.collect()
    gc.disable()
    try:
        yield _timed("the best place of a new job", "µs", lambda job: desk.best_places(job), new)
        yield _timed("a visit put in and taken out", "µs", lambda job: _tried(desk, job), new)
        question = SlotQuestion(days=DAYS)
        offers = {job.id: slots(desk, job, question).offers for job in new}
        yield _timed(f"slot offers, {DAYS} days", "ms", lambda job: slots(desk, job, question), new)
        bookable = [job for job in new if offers[job.id]]
        yield _timed(
            "the plan that booking a slot makes",
            "ms",
            lambda job: plan_with(week, plan, job, offers[job.id][0], source),
            bookable,
        )
    finally:
        gc.enable()


def _unheard(job: Job) -> Job:
    changes = {"id": f"new {job.id}", "windows": (), "appointment_told": None}
    return job.model_copy(update=changes)


def _tried(desk: LiveDesk, job: Job) -> None:
    mark = desk.mark()
    for opening in desk.best_places(job):
        desk.put(job, opening)
        desk.take(job.id)
    desk.undo(mark)


def _timed(name: str, unit: str, ask: Callable[[Job], object], jobs: list[Job]) -> Figure:
    factor = {"µs": 1e6, "ms": 1e3}[unit]
    values = []
    for job in jobs:
        began = time.perf_counter()
        ask(job)
        values.append(factor * (time.perf_counter() - began))
    return Figure(name, unit, tuple(values), 0 if unit == "µs" else 2)
