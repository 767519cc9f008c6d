"""Reading the events of a running day from a file: a JSON list, or one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from models.encoded import problem, read_text, unusable
from models.errors import FileUnusable
from models.event import Event
from models.files.json_text import JSON_BROKEN, read_json
from models.files.sentences import NOT_A_CHOICE, WRONG_TYPE, findings_of
from models.findings import Finding, finding
from models.spelling import did_you_mean

KINDS: dict[str, type[BaseModel]] = {
    kind.model_fields["kind"].default: kind for kind in get_args(get_args(Event)[0])
}
"""Every event by the word that tells its kind."""
Located = tuple[Any, str, int | None]
"""What stands for an event, the path to it, and its row where each has one of its own."""


def load_events(path: Path) -> tuple[Event, ...]:
    """Read events in the order of the file.

    Raises FileUnusable, with all findings, when something in it is no event.
    """
    path = Path(path)
    events: list[Any] = []
    wrong: list[Finding] = []
    for record, where, row in _records(path):
        try:
            events.append(_event(record, where, path, row))
        except FileUnusable as problem_with_it:
            wrong += problem_with_it.findings
    if wrong:
        more = f" ({len(wrong) - 1} more error(s))" if wrong[1:] else ""
        raise FileUnusable(f"{path.name} holds something that is no event{more}.", wrong)
    return tuple(events)


def _records(path: Path) -> Iterator[Located]:
    """What stands for events in a file."""
    text, _ = read_text(path)
    rows = [(row, line) for row, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if text.lstrip().startswith("{") and rows[1:] and rows[0][1].rstrip().endswith("}"):
        for row, line in rows:
            yield _line(path, row, line), "", row
        return
    document, _ = read_json(path)
    if isinstance(document, Mapping):
        yield document, "", None
    elif isinstance(document, list):
        for number, record in enumerate(document):
            yield record, f"[{number}]", None
    else:
        raise unusable(problem(WRONG_TYPE, path, "does not hold a list of events"))


def _line(path: Path, row: int, line: str) -> Any:
    try:
        return json.loads(line, parse_constant=str)
    except (ValueError, RecursionError):
        broken = problem(JSON_BROKEN, path, f"is not JSON in line {row}")
        found = broken.model_copy(update={"row": row, "value": line[:60]})
        raise FileUnusable(found.message, [found]) from None


def _event(record: Any, where: str, path: Path, row: int | None) -> BaseModel:
    """One event. Raises FileUnusable with what is wrong with it."""

    def located(found: Finding) -> Finding:
        inside = f"{where}.{found.path}" if where and found.path else where or found.path
        return found.model_copy(update={"path": inside, "file": str(path), "row": row})

    kind = record.get("kind") if isinstance(record, Mapping) else None
    if not isinstance(record, Mapping):
        message = "An event is an object with event_id, at, kind and what belongs to the kind."
        raise FileUnusable(message, [located(finding(WRONG_TYPE, message, value=record))])
    if not isinstance(kind, str) or kind not in KINDS:
        hint = did_you_mean(str(kind), KINDS)
        message = f"{kind!r} is no kind of event{hint}; kinds are {', '.join(KINDS)}."
        raise FileUnusable(
            message, [located(finding(NOT_A_CHOICE, message, path="kind", value=kind))]
        )
    try:
        return KINDS[kind].model_validate(record)
    except ValidationError as error:
        found = [located(one) for one in findings_of(error, KINDS[kind])]
        raise FileUnusable(found[0].message, found) from None
