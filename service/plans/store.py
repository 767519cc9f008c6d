"""Plans and days in the store. Versions and revisions are added, never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from service.http import kinds
from service.http.problems import Problem
from service.ids import new_id
from service.store.session import OrganisationSession
from service.store.sql import RowMapping, and_, desc
from service.store.tables import day_revisions, days, plan_versions, plans


def add(
    session: OrganisationSession,
    *,
    scenario_id: str,
    body: bytes,
    summary: Mapping[str, Any],
    cause: str,
    subject: str,
    follows: tuple[str, int] | None = None,
) -> tuple[str, int]:
    """Keep a plan as version 1 of a new one, or as the version that follows (plan id, version).

    Raises Problem (412) when another version has followed already; nothing is kept then.
    """
    if follows is None:
        plan_id, version = new_id("pln", session.now), 1
        session.add(plans, id=plan_id, version=1, created_at=session.now, changed_at=session.now)
    else:
        plan_id, version = follows[0], follows[1] + 1
        moved = session.change(
            plans,
            plans.c.id == plan_id,
            plans.c.version == follows[1],
            version=version,
            changed_at=session.now,
        )
        if not moved:
            raise Problem(
                kinds.CHANGED_MEANWHILE, f"Plan {plan_id} has moved on from version {follows[1]}."
            )
    session.add(
        plan_versions,
        plan_id=plan_id,
        version=version,
        scenario_id=scenario_id,
        document=session.keep_document(body),
        cause=cause,
        summary=dict(summary),
        created_at=session.now,
        created_by=subject,
    )
    return plan_id, version


def version_of(
    session: OrganisationSession, plan_id: str, version: int | None = None
) -> RowMapping | None:
    """A version of a plan, by default the newest."""
    if version is None:
        plan = session.row(plans, plans.c.id == plan_id)
        if plan is None:
            return None
        version = plan["version"]
    return session.row(
        plan_versions, plan_versions.c.plan_id == plan_id, plan_versions.c.version == version
    )


def newest(session: OrganisationSession, before: str | None, limit: int) -> Sequence[RowMapping]:
    """The newest version of every plan, newest plan first; one more than `limit`."""
    older = () if before is None else (plans.c.id < before,)
    found = session.rows(plans, *older, order_by=(desc(plans.c.id),), limit=limit + 1)
    rows = [version_of(session, row["id"], row["version"]) for row in found]
    return [row for row in rows if row is not None]


def versions(
    session: OrganisationSession, plan_id: str, before: int | None, limit: int
) -> Sequence[RowMapping]:
    """The versions of a plan, newest first; one more than `limit`."""
    own = plan_versions.c.plan_id == plan_id
    where = own if before is None else and_(own, plan_versions.c.version < before)
    order = (desc(plan_versions.c.version),)
    return session.rows(plan_versions, where, order_by=order, limit=limit + 1)


def day_of(session: OrganisationSession, day: str, *, lock: bool = False) -> RowMapping | None:
    """Which plan is in force on a day; `lock` keeps it so until the transaction ends."""
    return session.row(days, days.c.day == day, lock=lock)


def newest_days(
    session: OrganisationSession, before: str | None, limit: int
) -> Sequence[RowMapping]:
    """Days with a plan in force, latest first; one more than `limit`."""
    earlier = () if before is None else (days.c.day < before,)
    return session.rows(days, *earlier, order_by=(desc(days.c.day),), limit=limit + 1)


def put_in_force(
    session: OrganisationSession,
    day: str,
    plan: tuple[str, int],
    *,
    after: int | None,
    cause: str,
    subject: str,
) -> int:
    """Put a plan (id, version) in force; the new revision of the day.

    `after` is the revision that the caller has seen, None for a day without a plan. Raises
    Problem (412) when another one is in force by now.
    """
    values = {
        "plan_id": plan[0],
        "plan_version": plan[1],
        "changed_at": session.now,
        "changed_by": subject,
    }
    revision = 1 if after is None else after + 1
    if after is None:
        done = session.add_if_new(days, day=day, revision=revision, **values)
    else:
        seen = (days.c.day == day, days.c.revision == after)
        done = session.change(days, *seen, revision=revision, **values) == 1
    if not done:
        raise Problem(kinds.CHANGED_MEANWHILE, f"Another plan is in force on {day} by now.")
    session.add(
        day_revisions,
        day=day,
        revision=revision,
        plan_id=plan[0],
        plan_version=plan[1],
        cause=cause,
        created_at=session.now,
        created_by=subject,
    )
    return revision
