"""The reducer of a running day: an event and a day make the next day, or the event is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from models.day import at_the_door, from_customers, of_people_and_stock, on_the_road, refusals
from models.day.asking import shown
from models.day.change import Applied, Change
from models.day.value import Day
from models.event import (
    AppointmentConfirmed,
    AppointmentsTold,
    Arrived,
    Cancelled,
    CustomerAsksToChange,
    CustomerAsksToWait,
    Departed,
    EngineerAvailable,
    EngineerUnavailable,
    EntryRefused,
    Event,
    Finished,
    LateDeparture,
    NoAccess,
    NotContent,
    NotRepairableHere,
    Overrun,
    PartEtaChanged,
    PartMissing,
    PositionReported,
    Started,
    TrafficDelay,
    UnitElsewhere,
    UrgentJob,
)

Handler = Callable[[Change, Any], None]

HANDLERS: dict[type, Handler] = {
    AppointmentsTold: from_customers.appointments_told,
    AppointmentConfirmed: from_customers.appointment_confirmed,
    CustomerAsksToWait: from_customers.asks_to_wait,
    CustomerAsksToChange: from_customers.asks_to_change,
    Cancelled: from_customers.cancelled,
    UrgentJob: from_customers.urgent_job,
    NotContent: from_customers.not_content,
    Departed: on_the_road.departed,
    Arrived: on_the_road.arrived,
    Started: on_the_road.started,
    Finished: on_the_road.finished,
    Overrun: on_the_road.overrun,
    PositionReported: on_the_road.position_reported,
    TrafficDelay: on_the_road.traffic_delay,
    LateDeparture: on_the_road.late_departure,
    NoAccess: at_the_door.no_access,
    EntryRefused: at_the_door.entry_refused,
    UnitElsewhere: at_the_door.unit_elsewhere,
    PartMissing: at_the_door.part_missing,
    NotRepairableHere: at_the_door.not_repairable_here,
    EngineerUnavailable: of_people_and_stock.engineer_unavailable,
    EngineerAvailable: of_people_and_stock.engineer_available,
    PartEtaChanged: of_people_and_stock.part_eta_changed,
}
"""What each kind of event does."""

ON_THE_ROAD = (
    Departed,
    Arrived,
    Started,
    Finished,
    Overrun,
    NoAccess,
    EntryRefused,
    NotRepairableHere,
)
"""Events that cannot happen before the planned time begins."""


def apply_event(day: Day, event: Event, received_at: datetime | None = None) -> Day:
    """The day after an event. See `take_event`, which also tells what is worth knowing."""
    return take_event(day, event, received_at).day


def take_event(day: Day, event: Event, received_at: datetime | None = None) -> Applied:
    """The day after an event, with notices. Nothing of the given day is changed.

    The same event twice changes nothing. Events may come late and out of order: whatever order is
    accepted leads to the same day.

    Args:
        day: the day so far.
        event: what has happened.
        received_at: the receiver's clock, for telling what lies in the future; without it, no event
            that lies in the planned time does.

    Raises:
        EventRefused: the event cannot be true of this day; with findings that name what, and what
            to do about it.
    """
    digest = digest_of(event)
    known = day.seen.get(event.event_id)
    if known == digest:
        return Applied(day, ())
    if known is not None:
        message = f"Another event {event.event_id!r} has been applied already."
        raise refusals.refuse(refusals.ID_TAKEN, message, "event_id", event.event_id)
    change = Change(day, event)
    _in_its_time(change, received_at)
    HANDLERS[type(event)](change, event)
    after, notices = change.finish()
    return Applied(after.model_copy(update={"seen": {**day.seen, event.event_id: digest}}), notices)


def digest_of(event: Event) -> str:
    """Tells apart events of one id but different content."""
    return hashlib.blake2b(event.model_dump_json().encode(), digest_size=16).hexdigest()


def _in_its_time(change: Change, received_at: datetime | None) -> None:
    """An event happens in the planned time, and not in the future. Raises EventRefused."""
    horizon, rules = change.day.scenario.horizon, change.day.scenario.policy.events
    first = change.clock.absolute(horizon.start)
    if not isinstance(change.event, ON_THE_ROAD):
        first -= timedelta(seconds=rules.before_horizon_s)
    if change.at < first:
        message = f"The event at {shown(change, change.at)} is before {shown(change, first)}."
        raise refusals.refuse(refusals.BEFORE_HORIZON, message, "at", change.event.at)
    latest = change.clock.absolute(horizon.end)
    if received_at is not None:
        latest = max(change.clock.absolute(received_at), change.day.now)
    latest += timedelta(seconds=rules.future_s)
    if change.at > latest:
        message = f"The event at {shown(change, change.at)} lies after {shown(change, latest)}."
        raise refusals.refuse(refusals.FROM_FUTURE, message, "at", change.event.at)
