"""Parts and the depots that store them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from models.base import Id, LocalTime, Model, Seconds
from models.place import Place

Quantity = Annotated[int, Field(ge=0, le=1_000_000)]


class PartKind(StrEnum):
    """What a stock-keeping unit is for."""

    SPARE = "spare"
    LOANER = "loaner"
    GOODS = "goods"
    CONSUMABLE = "consumable"


class Part(Model):
    """A stock-keeping unit: a spare part, a loaner unit, or goods to install."""

    id: Id
    name: str = ""
    kind: PartKind = PartKind.SPARE
    price_cents: Annotated[int, Field(ge=0)] = 0


class Interval(Model):
    """A closed span of time `[start, end]`."""

    start: LocalTime
    end: LocalTime


class Inbound(Model):
    """Stock on its way to a depot. It can be handed out from `eta` on, never before."""

    part_id: Id
    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    eta: LocalTime


class Depot(Model):
    """A parts store. Finite, and shared by all engineers who start there."""

    id: Id
    name: str = ""
    place: Place
    opening: tuple[Interval, ...] = ()
    """When collections are possible; empty means always."""
    stock: dict[str, Quantity] = Field(default_factory=dict)
    """Units on the shelf at the start of the horizon, by part id."""
    inbound: tuple[Inbound, ...] = ()
    handling_s: Seconds | None = None
    """Seconds one collection takes, whatever its size; default `Policy.depot_handling_s`."""
