"""Engineers and promises: shifts, windows, durations and territories that fit together."""

from __future__ import annotations

from typing import Any

import pytest
from support.documents import codes, findings_of, only, raw_engineer, raw_job, read_day

from models.findings import Severity


def span(start: str, end: str, day: str = "2026-03-02") -> dict[str, str]:
    return {"start": f"{day}T{start}", "end": f"{day}T{end}"}


def test_an_engineer_without_shifts_is_pointed_out() -> None:
    loaded = read_day(engineers=[raw_engineer(), raw_engineer("E2", shifts=[])])
    assert only("engineer-without-shifts", loaded.findings).value == "E2"
    assert len(loaded.scenario.engineers) == 2


@pytest.mark.parametrize(
    ("shift", "outside"),
    [
        (span("08:00", "17:00", "2026-03-03"), True),
        (span("08:00", "17:00", "2026-03-01"), True),
        ({"start": "2026-03-01T22:00", "end": "2026-03-02T06:00"}, False),
        ({"start": "2026-03-02T22:00", "end": "2026-03-03T06:00"}, False),
    ],
)
def test_a_shift_wholly_outside_the_horizon_is_pointed_out(
    shift: dict[str, str], outside: bool
) -> None:
    findings = findings_of(engineers=[raw_engineer(shifts=[shift])])
    assert ("shift-outside-horizon" in codes(findings)) == outside


@pytest.mark.parametrize(
    ("shifts", "overtime_s", "overlap"),
    [
        ([span("08:00", "12:00"), span("12:00", "17:00")], 0, False),
        ([span("08:00", "12:00"), span("11:59", "17:00")], 0, True),
        ([span("13:00", "17:00"), span("08:00", "14:00")], 0, True),
        # Overtime until 13:00 keeps clear of the second shift, one more second does not.
        ([span("08:00", "12:00"), span("13:00", "17:00")], 3600, False),
        ([span("08:00", "12:00"), span("13:00", "17:00")], 3601, True),
        # The long first shift covers the third, though the second is over by then.
        ([span("08:00", "17:00"), span("09:00", "10:00"), span("11:00", "12:00")], 0, True),
    ],
)
def test_nobody_works_two_shifts_at_once(
    shifts: list[dict[str, str]], overtime_s: int, overlap: bool
) -> None:
    engineer = raw_engineer(shifts=shifts, overtime_max_s=overtime_s)
    loaded = read_day(engineers=[engineer, raw_engineer("E2")])
    assert ("shifts-overlap" in codes(loaded.findings)) == overlap
    assert [one.id for one in loaded.scenario.set_aside] == (["E1"] if overlap else [])


@pytest.mark.parametrize(
    ("windows", "code"),
    [
        ([span("17:01", "18:00")], "windows-outside-shifts"),
        ([span("06:00", "07:59")], "windows-outside-shifts"),
        ([span("17:00", "18:00")], None),
        ([span("06:00", "07:00"), span("16:00", "18:00")], None),
        ([span("09:00", "12:00", "2026-03-03")], "job-outside-horizon"),
        ([span("09:00", "12:00", "2026-03-03"), span("09:00", "12:00")], None),
        ([], None),
    ],
)
def test_a_job_whose_windows_nobody_can_keep_is_pointed_out(
    windows: list[dict[str, str]], code: str | None
) -> None:
    loaded = read_day(jobs=[raw_job(windows=windows)])
    assert codes(loaded.findings) == ([] if code is None else [code])
    assert loaded.scenario.set_aside == ()


def test_overtime_counts_as_working_time() -> None:
    engineers = [raw_engineer(overtime_max_s=3600)]
    jobs = [raw_job(windows=[span("17:30", "18:30")])]
    assert read_day(engineers=engineers, jobs=jobs).findings == ()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("2026-03-02T09:00", None),
        ("2026-03-02T12:00", None),
        ("2026-03-02T12:01", "appointment-outside-windows"),
    ],
)
def test_a_told_appointment_lies_in_one_of_the_windows(told: str, code: str | None) -> None:
    loaded = read_day(jobs=[raw_job(appointment_told=told), raw_job("J2")])
    assert codes(loaded.findings) == ([] if code is None else [code])
    assert len(loaded.scenario.set_aside) == (0 if code is None else 1)


def test_a_told_appointment_of_another_day_is_pointed_out() -> None:
    jobs = [raw_job(windows=[], appointment_told="2026-03-05T09:00")]
    assert codes(read_day(jobs=jobs).findings) == ["job-outside-horizon"]


