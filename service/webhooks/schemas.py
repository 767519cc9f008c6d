"""What the routes of webhooks take and give."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

LONGEST_URL = 2000


class EntryKind(StrEnum):
    """Kinds of change that can be subscribed to: those of a day's journal."""

    BEGUN = "begun"
    EVENT = "event"
    SET_ASIDE = "set_aside"
    HELD = "held"
    RELEASED = "released"
    BOOKED = "booked"
    PLAN = "plan"
    ASKED = "asked"
    ANSWERED = "answered"
    PROPOSED = "proposed"
    CALLED = "called"


class SubscriptionAsked(BaseModel):
    """Where to send which changes."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid", frozen=True)

    url: Annotated[str, Field(min_length=8, max_length=LONGEST_URL)]
    """http or https; a host that the service is allowed to send to."""
    kinds: Annotated[tuple[EntryKind, ...], Field(max_length=len(EntryKind))] = ()
    """Kinds of change; none: all."""


class SubscriptionView(BaseModel):
    """A subscription."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    url: str
    kinds: tuple[EntryKind, ...]
    created_at: datetime
    created_by: str


class SubscriptionMade(SubscriptionView):
    """A subscription that was just made."""

    secret: str
    """For checking signatures. It is shown this once."""


class DeliveryState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    """To be sent, or to be sent again."""
    DELIVERED = "delivered"
    DEAD = "dead"
    """Tried as often as the settings say; it can be sent again by hand."""


class DeliveryView(BaseModel):
    """A message to a subscriber."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    day: str
    sequence: int
    kind: EntryKind
    state: DeliveryState
    tries: int
    next_at: datetime
    """When it is sent next, where it waits."""
    said: str | None
    """What came of the last try."""
    created_at: datetime
    delivered_at: datetime | None


class Message(BaseModel):
    """The body of a webhook."""

    id: str
    """The same for every try of one message."""
    type: Literal["day.changed"] = "day.changed"
    day: str
    sequence: int
    """Of the entry in the day's journal; messages may come out of order."""
    kind: str
    version: int
    """Of the plan in force after it."""
    at: datetime
    what: dict[str, object]
    """The same as in the stream; nothing personal."""
