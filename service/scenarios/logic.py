"""From a document to a scenario that is kept, and back."""

from __future__ import annotations

from typing import Any

from models.clock import Clock
from models.files import Loaded, scenario_from_dict
from models.files.plain import plain
from models.findings import Finding, Severity, finding, register
from models.scenario import Scenario
from models.travel import MatrixTravel
from service.http import kinds
from service.http.problems import Problem
from service.scenarios import store
from service.scenarios.schemas import ScenarioCreated, ScenarioView
from service.security.caller import Caller
from service.store.kept import Kept
from service.store.session import OrganisationSession
from service.store.sql import RowMapping

MATRIX_FILE = register(
    "travel-file-not-served",
    Severity.ERROR,
    "The scenario names a file with travel times, which the service cannot read.",
    "Put the matrices into the scenario itself (durations_s, distances_m).",
)
_KEPT: Kept[Scenario] = Kept(16, Scenario.model_validate_json)


def read(document: dict[str, Any]) -> Loaded:
    """The scenario in a document, with all findings.

    Raises ScenarioInvalid when it is wrong beyond setting records aside, Problem when it needs a
    file that only its author has.
    """
    try:
        loaded = scenario_from_dict(plain(document))
    except RecursionError:
        raise Problem(kinds.MALFORMED, "The body is nested too deeply to be read.") from None
    travel = loaded.scenario.travel
    if isinstance(travel, MatrixTravel) and travel.file is not None:
        found = finding(MATRIX_FILE, "travel.file cannot be read here.", path="travel.file")
        raise Problem(kinds.INVALID, found.message, findings=(*loaded.findings, found))
    return loaded


def keep(session: OrganisationSession, caller: Caller, loaded: Loaded) -> ScenarioCreated:
    """Keep a scenario."""
    first_day = first_day_of(loaded.scenario)
    row = store.add(session, loaded, first_day, caller.principal.subject)
    return ScenarioCreated(**view(row).model_dump(), findings=loaded.findings)


def keep_scenario(session: OrganisationSession, scenario: Scenario, subject: str) -> str:
    """Keep a scenario that was made of another one (a day as it has become); its id."""
    row = store.add(session, Loaded(scenario, ()), first_day_of(scenario), subject)
    return str(row["id"])


def first_day_of(scenario: Scenario) -> str:
    """The local day on which the horizon begins, as `2026-03-16`."""
    clock = Clock.of(scenario)
    begin = clock.absolute(scenario.horizon.start).astimezone(clock.zone)
    return begin.date().isoformat()


def view(row: RowMapping) -> ScenarioView:
    """As it is shown."""
    return ScenarioView(**{name: row[name] for name in ScenarioView.model_fields})


def find(session: OrganisationSession, scenario_id: str) -> RowMapping:
    """A scenario's row. Raises Problem (404)."""
    row = store.get(session, scenario_id)
    if row is None:
        raise Problem(kinds.NOT_FOUND, f"There is no scenario {scenario_id}.")
    return row


def load(session: OrganisationSession, scenario_id: str) -> Scenario:
    """The scenario itself. Raises Problem (404)."""
    return _KEPT.get(session, find(session, scenario_id)["document"])


def findings_of(session: OrganisationSession, row: RowMapping) -> tuple[Finding, ...]:
    """What was found when the scenario was read."""
    return store.FINDINGS.validate_json(session.document(row["findings"]))
