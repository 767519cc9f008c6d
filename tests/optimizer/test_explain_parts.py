"""What is said of parts: where they are, when they come, who has them, and which job awaits one."""

from __future__ import annotations

from typing import Any

import pytest
from support.explained import codes, local, said_of, scenario
from support.small_days import at, depot, engineer, job, opening, window

from models.job import Job, PartNeed
from models.part import Inbound, Part
from models.place import Place
from models.plan import Reason, Unplanned, UnplannedState
from models.scenario import Scenario

pytestmark = pytest.mark.core

PUMP = (PartNeed(part_id="pump"),)
MORNING = (window("09:00", "10:00"),)
AT_DEPOT = engineer(start_depot_id="d1")


def day_of(*jobs: Job, engineers: Any = (AT_DEPOT,), depots: Any = ()) -> Scenario:
    parts = (Part(id="pump", name="Pump"), Part(id="valve"))
    return scenario(jobs=jobs, engineers=engineers, depots=depots, parts=parts)


def bringing(eta: str, quantity: int = 1, day: int = 0) -> Inbound:
    return Inbound(part_id="pump", quantity=quantity, eta=at(eta, day))


def only(said: Unplanned) -> Reason:
    (one,) = said.reasons
    return one


def test_no_stock_anywhere_awaits_a_part_without_a_date() -> None:
    said = said_of(day_of(job("j", 1, parts=PUMP), engineers=[engineer()]))
    assert said.state is UnplannedState.AWAITING_PART
    assert only(said).eta is None
    assert "it needs 1 of part Pump (pump), and there are 0" in only(said).text.en


def test_the_delivery_with_which_there_is_enough_is_awaited() -> None:
    # One is there, the second comes at 11:00, the third at 14:00: three are there then.
    deliveries = (bringing("16:00", 5), bringing("11:00"), bringing("14:00"))
    need = (PartNeed(part_id="pump", quantity=3),)
    said = said_of(
        day_of(
            job("j", 1, parts=need, windows=MORNING),
            depots=[depot(stock={"pump": 1}, inbound=deliveries)],
        )
    )
    assert said.state is UnplannedState.AWAITING_PART
    assert only(said).code == "part-arrives-too-late"
    assert only(said).eta == local("14:00")


def test_a_delivery_in_time_by_the_clock_but_not_by_the_drive_names_the_last_possible_start() -> (
    None
):
    # Collected at 09:46, at the door at 09:56, the work could start at 10:01.
    said = said_of(
        day_of(
            job("j", 1, parts=PUMP, windows=MORNING), depots=[depot(inbound=(bringing("09:36"),))]
        )
    )
    assert said.state is UnplannedState.AWAITING_PART
    assert only(said).eta == local("09:36")
    assert only(said).text.en.endswith("on 2 Mar 09:36: too late for a start by 2 Mar 10:00.")


def test_a_delivery_after_the_horizon_is_awaited_too() -> None:
    said = said_of(
        day_of(job("j", 1, parts=PUMP), depots=[depot(inbound=(bringing("09:00", day=3),))])
    )
    assert (said.state, only(said).eta) == (UnplannedState.AWAITING_PART, local("09:00", 3))


def test_stock_that_is_on_hand_elsewhere_is_not_awaited() -> None:
    north = depot(id="d2", name="North", place=Place(matrix_index=5), stock={"pump": 2})
    said = said_of(
        day_of(
            job("j", 1, parts=PUMP, refused_engineer_ids=("e2",)),
            engineers=[AT_DEPOT, engineer(id="e2", name="", van_stock={"pump": 1})],
            depots=[depot(), north],
        )
    )
    assert said.state is UnplannedState.UNPLANNED
    assert only(said).text.en.endswith("There is: 2 at depot North (d2), 1 in the van of e2.")
    assert only(said).text.zh.endswith("现有：仓库 North (d2) 2 件、e2 车上 1 件。")


def test_stock_on_its_way_to_another_depot_is_awaited_with_its_date() -> None:
    north = depot(id="d2", place=Place(matrix_index=5), inbound=(bringing("08:10"),))
    said = said_of(day_of(job("j", 1, parts=PUMP), depots=[depot(), north]))
    assert (said.state, only(said).eta) == (UnplannedState.AWAITING_PART, local("08:10"))
    assert only(said).code == "part-inbound-elsewhere"


