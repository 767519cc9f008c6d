"""Records are taken one by one: what is wrong is set aside whole, and the rest is planned."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import (
    codes,
    findings_of,
    only,
    raw_day,
    raw_engineer,
    raw_job,
    read_day,
)

from models.errors import InputUnusable, ScenarioInvalid
from models.files import scenario_from_dict, scenario_json
from models.findings import Severity
from models.job import Job

JARGON = ("pydantic", "Input should", "validation", "Traceback", "type=", "ctx", "NoneType", "dict")


def test_a_sound_day_has_no_findings() -> None:
    loaded = read_day()
    assert loaded.findings == ()
    assert loaded.scenario.set_aside == ()
    assert [job.id for job in loaded.scenario.jobs] == ["J1"]


def test_an_empty_scenario_is_read_and_says_that_it_is_empty() -> None:
    loaded = read_day(jobs=[], engineers=[])
    assert codes(loaded.findings) == ["no-engineers", "no-jobs"]
    assert {found.severity for found in loaded.findings} == {Severity.NOTICE}


def test_a_day_without_engineers_is_read_and_says_so() -> None:
    assert codes(read_day(engineers=[]).findings) == ["no-engineers"]


def test_a_bad_job_is_set_aside_whole_with_all_its_findings_and_the_rest_is_kept() -> None:
    bad = raw_job("J2", duration_s=-1, kind="repar", prio=3)
    loaded = read_day(jobs=[raw_job("J1"), bad, raw_job("J3")])
    assert [job.id for job in loaded.scenario.jobs] == ["J1", "J3"]
    (aside,) = loaded.scenario.set_aside
    assert (aside.kind, aside.id, aside.record) == ("job", "J2", bad)
    assert sorted(codes(aside.findings)) == [
        "field-unknown", "value-not-a-choice", "value-out-of-range",
    ]  # fmt: skip
    assert loaded.findings == aside.findings
    assert {found.file for found in aside.findings} == {"day.json"}


def test_a_bad_engineer_is_set_aside_and_who_refers_to_it_is_kept() -> None:
    loaded = read_day(
        engineers=[raw_engineer("E1", skills={"gas": 6}), raw_engineer("E2")],
        jobs=[raw_job(required_engineer_id="E1")],
    )
    assert [engineer.id for engineer in loaded.scenario.engineers] == ["E2"]
    assert [job.id for job in loaded.scenario.jobs] == ["J1"]
    assert codes(loaded.findings) == ["value-out-of-range", "reference-set-aside"]


def test_the_second_and_later_records_of_an_id_are_set_aside() -> None:
    jobs = [raw_job("J1", priority=number) for number in (1, 2, 3)]
    loaded = read_day(jobs=jobs)
    assert [job.priority for job in loaded.scenario.jobs] == [1]
    assert [one.record["priority"] for one in loaded.scenario.set_aside] == [2, 3]
    assert codes(loaded.findings) == ["duplicate-id", "duplicate-id"]


def test_a_finding_names_the_position_in_the_file_though_an_earlier_record_is_gone() -> None:
    jobs = [raw_job("bad", duration_s=-1), raw_job("J2", parts=[{"part_id": "pump"}])]
    found = only("unknown-reference", read_day(jobs=jobs).findings)
    assert found.path == "jobs[1].parts[0].part_id"
    assert found.message == (
        "parts[0].part_id of job 'J2' names the part 'pump', which is not there."
    )


def test_a_record_that_is_no_object_or_has_no_id_is_set_aside_under_its_position() -> None:
    loaded = read_day(jobs=[7, {"kind": "repair"}])
    assert [one.id for one in loaded.scenario.set_aside] == ["jobs[0]", "jobs[1]"]
    assert loaded.scenario.set_aside[0].record == {"value": 7}


def test_what_json_cannot_hold_is_kept_as_text_in_a_record_set_aside() -> None:
    job = raw_job(
        duration_s=float("nan"), received_at=datetime(2026, 3, 2, tzinfo=UTC), place={1, 2}
    )
    (aside,) = read_day(jobs=[job]).scenario.set_aside
    assert aside.record["duration_s"] == "nan"
    assert aside.record["received_at"] == "2026-03-02T00:00:00+00:00"
    assert aside.record["place"] == [1, 2]


def test_an_error_in_the_frame_makes_the_scenario_invalid_with_all_findings() -> None:
    with pytest.raises(ScenarioInvalid) as raised:
        read_day(
            time_zone="Asia/Shanhai",
            policy={"early_band": {"least_s": 900, "most_s": 300}},
            jobs=[raw_job("J1"), raw_job("J1"), raw_job("J2", duration_s=-1)],
        )
    assert sorted(codes(raised.value.findings)) == [
        "duplicate-id", "early-band-reversed", "time-zone-unknown", "value-out-of-range",
    ]  # fmt: skip
    assert str(raised.value).startswith("day.json: There is no time zone 'Asia/Shanhai' (did you")


def test_a_frame_that_cannot_be_built_still_lets_ids_and_references_be_checked() -> None:
    jobs = [raw_job("J1"), raw_job("J1"), raw_job("J2", parts=[{"part_id": "pump"}])]
    findings = findings_of(horizon=None, jobs=jobs)
    assert codes(findings) == ["value-of-wrong-type", "duplicate-id", "unknown-reference"]
    # Without the parts there is no telling whether a part is known.
    assert codes(findings_of(parts=[{}], jobs=jobs)) == ["field-missing", "duplicate-id"]


@pytest.mark.parametrize("document", [None, 3, "text", [], [[]], True])
def test_what_is_no_object_is_refused(document: object) -> None:
    with pytest.raises(ScenarioInvalid, match="has to be an object"):
        scenario_from_dict(document)


@pytest.mark.parametrize("name", ["jobs", "engineers"])
def test_records_have_to_be_a_list(name: str) -> None:
    assert codes(findings_of(**{name: {"J1": {}}}))[0] == "value-of-wrong-type"


@pytest.mark.parametrize(
    ("fields", "code", "message"),
    [
        ({"duration_s": -60}, "value-out-of-range",
         "duration_s of job 'J1' is -60, but has to be at least 0."),
        ({"duration_s": 10**9}, "value-out-of-range",
         "duration_s of job 'J1' is 1000000000, but has to be at most 604800."),
        ({"duration_s": 1.5}, "value-of-wrong-type",
         "duration_s of job 'J1' is 1.5, but a whole number without decimals is expected."),
        ({"place": {"latitude": 91, "longitude": 0}}, "value-out-of-range",
         "place.latitude of job 'J1' is 91, but has to be at most 90 "
         "(are latitude and longitude swapped?)."),
        ({"place": {"latitude": "NaN", "longitude": 0}}, "value-not-finite",
         "place.latitude of job 'J1' is 'NaN', but a finite number is expected."),
        ({"kind": "repar"}, "value-not-a-choice",
         "kind of job 'J1' is 'repar', but has to be one of repair, install, pickup_install, "
         "inspection, return_visit, fetch_unit (did you mean 'repair'?)."),
        ({"windows": [{"start": "9 o'clock", "end": "2026-03-02T12:00"}]}, "value-not-a-moment",
         "windows[0].start of job 'J1' is '9 o'clock', but a date and time such as "
         "2026-03-02T09:30 is expected."),
        ({"received_at": 20260302}, "value-not-a-moment",
         "received_at of job 'J1' is 20260302, but a date and time such as 2026-03-02T09:30 is "
         "expected."),
        ({"product": {"purchase_date": "last year"}}, "value-not-a-moment",
         "product.purchase_date of job 'J1' is 'last year', but a date such as 2026-03-02 is "
         "expected."),
        ({"parts": [{"part_id": "pump", "qty": 2}]}, "field-unknown",
         "parts[0].qty of job 'J1' is not a field known here (did you mean 'quantity'?)."),
        ({"customer": {"language": "fr"}}, "value-not-a-choice",
         "customer.language of job 'J1' is 'fr', but has to be one of en, zh."),
        ({"skills": {"gas": 1}}, "value-of-wrong-type",
         "skills of job 'J1' is an object, but a list is expected."),
        ({"duration_by_level_s": {"9": 60}}, "value-out-of-range",
         "duration_by_level_s.9 of job 'J1' is '9', but has to be at most 5."),
    ],
)  # fmt: skip
def test_a_wrong_value_is_said_in_a_sentence_with_field_value_and_limit(
    fields: dict[str, Any], code: str, message: str
) -> None:
    (found,) = read_day(jobs=[raw_job(**fields)]).scenario.set_aside[0].findings
    assert (found.code, found.message) == (code, message)
    assert found.action


def test_an_id_that_is_empty_is_refused() -> None:
    found = only("value-out-of-range", findings_of(jobs=[raw_job("")]))
    assert found.message == "id of jobs[0] is '', but has to be text of at least 1 characters."


def test_another_format_version_is_named() -> None:
    found = only("format-version-unknown", findings_of(format_version="2"))
    assert found.message == "format_version is '2', but this version of EarlyBird reads '1'."


def test_an_unknown_kind_of_travel_is_named_with_the_known_ones() -> None:
    found = only("value-not-a-choice", findings_of(travel={"kind": "teleport"}))
    assert found.path == "travel.kind"
    assert "great_circle, matrix" in found.message


def test_a_matrix_full_of_wrong_cells_is_not_listed_cell_by_cell() -> None:
    cells = [["x"] * 10 for _ in range(10)]
    findings = findings_of(travel={"kind": "matrix", "durations_s": cells}, jobs=[], engineers=[])
    wrong = [found for found in findings if found.code == "value-of-wrong-type"]
    # Five cells are named, the sixth stands for itself and the 94 others.
    assert len(wrong) == 6
    assert wrong[0].path == "travel.durations_s[0][0]"
    assert wrong[-1].message.endswith("(94 more like it).")


def test_records_built_in_python_are_taken_as_they_are() -> None:
    job = Job.model_validate(raw_job())
    assert read_day(jobs=[job]).scenario.jobs == (job,)


def test_records_set_aside_earlier_are_kept_and_reported_again() -> None:
    first = read_day(jobs=[raw_job("J1"), raw_job("J2", duration_s=-1)])
    document = first.scenario.model_dump(mode="json")
    again = scenario_from_dict(document, source="saved.json")
    assert again.scenario == first.scenario
    assert again.findings == first.findings


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["2026-03-02T09:00", "repair", "1", "J1"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip
job_fields = st.dictionaries(st.sampled_from(sorted(Job.model_fields)), anything, max_size=4)


@given(job_fields, st.sampled_from(["job", "engineer", "frame"]), anything)
def test_whatever_is_written_leads_to_findings_in_plain_words(
    fields: dict[str, Any], where: str, value: object
) -> None:
    if where == "job":
        document = raw_day(jobs=[raw_job() | fields, value])
    elif where == "engineer":
        document = raw_day(engineers=[raw_engineer() | {"van_stock": value, "breaks": value}])
    else:
        document = raw_day(policy=value, depots=[value])
    try:
        loaded = scenario_from_dict(document)
    except InputUnusable as error:
        findings = error.findings
        assert any(found.severity is Severity.ERROR for found in findings)
    else:
        findings = loaded.findings
        assert scenario_json(loaded.scenario)
    said = " ".join(f"{found.message} {found.action}" for found in findings)
    written = repr(document)
    assert not [word for word in JARGON if word in said and word not in written]
