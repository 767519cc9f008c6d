"""Running days for tests: what happens on a random day, in the order in which it happens."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from support.random_days import random_day

from models.clock import Clock
from models.day import Day, apply_event, begin_day
from models.errors import EventRefused
from models.event import (
    AppointmentConfirmed,
    AppointmentsTold,
    Arrived,
    Cancelled,
    CustomerAsksToChange,
    CustomerAsksToWait,
    Departed,
    EngineerAvailable,
    EngineerUnavailable,
    EntryRefused,
    Event,
    Finished,
    LateDeparture,
    NoAccess,
    NotContent,
    NotRepairableHere,
    Outcome,
    Overrun,
    PartEtaChanged,
    PartMissing,
    PositionReported,
    Started,
    TrafficDelay,
    UnitElsewhere,
    UrgentJob,
)
from models.job import Job, PartNeed, Window
from models.place import Place
from models.plan import Plan, Route
from models.policy import EventRules
from models.scenario import Scenario
from optimizer.solve import Budget, solve


@lru_cache(maxsize=64)
def planned_day(seed: int, jobs: int = 12, shifts: int = 4) -> tuple[Scenario, Plan]:
    """A random scenario with a plan for it; with odd seeds every step has to be reported."""
    scenario = random_day(seed, jobs=jobs, shifts=shifts)
    if seed % 2:
        events = EventRules(silence_is_as_planned=False)
        policy = scenario.policy.model_copy(update={"events": events})
        scenario = scenario.model_copy(update={"policy": policy})
    return scenario, solve(scenario, Budget(iterations=60), seed=seed, threads=1)


def random_events(seed: int, scenario: Scenario, plan: Plan) -> list[Event]:
    """What happens on that day, by time; some of it may contradict something else."""
    happening = _Happening(seed, scenario)
    events = [event for route in plan.routes for event in happening.drive(route)]
    events += happening.besides(plan)
    return sorted(events, key=lambda event: event.at)


def running_day(seed: int, until: float = 1.0) -> tuple[Day, list[Event]]:
    """A random day after a part of its events; and those that were accepted."""
    scenario, plan = planned_day(seed)
    day = begin_day(scenario, plan, Clock.of(scenario).moment(0))
    events = random_events(seed, scenario, plan)
    accepted = []
    for event in events[: round(len(events) * until)]:
        try:
            day = apply_event(day, event)
        except EventRefused:
            continue
        accepted.append(event)
    return day, accepted


class _Happening:
    def __init__(self, seed: int, scenario: Scenario) -> None:
        self.dice = random.Random(seed)
        self.scenario = scenario
        self.clock = Clock.of(scenario)
        self.count = 0

    def next_id(self) -> str:
        self.count += 1
        return f"ev{self.count:03d}"

    def chance(self, probability: float) -> bool:
        return self.dice.random() < probability

    def about(self, moment: datetime, before_s: int = 600, after_s: int = 1800) -> datetime:
        shifted = self.clock.absolute(moment) + timedelta(
            seconds=self.dice.randint(-before_s, after_s)
        )
        return max(shifted, self.clock.moment(0))

    def drive(self, route: Route) -> Iterator[Event]:
        """An engineer makes the visits of a route, with steps left out and with mishaps."""
        who, late = route.engineer_id, timedelta(seconds=self.dice.randint(-300, 1500))
        for stop in route.stops:
            if stop.job_id is None or stop.leg is None:
                continue
            common = {"engineer_id": who, "job_id": stop.job_id}
            leaves = self.clock.absolute(stop.leg.depart) + late
            arrives = leaves + timedelta(seconds=stop.leg.travel_s + self.dice.randint(-60, 300))
            starts = max(arrives, self.clock.absolute(stop.start))
            finishes = starts + (stop.finish - stop.start) * self.dice.uniform(0.6, 1.6)
            late = max(timedelta(0), finishes - self.clock.absolute(stop.finish))
            if self.chance(0.9):
                yield Departed(event_id=self.next_id(), at=leaves, **common)
            if self.chance(0.9):
                yield Arrived(event_id=self.next_id(), at=arrives, **common)
            mishap = self.dice.random()
            if mishap < 0.08:
                kind = self.dice.choice((NoAccess, EntryRefused))
                yield kind(event_id=self.next_id(), at=starts, **common)
                continue
            if self.chance(0.9):
                yield Started(event_id=self.next_id(), at=starts, **common)
            if self.chance(0.15):
                expected = finishes + timedelta(minutes=20)
                halfway = starts + (finishes - starts) / 2
                yield Overrun(
                    event_id=self.next_id(), at=halfway, expected_finish=expected, **common
                )
            if mishap < 0.14:
                part = self.dice.choice(self.scenario.parts).id
                yield PartMissing(event_id=self.next_id(), at=finishes, part_id=part, **common)
            elif mishap < 0.18:
                name = f"back-{stop.job_id}"
                yield NotRepairableHere(
                    event_id=self.next_id(), at=finishes, return_job_id=name, **common
                )
            else:
                outcome = Outcome.DONE if self.chance(0.85) else self.dice.choice(list(Outcome))
                yield Finished(event_id=self.next_id(), at=finishes, outcome=outcome, **common)
                if self.chance(0.1):
                    yield NotContent(
                        event_id=self.next_id(),
                        at=finishes + timedelta(hours=1),
                        job_id=stop.job_id,
                        new_job_id=f"again-{stop.job_id}",
                        same_engineer_refused=self.chance(0.5),
                    )

    def besides(self, plan: Plan) -> Iterator[Event]:
        """What customers, engineers and the office report besides."""
        engineers = [one.id for one in self.scenario.engineers]
        stops = [stop for route in plan.routes for stop in route.stops if stop.job_id is not None]
        if stops and self.chance(0.7):
            told = self.dice.sample(stops, (len(stops) + 1) // 2)
            yield AppointmentsTold(
                event_id=self.next_id(),
                at=self.clock.moment(3600),
                job_ids=tuple(str(stop.job_id) for stop in told),
            )
        for stop in stops:
            if self.chance(0.25) and stop.job_id is not None:
                yield self.from_customer(stop.job_id, stop.start)
        for engineer_id in engineers:
            if self.chance(0.6) and stops:
                yield self.from_engineer(engineer_id, self.dice.choice(stops).start)
        for depot in self.scenario.depots:
            for lot in depot.inbound:
                yield PartEtaChanged(
                    event_id=self.next_id(),
                    at=self.about(lot.eta, 14_400, -3600),
                    depot_id=depot.id,
                    part_id=lot.part_id,
                    eta=self.about(lot.eta, 3600, 7200),
                )
        if self.chance(0.5):
            yield self.urgent(self.clock.moment(self.dice.randint(28_000, 50_000)))

    def from_customer(self, job_id: str, start: datetime) -> Event:
        name, at = self.next_id(), self.about(start, 7200, 900)
        later = self.about(start, 600, 7200)
        window = Window(start=later, end=later + timedelta(hours=2))
        options: list[Event] = [
            AppointmentConfirmed(event_id=name, at=at, job_id=job_id),
            CustomerAsksToWait(event_id=name, at=at, job_id=job_id, not_before=later),
            CustomerAsksToChange(event_id=name, at=at, job_id=job_id, windows=(window,)),
            UnitElsewhere(event_id=name, at=at, job_id=job_id, place=self.place()),
            Cancelled(event_id=name, at=at, job_id=job_id),
        ]
        return self.dice.choice(options)

    def from_engineer(self, engineer_id: str, around: datetime) -> Event:
        name, at = self.next_id(), self.about(around, 5400, 1800)
        later = at + timedelta(seconds=self.dice.randint(0, 5400))
        who = {"event_id": name, "at": at, "engineer_id": engineer_id}
        until = later if self.chance(0.6) else None
        options: list[Event] = [
            TrafficDelay(delay_s=self.dice.randint(0, 2400), **who),
            LateDeparture(departs_at=later, **who),
            EngineerUnavailable(until=until, reason="ill", **who),
            EngineerAvailable(**who),
            PositionReported(place=self.place(), **who),
        ]
        return self.dice.choice(options)

    def place(self) -> Place:
        return self.dice.choice(self.scenario.jobs).place

    def urgent(self, at: datetime) -> Event:
        job = Job(
            id="urgent",
            place=self.place(),
            priority=50,
            duration_s=1200,
            parts=(PartNeed(part_id="pump"),) if self.chance(0.5) else (),
        )
        return UrgentJob(event_id=self.next_id(), at=at, job=job)
