"""`earlybird plan` writes everything a dispatcher needs, and `earlybird check` passes it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from icalendar import Calendar
from support.command import earlybird, small_file, small_scenario
from support.written_day import at

from models.files import load_plan, save_plan, save_scenario
from models.job import Customer, Job
from models.place import Place
from models.plan import Plan, Stop
from service.cli import ExitCode, main

FILES = {
    "plan.json", "plan.html", "departures.csv", "calls.csv", "unplanned.csv", "findings.csv",
    "routes.geojson",
}  # fmt: skip
QUICK = ("--iterations", "2000", "--threads", "1")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The small morning and the folder with its plan."""
    folder = tmp_path_factory.mktemp("planned")
    scenario = small_file(folder)
    done = earlybird("plan", scenario, "--out", folder / "out", *QUICK)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "nothing is wrong and nobody watches: nothing is to be said"
    assert "served" in done.stdout
    assert str(folder / "out" / "plan.html") in done.stdout
    return scenario, folder / "out"


def test_every_output_is_there(planned: tuple[Path, Path]) -> None:
    _, out = planned
    plan = load_plan(out / "plan.json")
    assert {path.name for path in out.iterdir() if path.is_file()} == FILES
    on_the_road = {route.engineer_id for route in plan.routes}
    assert len(list((out / "sheets").glob("*.html"))) == len(on_the_road)
    assert len(list((out / "calendars").glob("*.ics"))) == len(on_the_road)
    assert list(out.rglob(".*")) == []


def test_the_outputs_tell_of_every_visit(planned: tuple[Path, Path]) -> None:
    scenario, out = planned
    jobs = {job["id"] for job in json.loads(scenario.read_text())["jobs"]}
    with (out / "departures.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["job_id"] for row in csv.DictReader(file) if row["kind"] == "job"} == jobs
    events = [
        event
        for path in (out / "calendars").glob("*.ics")
        for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    ]
    assert len(events) == len(jobs)


def test_the_auditor_passes_the_plan(planned: tuple[Path, Path]) -> None:
    scenario, out = planned
    done = earlybird("check", scenario, out / "plan.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "legal" in done.stdout


def test_the_same_seed_threads_and_iterations_give_the_same_files(
    planned: tuple[Path, Path], tmp_path: Path
) -> None:
    scenario, out = planned
    assert main(["plan", str(scenario), "--out", str(tmp_path), *QUICK]) == 0
    for path in out.rglob("*"):
        if path.is_file():
            assert (tmp_path / path.relative_to(out)).read_bytes() == path.read_bytes()


def test_a_plan_that_breaks_a_promise_is_found_illegal(
    planned: tuple[Path, Path], tmp_path: Path
) -> None:
    scenario, out = planned
    plan = load_plan(out / "plan.json")
    save_plan(_first_visit_is_after_its_window(plan), tmp_path / "late.json")
    done = earlybird("check", scenario, tmp_path / "late.json")
    assert done.returncode == ExitCode.ILLEGAL_PLAN
    assert "NOT legal" in done.stdout
    assert "Error: " in done.stderr
    assert "What to do: " in done.stderr


def _first_visit_is_after_its_window(plan: Plan) -> Plan:
    def late(stop: Stop) -> Stop:
        return stop.model_copy(update={"start": at("17:30"), "appointment": at("17:30")})

    route = plan.routes[0]
    stops = list(route.stops)
    first = next(n for n, stop in enumerate(stops) if stop.job_id)
    stops[first] = late(stops[first])
    moved = route.model_copy(update={"stops": tuple(stops)})
    return plan.model_copy(update={"routes": (moved, *plan.routes[1:])})


def test_unplanned_jobs_do_not_change_the_exit_code(tmp_path: Path) -> None:
    scenario = small_scenario(2)
    nowhere = Job(id="J9", customer=Customer(name="Li"), place=Place(address="unknown"))
    save_scenario(
        scenario.model_copy(update={"jobs": (*scenario.jobs, nowhere)}), tmp_path / "s.json"
    )
    assert main(["plan", str(tmp_path / "s.json"), "--out", str(tmp_path / "out"), *QUICK]) == 0
    rows = (tmp_path / "out" / "unplanned.csv").read_text("utf-8-sig")
    assert "J9,unresolved_address" in rows


def test_an_address_is_found_in_the_companys_own_list(tmp_path: Path) -> None:
    scenario = small_scenario(1)
    job = scenario.jobs[0].model_copy(update={"place": Place(address="7 Garden Lane")})
    save_scenario(scenario.model_copy(update={"jobs": (job,)}), tmp_path / "s.json")
    table = tmp_path / "known.csv"
    table.write_text("address,latitude,longitude\n7 Garden Lane,36.67,117.02\n")
    scenario_file, out = str(tmp_path / "s.json"), str(tmp_path / "out")
    options = ("--geocoder", "table", "--geocode-table", str(table))
    assert main(["plan", scenario_file, "--out", out, *QUICK, *options]) == 0
    plan = tmp_path / "out" / "plan.json"
    assert load_plan(plan).merit.served == 1
    assert main(["check", scenario_file, str(plan), *options]) == 0


def test_an_engineer_without_a_route_keeps_no_sheet_of_an_earlier_plan(
    planned: tuple[Path, Path], tmp_path: Path
) -> None:
    scenario, _ = planned
    sheets, calendars = tmp_path / "out" / "sheets", tmp_path / "out" / "calendars"
    assert main(["plan", str(scenario), "--out", str(tmp_path / "out"), *QUICK]) == 0
    ours = next(sheets.glob("*.html"))
    (sheets / "gone.html").write_bytes(ours.read_bytes())
    (calendars / "gone.ics").write_bytes(next(calendars.glob("*.ics")).read_bytes())
    (sheets / "mine.html").write_text("<h1>A page of the dispatcher's own</h1>")
    assert main(["plan", str(scenario), "--out", str(tmp_path / "out"), *QUICK]) == 0
    assert not (sheets / "gone.html").exists()
    assert not (calendars / "gone.ics").exists()
    assert (sheets / "mine.html").exists()
    assert ours.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--geocoder", "table"], "--geocode-table"),
        (["--geocode-cache", "c.sqlite"], "--geocoder"),
        (["--geocoder", "nominatim", "--geocode-url", "localhost:80"], "http://localhost:8080"),
        (["--geocoder", "baidu"], "EARLYBIRD_BAIDU_KEY"),
    ],
)
def test_address_options_that_do_not_fit_together_are_explained(
    planned: tuple[Path, Path],
    tmp_path: Path,
    options: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("EARLYBIRD_BAIDU_KEY", raising=False)
    scenario, _ = planned
    code = main(["plan", str(scenario), "--out", str(tmp_path), *QUICK, *options])
    assert code == ExitCode.UNUSABLE
    assert said in capsys.readouterr().err
    assert not (tmp_path / "plan.json").exists()
