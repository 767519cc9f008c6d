"""Every default number of the domain, in one place. All of them are settings of a scenario."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from models.base import Model, Seconds
from models.engineer import Level
from models.job import JobKind

Rate = Annotated[int, Field(ge=0, le=1_000_000)]
Percent = Annotated[int, Field(ge=10, le=1000)]
MINUTE = 60
HOUR = 3600

DEFAULT_REQUIRED_FIELDS = (
    "name", "address", "phone", "product_model", "purchase_date", "fault_description",
    "requested_time",
)  # fmt: skip
DEFAULT_DURATION_S = dict.fromkeys(JobKind, 60 * MINUTE)
DEFAULT_DURATION_PERCENT = {1: 120, 2: 110, 3: 100, 4: 95, 5: 90}
DEFAULT_WARRANTY_MONTHS = {"": 12}


class EarlyBand(Model):
    """How long before the appointment the engineer should be at the door, seconds."""

    least_s: Seconds = 5 * MINUTE
    """The least time at the door before the appointment (design.md: lo)."""
    most_s: Seconds | None = 10 * MINUTE
    """The longest (design.md: hi); None: unlimited, for formats that know no band."""


class Rates(Model):
    """The price of a plan, integer cents. Unserved jobs are compared before any of this."""

    travel_cents_per_s: Rate = 1
    overtime_cents_per_s: Rate = 2
    waiting_cents_per_s: Rate = 0
    distance_cents_per_km: Rate = 0
    """Per kilometre; each leg is rounded half up to whole cents."""
    lateness_cents_per_s: Rate = 10
    """Per second of arriving after the early band of an appointment that was already told."""


class Calls(Model):
    """When customers and engineers are called or written to, seconds."""

    departure_fixed_before_s: Seconds = 60 * MINUTE
    """The departure is fixed and sent to the engineer at least this long before it."""
    confirm_before_appointment_s: Seconds = 120 * MINUTE
    """On the day, the customer confirms about this long before the appointment."""
    not_before_local_s: Seconds = 8 * HOUR
    """Customers are not called to confirm earlier than this many seconds after local midnight. The
    call shortly before an arrival follows the arrival, however early that is."""
    before_arrival_s: Seconds = 5 * MINUTE
    late_call_before_appointment_s: Seconds = 2 * MINUTE
    """Who will be met late is called at the latest this long before the appointment."""
    answer_within_s: Seconds = 15 * MINUTE
    """A customer who is asked to agree to another time has so long to answer, and less where one of
    the two times is nearer than that. Without an answer the old time stays."""
    guidance_setting_after_s: Seconds = 30 * MINUTE
    guidance_after_s: Seconds = 2 * HOUR
    untested_visit_after_s: Seconds = 2 * HOUR
    doubtful_repair_after_s: Seconds = 3 * HOUR
    follow_up_within_s: Seconds = 72 * HOUR


class ResponseTargets(Model):
    """Targets, seconds, where a contract has none of its own. Not enforced by the optimizer yet."""

    answered_within_s: Seconds = 15 * MINUTE
    on_site_within_s: Seconds = 2 * HOUR
    fixed_within_s: Seconds = 12 * HOUR
    arranged_within_s: Seconds = 24 * HOUR
    installed_within_s: Seconds = 30 * 24 * HOUR
    inspections_per_year: Annotated[int, Field(ge=0, le=366)] = 2


class Spread(Model):
    """How far work and drives are from their means: what reserves are reckoned with."""

    work_percent: Annotated[int, Field(ge=0, le=200)] = 25
    """Standard deviation of the working time of a job that gives none, percent of its mean."""
    drive_percent: Annotated[int, Field(ge=0, le=200)] = 15
    """Standard deviation of a drive, percent of its mean."""
    usual_drive_s: Annotated[int, Field(ge=0, le=24 * HOUR)] = 15 * MINUTE
    """The drive between two customers that reserves are reckoned with, seconds. One number for all:
    a reserve belongs to a visit, whoever is visited next."""


class DoorRules(Model):
    """What is done at the door when things do not go as planned, seconds."""

    late_tier_s: Seconds = 15 * MINUTE
    """Up to this late: apologise; later: also offer to wait, another engineer or a new window."""
    knock_for_s: Seconds = 5 * MINUTE
    leave_note_after_s: Seconds = 15 * MINUTE
    workshop_least_s: Seconds = 24 * HOUR
    """A unit that is taken to the workshop is brought back after so long at the earliest."""
    workshop_most_s: Seconds = 14 * 24 * HOUR
    """And after so long at the latest."""


class EventRules(Model):
    """Which moments events of a running day may have, seconds."""

    future_s: Seconds = 5 * MINUTE
    """Events may lie so far ahead of the receiver's clock: the clocks of devices differ."""
    before_horizon_s: Seconds = 7 * 24 * HOUR
    """What customers and offices report counts from so long before the planned time on; what
    happens on the road counts from its beginning."""
    silence_is_as_planned: bool = True
    """Whether an engineer who has reported no step of any visit is taken to do as planned. If not,
    he is taken to be where he was: who should have set out and has not said so is late."""
    arrival_changed_s: Seconds = MINUTE
    """An arrival that is expected so much later than planned is worth telling."""


