"""calendars/*.ics: one calendar per engineer, one event per visit, a reminder to leave (RFC 5545).

Moments are in UTC, so every calendar shows them right without a time zone definition. The same
visit keeps its UID when the day is planned again, so calendars move it instead of doubling it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.base import Text
from models.plan import Route, Stop, StopKind
from service.exports import words
from service.exports.view import PlanView
from service.exports.words import Language

if TYPE_CHECKING:
    from icalendar import Alarm, Event

PRODUCT_ID = "-//EarlyBird//Plan//EN"


def calendar_ics(view: PlanView, engineer_id: str, language: Language) -> bytes:
    """The calendar of one engineer, all shifts of the plan."""
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = _plain(view.engineer_name(engineer_id))
    calendar.add("x-wr-calname", vText(f"EarlyBird: {name}"))  # or its line breaks would stay
    for route in view.routes_by_engineer.get(engineer_id, ()):
        for event in _events(view, route, language):
            calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _events(view: PlanView, route: Route, language: Language) -> Iterator[Event]:
    for stop in route.stops:
        if stop.kind in (StopKind.JOB, StopKind.COLLECTION):
            yield _event(view, route, stop, language)


def _event(view: PlanView, route: Route, stop: Stop, language: Language) -> Event:
    """One visit: the time from arriving to leaving, so that what is free looks free."""
    from icalendar import Event

    arrive, finish = view.clock.absolute(stop.arrive), view.clock.absolute(stop.finish)
    event = Event()
    event.add("uid", _uid(view, route, stop))
    event.add("dtstamp", view.clock.absolute(view.scenario.horizon.start))
    event.add("sequence", view.plan.version - 1)
    event.add("dtstart", arrive)
    event.add("dtend", finish)
    event.add("summary", _plain(_summary(view, stop, language)))
    if address := view.address(stop):
        event.add("location", _plain(address))
    if stop.place.latitude is not None and stop.place.longitude is not None:
        event.add("geo", (stop.place.latitude, stop.place.longitude))
    if description := _description(view, stop, language):
        event.add("description", _plain(description))
    if stop.leg:
        event.add_component(_reminder(view.clock.absolute(stop.leg.depart) - arrive, language))
    return event


def _reminder(before_arrival: timedelta, language: Language) -> Alarm:
    """An alarm at the recommended departure."""
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", language.of(words.LEAVE))
    alarm.add("trigger", before_arrival)
    return alarm


def _uid(view: PlanView, route: Route, stop: Stop) -> str:
    """The same for the same visit of the same scenario, whoever goes and whenever."""
    day = view.clock.absolute(view.scenario.horizon.start).isoformat()
    visit = stop.job_id or f"{route.engineer_id}\0{route.shift_index}"
    named = "\0".join((view.scenario.name, day, stop.kind.value, visit))
    return f"{hashlib.sha256(named.encode(errors='surrogatepass')).hexdigest()[:32]}@earlybird"


def _summary(view: PlanView, stop: Stop, language: Language) -> str:
    job = view.jobs.get(stop.job_id or "")
    if job is None:
        what = words.COLLECTION if stop.kind is StopKind.COLLECTION else Text(en="Job", zh="工单")
        return f"{language.of(what)}: {stop.job_id or view.depot_name(stop.depot_id)}"
    who = job.customer.name or job.id
    return f"{language.of(words.JOB_KINDS[job.kind])}: {who}"


def _description(view: PlanView, stop: Stop, language: Language) -> str:
    """What the engineer wants to read on the phone at the door."""

    def line(label: Text, content: str) -> str:
        return f"{language.of(label, '/')}: {content}"

    lines = []
    if stop.appointment:
        lines.append(line(words.APPOINTMENT, _clock(view, stop.appointment)))
    if stop.leg:
        lines.append(line(words.LEAVE, _clock(view, stop.leg.depart)))
        lines.append(line(words.LATEST_SAFE, _clock(view, stop.leg.depart_latest)))
    if job := view.jobs.get(stop.job_id or ""):
        for label, content in (
            (words.PHONE, job.customer.phone),
            (words.FAULT, words.product_and_fault(job)),
            (words.ACCESS, job.access_notes),
            (words.INSTRUCTIONS, job.instructions),
        ):
            if content:
                lines.append(line(label, content))
    if stop.kit:
        kit = (f"{item.quantity} x {language.of(item.name, '/')}" for item in stop.kit)
        lines.append(line(words.KIT, ", ".join(kit)))
    return "\n".join(lines)


def _clock(view: PlanView, moment: datetime) -> str:
    return view.local(moment).strftime("%H:%M")


def _plain(text: str) -> str:
    """The text without control characters, which the format does not allow in values."""
    if text.isprintable():
        return text
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(one for one in kept if one == "\n" or (ord(one) >= 32 and one != "\x7f"))
