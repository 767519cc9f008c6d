"""A stop signal costs neither the plan that was found nor a file that was being written."""

from __future__ import annotations

import json
import os
import pty
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.command import PROGRAM, small_file

from service.stopping import Stopped, StopSignals

WRITER = """
import sys
from pathlib import Path
from support.sample_plan import sample_day
from service.exports.write import write_outputs
scenario, plan = sample_day(6, 40)
print("ready", flush=True)
while True:
    write_outputs(Path(sys.argv[1]), scenario, plan)
"""


def test_before_the_search_a_signal_ends_the_program_with_its_own_exit_code() -> None:
    with StopSignals(), pytest.raises(Stopped) as stopped:
        os.kill(os.getpid(), signal.SIGTERM)
    assert stopped.value.exit_code == 143


def test_during_the_search_a_signal_raises_a_flag_and_only_the_third_one_ends_all() -> None:
    with StopSignals() as signals:
        signals.wait_from_now_on()
        assert not signals.came()
        os.kill(os.getpid(), signal.SIGINT)
        assert signals.came()
        os.kill(os.getpid(), signal.SIGTERM)
        with pytest.raises(Stopped) as stopped:
            os.kill(os.getpid(), signal.SIGINT)
    assert stopped.value.exit_code == 130


def test_afterwards_signals_do_what_they_did_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with StopSignals():
        assert signal.getsignal(signal.SIGTERM) != before
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_during_the_search_still_gives_the_best_plan_so_far(
    tmp_path: Path, number: signal.Signals
) -> None:
    scenario = small_file(tmp_path, jobs=20)
    screen, terminal = pty.openpty()
    program = subprocess.Popen(
        [*PROGRAM, "plan", scenario, "--out", tmp_path / "out", "--seconds", "300"],
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(terminal)
    shown = _read_until(screen, b"iterations/s")
    program.send_signal(number)
    shown += _read_until(screen, b"best one found so far")
    assert program.wait(timeout=60) == 0
    os.close(screen)
    assert program.stdout is not None
    assert "served" in program.stdout.read()
    plan = json.loads((tmp_path / "out" / "plan.json").read_text())
    assert plan["search"]["stopped_by"] == "interrupt"
    assert plan["merit"]["served"] == 20
    assert b"unserved" in shown
    assert b"cost" in shown


def _read_until(screen: int, awaited: bytes) -> bytes:
    """What a terminal shows until something appears on it."""
    seen = b""
    while awaited not in b" ".join(seen.split()):
        try:
            seen += os.read(screen, 4096)
        except OSError as error:
            raise AssertionError(f"the program ended, having said {seen!r}") from error
    return seen


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_whenever_the_program_dies_every_file_there_is_is_whole(
    tmp_path: Path, number: signal.Signals
) -> None:
    rng = random.Random(number)
    for attempt in range(4):
        out = tmp_path / str(attempt)
        program = subprocess.Popen(
            [sys.executable, "-P", "-c", WRITER, str(out)],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
        )
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(rng.uniform(0.001, 0.3))
        program.send_signal(number)
        program.wait(timeout=60)
        for path in out.rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                _assert_whole(path)


def _assert_whole(path: Path) -> None:
    content = path.read_bytes()
    ends = {".html": b"</html>\n", ".ics": b"END:VCALENDAR\r\n", ".csv": b"\r\n"}
    if path.suffix in (".json", ".geojson"):
        json.loads(content)
    else:
        assert content.endswith(ends[path.suffix])
