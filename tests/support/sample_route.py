"""Made-up routes: every drive, wait and appointment agrees with the others, at one speed.

The moments follow docs/timing.md; nothing is optimised, and which job is late is a matter of luck.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from support.sample_scenario import OFFSET_H

from models.base import Text
from models.engineer import Engineer, Shift
from models.job import Job
from models.part import Depot, Interval
from models.place import Place
from models.plan import (
    Call,
    CallKind,
    Draw,
    KitItem,
    KitKind,
    Leg,
    PartSource,
    Route,
    Stop,
    StopKind,
)

MINUTE = timedelta(minutes=1)
LO, HI = 5 * MINUTE, 10 * MINUTE


def metres(a: Place | None, b: Place) -> int:
    """Road metres, or a made-up number where there are no coordinates."""
    if a is None:
        return 0
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return 4000 + ((a.matrix_index or 0) * 37 + (b.matrix_index or 0) * 91) % 6000
    north = (a.latitude - b.latitude) * 111_195
    east = (a.longitude - b.longitude) * 111_195 * math.cos(math.radians(a.latitude))
    return round(1.3 * math.hypot(north, east))


def sample_route(
    rng: random.Random, engineer: Engineer, number: int, jobs: Sequence[Job], depot: Depot
) -> Route:
    """One shift that visits the jobs, the nearest first."""
    shift = engineer.shifts[number]
    home = engineer.start_place
    assert home is not None
    collects = rng.random() < 0.15
    ready, here = shift.start, home
    if collects:
        ready, here = shift.start + 10 * MINUTE, depot.place
    first = here
    stops: list[Stop] = []
    for job in _in_order(jobs, home):
        stops.append(_visit(rng, engineer, job, here, ready, first=not stops))
        ready, here = stops[-1].finish, job.place
    leg = stops[0].leg
    assert leg is not None
    opening = [_standing(StopKind.START, first, leg.depart, depot if collects else None)]
    if collects:
        begin = leg.depart - 10 * MINUTE
        opening = [
            _standing(StopKind.START, first, begin, depot),
            _standing(StopKind.COLLECTION, first, begin, depot, lasting=10 * MINUTE),
        ]
    travel = _travel(here, home)
    last = _leg(here, home, ready, ready, shift.end + 60 * MINUTE - travel)
    end = _standing(StopKind.END, home, last.arrive).model_copy(update={"leg": last})
    return _summed(engineer, number, (*opening, *stops, end), shift)


def _in_order(jobs: Sequence[Job], start: Place) -> list[Job]:
    """Nearest neighbour first."""
    left, order, here = list(jobs), [], start
    while left:
        following = min(left, key=lambda job: metres(here, job.place))
        left.remove(following)
        order.append(following)
        here = following.place
    return order


def _travel(a: Place, b: Place) -> timedelta:
    return timedelta(seconds=120 + metres(a, b) * 3600 // 30_000)


def _standing(
    kind: StopKind,
    place: Place,
    at: datetime,
    depot: Depot | None = None,
    lasting: timedelta = 0 * MINUTE,
) -> Stop:
    return Stop(
        kind=kind,
        place=place,
        depot_id=depot.id if depot else None,
        arrive=at,
        start=at,
        finish=at + lasting,
    )


def _leg(a: Place, b: Place, ready: datetime, depart: datetime, latest: datetime) -> Leg:
    idle = int((depart - ready).total_seconds())
    travel = _travel(a, b)
    return Leg(
        ready=ready,
        depart=depart,
        depart_earliest=max(ready, latest - (HI - LO)),
        depart_latest=latest,
        arrive=depart + travel,
        travel_s=int(travel.total_seconds()),
        distance_m=metres(a, b),
        slack_s=int((latest - ready).total_seconds()),
        idle_before_s=idle,
        idle_reason=Text(
            en="The next window opens later; waiting here keeps the next customer's time.",
            zh="下一个时间窗稍后才开始；在此等候可确保准时到达下一位客户。",
        )
        if idle
        else None,
    )


def _visit(
    rng: random.Random, engineer: Engineer, job: Job, here: Place, ready: datetime, *, first: bool
) -> Stop:
    travel = _travel(here, job.place)
    appointment = ready + travel + LO + rng.choice((0, 0, 0, 4, 9, 35)) * MINUTE
    late = rng.random() < 0.02 and not first
    told = late or rng.random() < 0.15
    if late:
        appointment = ready + travel - 7 * MINUTE
    latest = appointment - LO - travel
    depart = max(ready, latest if first else latest - (HI - LO))
    arrive = depart + travel
    start = max(appointment, arrive)
    opens = appointment - rng.choice((0, 20, 60)) * MINUTE
    lateness = max(timedelta(0), arrive - (appointment - LO))
    return Stop(
        kind=StopKind.JOB,
        job_id=job.id,
        place=job.place,
        leg=_leg(here, job.place, ready, depart, latest),
        arrive=arrive,
        start=start,
        finish=start + rng.randrange(20, 62) * MINUTE,
        appointment=appointment,
        told=told,
        window=Interval(start=opens, end=opens + rng.choice((60, 120, 240)) * MINUTE),
        early_s=int((start - arrive).total_seconds()),
        lateness_s=int(lateness.total_seconds()) if told else 0,
        movable_s=rng.randrange(0, 3600),
        draws=tuple(
            Draw(part_id=part.part_id, quantity=1, source=PartSource.VAN) for part in job.parts
        ),
        kit=_kit(job),
        calls=_calls(engineer, job, depart, arrive, appointment),
        note=Text(
            en=f"The told time is missed by {lateness.seconds // 60} min: the drive is too long.",
            zh=f"已告知的时间将迟到{lateness.seconds // 60}分钟：路程太长。",
        )
        if late
        else None,
    )


def _summed(engineer: Engineer, number: int, stops: tuple[Stop, ...], shift: Shift) -> Route:
    travel = sum(stop.leg.travel_s for stop in stops if stop.leg)
    service = sum(
        int((one.finish - one.start).total_seconds()) for one in stops if one.kind is StopKind.JOB
    )
    handling = 600 * sum(stop.kind is StopKind.COLLECTION for stop in stops)
    whole = int((stops[-1].arrive - stops[0].arrive).total_seconds())
    return Route(
        engineer_id=engineer.id,
        shift_index=number,
        stops=stops,
        travel_s=travel,
        distance_m=sum(stop.leg.distance_m for stop in stops if stop.leg),
        service_s=service,
        handling_s=handling,
        waiting_s=max(0, whole - travel - service - handling),
        overtime_s=max(0, int((stops[-1].arrive - shift.end).total_seconds())),
        lateness_s=sum(stop.lateness_s for stop in stops),
    )


def _kit(job: Job) -> tuple[KitItem, ...]:
    parts = tuple(
        KitItem(kind=KitKind.PART, name=Text(en="Drain pump", zh="排水泵"), source=PartSource.VAN)
        for _ in job.parts
    )
    return (
        *parts,
        KitItem(kind=KitKind.TOOL, name=Text(en="Multimeter", zh="万用表")),
        KitItem(kind=KitKind.PAPER, name=Text(en="Record sheet", zh="服务记录单")),
        KitItem(kind=KitKind.CONSUMABLE, name=Text(en="Shoe covers", zh="鞋套"), quantity=2),
    )


def _calls(
    engineer: Engineer, job: Job, depart: datetime, arrive: datetime, appointment: datetime
) -> tuple[Call, ...]:
    def call(kind: CallKind, at: datetime, latest: datetime, *, customer: bool, say: Text) -> Call:
        return Call(
            kind=kind,
            at=at,
            latest=latest,
            engineer_id=engineer.id,
            job_id=job.id if customer else None,
            phone=job.customer.phone if customer else engineer.phone,
            say=(say,),
        )

    time = f"{appointment + timedelta(hours=OFFSET_H):%H:%M}"
    return (
        call(
            CallKind.DEPARTURE_FIXED, depart - 60 * MINUTE, depart - 60 * MINUTE, customer=False,
            say=Text(en="Your departure is fixed.", zh="出发时间已确定。"),
        ),
        call(
            CallKind.CONFIRM, appointment - 120 * MINUTE, depart, customer=True,
            say=Text(
                en=f"Confirm {time}. The fault: {job.fault_description}. Is there more?",
                zh=f"确认{time}上门。故障：{job.fault_description}。还有其他问题吗？",
            ),
        ),
        call(
            CallKind.BEFORE_ARRIVAL, arrive - 5 * MINUTE, arrive, customer=True,
            say=Text(en="I am there in five minutes.", zh="我五分钟后到。"),
        ),
    )  # fmt: skip
