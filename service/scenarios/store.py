"""Scenarios in the store."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import TypeAdapter

from models.files import Loaded, digest
from models.findings import Finding
from service.ids import new_id
from service.store.session import OrganisationSession
from service.store.sql import RowMapping, desc
from service.store.tables import NAME_LENGTH, scenarios

FINDINGS = TypeAdapter(tuple[Finding, ...])


def add(session: OrganisationSession, loaded: Loaded, first_day: str, subject: str) -> RowMapping:
    """Keep a scenario and what was found in it."""
    scenario = loaded.scenario
    scenario_id = new_id("scn", session.now)
    session.add(
        scenarios,
        id=scenario_id,
        name=scenario.name[:NAME_LENGTH],
        document=session.keep_document(scenario.model_dump_json().encode()),
        findings=session.keep_document(FINDINGS.dump_json(loaded.findings)),
        digest=digest(scenario),
        jobs=len(scenario.jobs),
        engineers=len(scenario.engineers),
        set_aside=len(scenario.set_aside),
        first_day=first_day,
        created_at=session.now,
        created_by=subject,
    )
    row = get(session, scenario_id)
    assert row is not None
    return row


def get(session: OrganisationSession, scenario_id: str) -> RowMapping | None:
    """A scenario of the organisation."""
    return session.row(scenarios, scenarios.c.id == scenario_id)


def newest(session: OrganisationSession, before: str | None, limit: int) -> Sequence[RowMapping]:
    """Scenarios, newest first, that are older than `before`; one more than `limit`."""
    older = () if before is None else (scenarios.c.id < before,)
    return session.rows(scenarios, *older, order_by=(desc(scenarios.c.id),), limit=limit + 1)
