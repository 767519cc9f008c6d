"""Price and figures of merit of a plan after some of its routes have been replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta

from models.plan import Merit, Plan, PlanCost, Route, Stop, StopKind, Unplanned
from models.policy import EarlyBand, Policy, Rates

__all__ = ["cost_after", "merit_after"]

METRES_PER_KM = 1000
COSTS = ("travel_cents", "overtime_cents", "waiting_cents", "distance_cents", "lateness_cents")
FIGURES = (
    "served", "in_band", "not_late", "travel_s", "distance_m", "waiting_s", "service_s",
    "overtime_s", "lateness_s",
)  # fmt: skip


def cost_after(
    plan: Plan,
    gone: Iterable[Route],
    new: Iterable[Route],
    unplanned: Iterable[Unplanned],
    rates: Rates,
) -> PlanCost:
    """The price of a plan without the routes that are gone, with the new ones."""
    more = _costs(new, rates)
    more.subtract(_costs(gone, rates))
    return plan.cost.with_left_out(unplanned).model_copy(
        update={name: max(0, getattr(plan.cost, name) + more[name]) for name in COSTS}
    )


def merit_after(
    plan: Plan,
    routes: Iterable[Route],
    gone: Iterable[Route],
    new: Iterable[Route],
    jobs: int,
    policy: Policy,
    priority_of: Callable[[str], int],
) -> Merit:
    """The figures of a plan that has `routes` now; `jobs` are asked for in all."""
    every, left, come = tuple(routes), tuple(gone), tuple(new)
    more = _figures(come, policy.early_band)
    more.subtract(_figures(left, policy.early_band))
    served = Counter(plan.merit.served_by_priority)
    served.update(priority_of(str(stop.job_id)) for stop in _visits(come))
    served.subtract(priority_of(str(stop.job_id)) for stop in _visits(left))
    by_priority = sorted(((rank, count) for rank, count in served.items() if count), reverse=True)
    return plan.merit.model_copy(
        update={
            "jobs": jobs,
            "served_by_priority": dict(by_priority),
            "smallest_slack_s": _smallest_slack(plan, every, left, come),
            "engineers_used": len({one.engineer_id for one in every}),
            **{name: max(0, getattr(plan.merit, name) + more[name]) for name in FIGURES},
        }
    )


def _costs(routes: Iterable[Route], rates: Rates) -> Counter[str]:
    found = Counter[str]()
    for one in routes:
        found["travel_cents"] += one.travel_s * rates.travel_cents_per_s
        found["overtime_cents"] += one.overtime_s * rates.overtime_cents_per_s
        found["waiting_cents"] += one.waiting_s * rates.waiting_cents_per_s
        found["lateness_cents"] += one.lateness_s * rates.lateness_cents_per_s
        for stop in one.stops:
            if stop.leg is not None:
                cents = stop.leg.distance_m * rates.distance_cents_per_km
                found["distance_cents"] += (cents + METRES_PER_KM // 2) // METRES_PER_KM
    return found


def _figures(routes: Iterable[Route], band: EarlyBand) -> Counter[str]:
    found = Counter[str]()
    for one in routes:
        visits = list(_visits([one]))
        found["served"] += len(visits)
        found["in_band"] += sum(_in_band(stop, band) for stop in visits)
        found["not_late"] += sum(
            stop.appointment is not None and stop.arrive <= stop.appointment for stop in visits
        )
        for name in FIGURES[3:]:
            found[name] += getattr(one, name)
    return found


def _smallest_slack(
    plan: Plan, routes: Iterable[Route], gone: Iterable[Route], new: Iterable[Route]
) -> int | None:
    """Only where the smallest slack is gone, all routes have to be looked at."""
    known, lost, come = plan.merit.smallest_slack_s, list(_slacks(gone)), list(_slacks(new))
    if known is None or (lost and min(lost) <= known):
        return min(_slacks(routes), default=None)
    return min([known, *come])


def _slacks(routes: Iterable[Route]) -> Iterable[int]:
    return (stop.leg.slack_s for stop in _visits(routes) if stop.leg is not None)


def _visits(routes: Iterable[Route]) -> Iterable[Stop]:
    return (stop for one in routes for stop in one.stops if stop.kind is StopKind.JOB)


def _in_band(stop: Stop, band: EarlyBand) -> bool:
    if stop.appointment is None:
        return False
    early_s = (stop.appointment - stop.arrive) // timedelta(seconds=1)
    return early_s >= band.least_s and (band.most_s is None or early_s <= band.most_s)
