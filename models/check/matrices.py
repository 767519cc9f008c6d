"""The travel matrix that stands in the scenario itself, and the places that point into it.

A matrix in a file of its own is checked where it is read, with the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.check.book import Book
from models.findings import Finding, Severity, finding, register
from models.travel import MatrixTravel

SOURCE_UNCLEAR = register(
    "matrix-source-unclear",
    Severity.ERROR,
    "Travel by matrix needs either durations_s or file, and exactly one of them.",
    "Give one of the two.",
)
NOT_SQUARE = register(
    "matrix-not-square",
    Severity.ERROR,
    "The travel matrix does not have as many columns as rows, or is not the size of its partner.",
    "Give n rows of n numbers, in durations_s and in distances_m.",
)
NEGATIVE = register(
    "matrix-negative",
    Severity.ERROR,
    "The travel matrix contains a negative number.",
    "Write a number of at least 0; for a place that cannot be reached give 86400 seconds.",
)
INDEX_OUTSIDE = register(
    "matrix-index-outside",
    Severity.ERROR,
    "A place has an index that the travel matrix does not have.",
    "Correct the index (the first row is 0), or add the place to the matrix.",
)


def matrix_has_one_source(book: Book) -> Iterator[Finding]:
    """The durations are in the scenario or beside it."""
    travel = book.scenario.travel
    if not isinstance(travel, MatrixTravel):
        return
    if (travel.file is None) == (travel.durations_s is None):
        both = "both durations_s and file" if travel.file is not None else "no durations"
        yield finding(SOURCE_UNCLEAR, f"The travel matrix has {both}.", path="travel")


def matrix_is_square(book: Book) -> Iterator[Finding]:
    """Every row has a column for every row, and the distances are of the same size."""
    travel = book.scenario.travel
    if not isinstance(travel, MatrixTravel) or travel.durations_s is None:
        return
    size = len(travel.durations_s)
    if travel.distances_m is not None and len(travel.distances_m) != size:
        message = f"travel.distances_m has {len(travel.distances_m)} rows, durations_s has {size}."
        yield finding(NOT_SQUARE, message, path="travel.distances_m")
    for name, matrix in _matrices(travel):
        odd = [number for number, row in enumerate(matrix) if len(row) != size]
        if odd:
            path = f"travel.{name}[{odd[0]}]"
            more = f" ({len(odd) - 1} more rows like it)" if odd[1:] else ""
            message = f"{path} has {len(matrix[odd[0]])} numbers instead of {size}{more}."
            yield finding(NOT_SQUARE, message, path=path, value=len(matrix[odd[0]]))


def matrix_is_not_negative(book: Book) -> Iterator[Finding]:
    """Nobody arrives before leaving."""
    travel = book.scenario.travel
    if not isinstance(travel, MatrixTravel):
        return
    for name, matrix in _matrices(travel):
        bad = [number for number, row in enumerate(matrix) if row and min(row) < 0]
        if bad:
            column = matrix[bad[0]].index(min(matrix[bad[0]]))
            path = f"travel.{name}[{bad[0]}][{column}]"
            more = f" ({len(bad) - 1} more rows have some too)" if bad[1:] else ""
            value = matrix[bad[0]][column]
            yield finding(NEGATIVE, f"{path} is {value}{more}.", path=path, value=value)


def places_lie_in_the_matrix(book: Book) -> Iterator[Finding]:
    """Every matrix index is one of the rows."""
    travel = book.scenario.travel
    if not isinstance(travel, MatrixTravel) or travel.durations_s is None:
        return
    size = len(travel.durations_s)
    for spot, place in book.places:
        if place.matrix_index is not None and place.matrix_index >= size:
            value = place.matrix_index
            message = f"The matrix_index of {spot} is {value}, but the matrix has {size} rows."
            yield finding(INDEX_OUTSIDE, message, path=f"{spot.path}.matrix_index", value=value)


def _matrices(travel: MatrixTravel) -> Iterator[tuple[str, tuple[tuple[int, ...], ...]]]:
    if travel.durations_s is not None:
        yield "durations_s", travel.durations_s
    if travel.distances_m is not None:
        yield "distances_m", travel.distances_m


RULES = (matrix_has_one_source, matrix_is_square, matrix_is_not_negative, places_lie_in_the_matrix)
