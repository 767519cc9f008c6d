"""`earlybird replan` as people use it: events in, tables or JSON out, a plan to go on with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.command import earlybird, small_file

from models.day import begin_day
from models.files import load_plan, load_scenario
from models.plan import Plan

pytestmark = pytest.mark.core


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Plan]:
    """A small scenario, its plan file, and the plan."""
    folder = tmp_path_factory.mktemp("replan")
    scenario = small_file(folder)
    done = earlybird("plan", scenario, "--out", folder / "plan", "--iterations", "200")
    assert done.returncode == 0, done.stderr
    path = folder / "plan" / "plan.json"
    return scenario, path, load_plan(path)


def visits(plan: Plan) -> list[dict[str, Any]]:
    """The visits of the longest route: engineer, job, departure."""
    route = max(plan.routes, key=lambda one: len(one.stops))
    return [
        {"engineer_id": route.engineer_id, "job_id": stop.job_id, "at": stop.leg.depart.isoformat()}
        for stop in route.stops
        if stop.job_id is not None and stop.leg is not None
    ]


def late_day(plan: Plan) -> list[dict[str, Any]]:
    """Everybody is told; then one engineer is 25 minutes late."""
    jobs = [stop.job_id for route in plan.routes for stop in route.stops if stop.job_id]
    first = visits(plan)[0]
    return [
        {
            "kind": "appointments_told",
            "event_id": "told",
            "at": first["at"][:10] + "T06:00",
            "job_ids": jobs,
        },
        {"kind": "departed", "event_id": "left", **first},
        {
            "kind": "traffic_delay",
            "event_id": "jam",
            "at": first["at"],
            "engineer_id": first["engineer_id"],
            "delay_s": 1500,
        },
    ]


def written(folder: Path, events: object, name: str = "events.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(events), "utf-8")
    return path


def test_a_delay_is_answered_with_calls_and_proposals(
    planned: tuple[Path, Path, Plan], tmp_path: Path
) -> None:
    scenario, path, plan = planned
    done = earlybird("replan", scenario, path, written(tmp_path, late_day(plan)))
    assert done.returncode == 0, done.stderr
    assert "No longer true" in done.stdout
    assert "very late" in done.stdout
    assert "Proposals" in done.stdout
    job = visits(plan)[0]["job_id"]
    assert str(job) in done.stdout


def test_events_can_be_written_one_a_line(planned: tuple[Path, Path, Plan], tmp_path: Path) -> None:
    scenario, path, plan = planned
    lines = tmp_path / "events.jsonl"
    lines.write_text("\n".join(json.dumps(one) for one in late_day(plan)), "utf-8")
    both = [
        json.loads(earlybird("replan", scenario, path, events, "--json").stdout)
        for events in (lines, written(tmp_path, late_day(plan)))
    ]
    assert both[0] == both[1]
    assert both[0]["event_id"] == "jam"
    # The first customer is met 25 minutes later than planned: more than 15 after the appointment.
    assert both[0]["untrue"][0]["tier"] == "very_late"
    assert both[0]["calls"][0]["options"] == ["wait", "other_engineer", "new_window"]


def test_nothing_new_is_said_to_be_as_planned(
    planned: tuple[Path, Path, Plan], tmp_path: Path
) -> None:
    scenario, path, plan = planned
    done = earlybird("replan", scenario, path, written(tmp_path, late_day(plan)[:2]))
    assert done.returncode == 0
    assert "Everything is as the plan says." in done.stdout


def test_an_accepted_proposal_becomes_the_plan(
    planned: tuple[Path, Path, Plan], tmp_path: Path
) -> None:
    scenario, path, plan = planned
    events = late_day(plan)
    urgent = {
        "kind": "urgent_job",
        "event_id": "urgent",
        "at": events[-1]["at"],
        "job": {
            "id": "NEW",
            "priority": 50,
            "duration_s": 600,
            "place": {"latitude": 36.66, "longitude": 117.01},
        },
    }
    file = written(tmp_path, [*events[:2], urgent])
    shown = json.loads(earlybird("replan", scenario, path, file, "--json").stdout)
    free = [
        one["proposal_id"]
        for one in shown["proposals"]
        if not any(move["needs_consent"] for move in one["moves"])
    ]
    assert free, shown["proposals"]
    out = tmp_path / "out"
    done = earlybird("replan", scenario, path, file, "--out", out, "--accept", free[0])
    assert done.returncode == 0, done.stderr
    after = load_plan(out / "plan.json")
    assert after.version == plan.version + 1
    assert any(stop.job_id == "NEW" for route in after.routes for stop in route.stops)
    assert json.loads((out / "answer.json").read_text("utf-8")) == shown


def test_what_needs_consent_is_not_put_in_force(
    planned: tuple[Path, Path, Plan], tmp_path: Path
) -> None:
    scenario, path, plan = planned
    file = written(tmp_path, late_day(plan))
    shown = json.loads(earlybird("replan", scenario, path, file, "--json").stdout)
    asks = [
        one["proposal_id"]
        for one in shown["proposals"]
        if any(move["needs_consent"] for move in one["moves"])
    ]
    assert asks, shown["proposals"]
    done = earlybird("replan", scenario, path, file, "--out", tmp_path / "out", "--accept", asks[0])
    assert done.returncode == 2
    assert not (tmp_path / "out" / "plan.json").exists()


@pytest.mark.parametrize(
    ("events", "said"),
    [
        ([], "holds no event"),
        ("departed", "does not hold a list of events"),
        ([1], "An event is an object"),
        ([{"kind": "strated"}], "did you mean 'started'?"),
        ([{"kind": "departed", "event_id": "x", "at": 5}], "[0].at"),
        (
            [
                {
                    "kind": "started",
                    "event_id": "x",
                    "at": "2026-03-02T09:00",
                    "engineer_id": "carl",
                    "job_id": "J0",
                }
            ],
            "event-unknown-engineer",
        ),
        (
            [{"kind": "cancelled", "event_id": "x", "at": "2030-01-01T09:00", "job_id": "J0"}],
            "event-from-future",
        ),
    ],
)
def test_bad_events_are_named_with_their_place(
    planned: tuple[Path, Path, Plan], tmp_path: Path, events: object, said: str
) -> None:
    scenario, path, _ = planned
    done = earlybird("replan", scenario, path, written(tmp_path, events))
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_line_that_is_no_json_is_named_by_its_number(
    planned: tuple[Path, Path, Plan], tmp_path: Path
) -> None:
    scenario, path, plan = planned
    lines = tmp_path / "events.jsonl"
    lines.write_text(json.dumps(late_day(plan)[0]) + "\n{broken\n", "utf-8")
    done = earlybird("replan", scenario, path, lines)
    assert done.returncode == 2
    assert "line 2" in done.stderr


def test_a_plan_of_another_scenario_is_refused(
    planned: tuple[Path, Path, Plan], tmp_path: Path
) -> None:
    _, path, plan = planned
    other = small_file(tmp_path, jobs=3)
    done = earlybird("replan", other, path, written(tmp_path, late_day(plan)))
    assert done.returncode == 2
    assert "does not fit the scenario" in done.stderr


def test_accepting_needs_a_folder_and_a_proposal_that_there_is(
    planned: tuple[Path, Path, Plan], tmp_path: Path
) -> None:
    scenario, path, plan = planned
    file = written(tmp_path, late_day(plan))
    assert earlybird("replan", scenario, path, file, "--accept", "x").returncode == 2
    done = earlybird("replan", scenario, path, file, "--out", tmp_path / "o", "--accept", "x")
    assert done.returncode == 2
    assert "there is no proposal 'x'" in done.stderr


def test_the_files_make_a_day(planned: tuple[Path, Path, Plan]) -> None:
    scenario, path, plan = planned
    loaded = load_scenario(scenario).scenario
    assert begin_day(loaded, load_plan(path), loaded.horizon.start).plan == plan
