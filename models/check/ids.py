"""Ids: that no two records share one, and that whoever is referred to is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from graphlib import CycleError, TopologicalSorter

from models.check.book import Book
from models.check.walk import Spot
from models.contract import Contract
from models.engineer import Engineer
from models.findings import Finding, Severity, finding, register
from models.job import Job
from models.part import Depot, Part
from models.spelling import did_you_mean

DUPLICATE_ID = register(
    "duplicate-id",
    Severity.ERROR,
    "Two records of the same kind have the same id; the first one keeps it.",
    "Give every record an id of its own, or remove the copy.",
)
UNKNOWN_REFERENCE = register(
    "unknown-reference",
    Severity.ERROR,
    "A record refers to something that the scenario does not contain.",
    "Correct the id, or add what is referred to.",
)
REFERENCE_SET_ASIDE = register(
    "reference-set-aside",
    Severity.WARNING,
    "A record refers to another one that could not be used and was set aside.",
    "Correct the record that was set aside; until then it counts as absent.",
)
CIRCULAR_ORDER = register(
    "circular-order",
    Severity.ERROR,
    "Jobs wait for each other in a circle, so none of them can ever start.",
    "Remove one of the after_job_ids of the circle.",
)
WANTED_AND_REFUSED = register(
    "engineer-wanted-and-refused",
    Severity.WARNING,
    "A job requires or prefers an engineer whom it also refuses; the refusal counts.",
    "Remove the engineer from one of the two.",
)

_HINTS_GIVEN = 50
"""Looking for a similar name takes time; a file with more wrong names has another problem."""


def ids_are_unique(book: Book) -> Iterator[Finding]:
    """No two jobs, engineers, parts, depots or contracts have the same id."""
    parts = ((f"parts[{index}]", part) for index, part in enumerate(book.scenario.parts))
    depots = ((f"depots[{index}]", depot) for index, depot in enumerate(book.scenario.depots))
    contracts = ((f"contracts[{index}]", one) for index, one in enumerate(book.scenario.contracts))
    kinds: tuple[Iterable[tuple[str, Job | Engineer | Part | Depot | Contract]], ...] = (
        book.jobs, book.engineers, parts, depots, contracts,
    )  # fmt: skip
    for records in kinds:
        first: dict[str, str] = {}
        for path, record in records:
            if record.id in first:
                message = f"{path} has the id {record.id!r}, which {first[record.id]} has already."
                yield finding(DUPLICATE_ID, message, path=f"{path}.id", value=record.id)
            else:
                first[record.id] = path


def references_lead_somewhere(book: Book) -> Iterator[Finding]:
    """Every part, depot, contract, engineer, job and vehicle profile that is named is there."""
    known: dict[str, tuple[Set[str], Set[str]]] = {
        "part": (book.part_ids, set()),
        "depot": (book.depot_ids, set()),
        "contract": (book.contract_ids, set()),
        "engineer": (book.engineer_ids, book.engineers_aside),
        "job": (book.job_ids, book.jobs_aside),
        "vehicle profile": (set(book.scenario.travel.profile_speed_percent), set()),
    }
    hints: dict[tuple[str, str], str] = {}
    for spot, kind, name in _references(book):
        present, aside = known[kind]
        if name in present:
            continue
        if name in aside:
            message = f"{spot} names the {kind} {name!r}, whose record was set aside."
            yield finding(REFERENCE_SET_ASIDE, message, path=spot.path, value=name)
        else:
            if (kind, name) not in hints and len(hints) < _HINTS_GIVEN:
                hints[kind, name] = did_you_mean(name, present)
            hint = hints.get((kind, name), "")
            message = f"{spot} names the {kind} {name!r}, which is not there{hint}."
            yield finding(UNKNOWN_REFERENCE, message, path=spot.path, value=name)


def _references(book: Book) -> Iterator[tuple[Spot, str, str]]:
    """Everything that is referred to: where, what kind it is, and its id."""
    for index, depot in enumerate(book.scenario.depots):
        record, owner = f"depots[{index}]", f"depot {depot.id!r}"
        for part_id in depot.stock:
            yield Spot(record, owner, f"stock.{part_id}"), "part", part_id
        for number, inbound in enumerate(depot.inbound):
            yield Spot(record, owner, f"inbound[{number}].part_id"), "part", inbound.part_id
    for record, engineer in book.engineers:
        owner = f"engineer {engineer.id!r}"
        profile = engineer.vehicle_profile
        yield Spot(record, owner, "vehicle_profile"), "vehicle profile", profile
        for part_id in engineer.van_stock:
            yield Spot(record, owner, f"van_stock.{part_id}"), "part", part_id
        for field, depot_id in _depots_of(engineer):
            if depot_id is not None:
                yield Spot(record, owner, field), "depot", depot_id
    for record, job in book.jobs:
        owner = f"job {job.id!r}"
        for number, part in enumerate(job.parts):
            yield Spot(record, owner, f"parts[{number}].part_id"), "part", part.part_id
        if job.contract_id is not None:
            yield Spot(record, owner, "contract_id"), "contract", job.contract_id
        if job.required_engineer_id is not None:
            required = job.required_engineer_id
            yield Spot(record, owner, "required_engineer_id"), "engineer", required
        for field, kind, names in (
            ("preferred_engineer_ids", "engineer", job.preferred_engineer_ids),
            ("refused_engineer_ids", "engineer", job.refused_engineer_ids),
            ("after_job_ids", "job", job.after_job_ids),
        ):
            for number, name in enumerate(names):
                yield Spot(record, owner, f"{field}[{number}]"), kind, name


def _depots_of(engineer: Engineer) -> Iterator[tuple[str, str | None]]:
    yield "start_depot_id", engineer.start_depot_id
    yield "end_depot_id", engineer.end_depot_id
    for number, shift in enumerate(engineer.shifts):
        yield f"shifts[{number}].start_depot_id", shift.start_depot_id
        yield f"shifts[{number}].end_depot_id", shift.end_depot_id


def order_has_no_circle(book: Book) -> Iterator[Finding]:
    """Jobs that have to follow each other can be put in an order."""
    waits_for = {
        job.id: {one for one in job.after_job_ids if one in book.job_ids}
        for job in book.scenario.jobs
        if job.after_job_ids
    }
    path_of = {job.id: path for path, job in book.jobs}
    while True:
        try:
            TopologicalSorter(waits_for).prepare()
        except CycleError as error:
            # The first and the last of the circle are the same job.
            circle = list(dict.fromkeys(error.args[1]))
        else:
            return
        for job_id in circle:
            message = f"Job {job_id!r} waits for itself: {' -> '.join([*circle, circle[0]])}."
            path = f"{path_of[job_id]}.after_job_ids"
            yield finding(CIRCULAR_ORDER, message, path=path, value=job_id)
            del waits_for[job_id]


def nobody_is_wanted_and_refused(book: Book) -> Iterator[Finding]:
    """Who is refused is not asked for as well."""
    for path, job in book.jobs:
        if not job.refused_engineer_ids:
            continue
        refused = set(job.refused_engineer_ids)
        wanted = {*job.preferred_engineer_ids, job.required_engineer_id}
        for engineer_id in sorted(name for name in wanted if name in refused):
            message = f"Job {job.id!r} both wants and refuses engineer {engineer_id!r}."
            where = f"{path}.refused_engineer_ids"
            yield finding(WANTED_AND_REFUSED, message, path=where, value=engineer_id)


RULES = (
    ids_are_unique,
    references_lead_somewhere,
    order_has_no_circle,
    nobody_is_wanted_and_refused,
)
