"""Whether a travel matrix can be used as it was given: its shape, and every number in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.errors import InputUnusable
from models.findings import Finding, Severity, finding, register
from optimizer.travel.hours import HOURS_OF_DAY
from optimizer.travel.matrix_source import TROUBLES_SHOWN, Given, GivenMatrices

SHAPE = register(
    "matrix-shape",
    Severity.ERROR,
    "The matrix is not square, not 24 squares, empty, or its distances do not fit its durations.",
    "Give (n, n) or (24, n, n) durations and (n, n) distances.",
)
VALUE = register(
    "matrix-value",
    Severity.ERROR,
    "A number of the matrix is not one (NaN), is negative, or is too large.",
    "Correct the number; for a place that cannot be reached give 86400 seconds or the like.",
)
UNEVEN = register(
    "travel-hours-uneven",
    Severity.ERROR,
    "The slowest hour of the day takes more than 20 times as long as the fastest.",
    "Bring the hours within a factor of 20: beyond it no departure may hit the early band "
    "(docs/timing.md).",
)

LARGEST_DURATION_S = 366 * 86_400
LARGEST_DISTANCE_M = 100_000_000
"""More than twice around the earth. Both limits keep 32-bit integers from overflowing."""
HOURS_FACTOR = 20
"""Slowest to fastest hour at the most (docs/timing.md)."""


@dataclass(frozen=True)
class Matrices:
    """Checked: (n, n) or (24, n, n) seconds and (n, n) metres."""

    durations_s: npt.NDArray[np.int32]
    distances_m: npt.NDArray[np.int32] | None

    @property
    def size(self) -> int:
        """Number of rows."""
        return int(self.durations_s.shape[-1])

    @property
    def is_hourly(self) -> bool:
        """Whether there is one matrix for every local hour."""
        return self.durations_s.ndim == 3


def check_matrices(given: GivenMatrices) -> Matrices:
    """Check shapes and numbers; fractions are rounded up to whole seconds and metres.

    Raises:
        InputUnusable: with all findings about shapes, else all about numbers (the first few of
            each matrix, the rest counted).
    """
    _raise_if(list(_shape_findings(given)))
    troubles = list(_value_findings(given.durations, LARGEST_DURATION_S, "seconds"))
    if given.distances is not None:
        troubles += _value_findings(given.distances, LARGEST_DISTANCE_M, "metres")
    _raise_if(troubles)
    durations_s = _whole(given.durations)
    _raise_if(list(_uneven_findings(given.durations, durations_s)))
    return Matrices(durations_s, None if given.distances is None else _whole(given.distances))


def _raise_if(findings: list[Finding]) -> None:
    if findings:
        raise InputUnusable(findings[0].message, findings)


def _shape_findings(given: GivenMatrices) -> Iterator[Finding]:
    shape = given.durations.values.shape
    square = len(shape) >= 2 and shape[-1] == shape[-2] and shape[-1] > 0
    if not (square and (len(shape) == 2 or (len(shape) == 3 and shape[0] == HOURS_OF_DAY))):
        yield _shape_finding(given.durations, "(n, n) or (24, n, n)")
    elif given.distances is not None and given.distances.values.shape != shape[-2:]:
        yield _shape_finding(given.distances, f"{shape[-2:]} like the durations")
    for one in (given.durations, given.distances):
        if one is not None and one.values.dtype.kind not in "iuf":
            message = f"{one.name} holds {one.values.dtype} instead of numbers"
            yield finding(SHAPE, message, path=one.name, file=one.file, value=one.values.dtype)


def _shape_finding(given: Given, wanted: str) -> Finding:
    shape = given.values.shape
    message = f"{given.name} has the shape {shape} instead of {wanted}"
    return finding(SHAPE, message, path=given.name, file=given.file, value=shape)


def _value_findings(given: Given, largest: int, unit: str) -> Iterator[Finding]:
    values = given.values
    # Written so that NaN fails it, too.
    bad = np.argwhere(~((values >= 0) & (values <= largest)))
    for number, index in enumerate(bad[:TROUBLES_SHOWN].tolist(), start=1):
        place = given.finding_place(index)
        value = values[tuple(index)]
        message = f"{place['path']} is {value}, not a number of {unit} from 0 to {largest}"
        if number == TROUBLES_SHOWN and len(bad) > TROUBLES_SHOWN:
            message += f"; {len(bad) - TROUBLES_SHOWN} more are wrong"
        yield finding(VALUE, message, value=value, **place)


def _whole(given: Given) -> npt.NDArray[np.int32]:
    values = given.values
    if values.dtype.kind == "f":
        values = np.ceil(values)
    return values.astype(np.int32)


def _uneven_findings(given: Given, durations_s: npt.NDArray[np.int32]) -> Iterator[Finding]:
    """Legs whose slowest hour is too slow. A leg of 0 seconds in any hour takes 0 seconds."""
    if durations_s.ndim != 3:
        return
    fastest, slowest = durations_s.min(axis=0), durations_s.max(axis=0)
    bad = np.argwhere((fastest > 0) & (slowest > HOURS_FACTOR * fastest.astype(np.int64)))
    for origin, destination in bad[:TROUBLES_SHOWN].tolist():
        message = (
            f"from {origin} to {destination} takes {fastest[origin, destination]} s in the fastest "
            f"hour and {slowest[origin, destination]} s in the slowest ({len(bad)} such legs)"
        )
        yield finding(
            UNEVEN,
            message,
            path=f"{given.name}[:][{origin}][{destination}]",
            file=given.file,
            value=int(slowest[origin, destination]),
        )
