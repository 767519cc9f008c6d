"""Rules about parts: reserved exactly, from within reach, never twice, collected in time."""

from __future__ import annotations

from datetime import UTC

import pytest
from support.audited_day import MINUTE, SCENARIO, clock, span
from support.audited_plan import PLAN
from support.auditing import FREE, PUMP, VISIT, codes, if_plan_says, if_scenario_says
from support.changing import at, changed

from models.job import PartNeed
from models.part import Inbound
from models.plan import Draw, PartSource, Plan
from models.scenario import Scenario

FROM_STORE, FROM_VAN = at(PLAN, f"{PUMP}.draws")
ETA = clock("08:10")


def _inbound(*lots: tuple[int, str], shelf: int = 0) -> Scenario:
    """The day with the pump on its way instead of (or beside) on the shelf."""
    depot = SCENARIO.depots[0].model_copy(
        update={
            "stock": {"pump": shelf},
            "inbound": tuple(
                Inbound(part_id="pump", quantity=units, eta=clock(eta)) for units, eta in lots
            ),
        }
    )
    return changed(SCENARIO, "depots[0]", depot)


def _draws_inbound(eta: str, quantity: int = 1) -> Plan:
    """The plan with the pump drawn from a delivery."""
    draw = FROM_STORE.model_copy(update={"inbound_eta": clock(eta), "quantity": quantity})
    return changed(PLAN, f"{PUMP}.draws[0]", draw)


# draws


@pytest.mark.parametrize(
    "draws",
    [
        (),
        (FROM_STORE,),
        (FROM_STORE, FROM_STORE, FROM_VAN),
        (FROM_STORE, changed(FROM_VAN, "quantity", 2)),
        (FROM_STORE, changed(FROM_VAN, "part_id", "hose")),
    ],
)
def test_every_needed_unit_is_reserved_once_and_nothing_else(draws: tuple[Draw, ...]) -> None:
    assert "plan-parts-not-covered" in if_plan_says(f"{PUMP}.draws", draws)


def test_a_part_that_is_not_needed_is_not_reserved() -> None:
    assert "plan-parts-not-covered" in if_plan_says(f"{FREE}.draws", (FROM_VAN,))


def test_needs_of_the_same_part_add_up_and_may_come_from_two_stocks() -> None:
    needs = (*SCENARIO.jobs[0].parts, PartNeed(part_id="pump"))
    scenario = changed(SCENARIO, "jobs[0].parts", needs)
    assert "plan-parts-not-covered" in codes(scenario)
    in_van = changed(FROM_VAN, "part_id", "pump")
    plan = changed(PLAN, f"{PUMP}.draws", (FROM_STORE, FROM_VAN, in_van))
    assert "plan-parts-not-covered" not in codes(scenario, plan)


@pytest.mark.parametrize(
    "draw",
    [
        changed(FROM_STORE, "depot_id", "other"),
        changed(FROM_STORE, "depot_id", None),
        changed(FROM_STORE, "source", PartSource.VAN),
        FROM_VAN.model_copy(update={"inbound_eta": ETA, "part_id": "pump"}),
    ],
)
def test_units_come_from_the_van_or_from_the_depot_where_the_shift_starts(draw: Draw) -> None:
    assert "plan-draw-out-of-reach" in if_plan_says(f"{PUMP}.draws[0]", draw)


def test_who_starts_at_home_draws_from_no_depot() -> None:
    assert "plan-draw-out-of-reach" in if_plan_says(f"{VISIT}.draws", (FROM_STORE,))


# van_stock


def test_a_van_hands_out_no_more_than_it_holds() -> None:
    assert "plan-van-overdrawn" in if_scenario_says("engineers[0].van_stock", {})
    assert if_scenario_says("engineers[0].van_stock", {"belt": 2}) == set()


def test_all_visits_of_an_engineer_share_the_van() -> None:
    assert "plan-van-overdrawn" in if_plan_says(f"{FREE}.draws", (FROM_VAN,))


# depot_stock


def test_a_depot_hands_out_no_more_than_it_holds() -> None:
    assert "plan-depot-overdrawn" in if_scenario_says("depots[0].stock", {"pump": 0})
    assert if_scenario_says("depots[0].stock", {"pump": 2}) == set()


def test_no_unit_of_a_depot_is_promised_to_two_routes() -> None:
    assert "plan-depot-overdrawn" in if_plan_says(f"{VISIT}.draws", (FROM_STORE,))


def test_a_delivery_covers_what_it_brings_and_no_more() -> None:
    overdrawn = "plan-depot-overdrawn"
    assert codes(_inbound((1, "08:00")), _draws_inbound("08:00")) == set()
    assert overdrawn in codes(_inbound((1, "08:00")), _draws_inbound("08:00", 2))
    assert overdrawn in codes(_inbound((1, "08:00")), _draws_inbound("08:01"))
    assert overdrawn in codes(_inbound(), _draws_inbound("08:00"))


def test_a_delivery_may_be_named_as_the_scenario_writes_it() -> None:
    plan = _draws_inbound("08:00")
    for eta in (clock("08:00").replace(tzinfo=None), clock("08:00").astimezone(UTC)):
        named = changed(plan, f"{PUMP}.draws[0].inbound_eta", eta)
        assert codes(_inbound((1, "08:00")), named) == set()


