"""A plan: routes with every moment worked out, the jobs left out with reasons, and the figures."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from models.base import Id, LocalTime, Model, Text
from models.findings import Finding
from models.part import Interval
from models.place import Place

PLAN_FORMAT_VERSION: Final = "1"
Count = Annotated[int, Field(ge=0)]


class StopKind(StrEnum):
    """One call of a route."""

    START = "start"
    COLLECTION = "collection"
    JOB = "job"
    END = "end"


class PartSource(StrEnum):
    """Where a unit was reserved."""

    VAN = "van"
    DEPOT = "depot"


class Draw(Model):
    """Units reserved for one job out of one stock. Inbound stock is named by its ETA."""

    part_id: Id
    quantity: Annotated[int, Field(ge=1)]
    source: PartSource
    depot_id: Id | None = None
    inbound_eta: LocalTime | None = None
    """Set when the units come from `Depot.inbound`; they cannot be handed out before it."""


class KitKind(StrEnum):
    """What kind of thing is to be ticked off before leaving."""

    PART = "part"
    LOANER = "loaner"
    GOODS = "goods"
    TOOL = "tool"
    PAPER = "paper"
    CONSUMABLE = "consumable"


class KitItem(Model):
    """One line of the kit list."""

    kind: KitKind
    name: Text
    quantity: Annotated[int, Field(ge=1)] = 1
    source: PartSource | None = None
    depot_id: Id | None = None


class CallKind(StrEnum):
    """Why somebody is called or written to."""

    CONFIRM = "confirm"
    DEPARTURE_FIXED = "departure_fixed"
    BEFORE_ARRIVAL = "before_arrival"


class Call(Model):
    """A timed action: whom to reach, from when, by when at the latest, with what to say."""

    kind: CallKind
    at: LocalTime
    latest: LocalTime
    engineer_id: Id
    job_id: Id | None = None
    phone: str = ""
    say: tuple[Text, ...] = ()


class Leg(Model):
    """The drive to a stop, with its departure computed backwards (docs/timing.md)."""

    ready: LocalTime
    """When the engineer is free to leave the previous stop."""
    depart: LocalTime
    """Recommended departure; the plan counts on it."""
    depart_earliest: LocalTime
    """Earliest useful departure: leaving sooner would only mean waiting at the door."""
    depart_latest: LocalTime
    """Latest safe departure: leaving later misses the band (or, at the end, the shift)."""
    arrive: LocalTime
    travel_s: Count
    distance_m: Count
    slack_s: int
    """Seconds between `ready` and `depart_latest`; negative if a told appointment is missed."""
    idle_before_s: Count
    """Seconds spent idle at the previous stop before departing."""
    idle_reason: Text | None = None
    """Why that idle time is where it is; None when there is none."""


class Stop(Model):
    """One call of a route. The engineer occupies it over `[arrive, finish]`."""

    kind: StopKind
    job_id: Id | None = None
    depot_id: Id | None = None
    place: Place
    leg: Leg | None = None
    """The drive to this stop; None at the start and at a collection in the start depot."""
    arrive: LocalTime
    start: LocalTime
    """When the work starts."""
    finish: LocalTime
    """When the engineer is free to leave."""
    appointment: LocalTime | None = None
    """The moment the customer is told; the work starts then unless the engineer is late."""
    told: bool = False
    """Whether the appointment had been told before this plan was made."""
    window: Interval | None = None
    """The promise the appointment lies in; None for a job that promised nothing."""
    early_s: Count = 0
    """Seconds at the door before the work starts."""
    lateness_s: Count = 0
    """Seconds of arriving after the band of a told appointment."""
    reserve_s: Count = 0
    """Of the time from start to finish, what is kept so that the next customer is met on time; the
    work itself is expected to end that much before `finish`."""
    movable_s: Count = 0
    """How much later the work could start with every later promise of the route still kept."""
    draws: tuple[Draw, ...] = ()
    kit: tuple[KitItem, ...] = ()
    calls: tuple[Call, ...] = ()
    note: Text | None = None
    """What a dispatcher has to know here, e.g. by how much and why a told time is missed."""


class Route(Model):
    """One engineer's shift, from the start place to the end place."""

    engineer_id: Id
    shift_index: Annotated[int, Field(ge=0)]
    """Which of `Engineer.shifts`, from 0."""
    stops: tuple[Stop, ...]
    """Start, perhaps a collection, at least one job, end."""
    travel_s: Count
    distance_m: Count
    service_s: Count
    handling_s: Count
    waiting_s: Count
    """End minus begin of the route less travel, service and handling (the door time counts)."""
    overtime_s: Count
    lateness_s: Count


