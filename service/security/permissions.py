"""The table of who may do what. docs/service.md shows it; a test keeps the two equal."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a key or a token is for."""

    ADMIN = "admin"
    DISPATCHER = "dispatcher"
    CALL_CENTRE = "call_centre"
    ENGINEER = "engineer"
    VIEWER = "viewer"


class Permission(StrEnum):
    """What can be allowed."""

    READ_SCENARIOS = "read_scenarios"
    WRITE_SCENARIOS = "write_scenarios"
    READ_PLANS = "read_plans"
    READ_OWN_DAY = "read_own_day"
    """Of plans, an engineer's own routes, sheet and calendar."""
    RUN = "run"
    """Start and stop searches."""
    PUBLISH = "publish"
    """Put a plan in force."""
    BOOK = "book"
    """Ask for slots, hold and book them."""
    REPORT_EVENTS = "report_events"
    """Say what happened, to any job of the organisation."""
    REPORT_OWN_EVENTS = "report_own_events"
    """Say what happened in one's own day."""
    DISPATCH = "dispatch"
    """Accept proposals, answer for customers."""
    MANAGE_KEYS = "manage_keys"
    MANAGE_WEBHOOKS = "manage_webhooks"


_READING = frozenset({Permission.READ_SCENARIOS, Permission.READ_PLANS, Permission.READ_OWN_DAY})
_CALLING = _READING | {Permission.BOOK, Permission.REPORT_EVENTS, Permission.REPORT_OWN_EVENTS}
_DISPATCHING = _CALLING | {
    Permission.WRITE_SCENARIOS,
    Permission.RUN,
    Permission.PUBLISH,
    Permission.DISPATCH,
}

ALLOWED: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.ADMIN: frozenset(Permission),
        Role.DISPATCHER: _DISPATCHING,
        Role.CALL_CENTRE: _CALLING,
        Role.ENGINEER: frozenset({Permission.READ_OWN_DAY, Permission.REPORT_OWN_EVENTS}),
        Role.VIEWER: _READING,
    }
)
