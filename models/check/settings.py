"""The frame of a scenario: time zone, horizon and policy."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import available_timezones

from models.check.book import Book
from models.findings import Finding, Severity, finding, register
from models.intake import REQUIRABLE
from models.spelling import did_you_mean
from models.travel import GreatCircleTravel

ZONE_UNKNOWN = register(
    "time-zone-unknown",
    Severity.ERROR,
    "The time zone is not the IANA name of one.",
    "Write a name such as Asia/Shanghai or America/New_York.",
)
HORIZON_REVERSED = register(
    "horizon-reversed",
    Severity.ERROR,
    "The horizon ends before it starts, or at the same moment.",
    "Give an end after the start; one day ends at 00:00 of the next.",
)
HORIZON_TOO_LONG = register(
    "horizon-too-long",
    Severity.ERROR,
    "The horizon is longer than 366 days.",
    "Plan a shorter time; check the years.",
)
BAND_REVERSED = register(
    "early-band-reversed",
    Severity.ERROR,
    "The least time at the door is longer than the longest.",
    "Give a most_s that exceeds least_s by 60 seconds or more.",
)
BAND_NARROW = register(
    "early-band-narrow",
    Severity.ERROR,
    "The early band is narrower than 60 seconds, so a leg may have no departure that hits it "
    "(docs/timing.md).",
    "Give a most_s that exceeds least_s by 60 seconds or more.",
)
RASTER_UNEVEN = register(
    "appointment-raster-uneven",
    Severity.ERROR,
    "The raster of appointments does not divide an hour, so every hour would have others.",
    "Give seconds that divide 3600, such as 60, 300 or 900; 1 allows every second.",
)
SPEEDS_APART = register(
    "speeds-too-far-apart",
    Severity.ERROR,
    "The fastest hour of the day is more than 20 times as fast as the slowest, so a leg may have "
    "no departure that hits the early band (docs/timing.md).",
    "Bring the speeds of the hours within a factor of 20.",
)
REQUIRED_UNKNOWN = register(
    "required-field-unknown",
    Severity.ERROR,
    "The policy requires a field of jobs that cannot be required.",
    "Use the names that are listed.",
)

LONGEST_HORIZON_S = 366 * 86_400
LEAST_BAND_S = 60
SPEED_FACTOR = 20
HOUR_S = 3600


def time_zone_is_known(book: Book) -> Iterator[Finding]:
    """Local times mean nothing without the zone."""
    if book.zone is None:
        name = book.scenario.time_zone
        hint = did_you_mean(name, available_timezones())
        yield finding(
            ZONE_UNKNOWN, f"There is no time zone {name!r}{hint}.", path="time_zone", value=name
        )


def horizon_is_a_span(book: Book) -> Iterator[Finding]:
    """The planned time has a beginning and, later but not much later, an end."""
    if book.horizon is None:
        return
    start, end = book.scenario.horizon.start, book.scenario.horizon.end
    if book.horizon[1] <= 0:
        message = f"The horizon ends at {end}, which is not after its start at {start}."
        yield finding(HORIZON_REVERSED, message, path="horizon.end", value=end)
    if book.horizon[1] > LONGEST_HORIZON_S:
        days = book.horizon[1] // 86_400
        message = f"The horizon from {start} to {end} has {days} days."
        yield finding(HORIZON_TOO_LONG, message, path="horizon.end", value=end)


def early_band_can_be_hit(book: Book) -> Iterator[Finding]:
    """Between the least and the longest time at the door lies at least a minute."""
    band = book.scenario.policy.early_band
    if band.most_s is None or band.most_s - band.least_s >= LEAST_BAND_S:
        return
    kind = BAND_REVERSED if band.most_s < band.least_s else BAND_NARROW
    message = f"The early band is from {band.least_s} s to {band.most_s} s before the appointment."
    yield finding(kind, message, path="policy.early_band.most_s", value=band.most_s)


def appointment_raster_divides_an_hour(book: Book) -> Iterator[Finding]:
    """So appointments are at the same minutes of every hour."""
    raster_s = book.scenario.policy.appointment_raster_s
    if HOUR_S % raster_s:
        message = f"An hour is no multiple of the raster of {raster_s} s."
        path = "policy.appointment_raster_s"
        yield finding(RASTER_UNEVEN, message, path=path, value=raster_s)


def hours_do_not_differ_too_much(book: Book) -> Iterator[Finding]:
    """The speeds of the day lie within a factor of 20."""
    travel = book.scenario.travel
    if isinstance(travel, GreatCircleTravel):
        name, speeds = "speed_kmh_by_hour", travel.speed_kmh_by_hour
    elif travel.speed_percent_by_hour is not None:
        name, speeds = "speed_percent_by_hour", travel.speed_percent_by_hour
    else:
        return
    if max(speeds) > SPEED_FACTOR * min(speeds):
        message = f"The speeds of the hours range from {min(speeds)} to {max(speeds)}."
        yield finding(SPEEDS_APART, message, path=f"travel.{name}", value=list(speeds))


def required_fields_can_be_required(book: Book) -> Iterator[Finding]:
    """A misspelt requirement would never, or always, be met."""
    for index, name in enumerate(book.scenario.policy.required_fields):
        if name not in REQUIRABLE:
            hint = did_you_mean(name, list(REQUIRABLE))
            message = (
                f"{name!r} cannot be required of a job{hint}. What can: {', '.join(REQUIRABLE)}."
            )
            path = f"policy.required_fields[{index}]"
            yield finding(REQUIRED_UNKNOWN, message, path=path, value=name)


RULES = (
    time_zone_is_known,
    horizon_is_a_span,
    early_band_can_be_hit,
    appointment_raster_divides_an_hour,
    hours_do_not_differ_too_much,
    required_fields_can_be_required,
)
