"""What an event has upset, as tables for people: untruths, calls, proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.proposal import LatenessTier
from service.exports.words import Language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rich.table import Table

    from models.clock import Clock
    from models.proposal import CallItem, Proposal, Untruth

TIERS = {
    LatenessTier.IN_BAND: "in the band",
    LatenessTier.TIGHT: "tight",
    LatenessTier.LATE: "late",
    LatenessTier.VERY_LATE: "very late",
    LatenessTier.MISSED: "promise missed",
}


def untrue_table(untrue: Sequence[Untruth], clock: Clock) -> Table:
    """One row for each visit that is not as the plan says, by appointment."""
    table = _table("No longer true")
    for heading in ("job", "engineer", "planned", "expected", "appointment", ""):
        table.add_column(heading)
    for one in untrue:
        tier = "nobody comes" if one.expected_arrival is None else TIERS[one.tier]
        late = f", {one.late_s // 60} min" if one.late_s else ""
        risk = ", contract at risk" if one.sla_at_risk else ""
        told = "" if one.told else " (not told)"
        table.add_row(
            _plain(one.job_id),
            _plain(one.engineer_id),
            _time(clock, one.planned_arrival),
            "-" if one.expected_arrival is None else _time(clock, one.expected_arrival),
            _time(clock, one.appointment) + told,
            f"{tier}{late}{risk}",
        )
    return table


def calls_table(calls: Sequence[CallItem], clock: Clock, language: Language) -> Table:
    """One row for each customer to be called, the least time first."""
    table = _table("Calls")
    for heading in ("by", "job", "customer", "phone", "say"):
        table.add_column(heading, overflow="fold")  # nothing that is said is cut off
    for call in calls:
        table.add_row(
            _time(clock, call.call_by),
            _plain(call.job_id),
            _plain(call.customer_name),
            _plain(call.phone),
            _plain(" ".join(language.of(text) for text in call.say)),
        )
    return table


def proposals_table(proposals: Sequence[Proposal], language: Language) -> Table:
    """One row for each proposal, the one that disturbs least first."""
    table = _table("Proposals")
    for heading in ("proposal", "what"):
        table.add_column(heading)
    for heading in ("calls", "engineers", "minutes", "price"):
        table.add_column(heading, justify="right")
    table.add_column("consent of")
    for one in proposals:
        upset = one.disturbance
        asked = [move.job_id for move in one.moves if move.needs_consent]
        table.add_row(
            _plain(one.proposal_id),
            _plain(language.of(one.title)),
            str(upset.customers_to_call),
            str(upset.engineers_touched),
            str(upset.minutes_moved),
            f"{upset.extra_cents / 100:.2f}",
            _plain(", ".join(asked)) or "nobody",
        )
    return table


def _table(title: str) -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE, title=title, title_justify="left")


def _plain(text: str) -> str:
    from rich.markup import escape

    from service.console import printable

    return escape(printable(text))


def _time(clock: Clock, moment: datetime) -> str:
    return f"{clock.absolute(moment).astimezone(clock.zone):%d %b %H:%M}"
