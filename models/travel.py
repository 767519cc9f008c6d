"""What the layers above tell each other about travel: settings in the file, and the protocol."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

from pydantic import Field

from models.base import Model

SpeedKmh = Annotated[float, Field(ge=1, le=300)]
SpeedPercent = Annotated[int, Field(ge=5, le=500)]

DEFAULT_SPEED_KMH_BY_HOUR: tuple[float, ...] = (
    *(40.0,) * 6, 36.0, 28.0, 24.0, 26.0, *(30.0,) * 6, 26.0, 23.0, 25.0, 30.0, *(36.0,) * 4,
)  # fmt: skip
"""City driving by hour of the local day (00:00 first): morning and evening peaks."""


class GreatCircleTravel(Model):
    """Straight-line distance times a road factor, at a speed that depends on the local hour."""

    kind: Literal["great_circle"] = "great_circle"
    road_factor: Annotated[float, Field(ge=1, le=5)] = 1.3
    """Road metres per metre of great circle."""
    speed_kmh_by_hour: Annotated[tuple[SpeedKmh, ...], Field(min_length=24, max_length=24)] = (
        DEFAULT_SPEED_KMH_BY_HOUR
    )
    """Speed in each hour of the local day, 24 numbers, km/h."""
    profile_speed_percent: dict[str, SpeedPercent] = Field(default_factory=lambda: {"car": 100})
    """Speed of each vehicle profile relative to the speeds above, in percent."""


class MatrixTravel(Model):
    """Travel seconds (and metres) between indexed places, given in the file or beside it.

    Exactly one of `durations_s` and `file` is given. A `.npz` file holds `durations`, int seconds,
    shaped (n, n) or (24, n, n) by local departure hour, and optionally `distances` (n, n) metres;
    a `.csv` file holds n rows of n durations. Without distances they are taken as 0.
    """

    kind: Literal["matrix"] = "matrix"
    file: str | None = None
    """Path, relative to the scenario file."""
    durations_s: tuple[tuple[int, ...], ...] | None = None
    distances_m: tuple[tuple[int, ...], ...] | None = None
    speed_percent_by_hour: (
        Annotated[tuple[SpeedPercent, ...], Field(min_length=24, max_length=24)] | None
    ) = None
    """Speed in each local hour relative to the matrix, percent; None: the matrix holds all day."""
    profile_speed_percent: dict[str, SpeedPercent] = Field(default_factory=lambda: {"car": 100})


TravelSettings = Annotated[GreatCircleTravel | MatrixTravel, Field(discriminator="kind")]


class TravelTimes(Protocol):
    """Travel between the places of one `models.places.PlaceIndex`, by index into it.

    All moments are integer seconds from the start of the horizon, all spans integer seconds.
    FIFO holds: leaving later never arrives earlier. `profile` is the vehicle profile's name.
    """

    def arrive(self, profile: str, origin: int, destination: int, depart_s: int) -> int:
        """Arrival when leaving `origin` at `depart_s`."""
        ...

    def depart_by(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """The latest departure from `origin` that arrives at `destination` by `arrive_s`."""
        ...

    def depart_from(self, profile: str, origin: int, destination: int, arrive_s: int) -> int:
        """The earliest departure that arrives at `arrive_s` or later."""
        ...

    def distance_m(self, origin: int, destination: int) -> int:
        """Road metres between two places."""
        ...
