"""From decided routes to a plan: stops, departures, waits and their reasons."""

from __future__ import annotations

import pytest
from support.built_plans import decide, plan_of, route_of
from support.small_days import Day, at, day, depot, engineer, job, opening, window
from support.travel_doubles import ConstantTravel

from models.audit import audit
from models.base import Text
from models.engineer import Shift
from models.errors import RouteImpossible
from models.part import Part
from models.place import Place
from models.plan import (
    COUNTED_AS_UNSERVED,
    Draw,
    PartSource,
    Plan,
    Reason,
    StopKind,
    Unplanned,
    UnplannedState,
)
from models.policy import EarlyBand, Policy
from models.timeline import Visit

M = 60
TRAVEL = ConstantTravel(
    [[0, 20 * M, 20 * M], [20 * M, 0, 15 * M], [20 * M, 15 * M, 0]],
    [[0, 9_000, 9_000], [9_000, 0, 5_000], [9_000, 5_000, 0]],
)
PUMP = Draw(part_id="pump", quantity=1, source=PartSource.DEPOT, depot_id="d1")


def audited(the_day: Day, plan: Plan) -> Plan:
    """The plan, once the independent auditor has found nothing."""
    assert audit(the_day.scenario, plan, the_day.travel, the_day.places) == ()
    return plan


def two_jobs() -> Day:
    return day(
        TRAVEL,
        [
            job("a", 1, windows=(window("09:00", "10:00"),)),
            job("b", 2, windows=(window("11:00", "12:00"),)),
        ],
    )


def local(moment: object) -> str:
    """The local time of day of a stated moment."""
    return f"{moment:%H:%M}"


def test_a_route_has_a_start_its_jobs_and_an_end() -> None:
    the_day = two_jobs()
    plan = audited(the_day, plan_of(the_day, decide("a", "b")))
    start, a, b, end = plan.routes[0].stops
    assert [stop.kind for stop in (start, a, b, end)] == [
        StopKind.START, StopKind.JOB, StopKind.JOB, StopKind.END,
    ]  # fmt: skip
    assert (a.job_id, b.job_id) == ("a", "b")
    # The engineer is at the start from the beginning of the shift, and home 20 min after 11:30.
    assert (local(start.arrive), local(start.finish)) == ("08:00", "08:00")
    assert (local(end.arrive), local(end.finish)) == ("11:50", "11:50")
    assert start.leg is None
    assert a.leg is not None
    assert (a.leg.travel_s, a.leg.distance_m) == (20 * M, 9_000)
    assert end.leg is not None
    assert end.leg.idle_reason is None


def test_moments_carry_the_offset_of_the_service_area() -> None:
    stop = route_of(two_jobs(), "a").stops[1]
    assert stop.arrive.isoformat() == "2026-03-02T08:55:00+08:00"


def test_the_wait_before_the_first_departure_is_at_the_start_and_says_why() -> None:
    leg = route_of(two_jobs(), "a", "b").stops[1].leg
    assert leg is not None
    # Ready 08:00; for 09:00 it is enough to leave at 08:35.
    assert (local(leg.ready), local(leg.depart), leg.idle_before_s) == ("08:00", "08:35", 35 * M)
    assert leg.idle_reason == Text(
        en="35 min at the start: leaving at 08:35 is the latest that is safe for 09:00, so the "
        "wait is here and not at the customer's door.",
        zh="在出发地等候 35 分钟：08:35 出发是确保 09:00 准时的最晚时刻，"
        "因此在此等候，而不是在客户门口。",
    )


def test_a_later_wait_is_at_the_previous_customer_and_says_why() -> None:
    leg = route_of(two_jobs(), "a", "b").stops[2].leg
    assert leg is not None
    # a ends 09:30; the band of 11:00 begins at 10:50, 15 min away.
    assert (local(leg.depart), leg.idle_before_s) == ("10:35", 65 * M)
    assert leg.idle_reason == Text(
        en="1 h 5 min at the previous customer's: the promised window opens at 11:00, and leaving "
        "before 10:35 would mean more than 10 min at the door.",
        zh="在上一位客户处等候 1 小时 5 分钟：约定时段 11:00 才开始，若在 10:35 之前出发，"
        "在门口等候将超过 10 分钟。",
    )


def test_a_wait_for_a_told_appointment_names_it() -> None:
    the_day = day(TRAVEL, [job("a", 1), job("b", 2, appointment_told=at("11:00"))])
    leg = route_of(the_day, "a", "b").stops[2].leg
    assert leg is not None
    assert leg.idle_reason is not None
    assert "the customer was told 11:00" in leg.idle_reason.en
    assert "已告知客户 11:00" in leg.idle_reason.zh


