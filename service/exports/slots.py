"""Slots as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.plan import PartSource

if TYPE_CHECKING:
    from rich.table import Table

    from models.scenario import Scenario
    from models.slot import SlotAnswer, SlotOffer


def slots_table(answer: SlotAnswer, scenario: Scenario) -> Table:
    """One row for each offer, cheapest first."""
    from rich import box
    from rich.markup import escape
    from rich.table import Table

    from service.console import printable

    names = {one.id: one.name for one in scenario.engineers}
    title = escape(printable(f"Slots for {answer.job_id}"))
    table = Table(box=box.SIMPLE, title=title, title_justify="left")
    table.add_column("window")
    table.add_column("price", justify="right")
    table.add_column("engineer")
    table.add_column("start")
    table.add_column("on time", justify="right")
    table.add_column("pushed", justify="right")
    table.add_column("parts")
    for offer in answer.offers:
        window = f"{offer.window.start:%a %d %b %H:%M}-{offer.window.end:%H:%M}"
        who = f"{names.get(offer.engineer_id, '')} ({offer.engineer_id})".strip()
        table.add_row(
            window,
            f"{offer.price_cents / 100:.2f}",
            escape(printable(who)),
            f"{offer.appointment:%H:%M}",
            f"{offer.on_time_chance:.0%}",
            f"{offer.pushed_s // 60} min",
            escape(printable(_parts(offer))),
        )
    return table


def _parts(offer: SlotOffer) -> str:
    found = []
    for part in offer.parts:
        draw = part.draw
        where = "van" if draw.source is PartSource.VAN else f"depot {draw.depot_id}"
        due = "" if draw.inbound_eta is None else f" from {part.available_from:%a %H:%M}"
        found.append(f"{draw.quantity} {draw.part_id} ({where}{due})")
    return ", ".join(found)
