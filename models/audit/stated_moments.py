"""Every moment that a route states, in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from models.base import Text
from models.clock import Clock
from models.place import Place
from models.plan import KitItem, Route
from models.scenario import Horizon

FAR_S = 250 * 366 * 86_400
"""Further than any moment that a scenario may name: a window can reach from years ago to years
ahead, and a plan repeats it. Beyond it no calendar arithmetic is safe."""
NO_MOMENTS_INSIDE = (str, int, Text, Place, KitItem)
PLAIN = frozenset({int, str, bool, Text, Place})
"""The most frequent of these, known by their very type."""


@dataclass(frozen=True, slots=True)
class StatedMoment:
    """One moment, where it stands, and what it is in seconds from the start of the horizon."""

    path: str
    stated: datetime
    seconds: int | None
    """None where it is centuries away from the horizon: nothing is worked out with it."""


def stated_moments(
    route: Route, path: str, clock: Clock, horizon: Horizon
) -> tuple[StatedMoment, ...]:
    """All moments of a route in the order of its fields."""
    last = clock.seconds(horizon.end) + FAR_S
    found: list[tuple[str, datetime]] = []
    _collect(route, path, found)
    return tuple(StatedMoment(spot, moment, _near(clock, moment, last)) for spot, moment in found)


def _near(clock: Clock, moment: datetime, last: int) -> int | None:
    try:
        seconds = clock.seconds(moment)
    except OverflowError:
        return None
    return seconds if -FAR_S <= seconds <= last else None


def _collect(value: object, path: str, found: list[tuple[str, datetime]]) -> None:
    """Add every moment inside a value; most values are plain, so those are passed by first."""
    if value is None or isinstance(value, NO_MOMENTS_INSIDE):
        return
    if isinstance(value, datetime):
        found.append((path, value))
    elif isinstance(value, BaseModel):
        for name, item in value.__dict__.items():
            if item is not None and item.__class__ not in PLAIN:
                _collect(item, f"{path}.{name}", found)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            _collect(item, f"{path}[{number}]", found)
