"""Where in the tables a value of the scenario came from, so that findings can name the cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.findings import Finding
from models.tables.rows import Row


@dataclass(frozen=True)
class _Origin:
    """The row that a record, or a part of one, came from."""

    row: Row
    columns: Mapping[str, str]
    """Heading by path inside the record."""


@dataclass
class Origins:
    """Rows by the path of what they became. Filled while reading, then only asked."""

    _by_path: dict[str, _Origin] = field(default_factory=dict)

    def add(self, path: str, row: Row, columns: Mapping[str, str]) -> None:
        """Remember that everything below `path` came from `row`.

        The heading under the empty path is that of everything which has none of its own.
        """
        self._by_path[path] = _Origin(row, columns)

    def locate(self, found: Finding) -> Finding:
        """A finding with its file, sheet, row and column, as far as they are known."""
        if found.file or not found.path:
            return found
        for path in _ever_shorter(found.path):
            origin = self._by_path.get(path)
            if origin is not None:
                inside = found.path[len(path) :].lstrip(".")
                return found.model_copy(
                    update={
                        "file": origin.row.grid.file,
                        "sheet": origin.row.grid.sheet,
                        "row": origin.row.number,
                        "column": _column(inside, origin.columns),
                    }
                )
        return found


def _column(inside: str, columns: Mapping[str, str]) -> str:
    """The heading of the column that filled a field, or the object that the field is in."""
    known = (columns[path] for path in _ever_shorter(inside) if path in columns)
    return next(known, columns.get("", ""))


def _ever_shorter(path: str) -> list[str]:
    """A path, and all that contain it, the longest first."""
    ends = [index for index, letter in enumerate(path) if letter in ".["]
    return [path, *(path[:end] for end in reversed(ends))] if path else []
