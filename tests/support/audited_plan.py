"""The legal plan of the audited day, every number worked out by hand (see the comments).

Ann starts at the depot, collects a pump there and makes three visits, one of them late; Bob makes
one from his home. One job needs information, one has nobody who can do it, one record is unusable.
Tests change one thing in it (`support.changing.changed`) and look at what the auditor says.
"""

from __future__ import annotations

from support.audited_day import DEPOT, FREE, HOME, MINUTE, PUMP, TOLD, WITH_PHONE, clock, span

from models.base import Text
from models.plan import (
    Call,
    CallKind,
    Draw,
    KitItem,
    KitKind,
    Leg,
    Merit,
    PartSource,
    Plan,
    PlanCost,
    Reason,
    Route,
    SearchReport,
    Stop,
    StopKind,
    Unplanned,
    UnplannedState,
)


def _same(text: str) -> Text:
    return Text(en=text, zh=text)


def _leg(ready: str, earliest: str, depart: str, latest: str, arrive: str, *minutes: int) -> Leg:
    """A drive: its moments, then minutes of driving, of slack, of idle time before it."""
    travel, slack, idle = minutes
    return Leg(
        ready=clock(ready),
        depart=clock(depart),
        depart_earliest=clock(earliest),
        depart_latest=clock(latest),
        arrive=clock(arrive),
        travel_s=travel * MINUTE,
        distance_m=travel * MINUTE * 10,
        slack_s=slack * MINUTE,
        idle_before_s=idle * MINUTE,
        idle_reason=_same("the window opens later") if idle else None,
    )


def _calls(engineer_id: str, job_id: str, *moments: tuple[CallKind, str, str]) -> tuple[Call, ...]:
    return tuple(
        Call(
            kind=kind,
            at=clock(at),
            latest=clock(latest),
            engineer_id=engineer_id,
            job_id=job_id,
            phone="" if kind is FIXED else WITH_PHONE.phone,
        )
        for kind, at, latest in moments
    )


PUMP_FROM_STORE = KitItem(
    kind=KitKind.PART, name=_same("pump"), source=PartSource.DEPOT, depot_id="store"
)
FIXED, CONFIRM, BEFORE = CallKind.DEPARTURE_FIXED, CallKind.CONFIRM, CallKind.BEFORE_ARRIVAL

# Ann, shift 08:00-11:50, 20 min of overtime: back by 12:10. Collection 10 min, so ready at 08:10.
ANN = Route(
    engineer_id="Ann",
    shift_index=0,
    stops=(
        Stop(
            kind=StopKind.START,
            depot_id="store",
            place=DEPOT,
            arrive=clock("08:00"),
            start=clock("08:00"),
            finish=clock("08:00"),
        ),
        # The first departure is 08:35; the depot is open until 08:40: 08:25-08:35.
        Stop(
            kind=StopKind.COLLECTION,
            depot_id="store",
            place=DEPOT,
            arrive=clock("08:25"),
            start=clock("08:25"),
            finish=clock("08:35"),
            kit=(PUMP_FROM_STORE,),
        ),
        # 08:10 + 20 min + 5 min at the door = 08:35, but the window opens at 09:00. Latest safe:
        # 09:00 - 5 - 20 = 08:35; earliest useful: 09:00 - 10 - 20 = 08:30. 60 min at 95 % = 57.
        # Movable: done by 10:45 for the next stop's latest start 10:55, so starts by 09:48.
        Stop(
            kind=StopKind.JOB,
            job_id="pump",
            place=PUMP,
            leg=_leg("08:10", "08:30", "08:35", "08:35", "08:55", 20, 25, 0),
            arrive=clock("08:55"),
            start=clock("09:00"),
            finish=clock("09:57"),
            appointment=clock("09:00"),
            window=span("09:00", "10:00"),
            early_s=5 * MINUTE,
            movable_s=48 * MINUTE,
            draws=(
                Draw(part_id="pump", quantity=1, source=PartSource.DEPOT, depot_id="store"),
                Draw(part_id="belt", quantity=1, source=PartSource.VAN),
            ),
            kit=(
                PUMP_FROM_STORE,
                KitItem(kind=KitKind.PART, name=_same("belt"), source=PartSource.VAN),
                KitItem(kind=KitKind.TOOL, name=_same("ladder")),
            ),
            calls=_calls(
                "Ann",
                "pump",
                (FIXED, "07:25", "07:25"),  # 60 min before the collection
                (CONFIRM, "08:00", "08:35"),  # nobody is called before 08:00
                (BEFORE, "08:50", "08:55"),
            ),
        ),
        # Free at 09:57, arrives 10:07: later than 10:00 - 5 min by 12 min. Latest safe departure
        # 09:55 - 10 = 09:45. Movable: its window lasts until 11:00, but the next stop starts by
        # 11:40: at the door by 11:35, leaving by 11:25, starting by 10:55.
        Stop(
            kind=StopKind.JOB,
            job_id="told",
            place=TOLD,
            leg=_leg("09:57", "09:57", "09:57", "09:45", "10:07", 10, -12, 0),
            arrive=clock("10:07"),
            start=clock("10:07"),
            finish=clock("10:37"),
            appointment=clock("10:00"),
            told=True,
            window=span("09:30", "11:00"),
            lateness_s=12 * MINUTE,
            movable_s=48 * MINUTE,
            calls=_calls(
                "Ann",
                "told",
                (CONFIRM, "08:00", "09:58"),  # late: 2 min before the appointment at the latest
                (FIXED, "08:57", "08:57"),
                (BEFORE, "10:02", "10:07"),
            ),
            note=_same("12 minutes late"),
        ),
        # The window opens at 11:30. Leaving at 11:10 arrives at 11:20, the begin of the band; the
        # latest is 11:15. 15 min for level 4. Movable: home by 12:10, so starts by 11:40.
        Stop(
            kind=StopKind.JOB,
            job_id="free",
            place=FREE,
            leg=_leg("10:37", "11:10", "11:10", "11:15", "11:20", 10, 38, 33),
            arrive=clock("11:20"),
            start=clock("11:30"),
            finish=clock("11:45"),
            appointment=clock("11:30"),
            window=span("11:30", "12:00"),
            early_s=10 * MINUTE,
            movable_s=10 * MINUTE,
            calls=_calls(
                "Ann",
                "free",
                (CONFIRM, "09:30", "11:15"),
                (FIXED, "10:10", "10:10"),
                (BEFORE, "11:15", "11:20"),
            ),
        ),
        Stop(
            kind=StopKind.END,
            depot_id="store",
            place=DEPOT,
            leg=_leg("11:45", "11:45", "11:45", "11:55", "12:00", 15, 10, 0),
            arrive=clock("12:00"),
            start=clock("12:00"),
            finish=clock("12:00"),
        ),
    ),
    travel_s=55 * MINUTE,  # 20 + 10 + 10 + 15
    distance_m=33_000,
    service_s=102 * MINUTE,  # 57 + 30 + 15
    handling_s=10 * MINUTE,
    waiting_s=48 * MINUTE,  # 08:25-12:00 is 215; 215 - 55 - 102 - 10
    overtime_s=10 * MINUTE,
    lateness_s=12 * MINUTE,
)

