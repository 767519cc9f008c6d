"""Run attempts one after the other, each in a fresh process, and keep what comes of them."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.attempt import Report, Request
from benchmarks.contestants import contestant
from benchmarks.runs import Circumstances, Outcome, Run
from benchmarks.score import Score
from benchmarks.trials import Trial

PATIENCE_S = 60.0
"""A process may take twice its seconds and so much more to read and to end; then it is ended."""
LONGEST_WORD = 300
"""Characters of what went wrong that are kept."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A run with what is kept beside the table."""

    run: Run
    curve: list[dict[str, Any]]
    answer: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Ended:
    """How the process of an attempt came to its end."""

    outcome: Outcome | None
    """None: it ended by itself and has left a report."""
    says: str
    cpu_s: float
    memory_mb: float | None = None
    """Of a process that had to be ended; otherwise the report says it."""


class Runner:
    """Measures on some cores of this machine."""

    def __init__(self, threads: int, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self.cores = machine.cores_for(threads)
        self._machine = machine.machine()
        self._processor = machine.processor()
        self.commit = machine.commit()

    def circumstances(self, name: str) -> Circumstances:
        """Where and when a contestant runs now."""
        return Circumstances(
            machine=self._machine,
            processor=self._processor,
            cores=len(self.cores),
            version=machine.package_version(contestant(name).PACKAGE),
            commit=self.commit,
            date=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def run(self, trial: Trial) -> Finished:
        """Make one attempt and have its plan checked. What goes wrong in it is in the result."""
        asked = trial.attempt
        here = self.circumstances(asked.contestant)
        load = round(os.getloadavg()[0], 2)
        with tempfile.TemporaryDirectory(prefix="earlybird-bench-") as folder:
            path = Path(folder) / "report.json"
            request = Request(
                file=str(trial.path.resolve()),
                report=str(path),
                contestant=asked.contestant,
                setting=asked.setting,
                seed=asked.seed,
                threads=asked.threads,
                seconds=asked.seconds_given,
                cores=self.cores,
            )
            before = machine.read_cores(self.cores, time.monotonic())
            own_before = _own_cpu_s()
            ended = run_process(request, self._patience_s)
            own_s = ended.cpu_s + _own_cpu_s() - own_before
            after = machine.read_cores(self.cores, time.monotonic())
            report = _report(path, ended)
        others = None
        if before is not None and after is not None:
            others = machine.others_share(before, after, own_s, len(self.cores))
        run = Run(
            attempt=asked,
            circumstances=here,
            outcome=Outcome(report["outcome"]),
            says=_one_line(report["says"]),
            jobs=report["jobs"],
            seconds_taken=report["seconds_taken"],
            first_complete_s=report["first_complete_s"],
            reference=trial.reference,
            memory_mb=report["memory_mb"],
            others_cpu=None if others is None else round(others, 4),
            load_average=load,
            disturbed=others is not None and others >= machine.DISTURBED_FROM,
        )
        if report["answer"] is not None:
            run = checked(run, trial.path, report["answer"])
        return Finished(run, report["curve"], report["answer"])


def checked(run: Run, path: Path, answer: dict[str, Any]) -> Run:
    """The run with what the independent checker says of its answer."""
    from benchmarks.checkers import check

    verdict = check(path, answer)
    if not verdict.legal:
        says = "; ".join(map(str, verdict.complaints))
        return replace(run, outcome=Outcome.ILLEGAL, says=_one_line(says))
    score = Score(
        verdict.unserved_priority, verdict.unserved_without_priority, round(verdict.cost, 6)
    )
    return replace(run, score=score, unserved=verdict.unserved)


def run_process(request: Request, patience_s: float) -> Ended:
    """Start the process, wait for it, and end it where it does not end by itself.

    It is ended, too, when this function is left by an exception such as Ctrl-C.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "benchmarks.attempt"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,  # Ctrl-C is ours to hear, not the contestant's
        )
        try:
            assert process.stdin is not None
            with suppress(BrokenPipeError):  # it ended at once, and the exit code says more
                process.stdin.write(json.dumps(asdict(request)).encode("utf-8"))
                process.stdin.close()
            status, used = _wait(process.pid, 2 * request.seconds + patience_s)
        except BaseException:
            _end(process)
            raise
        memory_mb = None
        if status is None:
            memory_mb = machine.peak_memory_mb(process.pid)
            used = _end(process)
            outcome: Outcome | None = Outcome.OUT_OF_TIME
            says = f"ended {request.seconds + patience_s:g} s after its time was over"
        else:
            process.returncode = os.waitstatus_to_exitcode(status)
            outcome, says = None, ""
            if process.returncode != 0:
                said.seek(0)
                outcome, says = Outcome.CRASHED, _last_words(process.returncode, said.read())
    return Ended(outcome, says, used.ru_utime + used.ru_stime, memory_mb)


def _wait(pid: int, seconds: float) -> tuple[int | None, resource.struct_rusage]:
    """Wait for a process and what it used; the status is None if it has not ended by then.

    Looking ten times a second costs nothing that a measurement would notice.
    """
    until = time.monotonic() + seconds
    while True:
        ended, status, used = os.wait4(pid, os.WNOHANG)
        if ended:
            return status, used
        if time.monotonic() >= until:
            return None, used
        time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> resource.struct_rusage:
    """End a process with all that it has started, and say what it used."""
    os.killpg(process.pid, signal.SIGKILL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used


def _report(path: Path, ended: Ended) -> dict[str, Any]:
    """What the process reported, or what became of it."""
    if ended.outcome is None:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found
    return asdict(Report(outcome=ended.outcome, says=ended.says, memory_mb=ended.memory_mb))


def _last_words(code: int, said: bytes) -> str:
    """How a process that crashed is described: signal or exit code, and its last line."""
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return f"{how}: {lines[-1]}" if lines else how


def _one_line(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= LONGEST_WORD else shown[: LONGEST_WORD - 3] + "..."


def _own_cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
