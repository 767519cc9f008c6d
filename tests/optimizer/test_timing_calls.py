"""Calls as timed actions: whom to reach, when, with what to say."""

from __future__ import annotations

from datetime import date

import pytest
from support.built_plans import route_of
from support.small_days import at, day, depot, engineer, job, window
from support.travel_doubles import ConstantTravel

from models.engineer import Shift
from models.job import Customer, Fee, JobKind, PremisesKind, Product
from models.plan import Call, CallKind, Draw, PartSource
from models.policy import Calls, EarlyBand, Policy
from models.timeline import Visit

M = 60


def calls(
    *,
    travel_s: int = 20 * M,
    policy: Policy | None = None,
    shift: tuple[str, str] = ("08:00", "17:00"),
    **fields: object,
) -> dict[CallKind, Call]:
    """The calls of a route to one job, by kind."""
    given = {"windows": (window("11:00", "12:00"),)} | fields
    the_day = day(
        ConstantTravel([[0, travel_s], [travel_s, 0]]),
        [job("a", 1, **given)],
        [engineer(shifts=(Shift(start=at(shift[0]), end=at(shift[1])),))],
        policy=policy or Policy(),
    )
    made = route_of(the_day, "a").stops[1].calls
    assert list(made) == sorted(made, key=lambda call: call.at)
    assert all((call.engineer_id, call.job_id) == ("e1", "a") for call in made)
    by_kind = {call.kind: call for call in made}
    assert len(by_kind) == len(made)
    return by_kind


def span(call: Call) -> tuple[str, str]:
    return f"{call.at:%H:%M}", f"{call.latest:%H:%M}"


def said(call: Call) -> str:
    return " ".join(text.en for text in call.say)


def said_zh(call: Call) -> str:
    return "".join(text.zh for text in call.say)


def test_a_visit_has_its_three_calls() -> None:
    made = calls(customer=Customer(name="Wang", phone="0531-111"))
    # Appointment 11:00; leaves 10:35, there 10:55.
    assert span(made[CallKind.CONFIRM]) == ("09:00", "10:35")
    assert span(made[CallKind.DEPARTURE_FIXED]) == ("09:35", "09:35")
    assert span(made[CallKind.BEFORE_ARRIVAL]) == ("10:50", "10:55")
    assert made[CallKind.CONFIRM].phone == made[CallKind.BEFORE_ARRIVAL].phone == "0531-111"
    assert made[CallKind.DEPARTURE_FIXED].phone == "138-0000-0001"


def test_nobody_is_called_to_confirm_before_the_permitted_hour() -> None:
    made = calls(windows=(window("09:30", "10:00"),))
    # Two hours before would be 07:30; leaves 09:05.
    assert span(made[CallKind.CONFIRM]) == ("08:00", "09:05")


def test_a_confirmation_permitted_only_during_the_drive_is_made_then() -> None:
    made = calls(shift=("07:00", "12:00"), windows=(window("08:10", "09:00"),))
    # Leaves 07:45, there 08:05.
    assert span(made[CallKind.CONFIRM]) == ("08:00", "08:00")


def test_who_is_reached_before_the_permitted_hour_is_not_asked_to_confirm() -> None:
    made = calls(shift=("06:00", "12:00"), windows=(window("07:30", "08:30"),))
    assert set(made) == {CallKind.DEPARTURE_FIXED, CallKind.BEFORE_ARRIVAL}


def test_who_is_reached_at_the_permitted_hour_is_asked_at_once() -> None:
    made = calls(shift=("07:00", "12:00"), windows=(window("08:05", "09:00"),))
    assert span(made[CallKind.CONFIRM]) == ("08:00", "08:00")


def test_a_confirmation_is_never_planned_after_the_engineer_has_left() -> None:
    no_notice = Policy(calls=Calls(confirm_before_appointment_s=0))
    assert span(calls(policy=no_notice)[CallKind.CONFIRM]) == ("10:35", "10:35")


