"""How long the questions take that a dispatcher asks of a plan that stands already."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from benchmarks.replan_live import measure_live
from benchmarks.replan_terms import Figure, Terms
from models.clock import Clock
from models.job import Job, Window
from models.places import index_places
from models.scenario import Scenario
from optimizer import native
from optimizer.budget import Budget
from optimizer.desk import Desk
from optimizer.encode import encode
from optimizer.problem import ProblemArrays, ShiftColumn
from optimizer.search import Start, run
from optimizer.travel.build import build_travel
from optimizer.triage import triage
from scenarios.city import generate_city
from scenarios.dice import Dice

JOBS_IN_CITY_PERCENT = 128
"""A city has so many jobs for 100 in a plan. The city of 1,280 has engineers for them, 202."""
DAYS = 5
WINDOWS = tuple((hour, hour + 2) for hour in range(8, 18, 2))
"""Two-hour windows of a day, in local hours."""
REPAIR_S = 1.0
"""How long a plan is searched after an engineer has dropped out."""

__all__ = ["City", "Figure", "Repair", "Terms", "all_slots", "measure", "repair"]

Routes = tuple[tuple[int, ...], ...]


class City:
    """An invented city: plans of its days, and jobs that none of them serves."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        size = terms.jobs * JOBS_IN_CITY_PERCENT // 100
        city = generate_city(size, terms.seed)
        self._clock = Clock.of(city)
        plannable, _ = triage(city, self._clock)
        spare = len(plannable) - terms.jobs
        self.new = plannable[: min(terms.questions, max(1, spare // 2))]
        self._pool = plannable[len(self.new) :]
        self._slots = [slot for job in self.new for slot in _with_windows(city, job)]
        self._scenario = city.model_copy(update={"jobs": (*city.jobs, *self._slots)})
        self._places = index_places(self._scenario)
        self._travel = build_travel(self._scenario, self._places)
        self.everything = self.compiled([*self.new, *self._slots, *self._pool])
        """New jobs, then each of them in every window of WINDOWS, then all others."""

    def compiled(self, jobs: Sequence[Job]) -> ProblemArrays:
        """The arrays for some of the jobs."""
        return encode(self._scenario, jobs, self._clock, self._places, self._travel).arrays

    def slots(self, new: int) -> range:
        """Of `everything`, the rows of a new job in its windows."""
        first = len(self.new) + new * len(WINDOWS)
        return range(first, first + len(WINDOWS))

    def day(self, number: int) -> tuple[ProblemArrays, Routes, Routes]:
        """The jobs of a day, its plan, and the same plan in rows of `everything`."""
        turn = Dice(self.terms.seed, f"replan day {number}").whole(0, 2**20, len(self._pool))
        chosen = np.sort(np.argsort(turn, kind="stable")[: self.terms.jobs])
        arrays = self.compiled([self._pool[one] for one in chosen])
        budget = Budget(seconds=self.terms.seconds)
        plan = run(arrays, budget, seed=self.terms.seed, threads=self.terms.threads).routes
        before = len(self.new) + len(self._slots)
        named = tuple(tuple(before + int(chosen[job]) for job in route) for route in plan)
        return arrays, plan, named


def measure(terms: Terms, say: Callable[[str], None]) -> Iterator[Figure]:
    """Make the plans and ask all questions; figures come as soon as they are known.

    Args:
        terms: what is measured.
        say: told what is being done.

    Raises:
        InputUnusable: there is no city of such a size.
    """
    say("Planning the days.")
    city = City(terms)
    days = [city.day(number) for number in range(DAYS)]
    desks = [Desk(city.everything, Start(named)) for _, _, named in days]
    new = range(len(city.new))
    say("Asking for the best insertion.")
    core = desks[0].core_seconds(new)
    yield Figure("best insertion of one job, in the core", "µs", _scaled(core, 1e6))
    python = [_seconds(desks[0].best_insertion, job) for job in new]
    yield Figure("best insertion of one job, from Python", "µs", _scaled(python, 1e6))
    say("Asking for all slots.")
    asked = [_seconds(partial(all_slots, city, desks), job) for job in new]
    name = f"all {DAYS * len(WINDOWS)} two-hour slots of {DAYS} days"
    yield Figure(name, "ms", _scaled(asked, 1e3), 2)
    say("Letting engineers drop out.")
    arrays, plan, _ = days[0]
    yield from _repairs(terms, arrays, plan)
    yield from measure_live(terms, say)


def all_slots(city: City, desks: Sequence[Desk], new: int) -> list[list[int | None]]:
    """What a new job would cost: one row for each day, one column for each window."""
    return [
        [None if (found := desk.best_insertion(slot)) is None else found.extra_cents
         for slot in city.slots(new)]
        for desk in desks
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Repair:
    """What came of a plan after one engineer dropped out."""

    jobs: int
    """That he was to do."""
    first_s: float
    """Until every job has been tried again, in a legal plan."""
    first_unserved: int
    first_cents: int
    unserved: int
    """After REPAIR_S of search; so are the next two."""
    cents: int
    moved: int
    """Jobs of others that have another engineer now."""


def repair(arrays: ProblemArrays, plan: Routes, engineer: int, terms: Terms) -> Repair:
    """Take an engineer out of a plan and begin the search with what is left."""
    of_shift = arrays.shifts[:, ShiftColumn.ENGINEER]
    able = arrays.able.copy()
    able[:, engineer // 64] &= ~np.uint64(1 << (engineer % 64))
    without = replace(arrays, able=able)
    left = Start([() if of_shift[row] == engineer else route for row, route in enumerate(plan)])
    began = time.perf_counter()
    problem = native.compile_problem(without)
    start = native.compile_start(problem, left)
    engine = native.Engine(problem, 0, 1, terms.seed, 1, start)
    engine.start()
    while not engine.wait(1):
        pass
    first_s = time.perf_counter() - began
    first = engine.progress()
    budget = Budget(seconds=REPAIR_S)
    found = run(without, budget, seed=terms.seed, threads=terms.threads, start=left)
    end = found.engine.progress()
    now = {job: int(of_shift[row]) for row, route in enumerate(found.routes) for job in route}
    staying = [(job, int(of_shift[row])) for row, route in enumerate(left.routes) for job in route]
    return Repair(
        jobs=sum(map(len, plan)) - len(staying),
        first_s=first_s,
        first_unserved=first.unserved,
        first_cents=first.cents,
        unserved=end.unserved,
        cents=end.cents,
        moved=sum(job in now and now[job] != who for job, who in staying),
    )


def _repairs(terms: Terms, arrays: ProblemArrays, plan: Routes) -> Iterator[Figure]:
    of_shift = arrays.shifts[:, ShiftColumn.ENGINEER]
    busy = sorted({int(of_shift[row]) for row, route in enumerate(plan) if route})
    turn = Dice(terms.seed, "replan dropouts").whole(0, 2**20, len(busy))
    gone = [busy[one] for one in np.argsort(turn, kind="stable")[: terms.dropouts]]
    before = Desk(arrays, Start(plan)).cents
    found = [repair(arrays, plan, engineer, terms) for engineer in gone]

    def figure(name: str, unit: str, value: Callable[[Repair], float], digits: int = 0) -> Figure:
        return Figure(name, unit, tuple(value(one) for one in found), digits)

    def dearer(cents: int) -> float:
        return 100 * (cents / before - 1)

    yield figure("an engineer drops out: his jobs", "jobs", lambda one: one.jobs)
    yield figure("until all have been tried again", "ms", lambda one: 1e3 * one.first_s, 1)
    yield figure("left out then", "jobs", lambda one: one.first_unserved)
    yield figure("dearer then", "%", lambda one: dearer(one.first_cents), 2)
    after = f"after {REPAIR_S:g} s"
    yield figure(f"left out {after}", "jobs", lambda one: one.unserved)
    yield figure(f"dearer {after}", "%", lambda one: dearer(one.cents), 2)
    yield figure(f"jobs of others moved {after}", "jobs", lambda one: one.moved)


def _with_windows(scenario: Scenario, job: Job) -> Iterator[Job]:
    midnight = datetime.combine(scenario.horizon.start.date(), datetime.min.time())
    for first, last in WINDOWS:
        window = Window(
            start=midnight + timedelta(hours=first), end=midnight + timedelta(hours=last)
        )
        yield job.model_copy(
            update={"id": f"{job.id}@{first}", "windows": (window,), "appointment_told": None}
        )


def _seconds(ask: Callable[[int], object], job: int) -> float:
    began = time.perf_counter()
    ask(job)
    return time.perf_counter() - began


def _scaled(seconds: Sequence[float], factor: float) -> tuple[float, ...]:
    return tuple(factor * one for one in seconds)
