"""Rules that a scenario asks for and the optimizer does not enforce yet: said, never passed over.

One finding for each rule, with the number of records that use it. A rule that becomes enforced is
taken out here, and out of the note at its field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models.check.book import Book
from models.engineer import Engineer
from models.findings import Finding, Severity, finding, register
from models.job import Job
from models.policy import ResponseTargets

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
        "sla_deadline",
        lambda job: job.sla_deadline is not None,
        "the work may start after the deadline",
    ),
    _job(
        "duration_spread_s",
        lambda job: job.duration_spread_s > 0,
        "the mean duration is planned",
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
    if book.scenario.policy.response != ResponseTargets():
        message = "policy.response is not enforced yet: answering times are not planned for."
        yield finding(NOT_ENFORCED, message, path="policy.response")


RULES = (rules_are_enforced,)
