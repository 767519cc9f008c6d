"""The check of a scenario as a whole: what single records cannot tell about themselves.

Every rule is a function from the `Book` of a scenario to its findings, kept with the rules of the
same subject. An error at a job or an engineer makes that record unusable (`models.files` sets it
aside), an error anywhere else the whole scenario.
"""

from __future__ import annotations

from models.bulk import without_garbage_collection
from models.check import ids, matrices, not_enforced, places, promises, settings, shifts, times
from models.check.book import Book
from models.findings import Finding
from models.scenario import Scenario

RULES = (
    *settings.RULES,
    *times.RULES,
    *ids.RULES,
    *shifts.RULES,
    *promises.RULES,
    *matrices.RULES,
    *places.RULES,
    *not_enforced.RULES,
)


def check(scenario: Scenario) -> tuple[Finding, ...]:
    """Everything that is wrong with a scenario or worth knowing about it, in the order of rules.

    Records that were set aside are not looked at again: their findings are kept with them.
    """
    return check_book(Book(scenario))


def check_book(book: Book) -> tuple[Finding, ...]:
    """The same for records whose positions in their file are known to the book."""
    with without_garbage_collection():
        return tuple(finding for rule in RULES for finding in rule(book))
