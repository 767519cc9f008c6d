"""From Python objects to a scenario, record by record, so that one bad job does not cost the day.

Jobs and engineers are validated one by one. What cannot be used goes to `Scenario.set_aside`, whole
and with its findings, and the rest is planned; an error anywhere else makes the scenario invalid.
Either way all findings come at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError

from models.check import check_book, ids
from models.check.book import Book
from models.engineer import Engineer
from models.errors import ScenarioInvalid
from models.files.plain import plain
from models.files.sentences import WRONG_TYPE, findings_of
from models.findings import Finding, Severity, finding
from models.job import Job
from models.scenario import Scenario, SetAside

_ANY_DAY = {"start": "2000-01-01T00:00", "end": "2000-01-02T00:00"}
_RECORD = re.compile(r"(jobs|engineers)\[(\d+)\]")


@dataclass(frozen=True)
class Loaded:
    """A scenario that was read, and everything worth knowing about the reading."""

    scenario: Scenario
    findings: tuple[Finding, ...]
    """Of the whole file; those of the records in `scenario.set_aside` are among them."""


@dataclass(frozen=True)
class Source:
    """Where the objects come from, and what its reader found before they were put together."""

    name: str = ""
    """The file, for findings that do not name one themselves."""
    findings: tuple[Finding, ...] = ()
    """Of the reader; an error at `jobs[i]` or `engineers[i]` sets that record aside."""
    locate: Callable[[Finding], Finding] = lambda found: found
    """Completes a finding with sheet, row and column."""
    originals: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """How the records at these paths were written, where that differs from the objects."""


def scenario_from_dict(data: object, *, source: str = "") -> Loaded:
    """Build a scenario from the objects of a JSON document, or from records built in Python.

    `source` names the file in findings. Raises ScenarioInvalid, with all findings, when the frame
    is wrong: format, time zone, horizon, policy, travel, parts or depots.
    """
    return build(data, Source(name=source))


def build(data: object, source: Source) -> Loaded:
    """The same for readers that know more about where a value stood. Raises ScenarioInvalid."""
    if not isinstance(data, Mapping):
        raise _invalid([finding(WRONG_TYPE, "A scenario has to be an object.")], source)
    findings = list(source.findings)
    engineers = _Records("engineers", "engineer", Engineer, data, findings)
    jobs = _Records("jobs", "job", Job, data, findings)
    frame, broken = _frame(data, findings)
    if frame is None:
        findings += _ids_at_least(data, broken, (engineers, jobs), findings, source)
    while frame is not None:
        scenario = _put_together(frame, (engineers, jobs), findings, source)
        checked = check_book(Book(scenario, jobs.positions(), engineers.positions()))
        wrong = [found for found in checked if _is_error(found)]
        if any(_record_of(found) is None for found in (*findings, *wrong) if _is_error(found)):
            findings += checked
            break
        if not wrong:
            earlier = [found for one in frame.set_aside for found in one.findings]
            now = [_located(found, source) for found in (*findings, *checked)]
            return Loaded(scenario, (*earlier, *now))
        # Without these records other rules may look different, so all of them are asked again.
        findings += wrong
    raise _invalid(findings, source)


class _Records:
    """The jobs or the engineers of a file: as written, and those that are usable as built."""

    def __init__(
        self,
        name: Literal["jobs", "engineers"],
        kind: Literal["job", "engineer"],
        model: type[Job] | type[Engineer],
        data: Mapping[str, Any],
        findings: list[Finding],
    ) -> None:
        self.name, self._kind = name, kind
        self._raw: Sequence[Any] = ()
        self._built: dict[int, Job | Engineer] = {}
        raw = data.get(name, ())
        if not isinstance(raw, list | tuple):
            message = f"{name} has to be a list of objects."
            findings.append(finding(WRONG_TYPE, message, path=name, value=plain(raw)))
            return
        self._raw = raw
        for index, record in enumerate(raw):
            try:
                self._built[index] = model.model_validate(record)
            except ValidationError as error:
                path = f"{name}[{index}]"
                record_id = _id_of(record)
                owner = path if record_id is None else f"{kind} {record_id!r}"
                findings += findings_of(error, model, path, owner)

    def drop_broken(self, findings: Iterable[Finding]) -> None:
        """Take out every record that has an error."""
        for found in findings:
            record = _record_of(found)
            if record is not None and record[0] == self.name and _is_error(found):
                self._built.pop(record[1], None)

    def usable(self) -> tuple[Job | Engineer, ...]:
        """What is left, in the order of the file."""
        return tuple(self._built.values())

    def positions(self) -> list[int]:
        """Where in the file the usable records stand."""
        return list(self._built)

    def set_aside(self, findings: Iterable[Finding], source: Source) -> Iterator[SetAside]:
        """What was taken out, whole and with its findings."""
        about: defaultdict[int, list[Finding]] = defaultdict(list)
        for found in findings:
            record = _record_of(found)
            if record is not None and record[0] == self.name and record[1] not in self._built:
                about[record[1]].append(_located(found, source))
        for index in sorted(about):
            path, raw = f"{self.name}[{index}]", self._raw[index]
            written = plain(source.originals.get(path, raw))
            yield SetAside(
                kind=self._kind,
                id=_id_of(raw) or path,
                record=written if isinstance(written, dict) else {"value": written},
                findings=tuple(about[index]),
            )


def _id_of(record: object) -> str | None:
    """The id of a raw record, where it has a usable one."""
    given = record.get("id") if isinstance(record, Mapping) else getattr(record, "id", None)
    return str(given) if isinstance(given, str | int) and str(given) else None


def _frame(
    data: Mapping[str, Any], findings: list[Finding]
) -> tuple[Scenario | None, frozenset[str]]:
    """Everything but the jobs and the engineers; None, and what is wrong, if any of it is."""
    frame = {name: value for name, value in data.items() if name not in ("jobs", "engineers")}
    try:
        return Scenario.model_validate(frame), frozenset()
    except ValidationError as error:
        findings += findings_of(error, Scenario)
        return None, frozenset(str(one["loc"][0]) for one in error.errors() if one["loc"])


def _put_together(
    frame: Scenario, kinds: Sequence[_Records], findings: Iterable[Finding], source: Source
) -> Scenario:
    """The frame with the records that have no errors, and those that have in `set_aside`."""
    aside = [*frame.set_aside]
    for records in kinds:
        records.drop_broken(findings)
        aside += records.set_aside(findings, source)
    usable: dict[str, Any] = {records.name: records.usable() for records in kinds}
    return frame.model_copy(update={**usable, "set_aside": tuple(aside)})


def _ids_at_least(
    data: Mapping[str, Any],
    broken: frozenset[str],
    kinds: tuple[_Records, _Records],
    findings: Iterable[Finding],
    source: Source,
) -> list[Finding]:
    """What can be said about ids while the frame is broken, so that all comes in one go."""
    lists = ("parts", "depots", "contracts", "travel")
    sound = not broken.intersection(lists)
    frame = {name: data[name] for name in lists if sound and name in data}
    stand_in = Scenario.model_validate({**frame, "time_zone": "UTC", "horizon": _ANY_DAY})
    engineers, jobs = kinds
    scenario = _put_together(stand_in, kinds, findings, source)
    book = Book(scenario, jobs.positions(), engineers.positions())
    rules = ids.RULES if sound else (ids.ids_are_unique,)
    return [found for rule in rules for found in rule(book)]


def _record_of(found: Finding) -> tuple[str, int] | None:
    """The list and the position of the record that a finding is about; None for the frame."""
    match = _RECORD.match(found.path)
    return None if match is None else (match[1], int(match[2]))


def _is_error(found: Finding) -> bool:
    return found.severity is Severity.ERROR


def _located(found: Finding, source: Source) -> Finding:
    located = source.locate(found)
    return located if located.file else located.model_copy(update={"file": source.name})


def _invalid(findings: Iterable[Finding], source: Source) -> ScenarioInvalid:
    located = [_located(found, source) for found in findings]
    errors = [found for found in located if _is_error(found)]
    fatal = [found for found in errors if _record_of(found) is None] or errors
    more = f" ({len(errors) - 1} more error(s))" if errors[1:] else ""
    where = f"{source.name}: " if source.name else ""
    return ScenarioInvalid(f"{where}{fatal[0].message} {fatal[0].action}{more}", located)
