"""A problem in the words of the files that solvers are compared on, whatever their format.

All times are integers in units of `Instance.units` per unit of the file, so that a file with
fractions keeps them. Every reader makes an `Instance`; every contestant is given the same one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Window = tuple[int, int]
"""Both ends are included."""


class Objective(StrEnum):
    """What is made small once as few (priorities of) jobs as can be are left out."""

    TRAVEL = "travel"
    """The sum of the travel times (or of `Instance.costs`, where the file has its own)."""
    DURATION = "duration"
    """The sum of the times between leaving, as late as can be, and coming back."""


class Format(StrEnum):
    """The kinds of file that are told apart by their content."""

    VROOM = "vroom"
    SOLOMON = "solomon"
    VRPLIB = "vrplib"
    TRSP = "trsp"


@dataclass(frozen=True, slots=True)
class Stop:
    """Work at a place. The work starts within one of the windows; waiting before it is free."""

    place: int
    """Row of the travel matrices."""
    windows: tuple[Window, ...] = ()
    """In order and disjoint; empty: any time."""
    service: int = 0
    setup: int = 0
    """Added to the service where the stop before is at another place."""


@dataclass(frozen=True, slots=True)
class InstanceJob:
    """Something to be done by one vehicle, or left out."""

    id: int
    """As in the file, where jobs with `goods` count theirs apart from the others."""
    stop: Stop
    priority: int = 0
    skills: frozenset[int] = frozenset()
    tools: frozenset[int] = frozenset()
    delivery: tuple[int, ...] = ()
    """On board from the start of the route to this stop."""
    pickup: tuple[int, ...] = ()
    """On board from this stop to the end of the route."""
    goods: Stop | None = None
    """Where what is delivered here is collected first, by the same vehicle."""
    goods_id: int | None = None
    amount: tuple[int, ...] = ()
    """Of the goods: on board from their collection to this stop."""


@dataclass(frozen=True, slots=True)
class Break:
    """Time off, taken where the vehicle then is."""

    id: int
    windows: tuple[Window, ...]
    service: int


@dataclass(frozen=True, slots=True)
class Vehicle:
    """One route at most."""

    id: int
    start: int | None
    """Row of the travel matrices; None: the route starts at its first stop."""
    end: int | None
    window: Window
    profile: str
    """Key of `Instance.durations`."""
    skills: frozenset[int] = frozenset()
    tools: frozenset[int] = frozenset()
    capacity: tuple[int, ...] | None = None
    """Of the load, and of the parts where a file has them; None: unlimited."""
    breaks: tuple[Break, ...] = ()
    max_tasks: int | None = None
    """Stops of jobs in a route at most; goods and their delivery are two."""
    refill: Stop | None = None
    """Once in a route: from then on it holds every tool and any number of parts (`delivery`)."""


@dataclass(frozen=True, eq=False)
class Instance:
    """What is asked. Immutable; the arrays are not to be written to."""

    name: str
    format: Format
    objective: Objective
    units: int
    """Integer time units that make one unit of the file (1 for VROOM, 10 for one decimal)."""
    durations: dict[str, npt.NDArray[np.int32]]
    """By profile: (n, n), C-contiguous, row = origin."""
    jobs: tuple[InstanceJob, ...]
    vehicles: tuple[Vehicle, ...]
    costs: npt.NDArray[np.int32] | None = None
    """(n, n): what a leg costs, where that is not its time; in units of the file, never scaled."""
    coordinates: npt.NDArray[np.float64] | None = None
    """(n, 2), latitude and longitude in degrees, of places without a matrix: `durations` is empty
    then, and travel is the great circle at the speed factor that `speeds` gives each profile."""
    speeds: dict[str, float] = field(default_factory=dict)
    all_must_be_served: bool = False
    """The file's own rule: a plan that leaves a job out is not a solution of it."""
