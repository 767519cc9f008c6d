"""Cities as scenarios: complete, legal, the same for the same seed."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st

from models.check import check
from models.files import scenario_from_dict, scenario_json
from models.findings import Severity
from models.intake import intake_all
from models.plan import UnplannedState
from models.scenario import Scenario
from models.travel import GreatCircleTravel, MatrixTravel
from scenarios.city import DEPOT_ID, generate_city

scenarios = st.builds(
    generate_city,
    jobs=st.integers(10, 60),
    seed=st.integers(0, 10_000),
    river=st.integers(0, 3),
    base=st.sampled_from(["homes", "depot", "mixed"]),
    load=st.sampled_from(["normal", "overloaded"]),
    told_percent=st.sampled_from([0, 30]),
    incomplete=st.integers(0, 5),
)


@given(scenarios)
def test_every_city_passes_the_check_of_scenarios(scenario: Scenario) -> None:
    assert [one for one in check(scenario) if one.severity is not Severity.NOTICE] == []


@given(st.integers(10, 60), st.integers(0, 10_000))
def test_every_job_passes_the_intake(jobs: int, seed: int) -> None:
    scenario = generate_city(jobs, seed)
    assert [job_id for job_id, one in intake_all(scenario).items() if not one.plannable] == []


@given(scenarios)
@given_settings(max_examples=10)
def test_a_city_survives_being_written_and_read(scenario: Scenario) -> None:
    loaded = scenario_from_dict(json.loads(scenario_json(scenario)))
    assert loaded.scenario == scenario


def test_the_city_of_a_seed_never_changes() -> None:
    text = generate_city(60, 4, river=1, base="mixed").model_dump_json(exclude_unset=True)
    # Written down once: cities are named by their seed, so what a seed means must stay.
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "af78c211e35b9801"


def test_another_seed_is_another_city() -> None:
    assert generate_city(20, 1).jobs != generate_city(20, 2).jobs


def test_jobs_that_lack_something_wait_for_it() -> None:
    scenario = generate_city(40, 3, incomplete=4)
    waiting = {job: one.state for job, one in intake_all(scenario).items() if not one.plannable}
    # In turn: a phone number, a part (which stock tells, not the intake), a fee, a purchase date.
    assert Counter(waiting.values()) == {
        UnplannedState.NEEDS_INFORMATION: 2,
        UnplannedState.AWAITING_FEE_CONSENT: 1,
    }
    (rare,) = [job for job in scenario.jobs if any(part.part_id == "PANEL" for part in job.parts)]
    (due,) = [inbound for inbound in scenario.depots[0].inbound if inbound.part_id == "PANEL"]
    assert rare.id not in waiting
    assert due.eta > scenario.horizon.end


def test_told_appointments_lie_half_an_hour_inside_their_window() -> None:
    scenario = generate_city(200, 3, told_percent=50)
    told = [job for job in scenario.jobs if job.appointment_told]
    # Half of those whose window is two hours or more: 42 % of 200, give or take four deviations.
    assert 56 <= len(told) <= 112
    for job in told:
        assert job.appointment_told is not None
        assert job.appointment_told - job.windows[0].start >= timedelta(minutes=30)
        assert job.windows[0].end - job.appointment_told >= timedelta(minutes=30)


def test_nobody_is_left_without_a_skill_a_shift_and_a_start() -> None:
    scenario = generate_city(100, 1, base="mixed")
    for engineer in scenario.engineers:
        assert engineer.skills
        assert len(engineer.shifts) == 1
        assert (engineer.start_place is None) == (engineer.start_depot_id == DEPOT_ID)


def test_customers_and_streets_are_told_in_their_own_language() -> None:
    jobs = generate_city(200, 1).jobs
    for job in jobs:
        chinese = job.customer.language == "zh"
        assert job.customer.name.isascii() != chinese
        assert job.place.address.isascii() != chinese
        assert job.fault_description.isascii() != chinese
    assert 0 < sum(job.customer.language == "zh" for job in jobs) < 200


def test_telephone_numbers_ring_nowhere() -> None:
    # Ofcom keeps 07700 900000-900999 and 020 7946 0000-0999 free for drama.
    scenario = generate_city(200, 1)
    phones = [one.phone for one in scenario.engineers]
    phones += [job.customer.phone for job in scenario.jobs]
    assert all(phone.startswith(("+44 7700 900", "+44 20 7946 0")) for phone in phones)
    assert {len(phone.replace(" ", "")) for phone in phones} == {13}


def test_most_products_are_in_warranty_and_the_others_have_a_fee_accepted() -> None:
    jobs = generate_city(400, 2).jobs
    with_fee = [job for job in jobs if job.fee]
    assert 8 <= len(with_fee) <= 45
    assert all(job.fee and job.fee.accepted for job in with_fee)


def test_without_a_river_travel_follows_the_hours_of_the_day() -> None:
    scenario = generate_city(20, 1)
    assert isinstance(scenario.travel, GreatCircleTravel)


def test_with_a_river_the_matrix_is_embedded_with_traffic_by_hour() -> None:
    scenario = generate_city(20, 1, river=1)
    travel = scenario.travel
    assert isinstance(travel, MatrixTravel)
    places = len({job.place.matrix_index for job in scenario.jobs}) + len(scenario.engineers) + 1
    assert travel.durations_s is not None
    assert travel.distances_m is not None
    assert len(travel.durations_s) == len(travel.distances_m) == places
    assert travel.speed_percent_by_hour is not None
    # At 08:00 cars make 24 of 28.02 km/h.
    assert travel.speed_percent_by_hour[8] == 86


def test_above_three_thousand_jobs_the_river_is_left_out_and_said_to_be() -> None:
    scenario = generate_city(3001, 1, river=1)
    assert isinstance(scenario.travel, GreatCircleTravel)
    assert any("river is left out" in text for text in scenario.assumptions)
    assert not any("river" in text for text in generate_city(20, 1, river=1).assumptions)


def test_a_city_can_be_on_any_day() -> None:
    scenario = generate_city(10, 1, day=date(2026, 12, 24))
    assert scenario.jobs[0].windows[0].start.date() == date(2026, 12, 24)


@pytest.mark.slow
def test_a_hundred_thousand_jobs_are_a_city_too() -> None:
    scenario = generate_city(100_000, 1)
    assert len(scenario.jobs) == 100_000
    assert scenario.jobs[-1].id == "J100000"