class UnplannedState(StrEnum):
    """Why a job is not in a route."""

    NEEDS_INFORMATION = "needs_information"
    AWAITING_FEE_CONSENT = "awaiting_fee_consent"
    AWAITING_PART = "awaiting_part"
    PHONE_GUIDANCE = "phone_guidance"
    UNRESOLVED_ADDRESS = "unresolved_address"
    OUTSIDE_SERVICE_AREA = "outside_service_area"
    NOT_SUPPORTED_YET = "not_supported_yet"
    """The job uses a rule that the optimizer cannot plan yet (two persons, order)."""
    NOT_OPEN = "not_open"
    RECORD_UNUSABLE = "record_unusable"
    UNPLANNED = "unplanned"


COUNTED_AS_UNSERVED = frozenset({UnplannedState.UNPLANNED, UnplannedState.AWAITING_PART})
"""States that count in the objective; the others were never plannable."""


class Reason(Model):
    """One true, computed reason for a job being left out."""

    code: str
    text: Text
    engineer_id: Id | None = None
    """The engineer the reason speaks of, where it speaks of one."""
    eta: LocalTime | None = None
    extra_cost_cents: int | None = None
    """Price of the cheapest way it would fit, where one was found."""
    displaced_job_ids: tuple[Id, ...] = ()
    """Jobs that the cheapest way would push out."""


class Unplanned(Model):
    """A job that is in no route, never without a reason."""

    job_id: Id
    state: UnplannedState
    reasons: Annotated[tuple[Reason, ...], Field(min_length=1)]
    missing_fields: tuple[str, ...] = ()
    priority: Annotated[int, Field(ge=0, le=100)] = 1


class PlanCost(Model):
    """The objective, in the order it is compared (see `models.cost`)."""

    unserved_priority: Count
    """Sum of the priorities of unserved jobs."""
    unserved_without_priority: Count
    """Number of unserved jobs of priority 0."""
    travel_cents: Count = 0
    overtime_cents: Count = 0
    waiting_cents: Count = 0
    distance_cents: Count = 0
    lateness_cents: Count = 0

    def with_left_out(self, left_out: Iterable[Unplanned]) -> PlanCost:
        """The price with these jobs in no route; who was never plannable costs nothing."""
        lost = [one.priority for one in left_out if one.state in COUNTED_AS_UNSERVED]
        return self.model_copy(
            update={"unserved_priority": sum(lost), "unserved_without_priority": lost.count(0)}
        )

    @property
    def cents(self) -> int:
        """The last component of the objective."""
        return (
            self.travel_cents
            + self.overtime_cents
            + self.waiting_cents
            + self.distance_cents
            + self.lateness_cents
        )

    @property
    def key(self) -> tuple[int, int, int]:
        """What plans are compared by, smaller is better."""
        return (self.unserved_priority, self.unserved_without_priority, self.cents)


class Merit(Model):
    """Figures of merit (domain.md section 8), as planned."""

    jobs: Count
    """Jobs that were asked for, plannable or not."""
    served: Count
    served_by_priority: dict[int, Count] = Field(default_factory=dict)
    in_band: Count
    """Arrivals inside the early band."""
    not_late: Count
    """Arrivals not later than the appointment."""
    travel_s: Count
    distance_m: Count
    waiting_s: Count
    service_s: Count
    overtime_s: Count
    lateness_s: Count
    smallest_slack_s: int | None = None
    """Smallest slack of any leg to a job; None without jobs."""
    engineers_used: Count = 0


class SearchReport(Model):
    """How the plan was found."""

    seed: int
    threads: int
    seconds: float | None = None
    """None for a budget in iterations alone: equal runs then give equal plans to the last byte."""
    iterations: Count
    stopped_by: Literal["seconds", "iterations", "interrupt", "nothing_to_do"]
    first_complete_s: float | None = None
    """Seconds until every job had been tried once in a legal plan."""


class Plan(Model):
    """What comes out: audited before anybody sees it, and never edited in place."""

    format_version: Literal["1"] = PLAN_FORMAT_VERSION
    scenario_name: str = ""
    scenario_sha256: str = ""
    """Digest of the scenario the plan was made for (`models.files.digest`)."""
    version: Annotated[int, Field(ge=1)] = 1
    time_zone: str
    routes: tuple[Route, ...] = ()
    """Only shifts that serve at least one job, in order of engineer and shift."""
    unplanned: tuple[Unplanned, ...] = ()
    cost: PlanCost
    merit: Merit
    findings: tuple[Finding, ...] = ()
    search: SearchReport
