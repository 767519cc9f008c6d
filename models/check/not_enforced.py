"""Rules that a scenario asks for and the optimizer does not enforce yet: said, never passed over.

One finding for each rule, with the number of records that use it. A rule that becomes enforced is
taken out here, and out of the note at its field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from models.check.book import Book
from models.engineer import Engineer
from models.findings import Finding, Severity, finding, register
from models.job import Job, JobKind, JobStatus
from models.policy import Policy

NOT_ENFORCED = register(
    "rule-not-enforced-yet",
    Severity.WARNING,
    "The scenario uses a rule that the optimizer does not enforce yet.",
    "Look after it by hand in the plan; the message says what happens instead.",
)


@dataclass(frozen=True)
class _Rule:
    """A field that has no effect yet, when it is used, and what happens instead."""

    field: str
    used: Callable[[Any], bool]
    instead: str


def _job(field: str, used: Callable[[Job], bool], instead: str) -> _Rule:
    return _Rule(field, used, instead)


def _engineer(field: str, used: Callable[[Engineer], bool], instead: str) -> _Rule:
    return _Rule(field, used, instead)


_OF_JOBS = (
    _job(
        "windows",
        lambda job: any(not window.hard for window in job.windows),
        "a soft window (hard: false) is kept like a hard one",
    ),
    _job(
        "preferred_engineer_ids",
        lambda job: bool(job.preferred_engineer_ids),
        "anybody able may be sent",
    ),
    _job(
        "engineers_needed",
        lambda job: job.engineers_needed > 1,
        "a job for two is not planned",
    ),
    _job(
        "after_job_ids",
        lambda job: bool(job.after_job_ids),
        "a job that has to follow another is not planned",
    ),
    _job("loaner_required", lambda job: job.loaner_required, "no loaner is reserved"),
    _job(
        "contract_id",
        lambda job: job.contract_id is not None,
        "neither the contract's targets nor its loaner are planned for",
    ),
    _job(
        "sla_deadline",
        lambda job: job.sla_deadline is not None,
        "the work may start after the deadline",
    ),
    _job(
        "duration_spread_s",
        lambda job: job.duration_spread_s > 0,
        "the mean duration is planned",
    ),
    _job(
        "parts",
        lambda job: any(need.probability < 1 for need in job.parts),
        "every part listed is reserved, whatever its probability",
    ),
    _job(
        "workshop_possible",
        lambda job: job.workshop_possible,
        "long work is planned at the customer's, not turned into fetch_unit",
    ),
    _job(
        "kind",
        lambda job: job.kind is JobKind.FETCH_UNIT,
        "no loaner is reserved for a fetch_unit, and no return_visit is booked",
    ),
    _job(
        "status",
        lambda job: job.status is JobStatus.IN_PROGRESS,
        "nobody's time is kept free for work in progress",
    ),
)

_OF_ENGINEERS = (
    _engineer("breaks", lambda engineer: bool(engineer.breaks), "no time is kept free for them"),
    _engineer(
        "max_driving_s",
        lambda engineer: engineer.max_driving_s is not None,
        "the driving time of a shift is not limited",
    ),
    _engineer(
        "territories",
        lambda engineer: bool(engineer.territories) and not engineer.territory_hard,
        "territories that are not hard (territory_hard: false) are not preferred",
    ),
    _engineer(
        "never_repaired",
        lambda engineer: bool(engineer.never_repaired),
        "the engineer may be sent alone to such a fault",
    ),
)

_LATER = "what happens after a visit has begun is not planned"
_SETTINGS = {
    "response": "answering times are not planned for",
    "calls.guidance_setting_after_s": _LATER,
    "calls.guidance_after_s": _LATER,
    "calls.untested_visit_after_s": _LATER,
    "calls.doubtful_repair_after_s": _LATER,
    "calls.follow_up_within_s": _LATER,
    "door.knock_for_s": _LATER,
    "door.leave_note_after_s": _LATER,
    "workshop_over_s": "no work is turned into fetch_unit",
    "meal_least_s": "no time is kept free for breaks",
    "meal_most_s": "no time is kept free for breaks",
}


def rules_are_enforced(book: Book) -> Iterator[Finding]:
    """Every rule that is used without effect is named once."""
    kinds: tuple[tuple[str, Sequence[tuple[str, Any]], tuple[_Rule, ...]], ...] = (
        ("job(s)", book.jobs, _OF_JOBS),
        ("engineer(s)", book.engineers, _OF_ENGINEERS),
    )
    for kind, records, rules in kinds:
        for rule in rules:
            users = [path for path, record in records if rule.used(record)]
            if users:
                message = f"{rule.field} is not enforced yet: {rule.instead} ({len(users)} {kind})."
                where = f"{users[0]}.{rule.field}"
                yield finding(NOT_ENFORCED, message, path=where, value=len(users))


def settings_are_used(book: Book) -> Iterator[Finding]:
    """Every setting that was changed without effect is named."""
    given, usual = book.scenario.policy, Policy()
    for path, instead in _SETTINGS.items():
        read = attrgetter(path)
        if read(given) != read(usual):
            message = f"policy.{path} is not enforced yet: {instead}."
            yield finding(NOT_ENFORCED, message, path=f"policy.{path}")


def customers_keep_their_engineer(book: Book) -> Iterator[Finding]:
    """Customers with several visits would rather see one face; nobody looks after that yet."""
    first: dict[str, str] = {}
    again: dict[str, str] = {}
    for path, job in book.jobs:
        customer = job.customer.id
        if customer is not None and first.setdefault(customer, path) != path:
            again.setdefault(customer, path)
    if again:
        message = (
            "customer.id is not enforced yet: the visits of one customer may fall to different "
            f"engineers ({len(again)} customer(s))."
        )
        where = f"{next(iter(again.values()))}.customer.id"
        yield finding(NOT_ENFORCED, message, path=where, value=len(again))


RULES = (rules_are_enforced, settings_are_used, customers_keep_their_engineer)
