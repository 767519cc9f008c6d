"""Numbers of a travel matrix as they were given: in the scenario, or in a .npz or .csv file."""

from __future__ import annotations

import csv
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.npyio import NpzFile

from models.errors import FileUnusable, InputUnusable, ScenarioInvalid
from models.findings import Finding, Severity, finding, register
from models.travel import MatrixTravel

NOT_GIVEN = register(
    "matrix-not-given",
    Severity.ERROR,
    "The travel settings of kind `matrix` give no matrix, or give durations or distances twice.",
    "Give exactly one of `durations_s` and `file`, and distances in one place.",
)
NO_FOLDER = register(
    "matrix-file-without-folder",
    Severity.ERROR,
    "The scenario names a matrix file, but did not come from a folder that it could lie in.",
    "Read the scenario from its file, or put the numbers into `durations_s`.",
)
KIND_UNKNOWN = register(
    "matrix-file-kind-unknown",
    Severity.ERROR,
    "The matrix file is neither .npz nor .csv.",
    "Convert it to .npz (arrays `durations` and `distances`) or .csv (n rows of n seconds).",
)
UNREADABLE = register(
    "matrix-file-unreadable",
    Severity.ERROR,
    "The matrix file is missing, may not be read, or is not what its name says.",
    "Check the path (relative to the scenario file) and write the file again; arrays must be plain "
    "numbers, a .csv plain text in UTF-8.",
)
CELL_UNREADABLE = register(
    "matrix-cell-unreadable",
    Severity.ERROR,
    "A cell of the matrix is not a number, or its row is longer or shorter than the first.",
    "Write n rows of n numbers, separated by commas, without a header.",
)

TROUBLES_SHOWN = 10
"""Findings of one kind that are worth reading; what follows is counted."""


@dataclass(frozen=True)
class Given:
    """One array as it was given, with what findings about it are to say."""

    values: npt.NDArray[Any]
    name: str
    """Path inside the scenario or the file."""
    file: str = ""
    is_table: bool = False
    """Whether people see it as rows and columns."""

    def finding_place(self, index: Sequence[int]) -> dict[str, Any]:
        """Where one cell is, as keyword arguments of `models.findings.finding`."""
        place: dict[str, Any] = {
            "path": self.name + "".join(f"[{number}]" for number in index),
            "file": self.file,
        }
        if self.is_table:
            place |= {"row": index[0] + 1, "column": str(index[1] + 1)}
        return place


@dataclass(frozen=True)
class GivenMatrices:
    """Durations, and distances where there are any. Shapes and values are still unchecked."""

    durations: Given
    distances: Given | None


def read_matrices(settings: MatrixTravel, base_folder: Path | None) -> GivenMatrices:
    """Fetch the numbers that the travel settings speak of.

    Args:
        settings: the scenario's travel settings.
        base_folder: the folder of the scenario file; without it no file is read.

    Raises:
        FileUnusable: the file cannot be read.
        InputUnusable: the settings name no or two sources, or their rows differ in length.
    """
    if (settings.file is None) == (settings.durations_s is None):
        message = "travel.durations_s and travel.file: exactly one of them is needed"
        raise ScenarioInvalid(message, [finding(NOT_GIVEN, message, path="travel")])
    if settings.durations_s is not None:
        durations = _inline("travel.durations_s", settings.durations_s)
        distances = settings.distances_m
        return GivenMatrices(
            durations, None if distances is None else _inline("travel.distances_m", distances)
        )
    assert settings.file is not None
    if base_folder is None:
        message = f"the matrix file {settings.file!r} cannot be looked for"
        raise ScenarioInvalid(
            message, [finding(NO_FOLDER, message, path="travel.file", value=settings.file)]
        )
    given = _file(settings.file, base_folder / settings.file)
    if settings.distances_m is None:
        return given
    if given.distances is not None:
        message = f"distances are given in travel.distances_m and in {settings.file!r}"
        raise ScenarioInvalid(message, [finding(NOT_GIVEN, message, path="travel.distances_m")])
    return GivenMatrices(given.durations, _inline("travel.distances_m", settings.distances_m))


