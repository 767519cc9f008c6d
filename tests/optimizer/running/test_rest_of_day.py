"""The rest of a running day: from where and when everybody goes on, with what, to whom."""

from __future__ import annotations

from datetime import datetime

import pytest
from support.shop_day import happens, shop_day, steps
from support.small_days import at, job, sec

from models.day import Day
from models.engineer import Shift
from models.job import PartNeed, SkillNeed
from models.place import Place
from models.plan import PartSource
from optimizer.rest_of_day import RestOfDay, rest_of_day, rest_plan

A_DONE = (
    *steps("ann", "a", departed="08:45", arrived="08:55", started="09:00"),
    happens("finished", "09:30", engineer_id="ann", job_id="a"),
)


def rest(day: Day, moment: str) -> RestOfDay:
    return rest_of_day(day, at(moment))


def shift_of(found: RestOfDay, engineer_id: str) -> Shift:
    (engineer,) = (one for one in found.scenario.engineers if one.id == engineer_id)
    return engineer.shifts[0]


def begins(found: RestOfDay, engineer_id: str) -> tuple[int, Place | None]:
    """Second and place from which an engineer goes on."""
    begin = found.begins[engineer_id, 0]
    assert begin is not None
    shift = shift_of(found, engineer_id)
    assert found_second(found, shift.start) == begin.at_s
    return begin.at_s, begin.place


def found_second(found: RestOfDay, moment: datetime) -> int:
    """Seconds from midnight in Shanghai, where the horizon begins."""
    midnight = found.scenario.horizon.start
    local = moment.replace(tzinfo=None)
    return round((local - midnight).total_seconds())


def route(found: RestOfDay, engineer_id: str) -> list[str]:
    return [visit.job_id for visit in found.routes.get((engineer_id, 0), ())]


def test_who_has_not_begun_begins_as_planned_but_never_before_now() -> None:
    assert begins(rest(shop_day(), "07:30"), "ann") == (sec("08:00"), None)
    assert begins(rest(shop_day(), "08:20"), "ann") == (sec("08:20"), None)
    assert rest_plan(rest(shop_day(), "08:20")).keys() == {("ann", 0), ("bob", 0)}


def test_who_is_on_the_way_begins_at_the_next_customer_when_he_arrives() -> None:
    found = rest(shop_day(*A_DONE[:1]), "08:50")
    assert begins(found, "ann") == (sec("08:55"), Place(matrix_index=1))
    assert found.fixed == {("ann", 0): 1}
    assert route(found, "ann") == ["a", "b", "c"]


def test_a_delay_moves_the_arrival_of_who_is_on_the_way() -> None:
    jam = happens("traffic_delay", "08:50", engineer_id="ann", delay_s=1500)
    # Planned 08:55, 25 minutes later.
    assert begins(rest(shop_day(A_DONE[0], jam), "08:51"), "ann")[0] == sec("09:20")


def test_a_position_tells_the_arrival_of_who_is_on_the_way() -> None:
    seen = happens("position_reported", "08:52", engineer_id="ann", place={"matrix_index": 7})
    # Ten minutes from there.
    assert begins(rest(shop_day(A_DONE[0], seen), "08:53"), "ann")[0] == sec("09:02")


def test_a_position_that_travel_does_not_know_is_passed_over() -> None:
    seen = happens(
        "position_reported", "08:52", engineer_id="ann", place={"latitude": 1, "longitude": 2}
    )
    assert begins(rest(shop_day(A_DONE[0], seen), "08:53"), "ann")[0] == sec("08:55")


