"""`python -m benchmarks.load --url ... --key ...`: loads a running service and reports.

The service needs a worker, and limits that do not come into the way (one key asks for everybody):

    EARLYBIRD_REQUESTS_PER_MINUTE=1000000 EARLYBIRD_REQUESTS_AT_ONCE=1000000 earlybird serve
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.load.callers import Load, call_all
from benchmarks.load.client import Caller, Timings
from benchmarks.load.day import begun, improving, some_jobs
from benchmarks.load.proof import faults_after
from benchmarks.load.report import Part, report
from benchmarks.load.slots import ask_for_slots, report_events
from scenarios.week import generate_week


def main() -> int:
    """Run the test; 1 where a promise was broken or a request failed."""
    asked = _arguments()
    scenario = generate_week(asked.jobs, asked.jobs // 2, seed=asked.seed)
    caller = Caller(asked.url, asked.key)
    day = begun(caller, scenario, asked.plan_seconds)
    size = f"{len(scenario.engineers)} engineers, {len(scenario.jobs)} jobs on 5 days"
    quiet = Caller(asked.url, asked.key, Timings())
    ask_for_slots(quiet, day, scenario, asked.questions)
    parts = [Part("Slots", (size, "one caller, no search running"), quiet.timings)]
    load = Load(asked.callers, 60 * asked.minutes, asked.think)
    with improving(asked.url, asked.key, day, asked.improve_seconds) as improved:
        timings, promises = call_all(
            asked.url, asked.key, day, some_jobs(scenario, 400, "CALL"), load
        )
    faults = faults_after(caller, day, promises)
    lines = (
        f"{load.callers} callers for {load.seconds:g} s, {load.think_s:g} s of thought before "
        "every step on average, while one thread searches for better plans",
        f"{improved.adopted} better plans put in force, {improved.refused} not",
        f"{len(promises.windows)} customers were promised a window; {promises.taken} times "
        f"somebody else was faster; {promises.full} found none",
        f"**{len(faults)} broken promises or illegal visits, {len(timings.broken)} errors**",
        *faults[:20],
        *timings.broken[:20],
    )
    parts.append(Part("Many callers at once", lines, timings))
    hurried = Caller(asked.url, asked.key, Timings())
    report_events(hurried, day, asked.events)
    parts.insert(1, Part("Events", (size, "five kinds in turn"), hurried.timings))
    text = report(parts)
    print(text)
    if asked.report is not None:
        asked.report.write_text(text, "utf-8")
    return 1 if faults or timings.broken else 0


def _arguments() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    words.add_argument("--url", required=True, help="of the service")
    words.add_argument("--key", required=True, help="of a dispatcher or an administrator")
    words.add_argument("--jobs", type=int, default=1000, help="on the first day")
    words.add_argument("--seed", type=int, default=1, help="of the city")
    words.add_argument("--plan-seconds", type=float, default=20, help="of search for the plan")
    words.add_argument("--questions", type=int, default=300, help="for slots, one at a time")
    words.add_argument("--events", type=int, default=100, help="to report, one at a time")
    words.add_argument("--callers", type=int, default=50, help="at once")
    words.add_argument("--minutes", type=float, default=5, help="that they call")
    words.add_argument("--think", type=float, default=3, help="seconds before every step")
    words.add_argument("--improve-seconds", type=float, default=10, help="of each search; 0: none")
    words.add_argument("--report", type=Path, help="file for the report")
    return words.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
