"""Instances whose times can be added up in the head: places 10 apart on one straight road."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.instance import Format, Instance, InstanceJob, Objective, Stop, Vehicle

PLACES = 10
APART = 10
DAY = (0, 1000)


def road(slower: int = 1) -> Any:
    """Travel times between the places 0 to 9: 10 for each step along the road."""
    at = np.arange(PLACES, dtype=np.int32) * APART * slower
    return np.abs(at[:, None] - at[None, :])


def job(its_id: int, place: int, **changes: Any) -> InstanceJob:
    """A job of 5 at a place; windows, service and setup go to its stop, the rest to itself."""
    of_stop = {name: changes.pop(name) for name in ("windows", "setup") if name in changes}
    stop = Stop(place, service=changes.pop("service", 5), **of_stop)
    return replace(InstanceJob(its_id, stop), **changes)


def van(its_id: int = 1, **changes: Any) -> Vehicle:
    """A vehicle that starts and ends at place 0 and may be out all day."""
    return replace(Vehicle(its_id, 0, 0, DAY, "car"), **changes)


def problem(
    jobs: list[InstanceJob], vehicles: list[Vehicle] | None = None, **changes: Any
) -> Instance:
    """An instance on the road."""
    instance = Instance(
        name="road",
        format=Format.VROOM,
        objective=Objective.TRAVEL,
        units=1,
        durations={"car": road()},
        jobs=tuple(jobs),
        vehicles=tuple([van()] if vehicles is None else vehicles),
    )
    return replace(instance, **changes)