# Bob, 09:00-17:00: 09:00 + 25 + 5 at the door = 09:30. 60 min by default, at 110 % 66: 10:36.
# Movable: home by 17:00, so starts by 17:00 - 25 - 66 = 15:29.
BOB = Route(
    engineer_id="Bob",
    shift_index=0,
    stops=(
        Stop(
            kind=StopKind.START,
            place=HOME,
            arrive=clock("09:00"),
            start=clock("09:00"),
            finish=clock("09:00"),
        ),
        Stop(
            kind=StopKind.JOB,
            job_id="visit",
            place=PUMP,
            leg=_leg("09:00", "09:00", "09:00", "09:00", "09:25", 25, 0, 0),
            arrive=clock("09:25"),
            start=clock("09:30"),
            finish=clock("10:36"),
            appointment=clock("09:30"),
            early_s=5 * MINUTE,
            movable_s=(5 * 60 + 59) * MINUTE,
            calls=_calls(
                "Bob",
                "visit",
                (FIXED, "08:00", "08:00"),
                (CONFIRM, "08:00", "09:00"),
                (BEFORE, "09:20", "09:25"),
            ),
        ),
        Stop(
            kind=StopKind.END,
            place=HOME,
            leg=_leg("10:36", "10:36", "10:36", "16:35", "11:01", 25, (5 * 60 + 59), 0),
            arrive=clock("11:01"),
            start=clock("11:01"),
            finish=clock("11:01"),
        ),
    ),
    travel_s=50 * MINUTE,
    distance_m=30_000,
    service_s=66 * MINUTE,
    handling_s=0,
    waiting_s=5 * MINUTE,
    overtime_s=0,
    lateness_s=0,
)


def _left_out(job_id: str, state: UnplannedState, priority: int, *missing: str) -> Unplanned:
    return Unplanned(
        job_id=job_id,
        state=state,
        reasons=(Reason(code=str(state), text=_same("why")),),
        missing_fields=missing,
        priority=priority,
    )


PLAN = Plan(
    scenario_name="small day",
    time_zone="Asia/Shanghai",
    routes=(ANN, BOB),
    unplanned=(
        _left_out("oven", UnplannedState.UNPLANNED, 5),
        _left_out("vague", UnplannedState.NEEDS_INFORMATION, 1, "phone"),
        _left_out("broken", UnplannedState.RECORD_UNUSABLE, 1),
    ),
    cost=PlanCost(
        unserved_priority=5,
        unserved_without_priority=0,
        travel_cents=6300,  # 105 min at 1 a second
        overtime_cents=1200,  # 10 min at 2
        waiting_cents=3180,  # 53 min at 1
        distance_cents=6300,  # 63 km at 100
        lateness_cents=7200,  # 12 min at 10
    ),
    merit=Merit(
        jobs=7,
        served=4,
        served_by_priority={2: 1, 1: 2, 0: 1},
        in_band=3,
        not_late=3,
        travel_s=105 * MINUTE,
        distance_m=63_000,
        waiting_s=53 * MINUTE,
        service_s=168 * MINUTE,
        overtime_s=10 * MINUTE,
        lateness_s=12 * MINUTE,
        smallest_slack_s=-12 * MINUTE,
        engineers_used=2,
    ),
    search=SearchReport(seed=1, threads=1, seconds=0.0, iterations=0, stopped_by="nothing_to_do"),
)
