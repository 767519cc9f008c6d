"""Places: where customers live, engineers start and parts are stored."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.base import Model


class Place(Model):
    """A point that travel times are known for: by coordinates, by matrix index, or both.

    A place with neither is still to be geocoded from its address (`optimizer.travel.geocoding`).
    """

    address: str = ""
    """Postal address as people write it; printed on sheets and used for geocoding."""
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Degrees north, WGS 84."""
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Degrees east, WGS 84."""
    matrix_index: Annotated[int, Field(ge=0)] | None = None
    """Row and column of this place in the scenario's travel matrix, if it has one."""
    territory: str | None = None
    """Name of the territory the place belongs to, for engineers who serve territories."""

    @property
    def has_coordinates(self) -> bool:
        """Whether both coordinates are known."""
        return self.latitude is not None and self.longitude is not None

    @property
    def is_resolved(self) -> bool:
        """Whether some travel provider can locate the place."""
        return self.has_coordinates or self.matrix_index is not None