def test_on_a_short_drive_the_last_call_is_made_when_leaving() -> None:
    made = calls(travel_s=2 * M)
    assert span(made[CallKind.BEFORE_ARRIVAL]) == ("10:53", "10:55")


def test_without_a_band_the_calls_still_fit_the_departure() -> None:
    no_band = Policy(early_band=EarlyBand(least_s=0, most_s=None))
    made = calls(policy=no_band)
    assert span(made[CallKind.CONFIRM]) == ("09:00", "10:40")
    assert span(made[CallKind.BEFORE_ARRIVAL]) == ("10:55", "11:00")


def test_the_departure_is_fixed_before_the_collection_that_the_route_begins_with() -> None:
    pump = Draw(part_id="pump", quantity=1, source=PartSource.DEPOT, depot_id="d1")
    the_day = day(
        ConstantTravel([[0, 20 * M], [20 * M, 0]]),
        [job("a", 1, windows=(window("11:00", "12:00"),)), job("b", 1)],
        [engineer(start_depot_id="d1")],
        depots=(depot(),),
    )
    _, _, a, b, _ = route_of(the_day, Visit("a", (pump,)), "b").stops
    # Collects 10:25 to 10:35.
    fixed = next(call for call in a.calls if call.kind is CallKind.DEPARTURE_FIXED)
    assert span(fixed) == ("09:25", "09:25")
    assert said(fixed).startswith("Collect the parts at the depot from 10:25 to 10:35. Leave at")
    # The second leg begins with no collection: it leaves at 11:30.
    fixed = next(call for call in b.calls if call.kind is CallKind.DEPARTURE_FIXED)
    assert span(fixed) == ("10:30", "10:30")
    assert "Collect" not in said(fixed)


def test_the_engineer_is_told_when_to_leave_and_where_to() -> None:
    made = calls(customer=Customer(name="Wang"))
    assert said(made[CallKind.DEPARTURE_FIXED]) == (
        "Leave at 10:35 for Wang. At the door at 10:55, appointment at 11:00. "
        "Leave by 10:35 at the latest."
    )
    assert said_zh(made[CallKind.DEPARTURE_FIXED]) == (
        "10:35 出发前往 Wang。10:55 到达门口，约定时刻 11:00。最晚 10:35 出发。"
    )


def test_a_customer_without_name_and_address_is_named_by_the_job() -> None:
    assert "for a." in said(calls()[CallKind.DEPARTURE_FIXED])


def test_the_confirmation_repeats_the_fault_and_names_the_engineer() -> None:
    made = calls(fault_description="does not drain", product=Product(model="WM-700"))
    text = said(made[CallKind.CONFIRM])
    assert "Confirm the repair at 11:00: WM-700." in text
    assert "Repeat what was reported (does not drain) and ask whether there is" in text
    assert "Li Wei will come and can be reached at 138-0000-0001." in text
    assert "复述报修内容（does not drain）" in said_zh(made[CallKind.CONFIRM])
    assert "上门工程师：Li Wei，电话 138-0000-0001。" in said_zh(made[CallKind.BEFORE_ARRIVAL])


def test_without_a_fault_the_customer_is_asked_what_is_needed() -> None:
    assert "Ask what is needed" in said(calls()[CallKind.CONFIRM])


def test_the_fee_is_repeated_as_it_was_quoted() -> None:
    made = calls(fee=Fee(amount_cents=12_005, accepted=True))
    assert "The fee is 120.05, as quoted; it does not change." in said(made[CallKind.CONFIRM])
    assert "120.05" in said_zh(made[CallKind.CONFIRM])


def test_without_a_fee_none_is_spoken_of() -> None:
    for fee in (None, Fee(amount_cents=0, accepted=True)):
        assert "fee" not in said(calls(fee=fee)[CallKind.CONFIRM])


