"""Whatever routes are decided, the plan built from them passes the auditor to the second."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st
from support.built_plans import decide, plan_of
from support.small_days import Day, day, depot, engineer, job
from support.travel_doubles import SteppedTravel

from models.audit import audit
from models.base import Text
from models.engineer import Shift
from models.errors import RouteImpossible
from models.findings import Severity
from models.job import Customer, Job, PartNeed, PremisesKind, SkillNeed, Window
from models.part import Depot, Inbound, Interval, Part
from models.plan import Draw, PartSource, Reason, Unplanned, UnplannedState
from models.policy import Calls, EarlyBand, Policy, Rates
from models.scenario import Horizon
from models.timeline import Visit

HOUR = 3600
MIDNIGHTS = {
    # An ordinary day, a day of 23 hours and one of 25.
    "Asia/Shanghai": datetime.fromisoformat("2026-03-02T00:00+08:00"),
    "Europe/Berlin": datetime.fromisoformat("2026-03-29T00:00+01:00"),
    "America/New_York": datetime.fromisoformat("2026-11-01T00:00-04:00"),
}
FROM_VAN = Draw(part_id="pump", quantity=1, source=PartSource.VAN)
FROM_SHELF = Draw(part_id="pump", quantity=1, source=PartSource.DEPOT, depot_id="d1")


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    lo = draw(st.integers(0, 600))
    rate = st.integers(0, 50)
    return Policy(
        early_band=EarlyBand(least_s=lo, most_s=draw(st.none() | st.integers(lo + 60, lo + 900))),
        appointment_raster_s=draw(st.sampled_from([1, 60, 300, 900, 3600])),
        on_time_probability=draw(st.none() | st.floats(0.5, 0.999)),
        rates=Rates(
            travel_cents_per_s=draw(rate),
            overtime_cents_per_s=draw(rate),
            waiting_cents_per_s=draw(rate),
            distance_cents_per_km=draw(rate),
            lateness_cents_per_s=draw(rate),
        ),
        calls=Calls(
            departure_fixed_before_s=draw(st.integers(0, 2 * HOUR)),
            confirm_before_appointment_s=draw(st.integers(0, 4 * HOUR)),
            not_before_local_s=draw(st.integers(0, 12 * HOUR)),
            before_arrival_s=draw(st.integers(0, 900)),
        ),
    )


@st.composite
def jobs_of(draw: st.DrawFn, midnight: datetime, number: int) -> Job:
    def moment(low_s: int, high_s: int) -> datetime:
        return midnight + timedelta(seconds=draw(st.integers(low_s, high_s)))

    windows = []
    for _ in range(draw(st.integers(0, 2))):
        start = moment(5 * HOUR, 30 * HOUR)
        windows.append(Window(start=start, end=start + timedelta(hours=draw(st.integers(1, 8)))))
    told: datetime | None = None
    if draw(st.booleans()):
        told = windows[-1].start if windows else moment(5 * HOUR, 20 * HOUR)
    return job(
        f"j{number}",
        number + 1,
        duration_s=draw(st.integers(0, HOUR)),
        skills=(SkillNeed(skill="washer"),) if draw(st.booleans()) else (),
        windows=tuple(windows),
        appointment_told=told,
        premises=draw(st.sampled_from(PremisesKind)),
        customer=Customer(name=draw(st.sampled_from(["", "王", "O'Brien"]))),
        parts=draw(st.sampled_from([(), (PartNeed(part_id="pump"),)])),
        priority=draw(st.integers(0, 100)),
    )


@st.composite
def depots_of(draw: st.DrawFn, midnight: datetime) -> Depot:
    def interval(from_s: int) -> Interval:
        return Interval(
            start=midnight + timedelta(seconds=from_s),
            end=midnight + timedelta(seconds=from_s + draw(st.integers(600, 4 * HOUR))),
        )

    begins = st.lists(st.integers(4 * HOUR, 12 * HOUR), max_size=2)
    eta = midnight + timedelta(seconds=draw(st.integers(0, 9 * HOUR)))
    return depot(
        opening=tuple(interval(begin) for begin in draw(begins)),
        handling_s=draw(st.integers(0, 900)),
        stock={"pump": 3},
        inbound=(Inbound(part_id="pump", quantity=3, eta=eta),),
    )


@st.composite
def decided_days(draw: st.DrawFn) -> tuple[Day, tuple[Visit, ...]]:
    """A day with one engineer, and the visits of one route in it."""
    zone = draw(st.sampled_from(sorted(MIDNIGHTS)))
    midnight = MIDNIGHTS[zone]
    jobs = [draw(jobs_of(midnight, number)) for number in range(draw(st.integers(1, 4)))]
    store = draw(depots_of(midnight))
    from_inbound = FROM_SHELF.model_copy(update={"inbound_eta": store.inbound[0].eta})
    size = len(jobs) + 1
    row = st.lists(st.integers(0, 500), min_size=size, max_size=size)
    speeds = draw(st.lists(st.integers(250, 2000), min_size=32, max_size=32))
    travel = SteppedTravel(
        draw(st.lists(row, min_size=size, max_size=size)),
        [speed for speed in speeds for _ in range(HOUR)],
        draw(st.lists(row, min_size=size, max_size=size)),
    )
    begin = midnight + timedelta(seconds=draw(st.integers(5 * HOUR, 9 * HOUR)))
    shift = Shift(start=begin, end=begin + timedelta(hours=draw(st.integers(1, 16))))
    worker = engineer(
        shifts=(shift,),
        start_depot_id="d1",
        skills={"washer": draw(st.integers(1, 5))},
        overtime_max_s=draw(st.integers(0, 4 * HOUR)),
        van_stock={"pump": 3},
    )
    the_day = day(
        travel,
        jobs,
        [worker],
        policy=draw(policies()),
        depots=(store,),
        parts=(Part(id="pump", name="Pump"),),
        time_zone=zone,
        horizon=Horizon(
            start=midnight + timedelta(seconds=draw(st.sampled_from([0, 0, 1815, 3599]))),
            end=midnight + timedelta(hours=32),
        ),
    )
    order = draw(st.permutations(jobs))
    sources = st.sampled_from([FROM_VAN, FROM_SHELF, from_inbound])
    visits = tuple(Visit(one.id, (draw(sources),) if one.parts else ()) for one in order)
    return the_day, visits


@given(decided_days())
def test_a_built_plan_passes_the_auditor(decided: tuple[Day, tuple[Visit, ...]]) -> None:
    the_day, visits = decided
    left_out: list[Unplanned] = []
    while visits:
        try:
            plan = plan_of(the_day, decide(*visits), unplanned=left_out)
        except RouteImpossible as impossible:
            # Leave out the job that cannot be kept, or the last where it is the route's end.
            name = impossible.job_id or visits[-1].job_id
            priority = next(one.priority for one in the_day.scenario.jobs if one.id == name)
            left_out.append(_left_out(name, priority))
            visits = tuple(visit for visit in visits if visit.job_id != name)
        else:
            found = audit(the_day.scenario, plan, the_day.travel, the_day.places)
            assert [one for one in found if one.severity is Severity.ERROR] == []
            raster_s = the_day.scenario.policy.appointment_raster_s
            for stop in plan.routes[0].stops:
                if stop.appointment is not None and not stop.told:
                    at = stop.appointment
                    assert (60 * at.minute + at.second) % raster_s == 0
            return
    assume(False)


def _left_out(job_id: str, priority: int) -> Unplanned:
    reason = Reason(code="no-room", text=Text(en="No room.", zh="已无空档。"))
    return Unplanned(
        job_id=job_id, state=UnplannedState.UNPLANNED, reasons=(reason,), priority=priority
    )
