"""What the routes of running days take and give."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from models.base import Id, LocalTime
from models.day import EngineerFacts, JobFacts
from models.findings import Finding
from models.place import Place
from models.plan import Plan
from models.proposal import CallItem, CallReason, Consent, EventAnswer, Proposal
from models.scenario import Scenario
from service.days.entries import DayClock


class _Asked(BaseModel):
    model_config = ConfigDict(
        use_attribute_docstrings=True, extra="forbid", allow_inf_nan=False, frozen=True
    )


class _Given(BaseModel):
    model_config = ConfigDict(use_attribute_docstrings=True)


class BeginAsked(_Asked):
    """How a day begins."""

    clock: DayClock = DayClock.WALL
    """`wall`: the service's clock. `events`: the latest event is now; for rehearsals."""
    now: LocalTime | None = None
    """The first moment known; default: the start of the plan's horizon."""


class RunningView(_Given):
    """A running day in figures. Its version is the ETag."""

    day: str
    sequence: int
    """Of the newest entry of the journal."""
    version: int
    """Of the plan in force."""
    clock: DayClock
    now: datetime
    """The moment it is on this day."""
    events: int
    held: int
    """Slots that are held."""
    jobs: dict[str, JobFacts]
    """What is known of jobs, by id; nothing has been heard of the others."""
    engineers: dict[str, EngineerFacts]


class PlanInForce(_Given):
    """The plan in force on a running day."""

    day: str
    sequence: int
    version: int
    plan: Plan


class ScenarioNow(_Given):
    """The scenario of a running day as events and bookings have made it."""

    day: str
    sequence: int
    scenario: Scenario


class EventTaken(_Given):
    """What an event has led to."""

    sequence: int
    """Of its entry in the journal."""
    answer: EventAnswer
    """Engineers see what concerns themselves."""


class EventShown(BaseModel):
    """What those who follow a day see of an event: nothing personal."""

    event_id: str
    event: str
    job_id: str | None = None
    engineer_id: str | None = None
    untrue: int
    calls: int
    proposals: int


class BegunShown(BaseModel):
    """What those who follow a day see of its beginning."""

    plan_id: str
    plan_version: int
    clock: DayClock


class ReplannedShown(BaseModel):
    """What those who follow a day see of another plan in force."""

    cause: str
    proposal_id: str | None = None
    plan_version: int
    engineer_ids: tuple[str, ...]
    """Whose routes have changed."""


class ConsentShown(BaseModel):
    """What those who follow a day see of a question to a customer."""

    proposal_id: str
    job_ids: tuple[str, ...]
    state: str


class CalledShown(BaseModel):
    """What those who follow a day see of a call that was made."""

    job_id: str
    reason: CallReason
    reached: bool


class ProposedShown(BaseModel):
    """What those who follow a day see of proposals that a search has found."""

    event_id: str
    proposal_ids: tuple[str, ...]


class EntryView(_Given):
    """An entry of the journal of a day."""

    sequence: int
    kind: str
    version: int
    """Of the plan in force after it."""
    what: dict[str, Any]
    """What has changed."""
    created_at: datetime
    created_by: str


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    ASKING = "asking"
    """Customers are being asked; the plan in force stays as it is until all have answered."""
    ACCEPTED = "accepted"
    WITHOUT_EFFECT = "without_effect"
    """What customers agreed to could not be applied without what they refused."""
    STALE = "stale"
    """A route that it changes has been changed meanwhile."""


class ProposalView(_Given):
    """A proposal and where it stands."""

    id: str
    event_id: str
    rank: int
    """1 is the best of those that were made at once."""
    state: ProposalState
    plan_version: int
    """Of the plan in force that it changes."""
    consents: tuple[Consent, ...]
    proposal: Proposal


class ProposalAccepted(_Given):
    """What came of a proposal."""

    state: ProposalState
    plan_version: int
    """Of the plan in force now."""
    applied: tuple[str, ...]
    """Jobs that were moved, placed or left out."""
    findings: tuple[Finding, ...]
    """What was not applied though nobody refused it."""


class ProposalsView(_Given):
    """Proposals of a day."""

    version: int
    """Of the plan in force."""
    proposals: tuple[ProposalView, ...]


class CallView(_Given):
    """A line of the call list."""

    tried_at: datetime | None
    """When the customer was last called about just this."""
    reached: bool
    """Whether that call was answered; then nothing more is to do."""
    call: CallItem


class CallsView(_Given):
    """Whom to call, earliest deadline first."""

    sequence: int
    calls: tuple[CallView, ...]


class CallDone(_Asked):
    """Which call was made, and how it went."""

    job_id: Id
    reason: CallReason
    reached: bool = True
    at: LocalTime | None = None
    """Default: now."""


class ConsentAnswer(_Asked):
    """What a customer has said to a proposal."""

    accepts: bool
    at: LocalTime | None = None
    """When; default: now."""


class PositionAsked(_Asked):
    """Where an engineer is."""

    event_id: Id
    place: Place
    at: LocalTime


class SearchAsked(_Asked):
    """How long to search for better proposals."""

    seconds: Annotated[float, Field(ge=0.1, le=60)] = 1.0
