"""The kit on a sheet: what to pack for the whole route, and what to take to each door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from models.plan import KitItem, KitKind, Route, StopKind
from service.exports import words
from service.exports.view import PlanView
from service.exports.words import Language


def packing_list(route: Route) -> Sequence[KitItem]:
    """Everything the route needs, in the order of first need.

    What stays with the customer or is used up adds up; a tool serves at every stop. A collection
    lists again what the visits after it need, so it is left out.
    """
    totals: dict[KitItem, int] = {}
    visits = (stop for stop in route.stops if stop.kind is StopKind.JOB)
    for stop in visits:
        for item in stop.kit:
            one = item.model_copy(update={"quantity": 1})
            so_far = totals.get(one, 0)
            is_tool = item.kind is KitKind.TOOL
            totals[one] = max(so_far, item.quantity) if is_tool else so_far + item.quantity
    return [item.model_copy(update={"quantity": total}) for item, total in totals.items()]


def kit_list(view: PlanView, items: Iterable[KitItem], language: Language) -> str:
    """The items as a list with a box to tick before each; nothing for no items."""
    lines = "".join(f"<li><label>{_line(view, item, language)}</label></li>\n" for item in items)
    return f'<ul class="kit">\n{lines}</ul>\n' if lines else ""


def _line(view: PlanView, item: KitItem, language: Language) -> str:
    source = words.source_of(view, item)
    about = [language.of(words.KIT_KINDS[item.kind], "/")]
    if source:
        about.append(language.of(source, "/"))
    name = escape(language.of(item.name, " / "))
    quantity = f"{item.quantity} × " if item.quantity > 1 else ""
    return (
        '<input type="checkbox"> '
        f'<span>{quantity}{name} <span class="soft">{escape(", ".join(about))}</span></span>'
    )
