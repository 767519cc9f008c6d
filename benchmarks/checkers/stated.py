"""An answer in VROOM's output shape, as plain routes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

KINDS = ("start", "job", "pickup", "delivery", "break", "depot", "end")
TASKS = ("job", "pickup", "delivery")


@dataclass(frozen=True)
class Step:
    """One step of a route, with the times that the answer gives it, if any."""

    kind: str
    id: int | None
    """The file's own id of the job, pickup, delivery or break."""
    arrival: float | None
    waiting: float
    setup: float
    service: float

    @property
    def begins(self) -> float | None:
        """When the work starts, as stated."""
        return None if self.arrival is None else self.arrival + self.waiting

    @property
    def leaves(self) -> float | None:
        """When the work is over, as stated."""
        return None if self.arrival is None else self.arrival + self.waiting + self.worked

    @property
    def worked(self) -> float:
        """How long the work takes, as stated."""
        return self.setup + self.service

    def __str__(self) -> str:
        return self.kind if self.id is None else f"{self.kind} {self.id}"


@dataclass(frozen=True)
class Route:
    """What one vehicle does, in order."""

    vehicle: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Stated:
    """The routes of an answer and the jobs it says are left out."""

    routes: tuple[Route, ...]
    unassigned: tuple[tuple[str, int], ...]
    """Kind and id."""


def stated(answer: object, complaints: list[str]) -> Stated:
    """Read an answer; what is not of its shape is complained about and left out."""
    if not isinstance(answer, dict) or answer.get("code", 0) != 0:
        complaints.append("The answer is not an object with the code 0.")
        return Stated((), ())
    routes: dict[int, Route] = {}
    for where, raw in _objects(answer.get("routes"), "routes", complaints):
        vehicle = raw.get("vehicle")
        if type(vehicle) is not int:
            complaints.append(f"{where} names no vehicle.")
        elif vehicle in routes:
            complaints.append(f"Vehicle {vehicle} has two routes.")
        else:
            steps = tuple(_steps(raw.get("steps"), f"{where}.steps", complaints))
            routes[vehicle] = Route(vehicle, steps)
    unassigned: list[tuple[str, int]] = []
    for where, raw in _objects(answer.get("unassigned", []), "unassigned", complaints):
        kind, job = raw.get("type", "job"), raw.get("id", raw.get("job"))
        if kind not in TASKS or type(job) is not int:
            complaints.append(f"{where} names no job.")
        else:
            unassigned.append((kind, job))
    return Stated(tuple(routes.values()), tuple(unassigned))


def _steps(value: object, path: str, complaints: list[str]) -> Iterator[Step]:
    """The steps between start and end, and these where they are given."""
    raw_steps = list(_objects(value, path, complaints))
    for place, (where, raw) in enumerate(raw_steps):
        kind, job = raw.get("type"), raw.get("id", raw.get("job"))
        times = [raw.get(name) for name in ("arrival", "waiting_time", "setup", "service")]
        if kind not in KINDS:
            complaints.append(f"{where} has no known type.")
        elif kind in (*TASKS, "break") and type(job) is not int:
            complaints.append(f"{where} names no {kind}.")
        elif any(time is not None and not _is_time(time) for time in times):
            complaints.append(f"{where} has a time that is no number.")
        elif (kind == "start" and place > 0) or (kind == "end" and place < len(raw_steps) - 1):
            complaints.append(f"{where} is a {kind} in the middle of a route.")
        else:
            named = job if kind in (*TASKS, "break") else None
            arrival, waiting, setup, service = times
            yield Step(str(kind), named, arrival, waiting or 0, setup or 0, service or 0)


def _is_time(value: object) -> bool:
    return type(value) in (int, float) and value == value and abs(float(str(value))) < 1e15


def _objects(
    value: object, path: str, complaints: list[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a list, each with its path."""
    if not isinstance(value, list):
        complaints.append(f"{path} is not a list.")
        return
    for i, one in enumerate(value):
        if isinstance(one, dict):
            yield f"{path}[{i}]", one
        else:
            complaints.append(f"{path}[{i}] is not an object.")
