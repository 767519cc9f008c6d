"""Plans are made, told, and lived: for every plan, policy and seed one day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.contestants import CannotExpressError, NothingFoundError
from benchmarks.lived.dispatch import Dispatcher, Nobody
from benchmarks.lived.figures import figures_of
from benchmarks.lived.naive import Naive
from benchmarks.lived.noise import TIMES, Noise
from benchmarks.lived.ours import Ours
from benchmarks.lived.peers import peer_tours
from benchmarks.lived.records import Lived
from benchmarks.lived.report import LivedRun
from benchmarks.lived.telling import told_day
from benchmarks.lived.tours import Ground, Tour, tours_of
from benchmarks.lived.truth import Truth
from benchmarks.lived.urgent import timed
from benchmarks.lived.world import World
from models.job import Job
from models.places import index_places
from models.plan import Plan
from models.policy import Policy
from models.scenario import Scenario
from optimizer.budget import Budget
from optimizer.solve import solve
from optimizer.travel.build import build_travel


@dataclass(frozen=True, slots=True)
class Terms:
    """How days are lived."""

    seeds: int = 20
    noise: str = "normal"
    policies: tuple[str, ...] = ("none", "naive", "ours")
    cancelled: float = 0.0
    """Share of customers who cancel."""
    consent: float = 0.8
    """Share of customers who agree to another time, when asked."""

    def dice(self, seed: int) -> Truth:
        """The truth of one seed."""
        noise = Noise(times=TIMES[self.noise], cancelled=self.cancelled)
        return Truth(seed, noise)


@dataclass(frozen=True, eq=False)
class Morning:
    """A plan whose customers have been told, ready to be lived."""

    name: str
    ground: Ground
    tours: tuple[Tour, ...]
    plan: Plan | None
    """As told; None for a plan of a peer."""
    policy: Policy
    """With the band that is promised; a plan with reserves aims at a narrower one."""
    scenario: Scenario | None = None
    """As told, without the calls; None for a plan of a peer."""
    base_folder: Path | None = None
    """Where a matrix file lies."""
    calls: tuple[Job, ...] = ()
    """What will come in during the day."""
    calls_are_invented: bool = False


def _ours(morning: Morning, terms: Terms) -> Dispatcher:
    assert morning.scenario is not None
    assert morning.plan is not None
    return Ours(morning.scenario, morning.plan, terms.consent, morning.base_folder)


POLICIES: dict[str, Callable[[Morning, Terms], Dispatcher]] = {
    "none": lambda _morning, _terms: Nobody(),
    "naive": lambda _morning, _terms: Naive(),
    "ours": _ours,
}
"""By name, who dispatches."""


def planned(
    scenario: Scenario,
    on_time: float | None,
    budget: Budget,
    *,
    seed: int = 0,
    threads: int | None = None,
    base_folder: Path | None = None,
) -> tuple[Scenario, Plan]:
    """A plan with reserves for this chance of being on time; and the scenario that says so."""
    asked = with_chance(scenario, on_time)
    return asked, solve(asked, budget, seed=seed, threads=threads, base_folder=base_folder)


def with_chance(scenario: Scenario, on_time: float | None) -> Scenario:
    """The scenario with another chance of being on time."""
    policy = scenario.policy.model_copy(update={"on_time_probability": on_time})
    return scenario.model_copy(update={"policy": policy})


def morning_of(
    name: str,
    scenario: Scenario,
    plan: Plan,
    calls: tuple[Job, ...] = (),
    base_folder: Path | None = None,
    *,
    calls_are_invented: bool = False,
) -> Morning:
    """A plan of ours on the morning of its day."""
    places = index_places(scenario)
    told, again = told_day(scenario, plan, places, build_travel(scenario, places, base_folder))
    world = told.model_copy(update={"jobs": (*told.jobs, *calls)})
    ground = Ground.of(world, build_travel(world, index_places(world), base_folder))
    return Morning(
        name=name,
        ground=ground,
        tours=tours_of(ground, again),
        plan=again,
        policy=scenario.policy,
        scenario=told,
        base_folder=base_folder,
        calls=calls,
        calls_are_invented=calls_are_invented,
    )


def peer_morning(
    name: str, scenario: Scenario, seconds: float, seed: int, base_folder: Path | None = None
) -> Morning | str:
    """A peer's plan on the morning of its day; a sentence where there is none."""
    asked = with_chance(scenario, None)
    ground = Ground.of(asked, build_travel(asked, index_places(asked), base_folder))
    try:
        tours = peer_tours(ground, name, seconds, seed)
    except (CannotExpressError, NothingFoundError) as failure:
        return f"{name} has no plan: {failure}."
    return Morning(name, ground, tours, None, asked.policy)


def lived_days(morning: Morning, terms: Terms) -> Iterator[LivedRun]:
    """Every policy and seed. A peer's plan is executed as it is."""
    policies = terms.policies if morning.plan is not None else ("none",)
    owner = {visit.job_id: tour.engineer_id for tour in morning.tours for visit in tour.visits}
    for policy in policies:
        for seed in range(1, terms.seeds + 1):
            lived = live(morning, POLICIES[policy](morning, terms), terms.dice(seed))
            figures = figures_of(lived, owner, morning.policy)
            yield LivedRun(morning.name, policy, terms.noise, seed, figures)


def live(morning: Morning, dispatcher: Dispatcher, truth: Truth) -> Lived:
    """One day."""
    ground, calls = morning.ground, morning.calls
    if calls and morning.calls_are_invented:
        calls = timed(calls, ground.scenario, truth)
        ground = replace(ground, jobs={**ground.jobs, **{job.id: job for job in calls}})
    return World(ground, morning.tours, truth, dispatcher, calls).live()
