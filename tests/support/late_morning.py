"""The worked example of docs/replanning.md: two engineers, four visits, an overrun at the first.

Minutes on the road, the same both ways:

             A    B    C    D   Bob's
    Ann's   10    .    .    .    .
    A        -   10   20    .    .
    B             -   10   15   15
    C                  -   20    .
    D                       -   10
    all others (".")                20
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from models.day import Day, apply_event, begin_day
from models.engineer import Engineer, Shift
from models.event import Arrived, Departed, Overrun, Started
from models.job import Customer, Job, Window
from models.place import Place
from models.policy import Policy
from models.scenario import Horizon, Scenario
from models.travel import MatrixTravel
from optimizer.solve import Budget, solve

ZONE = ZoneInfo("Asia/Shanghai")
PLACES = {"Ann's": 0, "A": 1, "B": 2, "C": 3, "D": 4, "Bob's": 5}
MINUTES = {
    ("Ann's", "A"): 10,
    ("A", "B"): 10,
    ("A", "C"): 20,
    ("B", "C"): 10,
    ("B", "D"): 15,
    ("B", "Bob's"): 15,
    ("C", "D"): 20,
    ("D", "Bob's"): 10,
}
FAR_MINUTES = 20
TOLD = {"A": (9, 0), "B": (10, 30), "C": (12, 0), "D": (13, 0)}
HOUR_S = 3600


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of the example's day."""
    return datetime(2026, 3, 2, hour, minute, tzinfo=ZONE)


def scenario() -> Scenario:
    """A to C are near Ann, D is near Bob; everybody has been told an appointment."""
    return Scenario(
        name="Late morning",
        time_zone="Asia/Shanghai",
        horizon=Horizon(start=at(0), end=at(23, 59)),
        jobs=tuple(_job(name, *told) for name, told in TOLD.items()),
        engineers=(_engineer("ann", "Ann", "Ann's"), _engineer("bob", "Bob", "Bob's")),
        policy=Policy(required_fields=("place",)),
        travel=MatrixTravel(durations_s=_matrix()),
    )


def morning() -> Day:
    """At 9:50: Ann began at A at 9:00, as told."""
    asked = scenario()
    plan = solve(asked, Budget(iterations=200), threads=1)
    day = begin_day(asked, plan, at(8))
    leaves = at(8, 40)
    for event in (
        Departed(event_id="leaves", at=leaves, engineer_id="ann", job_id="A"),
        Arrived(event_id="arrives", at=at(8, 50), engineer_id="ann", job_id="A"),
        Started(event_id="starts", at=at(9), engineer_id="ann", job_id="A"),
    ):
        day = apply_event(day, event)
    return day


def overrun() -> Overrun:
    """At 9:50 Ann says that she will need until 10:40 instead of 10:00."""
    return Overrun(
        event_id="overrun",
        at=at(9, 50),
        engineer_id="ann",
        job_id="A",
        expected_finish=at(10, 40),
    )


def _job(name: str, hour: int, minute: int) -> Job:
    return Job(
        id=name,
        customer=Customer(name=f"Customer {name}", phone=f"555-{PLACES[name]}"),
        place=Place(matrix_index=PLACES[name]),
        windows=(Window(start=at(hour, minute), end=at(hour + 2, minute)),),
        appointment_told=at(hour, minute),
        duration_s=HOUR_S,
    )


def _engineer(engineer_id: str, name: str, home: str) -> Engineer:
    return Engineer(
        id=engineer_id,
        name=name,
        start_place=Place(matrix_index=PLACES[home]),
        shifts=(Shift(start=at(8), end=at(17)),),
    )


def _matrix() -> tuple[tuple[int, ...], ...]:
    def seconds(one: str, other: str) -> int:
        if one == other:
            return 0
        known = MINUTES.get((one, other), MINUTES.get((other, one), FAR_MINUTES))
        return 60 * known

    return tuple(tuple(seconds(one, other) for other in PLACES) for one in PLACES)
