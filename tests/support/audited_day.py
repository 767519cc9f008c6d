"""A small day: two engineers, a depot, six jobs and a record that cannot be used.

`support.audited_plan` is its plan, worked out by hand.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from support.table_travel import TableTravel

from models.engineer import Engineer, Shift
from models.job import Customer, Job, JobKind, PartNeed, SkillNeed, Window
from models.part import Depot, Interval, Part
from models.place import Place
from models.policy import Policy, Rates
from models.scenario import Horizon, Scenario, SetAside

ZONE = timezone(timedelta(hours=8))
MINUTE = 60


def clock(text: str) -> datetime:
    """A moment of the day: `09:30` or `09:30:05`."""
    return datetime.fromisoformat(f"2026-03-02T{text}").replace(tzinfo=ZONE)


def span(first: str, last: str) -> Interval:
    return Interval(start=clock(first), end=clock(last))


def _window(first: str, last: str) -> tuple[Window, ...]:
    return (Window(start=clock(first), end=clock(last)),)


WITH_PHONE = Customer(phone="139-0000-0001")
DEPOT, HOME, PUMP, TOLD, FREE = (Place(matrix_index=number) for number in range(5))

# Minutes between depot, Bob's home, pump, told and free; the same both ways.
MINUTES = (
    (0, 25, 20, 15, 15),
    (25, 0, 25, 25, 30),
    (20, 25, 0, 10, 10),
    (15, 25, 10, 0, 10),
    (15, 30, 10, 10, 0),
)
TRAVEL = TableTravel(tuple(tuple(MINUTE * minutes for minutes in row) for row in MINUTES))

SCENARIO = Scenario(
    name="small day",
    time_zone="Asia/Shanghai",
    horizon=Horizon(start=clock("00:00"), end=clock("23:59")),
    depots=(
        Depot(
            id="store",
            place=DEPOT,
            opening=(span("07:30", "08:40"), span("13:00", "17:00")),
            stock={"pump": 1},
        ),
    ),
    parts=(Part(id="pump"), Part(id="belt")),
    engineers=(
        Engineer(
            id="Ann",
            skills={"washer": 4},
            shifts=(Shift(start=clock("08:00"), end=clock("11:50")),),
            start_depot_id="store",
            van_stock={"belt": 1},
            tools=("ladder",),
            overtime_max_s=20 * MINUTE,
        ),
        Engineer(
            id="Bob",
            skills={"washer": 2},
            shifts=(Shift(start=clock("09:00"), end=clock("17:00")),),
            start_place=HOME,
        ),
    ),
    jobs=(
        Job(
            id="pump",
            customer=WITH_PHONE,
            place=PUMP,
            windows=_window("09:00", "10:00"),
            priority=2,
            skills=(SkillNeed(skill="washer", level=3),),
            parts=(PartNeed(part_id="pump"), PartNeed(part_id="belt")),
            tools=("ladder",),
            duration_s=60 * MINUTE,
        ),
        Job(
            id="told",
            customer=WITH_PHONE,
            place=TOLD,
            windows=_window("09:30", "11:00"),
            appointment_told=clock("10:00"),
            duration_s=30 * MINUTE,
        ),
        Job(
            id="free",
            customer=WITH_PHONE,
            place=FREE,
            windows=(*_window("07:00", "07:30"), *_window("11:30", "12:00")),
            skills=(SkillNeed(skill="washer"),),
            duration_s=60 * MINUTE,
            duration_by_level_s={4: 15 * MINUTE},
        ),
        Job(
            id="visit",
            customer=WITH_PHONE,
            kind=JobKind.INSPECTION,
            place=PUMP,
            priority=0,
            skills=(SkillNeed(skill="washer", level=2),),
        ),
        Job(
            id="oven",
            customer=WITH_PHONE,
            place=TOLD,
            priority=5,
            skills=(SkillNeed(skill="oven"),),
        ),
        Job(id="vague", place=FREE),
    ),
    policy=Policy(
        rates=Rates(distance_cents_per_km=100, waiting_cents_per_s=1),
        required_fields=("phone", "place"),
        appointment_raster_s=1,
    ),
    set_aside=(SetAside(kind="job", id="broken", record={"id": "broken"}, findings=()),),
)
