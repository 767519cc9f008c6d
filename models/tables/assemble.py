"""From the rows of all tables to one document like that of a JSON file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.findings import Finding
from models.spelling import did_you_mean
from models.tables.calendar import Calendar, Edge, whole_day
from models.tables.cells import WrittenSpan
from models.tables.columns import Table
from models.tables.moments import Written
from models.tables.origins import Origins
from models.tables.problems import CELL_UNREADABLE, ROW_NOT_USED, CellProblem
from models.tables.rows import Row

USUAL_LEVEL = 3
"""The level of an engineer's skill that is listed without one: experienced."""
_WITHOUT_TIME: dict[str, Edge] = {"received_at": "begin", "sla_deadline": "end", "eta": "end"}
"""What a date alone means: a request of that day, a deadline or an arrival by its end."""


@dataclass
class Assembly:
    """The document in the making."""

    calendar: Calendar
    document: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    origins: Origins = field(default_factory=Origins)
    originals: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Every row that became a job or an engineer, as written, by the path of the record."""

    def add_records(self, table: Table, rows: tuple[Row, ...]) -> None:
        """Turn each row of a table into a record of the list of the same name."""
        records = self.document.setdefault(table.name, [])
        for row in rows:
            path = f"{table.name}[{len(records)}]"
            record = _Record(self, table, row, path)
            records.append(record.built())
            self.originals[path] = dict(row.written)

    def add_windows(self, table: Table, rows: tuple[Row, ...]) -> None:
        """Give each job the windows of a table of their own."""
        self._add_spans(table, rows, "jobs", "job", "windows")

    def add_shifts(self, table: Table, rows: tuple[Row, ...]) -> None:
        """Give each engineer the shifts of a table of their own."""
        self._add_spans(table, rows, "engineers", "engineer", "shifts")

    def _add_spans(
        self, table: Table, rows: tuple[Row, ...], owners: str, owner: str, name: str
    ) -> None:
        positions = self._positions(owners)
        for row in rows:
            index = self._owner_of(row, owner, positions)
            if index is None:
                continue
            spans = self.document[owners][index].setdefault(name, [])
            path = f"{owners}[{index}].{name}[{len(spans)}]"
            spans.append(_Record(self, table, row, path).built())
            kept = self.originals[f"{owners}[{index}]"]
            kept.setdefault(f"rows of {table.name}", []).append(dict(row.written))

    def add_stock(self, rows: tuple[Row, ...]) -> None:
        """Put each row's units on the shelf of its depot, in its van, or on the way."""
        depots, engineers = self._positions("depots"), self._positions("engineers")
        for row in rows:
            in_depot = "depot" in row.values
            if in_depot == ("engineer" in row.values):
                message = "A row of stock names either a depot or an engineer."
                self.findings.append(row.finding(ROW_NOT_USED, message, "stock", "depot"))
                continue
            owner = "depot" if in_depot else "engineer"
            index = self._owner_of(row, owner, depots if in_depot else engineers)
            if index is not None:
                self._put(row, owner, index)

    def _put(self, row: Row, owner: str, index: int) -> None:
        path, record = f"{owner}s[{index}]", self.document[f"{owner}s"][index]
        for column, found in row.problems:
            where = f"{path}.{column}"
            self.findings.append(row.finding(found.kind, found.message, where, column))
        if row.problems:
            return
        part, quantity = row.values.get("part", ""), row.values.get("quantity")
        columns = {name: row.headings[name] for name in row.headings}
        if "eta" in row.values:
            if owner == "engineer":
                message = "Only a depot receives parts; a van has them or has not."
                self.findings.append(row.finding(ROW_NOT_USED, message, f"{path}.eta", "eta"))
                return
            inbound = record.setdefault("inbound", [])
            where = f"{path}.inbound[{len(inbound)}]"
            self.origins.add(where, row, {**columns, "part_id": row.headings.get("part", "")})
            try:
                eta = self.calendar.moment(row.values["eta"], None, _WITHOUT_TIME["eta"])
            except CellProblem as found:
                message = found.message
                self.findings.append(row.finding(found.kind, message, f"{where}.eta", "eta"))
                return
            inbound.append({"part_id": part, "quantity": quantity, "eta": eta})
            return
        stock = record.setdefault("stock" if owner == "depot" else "van_stock", {})
        where = f"{path}.{'stock' if owner == 'depot' else 'van_stock'}.{part}"
        if part in stock:
            message = f"The part {part!r} is listed twice for the {owner} {record.get('id')!r}."
            self.findings.append(row.finding(CELL_UNREADABLE, message, where, "part"))
            return
        self.origins.add(where, row, {"": row.headings.get("part", "")})
        stock[part] = quantity

    def _positions(self, name: str) -> dict[str, int]:
        """Where in its list the first record of each id is."""
        positions: dict[str, int] = {}
        for index, record in enumerate(self.document.get(name, ())):
            positions.setdefault(str(record.get("id", "")), index)
        return positions

    def _owner_of(self, row: Row, owner: str, positions: Mapping[str, int]) -> int | None:
        """The position of the record that a row belongs to; None, with a finding, if not there."""
        name = row.values.get(owner, "")
        if name in positions and name:
            return positions[name]
        hint = did_you_mean(name, positions) if name and len(positions) < 5000 else ""
        message = (
            f"The row belongs to the {owner} {name!r}, which is not there{hint}."
            if name
            else f"The row does not say which {owner} it belongs to."
        )
        self.findings.append(row.finding(ROW_NOT_USED, message, row.grid.name, owner))
        return None


