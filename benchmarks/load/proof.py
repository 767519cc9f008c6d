"""After the load: is every promise in the plan, once, and is the plan legal?"""

from __future__ import annotations

from collections import Counter

from benchmarks.load.callers import Promises
from benchmarks.load.client import Caller
from models.audit import audit
from models.clock import Clock
from models.findings import Severity
from models.part import Interval
from models.places import index_places
from models.plan import Plan
from models.scenario import Scenario
from optimizer.travel.build import build_travel


def faults_after(caller: Caller, day: str, promises: Promises) -> list[str]:
    """What is wrong with the plan in force: broken promises, and what the auditor says."""
    scenario = Scenario.model_validate(
        caller.must("read the scenario", "GET", f"/v1/days/{day}/scenario")["scenario"]
    )
    plan = Plan.model_validate(caller.must("read the plan", "GET", f"/v1/days/{day}/plan")["plan"])
    seconds = Clock.of(scenario).seconds
    starts: dict[str, int] = {}
    visits: Counter[str] = Counter()
    for route in plan.routes:
        for stop in route.stops:
            if stop.job_id is not None and stop.appointment is not None:
                visits[stop.job_id] += 1
                starts[stop.job_id] = seconds(stop.appointment)
    faults = [
        f"job {job_id} is visited {count} times" for job_id, count in visits.items() if count > 1
    ]
    for job_id, promised in promises.windows.items():
        window = Interval.model_validate(promised)
        if job_id not in starts:
            faults.append(f"job {job_id} was promised {promised} and is not in the plan")
        elif not seconds(window.start) <= starts[job_id] <= seconds(window.end):
            faults.append(f"job {job_id} was promised {promised} and starts at {starts[job_id]}")
    places = index_places(scenario)
    found = audit(
        scenario, plan, build_travel(scenario, places), places, digest=plan.scenario_sha256
    )
    return faults + [one.message for one in found if one.severity is Severity.ERROR]
