"""The kit: what has to be in the van for each job, ticked off before leaving (domain.md, 5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from models.base import Text
from models.intake import PAID_OUT_OF_WARRANTY
from models.job import Job
from models.part import PartKind
from models.plan import Draw, KitItem, KitKind, PartSource
from models.timeline import Visit
from models.warranty import out_of_warranty
from optimizer.records import Records
from optimizer.wording import same

KIND_OF_PART = {
    PartKind.SPARE: KitKind.PART,
    PartKind.LOANER: KitKind.LOANER,
    PartKind.GOODS: KitKind.GOODS,
    PartKind.CONSUMABLE: KitKind.CONSUMABLE,
}

ALWAYS = (
    KitItem(kind=KitKind.PAPER, name=Text(en="record sheet", zh="服务记录单")),
    KitItem(kind=KitKind.PAPER, name=Text(en="note card", zh="留言卡")),
    KitItem(kind=KitKind.CONSUMABLE, name=Text(en="shoe covers", zh="鞋套")),
    KitItem(kind=KitKind.CONSUMABLE, name=Text(en="floor cloth", zh="垫布")),
    KitItem(kind=KitKind.CONSUMABLE, name=Text(en="cleaning cloth", zh="抹布")),
)
"""What every visit takes along."""

OUT_OF_WARRANTY = (
    KitItem(kind=KitKind.PAPER, name=Text(en="receipt book", zh="收据")),
    KitItem(kind=KitKind.PAPER, name=Text(en="price list", zh="收费标准")),
)
"""What a visit that the customer pays for takes along as well."""


def kit_for(records: Records, job: Job, draws: Sequence[Draw], day: date) -> tuple[KitItem, ...]:
    """The kit list of one visit on `day`: parts, loaner, goods, tools, papers, consumables."""
    tools = (KitItem(kind=KitKind.TOOL, name=same(tool)) for tool in job.tools)
    papers = OUT_OF_WARRANTY if customer_pays(records, job, day) else ()
    return (*_units(records, draws), *tools, *papers, *ALWAYS)


def collected_kit(records: Records, visits: Iterable[Visit]) -> tuple[KitItem, ...]:
    """What a collection at the start depot fetches, for all visits of the route."""
    draws = [draw for visit in visits for draw in visit.draws]
    return _units(records, [draw for draw in draws if draw.source is PartSource.DEPOT])


def customer_pays(records: Records, job: Job, day: date) -> bool:
    """Whether a fee was quoted, or the product is out of warranty on that day."""
    if job.fee is not None:
        return job.fee.amount_cents > 0
    policy = records.scenario.policy
    return job.kind in PAID_OUT_OF_WARRANTY and out_of_warranty(job.product, policy, day)


def _units(records: Records, draws: Iterable[Draw]) -> tuple[KitItem, ...]:
    """One line for each part and source, whatever the deliveries it comes from."""
    quantities: dict[tuple[str, PartSource, str | None], int] = {}
    for draw in draws:
        key = (draw.part_id, draw.source, draw.depot_id)
        quantities[key] = quantities.get(key, 0) + draw.quantity
    return tuple(
        _unit(records, part_id, source, depot_id, quantity)
        for (part_id, source, depot_id), quantity in quantities.items()
    )


def _unit(
    records: Records, part_id: str, source: PartSource, depot_id: str | None, quantity: int
) -> KitItem:
    part = records.parts.get(part_id)  # stock may hold parts that no record describes
    return KitItem(
        kind=KitKind.PART if part is None else KIND_OF_PART[part.kind],
        name=same(part_id if part is None or not part.name else part.name),
        quantity=quantity,
        source=source,
        depot_id=depot_id,
    )
