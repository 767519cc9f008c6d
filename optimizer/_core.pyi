"""
EarlyBird's native core. Use optimizer.native, which checks what goes in.
"""

from collections.abc import Sequence
from typing import Annotated

import numpy
import numpy.typing
from numpy.typing import NDArray


def core_version() -> str:
    """The version of the native core, "major.minor.patch"."""

class Travel:
    """Travel times as the core knows them."""

    @staticmethod
    def from_matrices(durations_s: Annotated[NDArray[numpy.int32], dict(shape=(None, None, None), order='C', device='cpu', writable=False)], distances_m: Annotated[NDArray[numpy.int32], dict(shape=(None, None), order='C', device='cpu', writable=False)], starts_s: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)], permille: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)]) -> Travel:
        """Matrices by profile (p, n, n) int32; distances (n, n) or empty."""

    @staticmethod
    def from_hourly(durations_s: Annotated[NDArray[numpy.int32], dict(shape=(None, None, None), order='C', device='cpu', writable=False)], profile_percent: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)], distances_m: Annotated[NDArray[numpy.int32], dict(shape=(None, None), order='C', device='cpu', writable=False)], starts_s: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)], hours: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)]) -> Travel:
        """Matrices by local hour (24, n, n) int32 for all profiles."""

    @staticmethod
    def from_coordinates(unit_vectors: Annotated[NDArray[numpy.float64], dict(shape=(None, None), order='C', device='cpu', writable=False)], radius_m: float, road_factor: float, metres_per_hour: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)], starts_s: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)], permille: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)]) -> Travel:
        """Great-circle travel from unit vectors (n, 3) float64."""

    def arrive(self, profile: int, origin: int, destination: int, depart_s: int) -> int: ...

    def depart_by(self, profile: int, origin: int, destination: int, arrive_s: int) -> int: ...

    def depart_from(self, profile: int, origin: int, destination: int, arrive_s: int) -> int: ...

    def distance_m(self, origin: int, destination: int) -> int: ...

class Problem:
    """The flat arrays of one problem; see optimizer.problem."""

    @staticmethod
    def make(travel: Travel, jobs: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], service_s: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], starts_s: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], shifts: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], openings_s: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], needs: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], lots: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], skills: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)], levels: Annotated[NDArray[numpy.uint8], dict(shape=(None, None), order='C', device='cpu', writable=False)], able: Annotated[NDArray[numpy.uint64], dict(shape=(None, None), order='C', device='cpu', writable=False)], rates: Annotated[NDArray[numpy.int64], dict(shape=(None,), order='C', device='cpu', writable=False)], band_least_s: int, band_most_s: int, raster_s: int, parts: int, depots: int, errands: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], equipped: Annotated[NDArray[numpy.uint64], dict(shape=(None, None), order='C', device='cpu', writable=False)], load_at_start: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], load_change: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)], load_capacity: Annotated[NDArray[numpy.int64], dict(shape=(None, None), order='C', device='cpu', writable=False)]) -> Problem:
        """Copies the arrays; `travel` is moved from and unusable after."""

    def gather_places(self) -> None:
        """
        Number near places next to each other, for a search: it waits less for memory.
        """

    def time_route(self, shift: int, jobs: Sequence[int], collection: bool = False, available_from_s: int = 0) -> tuple[bool, int, int, int, int, int, int, int, int, int, list[tuple[int, int, int]]]:
        """
        (legal, begin, end, travel, service, waiting, overtime, lateness, distance cents, price, [(depart, arrive, start)]) of a route, seconds and cents.
        """

class Start:
    """The legal part of a given plan, to search from."""

    @staticmethod
    def make(problem: Problem, routes: Sequence[Sequence[int]], draws: Sequence[Sequence[tuple[int, int]]], fixed: Sequence[int], kept: Sequence[int]) -> Start:
        """
        Stops by shift; [(lot, quantity)] by need, or empty; leading stops that stay by shift, or empty; jobs that stay. Raises ValueError for what is no plan.
        """

    @property
    def obstacle(self) -> tuple[int, int, str] | None:
        """
        (shift, stop, why) of what has to stay but cannot; then there is no start.
        """

    @property
    def routes(self) -> list[list[int]]:
        """What fits of every route."""

class Desk:
    """A plan that stands, asked where one more job would fit."""

    def __init__(self, problem: Problem, start: Start) -> None: ...

    def best_insertion(self, job: int) -> tuple[int, int, int, int, int] | None:
        """
        (shift, position, extra cents, errand, position of the errand) of the cheapest spot.
        """

    def best_insertions(self, job: int, count: int) -> list[tuple[int, int, int, int, int]]:
        """The cheapest spot of each shift, cheapest first, at most so many."""

    def is_served(self, job: int) -> bool: ...

    @property
    def cents(self) -> int: ...

    def time_insertions(self, jobs: Sequence[int]) -> list[float]:
        """
        Seconds that `best_insertion` takes in the core for each of these jobs.
        """

