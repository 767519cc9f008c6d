"""Runs the command line as people do: as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from support.written_day import at

from models.engineer import Engineer, Shift
from models.files import save_scenario
from models.job import Customer, Job, Product, Window
from models.place import Place
from models.policy import Policy
from models.scenario import Horizon, Scenario

PROGRAM = [str(Path(sys.executable).parent / "earlybird")]


def earlybird(
    *arguments: str | Path,
    environment: dict[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end. Whatever it is given, a traceback is never what people see."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"EARLYBIRD_DEBUG": ""} | (environment or {}),
        preexec_fn=before,
    )
    assert "Traceback" not in done.stderr + done.stdout
    return done


def small_scenario(jobs: int = 6) -> Scenario:
    """A morning of so many short jobs around two engineers; everything can be served."""
    return Scenario(
        name="Small morning",
        time_zone="Asia/Shanghai",
        horizon=Horizon(start=at("00:00"), end=at("00:00", day=3)),
        policy=Policy(required_fields=()),
        jobs=tuple(
            Job(
                id=f"J{number}",
                customer=Customer(name=f"客户 {number}", phone=f"+86 531 {number:04}"),
                product=Product(model="WM-700"),
                place=Place(
                    address=f"{number} Jingshi Road",
                    latitude=36.65 + 0.004 * (number % 9),
                    longitude=117.0 + 0.005 * (number // 9),
                ),
                windows=(Window(start=at("08:00"), end=at("17:00")),),
                duration_s=1200,
            )
            for number in range(jobs)
        ),
        engineers=tuple(
            Engineer(
                id=name,
                phone="+86 130 0001",
                shifts=(Shift(start=at("08:00"), end=at("18:00")),),
                start_place=Place(latitude=36.66, longitude=117.01),
            )
            for name in ("anna", "Bo/陈")
        ),
    )


def small_file(folder: Path, jobs: int = 6) -> Path:
    """The small morning as a file in the folder."""
    path = folder / "morning.json"
    save_scenario(small_scenario(jobs), path)
    return path
