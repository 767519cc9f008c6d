"""Keep late: everybody in the same order, only later. Who waits long is asked."""

from __future__ import annotations

from collections.abc import Iterator

from models.base import Text
from models.job import Job
from models.proposal import ProposalKind
from models.reserve import planned_band
from optimizer.proposals.case import Case, next_moment, told_anew
from optimizer.proposals.change import Change
from optimizer.proposals.glance import Sight
from optimizer.proposals.ground import Ground, Visits
from optimizer.standing import ShiftName

__all__ = ["agreed_later", "propose"]


def propose(case: Case) -> Iterator[Change]:
    """The routes as they are. A wait beyond the tier, or the window, is a new appointment."""
    if not case.in_trouble:
        return
    ground = case.ground
    routes = {name: ground.visits(name) for name in case.upset if ground.visits(name)}
    if not routes:
        return
    jobs: dict[str, Job] = {}
    for name, visits in routes.items():
        agreed = agreed_later(ground, name, visits)
        if agreed is None:
            return
        jobs |= agreed
    if not case.late and not jobs:
        return  # nobody waits: there is nothing to agree on
    title = Text(en="Keep the order and come later", zh="顺序不变，推迟到达")
    yield Change(ProposalKind.KEEP_LATE, title, routes, jobs)


def agreed_later(ground: Ground, name: ShiftName, visits: Visits) -> dict[str, Job] | None:
    """New appointments, in the order of the route, for customers who would wait too long.

    None where the route cannot be driven whatever is agreed.
    """
    agreed: dict[str, Job] = {}
    open_ended = {
        one.job_id: ground.job(one.job_id).model_copy(update={"windows": ()})
        for one in visits
        if ground.job(one.job_id).appointment_told is not None
    }
    for _ in visits:
        seen = ground.glance(name, visits, open_ended | agreed)
        if seen is None:
            return None
        first = next(
            (stop for stop in seen if stop.job_id not in agreed and _waits_too_long(ground, stop)),
            None,
        )
        if first is None:
            break
        at = next_moment(ground, first.arrive + planned_band(ground.policy).least_s)
        agreed[first.job_id] = told_anew(ground, ground.job(first.job_id), at)
    return agreed


def _waits_too_long(ground: Ground, seen: Sight) -> bool:
    """Whether a customer has to be asked, and not only told, about being met late."""
    if seen.told is None:
        return False
    if seen.late_s > ground.policy.door.late_tier_s:
        return True
    seconds = ground.clock.seconds
    job = ground.job(seen.job_id)
    windows = [(seconds(one.start), seconds(one.end)) for one in job.windows]
    holding = [end for start, end in windows if start <= seen.told <= end]
    return bool(windows) and seen.start > max(holding, default=seen.told)
