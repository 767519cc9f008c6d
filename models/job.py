"""Jobs: one work order at one customer's premises."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from models.base import Id, LocalTime, Model, Seconds
from models.engineer import Level
from models.place import Place


class JobKind(StrEnum):
    """What is to be done at the customer's (domain words)."""

    REPAIR = "repair"
    INSTALL = "install"
    PICKUP_INSTALL = "pickup_install"
    INSPECTION = "inspection"
    RETURN_VISIT = "return_visit"
    FETCH_UNIT = "fetch_unit"


class JobStatus(StrEnum):
    """Where a job stands before planning; only `open` jobs are planned."""

    OPEN = "open"
    PHONE_GUIDANCE = "phone_guidance"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class PremisesKind(StrEnum):
    """Private home or business: business premises have their own access rules."""

    HOME = "home"
    BUSINESS = "business"


class Customer(Model):
    """Who is visited, and how to reach them."""

    id: Id | None = None
    """The same id on several jobs means the same customer (continuity)."""
    name: str = ""
    phone: str = ""
    """Mobile or landline, as dialled."""
    language: Annotated[str, Field(pattern=r"^(en|zh)$")] = "en"


class Product(Model):
    """The appliance or computer."""

    product_class: str = ""
    """Class that the warranty period depends on, e.g. `washing_machine`."""
    model: str = ""
    serial: str = ""
    purchase_date: date | None = None
    warranty_until: date | None = None
    """Last day of warranty where it is known; else worked out from class and purchase date."""
    invoice_available: bool | None = None
    """Whether the customer can show the invoice; unknown if None."""


class Fee(Model):
    """What an out-of-warranty visit costs the customer: quoted once, before the visit."""

    amount_cents: Annotated[int, Field(ge=0)]
    accepted: bool | None = None
    """The customer's consent; None while it has not been given (the job waits)."""


class Window(Model):
    """A promise to the customer: the work may START within `[start, end]`."""

    start: LocalTime
    end: LocalTime
    hard: bool = True
    """Soft windows (hard = false) are treated as hard by the optimizer for now (with a finding)."""


class SkillNeed(Model):
    """A skill the job requires, at the least level that will do."""

    skill: str
    level: Level = 1


class PartNeed(Model):
    """A part that has to be in the engineer's hands when the work starts."""

    part_id: Id
    quantity: Annotated[int, Field(ge=1, le=10_000)] = 1
    probability: Annotated[float, Field(gt=0, le=1)] = 1.0
    """Chance that the part is really needed. Every listed part is reserved whatever its chance."""


class Job(Model):
    """One work order. Everything domain.md asks about it; later features read more of it."""

    id: Id
    kind: JobKind = JobKind.REPAIR
    status: JobStatus = JobStatus.OPEN
    customer: Customer = Customer()
    place: Place = Place()
    premises: PremisesKind = PremisesKind.HOME
    access_notes: str = ""
    """How to get in without disturbing; printed on the sheet."""
    product: Product = Product()
    fault_code: str = ""
    fault_description: str = ""
    received_at: LocalTime | None = None
    """When the request came in."""
    requested_time: str = ""
    """What the customer asked for, in words, where it is not a window yet."""
    windows: tuple[Window, ...] = ()
    """Alternative promises, over one or several days; empty: any time of the horizon."""
    appointment_told: LocalTime | None = None
    """The moment the customer has been told. It must lie in one of the windows, if there are any;
    the work may start later (priced and reported) but not after that window ends."""
    priority: Annotated[int, Field(ge=0, le=100)] = 1
    contract_id: Id | None = None
    """The contract the job falls under. Its promises are not enforced by the optimizer yet."""
    sla_deadline: LocalTime | None = None
    """Contractual latest start of work; not enforced by the optimizer yet."""
    skills: tuple[SkillNeed, ...] = ()
    parts: tuple[PartNeed, ...] = ()
    tools: tuple[str, ...] = ()
    duration_s: Annotated[int, Field(ge=0, le=7 * 86_400)] | None = None
    """Mean working time in seconds for an engineer of level 3; default by kind from Policy."""
    duration_spread_s: Seconds = 0
    """Standard deviation of the working time in seconds; not used by the optimizer yet."""
    duration_by_level_s: dict[Level, Seconds] = Field(default_factory=dict)
    """Working time by the engineer's level; a level that is not given follows Policy."""
    required_engineer_id: Id | None = None
    """Only this engineer may go (hard continuity)."""
    preferred_engineer_ids: tuple[Id, ...] = ()
    """Engineers who should go if possible; not weighed by the optimizer yet."""
    refused_engineer_ids: tuple[Id, ...] = ()
    """Engineers who are never sent."""
    engineers_needed: Annotated[int, Field(ge=1, le=2)] = 1
    """Two-person jobs are not planned by the optimizer yet."""
    after_job_ids: tuple[Id, ...] = ()
    """Jobs that must be finished first. Such jobs are not planned by the optimizer yet."""
    case_id: Id | None = None
    """Visits of the same case (e.g. a fetch and its return) share it."""
    loaner_required: bool = False
    """A loaner must be in reserve for the visit. Not enforced by the optimizer yet."""
    workshop_possible: bool = False
    """The work can also be done in the workshop (fetch_unit)."""
    fee: Fee | None = None
    instructions: str = ""
    assumed: tuple[str, ...] = ()
    """Names of fields that an importer assumed rather than read; see Scenario.assumptions."""