@pytest.mark.parametrize(
    ("fields", "too_long"),
    [
        # The shift has 9 hours, 32 400 s; an expert (90 %) needs 36 000 s of mean work for that.
        ({"duration_s": 36_000}, False),
        ({"duration_s": 36_002}, True),
        ({"duration_s": 90_000, "duration_by_level_s": {"5": 3600}}, False),
    ],
)
def test_work_that_is_longer_than_any_shift_is_pointed_out(
    fields: dict[str, Any], too_long: bool
) -> None:
    findings = read_day(jobs=[raw_job(**fields)]).findings
    assert codes(findings) == (["duration-longer-than-shifts"] if too_long else [])


def test_a_territory_that_nobody_serves_is_named_once() -> None:
    jobs = [raw_job(f"J{number}", place={"latitude": 31.2, "longitude": 121.4, "territory": "west"})
            for number in range(3)]  # fmt: skip
    engineers = [raw_engineer(territories=["east"], territory_hard=True)]
    found = only("territory-unserved", read_day(jobs=jobs, engineers=engineers).findings)
    assert found.message == "No engineer serves the territory 'west', with 3 job(s) in it."
    engineers.append(raw_engineer("E2"))  # serves everywhere
    assert read_day(jobs=jobs, engineers=engineers).findings == ()


RULES: list[tuple[str, dict[str, Any]]] = [
    ("windows", {"windows": [span("09:00", "12:00") | {"hard": False}]}),
    ("preferred_engineer_ids", {"preferred_engineer_ids": ["E1"]}),
    ("engineers_needed", {"engineers_needed": 2}),
    ("after_job_ids", {"after_job_ids": ["other"]}),
    ("loaner_required", {"loaner_required": True}),
    ("sla_deadline", {"sla_deadline": "2026-03-02T12:00"}),
    ("duration_spread_s", {"duration_spread_s": 60}),
    ("contract_id", {"contract_id": "gold"}),
    ("parts", {"parts": [{"part_id": "pump", "probability": 0.5}]}),
    ("workshop_possible", {"workshop_possible": True}),
    ("kind", {"kind": "fetch_unit"}),
    ("status", {"status": "in_progress"}),
]


@pytest.mark.parametrize(("field", "fields"), RULES)
def test_a_rule_of_jobs_that_has_no_effect_yet_is_named_once(
    field: str, fields: dict[str, Any]
) -> None:
    jobs = [raw_job("other"), raw_job("J1", **fields), raw_job("J2", **fields)]
    day = read_day(jobs=jobs, parts=[{"id": "pump"}], contracts=[{"id": "gold"}])
    found = only("rule-not-enforced-yet", day.findings)
    assert found.message.startswith(f"{field} is not enforced yet: ")
    assert found.message.endswith("(2 job(s)).")
    assert (found.severity, found.value) == (Severity.WARNING, "2")


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("breaks", {"breaks": [{"earliest_start": "2026-03-02T11:00",
                                "latest_start": "2026-03-02T13:00", "duration_s": 1800}]}),
        ("max_driving_s", {"max_driving_s": 7200}),
        ("territories", {"territories": ["east"]}),
        ("never_repaired", {"never_repaired": ["F1"]}),
    ],
)  # fmt: skip
def test_a_rule_of_engineers_that_has_no_effect_yet_is_named_once(
    field: str, fields: dict[str, Any]
) -> None:
    engineers = [raw_engineer("E1", **fields), raw_engineer("E2")]
    found = only("rule-not-enforced-yet", read_day(engineers=engineers).findings)
    assert found.message.startswith(f"{field} is not enforced yet: ")
    assert found.path == f"engineers[0].{field}"


def test_hard_territories_are_enforced_and_need_no_warning() -> None:
    engineers = [raw_engineer(territories=["east"], territory_hard=True)]
    assert read_day(engineers=engineers).findings == ()


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("response", {"response": {"on_site_within_s": 1}}),
        ("calls.follow_up_within_s", {"calls": {"follow_up_within_s": 1}}),
        ("door.knock_for_s", {"door": {"knock_for_s": 1}}),
        ("workshop_over_s", {"workshop_over_s": 1}),
        ("meal_least_s", {"meal_least_s": 1}),
    ],
)
def test_settings_without_effect_that_were_changed_are_named(
    path: str, policy: dict[str, Any]
) -> None:
    found = only("rule-not-enforced-yet", findings_of(policy=policy))
    assert found.path == f"policy.{path}"


def test_customers_with_several_visits_are_told_of_different_engineers_once() -> None:
    jobs = [raw_job(str(number)) for number in range(5)]
    for job, customer in zip(jobs, ("A", "A", "B", "A", "B"), strict=True):
        job["customer"] = job.get("customer", {}) | {"id": customer}
    found = only("rule-not-enforced-yet", read_day(jobs=jobs).findings)
    assert (found.path, found.value) == ("jobs[1].customer.id", "2")
