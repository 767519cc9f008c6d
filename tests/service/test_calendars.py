"""Calendars are valid RFC 5545, read back as they were meant, and stable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Calendar
from support.sample_plan import sample_day
from support.written_day import PLAN, SCENARIO, at

from models.plan import StopKind
from service.exports.calendars import calendar_ics
from service.exports.view import PlanView
from service.exports.words import Language


def _made(engineer_id: str, language: Language = Language.BOTH) -> bytes:
    return calendar_ics(PlanView(SCENARIO, PLAN), engineer_id, language)


def test_lines_end_in_crlf_and_are_folded_at_75_octets() -> None:
    lines = _made("E1").split(b"\r\n")
    assert lines[-1] == b""
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(len(line) for line in lines) <= 75


def test_a_visit_is_read_back_with_its_times_place_and_text() -> None:
    events = Calendar.from_ical(_made("E1")).walk("VEVENT")
    visit = events[1]
    # At the door at 08:25 and done at 09:30 in Jinan, which is eight hours ahead of UTC.
    assert visit.decoded("dtstart") == datetime(2026, 3, 2, 0, 25, tzinfo=UTC)
    assert visit.decoded("dtend") == datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
    assert str(visit["summary"]) == "Repair · 维修: 陈大文"
    assert str(visit["location"]) == 'Flat 3, "Garden" Tower'
    assert "Does not drain; water, a lot\nand a smell" in str(visit["description"])


def test_the_reminder_rings_when_it_is_time_to_leave() -> None:
    visit = Calendar.from_ical(_made("E1")).walk("VEVENT")[1]
    (alarm,) = visit.walk("VALARM")
    assert alarm.decoded("trigger") == at("08:10") - at("08:25") == -timedelta(minutes=15)


def test_an_event_never_says_when_the_file_was_made() -> None:
    stamps = {event.decoded("dtstamp") for event in Calendar.from_ical(_made("E1")).walk("VEVENT")}
    assert stamps == {at("00:00")}
    assert _made("E1") == _made("E1")


def test_a_new_version_of_the_plan_moves_events_instead_of_doubling_them() -> None:
    later = PLAN.model_copy(update={"version": 3})
    old = Calendar.from_ical(_made("E1")).walk("VEVENT")
    new = Calendar.from_ical(calendar_ics(PlanView(SCENARIO, later), "E1", Language.EN))
    assert [event["uid"] for event in old] == [event["uid"] for event in new.walk("VEVENT")]
    assert {event["sequence"] for event in new.walk("VEVENT")} == {2}


def test_control_characters_do_not_reach_the_calendar() -> None:
    named = SCENARIO.engineers[0].model_copy(update={"name": "Li\x00\x1b[2J\r\nX-EVIL:1"})
    scenario = SCENARIO.model_copy(update={"engineers": (named, SCENARIO.engineers[1])})
    made = calendar_ics(PlanView(scenario, PLAN), "E1", Language.EN)
    assert b"\x1b" not in made
    assert not any(line.startswith(b"X-EVIL") for line in made.split(b"\r\n"))


def test_every_visit_of_a_larger_plan_is_in_exactly_one_calendar_with_an_uid_of_its_own() -> None:
    scenario, plan = sample_day(5, 40)
    view = PlanView(scenario, plan)
    events = [
        event
        for engineer_id in view.routes_by_engineer
        for event in Calendar.from_ical(calendar_ics(view, engineer_id, Language.EN)).walk("VEVENT")
    ]
    calls = (StopKind.JOB, StopKind.COLLECTION)
    stops = [stop for route in plan.routes for stop in route.stops if stop.kind in calls]
    assert len(events) == len(stops)
    assert len({event["uid"] for event in events}) == len(events)
