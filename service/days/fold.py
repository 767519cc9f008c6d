"""From a journal to the day as it stands: one entry after the other, nothing else is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from models.capacity import Reservation
from models.consent import answer_consent
from models.day import Day, apply_event, begin_day, with_plan
from models.plan import Plan
from models.proposal import Consent
from models.scenario import Scenario
from service.days.change import made_of
from service.days.entries import (
    Answered,
    Asked,
    Begun,
    Booked,
    Called,
    DayClock,
    Entry,
    Happened,
    Held,
    Hold,
    PlanChange,
    Released,
    Replanned,
    SetAside,
)


@dataclass(frozen=True, slots=True)
class Running:
    """A running day after so many entries of its journal. Immutable."""

    sequence: int
    """Of the last entry."""
    day: Day
    clock: DayClock
    holds: Mapping[str, Hold] = field(default_factory=dict)
    """Those that hold, by id."""
    reservations: tuple[Reservation, ...] = ()
    called: Mapping[str, Called] = field(default_factory=dict)
    """The last try of every call that was made, by its id."""
    changed: Mapping[str, int] = field(default_factory=dict)
    """The version of the plan that last changed an engineer's routes, by engineer."""
    asked: Mapping[str, tuple[Consent, ...]] = field(default_factory=dict)
    """Questions to customers, by proposal."""

    def now(self, wall: datetime) -> datetime:
        """The moment it is on this day."""
        if self.clock is DayClock.EVENTS:
            return self.day.now
        return max(self.day.clock.absolute(wall), self.day.now)


def begin(entry: Begun, scenario: Scenario, plan: Plan) -> Running:
    """The day when it has just begun; its entry is the first."""
    return Running(sequence=1, day=begin_day(scenario, plan, entry.now), clock=entry.clock)


def fold(running: Running, entry: Entry) -> Running:
    """The day after one more entry."""
    known = _FOLDS.get(type(entry))
    after = running if known is None else known(running, entry)
    return replace(after, sequence=running.sequence + 1)


def _happened(running: Running, entry: Happened) -> Running:
    return replace(running, day=apply_event(running.day, entry.event, entry.received_at))


def _set_aside(running: Running, entry: SetAside) -> Running:
    return replace(running, reservations=entry.reservations)


def _held(running: Running, entry: Held) -> Running:
    return replace(running, holds={**running.holds, entry.hold.hold_id: entry.hold})


def _released(running: Running, entry: Released) -> Running:
    return replace(running, holds=_without(running.holds, entry.hold_id))


def _booked(running: Running, entry: Booked) -> Running:
    after = _with_change(running, entry.change)
    return replace(after, holds=_without(running.holds, entry.hold.hold_id))


def _replanned(running: Running, entry: Replanned) -> Running:
    return _with_change(running, entry.change)


def _with_change(running: Running, change: PlanChange) -> Running:
    """The day with another plan in force."""
    day = with_plan(running.day, made_of(running.day.plan, change), change.jobs)
    touched = {one.engineer_id for one in change.routes}
    touched |= {one.engineer_id for one in change.gone}
    return replace(
        running, day=day, changed={**running.changed, **dict.fromkeys(touched, day.version)}
    )


def _asked(running: Running, entry: Asked) -> Running:
    return replace(running, asked={**running.asked, entry.proposal_id: entry.consents})


def _answered(running: Running, entry: Answered) -> Running:
    consents = answer_consent(
        running.asked[entry.proposal_id],
        entry.job_id,
        accepts=entry.accepts,
        at=entry.at,
        clock=running.day.clock,
    )
    return replace(running, asked={**running.asked, entry.proposal_id: consents})


def _called(running: Running, entry: Called) -> Running:
    return replace(running, called={**running.called, entry.call_id: entry})


def _without(holds: Mapping[str, Hold], hold_id: str) -> dict[str, Hold]:
    return {known: one for known, one in holds.items() if known != hold_id}


_FOLDS: dict[type, Callable[[Running, Any], Running]] = {
    Happened: _happened,
    SetAside: _set_aside,
    Held: _held,
    Released: _released,
    Booked: _booked,
    Replanned: _replanned,
    Asked: _asked,
    Answered: _answered,
    Called: _called,
}