def test_deliveries_of_the_same_moment_are_one_stock() -> None:
    two = _inbound((1, "08:00"), (1, "08:00"))
    assert "plan-depot-overdrawn" not in codes(two, _draws_inbound("08:00", 2))


# draw_order


def test_a_shelf_that_is_passed_over_is_noteworthy() -> None:
    found = codes(_inbound((1, "08:00"), shelf=1), _draws_inbound("08:00"))
    assert found == {"plan-draw-wasteful"}


def test_a_sooner_delivery_that_is_passed_over_is_noteworthy() -> None:
    assert codes(_inbound((1, "07:55"), (1, "08:00")), _draws_inbound("08:00")) == {
        "plan-draw-wasteful"
    }
    assert codes(_inbound((1, "08:00"), (1, "08:05")), _draws_inbound("08:00")) == set()


def test_a_van_that_is_passed_over_is_noteworthy() -> None:
    assert if_scenario_says("engineers[0].van_stock", {"belt": 1, "pump": 1}) == {
        "plan-draw-wasteful"
    }


# collection


def test_a_collection_is_there_if_and_only_if_something_is_drawn_from_the_depot() -> None:
    missing = "plan-collection-missing"
    stops = PLAN.routes[0].stops
    assert missing in if_plan_says("routes[0].stops", (stops[0], *stops[2:]))
    assert missing in if_plan_says(f"{PUMP}.draws", (FROM_VAN,))
    bob = PLAN.routes[1].stops
    assert missing in if_plan_says("routes[1].stops", (bob[0], stops[1], *bob[1:]))


def test_a_collection_takes_the_handling_time_of_the_depot() -> None:
    assert "plan-collection-impossible" in if_scenario_says("depots[0].handling_s", 599)
    assert if_scenario_says("depots[0].handling_s", 600) == set()
    assert "plan-collection-impossible" in if_scenario_says("policy.depot_handling_s", 601)


@pytest.mark.parametrize(
    ("opening", "possible"),
    [
        ((), True),
        ((span("08:00", "08:35"),), True),
        ((span("08:00", "08:34:59"),), False),
        ((span("07:00", "08:30"), span("08:25", "08:35")), True),
        ((span("07:00", "08:30"), span("08:30", "12:00")), False),
    ],
)
def test_a_collection_lies_inside_one_opening_interval(opening: object, possible: bool) -> None:
    # Ann collects from 08:25 to 08:35.
    found = if_scenario_says("depots[0].opening", opening)
    assert ("plan-collection-impossible" not in found) == possible


def test_nothing_is_collected_before_it_is_there() -> None:
    assert "plan-collection-impossible" not in codes(
        _inbound((1, "08:25")), _draws_inbound("08:25")
    )
    assert "plan-collection-impossible" in codes(
        _inbound((1, "08:25:01")), _draws_inbound("08:25:01")
    )


def test_a_collection_is_as_late_as_the_first_departure_allows() -> None:
    collection = PLAN.routes[0].stops[1]
    sooner = collection.model_copy(
        update={"arrive": clock("08:24"), "start": clock("08:24"), "finish": clock("08:34")}
    )
    assert "plan-collection-not-latest" in if_plan_says("routes[0].stops[1]", sooner)


def test_a_collection_is_as_late_as_the_opening_hours_allow() -> None:
    # Closing at 08:34 it would have to be from 08:24 to 08:34, and idle time comes after it.
    scenario = changed(SCENARIO, "depots[0].opening", (span("07:30", "08:34"),))
    stop = (
        PLAN.routes[0]
        .stops[1]
        .model_copy(
            update={"arrive": clock("08:24"), "start": clock("08:24"), "finish": clock("08:34")}
        )
    )
    found = codes(scenario, changed(PLAN, "routes[0].stops[1]", stop))
    assert not found & {"plan-collection-not-latest", "plan-collection-impossible"}


def test_the_first_drive_is_possible_once_the_collection_can_be_done() -> None:
    # A delivery at 08:10 is in hand by 08:20.
    misstated = "plan-route-ready-misstated"
    inbound = _inbound((1, "08:20")), _draws_inbound("08:20")
    assert misstated in codes(*inbound)
    plan = changed(inbound[1], f"{PUMP}.leg.ready", clock("08:30"))
    assert misstated not in codes(inbound[0], plan)
    assert misstated in if_plan_says(f"{VISIT}.leg.ready", clock("09:01"))


# kits


@pytest.mark.parametrize("stop", ["routes[0].stops[1]", PUMP])
def test_the_kit_lists_every_unit_that_is_reserved(stop: str) -> None:
    kit = at(PLAN, f"{stop}.kit")
    assert if_plan_says(f"{stop}.kit", kit[1:]) == {"plan-kit-incomplete"}
    assert if_plan_says(f"{stop}.kit[0].quantity", 2) == {"plan-kit-incomplete"}


def test_the_kit_lists_every_tool() -> None:
    assert if_plan_says(f"{PUMP}.kit", at(PLAN, f"{PUMP}.kit")[:2]) == {"plan-kit-incomplete"}


def test_a_kit_may_hold_papers_beside_the_parts() -> None:
    paper = at(PLAN, f"{PUMP}.kit")[2].model_copy(update={"kind": "paper"})
    assert if_plan_says(f"{FREE}.kit", (paper,)) == set()


def test_the_handling_time_of_the_day_is_ten_minutes() -> None:
    assert SCENARIO.policy.depot_handling_s == 10 * MINUTE