def _inline(name: str, rows: tuple[tuple[int, ...], ...]) -> Given:
    width = len(rows[0]) if rows else 0
    uneven = [
        finding(
            CELL_UNREADABLE,
            f"{name}[{number}] holds {len(row)} numbers, the first row {width}",
            path=f"{name}[{number}]",
        )
        for number, row in enumerate(rows)
        if len(row) != width
    ]
    if uneven:
        raise ScenarioInvalid(uneven[0].message, uneven)
    try:
        return Given(np.array(rows, dtype=np.int64), name)
    except OverflowError:  # beyond 64 bits: as a float it is still found to be too large
        return Given(np.array([[_as_float(cell) for cell in row] for row in rows]), name)


def _as_float(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf")


def _file(shown: str, path: Path) -> GivenMatrices:
    readers = {".npz": _npz, ".csv": _csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        message = f"the matrix file {shown!r} is of an unknown kind"
        raise FileUnusable(
            message, [finding(KIND_UNKNOWN, message, path="travel.file", file=shown)]
        )
    try:
        return reader(shown, path)
    except InputUnusable:
        raise
    except (OSError, ValueError, EOFError, MemoryError, NotImplementedError, RuntimeError,
            zipfile.BadZipFile, zlib.error) as error:  # fmt: skip
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise _unreadable(shown, reason or type(error).__name__) from error


def _unreadable(shown: str, reason: str) -> FileUnusable:
    message = f"the matrix file {shown!r} cannot be read: {reason}"
    return FileUnusable(message, [finding(UNREADABLE, message, path="travel.file", file=shown)])


def _npz(shown: str, path: Path) -> GivenMatrices:
    with path.open("rb") as stream:
        arrays = np.load(stream, allow_pickle=False)
        if not isinstance(arrays, NpzFile):
            raise ValueError("it holds one bare array instead of named ones")
        durations, distances = _member(arrays, "durations"), _member(arrays, "distances")
        if durations is None:
            found = ", ".join(arrays.files) or "nothing"
            raise ValueError(f"it holds no array named 'durations' (it holds: {found})")
    return GivenMatrices(
        Given(durations, "durations", shown),
        None if distances is None else Given(distances, "distances", shown),
    )


def _member(arrays: NpzFile, name: str) -> npt.NDArray[Any] | None:
    if name not in arrays.files:
        return None
    array = arrays[name]
    if not isinstance(array, np.ndarray):  # numpy gives the bytes of what is no array
        raise ValueError(f"its {name!r} is not an array")
    return array


def _csv(shown: str, path: Path) -> GivenMatrices:
    # utf-8-sig: spreadsheet programs put a byte order mark in front.
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # an empty file is found by its shape
            values = np.loadtxt(stream, delimiter=",", quotechar='"', comments=None, ndmin=2)
    except ValueError as error:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            troubles = list(_cell_troubles(shown, csv.reader(stream)))
        if not troubles:
            raise
        raise FileUnusable(
            f"the matrix file {shown!r} cannot be read: {troubles[0].message}", troubles
        ) from error
    return GivenMatrices(Given(values, "durations", shown, is_table=True), None)


def _cell_troubles(shown: str, rows: Iterable[list[str]]) -> Iterable[Finding]:
    """What keeps a table from being a matrix, cell by cell, up to TROUBLES_SHOWN findings."""
    width: int | None = None
    left = TROUBLES_SHOWN
    for number, row in enumerate(rows, start=1):
        if not row:
            continue
        width = len(row) if width is None else width
        if len(row) != width:
            message = f"row {number} has {len(row)} cells, the first {width}"
            yield finding(CELL_UNREADABLE, message, file=shown, row=number)
            left -= 1
        for column, cell in enumerate(row, start=1):
            if left <= 0:
                return
            if not _is_number(cell):
                message = f"row {number}, column {column} is not a number: {cell!r}"
                yield finding(
                    CELL_UNREADABLE, message, value=cell, file=shown, row=number, column=str(column)
                )
                left -= 1


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
