"""A job is planned when it is plannable; else it says what it waits for, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from support.documents import raw_day, raw_engineer, raw_job

from models.files import scenario_from_dict
from models.intake import REQUIRABLE, Intake, intake, intake_all
from models.plan import UnplannedState
from models.policy import DEFAULT_REQUIRED_FIELDS

COMPLETE: dict[str, Any] = {
    "customer": {"name": "Wang Fang", "phone": "139-0000-0002"},
    "product": {"model": "WM-7", "purchase_date": "2025-11-20"},
    "fault_description": "does not drain",
}


def taken_in(policy: dict[str, Any] | None = None, **fields: Any) -> Intake:
    """The intake of a complete job with these fields instead, on 2 March 2026."""
    job = raw_job(**(COMPLETE | fields))
    jobs = [job, raw_job("before")]
    scenario = scenario_from_dict(raw_day(jobs=jobs, policy=policy or {})).scenario
    return intake(scenario.jobs[0], scenario)


def test_a_complete_job_is_plannable() -> None:
    result = taken_in()
    assert result == Intake(None)
    assert result.plannable


def test_everything_that_is_missing_is_listed_in_the_order_of_the_policy() -> None:
    result = taken_in(customer={}, product={}, fault_description=" ", windows=[], place={})
    assert result.state is UnplannedState.NEEDS_INFORMATION
    assert result.missing_fields == DEFAULT_REQUIRED_FIELDS
    assert result.reasons[0].text.en == (
        "It lacks: customer's name, address, phone number, product model, purchase date, "
        "description of the fault, requested time."
    )
    assert result.reasons[0].text.zh == (
        "缺少:客户姓名、地址、电话、产品型号、购买日期、故障描述、要求上门时间。"
    )
    assert result.reasons[1].code == "address-unresolved"


@pytest.mark.parametrize(
    "fields",
    [
        {"windows": [], "requested_time": "in the morning"},
        {"windows": [], "appointment_told": "2026-03-02T10:00"},
        {"windows": [{"start": "2026-03-02T09:00", "end": "2026-03-02T10:00"}]},
    ],
)
def test_a_window_an_appointment_or_words_are_a_requested_time(fields: dict[str, Any]) -> None:
    assert taken_in(**fields).plannable


def test_a_policy_that_requires_place_and_duration_asks_for_nothing_else() -> None:
    policy = {"required_fields": ["place", "duration"]}
    nothing: dict[str, Any] = {
        "customer": {},
        "product": {},
        "fault_description": "",
        "windows": [],
    }
    assert taken_in(policy, **nothing).plannable
    lacking = taken_in(policy, **nothing, duration_s=None, place={})
    assert lacking.missing_fields == ("place", "duration")


@pytest.mark.parametrize("name", list(REQUIRABLE))
def test_every_requirable_field_can_be_missing_and_given(name: str) -> None:
    everything = COMPLETE | {"requested_time": "soon"}
    policy = {"required_fields": [name]}
    assert taken_in(policy, **everything).plannable
    bare: dict[str, Any] = {
        "customer": {}, "product": {}, "fault_description": "", "windows": [], "place": {},
        "duration_s": None,
    }  # fmt: skip
    result = taken_in(policy, **bare)
    assert result.missing_fields == (name,)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("phone_guidance", UnplannedState.PHONE_GUIDANCE),
        ("in_progress", UnplannedState.NOT_OPEN),
        ("finished", UnplannedState.NOT_OPEN),
        ("cancelled", UnplannedState.NOT_OPEN),
    ],
)
def test_only_open_jobs_are_planned(status: str, state: UnplannedState) -> None:
    result = taken_in(status=status, customer={})
    assert result.state is state
    # What is missing does not matter any more.
    assert result.missing_fields == ()
    assert len(result.reasons) == 1


def test_an_address_that_is_not_on_the_map_waits_for_it() -> None:
    result = taken_in(place={"address": "8 Sample Lane"})
    assert result.state is UnplannedState.UNRESOLVED_ADDRESS
    assert "'8 Sample Lane'" in result.reasons[0].text.en
    required = taken_in({"required_fields": ["place"]}, place={"address": "8 Sample Lane"})
    assert (required.state, required.missing_fields) == (UnplannedState.UNRESOLVED_ADDRESS, ())


@pytest.mark.parametrize(
    ("latitude", "state"),
    [
        # One degree of latitude has 111.195 km; the engineer starts at 31.23 north.
        (31.23 + 19.9 / 111.195, None),
        (31.23 + 20.1 / 111.195, UnplannedState.OUTSIDE_SERVICE_AREA),
        (31.23 - 20.1 / 111.195, UnplannedState.OUTSIDE_SERVICE_AREA),
    ],
)
def test_the_service_area_reaches_so_far_from_the_nearest_start(
    latitude: float, state: UnplannedState | None
) -> None:
    place = {"address": "x", "latitude": latitude, "longitude": 121.47}
    assert taken_in({"service_area_km": 20}, place=place).state is state


def test_longitudes_are_shorter_in_the_north_and_the_date_line_is_no_border() -> None:
    start = {"latitude": 60.0, "longitude": 179.9}
    place = {"address": "x", "latitude": 60.0, "longitude": -179.9}
    # 0.2 degrees at 60 degrees north are 0.2 * 111.195 km * cos 60 = 11.12 km.
    for radius_km, plannable in ((11.2, True), (11.0, False)):
        document = raw_day(
            jobs=[raw_job(**(COMPLETE | {"place": place}))],
            engineers=[raw_engineer(start_place=start)],
            policy={"service_area_km": radius_km},
        )
        scenario = scenario_from_dict(document).scenario
        assert intake(scenario.jobs[0], scenario).plannable == plannable


def bought(day: str, **more: Any) -> dict[str, Any]:
    return {"product": {"model": "WM-7", "purchase_date": day} | more}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        # Twelve months from 2 March 2025 end with 2 March 2026, the day of the horizon.
        (bought("2025-03-02"), None),
        (bought("2025-03-01"), "fee-not-quoted"),
        # The request counts, not the visit: it came in while there was warranty.
        (bought("2025-03-01") | {"received_at": "2026-03-01T23:59"}, None),
        (bought("2025-03-01") | {"received_at": "2026-03-02T00:00"}, "fee-not-quoted"),
        (bought("2020-01-01", warranty_until="2026-12-31"), None),
        (bought("2026-01-01", warranty_until="2026-03-01"), "fee-not-quoted"),
        (bought("2020-01-01") | {"kind": "install"}, None),
        (bought("2020-01-01") | {"kind": "inspection"}, None),
        (bought("2020-01-01") | {"kind": "fetch_unit"}, "fee-not-quoted"),
        (bought("2020-01-01") | {"fee": {"amount_cents": 4950}}, "fee-not-accepted"),
        (bought("2020-01-01") | {"fee": {"amount_cents": 4950, "accepted": False}}, "fee-refused"),
        (bought("2020-01-01") | {"fee": {"amount_cents": 4950, "accepted": True}}, None),
        # In warranty, but quoted (misuse): the customer is still asked.
        (bought("2026-01-01") | {"fee": {"amount_cents": 4950}}, "fee-not-accepted"),
    ],
)
def test_out_of_warranty_a_job_waits_for_the_consent_to_its_fee(
    fields: dict[str, Any], code: str | None
) -> None:
    result = taken_in(**fields)
    if code is None:
        assert result.plannable
    else:
        assert result.state is UnplannedState.AWAITING_FEE_CONSENT
        assert [reason.code for reason in result.reasons] == [code]


def test_without_a_purchase_date_nothing_is_known_about_the_warranty() -> None:
    assert taken_in({"required_fields": []}, product={}).plannable


def test_warranty_follows_the_class_of_the_product() -> None:
    policy = {"warranty_months": {"fridge": 36}}
    assert taken_in(policy, **bought("2024-01-01", product_class="fridge")).plannable
    assert not taken_in(policy, **bought("2024-01-01", product_class="washer")).plannable


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"engineers_needed": 2}, "two-engineers-needed"),
        ({"after_job_ids": ["before"]}, "follows-other-jobs"),
    ],
)
def test_what_cannot_be_planned_yet_is_left_out_with_that_reason(
    fields: dict[str, Any], code: str
) -> None:
    result = taken_in(**fields)
    assert result.state is UnplannedState.NOT_SUPPORTED_YET
    assert [reason.code for reason in result.reasons] == [code]


def test_all_that_stands_in_the_way_is_said_and_the_first_step_gives_the_state() -> None:
    result = taken_in(
        {"service_area_km": 1},
        customer={"name": "Wang Fang"},
        place={"address": "x", "latitude": 31.5, "longitude": 121.5},
        engineers_needed=2,
        **bought("2020-01-01"),
    )
    assert result.state is UnplannedState.NEEDS_INFORMATION
    assert [reason.code for reason in result.reasons] == [
        "information-missing", "outside-service-area", "fee-not-quoted", "two-engineers-needed",
    ]  # fmt: skip
    assert all(reason.text.en and reason.text.zh for reason in result.reasons)


def test_the_intake_of_all_jobs_is_the_intake_of_each() -> None:
    jobs = [raw_job("J1", **COMPLETE), raw_job("J2"), raw_job("J3", engineers_needed=2)]
    scenario = scenario_from_dict(raw_day(jobs=jobs)).scenario
    together = intake_all(scenario)
    assert together == {job.id: intake(job, scenario) for job in scenario.jobs}
    assert [together[job.id].plannable for job in scenario.jobs] == [True, False, False]
