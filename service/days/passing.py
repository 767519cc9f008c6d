"""What time alone changes: when a shift on a desk has to be looked at again.

Who has nothing to do can set out now, not when the desk was laid out. Who reports nothing is
presumed to set out when the plan says so, and from then on nobody is put before that visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.clock import Clock
from models.day import Day
from models.engineer import Shift
from models.plan import StopKind
from models.timeline import Timeline
from optimizer.standing import ShiftName

MINUTE_S = 60
NEVER = 2**62


@dataclass(frozen=True, slots=True)
class Due:
    """When the standing of a shift changes without any news, seconds."""

    stand_s: int = NEVER
    """Somebody sets out, begins, or is expected to be free."""
    begin_s: int = NEVER
    """He is free, so that what is left of the shift begins with every minute later."""


def minute_of(clock: Clock, now: datetime) -> int:
    """The full minute that a moment belongs to, the next one where it has begun: seconds."""
    return -(-clock.seconds(now) // MINUTE_S) * MINUTE_S


def due(
    day: Day,
    name: ShiftName,
    shift: Shift | None,
    under_way: Timeline | None,
    next_job_id: str | None,
    now_s: int,
) -> Due:
    """When a shift has to be looked at again.

    Args:
        day: the running day.
        name: of the shift.
        shift: what is left of it, as it stands on the desk; None: it is over.
        under_way: the visit that somebody is on the way to, or at whose door.
        next_job_id: the first visit behind it.
        now_s: the moment for which it stands like this.
    """
    if shift is None:
        return Due()
    seconds = day.clock.seconds
    facts = day.engineer_facts(name[0])
    is_silent = facts.doing is None and day.scenario.policy.events.silence_is_as_planned
    begins_s = seconds(shift.start)
    stand_s = begins_s if begins_s > now_s else NEVER
    if under_way is not None:
        stop = under_way.stops[-1]
        later = [one for one in (stop.arrive, stop.start) if one > now_s]
        # Behind its start the end of a visit that nobody has reported moves on with every minute.
        stand_s = min(stand_s, *later) if later else now_s + 1
    elif is_silent and next_job_id is not None:
        stand_s = min(stand_s, max(now_s + 1, _sets_out_s(day, next_job_id)))
    is_free = under_way is None and begins_s <= now_s
    return Due(stand_s, now_s + 1 if is_free else NEVER)


def _sets_out_s(day: Day, job_id: str) -> int:
    """When the plan in force has somebody set out for a visit, with what he collects for it."""
    route = day.route_of(job_id)
    stops = () if route is None else route.stops
    for number, stop in enumerate(stops):
        if stop.job_id == job_id and stop.leg is not None:
            before = stops[number - 1]
            if before.kind is StopKind.COLLECTION:
                return day.clock.seconds(before.start)
            moment = stop.leg.depart if stop.leg.travel_s else before.finish
            return day.clock.seconds(moment)
    return NEVER
