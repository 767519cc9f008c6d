"""Travel and amounts of an instance as plain numbers, for contestants that know nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from benchmarks.amounts import dimensions
from benchmarks.contestants import CannotExpressError
from benchmarks.contestants.features import Feature
from benchmarks.instance import Instance
from benchmarks.travel import travel_table
from optimizer.travel.great_circle import GreatCircleTable

SHARE_OF_MEMORY = 0.8
"""A model that would need more of what is free is not begun: the system would end it half-way."""


def profiles(instance: Instance) -> tuple[str, ...]:
    """The profiles that vehicles use, in the order in which they first do."""
    return tuple(dict.fromkeys(vehicle.profile for vehicle in instance.vehicles))


def with_matrices(instance: Instance) -> Instance:
    """The instance with the matrix of every profile: where it has coordinates, the great circle."""
    if instance.durations:
        return instance
    table = travel_table(instance)
    if not isinstance(table, GreatCircleTable):
        raise CannotExpressError(f"it cannot say: {Feature.OPEN_ROUTES}, without a matrix")
    return replace(
        instance, durations={profile: table.full(profile)[0] for profile in profiles(instance)}
    )


def bases_of(instance: Instance) -> dict[int | None, int]:
    """The places where routes start and end, numbered from 0; open routes are for others."""
    ends = (base for one in instance.vehicles for base in (one.start, one.end))
    return {base: number for number, base in enumerate(dict.fromkeys(ends))}


def longest_leg(instance: Instance) -> int:
    """The most that travel between two places costs."""
    matrices = instance.durations.values() if instance.costs is None else [instance.costs]
    return max((int(matrix.max(initial=0)) for matrix in matrices), default=0)


def amounts(given: tuple[int, ...], count: int) -> list[int]:
    """An amount in so many dimensions; what is not given is 0."""
    return [*given, *[0] * (count - len(given))]


def capacities(instance: Instance) -> list[list[int]]:
    """The capacity of each vehicle in all dimensions; unlimited: what all jobs need together."""
    count = dimensions(instance)
    given = (amount for job in instance.jobs for amount in (job.delivery, job.pickup))
    unlimited = [sum(units) for units in zip_longest(*given, fillvalue=0)]
    return [
        amounts(tuple(unlimited) if vehicle.capacity is None else vehicle.capacity, count)
        for vehicle in instance.vehicles
    ]


def require_memory(needed: int, what: str) -> None:
    """Raise CannotExpressError when so many bytes are not there; `what` needs them."""
    free = _free_memory()
    if free is not None and needed > SHARE_OF_MEMORY * free:
        raise CannotExpressError(
            f"{what} need {needed / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free"
        )


def _free_memory() -> int | None:
    """Bytes that programs could still get, where the system tells."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    found = next((line for line in lines if line.startswith("MemAvailable:")), None)
    return None if found is None else int(found.split()[1]) * 1024
