"""One attempt of a worker at a run: take it, keep the lease, search, write the result down.

Whatever happens to the worker, the run is never in between: it is the worker's while the lease
lasts, and after that anybody's, with the best plan so far.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any
from uuid import uuid4

from models.errors import EarlyBirdError, InputUnusable, PlanRejected
from models.plan import Plan
from optimizer.budget import Progress
from service.http.problems import Problem
from service.plans import logic as plans
from service.runs import store
from service.runs.schemas import RunAsked, RunState
from service.runs.slices import Work, search, work_of
from service.scenarios import logic as scenarios
from service.settings import Settings
from service.store.faults import StoreFault
from service.store.session import OrganisationSession
from service.store.sql import RowMapping
from service.store.store import Store

log = logging.getLogger("earlybird.worker")
BEATS_PER_LEASE = 5
"""How often the lease is renewed while it lasts; progress and the wish to stop go along."""
MOST_ATTEMPTS = 5
"""A run that has cost so many workers their lives is given up."""
RETRY_S = 1.0
"""Between two tries to write a result while the store is ailing."""


class Attempt:
    """A run in the hands of this worker."""

    def __init__(self, store_: Store, settings: Settings, leaving: threading.Event) -> None:
        self._store = store_
        self._settings = settings
        self._leaving = leaving
        self._name = uuid4().hex
        self._organisation_id = ""
        self._run_id = ""
        self._over = threading.Event()
        self._stop = threading.Event()
        self._lost = threading.Event()
        self._progress: Progress | None = None

    def work(self, organisation_id: str, run_id: str) -> None:
        """Do the run if it is free; never raises for what is the run's own fault."""
        self._organisation_id, self._run_id = organisation_id, run_id
        with self._store.writing(organisation_id) as session:
            row = store.claim(session, run_id, self._name, self._settings.lease_s)
        if row is None:
            return
        _log("begun", row, attempt=row["attempts"])
        beating = threading.Thread(target=self._beat, name=f"lease {run_id}", daemon=True)
        beating.start()
        try:
            self._search_and_keep(row)
        except store.LeaseLost:
            _log("lost to another worker", row)
        finally:
            self._over.set()
            beating.join()

    def _search_and_keep(self, row: RowMapping) -> None:
        try:
            if row["attempts"] > MOST_ATTEMPTS:
                raise EarlyBirdError(f"{MOST_ATTEMPTS} workers have died of this run.")
            work = self._prepare(row)
            plan = search(work, self._settings, self._glance, self._keep_best, self._must_stop)
        except (Problem, InputUnusable, PlanRejected, EarlyBirdError) as error:
            if isinstance(error, StoreFault):
                raise
            self._fail(row, error)
            return
        except MemoryError as error:
            self._fail(row, error)
            return
        if self._lost.is_set():
            raise store.LeaseLost(self._run_id)
        if self._leaving.is_set() and not self._stop.is_set() and not self._is_whole(plan):
            self._keep_best(plan, self._done_s(work))
            self._persist(lambda session: store.give_back(session, self._run_id, self._name))
            _log("given back", row)
            return
        self._finish(row, work, plan)

    def _prepare(self, row: RowMapping) -> Work:
        """What is to do, and the plan to begin with: the best so far, else the one asked for."""
        asked = RunAsked.model_validate(row["asked"])
        with self._store.reading(self._organisation_id) as session:
            scenario = scenarios.load(session, row["scenario_id"])
            found = scenarios.findings_of(session, scenarios.find(session, row["scenario_id"]))
            work = work_of(asked, scenario, found, self._settings)
            if row["best"] is not None:
                best = plans.parsed(session, row["best"])
                return replace(work, start=best, done_s=row["searched_ms"] / 1000)
            if asked.start_plan_id is None:
                return work
            asked_plan = plans.find(session, asked.start_plan_id, asked.start_plan_version)
            return replace(work, start=plans.parsed(session, asked_plan["document"]))

    def _finish(self, row: RowMapping, work: Work, plan: Plan) -> None:
        asked = RunAsked.model_validate(row["asked"])
        follows = None
        if asked.start_plan_id is not None:
            assert asked.start_plan_version is not None
            follows = (asked.start_plan_id, asked.start_plan_version)
        state = RunState.STOPPED if self._stop.is_set() else RunState.DONE

        def keep(session: OrganisationSession) -> None:
            # The lease is proven first: whoever lost it must not leave a plan behind.
            store.renew(session, self._run_id, self._name, self._settings.lease_s, None)
            plan_id, version = plans.keep(
                session,
                row["scenario_id"],
                work.scenario,
                plan,
                cause="run",
                subject=row["created_by"],
                follows=follows,
            )
            values: dict[str, Any] = {"plan_id": plan_id, "plan_version": version}
            now = self._progress
            if now is not None and state is RunState.DONE:
                self._progress = replace(now, fraction=1.0)
            values["progress"] = self._shown_progress()
            store.finish(session, self._run_id, self._name, state, **values)

        try:
            self._persist(keep)
        except Problem as problem:
            self._fail(row, problem)
            return
        _log(state.value, row)

    def _fail(self, row: RowMapping, error: Exception) -> None:
        code = error.kind.finding.code if isinstance(error, Problem) else type(error).__name__
        if isinstance(error, InputUnusable) and error.findings:
            code = error.findings[0].code
        problem = {"code": code, "detail": str(error) or type(error).__name__}
        self._persist(
            lambda session: store.finish(
                session, self._run_id, self._name, RunState.FAILED, problem=problem
            )
        )
        _log("failed", row, code=code)

    def _keep_best(self, plan: Plan, done_s: float) -> None:
        """Keep a checkpoint; an ailing store costs this one only."""
        body = plan.model_dump_json().encode()
        try:
            with self._store.writing(self._organisation_id) as session:
                store.keep_best(session, self._run_id, self._name, body, int(1000 * done_s))
        except StoreFault as fault:
            log.warning("a checkpoint of %s was not kept: %s", self._run_id, fault)

    def _persist(self, write: Callable[[OrganisationSession], None]) -> None:
        """Write, again and again while the store is ailing: the work of the search is in it."""
        while True:
            try:
                with self._store.writing(self._organisation_id) as session:
                    write(session)
                return
            except StoreFault as fault:
                log.warning("the result of %s has to wait: %s", self._run_id, fault)
                if self._lost.is_set() or self._leaving.wait(RETRY_S):
                    raise store.LeaseLost(self._run_id) from fault

    def _beat(self) -> None:
        """Renew the lease until the attempt is over, and listen for the wish to stop."""
        pause_s = self._settings.lease_s / BEATS_PER_LEASE
        while not self._over.wait(min(pause_s, 1.0)):
            try:
                with self._store.writing(self._organisation_id) as session:
                    if store.renew(
                        session,
                        self._run_id,
                        self._name,
                        self._settings.lease_s,
                        self._shown_progress(),
                    ):
                        self._stop.set()
            except store.LeaseLost:
                if not self._over.is_set():
                    self._lost.set()
                return
            except StoreFault as fault:
                log.warning("the lease of %s was not renewed: %s", self._run_id, fault)

    def _must_stop(self) -> bool:
        return self._stop.is_set() or self._lost.is_set() or self._leaving.is_set()

    def _glance(self, now: Progress) -> None:
        self._progress = now

    def _shown_progress(self) -> dict[str, Any] | None:
        now = self._progress
        return None if now is None else asdict(now)

    def _is_whole(self, plan: Plan) -> bool:
        return plan.search.stopped_by != "interrupt"

    def _done_s(self, work: Work) -> float:
        elapsed_s = self._progress.elapsed_s if self._progress else work.done_s
        return min(elapsed_s, work.seconds or elapsed_s)


def _log(what: str, row: RowMapping, **more: Any) -> None:
    fields = {"run_id": row["id"], "organisation_id": row["organisation_id"], **more}
    log.info("run %s %s", row["id"], what, extra={"fields": fields})