def test_who_works_is_free_when_the_work_is_expected_to_end() -> None:
    working = shop_day(*A_DONE[:3])
    assert begins(rest(working, "09:10"), "ann") == (sec("09:30"), Place(matrix_index=1))
    assert route(rest(working, "09:10"), "ann") == ["b", "c"]
    assert rest(working, "09:10").past == {("ann", 0): ("a",)}
    # Longer than planned and nothing heard: from now on at any moment.
    assert begins(rest(working, "09:40"), "ann")[0] == sec("09:40")
    overrun = happens(
        "overrun", "09:20", engineer_id="ann", job_id="a", expected_finish=at("10:10")
    )
    assert begins(rest(shop_day(*A_DONE[:3], overrun), "09:20"), "ann")[0] == sec("10:10")


def test_who_has_finished_goes_on_from_there_now() -> None:
    assert begins(rest(shop_day(*A_DONE), "09:35"), "ann") == (sec("09:35"), Place(matrix_index=1))
    assert shift_of(rest(shop_day(*A_DONE), "09:35"), "ann").end_place == Place(matrix_index=0)


def test_a_late_departure_keeps_him_where_he_is() -> None:
    late = happens("late_departure", "08:10", engineer_id="ann", departs_at=at("09:05"))
    assert begins(rest(shop_day(late), "08:10"), "ann") == (sec("09:05"), None)


def test_a_delay_before_setting_out_is_a_late_departure() -> None:
    jam = happens("traffic_delay", "08:10", engineer_id="ann", delay_s=600)
    # The plan has him leave at 08:45.
    assert begins(rest(shop_day(jam), "08:10"), "ann")[0] == sec("08:55")


def test_who_is_ill_has_no_shift_and_nobody_comes_to_his_customers() -> None:
    ill = happens("engineer_unavailable", "08:10", engineer_id="ann")
    found = rest(shop_day(ill), "08:10")
    assert found.begins["ann", 0] is None
    assert shift_of(found, "ann").start_place == Place()
    assert found.nobody_comes == ("a", "b", "c")
    assert {one.id for one in found.scenario.jobs} == {"a", "b", "c", "d"}


def test_who_is_back_at_noon_begins_at_noon() -> None:
    away = happens("engineer_unavailable", "08:10", engineer_id="ann", until=at("12:00"))
    assert begins(rest(shop_day(away), "08:10"), "ann")[0] == sec("12:00")


def test_a_shift_that_is_over_is_over() -> None:
    found = rest(shop_day(), "17:00")
    assert found.begins == {("ann", 0): None, ("bob", 0): None}
    assert found.nobody_comes == ("a", "b", "c", "d")


def test_a_visit_under_way_is_made_though_the_shift_and_the_window_are_over() -> None:
    late = happens("departed", "17:30", engineer_id="ann", job_id="c")
    found = rest(shop_day(late), "17:31")
    assert route(found, "ann")[0] == "c"
    (c,) = (one for one in found.scenario.jobs if one.id == "c")
    # Arrives at 17:40, works until 18:10, is home at 18:20.
    assert found_second(found, c.windows[0].end) == sec("17:40")
    assert found_second(found, shift_of(found, "ann").end) == sec("18:20")


def test_whoever_is_on_the_way_makes_the_visit() -> None:
    swapped = happens("departed", "09:40", engineer_id="bob", job_id="b")
    found = rest(shop_day(swapped), "09:41")
    assert route(found, "bob") == ["b", "d"]
    assert route(found, "ann") == ["a", "c"]
    # He has no pump, and goes all the same.
    (b,) = (one for one in found.scenario.jobs if one.id == "b")
    assert b.parts == ()


def test_a_visit_that_the_customer_has_put_off_is_not_fixed() -> None:
    wait = happens("customer_asks_to_wait", "08:50", job_id="a", not_before=at("09:40"))
    found = rest(shop_day(A_DONE[0], wait), "08:50")
    assert found.fixed == {}
    assert begins(found, "ann") == (sec("08:55"), Place(matrix_index=1))
    assert route(found, "ann") == ["a", "b", "c"]


