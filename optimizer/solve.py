"""The whole method on one page: scenario in, audited plan out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from models.audit import audit, is_legal
from models.check import check
from models.clock import Clock
from models.errors import PlanRejected, ScenarioInvalid
from models.files import digest
from models.findings import Finding, Severity
from models.places import index_places
from models.plan import Plan, SearchReport
from models.scenario import Scenario
from optimizer import native
from optimizer.budget import Budget, Progress
from optimizer.decode import decode
from optimizer.encode import encode
from optimizer.explain import explain
from optimizer.timing import build_plan
from optimizer.travel.build import build_travel
from optimizer.travel.tables import TravelTable
from optimizer.triage import triage

__all__ = ["Budget", "Progress", "solve"]

GLANCE_S = 0.1
"""Seconds between two looks at a running search."""


def solve(
    scenario: Scenario,
    budget: Budget,
    *,
    seed: int = 0,
    threads: int | None = None,
    travel: TravelTable | None = None,
    base_folder: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    findings: Iterable[Finding] | None = None,
) -> Plan:
    """Plan a scenario: triage, compile, search, decode, explain, time, audit.

    Args:
        scenario: what is asked.
        budget: of the search; triage, timing and audit come on top.
        seed: of all randomness, 0 or more.
        threads: of the search; default: the cores of the machine.
        travel: the travel table if the caller has one; else it is built for `scenario.travel`.
        base_folder: where the scenario's matrix file lies, if it has one.
        on_progress: called about ten times a second while the search runs.
        stop: asked as often; once it says True the best plan so far is returned.
        findings: of `models.check.check` or of reading the scenario, where they are at hand.

    A KeyboardInterrupt during the search also returns the best plan so far.

    Raises:
        ScenarioInvalid: the scenario contradicts itself; with all findings.
        InputUnusable: travel cannot be worked out.
        PlanRejected: the auditor refused our own plan, a defect; nothing of it is returned.
    """
    known = check(scenario) if findings is None else tuple(findings)
    if findings is None and any(one.severity is Severity.ERROR for one in known):
        raise ScenarioInvalid("The scenario contradicts itself.", known)
    clock = Clock.of(scenario)
    places = index_places(scenario)
    table = build_travel(scenario, places, base_folder) if travel is None else travel

    plannable, waiting = triage(scenario, clock)
    encoded = encode(scenario, plannable, clock, places, table)
    problem = native.compile_problem(encoded.arrays)
    thread_count = threads or os.cpu_count() or 1
    engine = native.Engine(
        problem, budget.seconds or 0.0, budget.iterations or 0, seed, thread_count
    )
    interrupted = _run(engine, on_progress, stop)
    routes = decode(scenario, encoded, native.result_of(engine))
    left_out = explain(scenario, encoded, clock, places, table, engine)

    # As the scenario lists them; records that were set aside come last.
    turn = {job.id: number for number, job in enumerate(scenario.jobs)}
    unplanned = sorted((*left_out, *waiting), key=lambda one: turn.get(one.job_id, len(turn)))
    report = _report(engine, budget, seed, thread_count, interrupted, bool(plannable))
    plan = build_plan(
        scenario,
        clock,
        places,
        table,
        routes,
        unplanned,
        report,
        findings=known,
        scenario_sha256=digest(scenario),
    )
    audited = audit(scenario, plan, table, places)
    if not is_legal(audited):
        raise PlanRejected("The auditor refuses this plan; please report it as a defect.", audited)
    return plan


def _run(
    engine: native.Engine,
    on_progress: Callable[[Progress], None] | None,
    stop: Callable[[], bool] | None,
) -> bool:
    """Let the search run to its end; whether it was interrupted."""
    interrupted = False
    engine.start()
    while True:
        try:
            if engine.wait(GLANCE_S):
                return interrupted
            if on_progress is not None:
                on_progress(_glance(engine))
            if stop is not None and stop() and not interrupted:
                interrupted = True
                engine.stop()
        except KeyboardInterrupt:
            interrupted = True
            engine.stop()


def _glance(engine: native.Engine) -> Progress:
    now = engine.progress()
    return Progress(
        elapsed_s=now.seconds,
        iterations=now.iterations,
        unserved=now.unserved,
        unserved_priority=now.unserved_priority,
        cost_cents=now.cents,
        fraction=now.share,
    )


def _report(
    engine: native.Engine,
    budget: Budget,
    seed: int,
    threads: int,
    interrupted: bool,
    anything_to_do: bool,
) -> SearchReport:
    end = engine.progress()
    by_iterations = budget.iterations is not None and end.iterations >= budget.iterations
    if not anything_to_do:
        stopped_by = "nothing_to_do"
    elif interrupted:
        stopped_by = "interrupt"
    else:
        stopped_by = "iterations" if by_iterations else "seconds"
    timed = budget.seconds is not None
    return SearchReport(
        seed=seed,
        threads=threads,
        seconds=round(end.seconds, 3) if timed else None,
        iterations=end.iterations,
        stopped_by=stopped_by,
        first_complete_s=round(end.first_complete_seconds, 3) if timed else None,
    )
