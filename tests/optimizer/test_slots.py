"""Slots by hand: what is offered, what is kept for others, and why a day has none.

Engineer e1 (and sometimes e2) works 08:00 to 17:00 from place 0; places lie ten minutes apart.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from support.explained import scenario
from support.small_days import MIDNIGHT, at, depot, engineer, job, window

from models.capacity import Reservation
from models.engineer import Shift
from models.errors import SlotTaken
from models.job import Job, JobKind, PartNeed, SkillNeed
from models.part import Inbound, Part
from models.plan import Plan
from models.policy import Spread
from models.scenario import Horizon
from models.slot import SlotAnswer, SlotQuestion
from optimizer.booking import plan_with
from optimizer.live_desk import LiveDesk
from optimizer.slots import hold, slots
from optimizer.solve import Budget, solve
from optimizer.travel.source import TravelSource

pytestmark = pytest.mark.core
ONE_DAY = SlotQuestion(days=1)
TODAY = MIDNIGHT.date()


def desk_of(*jobs: Job, **fields: Any) -> tuple[LiveDesk, Plan]:
    """A desk where these jobs have their visits."""
    of = scenario(**{"jobs": jobs, "engineers": (engineer(),)} | fields)
    if not jobs:
        of = of.model_copy(update={"jobs": (job("elsewhere", 1, status="cancelled"),)})
    plan = solve(of, Budget(iterations=50), threads=1)
    return LiveDesk.of(of, plan), plan


def codes(answer: SlotAnswer) -> dict[date, set[str]]:
    return {one.day: {reason.code for reason in one.reasons} for one in answer.days_without}


def full_day() -> list[Job]:
    """Three visits of two hours: with the drives, a fourth would end at 17:15 or later."""
    return [job(f"j{place}", place, duration_s=7200) for place in (1, 2, 3)]


def test_the_cheapest_offer_comes_first_and_each_day_keeps_its_cheapest() -> None:
    two_days = (
        Shift(start=at("08:00"), end=at("17:00")),
        Shift(start=at("08:00", 1), end=at("17:00", 1)),
    )
    near = job("near", 4, windows=(window("10:00", "12:00"),))
    desk, _ = desk_of(near, engineers=(engineer(shifts=two_days),), days=2)
    answer = slots(desk, job("new", 4), SlotQuestion(days=2, most=3))
    # Beside the visit at the same place it costs nothing; alone, 2 x 2,400 s of driving.
    assert [one.price_cents for one in answer.offers] == [0, 0, 4800]
    assert [one.appointment.date() - TODAY for one in answer.offers] == [
        timedelta(), timedelta(), timedelta(days=1),
    ]  # fmt: skip


def test_windows_that_have_begun_are_not_offered() -> None:
    desk, _ = desk_of()
    answer = slots(desk, job("new", 1), ONE_DAY, now=at("14:30"))
    assert min(one.window.start.hour for one in answer.offers) == 15
    late = slots(desk, job("new", 1), SlotQuestion(days=1, first_day=TODAY), now=at("17:30"))
    assert codes(late) == {TODAY: {"no-window-that-day"}}


def test_a_job_that_has_a_visit_is_asked_for_as_if_it_had_none() -> None:
    visited = job("visited", 3)
    desk, _ = desk_of(visited)
    before = desk.where("visited")
    answer = slots(desk, visited, ONE_DAY)
    # The whole drive of 2 x 1,800 s, although the plan has it already.
    assert {one.price_cents for one in answer.offers} == {3600}
    assert desk.where("visited") == before


def test_an_appointment_told_before_does_not_limit_what_is_offered() -> None:
    told = job("told", 1, windows=(), appointment_told=at("09:00"))
    desk, _ = desk_of(job("other", 2))
    answer = slots(desk, told, ONE_DAY)
    assert len({one.window.start for one in answer.offers}) > 5


def test_parts_say_where_they_are_and_from_when() -> None:
    due = Inbound(part_id="pump", quantity=1, eta=at("11:00"))
    at_depot = engineer(start_depot_id="d1", van_stock={"hose": 1})
    desk, _ = desk_of(
        engineers=(at_depot,),
        depots=(depot(inbound=(due,)),),
        parts=(Part(id="pump"), Part(id="hose")),
    )
    new = job("new", 1, parts=(PartNeed(part_id="hose"), PartNeed(part_id="pump")))
    answer = slots(desk, new, ONE_DAY)
    # Collected from 11:00 to 11:10, then ten minutes of driving and five at the door: 11:25.
    assert min(one.appointment for one in answer.offers) == desk.clock.moment(11 * 3600 + 1500)
    (hose, pump) = answer.offers[0].parts
    assert (hose.draw.source, hose.available_from) == ("van", desk.clock.moment(8 * 3600))
    assert (pump.draw.source, pump.available_from) == ("depot", desk.clock.moment(11 * 3600))


def test_a_tight_day_makes_offers_less_sure_and_spread_decides_by_how_much() -> None:
    def least_sure(spread: Spread) -> float:
        of = scenario(jobs=(job("a", 1), job("b", 2)), engineers=(engineer(),))
        of = of.model_copy(update={"policy": of.policy.model_copy(update={"spread": spread})})
        plan = solve(of, Budget(iterations=50), threads=1)
        answer = slots(LiveDesk.of(of, plan), job("new", 3), ONE_DAY)
        return min(one.on_time_chance for one in answer.offers)

    sure, usual, wild = (
        least_sure(Spread(work_percent=work, drive_percent=drive))
        for work, drive in ((0, 0), (25, 15), (80, 60))
    )
    assert sure == 1.0
    assert wild < usual < 1.0


# ------------------------------------------------------------------------------- days without


def test_a_full_day_says_whose_visit_would_have_to_go() -> None:
    desk, _ = desk_of(*full_day())
    answer = slots(desk, job("new", 1, duration_s=7200), ONE_DAY)
    assert answer.offers == ()
    (day,) = answer.days_without
    assert {one.code for one in day.reasons} == {"engineers-full", "cheapest-way"}
    (way,) = [one for one in day.reasons if one.code == "cheapest-way"]
    # Instead of the farthest visit: 2 x 600 s of driving less.
    assert (way.displaced_job_ids, way.extra_cost_cents) == (("j3",), -1200)


def test_days_outside_the_horizon_and_without_engineers_say_so() -> None:
    desk, _ = desk_of(job("other", 1), days=2)
    answer = slots(desk, job("new", 2), SlotQuestion(days=3))
    assert codes(answer) == {
        TODAY + timedelta(days=1): {"nobody-works"},
        TODAY + timedelta(days=2): {"day-not-planned"},
    }


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"skills": (SkillNeed(skill="gas"),)}, "skill-missing"),
        ({"parts": (PartNeed(part_id="pump"),)}, "part-out-of-stock"),
        ({"duration_s": 10 * 3600}, "shift-too-short"),
        ({"windows": (window("09:10", "10:00"),)}, "no-window-that-day"),
        ({"required_engineer_id": "e9"}, "required-engineer-absent"),
    ],
)
def test_what_stands_in_the_way_is_named(fields: dict[str, Any], code: str) -> None:
    desk, _ = desk_of(job("other", 1), parts=(Part(id="pump"),))
    answer = slots(desk, job("new", 2, **fields), ONE_DAY)
    assert code in codes(answer)[TODAY]


def test_a_unit_that_a_held_visit_has_reserved_is_said_to_be_reserved() -> None:
    desk, _ = desk_of(engineers=(engineer(van_stock={"pump": 1}),), parts=(Part(id="pump"),))
    first = job("first", 1, parts=(PartNeed(part_id="pump"),))
    hold(desk, first, slots(desk, first, ONE_DAY).offers[0])
    answer = slots(desk, first.model_copy(update={"id": "second"}), ONE_DAY)
    (day,) = answer.days_without
    assert "part-reserved" in {one.code for one in day.reasons}
    assert "first" in day.reasons[0].text.en


def test_a_shift_that_is_not_worked_any_more_is_no_room() -> None:
    desk, _ = desk_of(job("other", 1))
    desk.replace_shift("e1", 0, None)
    assert codes(slots(desk, job("new", 2), ONE_DAY)) == {TODAY: {"nobody-works"}}


# ------------------------------------------------------------------------------- held and booked


def test_a_visit_that_is_fixed_is_not_asked_for_anew() -> None:
    visited = job("visited", 3)
    of = scenario(jobs=(visited,), engineers=(engineer(),))
    plan = solve(of, Budget(iterations=5), threads=1)
    answer = slots(LiveDesk.of(of, plan, fixed={("e1", 0): 1}), visited, ONE_DAY)
    assert codes(answer) == {TODAY: {"visit-stays"}}


def test_two_callers_never_get_the_same_room() -> None:
    desk, _ = desk_of(*full_day()[:2])
    first, second = (job(name, 4, duration_s=7200) for name in ("first", "second"))
    offer, same = (slots(desk, one, ONE_DAY).offers[0] for one in (first, second))
    hold(desk, first, offer)
    before = desk.cents
    with pytest.raises(SlotTaken, match="second") as refused:
        hold(desk, second, same)
    assert [one.code for one in refused.value.findings] == ["slot-taken"]
    assert (desk.cents, desk.is_served("second")) == (before, False)
    desk.take("first")
    assert hold(desk, second, same).extra_cents == same.price_cents


def test_a_held_slot_moves_in_its_shift_when_others_came_first() -> None:
    desk, _ = desk_of()
    first, second = job("first", 1), job("second", 1)
    offer = slots(desk, first, SlotQuestion(days=1, opens_s=10 * 3600)).offers[0]
    hold(desk, second, slots(desk, second, ONE_DAY).offers[0])
    held = hold(desk, first, offer)
    times = {one.job_id: one.start_s for one in desk.times("e1", 0)}
    seconds = desk.clock.seconds
    assert seconds(offer.window.start) <= times["first"] <= seconds(offer.window.end)
    assert held.engineer_id == offer.engineer_id


def test_booking_refuses_an_offer_that_the_plan_no_longer_has_room_for() -> None:
    desk, plan = desk_of(*full_day()[:2])
    source = TravelSource.of(desk.scenario)
    first, second = (job(name, 4, duration_s=7200) for name in ("first", "second"))
    offer, same = (slots(desk, one, ONE_DAY).offers[0] for one in (first, second))
    after, booked = plan_with(desk.scenario, plan, first, offer, source)
    with pytest.raises(SlotTaken):
        plan_with(after, booked, second, same, source)
    beyond = offer.model_copy(update={"position": 9})
    with pytest.raises(SlotTaken):
        plan_with(desk.scenario, plan, first, beyond, source)


def test_booking_never_reserves_a_unit_twice() -> None:
    desk, plan = desk_of(engineers=(engineer(van_stock={"pump": 1}),), parts=(Part(id="pump"),))
    source = TravelSource.of(desk.scenario)
    first, second = (job(name, 1, parts=(PartNeed(part_id="pump"),)) for name in ("a", "b"))
    offer = slots(desk, first, ONE_DAY).offers[0]
    late = slots(desk, second, SlotQuestion(days=1, opens_s=14 * 3600)).offers[0]
    after, booked = plan_with(desk.scenario, plan, first, offer, source)
    with pytest.raises(SlotTaken):
        plan_with(after, booked, second, late.model_copy(update={"position": 1}), source)


# ----------------------------------------------------------------------------- capacity set aside


def kept(visits: int, visit_s: int = 3600, **fields: Any) -> Reservation:
    return Reservation(
        **{
            "reservation_id": "r1",
            "day": TODAY,
            "kinds": (JobKind.INSTALL,),
            "visits": visits,
            "visit_s": visit_s,
        }
        | fields
    )


def asked(desk: LiveDesk, reserved: list[Reservation], kind: str = "repair") -> SlotAnswer:
    new = job("new", 1, kind=kind)
    return slots(desk, new, ONE_DAY, reserved=reserved)


def test_time_that_is_kept_for_others_is_not_offered() -> None:
    # Of 9 h one visit takes 30 min and two drives of 10 min; the new one at the same place takes
    # 30 min more, which leaves 27,600 s.
    desk, _ = desk_of(job("other", 1))
    assert asked(desk, [kept(1, 27_600)]).offers
    refused = asked(desk, [kept(1, 27_601)])
    assert refused.offers == ()
    assert codes(refused) == {TODAY: {"capacity-set-aside"}}
    assert "1 of install" in refused.days_without[0].reasons[0].text.en
    # Whom it is for may use it, and so may everybody on other days.
    assert asked(desk, [kept(1, 27_601)], "install").offers
    assert asked(desk, [kept(1, 27_601, day=TODAY + timedelta(days=1))]).offers


def test_visits_that_the_day_has_already_are_no_longer_kept_free() -> None:
    desk, _ = desk_of(job("other", 1, kind="install"))
    assert asked(desk, [kept(1, 27_601)]).offers
    assert asked(desk, [kept(2, 27_601)]).offers == ()


def test_reservations_of_one_day_add_up() -> None:
    desk, _ = desk_of(job("other", 1))
    halves = [kept(1, 13_800), kept(1, 13_801, reservation_id="r2", kinds=(JobKind.INSPECTION,))]
    assert asked(desk, halves[:1]).offers
    assert asked(desk, halves).offers == ()


def test_time_of_engineers_with_a_skill_is_kept_and_others_are_offered_instead() -> None:
    two = (engineer(skills={"gas": 3}), engineer(id="e2"))
    near = job("near", 1, required_engineer_id="e1")
    desk, _ = desk_of(near, engineers=two)
    free = asked(desk, [])
    assert {one.engineer_id for one in free.offers} == {"e1"}
    held_back = asked(desk, [kept(1, 9 * 3600, skill="gas")])
    assert {one.engineer_id for one in held_back.offers} == {"e2"}
    assert all(one.price_cents == 1200 for one in held_back.offers)


def test_a_plan_without_routes_offers_the_first_visit_of_the_day() -> None:
    of = scenario(jobs=(job("x", 1),), engineers=(engineer(),))
    nothing = solve(of, Budget(iterations=5), threads=1).model_copy(update={"routes": ()})
    desk = LiveDesk.of(of, nothing)
    assert desk.cents == 0
    assert {one.price_cents for one in slots(desk, of.jobs[0], ONE_DAY).offers} == {1200}


def test_on_the_day_when_clocks_go_forward_offers_are_where_the_customer_reads_them() -> None:
    night = datetime.fromisoformat("2026-03-29T00:00")
    works = Shift(start=night.replace(hour=8), end=night.replace(hour=17))
    of = scenario(
        jobs=(job("x", 1),),
        engineers=(engineer(shifts=(works,)),),
        time_zone="Europe/Berlin",
        horizon=Horizon(start=night, end=night + timedelta(days=1)),
    )
    nothing = solve(of, Budget(iterations=5), threads=1).model_copy(update={"routes": ()})
    answer = slots(LiveDesk.of(of, nothing), of.jobs[0], ONE_DAY)
    first = min(answer.offers, key=lambda one: one.window.start)
    assert first.window.start.isoformat() == "2026-03-29T08:00:00+02:00"
    # Out at 8:00, there at 8:10, five minutes at the door.
    assert first.appointment.isoformat() == "2026-03-29T08:15:00+02:00"
    _, booked = plan_with(of, nothing, of.jobs[0], first, TravelSource.of(of))
    assert booked.routes[0].stops[1].appointment == first.appointment
