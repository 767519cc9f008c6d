"""The public data is read as it is, and the checkers find what its authors published."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from support.problem_files import answer, route

from benchmarks.checkers import check
from benchmarks.instance import Format
from benchmarks.readers import read_instance

pytestmark = pytest.mark.data


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("city/city-n[14]00-*.json", Format.VROOM),
        ("solomon/*.txt", Format.SOLOMON),
        ("gehring_homberger/200/*.txt", Format.SOLOMON),
        ("ortec/ORTEC*.txt", Format.VRPLIB),
        ("trsp/crew25/*.txt", Format.TRSP),
        ("trsp/praxedo/*.txt", Format.TRSP),
    ],
)
def test_every_file_is_read_as_what_it_is(data_dir: Path, pattern: str, kind: Format) -> None:
    paths = sorted(data_dir.glob(pattern))
    assert paths
    for path in paths:
        instance = read_instance(path)
        assert instance.format is kind
        assert instance.jobs


def test_published_plans_of_praxedo_are_worth_what_their_authors_say(data_dir: Path) -> None:
    with (data_dir / "trsp" / "praxedo_bks.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    for row in rows:
        path = data_dir / "trsp" / "praxedo" / f"{row['instance'].split('_')[-1]}.txt"
        # <technician,request,...,end|...>, where the end is a copy of the technician's home
        routes = [
            [int(one) for one in part.split(",")]
            for part in row["solution"].strip("<>").split("|")
            if part
        ]
        served = {request for one in routes for request in one[1:-1]}
        left_out = {job.id for job in read_instance(path).jobs} - served
        plan = answer(*(route(one[0], *one[1:-1]) for one in routes), unassigned=tuple(left_out))
        verdict = check(path, plan)
        assert verdict.complaints == ()
        assert verdict.unserved == int(row["unserved"])
        assert verdict.cost == pytest.approx(float(row["bks"]), abs=1e-3)


def test_nobody_served_is_legal_in_a_city_and_costs_all_priority(data_dir: Path) -> None:
    path = data_dir / "city" / "city-n100-s100.json"
    jobs = json.loads(path.read_text("utf-8"))["jobs"]
    verdict = check(path, answer(unassigned=tuple(job["id"] for job in jobs)))
    assert verdict.legal
    assert verdict.unserved_priority == sum(job.get("priority", 0) for job in jobs)
    assert (verdict.unserved, verdict.cost) == (100, 0)
