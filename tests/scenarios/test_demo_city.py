"""The shipped days: what lies in scenarios/days is whole, legal and reproducible."""

from __future__ import annotations

from models.check import check
from models.files import load_scenario
from models.intake import intake_all
from models.job import JobKind
from models.plan import UnplannedState
from scenarios.demo import DEMO_FILE, demo_city, demo_text

SMALL_FILE = DEMO_FILE.with_name("small_day.json")


def test_the_shipped_city_day_is_what_the_generator_makes() -> None:
    # After a change on purpose: python -m scenarios.demo
    assert DEMO_FILE.read_text(encoding="utf-8") == demo_text()


def test_the_shipped_city_day_reads_back_as_it_was_made() -> None:
    loaded = load_scenario(DEMO_FILE)
    assert loaded.scenario == demo_city()
    assert loaded.findings == ()


def test_the_shipped_city_day_is_small_and_nothing_is_wrong_with_it() -> None:
    assert DEMO_FILE.stat().st_size < 1_000_000
    assert check(demo_city()) == ()


def test_the_city_day_shows_something_of_everything() -> None:
    city = demo_city()
    assert 80 <= len(city.jobs) <= 120
    assert 10 <= len(city.engineers) <= 14
    assert {engineer.start_depot_id for engineer in city.engineers} == {None, "DEPOT"}
    assert {job.customer.language for job in city.jobs} == {"en", "zh"}
    assert {job.kind for job in city.jobs} >= {
        JobKind.REPAIR,
        JobKind.INSPECTION,
        JobKind.PICKUP_INSTALL,
    }
    assert sum(job.appointment_told is not None for job in city.jobs) >= 4
    assert sum(job.required_engineer_id is not None for job in city.jobs) == 1
    assert sum(bool(job.refused_engineer_ids) for job in city.jobs) == 1
    waiting = {one.state for one in intake_all(city).values() if not one.plannable}
    assert waiting == {UnplannedState.NEEDS_INFORMATION, UnplannedState.AWAITING_FEE_CONSENT}


def test_goods_lie_at_the_depot_and_in_no_van() -> None:
    city = demo_city()
    goods = {part.id for part in city.parts if part.id.startswith("NEW-")}
    assert goods
    assert goods <= set(city.depots[0].stock)
    assert not any(goods & set(engineer.van_stock) for engineer in city.engineers)


def test_the_small_day_is_one_that_a_newcomer_can_read() -> None:
    small = load_scenario(SMALL_FILE).scenario
    assert check(small) == ()
    assert 6 <= len(small.jobs) <= 8
    assert len(small.engineers) == 2
    waiting = {job: one.state for job, one in intake_all(small).items() if not one.plannable}
    assert waiting == {"no-phone": UnplannedState.NEEDS_INFORMATION}


def test_the_small_day_as_tables_is_the_same_day() -> None:
    tables = load_scenario(SMALL_FILE.with_name("small_day_tables"))
    assert tables.findings == ()
    assert tables.scenario == load_scenario(SMALL_FILE).scenario