class LiveDesk:
    """
    A plan at rest that can be changed. Raises ValueError for what is not possible, and has not changed then.
    """

    def __init__(self, problem: Problem, routes: Sequence[Sequence[int]], draws: Sequence[Sequence[tuple[int, int]]], fixed: Sequence[int]) -> None:
        """Copies the problem."""

    @property
    def obstacle(self) -> tuple[int, int, str] | None:
        """
        (shift, stop, why) of what is fixed but cannot stay; then nobody is served.
        """

    @property
    def cents(self) -> int: ...

    def write_job(self, row: int, place: int, priority: int, door_s: int, told: tuple[bool, int], raster_s: int, starts_s: Sequence[tuple[int, int]], needs: Sequence[tuple[int, int]], skills: Sequence[int], service_s: Sequence[int], able: Sequence[int]) -> None:
        """Write the row of an unserved job; `told` as (whether, moment)."""

    def move_place(self, place: int, from_s: Annotated[NDArray[numpy.int32], dict(shape=(None,), order='C', device='cpu', writable=False)], to_s: Annotated[NDArray[numpy.int32], dict(shape=(None,), order='C', device='cpu', writable=False)], metres_from: Annotated[NDArray[numpy.int32], dict(shape=(None,), order='C', device='cpu', writable=False)], metres_to: Annotated[NDArray[numpy.int32], dict(shape=(None,), order='C', device='cpu', writable=False)]) -> None:
        """
        The legs of a place, to and from all places, one after the other by profile or hour.
        """

    def move_place_to(self, place: int, unit_vector: Sequence[float]) -> None: ...

    def best(self, job: int, windows: Sequence[Sequence[tuple[int, int]]], shifts: Sequence[int], count: int) -> list[list[tuple[int, int, int, int, int, int, int, int, int, int]]]:
        """
        By window, the cheapest place of each shift as (shift, position, cents, depart, arrive, start, finish, pushed, slack lost, busy), cheapest first.
        """

    def quote(self, job: int, shift: int, position: int) -> tuple[int, int, int, int, int, int, int, int, int, int] | None:
        """
        What comes of one place, as in `best`; None where the job does not fit.
        """

    def draws_in(self, job: int, shift: int) -> list[list[int]]:
        """[need, lot, units] of what a job would draw."""

    def draws_of(self, job: int) -> list[list[int]]:
        """The same of a job that is served."""

    def where(self, job: int) -> tuple[int, int] | None:
        """(shift, position) of a job that is served."""

    def route(self, shift: int) -> list[int]:
        """Jobs of a shift in order."""

    def times(self, shift: int) -> list[tuple[int, int, int, int, int, int, int]]:
        """
        (job, depart, arrive, start, finish, latest start, lateness) of every visit.
        """

    def busy_s(self, shift: int) -> int:
        """Seconds of driving, work and handling in a shift."""

    def cheapest_way(self, job: int) -> tuple[int, list[int], int] | None:
        """
        (shift, displaced jobs, extra cents) of the cheapest way to serve the job.
        """

    def put(self, job: int, shift: int, position: int) -> int:
        """Put a job in; how the price changes."""

    def take(self, job: int) -> int:
        """Take a job out; how the price changes."""

    def replace_shift(self, shift: int, places: tuple[int, int], moments_s: Sequence[int], depot: int, handling_s: int, openings: tuple[int, int]) -> list[int]:
        """
        Change a shift: (start, end) places and (start, end, latest end); jobs that left.
        """

    def close_shift(self, shift: int) -> list[int]:
        """Nothing is served in this shift any more; jobs that left."""

    def mark(self) -> int: ...

    def undo(self, mark: int) -> None:
        """Back to how it was at this mark."""

    def commit(self) -> None: ...

class Progress:
    """A glance at a running search."""

    @property
    def seconds(self) -> float: ...

    @property
    def iterations(self) -> int: ...

    @property
    def unserved(self) -> int: ...

    @property
    def share(self) -> float:
        """Share of the budget that is used, 0 to 1."""

    @property
    def first_complete_seconds(self) -> float:
        """Seconds until every job had been tried once; negative before."""

    @property
    def unserved_priority(self) -> int: ...

    @property
    def unserved_without_priority(self) -> int: ...

    @property
    def cents(self) -> int: ...

class Engine:
    """A search over a problem, in threads of its own."""

    def __init__(self, problem: Problem, seconds: float, iterations: int, seed: int, threads: int, start: Start | None = None) -> None: ...

    def start(self) -> None: ...

    def stop(self) -> None:
        """Ask it to end soon, with the best plan so far."""

    def wait(self, seconds: float) -> bool:
        """Wait at most so long; whether the search is over."""

    def progress(self) -> Progress: ...

    def limit_seconds(self, seconds: float) -> None:
        """Change the budget in seconds while the search goes on."""

    def pause_at(self, shares: Sequence[float]) -> None:
        """
        Wait for `resume` whenever so much of the budget is used; before the start.
        """

    @property
    def is_paused(self) -> bool: ...

    def resume(self) -> None: ...

    @property
    def remembers_routes(self) -> bool:
        """Whether routes are short enough for their recombination to pay."""

    def pool(self) -> tuple[numpy.typing.NDArray[numpy.int64], ...]:
        """
        (shift class (c,), price (c,), stops, first (c + 1,), units (q, 3) as column, lot and quantity, size of each class (k,), columns of the best plan (i,)), all int64.
        """

    def offer(self, columns: Sequence[int]) -> bool:
        """Offer a plan made of columns of the last `pool`; whether it is better."""

    def routes(self) -> list[list[int]]:
        """Jobs of every shift in order; only after the end."""

    def cheapest_ways(self, jobs: Sequence[int]) -> list[tuple[int, list[int], int] | None]:
        """
        For each unserved job (shift, displaced jobs, extra cents), or None where no shift could serve it even alone; only after the end.
        """

    def draws(self) -> list[list[tuple[int, int]]]:
        """[(lot, quantity)] of every need; only after the end."""
