"""EarlyBird by the very function that `earlybird solve` calls; there is nothing to set."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from benchmarks.contestants import Glimpse, Order, Reply
from benchmarks.instance import Instance

if TYPE_CHECKING:
    from optimizer.budget import Progress

SETTINGS = ("default",)
USES_SEED = True
PACKAGE = "earlybird"
MODULES = ("benchmarks.solve",)


def solve(instance: Instance, order: Order, tell: Callable[[Glimpse], None]) -> Reply:
    """See `Contestant`."""
    from benchmarks.solve import solve as search
    from optimizer.budget import Budget

    def on_progress(now: Progress) -> None:
        tell(Glimpse(now.unserved_priority, now.unserved, float(now.cost_cents)))

    found = search(
        instance,
        Budget(seconds=order.seconds_left()),
        seed=order.seed,
        threads=order.threads,
        on_progress=on_progress,
    )
    return Reply(found.document, found.first_complete_s)