def test_units_that_lie_apart_are_not_enough_for_one_visit() -> None:
    need = (PartNeed(part_id="pump", quantity=2),)
    crew = [engineer(id=f"e{number}", van_stock={"pump": 1}) for number in (1, 2)]
    said = said_of(day_of(job("j", 1, parts=need), engineers=crew))
    assert said.state is UnplannedState.UNPLANNED
    assert codes(said) == ["part-out-of-reach"]


def test_two_parts_of_which_each_engineer_has_only_one_are_both_named() -> None:
    needs = (PartNeed(part_id="pump"), PartNeed(part_id="valve"))
    crew = [
        engineer(id="p", name="", van_stock={"pump": 1}),
        engineer(id="v", name="", van_stock={"valve": 1}),
    ]
    first, second = said_of(day_of(job("j", 1, parts=needs), engineers=crew)).reasons
    assert first.text.en.startswith("p: ")
    assert "1 of part valve" in first.text.en
    assert second.text.en.startswith("v: ")
    assert "1 of part Pump (pump)" in second.text.en


def test_a_reserved_part_names_who_has_it_and_the_cheapest_way_to_get_it() -> None:
    said = said_of(
        day_of(
            job("first", 1, parts=PUMP, priority=2),
            job("j", 1, parts=PUMP),
            engineers=[engineer(van_stock={"pump": 1})],
        )
    )
    assert said.state is UnplannedState.UNPLANNED
    taken, way = said.reasons
    assert taken.text.en.endswith("0 are free in time, and the others are reserved for first.")
    assert (way.code, way.displaced_job_ids) == ("cheapest-way", ("first",))
    # The drive is the same for either.
    assert way.extra_cost_cents == 0


def test_a_part_reserved_in_another_shift_cannot_be_had_by_displacing_one_visit() -> None:
    """Both depend on the depot's one unit, and each can be served by one engineer only."""
    crew = [engineer(id=one, name="", start_depot_id="d1") for one in ("a", "b")]
    said = said_of(
        day_of(
            job("first", 1, parts=PUMP, priority=2, required_engineer_id="a"),
            job("j", 1, parts=PUMP, required_engineer_id="b"),
            engineers=crew,
            depots=[depot(stock={"pump": 1})],
        )
    )
    assert codes(said) == ["part-reserved"]
    assert said.state is UnplannedState.UNPLANNED


def test_a_reserved_part_of_which_more_comes_later_is_awaited_until_then() -> None:
    said = said_of(
        day_of(
            job("first", 1, parts=PUMP, priority=2, windows=MORNING),
            job("j", 1, parts=PUMP, windows=MORNING),
            depots=[depot(stock={"pump": 1}, inbound=(bringing("15:00"),))],
        )
    )
    assert said.state is UnplannedState.AWAITING_PART
    assert codes(said) == ["part-reserved", "part-expected", "cheapest-way"]
    assert said.reasons[1].eta == local("15:00")


def test_engineers_who_are_merely_full_are_not_said_to_lack_a_part() -> None:
    """There are enough pumps in the van, but no time for two visits."""
    said = said_of(
        day_of(
            job("first", 1, parts=PUMP, priority=2, windows=(window("09:00", "09:10"),)),
            job("j", 1, parts=PUMP, windows=(window("09:00", "09:10"),)),
            engineers=[engineer(van_stock={"pump": 2})],
        )
    )
    assert codes(said) == ["engineers-full", "cheapest-way"]
    assert said.state is UnplannedState.UNPLANNED


def test_a_depot_that_is_never_open_long_enough_is_named() -> None:
    said = said_of(
        day_of(
            job("j", 1, parts=PUMP),
            depots=[depot(name="Main", stock={"pump": 1}, opening=(opening("09:00", "09:09"),))],
        )
    )
    assert only(said).code == "collection-too-late"
    assert "depot Main (d1)" in only(said).text.en
    assert "never open long enough" in only(said).text.en
