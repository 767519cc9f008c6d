"""What an instance asks for beyond jobs, vehicles, windows and travel, and who cannot say it."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from benchmarks.contestants import CannotExpressError
from benchmarks.instance import Instance, Objective


class Feature(StrEnum):
    """In the words of a report."""

    BREAKS = "breaks"
    DURATION = "the sum of route durations as the objective"
    GOODS = "goods collected on the way"
    OPEN_ROUTES = "routes without a start or an end"
    PICKUPS = "amounts picked up at jobs"
    REFILLS = "one visit to a depot that refills tools and parts"
    SETUPS = "setup times that depend on the stop before"
    TASK_LIMITS = "a limit on the number of tasks"
    TOOLS = "tools"


def features(instance: Instance) -> set[Feature]:
    """All that the instance uses."""
    jobs, vehicles = instance.jobs, instance.vehicles
    used = {
        Feature.BREAKS: any(vehicle.breaks for vehicle in vehicles),
        Feature.DURATION: instance.objective is Objective.DURATION,
        Feature.GOODS: any(job.goods is not None for job in jobs),
        Feature.OPEN_ROUTES: any(None in (vehicle.start, vehicle.end) for vehicle in vehicles),
        Feature.PICKUPS: any(any(job.pickup) for job in jobs),
        Feature.REFILLS: any(vehicle.refill is not None for vehicle in vehicles),
        Feature.SETUPS: any(job.stop.setup for job in jobs),
        Feature.TASK_LIMITS: any(vehicle.max_tasks is not None for vehicle in vehicles),
        Feature.TOOLS: any(job.tools for job in jobs),
    }
    return {feature for feature, is_used in used.items() if is_used}


def require_only(instance: Instance, known: Collection[Feature] = ()) -> None:
    """Raise CannotExpressError when the instance uses a feature that is not known."""
    missing = sorted(features(instance) - set(known))
    if missing:
        raise CannotExpressError(f"it cannot say: {'; '.join(missing)}")