class _Record:
    """One row on its way to a record."""

    def __init__(self, assembly: Assembly, table: Table, row: Row, path: str) -> None:
        self._assembly, self._table, self._row, self._path = assembly, table, row, path
        self._fields: dict[str, Any] = {}
        self._columns: dict[str, str] = {}
        self._day: date | None = row.values.get("date")

    def built(self) -> dict[str, Any]:
        """The fields of the record; what cannot be read becomes a finding at its path."""
        for column, found in self._row.problems:
            path = self._table.column(column).path if column else ""
            self._report(found, path or column, column)
            if path == "id":
                self._set(path, self._row.written[self._row.headings[column]], column)
        for name, value in self._row.values.items():
            try:
                self._take(name, value)
            except CellProblem as found:
                path = self._table.column(name).path
                self._report(found, path or name, name)
        if self._table.name == "jobs" and self._day and "windows" not in self._fields:
            self._set("windows", [whole_day(self._day)], "date")
        self._assembly.origins.add(self._path, self._row, self._columns)
        return self._fields

    def _take(self, name: str, value: Any) -> None:
        calendar, kind = self._assembly.calendar, self._table.name
        path = self._table.column(name).path
        if path:
            if isinstance(value, Written):
                value = calendar.moment(value, self._day, _WITHOUT_TIME.get(name))
            self._set(path, value, name)
        elif name == "skills":
            self._set("skills", _skills(value, kind), name)
        elif name == "parts":
            needs = [{"part_id": part, "quantity": count} for part, count in value.items()]
            self._set("parts", needs, name)
        elif name == "windows":
            self._extend("windows", [calendar.span(one, self._day) for one in value], name)
        elif name in ("shifts", "opening"):
            self._extend(name, calendar.all_daily(value, self._day), name)
        elif name in ("window_start", "shift_start"):
            self._take_pair(name.removesuffix("_start"))
        elif name in ("window_end", "shift_end"):
            if name.replace("_end", "_start") not in self._row.values:
                self._take_pair(name.removesuffix("_end"))
        elif name in ("start", "end"):
            self._set(name, calendar.moment(value, self._day), name)

    def _take_pair(self, name: str) -> None:
        """A span in two columns; a shift without a date is one of every day."""
        if any(column.startswith(f"{name}_") for column, _ in self._row.problems):
            return  # half of it cannot be read, and that has been said
        start: Written | None = self._row.values.get(f"{name}_start")
        end: Written | None = self._row.values.get(f"{name}_end")
        calendar, field_name = self._assembly.calendar, f"{name}s"
        if start is not None and end is not None:
            if end.day is None:
                end = Written(start.day, end.time, end.zone)
            both = WrittenSpan(start, end)
            daily = calendar.daily if name == "shift" else lambda *one: [calendar.span(*one)]
            spans: list[dict[str, Any]] = daily(both, self._day)
        else:
            spans = [
                {edge: calendar.moment(given, self._day)}
                for edge, given in (("start", start), ("end", end))
                if given is not None
            ]
        first = len(self._fields.get(field_name, ()))
        for number in range(first, first + len(spans)):
            for edge in ("start", "end"):
                heading = self._row.headings.get(f"{name}_{edge}", "")
                self._columns[f"{field_name}[{number}].{edge}"] = heading
        self._fields.setdefault(field_name, []).extend(spans)

    def _extend(self, path: str, spans: list[dict[str, Any]], column: str) -> None:
        self._fields.setdefault(path, []).extend(spans)
        self._columns[path] = self._row.headings[column]

    def _set(self, path: str, value: Any, column: str) -> None:
        *steps, last = path.split(".")
        inner = self._fields
        for step in steps:
            inner = inner.setdefault(step, {})
        inner[last] = value
        self._columns[path] = self._row.headings[column]

    def _report(self, found: CellProblem, path: str, column: str) -> None:
        where = f"{self._path}.{path}" if path else self._path
        self._assembly.findings.append(self._row.finding(found.kind, found.message, where, column))


def _skills(levels: Mapping[str, int | None], kind: str) -> Any:
    """Needs of a job, at least level 1; mastery of an engineer."""
    if kind == "engineers":
        return {skill: USUAL_LEVEL if level is None else level for skill, level in levels.items()}
    return [
        {"skill": skill} if level is None else {"skill": skill, "level": level}
        for skill, level in levels.items()
    ]
