"""Runs in the store. A worker owns a run while its lease lasts; every change it makes says so.

A worker that was taken for dead and is not cannot change anything any more: its name does not
stand in the row (`worker` is drawn anew for every attempt).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from service.ids import new_id
from service.runs.schemas import RunState
from service.store.session import OrganisationSession
from service.store.sql import RowMapping, and_, desc, or_
from service.store.tables import runs


class LeaseLost(Exception):
    """Another worker has the run by now; this one has to let go."""


def add(
    session: OrganisationSession, scenario_id: str, asked: Mapping[str, Any], subject: str
) -> str:
    """Ask for a run; its id."""
    run_id = new_id("run", session.now)
    session.add(
        runs,
        id=run_id,
        scenario_id=scenario_id,
        state=RunState.QUEUED.value,
        asked=dict(asked),
        stop_asked=False,
        attempts=0,
        searched_ms=0,
        created_at=session.now,
        created_by=subject,
    )
    return run_id


def get(session: OrganisationSession, run_id: str, *, lock: bool = False) -> RowMapping | None:
    """A run of the organisation."""
    return session.row(runs, runs.c.id == run_id, lock=lock)


def newest(session: OrganisationSession, before: str | None, limit: int) -> Sequence[RowMapping]:
    """Runs, newest first; one more than `limit`."""
    older = () if before is None else (runs.c.id < before,)
    return session.rows(runs, *older, order_by=(desc(runs.c.id),), limit=limit + 1)


def ask_to_stop(session: OrganisationSession, run_id: str) -> None:
    """Ask the worker to stop; a run that nobody has begun is over at once."""
    queued = and_(runs.c.id == run_id, runs.c.state == RunState.QUEUED.value)
    over = {"state": RunState.STOPPED.value, "finished_at": session.now, "stop_asked": True}
    if not session.change(runs, queued, **over):
        session.change(runs, runs.c.id == run_id, stop_asked=True)


def claim(
    session: OrganisationSession, run_id: str, worker: str, lease_s: float
) -> RowMapping | None:
    """Take a run that waits, or whose worker is silent; None if there is nothing to take."""
    free = or_(
        runs.c.state == RunState.QUEUED.value,
        and_(runs.c.state == RunState.RUNNING.value, runs.c.lease_until < session.now),
    )
    taken = session.change(
        runs,
        runs.c.id == run_id,
        free,
        state=RunState.RUNNING.value,
        worker=worker,
        lease_until=session.now + timedelta(seconds=lease_s),
        attempts=runs.c.attempts + 1,
    )
    if not taken:
        return None
    session.change(runs, runs.c.id == run_id, runs.c.started_at.is_(None), started_at=session.now)
    return get(session, run_id)


def renew(
    session: OrganisationSession,
    run_id: str,
    worker: str,
    lease_s: float,
    progress: Mapping[str, Any] | None,
) -> bool:
    """Say that the worker lives, and how far it is; whether it is asked to stop."""
    values: dict[str, Any] = {"lease_until": session.now + timedelta(seconds=lease_s)}
    if progress is not None:
        values["progress"] = dict(progress)
    _change(session, run_id, worker, **values)
    row = get(session, run_id)
    return row is not None and bool(row["stop_asked"])


def keep_best(
    session: OrganisationSession, run_id: str, worker: str, body: bytes, searched_ms: int
) -> None:
    """Keep the best plan so far, and how much of the search it took."""
    best = session.keep_document(body)
    _change(session, run_id, worker, best=best, searched_ms=searched_ms)


def finish(
    session: OrganisationSession, run_id: str, worker: str, state: RunState, **values: Any
) -> None:
    """Write down how a run has ended. Raises LeaseLost."""
    over = {"state": state.value, "finished_at": session.now, "lease_until": None}
    _change(session, run_id, worker, **over, **values)


def give_back(session: OrganisationSession, run_id: str, worker: str) -> None:
    """Let another worker go on at once: this one is about to leave. Raises LeaseLost."""
    _change(session, run_id, worker, state=RunState.QUEUED.value, lease_until=None)


def _change(session: OrganisationSession, run_id: str, worker: str, **values: Any) -> None:
    own = and_(runs.c.id == run_id, runs.c.worker == worker, runs.c.state == RunState.RUNNING.value)
    if not session.change(runs, own, **values):
        raise LeaseLost(run_id)
