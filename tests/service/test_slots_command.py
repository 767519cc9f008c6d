"""`earlybird slots`: a table, JSON, reasons, and clear words for everything that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.command import earlybird, small_scenario

from models.files import save_plan, save_scenario
from models.job import Job
from models.place import Place
from models.slot import SlotAnswer
from optimizer.solve import Budget, solve

pytestmark = pytest.mark.core


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A scenario, its plan without one of the jobs, and a job that is new."""
    folder = tmp_path_factory.mktemp("slots")
    scenario = small_scenario()
    smaller = scenario.model_copy(update={"jobs": scenario.jobs[1:]})
    save_scenario(scenario, folder / "morning.json")
    save_plan(solve(smaller, Budget(iterations=50), threads=1), folder / "plan.json")
    job = Job(id="new", place=Place(latitude=36.655, longitude=117.003), duration_s=1800)
    (folder / "job.json").write_text(job.model_dump_json(exclude_defaults=True), "utf-8")
    return folder / "morning.json", folder / "plan.json", folder / "job.json"


def test_a_job_of_the_scenario_gets_a_table_of_offers(morning: tuple[Path, Path, Path]) -> None:
    scenario, plan, _ = morning
    done = earlybird("slots", scenario, plan, "J0", "--days", "2")
    assert done.returncode == 0, done.stderr
    assert "Slots for J0" in done.stdout
    assert "08:00-10:00" in done.stdout
    # Nobody works on the second day, and the horizon has it.
    assert "2026-03-03: no slot." in done.stdout


def test_a_job_nobody_had_heard_of_gets_the_answer_as_json(
    morning: tuple[Path, Path, Path],
) -> None:
    scenario, plan, job = morning
    done = earlybird("slots", scenario, plan, job, "--json", "--most", "3", "--length", "60")
    assert done.returncode == 0, done.stderr
    answer = SlotAnswer.model_validate(json.loads(done.stdout))
    assert answer.job_id == "new"
    assert len(answer.offers) == 3
    assert {(one.window.end - one.window.start).seconds for one in answer.offers} == {3600}
    prices = [one.price_cents for one in answer.offers]
    assert prices == sorted(prices)


@pytest.mark.parametrize(
    ("job", "options", "said"),
    [
        ("J99", [], "slots-job-unknown"),
        ("nowhere.json", [], "nowhere.json"),
        ("J0", ["--opens", "8"], "08:00"),
        ("J0", ["--opens", "24:30"], "24:30"),
        ("J0", ["--opens", "12:00", "--closes", "13:00"], "120 minutes"),
        ("J0", ["--days", "0"], "--days"),
        ("J0", ["--from", "tomorrow"], "tomorrow"),
    ],
)
def test_what_cannot_be_used_is_said_with_the_value(
    morning: tuple[Path, Path, Path], job: str, options: list[str], said: str
) -> None:
    scenario, plan, _ = morning
    done = earlybird("slots", scenario, plan, job, *options)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "job.json"),
        ("[]", "does not hold a job"),
        ('{"id": "x", "duration_s": -1}', "duration_s"),
        ('{"id": "x", "windows": [{"start": "2026-03-02T10:00", "end": "2026-03-02T09:00"}]}',
         "windows[0]"),
    ],
)  # fmt: skip
def test_a_job_file_that_is_none_is_refused_with_what_is_wrong(
    morning: tuple[Path, Path, Path], tmp_path: Path, content: str, said: str
) -> None:
    scenario, plan, _ = morning
    file = tmp_path / "job.json"
    file.write_text(content, "utf-8")
    done = earlybird("slots", scenario, plan, file)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_job_without_a_place_says_what_it_waits_for(
    morning: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    scenario, plan, _ = morning
    file = tmp_path / "job.json"
    file.write_text('{"id": "x"}', "utf-8")
    done = earlybird("slots", scenario, plan, file, "--days", "1")
    assert done.returncode == 0
    assert "no slot" in done.stdout


def test_visits_that_are_not_legal_any_more_are_counted(
    morning: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    _, plan, _ = morning
    scenario = small_scenario(3)
    save_scenario(scenario, tmp_path / "other.json")
    done = earlybird("slots", tmp_path / "other.json", plan, "J0", "--days", "1")
    assert done.returncode == 0
    assert "visits of the plan are not legal" in done.stderr
