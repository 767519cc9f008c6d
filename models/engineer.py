"""Engineers: who can go, when, from where, with what."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.base import Id, LocalTime, Model, Seconds
from models.part import Quantity
from models.place import Place

Level = Annotated[int, Field(ge=1, le=5)]
"""Mastery of a skill: 1 beginner, 3 experienced, 5 expert."""


class Break(Model):
    """A meal. Not enforced by the optimizer yet: a scenario with breaks gets a finding."""

    earliest_start: LocalTime
    latest_start: LocalTime
    duration_s: Seconds


class Shift(Model):
    """One working day of an engineer. Driving starts no earlier than `start`.

    The engineer is back at the end place by `end`, or later within `Engineer.overtime_max_s`.
    Start and end default to the engineer's own.
    """

    start: LocalTime
    end: LocalTime
    start_place: Place | None = None
    end_place: Place | None = None
    start_depot_id: Id | None = None
    """The shift starts at this depot (its place is the start) and may collect parts there first."""
    end_depot_id: Id | None = None


class Engineer(Model):
    """A person who visits customers."""

    id: Id
    name: str = ""
    phone: str = ""
    skills: dict[str, Level] = Field(default_factory=dict)
    """Level of mastery by skill."""
    shifts: tuple[Shift, ...] = ()
    start_place: Place | None = None
    """Where shifts start unless they say otherwise; default: `start_depot_id`'s place."""
    end_place: Place | None = None
    """Where shifts end unless they say otherwise; default: where the shift started."""
    start_depot_id: Id | None = None
    end_depot_id: Id | None = None
    van_stock: dict[str, Quantity] = Field(default_factory=dict)
    """Units in the van at the start of the horizon, by part id; shared by all shifts."""
    tools: tuple[str, ...] = ()
    breaks: tuple[Break, ...] = ()
    overtime_max_s: Seconds = 0
    """How long after the end of a shift the engineer may still return, at overtime rates."""
    max_driving_s: Seconds | None = None
    """Longest driving time per shift. Not enforced by the optimizer yet."""
    territories: tuple[str, ...] = ()
    """Territories served; empty means everywhere."""
    territory_hard: bool = False
    """Whether jobs of other territories are forbidden (enforced) or only unwelcome (not yet)."""
    vehicle_profile: str = "car"
    """Which travel profile of `Scenario.travel` applies."""
    languages: tuple[str, ...] = ()
    """Languages spoken, for people to see; no rule depends on them."""
    never_repaired: tuple[str, ...] = ()
    """Fault codes that this engineer has never repaired (needs a helper). Not enforced yet."""