def test_a_product_that_leaves_warranty_before_the_visit_is_charged_by_the_price_list() -> None:
    product = Product(model="WM-700", purchase_date=date(2024, 1, 1))
    text = said(calls(product=product)[CallKind.CONFIRM])
    assert "the price list applies" in text
    assert "warranty card" not in text


@pytest.mark.parametrize(
    ("kind", "product", "expected"),
    [
        (JobKind.REPAIR, Product(model="WM-700"), "the invoice, the warranty card"),
        (JobKind.REPAIR, Product(model="WM-700", invoice_available=False), "the warranty card"),
        (JobKind.INSTALL, Product(model="WM-700"), "the invoice, the packing list"),
        (
            JobKind.REPAIR,
            Product(product_class="laptop_computer"),
            "the invoice, the warranty card, the system and driver discs, a backup of the data",
        ),
    ],
)
def test_the_customer_is_asked_to_have_things_ready(
    kind: JobKind, product: Product, expected: str
) -> None:
    text = said(calls(kind=kind, product=product)[CallKind.CONFIRM])
    assert f"Please have ready: {expected}." in text


def test_where_nothing_is_known_of_the_product_nothing_is_asked_for() -> None:
    assert "have ready" not in said(calls()[CallKind.CONFIRM])


def test_a_class_that_only_contains_the_letters_of_a_computer_is_none() -> None:
    assert "backup" not in said(calls(product=Product(product_class="epcot"))[CallKind.CONFIRM])


def test_businesses_are_asked_how_to_get_in() -> None:
    made = calls(premises=PremisesKind.BUSINESS)
    for kind in (CallKind.CONFIRM, CallKind.BEFORE_ARRIVAL):
        assert "how to get in without disturbing" in said(made[kind])


def test_known_access_is_repeated() -> None:
    made = calls(premises=PremisesKind.BUSINESS, access_notes="Back door, ring twice.")
    assert "Access: Back door, ring twice." in said(made[CallKind.CONFIRM])
    assert "disturbing" not in said(made[CallKind.CONFIRM])


def test_who_will_be_met_after_the_appointment_is_told_in_time_with_an_apology() -> None:
    # Told 08:10, there 08:20: to be called by 08:08.
    call = calls(windows=(), appointment_told=at("08:10"))[CallKind.CONFIRM]
    assert span(call) == ("08:00", "08:08")
    assert said(call).startswith(
        "Apologise: the engineer will arrive at 08:20, 10 min after the appointment. Confirm"
    )
    assert said_zh(call).startswith("致歉：工程师将于 08:20 到达，比约定时刻晚 10 分钟。")
    assert "Offer" not in said(call)


def test_who_will_be_met_much_later_is_offered_a_choice() -> None:
    made = calls(windows=(), appointment_told=at("08:00"), shift=("08:00", "17:00"))
    # 20 min after the appointment, more than the tier of 15.
    assert "Offer to wait, another engineer" in said(made[CallKind.CONFIRM])
    assert "Already too late for the early band." in said(made[CallKind.DEPARTURE_FIXED])


def test_up_to_the_first_tier_of_lateness_an_apology_is_enough() -> None:
    made = calls(windows=(), appointment_told=at("08:05"))  # there 08:20
    assert "15 min after the appointment" in said(made[CallKind.CONFIRM])
    assert "Offer" not in said(made[CallKind.CONFIRM])


@pytest.mark.parametrize("told", ["08:20", "08:22"])
def test_arriving_between_the_band_and_the_appointment_needs_no_apology(told: str) -> None:
    call = calls(windows=(), appointment_told=at(told))[CallKind.CONFIRM]
    assert "Apologise" not in said(call)


def test_a_departure_without_slack_is_not_too_late() -> None:
    made = calls(windows=())  # leaves at 08:00, works 08:25 because it is there at 08:20
    assert "Leave by 08:00 at the latest." in said(made[CallKind.DEPARTURE_FIXED])
