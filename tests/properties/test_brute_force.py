"""Brute force is what it says: right by hand on small days, and beaten by no random plan."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from support.audited_day import SCENARIO, TRAVEL
from support.audited_plan import PLAN
from support.brute_force import best_plan
from support.changing import changed
from support.random_plans import plan_of, random_routes
from support.small_days import at, day, engineer, job, window
from support.table_travel import TableTravel
from support.tiny_scenarios import tiny_scenario

from models.audit import audit
from models.job import PartNeed
from models.part import Depot, Inbound
from models.place import Place
from models.places import index_places
from models.policy import Policy
from optimizer.travel.build import build_travel

ANYBODY = Policy(required_fields=("place",))

# Home, then places 1, 2 and 3 along a road, 10 minutes apart.
ROAD = TableTravel(tuple(tuple(600 * abs(a - b) for b in range(4)) for a in range(4)))


def test_the_best_order_along_a_road_is_there_and_back() -> None:
    jobs = [job("far", 1), job("near", 2), job("middle", 3)]
    road = TableTravel(tuple(tuple(600 * abs(a - b) for b in (0, 3, 1, 2)) for a in (0, 3, 1, 2)))
    best = best_plan(day(road, jobs, policy=ANYBODY).scenario, road)
    assert best.key == (0, 0, 3600)  # 3 x 10 minutes out, 30 minutes back, a cent a second


def test_the_job_of_higher_priority_is_served_where_only_one_fits() -> None:
    only_then = (window("09:00", "09:00"),)
    jobs = [
        job("low", 1, windows=only_then, priority=1),
        job("high", 2, windows=only_then, priority=3),
        job("none", 3, windows=only_then, priority=0),
    ]
    best = best_plan(day(ROAD, jobs, policy=ANYBODY).scenario, ROAD)
    assert [visit.job_id for route in best.routes for visit in route.visits] == ["high"]
    assert best.key == (1, 1, 2400)  # low is left, none too; 20 minutes there and back


def test_the_only_unit_goes_to_the_job_that_counts_more() -> None:
    pump = (PartNeed(part_id="pump"),)
    jobs = [job("less", 1, parts=pump), job("more", 2, parts=pump, priority=2)]
    one = engineer(van_stock={"pump": 1})
    best = best_plan(day(ROAD, jobs, [one], policy=ANYBODY).scenario, ROAD)
    assert best.key == (1, 0, 2400)
    two = engineer(van_stock={"pump": 2})
    assert best_plan(day(ROAD, jobs, [two], policy=ANYBODY).scenario, ROAD).key == (0, 0, 2400)


def test_a_delivery_is_used_where_the_shelf_is_empty_and_only_from_its_arrival() -> None:
    jobs = [job("pump", 1, parts=(PartNeed(part_id="pump"),), windows=(window("09:00", "12:00"),))]
    for eta, served in (("11:35", True), ("11:35:01", False)):
        # Collected for ten minutes, ten minutes on the road, five at the door: 12:00.
        store = Depot(
            id="d1",
            place=Place(matrix_index=0),
            inbound=(Inbound(part_id="pump", quantity=1, eta=at(eta)),),
        )
        one = engineer(start_depot_id="d1")
        scenario = day(ROAD, jobs, [one], policy=ANYBODY, depots=(store,)).scenario
        assert best_plan(scenario, ROAD).key == ((0, 0, 1200) if served else (1, 0, 0))


def test_the_audited_day_was_planned_well() -> None:
    # Nobody but Ann has level 3 or starts at the store. Bob could go to told or free instead, and
    # would save the lateness and the overtime.
    best = best_plan(SCENARIO, TRAVEL)
    assert best.key[0] == PLAN.cost.unserved_priority
    assert best.key < PLAN.cost.key


@given(seed=st.integers(0, 2**32 - 1))
def test_no_random_plan_is_better(seed: int) -> None:
    dice = Random(seed)
    scenario = tiny_scenario(dice, jobs=4, shifts=2)
    places = index_places(scenario)
    travel = build_travel(scenario, places)
    plan = plan_of(scenario, random_routes(dice, scenario, places, travel), travel)
    assert best_plan(scenario, travel).key <= plan.cost.key


@given(seed=st.integers(0, 2**32 - 1))
def test_thrift_costs_something_or_nothing_and_wastes_no_unit(seed: int) -> None:
    scenario = tiny_scenario(Random(seed), jobs=4, shifts=2)
    travel = build_travel(scenario, index_places(scenario))
    thrifty = best_plan(scenario, travel, thrifty=True)
    assert best_plan(scenario, travel).key <= thrifty.key
    assert audit(scenario, plan_of(scenario, thrifty.routes, travel), travel) == ()


@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_engineers_does_not_matter(seed: int) -> None:
    scenario = tiny_scenario(Random(seed), jobs=4, shifts=3)
    turned = changed(scenario, "engineers", scenario.engineers[::-1])
    keys = [best_plan(one, build_travel(one, index_places(one))).key for one in (scenario, turned)]
    assert keys[0] == keys[1]
