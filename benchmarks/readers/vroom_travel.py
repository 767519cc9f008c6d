"""Places and travel of a VROOM document: indices into matrices, or coordinates."""

from __future__ import annotations

from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.readers.complaints import NOT_SUPPORTED, VALUE_WRONG, Complaints
from benchmarks.readers.vroom_record import Record
from models.findings import Severity, register

PLACE_UNKNOWN = register(
    "vroom-place-unknown",
    Severity.ERROR,
    "A place or a profile has no travel times: it is outside the matrix, or there is none for it.",
    "Correct the index or the profile, or add rows and columns to the matrix.",
)
MATRIX_WRONG = register(
    "vroom-matrix-wrong",
    Severity.ERROR,
    "A matrix is not a square of whole numbers that are not negative.",
    "Write as many rows as columns, all of whole seconds.",
)

MOST_TRAVEL = int(np.iinfo(np.int32).max)
"""What one entry of a matrix can hold, after scaling."""

Matrix = npt.NDArray[np.int32]


class Places:
    """Gives every place of a document its row of the travel matrices."""

    def __init__(self, matrices: Record | None, complaints: Complaints) -> None:
        self.by_index = matrices is not None
        self._complaints = complaints
        self._matrices = matrices
        self._rows_of: dict[tuple[float, float], int] = {}
        self._asked: dict[int, str] = {}

    def of(self, record: Record, coordinates: str, index: str) -> int | None:
        """The row of a place that is written under one of two names; None if it is not there."""
        written = record.take(coordinates) if record.has(coordinates) else None
        if self.by_index:
            if not record.has(index):
                return None
            row = record.whole(index)
            self._asked.setdefault(row, record.at(index))
            return row
        record.take(index)  # as for VROOM: without a matrix it is of no use to anybody
        return None if written is None else self._row_of(record, coordinates, written)

    def _row_of(self, record: Record, field: str, value: Any) -> int:
        """The row of a coordinate pair; equal pairs are one place."""
        if not (
            isinstance(value, list)
            and len(value) == 2
            and all(type(one) in (int, float) and isfinite(one) for one in value)
            and abs(value[0]) <= 180
            and abs(value[1]) <= 90
        ):
            record.wrong(field, "has to be [longitude, latitude] in degrees", value)
            return 0
        return self._rows_of.setdefault((value[0], value[1]), len(self._rows_of))

    def coordinates(self) -> npt.NDArray[np.float64] | None:
        """(n, 2): latitude and longitude; None where there are matrices."""
        if self.by_index:
            return None
        pairs = [(latitude, longitude) for longitude, latitude in self._rows_of]
        return np.array(pairs, dtype=np.float64).reshape(-1, 2)

    def matrices(
        self, factors: dict[str, tuple[str, int]]
    ) -> tuple[dict[str, Matrix], Matrix | None]:
        """Durations by key, each from a profile times a factor, and costs where the file has them.

        `factors` tells by key the profile and the whole number its durations are multiplied with.
        """
        if self._matrices is None:
            return {}, None
        read = {
            profile: self._profile(profile)
            for profile in dict.fromkeys(profile for profile, _ in factors.values())
        }
        # Other profiles belong to no vehicle; whatever they say has no bearing on a plan.
        durations: dict[str, Matrix] = {}
        for key, (profile, factor) in factors.items():
            base = read[profile][0]
            if base is None:
                continue
            if factor == 1:
                durations[key] = base
            elif int(base.max(initial=0)) * factor <= MOST_TRAVEL:
                durations[key] = base * np.int32(factor)
            else:
                path = f"matrices.{profile}.durations"
                what = f"holds a time that is too long once it is multiplied by {factor}"
                self._complaints.add(VALUE_WRONG, f"{path} {what}.", path, int(base.max()))
        self._require_rows(durations)
        return durations, self._shared({name: costs for name, (_, costs) in read.items()})

    def _profile(self, profile: str) -> tuple[Matrix | None, Matrix | None]:
        """The durations and the costs of one profile."""
        assert self._matrices is not None
        record = self._matrices.inner(profile)
        if record is None:
            path = f"matrices.{profile}"
            message = f"{path} is missing, and a vehicle has the profile {profile!r}."
            self._complaints.add(PLACE_UNKNOWN, message, path, profile)
            return None, None
        if not record.has("durations"):
            record.missing("durations")
        durations = self._square(record, "durations")
        costs = self._square(record, "costs")
        record.take("distances")  # nothing that is supported depends on them
        record.done()
        return durations, costs

    def _square(self, record: Record, field: str) -> Matrix | None:
        """One matrix; None if it is not there or not one."""
        if not record.has(field):
            return None
        rows, path = record.take(field), record.at(field)
        if not isinstance(rows, list) or not rows:
            self._complaints.add(MATRIX_WRONG, f"{path} has to be a list of rows.", path, rows)
            return None
        before = len(self._complaints.found)
        for i, row in enumerate(rows):
            where = f"{path}[{i}]"
            if not isinstance(row, list) or len(row) != len(rows):
                columns = len(row) if isinstance(row, list) else 0
                message = f"{where} has {columns} columns, and there are {len(rows)} rows."
                self._complaints.add(MATRIX_WRONG, message, where, columns)
            elif set(map(type, row)) != {int} or min(row) < 0 or max(row) > MOST_TRAVEL:
                bad = next(
                    j for j, one in enumerate(row) if type(one) is not int
                    or not 0 <= one <= MOST_TRAVEL
                )  # fmt: skip
                message = f"{where}[{bad}] has to be a whole number from 0 to {MOST_TRAVEL}."
                self._complaints.add(MATRIX_WRONG, message, f"{where}[{bad}]", row[bad])
        if len(self._complaints.found) > before:
            return None
        return np.array(rows, dtype=np.int32)

    def _require_rows(self, durations: dict[str, Matrix]) -> None:
        """Every place that was asked for has to lie in every matrix."""
        if not durations:
            return
        size = min(map(len, durations.values()))
        for row, path in self._asked.items():
            if row >= size:
                message = f"{path} is {row}, and the matrix has rows 0 to {size - 1}."
                self._complaints.add(PLACE_UNKNOWN, message, path, row)
        if len({len(matrix) for matrix in durations.values()}) > 1:
            sizes = {key: len(matrix) for key, matrix in durations.items()}
            message = f"The matrices of the profiles differ in size: {sizes}."
            self._complaints.add(MATRIX_WRONG, message, "matrices", sizes)

    def _shared(self, costs: dict[str, Matrix | None]) -> Matrix | None:
        """The costs that all profiles have in common."""
        found = [matrix for matrix in costs.values() if matrix is not None]
        if not found:
            return None
        if len(found) < len(costs) or any(not np.array_equal(found[0], one) for one in found):
            why = "only the same costs for all profiles are"
            message = f"matrices.*.costs are not supported as they are: {why}."
            self._complaints.add(NOT_SUPPORTED, message, "matrices", sorted(costs))
        return found[0]