def test_a_wait_for_the_next_moment_of_the_raster_names_it() -> None:
    # a: not before 08:25, so at 09:00, until 09:30. b: not before 09:50, so at 10:00, and nobody is
    # at the door more than 6 minutes before: leaving at 09:39.
    policy = Policy(early_band=EarlyBand(least_s=5 * M, most_s=6 * M), appointment_raster_s=60 * M)
    the_day = day(TRAVEL, [job("a", 1), job("b", 2)], policy=policy)
    plan = audited(the_day, plan_of(the_day, decide("a", "b")))
    b = plan.routes[0].stops[2]
    assert b.leg is not None
    assert b.appointment is not None
    assert (local(b.appointment), local(b.leg.depart), b.leg.idle_before_s) == (
        "10:00", "09:39", 9 * M,
    )  # fmt: skip
    assert b.leg.idle_reason is not None
    assert "the next possible appointment is at 10:00" in b.leg.idle_reason.en
    assert "下一个可约时刻是 10:00" in b.leg.idle_reason.zh


def test_no_wait_has_no_reason() -> None:
    leg = route_of(day(TRAVEL, [job("a", 1)]), "a").stops[1].leg
    assert leg is not None
    assert (leg.idle_before_s, leg.idle_reason) == (0, None)


def depot_day(**fields: object) -> Day:
    return day(
        TRAVEL,
        [job("a", 1, windows=(window("10:00", "11:00"),), parts=({"part_id": "pump"},))],
        [engineer(start_depot_id="d1")],
        parts=(Part(id="pump", name="Drain pump"),),
        depots=(depot(stock={"pump": 3}, **fields),),
    )


def test_a_collection_is_a_stop_of_its_own_before_the_first_leg() -> None:
    the_day = depot_day()
    plan = audited(the_day, plan_of(the_day, decide(Visit("a", (PUMP,)))))
    start, collection, a, end = plan.routes[0].stops
    assert (start.depot_id, collection.depot_id, end.depot_id) == ("d1", "d1", "d1")
    assert collection.kind is StopKind.COLLECTION
    assert (local(collection.start), local(collection.finish)) == ("09:25", "09:35")
    assert a.leg is not None
    assert (local(a.leg.ready), local(a.leg.depart), a.leg.idle_before_s) == ("08:10", "09:35", 0)
    assert (a.draws, collection.draws) == ((PUMP,), ())


def test_a_wait_after_a_collection_is_because_the_depot_closes() -> None:
    the_day = depot_day(opening=(opening("08:30", "09:00"),))
    plan = audited(the_day, plan_of(the_day, decide(Visit("a", (PUMP,)))))
    leg = plan.routes[0].stops[2].leg
    assert leg is not None
    assert leg.idle_before_s == 35 * M  # 09:00 to 09:35
    assert leg.idle_reason is not None
    assert leg.idle_reason.en.startswith("35 min at the depot: its opening hours")
    assert leg.idle_reason.zh.startswith("在仓库等候 35 分钟")


def test_a_told_appointment_that_is_missed_says_by_how_much_and_why() -> None:
    the_day = day(TRAVEL, [job("a", 1), job("b", 2, appointment_told=at("09:12"))])
    plan = audited(the_day, plan_of(the_day, decide("a", "b")))
    b = plan.routes[0].stops[2]
    # a: 08:25 to 08:55. b: there 09:10; the band of 09:12 ends at 09:07.
    assert b.lateness_s == 3 * M
    assert b.note == Text(
        en="Told 09:12, arrives 09:10: 3 min later than 09:07, the latest arrival of the early "
        "band, still not after the appointment. The visit before ends at 08:55 and the drive "
        "takes 15 min.",
        zh="已告知 09:12，09:10 到达：比提前到达时段的最晚时刻 09:07 晚 3 分钟，仍不晚于约定时刻。"
        "上一次上门 08:55 才结束，路程需 15 分钟。",
    )


def test_who_is_met_after_the_appointment_is_said_to_be() -> None:
    the_day = day(TRAVEL, [job("a", 1, appointment_told=at("08:05"))])
    note = audited(the_day, plan_of(the_day, decide("a"))).routes[0].stops[1].note
    assert note is not None
    assert "20 min later than 08:00" in note.en
    assert "and 15 min after the appointment. The shift starts at 08:00" in note.en
    assert "且比约定时刻晚 15 分钟。班次 08:00 才开始" in note.zh


def test_who_is_met_at_the_very_appointment_is_not_met_after_it() -> None:
    the_day = day(TRAVEL, [job("a", 1, appointment_told=at("08:20"))])
    note = route_of(the_day, "a").stops[1].note
    assert note is not None
    assert "5 min later than 08:15" in note.en
    assert "still not after the appointment" in note.en