class Policy(Model):
    """How the company works. Every number has the domain's default."""

    early_band: EarlyBand = EarlyBand()
    appointment_raster_s: Annotated[int, Field(ge=1, le=HOUR)] = MINUTE
    """Appointments that the plan chooses are at multiples of this many seconds after a full hour of
    the local clock; it divides an hour. 1: at any second. Told appointments stay as told."""
    on_time_probability: Annotated[float, Field(ge=0.5, le=0.999)] | None = None
    """Chance with which the next customer is met not later than the appointment: visits are planned
    with a reserve for it (docs/timing.md, "Reserves"). None: planned with means alone."""
    spread: Spread = Spread()
    rates: Rates = Rates()
    calls: Calls = Calls()
    response: ResponseTargets = ResponseTargets()
    door: DoorRules = DoorRules()
    events: EventRules = EventRules()
    required_fields: tuple[str, ...] = DEFAULT_REQUIRED_FIELDS
    """What a job must carry to be planned (models.intake.REQUIRABLE lists the names)."""
    depot_handling_s: Seconds = 10 * MINUTE
    """Seconds a collection at a depot takes unless the depot says otherwise."""
    default_duration_s: dict[JobKind, Seconds] = Field(default_factory=DEFAULT_DURATION_S.copy)
    """Working time of a job that gives none, by kind; kinds not named keep the default."""
    duration_percent_by_level: dict[Level, Percent] = Field(
        default_factory=DEFAULT_DURATION_PERCENT.copy
    )
    """Working time by the engineer's level in the job's skill, relative to level 3, percent;
    levels not named keep the default."""
    workshop_over_s: Seconds = 60 * MINUTE
    """Work expected to last longer may be turned into fetch_unit."""
    meal_least_s: Seconds = 30 * MINUTE
    meal_most_s: Seconds = 60 * MINUTE
    warranty_months: dict[str, Annotated[int, Field(ge=0, le=600)]] = Field(
        default_factory=DEFAULT_WARRANTY_MONTHS.copy
    )
    """Warranty by product class, months; the empty class stands for those not named."""
    worth_a_call_cents: Annotated[int, Field(ge=0, le=100_000_000)] = 300
    """What pulling a visit forward has to save at least before its customer is called about it."""
    service_area_km: Annotated[float, Field(gt=0, le=20_100)] | None = None
    """Farthest a job may be from the nearest start of a shift, kilometres of great circle."""

    @field_validator("default_duration_s")
    @classmethod
    def _every_kind_has_a_duration(cls, given: dict[JobKind, int]) -> dict[JobKind, int]:
        return DEFAULT_DURATION_S | given

    @field_validator("duration_percent_by_level")
    @classmethod
    def _every_level_has_a_percentage(cls, given: dict[int, int]) -> dict[int, int]:
        return DEFAULT_DURATION_PERCENT | given

    @field_validator("warranty_months")
    @classmethod
    def _every_class_has_a_warranty(cls, given: dict[str, int]) -> dict[str, int]:
        return DEFAULT_WARRANTY_MONTHS | given
