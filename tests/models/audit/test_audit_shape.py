"""Rules about the shape of routes, where their stops are, and how moments are written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from support.audited_day import SCENARIO, TRAVEL, clock
from support.audited_plan import ANN, BOB, PLAN
from support.auditing import FREE, HOMEWARD, PUMP, VISIT, codes, if_plan_says, if_scenario_says
from support.changing import at, changed

from models.audit import audit
from models.place import Place
from models.plan import StopKind

# With these offsets they lie outside all that UTC can say.
FIRST = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))
LAST = datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))

# route_shape


@pytest.mark.parametrize(
    ("field", "value"), [("engineer_id", "Eve"), ("shift_index", 1), ("shift_index", -1)]
)
def test_a_route_of_a_shift_that_is_not_there_is_reported(field: str, value: object) -> None:
    assert if_plan_says(f"routes[1].{field}", value) >= {"plan-shift-unknown"}


def test_two_routes_in_one_shift_are_reported() -> None:
    assert if_plan_says("routes", (ANN, BOB, BOB)) >= {"plan-shift-twice", "plan-job-twice"}


@pytest.mark.parametrize(
    "stops",
    [
        (),
        BOB.stops[:1],
        BOB.stops[1:],
        BOB.stops[:-1],
        (BOB.stops[0], BOB.stops[-1]),
        (*BOB.stops, BOB.stops[-1]),
        (BOB.stops[0], ANN.stops[1], ANN.stops[1], *BOB.stops[1:]),
        (BOB.stops[0], BOB.stops[1], ANN.stops[1], BOB.stops[-1]),
    ],
)
def test_a_route_is_start_perhaps_a_collection_jobs_end(stops: object) -> None:
    assert "plan-route-misshapen" in if_plan_says("routes[1].stops", stops)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (f"{VISIT}.job_id", None),
        (f"{VISIT}.job_id", "Eve"),
        (f"{VISIT}.leg", None),
        (f"{VISIT}.appointment", None),
        (f"{HOMEWARD}.leg", None),
        (f"{HOMEWARD}.job_id", "pump"),
        (f"{HOMEWARD}.appointment", clock("12:00")),
        ("routes[0].stops[1].leg", at(PLAN, f"{PUMP}.leg")),
        ("routes[0].stops[0].leg", at(PLAN, f"{PUMP}.leg")),
        (f"{VISIT}.kind", StopKind.START),
        (f"{HOMEWARD}.draws", at(PLAN, f"{PUMP}.draws")),
        (f"{HOMEWARD}.calls", at(PLAN, f"{PUMP}.calls")),
        (f"{HOMEWARD}.lateness_s", 60),
        ("routes[0].stops[1].told", True),
    ],
)
def test_a_stop_has_what_its_kind_needs_and_nothing_else(path: str, value: object) -> None:
    assert "plan-route-misshapen" in if_plan_says(path, value)


def test_routes_come_in_the_order_of_engineers_and_shifts() -> None:
    assert if_plan_says("routes", (BOB, ANN)) == {"plan-routes-unsorted"}


# stop_places


@pytest.mark.parametrize("stop", ["routes[0].stops[0]", "routes[0].stops[1]", PUMP, HOMEWARD])
def test_a_stop_somewhere_else_is_reported(stop: str) -> None:
    assert if_plan_says(f"{stop}.place", Place(matrix_index=4)) == {"plan-stop-elsewhere"}


def test_the_address_of_a_place_is_only_for_people() -> None:
    told = at(PLAN, f"{PUMP}.place")
    assert if_plan_says(f"{PUMP}.place", changed(told, "address", "12 Main Street")) == set()


@pytest.mark.parametrize(
    ("path", "depot_id"),
    [
        ("routes[0].stops[0].depot_id", None),
        ("routes[0].stops[1].depot_id", "other"),
        (f"{HOMEWARD}.depot_id", "other"),
        (f"{PUMP}.depot_id", "store"),
        ("routes[1].stops[0].depot_id", "store"),
        ("routes[1].stops[2].depot_id", "store"),
    ],
)
def test_a_stop_at_a_depot_where_it_is_not_is_reported(path: str, depot_id: object) -> None:
    assert if_plan_says(path, depot_id) == {"plan-stop-elsewhere"}


# moments


def test_a_moment_without_its_offset_is_reported() -> None:
    naive = clock("09:00").replace(tzinfo=None)
    assert if_plan_says(f"{PUMP}.start", naive) == {"plan-moment-not-local"}


def test_a_moment_with_a_foreign_offset_is_reported_and_still_understood() -> None:
    assert if_plan_says(f"{PUMP}.start", clock("09:00").astimezone(UTC)) == {
        "plan-moment-not-local"
    }


def test_a_fraction_of_a_second_is_reported() -> None:
    fraction = clock("09:00") + timedelta(microseconds=1)
    assert if_plan_says(f"{PUMP}.start", fraction) == {"plan-moment-not-local"}


@pytest.mark.parametrize("moment", [FIRST, LAST, clock("09:00") + timedelta(days=300 * 366)])
@pytest.mark.parametrize(
    "path",
    [f"{PUMP}.start", f"{PUMP}.leg.depart", f"{PUMP}.window.end", f"{FREE}.calls[0].latest"],
)
def test_an_absurd_moment_is_a_finding_and_no_crash(path: str, moment: datetime) -> None:
    assert "plan-moment-unusable" in if_plan_says(path, moment)


def test_a_plan_in_another_time_zone_is_reported() -> None:
    assert if_plan_says("time_zone", "Europe/Berlin") == {"plan-zone-differs"}


def test_work_outside_the_horizon_is_noteworthy() -> None:
    # Free starts at 11:30: the horizon just holds it, or just does not.
    outside = "plan-work-outside-horizon"
    assert outside not in if_scenario_says("horizon.end", clock("11:30"))
    assert outside in if_scenario_says("horizon.end", clock("11:29:59"))


def test_a_misshapen_route_does_not_keep_the_others_from_being_checked() -> None:
    plan = changed(changed(PLAN, f"{VISIT}.leg", None), f"{PUMP}.early_s", 1)
    assert codes(plan=plan) == {"plan-route-misshapen", "plan-early-misstated"}


def test_the_same_plan_twice_gives_the_same_findings_in_the_same_order() -> None:
    plan = changed(PLAN, f"{PUMP}.start", clock("09:01"))
    assert audit(SCENARIO, plan, TRAVEL) == audit(SCENARIO, plan, TRAVEL)