def test_lateness_after_a_collection_names_the_collection() -> None:
    the_day = depot_day()
    late = the_day.scenario.jobs[0].model_copy(
        update={"windows": (), "appointment_told": at("08:30")}
    )
    again = Day(
        the_day.scenario.model_copy(update={"jobs": (late,)}),
        the_day.clock, the_day.places, the_day.travel,
    )  # fmt: skip
    note = route_of(again, Visit("a", (PUMP,))).stops[2].note
    assert note is not None
    assert "The collection at the depot cannot end before 08:10" in note.en


def test_an_appointment_kept_has_no_note() -> None:
    assert all(stop.note is None for stop in route_of(two_jobs(), "a", "b").stops)


def test_routes_are_in_the_order_of_engineers_and_shifts_and_empty_ones_are_left_out() -> None:
    shifts = tuple(Shift(start=at("08:00", d), end=at("17:00", d)) for d in (0, 1))
    the_day = day(
        TRAVEL,
        [job("a", 1), job("b", 2), job("c", 1)],
        [engineer(id="z", shifts=shifts), engineer(id="y", shifts=shifts)],
        days=2,
    )
    plan = plan_of(
        the_day,
        decide("a", engineer_id="y"),
        decide("b", engineer_id="z", shift=1),
        decide(engineer_id="y", shift=1),
        decide("c", engineer_id="z"),
    )
    assert [(route.engineer_id, route.shift_index) for route in audited(the_day, plan).routes] == [
        ("z", 0), ("z", 1), ("y", 0),
    ]  # fmt: skip


def test_jobs_left_out_count_in_the_cost_only_if_they_were_plannable() -> None:
    the_day = day(TRAVEL, [job(str(state), 1, priority=3) for state in UnplannedState])
    reason = Reason(code="some-reason", text=Text(en="So.", zh="如此。"))
    unplanned = [
        Unplanned(job_id=str(state), state=state, reasons=(reason,), priority=3)
        for state in UnplannedState
    ]
    plan = plan_of(the_day, unplanned=unplanned)
    assert plan.cost.key == (3 * len(COUNTED_AS_UNSERVED), 0, 0)
    assert plan.unplanned == tuple(unplanned)
    assert (plan.routes, plan.merit.served) == ((), 0)


def test_a_record_that_could_not_be_read_is_left_out_without_a_job_of_its_id() -> None:
    aside = Unplanned(
        job_id="jobs[7]",
        state=UnplannedState.RECORD_UNUSABLE,
        reasons=(Reason(code="some-reason", text=Text(en="So.", zh="如此。")),),
    )
    assert plan_of(day(TRAVEL, [job("a", 1)]), unplanned=[aside]).cost.key == (0, 0, 0)


def test_the_figures_of_the_plan_are_those_of_its_routes() -> None:
    plan = plan_of(two_jobs(), decide("a", "b"))
    route = plan.routes[0]
    assert plan.cost.travel_cents == route.travel_s == (20 + 15 + 20) * M
    assert plan.merit.smallest_slack_s == 35 * M
    # 08:35 to 11:50 less 55 min of driving and 60 of work: 65 idle, 5 and 10 at the doors.
    assert route.waiting_s == 80 * M


def test_a_route_that_cannot_be_driven_is_never_written_down() -> None:
    the_day = day(TRAVEL, [job("a", 1, windows=(window("08:00", "08:10"),))])
    with pytest.raises(RouteImpossible, match="Job a"):
        plan_of(the_day, decide("a"))


def test_a_shift_that_ends_elsewhere_ends_at_no_depot() -> None:
    the_day = day(
        TRAVEL,
        [job("a", 1)],
        [engineer(start_depot_id="d1", end_place=Place(matrix_index=0))],
        depots=(depot(),),
    )
    plan = audited(the_day, plan_of(the_day, decide("a")))
    assert [stop.depot_id for stop in plan.routes[0].stops] == ["d1", None, None]


@pytest.mark.parametrize(
    ("of_shift", "of_engineer", "expected"),
    [("d2", "d1", "d2"), (None, "d2", "d2"), (None, None, None)],
)
def test_the_end_depot_is_the_most_specific_one(
    of_shift: str | None, of_engineer: str | None, expected: str | None
) -> None:
    shift = Shift(start=at("08:00"), end=at("17:00"), end_depot_id=of_shift)
    the_day = day(
        TRAVEL,
        [job("a", 1)],
        [engineer(shifts=(shift,), end_depot_id=of_engineer, start_place=Place(matrix_index=2))],
        depots=(depot(), depot(id="d2", place=Place(matrix_index=1))),
    )  # fmt: skip
    assert route_of(the_day, "a").stops[-1].depot_id == expected
