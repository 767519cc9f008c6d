"""What a VROOM document says of travel: a matrix for each profile, or points on the globe."""

from __future__ import annotations

from math import atan2, ceil, cos, floor, hypot, radians, sin
from typing import Any

EARTH_RADIUS_M = 6_371_009.0
ROAD_FACTOR = 1.3
METRES_PER_HOUR = 28_000.0
"""Of a vehicle with the speed factor 1; docs/solve.md gives these three."""

Place = int | tuple[float, float] | None
"""Row of the matrices, or longitude and latitude; None: wherever the route begins or ends."""


class Travel:
    """Seconds and costs of legs, for one vehicle of the document."""

    def __init__(self, document: dict[str, Any]) -> None:
        matrices = document.get("matrices")
        if matrices is None and "matrix" in document:
            matrices = {"car": {"durations": document["matrix"]}}
        self._matrices: dict[str, Any] | None = matrices
        slow_or_fast = any(one.get("speed_factor", 1) != 1 for one in document["vehicles"])
        self.tolerance = 2.0 if slow_or_fast and matrices is not None else 0.0
        """VROOM counts in hundredths then, and cuts off what it states to whole seconds."""

    def place(self, thing: dict[str, Any], name: str) -> Place:
        """Where a task is, or a vehicle starts or ends."""
        if self._matrices is not None:
            index: int | None = thing.get(f"{name}_index")
            return index
        point = thing.get(name)
        return None if point is None else (point[0], point[1])

    def seconds(self, vehicle: dict[str, Any], origin: Place, destination: Place) -> float:
        """What a leg takes; nothing where the route begins or ends."""
        if origin is None or destination is None:
            return 0.0
        factor = vehicle.get("speed_factor", 1)
        if isinstance(origin, tuple) or isinstance(destination, tuple):
            assert isinstance(origin, tuple)
            assert isinstance(destination, tuple)
            return _great_circle_s(origin, destination, factor)
        assert self._matrices is not None
        durations = self._matrices[vehicle.get("profile", "car")]["durations"]
        hundredths: int = floor(1 / factor * 100 + 0.5) * durations[origin][destination]
        return hundredths / 100

    def cost(self, vehicle: dict[str, Any], origin: Place, destination: Place) -> float:
        """What a leg costs: its seconds, where the document has no costs."""
        costs = (self._matrices or {}).get(vehicle.get("profile", "car"), {}).get("costs")
        if costs is None or origin is None or destination is None:
            return self.seconds(vehicle, origin, destination)
        return float(costs[origin][destination])


def _great_circle_s(a: tuple[float, float], b: tuple[float, float], factor: float) -> float:
    """Whole metres along the road, then whole seconds, rounded up."""
    (ax, ay, az), (bx, by, bz) = _on_the_sphere(a), _on_the_sphere(b)
    across = hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx)
    angle = atan2(across, ax * bx + ay * by + az * bz)  # exact for near and for opposite points
    metres = floor(EARTH_RADIUS_M * angle * ROAD_FACTOR + 0.5)
    per_hour = floor(METRES_PER_HOUR * factor + 0.5)
    return ceil(metres * 3600 / per_hour)


def _on_the_sphere(point: tuple[float, float]) -> tuple[float, float, float]:
    """Longitude and latitude as a vector of length 1."""
    east, north = radians(point[0]), radians(point[1])
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)
