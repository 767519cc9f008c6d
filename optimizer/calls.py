"""Calls of a route as timed actions (domain.md, section 4): whom to reach, when."""

from __future__ import annotations

from datetime import timedelta

from models.engineer import Engineer
from models.job import Job
from models.plan import Call, CallKind
from models.starts import Span
from models.timeline import StopTimes
from optimizer import sayings
from optimizer.records import Records


def calls_for(
    records: Records, engineer: Engineer, job: Job, stop: StopTimes, collection: Span | None
) -> tuple[Call, ...]:
    """The calls that one visit asks for, in the order of their moments.

    `collection` is the one that this drive begins with. Nobody is called to confirm where the
    engineer is at the door before the day's first permitted hour.
    """
    calls = (
        _fix_departure(records, engineer, job, stop, collection),
        _confirm(records, engineer, job, stop),
        _before_arrival(records, engineer, job, stop),
    )
    return tuple(sorted((call for call in calls if call is not None), key=lambda call: call.at))


def _fix_departure(
    records: Records, engineer: Engineer, job: Job, stop: StopTimes, collection: Span | None
) -> Call:
    """To the engineer: from now on only an event may change this departure."""
    rules, clock = records.scenario.policy.calls, records.clock
    sets_out = stop.depart if collection is None else collection[0]
    at = clock.moment(sets_out - rules.departure_fixed_before_s)
    return Call(
        kind=CallKind.DEPARTURE_FIXED,
        at=at,
        latest=at,
        engineer_id=engineer.id,
        job_id=job.id,
        phone=engineer.phone,
        say=sayings.departure(clock, job, stop, collection),
    )


def _confirm(records: Records, engineer: Engineer, job: Job, stop: StopTimes) -> Call | None:
    """To the customer, on the day; called again until the engineer has to leave."""
    rules, clock = records.scenario.policy.calls, records.clock
    latest = stop.latest_safe
    if stop.arrive > stop.appointment:
        latest = stop.appointment - rules.late_call_before_appointment_s
    permitted = _first_permitted(records, stop.appointment)
    if permitted > stop.arrive:
        return None
    wished = stop.appointment - rules.confirm_before_appointment_s
    at = max(permitted, min(wished, latest, stop.depart))
    return Call(
        kind=CallKind.CONFIRM,
        at=clock.moment(at),
        latest=clock.moment(max(at, latest)),
        engineer_id=engineer.id,
        job_id=job.id,
        phone=job.customer.phone,
        say=sayings.confirmation(records, engineer, job, stop),
    )


def _before_arrival(records: Records, engineer: Engineer, job: Job, stop: StopTimes) -> Call:
    """To the customer, from the road: the engineer is about to ring."""
    rules, clock = records.scenario.policy.calls, records.clock
    return Call(
        kind=CallKind.BEFORE_ARRIVAL,
        at=clock.moment(max(stop.depart, stop.arrive - rules.before_arrival_s)),
        latest=clock.moment(stop.arrive),
        engineer_id=engineer.id,
        job_id=job.id,
        phone=job.customer.phone,
        say=sayings.arrival(clock, engineer, job, stop),
    )


def _first_permitted(records: Records, appointment: int) -> int:
    """The first second of the appointment's local day in which customers may be called."""
    day = records.clock.moment(appointment).replace(
        hour=0, minute=0, second=0, microsecond=0, tzinfo=None
    )
    opens = day + timedelta(seconds=records.scenario.policy.calls.not_before_local_s)
    return records.clock.seconds(opens)
