"""`earlybird simulate` as people type it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from support.command import earlybird, small_file

QUICK = ("--seeds", "3", "--threads", "1")


def rows(out: Path) -> list[dict[str, str]]:
    with (out / "days.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_plans_are_made_lived_and_reported(tmp_path: Path) -> None:
    day, out = small_file(tmp_path), tmp_path / "out"
    done = earlybird(
        "simulate", day, "--plan-seconds", "0.2", "--on-time", "none,0.9", *QUICK, "--out", out
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"Written: {out / 'days.md'}\n"
    plans = [(row["plan"], row["policy"], row["seed"]) for row in rows(out)]
    assert len(plans) == len(set(plans))
    assert {plan for plan, _, _ in plans} == {"no reserve", "on time 90 %"}
    assert {seed for _, _, seed in plans} == {"1", "2", "3"}
    page = (out / "days.md").read_text("utf-8")
    assert "| on time 90 %, none, normal noise |" in page


def test_a_plan_of_before_is_lived_the_same_every_time(tmp_path: Path) -> None:
    day = small_file(tmp_path)
    made = earlybird("plan", day, "--iterations", "100", "--threads", "1", "--out", tmp_path / "p")
    assert made.returncode == 0, made.stderr
    for out in ("a", "b"):
        done = earlybird(
            "simulate", day, tmp_path / "p" / "plan.json", *QUICK, "--out", tmp_path / out
        )
        assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "a") == rows(tmp_path / "b")
    assert {row["plan"] for row in rows(tmp_path / "a")} == {"the plan"}


def test_without_noise_everybody_is_met_in_the_band(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = earlybird(
        "simulate", small_file(tmp_path), "--plan-seconds", "0.2", "--noise", "none", *QUICK,
        "--out", out,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for row in rows(out):
        assert row["in_band"] == row["promised"] == row["served"] == "6"


def test_calls_of_another_scenario_come_in_during_the_day(tmp_path: Path) -> None:
    day = small_file(tmp_path)
    content = json.loads(day.read_text("utf-8"))
    for number, job in enumerate(content["jobs"]):
        job["id"] = f"C{number}"
        job["received_at"] = f"2026-03-02T{9 + number:02}:00:00+08:00"
    stream = tmp_path / "stream.json"
    stream.write_text(json.dumps(content), "utf-8")
    out = tmp_path / "out"
    done = earlybird(
        "simulate", day, "--plan-seconds", "0.2", "--calls", stream, "--policy", "naive",
        "--noise", "none", *QUICK, "--out", out,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {row["urgent_served"] for row in rows(out)} == {"6"}
    assert "| calls during the day | 6 |" in (out / "days.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--on-time", "none,nan"), "from 0.5 to 0.999"),
        (("--on-time", "soon"), "write none or a chance"),
        (("--policy", "wise"), "there are none, naive, ours"),
        (("--policy", ","), "--policy is empty"),
        (("--urgent", "nan"), "--urgent"),
        (("--cancelled", "1.5"), "--cancelled"),
        (("--peers", "sirocco"), "there are ortools, pyvrp, vroom"),
        (("--calls", "nowhere.json"), "nowhere.json"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = earlybird("simulate", small_file(tmp_path), *arguments, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert says in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_plan_of_another_day_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    day = small_file(tmp_path)
    earlybird("plan", day, "--iterations", "50", "--threads", "1", "--out", tmp_path / "p")
    content = json.loads(day.read_text("utf-8"))
    content["jobs"] = content["jobs"][:3]
    other = tmp_path / "other.json"
    other.write_text(json.dumps(content), "utf-8")
    plan = tmp_path / "p" / "plan.json"
    done = earlybird("simulate", other, plan, *QUICK, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "not a legal plan of this scenario" in done.stderr
    assert "[plan-job-unknown]" in done.stderr
    both = earlybird("simulate", day, plan, "--on-time", "0.9", "--out", tmp_path / "out")
    assert both.returncode == 2
    assert "PLAN is given" in both.stderr


def test_a_scenario_without_anybody_or_anything_is_lived_too(tmp_path: Path) -> None:
    content = json.loads(small_file(tmp_path).read_text("utf-8"))
    for name in ("jobs", "engineers"):
        empty = tmp_path / f"no_{name}.json"
        empty.write_text(json.dumps({**content, name: []}), "utf-8")
        out = tmp_path / name
        done = earlybird(
            "simulate", empty, "--plan-seconds", "0.1", "--urgent", "0.5", *QUICK, "--out", out
        )
        assert done.returncode == 0, done.stderr
        assert {row["served"] for row in rows(out)} == {"0"}


def test_a_folder_that_cannot_be_used_is_said_before_anything_is_lived(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = earlybird("simulate", small_file(tmp_path), "--out", tmp_path / "file" / "out")
    assert done.returncode == 2
    assert "Lived" not in done.stderr
