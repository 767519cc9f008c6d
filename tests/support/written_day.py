"""A small day written by hand that the golden files are made of.

It holds what outputs have to cope with: a collection, a told appointment that is missed, text in
two languages, ids that are no file names, cells that a spreadsheet would run, a job without an
address, and records set aside.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from models.base import Text
from models.engineer import Engineer, Shift
from models.findings import Finding, Severity
from models.job import Customer, Job, JobKind, Product
from models.part import Depot, Interval, Part
from models.place import Place
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
from models.scenario import Horizon, Scenario, SetAside

ZONE = timezone(timedelta(hours=8))
FORMULA = "=cmd|' /C calc'!A0"
STORE = Place(address="Store 7, 解放路", latitude=36.66, longitude=117.02)
HOME = Place(address="Home of Li, 2 Wei'er Road", latitude=36.65, longitude=117.0)


def at(clock: str, day: int = 2) -> datetime:
    """That time of a day of March 2026, in Jinan."""
    hours, minutes, seconds = (*map(int, clock.split(":")), 0)[:3]
    return datetime(2026, 3, day, hours, minutes, seconds, tzinfo=ZONE)


UNUSABLE_DURATION = Finding(
    code="field-out-of-range",
    severity=Severity.ERROR,
    message="jobs[5].duration_s is -60, which is less than 0.",
    action="Correct the duration.",
    path="jobs[5].duration_s",
    value="-60",
    file="day.json",
)
GUESSED = Finding(
    code="encoding-guessed",
    severity=Severity.NOTICE,
    message="jobs.csv is not UTF-8; it was read as GB18030.",
    action="Look at a name or two.",
    file="jobs.csv",
    sheet="jobs",
    row=3,
    column="姓名",
)
JOBS = (
    Job(
        id="J1",
        kind=JobKind.REPAIR,
        customer=Customer(name="陈大文", phone="+86 531 0001", language="zh"),
        place=Place(address='Flat 3, "Garden" Tower', latitude=36.67, longitude=117.05),
        product=Product(model="WM-700"),
        fault_description="Does not drain; water, a lot\nand a smell",
        access_notes="Ring <b>twice</b> & wait",
    ),
    Job(
        id="J2",
        kind=JobKind.INSTALL,
        customer=Customer(name="O'Brien", phone="0531 0002"),
        place=Place(address="5 Jingshi Road", latitude=36.7, longitude=117.1),
        instructions="Level the feet",
    ),
    Job(
        id="J3",
        kind=JobKind.INSPECTION,
        customer=Customer(name="@SUM(1+1)", phone="-1"),
        place=Place(latitude=36.6, longitude=117.2),
    ),
    Job(id="J4", customer=Customer(name="Kowalski"), priority=5),
    Job(id="J5", customer=Customer(name="García"), priority=1),
)
SCENARIO = Scenario(
    name="Hand-written day",
    time_zone="Asia/Shanghai",
    horizon=Horizon(start=at("00:00"), end=at("00:00", day=3)),
    jobs=JOBS,
    engineers=(
        Engineer(
            id="E1",
            name="李伟",
            phone="+86 130 0001",
            shifts=(Shift(start=at("08:00"), end=at("17:00")),),
            start_depot_id="D1",
            end_place=HOME,
        ),
        Engineer(
            id="../e/2",
            name=FORMULA,
            shifts=(Shift(start=at("09:00"), end=at("17:00")),),
            start_place=HOME,
        ),
    ),
    parts=(Part(id="pump", name="Drain pump"),),
    depots=(Depot(id="D1", name="East store", place=STORE),),
    set_aside=(
        SetAside(
            kind="job", id="J6",
            record={"id": "J6", "duration_s": -60, "customer": {"name": "Nguyễn", "phone": 123}},
            findings=(UNUSABLE_DURATION,),
        ),
        SetAside(
            kind="engineer", id="engineers[2]", record={"name": "?"},
            findings=(UNUSABLE_DURATION,),
        ),
    ),
)  # fmt: skip


def _leg(ready: str, depart: str, earliest: str, latest: str, arrive: str, metres: int) -> Leg:
    def seconds(start: str, end: str) -> int:
        return int((at(end) - at(start)).total_seconds())

    idle = seconds(ready, depart)
    return Leg(
        ready=at(ready),
        depart=at(depart),
        depart_earliest=at(earliest),
        depart_latest=at(latest),
        arrive=at(arrive),
        travel_s=seconds(depart, arrive),
        distance_m=metres,
        slack_s=seconds(ready, latest),
        idle_before_s=idle,
        idle_reason=Text(en="The next promise begins later.", zh="下一个承诺稍后才开始。")
        if idle
        else None,
    )


_PUMP = KitItem(
    kind=KitKind.PART,
    name=Text(en="Drain pump", zh="排水泵"),
    source=PartSource.DEPOT,
    depot_id="D1",
)
_COVERS = KitItem(kind=KitKind.CONSUMABLE, name=Text(en="Shoe covers", zh="鞋套"), quantity=2)
_METER = KitItem(kind=KitKind.TOOL, name=Text(en="Multimeter", zh="万用表"))

# The store until 08:10, a drive of 15 min, at the door at 08:25, work from 08:30 to 09:30.
_FIRST = Stop(
    kind=StopKind.JOB,
    job_id="J1",
    place=JOBS[0].place,
    leg=_leg("08:10", "08:10", "08:10", "08:10", "08:25", 6000),
    arrive=at("08:25"),
    start=at("08:30"),
    finish=at("09:30"),
    appointment=at("08:30"),
    window=Interval(start=at("08:00"), end=at("10:00")),
    early_s=300,
    movable_s=1800,
    draws=(Draw(part_id="pump", quantity=1, source=PartSource.DEPOT, depot_id="D1"),),
    kit=(_PUMP, _METER, _COVERS),
    calls=(
        Call(
            kind=CallKind.BEFORE_ARRIVAL, at=at("08:20"), latest=at("08:25"), engineer_id="E1",
            job_id="J1", phone="+86 531 0001",
            say=(Text(en="I am there in five minutes.", zh="我五分钟后到。"),),
        ),
        Call(
            kind=CallKind.DEPARTURE_FIXED, at=at("07:10"), latest=at("07:10"), engineer_id="E1",
            job_id="J1", phone="+86 130 0001", say=(Text(en="Leave at 08:10.", zh="08:10出发。"),),
        ),
    ),
)  # fmt: skip
# Told 09:45: with 20 min of driving from 09:30 the door is reached at 09:50, 10 min after 09:40.
_LATE = Stop(
    kind=StopKind.JOB,
    job_id="J2",
    place=JOBS[1].place,
    leg=_leg("09:30", "09:30", "09:30", "09:20", "09:50:30", 9000),
    arrive=at("09:50:30"),
    start=at("09:50:30"),
    finish=at("10:50:30"),
    appointment=at("09:45"),
    told=True,
    window=Interval(start=at("09:00"), end=at("12:00")),
    lateness_s=630,
    kit=(_METER, _COVERS),
    calls=(
        Call(
            kind=CallKind.CONFIRM, at=at("08:00"), latest=at("09:30"), engineer_id="E1",
            job_id="J2", phone="0531 0002",
            say=(
                Text(en="Is 09:45 still good?", zh="09:45可以吗？"),
                Text(en="Is there more to do?", zh="还有其他问题吗？"),
            ),
        ),
    ),
    note=Text(en="The told time is missed by 5 min 30 s.", zh="已告知的时间将迟到5分30秒。"),
)  # fmt: skip
_HOME = Stop(
    kind=StopKind.END,
    place=HOME,
    leg=_leg("10:50:30", "10:50:30", "10:50:30", "16:30", "11:15", 11000),
    arrive=at("11:15"),
    start=at("11:15"),
    finish=at("11:15"),
)
# Idle at home until 09:30, at the door from 09:55 to 10:05, work until 11:00.
_ALONE = Stop(
    kind=StopKind.JOB,
    job_id="J3",
    place=JOBS[2].place,
    leg=_leg("09:00", "09:30", "09:25", "09:35", "09:55", 20000),
    arrive=at("09:55"),
    start=at("10:05"),
    finish=at("11:00"),
    appointment=at("10:05"),
    early_s=600,
)


def _still(kind: StopKind, place: Place, start: str, finish: str, depot: str | None) -> Stop:
    return Stop(
        kind=kind, depot_id=depot, place=place, arrive=at(start), start=at(start), finish=at(finish)
    )


PLAN = Plan(
    scenario_name=SCENARIO.name,
    time_zone=SCENARIO.time_zone,
    version=2,
    routes=(
        Route(
            engineer_id="E1",
            shift_index=0,
            stops=(
                _still(StopKind.START, STORE, "08:00", "08:00", "D1"),
                _still(StopKind.COLLECTION, STORE, "08:00", "08:10", "D1").model_copy(
                    update={"kit": (_PUMP,)}
                ),
                _FIRST,
                _LATE,
                _HOME,
            ),
            travel_s=900 + 1230 + 1470,
            distance_m=26000,
            service_s=7200,
            handling_s=600,
            waiting_s=300,
            overtime_s=0,
            lateness_s=630,
        ),
        Route(
            engineer_id="../e/2",
            shift_index=0,
            stops=(
                _still(StopKind.START, HOME, "09:30", "09:30", None),
                _ALONE,
                _HOME.model_copy(update={"leg": _leg(
                    "11:00", "11:00", "11:00", "16:35", "11:25", 20000)}),
            ),
            travel_s=3000,
            distance_m=40000,
            service_s=3300,
            handling_s=0,
            waiting_s=600,
            overtime_s=0,
            lateness_s=0,
        ),
    ),
    unplanned=(
        Unplanned(
            job_id="J5",
            state=UnplannedState.NEEDS_INFORMATION,
            missing_fields=("phone", "purchase_date"),
            reasons=(
                Reason(
                    code="needs-information",
                    text=Text(en="Phone and purchase date are missing.", zh="缺少电话和购买日期。"),
                ),
            ),
        ),
        Unplanned(
            job_id="J6",
            state=UnplannedState.RECORD_UNUSABLE,
            reasons=(
                Reason(
                    code="record-unusable",
                    text=Text(en="The duration is negative.", zh="工时为负数。"),
                ),
            ),
        ),
        Unplanned(
            job_id="J4",
            state=UnplannedState.AWAITING_PART,
            priority=5,
            reasons=(
                Reason(
                    code="part-inbound",
                    text=Text(en="The drum arrives on Wednesday.", zh="滚筒周三到货。"),
                    eta=at("09:00", day=4),
                ),
                Reason(
                    code="all-full",
                    text=Text(en="李伟 is full, that day.", zh="李伟当天已排满。"),
                    engineer_id="E1",
                    extra_cost_cents=4230,
                    displaced_job_ids=("J1", "J2"),
                ),
            ),
        ),
    ),
    cost=PlanCost(unserved_priority=5, unserved_without_priority=0, travel_cents=6600),
    merit=Merit(
        jobs=6,
        served=3,
        in_band=2,
        not_late=2,
        travel_s=6600,
        distance_m=66000,
        waiting_s=900,
        service_s=10500,
        overtime_s=0,
        lateness_s=630,
        smallest_slack_s=-600,
        engineers_used=2,
    ),
    findings=(GUESSED,),
    search=SearchReport(seed=1, threads=2, seconds=1.5, iterations=1000, stopped_by="seconds"),
)  # fmt: skip
