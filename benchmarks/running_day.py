"""A week in an invented city as a running day: told, and lived as planned until a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.clock import Clock
from models.day import Day, JobState, apply_event, begin_day
from models.event import (
    AppointmentsTold,
    Arrived,
    Cancelled,
    Departed,
    EngineerUnavailable,
    Event,
    Finished,
    Overrun,
    Started,
    TrafficDelay,
    UrgentJob,
)
from models.job import JobStatus, Window
from models.plan import Route, Stop
from models.scenario import Scenario
from optimizer.solve import Budget, solve
from scenarios.dice import Dice
from scenarios.week import generate_week

KINDS = ("traffic_delay", "overrun", "engineer_unavailable", "urgent_job", "cancelled")
DELAYS_MIN = (10, 20, 30, 45, 60)
URGENT_WITHIN_H = (2, 3, 4)
URGENT_PRIORITY = 20


@dataclass(frozen=True, slots=True)
class WeekTerms:
    """How large the week is, and how it is planned."""

    jobs_today: int = 1000
    jobs_later: int = 500
    days: int = 5
    seed: int = 1
    seconds: float = 20.0
    """Of search for the plan of the week."""
    threads: int = 1
    hour: int = 11
    """The local hour of the first day at which the events happen."""


def begun_week(terms: WeekTerms) -> Day:
    """The week, planned; the first day's customers told, and lived as planned until the hour."""
    scenario = generate_week(
        terms.jobs_today, terms.jobs_later, terms.days, terms.seed, told_percent=0
    )
    plan = solve(scenario, Budget(seconds=terms.seconds), seed=terms.seed, threads=terms.threads)
    day = begin_day(scenario, plan, scenario.horizon.start)
    now = moment_of(scenario, terms.hour)
    today = [
        stop
        for route in plan.routes
        for stop in route.stops
        if stop.job_id is not None and stop.arrive.date() == now.date()
    ]
    told = tuple(str(stop.job_id) for stop in today)
    told_at = scenario.horizon.start
    day = apply_event(day, AppointmentsTold(event_id="told", at=told_at, job_ids=told))
    lived = sorted(
        (event for route in plan.routes for event in _as_planned(route, now)),
        key=lambda event: event.at,
    )
    for event in lived:
        day = apply_event(day, event)
    return day


def moment_of(scenario: Scenario, hour: int) -> datetime:
    """An hour of the first day, local."""
    return Clock.of(scenario).moment(0).replace(hour=hour, minute=0, second=0)


def seeded_events(day: Day, now: datetime, count: int, seed: int) -> list[Event]:
    """Events of five kinds in turn, each to somebody else, all at the same moment."""
    today = now.date()
    routes = [one for one in day.plan.routes if one.stops[0].start.date() == today]
    order = Dice(seed, "disturbance routes").whole(0, 2**20, len(routes)).argsort(kind="stable")
    dice = Dice(seed, "disturbance amounts").whole(0, 2**20, len(routes))
    made: list[Event] = []
    for turn in order:
        if len(made) == count:
            break
        kind = KINDS[len(made) % len(KINDS)]
        event = _event(day, routes[int(turn)], kind, now, int(dice[int(turn)]), len(made))
        if event is not None:
            made.append(event)
    return made


def _as_planned(route: Route, until: datetime) -> Iterator[Event]:
    for stop in route.stops:
        if stop.job_id is None or stop.leg is None:
            continue
        who, job_id = route.engineer_id, stop.job_id
        for kind, at in (
            (Departed, stop.leg.depart),
            (Arrived, stop.arrive),
            (Started, stop.start),
            (Finished, stop.finish),
        ):
            if at <= until:
                event_id = f"{kind.__name__} {job_id}"
                yield kind(event_id=event_id, at=at, engineer_id=who, job_id=job_id)


def _event(
    day: Day, route: Route, kind: str, now: datetime, dice: int, number: int
) -> Event | None:
    """An event of a kind at a route; None where there is nobody it could happen to."""
    event_id = f"event {number}"
    ahead = _in_state(day, route, JobState.PLANNED)
    working = _in_state(day, route, JobState.STARTED)
    minutes = timedelta(minutes=DELAYS_MIN[dice % len(DELAYS_MIN)])
    who = route.engineer_id
    if kind == "urgent_job":
        like = day.scenario.jobs[dice % len(day.scenario.jobs)]
        until = now + timedelta(hours=URGENT_WITHIN_H[dice % len(URGENT_WITHIN_H)])
        job = like.model_copy(
            update={
                "id": f"urgent {number}",
                "status": JobStatus.OPEN,
                "priority": URGENT_PRIORITY,
                "appointment_told": None,
                "windows": (Window(start=now, end=until),),
            }
        )
        return UrgentJob(event_id=event_id, at=now, job=job)
    if not ahead:
        return None
    if kind == "traffic_delay":
        delay_s = int(minutes.total_seconds())
        return TrafficDelay(event_id=event_id, at=now, engineer_id=who, delay_s=delay_s)
    if kind == "engineer_unavailable":
        end = now.replace(hour=23, minute=59)
        return EngineerUnavailable(event_id=event_id, at=now, engineer_id=who, until=end)
    if kind == "cancelled":
        return Cancelled(event_id=event_id, at=now, job_id=str(ahead[dice % len(ahead)].job_id))
    if not working:
        return None
    ends = max(now, working[0].finish) + minutes
    job_id = str(working[0].job_id)
    return Overrun(event_id=event_id, at=now, engineer_id=who, job_id=job_id, expected_finish=ends)


def _in_state(day: Day, route: Route, state: JobState) -> list[Stop]:
    return [
        stop
        for stop in route.stops
        if stop.job_id is not None and day.job_facts(stop.job_id).state is state
    ]
