"""Runs: asked for, shown, stopped."""

from __future__ import annotations

import logging

from service.http import kinds
from service.http.problems import Problem
from service.plans import logic as plans
from service.runs import store
from service.runs.schemas import FINAL, RunAsked, RunFault, RunProgress, RunState, RunView
from service.scenarios import logic as scenarios
from service.security.caller import Caller
from service.services import Services
from service.store.faults import StoreFault
from service.store.session import OrganisationSession
from service.store.sql import RowMapping

log = logging.getLogger("earlybird.service")


def ask(session: OrganisationSession, caller: Caller, asked: RunAsked) -> RunView:
    """Ask for a run. Raises Problem (404) when the scenario or the plan is not there."""
    scenarios.find(session, asked.scenario_id)
    if asked.start_plan_id is not None:
        begin = plans.find(session, asked.start_plan_id, asked.start_plan_version)
        asked = asked.model_copy(update={"start_plan_version": begin["version"]})
    run_id = store.add(
        session, asked.scenario_id, asked.model_dump(mode="json"), caller.principal.subject
    )
    return view(find(session, run_id))


def offer(services: Services, organisation_id: str, run_id: str) -> None:
    """Put a run into the queue. Where that fails a worker finds it anyway, a little later."""
    try:
        services.queue.put(organisation_id, run_id)
    except StoreFault as fault:
        log.warning("run %s has to be found by a worker: %s", run_id, fault)


def find(session: OrganisationSession, run_id: str, *, lock: bool = False) -> RowMapping:
    """A run. Raises Problem (404)."""
    row = store.get(session, run_id, lock=lock)
    if row is None:
        raise Problem(kinds.NOT_FOUND, f"There is no run {run_id}.")
    return row


def stop(session: OrganisationSession, run_id: str) -> RunView:
    """Ask a run to stop; asking twice is asking once. Raises Problem: 404, 409."""
    row = find(session, run_id, lock=True)
    state = RunState(row["state"])
    if state in FINAL and not row["stop_asked"]:
        raise Problem(kinds.NOT_ACCEPTABLE_STATE, f"Run {run_id} is over: {state.value}.")
    if state not in FINAL:
        store.ask_to_stop(session, run_id)
    return view(find(session, run_id))


def best(session: OrganisationSession, run_id: str) -> bytes:
    """The best plan so far, as JSON. Raises Problem (404) while there is none."""
    row = find(session, run_id)
    if row["plan_id"] is not None:
        return session.document(
            plans.find(session, row["plan_id"], row["plan_version"])["document"]
        )
    if row["best"] is None:
        raise Problem(kinds.NOT_FOUND, f"Run {run_id} has no plan yet.")
    return session.document(row["best"])


def view(row: RowMapping) -> RunView:
    """As it is shown."""
    same = (
        "id",
        "scenario_id",
        "state",
        "stop_asked",
        "attempts",
        "plan_id",
        "plan_version",
        "created_at",
        "created_by",
        "started_at",
        "finished_at",
    )
    return RunView(
        **{name: row[name] for name in same},
        asked=RunAsked.model_validate(row["asked"]),
        progress=RunProgress.model_validate(row["progress"]) if row["progress"] else None,
        best_available=row["best"] is not None or row["plan_id"] is not None,
        fault=RunFault.model_validate(row["problem"]) if row["problem"] else None,
    )