def test_who_looked_for_a_unit_in_vain_goes_on_from_where_he_is() -> None:
    moved = happens("unit_elsewhere", "08:57", job_id="a", place={"matrix_index": 6})
    found = rest(shop_day(*A_DONE[:2], moved), "08:58")
    assert begins(found, "ann") == (sec("08:58"), Place(matrix_index=1))
    assert found.fixed == {}


def test_what_was_collected_is_in_the_van_and_gone_from_the_depot() -> None:
    before = rest(shop_day(), "08:10")
    assert before.routes["bob", 0][0].draws[0].source is PartSource.DEPOT
    left = rest(shop_day(happens("departed", "08:45", engineer_id="bob", job_id="d")), "08:46")
    assert left.routes["bob", 0][0].draws[0].source is PartSource.VAN
    assert left.scenario.depots[0].stock == {"hose": 0}
    (bob,) = (one for one in left.scenario.engineers if one.id == "bob")
    assert bob.van_stock == {"hose": 1}
    assert bob.shifts[0].start_depot_id is None
    assert bob.shifts[0].end_depot_id == "d1"


def test_what_was_used_is_gone() -> None:
    used = shop_day(*steps("ann", "b", started="10:00"))
    (ann, _) = rest(used, "10:05").scenario.engineers
    assert ann.van_stock == {}


def test_a_part_that_is_missing_in_the_van_is_missing_for_every_job() -> None:
    missing = happens("part_missing", "08:30", engineer_id="ann", job_id="b", part_id="pump")
    found = rest(shop_day(missing), "08:30")
    assert [one.id for one in found.to_rebook] == ["b"]
    assert route(found, "ann") == ["a", "c"]
    gone = happens("part_missing", "08:30", engineer_id="ann", job_id="a", part_id="pump")
    other = rest(shop_day(gone), "08:30")
    assert (other.nobody_comes, other.without_parts) == (("b",), ("b",))


@pytest.mark.parametrize("kind", ["no_access", "entry_refused"])
def test_a_failed_visit_waits_outside_the_rest_of_the_day(kind: str) -> None:
    failed = happens(kind, "09:15", engineer_id="ann", job_id="a")
    found = rest(shop_day(*A_DONE[:2], failed), "09:16")
    assert [one.id for one in found.to_rebook] == ["a"]
    assert "a" not in {one.id for one in found.scenario.jobs}
    assert route(found, "ann") == ["b", "c"]


def test_a_new_job_is_in_the_rest_and_in_no_route() -> None:
    found = rest(shop_day(happens("urgent_job", "09:00", job=job("x", 5))), "09:00")
    assert "x" in {one.id for one in found.scenario.jobs}
    assert all(one.job_id != "x" for made in found.routes.values() for one in made)


@pytest.mark.parametrize("place", [{"matrix_index": 99}, {"address": "nobody knows where"}])
def test_a_job_where_travel_leads_nowhere_is_left_out_and_named(place: dict[str, object]) -> None:
    nowhere = happens("unit_elsewhere", "08:00", job_id="c", place=place)
    found = rest(shop_day(nowhere), "08:00")
    assert found.nowhere == ("c",)
    assert "c" not in {one.id for one in found.scenario.jobs}
    assert "c" in found.nobody_comes


def test_a_part_of_the_day_leaves_the_others_their_parts() -> None:
    found = rest_of_day(shop_day(), at("07:30"), only=["ann"], also=["d"])
    assert [one.id for one in found.scenario.engineers] == ["ann"]
    assert [one.id for one in found.scenario.jobs] == ["a", "b", "c", "d"]
    assert found.scenario.depots[0].stock == {"hose": 0}


def test_who_lacks_a_skill_and_is_there_all_the_same_is_believed() -> None:
    there = shop_day(*steps("ann", "d", departed="08:45", arrived="08:55"))
    found = rest(there, "08:56")
    (d,) = (one for one in found.scenario.jobs if one.id == "d")
    assert SkillNeed(skill="gas") not in d.skills
    assert PartNeed(part_id="hose") not in d.parts
    assert route(found, "ann")[0] == "d"
