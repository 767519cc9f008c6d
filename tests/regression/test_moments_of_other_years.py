"""Dates of another year are slips or open ends; a plan that repeats them is audited like any."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from support.command import small_scenario
from support.written_day import ZONE, at

from models.engineer import Engineer, Shift
from models.files import load_plan, save_scenario
from models.job import Job, PartNeed, Window
from models.part import Depot, Inbound, Part
from models.scenario import Scenario
from service.cli import ExitCode, main

YEARS_AGO = datetime(2022, 3, 2, 9, tzinfo=ZONE)
YEARS_AHEAD = datetime(2030, 3, 2, 9, tzinfo=ZONE)
DAY = small_scenario(jobs=2)


def with_job(**fields: object) -> Scenario:
    """The day with other fields in its first job."""
    first: Job = DAY.jobs[0].model_copy(update=fields)
    return DAY.model_copy(update={"jobs": (first, *DAY.jobs[1:])})


def with_shift(shift: Shift) -> Scenario:
    """The day with this as the only shift."""
    only: Engineer = DAY.engineers[0].model_copy(update={"shifts": (shift,)})
    return DAY.model_copy(update={"engineers": (only,)})


def with_delivery_due(eta: datetime) -> Scenario:
    """The day with a pump for the first job that was, or will be, delivered then."""
    store = Depot(
        id="D1", place=DAY.jobs[1].place, inbound=(Inbound(part_id="pump", quantity=1, eta=eta),)
    )
    starting_there = DAY.engineers[0].model_copy(
        update={"start_place": None, "start_depot_id": "D1"}
    )
    needing = with_job(parts=(PartNeed(part_id="pump"),))
    parts = {"parts": (Part(id="pump", name="Pump"),), "depots": (store,)}
    return needing.model_copy(update={**parts, "engineers": (starting_there,)})


@pytest.mark.parametrize(
    "scenario",
    [
        with_job(windows=(Window(start=YEARS_AGO, end=at("12:00")),)),
        with_job(windows=(Window(start=at("09:00"), end=YEARS_AHEAD),)),
        with_job(windows=(), appointment_told=YEARS_AGO),
        with_shift(Shift(start=YEARS_AGO, end=at("18:00"))),
        with_shift(Shift(start=at("08:00"), end=YEARS_AHEAD)),
        with_delivery_due(YEARS_AGO),
    ],
    ids=["old window", "open window", "told long ago", "old shift", "open shift", "old delivery"],
)
def test_a_moment_years_from_the_horizon_is_planned_with(
    tmp_path: Path, scenario: Scenario
) -> None:
    day = str(tmp_path / "day.json")
    save_scenario(scenario, tmp_path / "day.json")
    quick = ("--iterations", "200", "--threads", "1")
    assert main(["plan", day, "--out", str(tmp_path), *quick]) == ExitCode.DONE
    assert load_plan(tmp_path / "plan.json").merit.served == 2
    assert main(["check", day, str(tmp_path / "plan.json")]) == ExitCode.DONE
