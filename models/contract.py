"""Contracts: what a customer has been promised beyond the single visit."""

from __future__ import annotations

from models.base import Id, Model
from models.policy import ResponseTargets


class Contract(Model):
    """A service contract that jobs refer to. Not enforced by the optimizer yet."""

    id: Id
    name: str = ""
    response: ResponseTargets | None = None
    """Targets of this contract, inspections per year among them; default `Policy.response`."""
    loaner_required: bool = False
    """Every visit in warranty needs a loaner in reserve."""
