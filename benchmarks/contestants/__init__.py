"""Solvers that are given the same `Instance` and the same cores: EarlyBird and its peers.

One module for each. A module names the published settings it is run with, and imports the solver
itself only where it is used, so that a peer that is not installed harms nobody. Of a peer's plan
only the order of the jobs in each route is taken: `benchmarks.answer` writes the times down in the
same way for all, and an independent checker says what the plan is worth.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol, cast

from benchmarks.instance import Instance

OURS = "earlybird"
PEERS = ("ortools", "pyvrp", "vroom")

Json = dict[str, Any]
Routes = Sequence[Sequence[int]]
"""For each vehicle of the instance the jobs of its route, as indices of `Instance.jobs`."""


class CannotExpressError(Exception):
    """A contestant has no way to say what the instance asks; the message says which part of it."""


class NothingFoundError(Exception):
    """A contestant ended without a plan; the message says what it answered instead."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """The best plan so far as the contestant itself sees it. For curves only, never for results."""

    unserved_priority: int
    unserved: int
    cost: float
    """In the units of the instance's times."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a contestant is asked for besides the problem."""

    seconds: float
    threads: int
    """At most; most peers use one whatever this says."""
    seed: int
    setting: str
    """One of the module's SETTINGS."""
    deadline: float
    """On the clock of `time.perf_counter`; what building its model takes a contestant counts."""

    def seconds_left(self) -> float:
        """Until the deadline; never nothing, which some solvers would take for no limit."""
        return max(0.01, self.deadline - time.perf_counter())


@dataclass(frozen=True, slots=True)
class Reply:
    """What a contestant has found."""

    answer: Json
    """In VROOM's shape."""
    first_complete_s: float | None = None
    """When it had a legal plan for which every job had been tried once, if it tells."""


class Contestant(Protocol):
    """What each module of this package offers."""

    SETTINGS: tuple[str, ...]
    """Each is run, and the best one counts for the contestant."""
    USES_SEED: bool
    """Whether another seed can give another answer; otherwise one run stands for all seeds."""
    PACKAGE: str
    """Whose version is reported."""
    MODULES: tuple[str, ...]
    """Loaded before the clock starts: a program that runs all day has them long since."""

    def solve(self, instance: Instance, order: Order, tell: Callable[[Glimpse], None], /) -> Reply:
        """Plan the instance within the seconds of the order.

        Raises:
            CannotExpressError: there is no way to ask this contestant for such a plan.
            NothingFoundError: there was no plan at the end.
            PlanRejected: the plan breaks a rule of the instance.
        """


def contestant(name: str) -> Contestant:
    """The module of one of OURS and PEERS. Raises KeyError for another name."""
    if name not in (OURS, *PEERS):
        raise KeyError(name)
    return cast(Contestant, import_module(f"benchmarks.contestants.{name}"))
