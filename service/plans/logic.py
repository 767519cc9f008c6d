"""Plans: shown, put in force, and handed to those who may see them."""

from __future__ import annotations

from typing import Any

from models.plan import Plan
from models.scenario import Scenario
from service.days import problems as day_problems
from service.days import store as running_days
from service.http import kinds
from service.http.etags import etag_of, require_match
from service.http.problems import Problem
from service.plans import store
from service.plans.schemas import DayView, OwnDay, PlanSummary, PlanView, Publication
from service.scenarios import logic as scenarios
from service.security.caller import Caller
from service.store.kept import Kept
from service.store.session import OrganisationSession
from service.store.sql import RowMapping

_KEPT: Kept[Plan] = Kept(16, Plan.model_validate_json)


def keep(
    session: OrganisationSession,
    scenario_id: str,
    scenario: Scenario,
    plan: Plan,
    *,
    cause: str,
    subject: str,
    follows: tuple[str, int] | None = None,
) -> tuple[str, int]:
    """Keep a plan that the auditor has passed; its id and version.

    `follows` is the (id, version) that it changes. The plan is kept with its version written into
    it. Raises Problem (412) when the plan has moved on.
    """
    version = 1 if follows is None else follows[1] + 1
    body = plan.model_copy(update={"version": version}).model_dump_json().encode()
    return store.add(
        session,
        scenario_id=scenario_id,
        body=body,
        summary=_summary(scenario, plan),
        cause=cause,
        subject=subject,
        follows=follows,
    )


def _summary(scenario: Scenario, plan: Plan) -> dict[str, Any]:
    summary = PlanSummary(
        name=plan.scenario_name,
        first_day=scenarios.first_day_of(scenario),
        jobs=plan.merit.jobs,
        served=plan.merit.served,
        unplanned=len(plan.unplanned),
        engineers_used=plan.merit.engineers_used,
        cost=plan.cost,
    )
    return summary.model_dump(mode="json")


def find(session: OrganisationSession, plan_id: str, version: int | None = None) -> RowMapping:
    """A version of a plan, by default the newest. Raises Problem (404)."""
    row = store.version_of(session, plan_id, version)
    if row is None:
        which = f"plan {plan_id}" + (f" of version {version}" if version is not None else "")
        raise Problem(kinds.NOT_FOUND, f"There is no {which}.")
    return row


def load(session: OrganisationSession, row: RowMapping) -> tuple[Scenario, Plan]:
    """A version of a plan, and the scenario that it was made for."""
    scenario = scenarios.load(session, row["scenario_id"])
    return scenario, parsed(session, row["document"])


def parsed(session: OrganisationSession, digest: str) -> Plan:
    """A plan that was kept, by the digest of its document."""
    return _KEPT.get(session, digest)


def view(row: RowMapping) -> PlanView:
    """As it is shown, without its routes."""
    return PlanView(
        id=row["plan_id"],
        **{name: row[name] for name in PlanView.model_fields if name != "id"},
    )


def whole(session: OrganisationSession, row: RowMapping) -> bytes:
    """The JSON of a PlanWhole. The plan in it is as it was kept, so it is not parsed for this."""
    head = view(row).model_dump_json().encode()
    return head[:-1] + b',"plan":' + session.document(row["document"]) + b"}"


def plan_etag(row: RowMapping) -> str:
    """Tells versions of a plan apart."""
    return etag_of(f"{row['version']}-{row['document'][:16]}")


def day_view(row: RowMapping) -> DayView:
    """As it is shown."""
    return DayView(**{name: row[name] for name in DayView.model_fields})


def day_in_force(session: OrganisationSession, day: str, *, lock: bool = False) -> RowMapping:
    """Which plan is in force on a day; `lock` as in `store.day_of`. Raises Problem (404)."""
    row = store.day_of(session, day, lock=lock)
    if row is None:
        raise Problem(kinds.NOT_FOUND, f"No plan is in force on {day}.")
    return row


def publish(
    session: OrganisationSession,
    caller: Caller,
    plan_id: str,
    asked: Publication,
    if_match: str | None,
    if_none_match: str | None,
) -> DayView:
    """Put a plan in force. Raises Problem: 404, 412, 428; 409 for a day that runs.

    A day that runs goes by its journal, not by what is published: another plan published for it
    would be shown to some and driven by nobody.
    """
    row = find(session, plan_id, asked.version)
    day = asked.day.isoformat() if asked.day else row["summary"]["first_day"]
    known = store.day_of(session, day, lock=True)
    if known is not None and running_days.get(session, day) is not None:
        raise Problem(
            day_problems.RUNNING,
            f"{day} runs already, so no other plan can be published for it. Change its plan by "
            f"accepting a proposal or by POST /v1/days/{day}/improve.",
        )
    etag = None if known is None else etag_of(known["revision"])
    require_match(f"the plan in force on {day}", etag, if_match, if_none_match)
    store.put_in_force(
        session,
        day,
        (plan_id, row["version"]),
        after=None if known is None else known["revision"],
        cause="published",
        subject=caller.principal.subject,
    )
    return day_view(day_in_force(session, day))


def own_day(session: OrganisationSession, caller: Caller, day: str, engineer_id: str) -> OwnDay:
    """One engineer's routes of the plan in force. Raises Problem (404), also for a colleague's."""
    in_force = day_in_force(session, day)
    if not caller.principal.may_see_engineer(engineer_id):
        raise Problem(kinds.NOT_FOUND, f"There is no engineer {engineer_id} on {day}.")
    row = find(session, in_force["plan_id"], in_force["plan_version"])
    scenario, plan = load(session, row)
    if all(one.id != engineer_id for one in scenario.engineers):
        raise Problem(kinds.NOT_FOUND, f"There is no engineer {engineer_id} on {day}.")
    return OwnDay(
        day=in_force["day"],
        plan_id=row["plan_id"],
        plan_version=row["version"],
        engineer_id=engineer_id,
        time_zone=plan.time_zone,
        routes=tuple(one for one in plan.routes if one.engineer_id == engineer_id),
    )
