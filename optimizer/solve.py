"""The whole method on one page: scenario in, audited plan out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
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
from optimizer import native, search
from optimizer.budget import Budget, Progress
from optimizer.decode import decode
from optimizer.encode import encode
from optimizer.explain import explain
from optimizer.standing import ShiftName, cannot_stay, start_of
from optimizer.timing import build_plan
from optimizer.travel.build import build_travel
from optimizer.travel.tables import TravelTable
from optimizer.triage import triage

__all__ = ["Budget", "Progress", "solve"]


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
    start: Plan | None = None,
    fixed: Mapping[ShiftName, int] | None = None,
    keep: Collection[str] = (),
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
        start: a plan to begin with, of this scenario or of what it was before. What is no longer
            possible of it is planned anew.
        fixed: of `start`, how many visits at the front of a shift (engineer id, shift index)
            stay as they are.
        keep: ids of jobs of `start` that have to stay in their shift.

    A KeyboardInterrupt during the search also returns the best plan so far.

    Raises:
        ScenarioInvalid: the scenario contradicts itself; with all findings.
        InputUnusable: travel cannot be worked out, or what is fixed or kept cannot stay.
        PlanRejected: the auditor refused our own plan, a defect; nothing of it is returned.
    """
    if start is None and (fixed or keep):
        raise ValueError("without a plan to start from nothing can be fixed or kept")
    known = check(scenario) if findings is None else tuple(findings)
    if findings is None and any(one.severity is Severity.ERROR for one in known):
        raise ScenarioInvalid("The scenario contradicts itself.", known)
    clock = Clock.of(scenario)
    places = index_places(scenario)
    table = build_travel(scenario, places, base_folder) if travel is None else travel

    plannable, waiting = triage(scenario, clock)
    encoded = encode(scenario, plannable, clock, places, table)
    try:
        found = search.run(
            encoded.arrays,
            budget,
            seed=seed,
            threads=threads,
            on_progress=on_progress,
            stop=stop,
            start=None if start is None else start_of(scenario, encoded, start, fixed or {}, keep),
        )
    except search.CannotStay as problem:
        raise cannot_stay(problem, encoded) from problem
    routes = decode(scenario, encoded, native.result_of(found.engine))
    left_out = explain(scenario, encoded, clock, places, table, found.engine)

    # As the scenario lists them; records that were set aside come last.
    turn = {job.id: number for number, job in enumerate(scenario.jobs)}
    unplanned = sorted((*left_out, *waiting), key=lambda one: turn.get(one.job_id, len(turn)))
    report = _report(found, budget, seed, bool(plannable))
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


def _report(found: search.Found, budget: Budget, seed: int, anything_to_do: bool) -> SearchReport:
    by_iterations = budget.iterations is not None and found.iterations >= budget.iterations
    if not anything_to_do:
        stopped_by = "nothing_to_do"
    elif found.interrupted:
        stopped_by = "interrupt"
    else:
        stopped_by = "iterations" if by_iterations else "seconds"
    timed = budget.seconds is not None
    return SearchReport(
        seed=seed,
        threads=found.threads,
        seconds=round(found.seconds, 3) if timed else None,
        iterations=found.iterations,
        stopped_by=stopped_by,
        first_complete_s=round(found.first_complete_s, 3) if timed else None,
    )
