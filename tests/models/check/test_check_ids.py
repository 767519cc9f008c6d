"""Ids are unique, and whoever is referred to is there."""

from __future__ import annotations

from typing import Any

import pytest
from support.documents import codes, findings_of, only, raw_engineer, raw_job, read_day

from models.check import check

DEPOT = {"id": "D1", "place": {"latitude": 31.2, "longitude": 121.4}}


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"parts": [{"id": "p"}, {"id": "p"}]}, "parts[1].id"),
        ({"depots": [DEPOT, DEPOT]}, "depots[1].id"),
        ({"contracts": [{"id": "c"}, {"id": "c"}]}, "contracts[1].id"),
        ({"jobs": [raw_job(), raw_job()]}, "jobs[1].id"),
        ({"engineers": [raw_engineer(), raw_engineer()]}, "engineers[1].id"),
    ],
)
def test_no_two_records_of_a_kind_share_an_id(fields: dict[str, Any], path: str) -> None:
    assert only("duplicate-id", findings_of(**fields)).path == path


def test_records_of_different_kinds_may_share_an_id() -> None:
    assert read_day(jobs=[raw_job("1")], engineers=[raw_engineer("1")]).findings == ()


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"jobs": [raw_job(parts=[{"part_id": "x"}])]}, "jobs[0].parts[0].part_id"),
        ({"jobs": [raw_job(contract_id="x")]}, "jobs[0].contract_id"),
        ({"jobs": [raw_job(required_engineer_id="x")]}, "jobs[0].required_engineer_id"),
        ({"jobs": [raw_job(preferred_engineer_ids=["E1", "x"])]},
         "jobs[0].preferred_engineer_ids[1]"),
        ({"jobs": [raw_job(refused_engineer_ids=["x"])]}, "jobs[0].refused_engineer_ids[0]"),
        ({"jobs": [raw_job(after_job_ids=["x"])]}, "jobs[0].after_job_ids[0]"),
        ({"engineers": [raw_engineer(van_stock={"x": 1})]}, "engineers[0].van_stock.x"),
        ({"engineers": [raw_engineer(start_depot_id="x")]}, "engineers[0].start_depot_id"),
        ({"engineers": [raw_engineer(end_depot_id="x")]}, "engineers[0].end_depot_id"),
        ({"engineers": [raw_engineer(vehicle_profile="x")]}, "engineers[0].vehicle_profile"),
        ({"engineers": [raw_engineer(shifts=[
            {"start": "2026-03-02T08:00", "end": "2026-03-02T17:00", "start_depot_id": "x"}])]},
         "engineers[0].shifts[0].start_depot_id"),
        ({"depots": [DEPOT | {"stock": {"x": 1}}]}, "depots[0].stock.x"),
        ({"depots": [DEPOT | {"inbound": [
            {"part_id": "x", "quantity": 1, "eta": "2026-03-02T10:00"}]}]},
         "depots[0].inbound[0].part_id"),
    ],
)  # fmt: skip
def test_whatever_is_referred_to_has_to_be_there(fields: dict[str, Any], path: str) -> None:
    found = only("unknown-reference", findings_of(**fields))
    assert (found.path, found.value) == (path, "x")


def test_a_misspelt_reference_is_answered_with_the_nearest_id() -> None:
    findings = findings_of(
        parts=[{"id": "drain-pump"}], jobs=[raw_job(parts=[{"part_id": "drain pump"}])]
    )
    assert "(did you mean 'drain-pump'?)" in only("unknown-reference", findings).message


def test_a_part_in_an_unknown_depot_makes_the_scenario_invalid_but_a_job_only_itself() -> None:
    loaded = read_day(jobs=[raw_job("J1"), raw_job("J2", required_engineer_id="nobody")])
    assert [one.id for one in loaded.scenario.set_aside] == ["J2"]


def test_jobs_that_wait_for_each_other_in_a_circle_are_set_aside() -> None:
    jobs = [
        raw_job("A", after_job_ids=["B"]),
        raw_job("B", after_job_ids=["A"]),
        raw_job("C", after_job_ids=["A"]),
        raw_job("D", after_job_ids=["D"]),
    ]
    loaded = read_day(jobs=jobs)
    assert [one.id for one in loaded.scenario.set_aside] == ["A", "B", "D"]
    # C only waits for a job of the circle: it stays, and is told that A is gone.
    assert only("reference-set-aside", loaded.findings).path == "jobs[2].after_job_ids[0]"


def test_an_engineer_who_is_both_wanted_and_refused_is_pointed_out() -> None:
    job = raw_job(required_engineer_id="E1", refused_engineer_ids=["E1"])
    found = only("engineer-wanted-and-refused", read_day(jobs=[job]).findings)
    assert found.value == "E1"


def test_a_scenario_that_was_read_is_found_sound_again() -> None:
    assert check(read_day().scenario) == ()


def test_thousands_of_wrong_references_are_all_reported() -> None:
    jobs = [raw_job(f"J{number}", parts=[{"part_id": f"p{number}"}]) for number in range(2000)]
    findings = read_day(jobs=jobs).findings
    assert codes(findings).count("unknown-reference") == 2000
