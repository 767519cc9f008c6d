"""Places that a live desk learns of: rows of the travel table that are written in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from models.place import Place
from models.places import PlaceIndex
from optimizer import native
from optimizer.travel.build import can_locate
from optimizer.travel.great_circle import GreatCircleTable, unit_vectors_of
from optimizer.travel.hourly import HourlyMatrixTable
from optimizer.travel.matrix import MatrixTravelTable
from optimizer.travel.profiles import ProfileMatrixTable
from optimizer.travel.source import TravelSource
from optimizer.travel.tables import TravelTable

Key = tuple[float | None, float | None, int | None]
Row = npt.NDArray[np.int32]


def key_of(place: Place) -> Key:
    """What makes two places one, as in `models.places`."""
    return place.latitude, place.longitude, place.matrix_index


class LivePlaces:
    """The places of a compiled problem, and spare ones behind them."""

    def __init__(
        self, index: PlaceIndex, table: TravelTable, source: TravelSource, spare: int
    ) -> None:
        """Make room for `spare` places more than the table has.

        Raises ValueError for a table that is no travel of a scenario.
        """
        self.table = _padded(table, spare)
        """With the spare places; written to when one of these is claimed."""
        self._source = source
        self._count = len(index.places)
        self._at: dict[Key, int] = {key_of(one): row for row, one in enumerate(index.places)}
        self._keys: dict[int, Key] = {}
        self._free = list(range(self._count + spare - 1, self._count - 1, -1))
        self._matrix_rows = np.array(
            [one.matrix_index or 0 for one in index.places] + [0] * spare, dtype=np.intp
        )

    def claim(
        self,
        place: Place,
        core: native.LiveDesk,
        profiles: Sequence[str],
        in_use: Callable[[], Iterable[int]],
    ) -> int:
        """The row of a place, written into a spare one where it is new.

        Args:
            place: located as the travel settings ask.
            core: is told of it, too.
            profiles: vehicle profiles as the core numbers them.
            in_use: rows that have to stay; asked when there is no spare one left.

        Raises:
            ValueError: travel to the place cannot be worked out, or all spare rows are in use.
        """
        found = self._at.get(key_of(place))
        if found is not None:
            return found
        self._require_located(place)
        if not self._free:
            self._recycle(frozenset(in_use()))
        row = self._free.pop()
        self._at[key_of(place)] = row
        self._keys[row] = key_of(place)
        self._write(row, place, core, profiles)
        return row

    def _require_located(self, place: Place) -> None:
        settings, matrices = self._source.settings, self._source.matrices
        if not can_locate(settings, place):
            raise ValueError(
                f"place {place.address!r} has neither what a {settings.kind} travel needs: give "
                "its coordinates, or its matrix_index"
            )
        at = place.matrix_index
        if matrices is not None and at is not None and at >= matrices.size:
            raise ValueError(
                f"matrix_index {at} is beyond the {matrices.size} rows of the matrix: correct it"
            )

    def _recycle(self, in_use: frozenset[int]) -> None:
        self._free = [row for row in self._keys if row not in in_use]
        if not self._free:
            raise ValueError(
                f"all {len(self._keys)} spare places are in use: commit() what is done, or ask "
                "for more spare_jobs"
            )
        for row in self._free:
            del self._at[self._keys.pop(row)]

    def _write(
        self, row: int, place: Place, core: native.LiveDesk, profiles: Sequence[str]
    ) -> None:
        table = self.table
        nothing = np.zeros(0, dtype=np.int32)
        if isinstance(table, GreatCircleTable):
            vector = unit_vectors_of([place])[0]
            table.unit_vectors[row] = vector
            if len(table.unit_vectors) > native.MATRIX_UP_TO_PLACES:
                core.move_place_to(row, vector.tolist())
                return
            rows = [table.row(profile, row) for profile in profiles]
            seconds = np.concatenate([one for one, _ in rows])
            core.move_place(row, seconds, seconds, rows[0][1], rows[0][1])
            return
        assert self._source.matrices is not None
        assert isinstance(table, MatrixTravelTable | HourlyMatrixTable)
        matrices, at = self._source.matrices, int(place.matrix_index or 0)
        self._matrix_rows[row] = at
        others = self._matrix_rows
        out, back = matrices.durations_s[..., at, others], matrices.durations_s[..., others, at]
        table.durations_s[..., row, :] = out
        table.durations_s[..., :, row] = back
        metres_out = metres_back = nothing
        if table.distances_m is not None and matrices.distances_m is not None:
            metres_out, metres_back = (
                matrices.distances_m[at, others],
                matrices.distances_m[others, at],
            )
            table.distances_m[row, :], table.distances_m[:, row] = metres_out, metres_back
        if isinstance(table, MatrixTravelTable):
            percents = [table.profiles[profile] for profile in profiles]
            out, back = (
                np.concatenate([-(-one.astype(np.int64) * 100 // each) for each in percents])
                for one in (out, back)
            )
        core.move_place(row, _row(out), _row(back), _row(metres_out), _row(metres_back))


def _row(values: npt.NDArray[np.generic]) -> Row:
    return np.ascontiguousarray(values.reshape(-1), dtype=np.int32)


def _padded(table: TravelTable, spare: int) -> TravelTable:
    """A table that can be written to, with rows for so many places more."""
    if isinstance(table, ProfileMatrixTable):
        raise ValueError("a live desk needs travel by settings of a scenario, not by profile")
    if isinstance(table, GreatCircleTable):
        vectors = np.vstack([table.unit_vectors, np.tile([[1.0, 0.0, 0.0]], (spare, 1))])
        return replace(table, unit_vectors=np.ascontiguousarray(vectors))
    room = ((0, spare), (0, spare))
    distances = None if table.distances_m is None else np.pad(table.distances_m, room)
    if isinstance(table, HourlyMatrixTable):
        return replace(
            table, durations_s=np.pad(table.durations_s, ((0, 0), *room)), distances_m=distances
        )
    return replace(table, durations_s=np.pad(table.durations_s, room), distances_m=distances)
