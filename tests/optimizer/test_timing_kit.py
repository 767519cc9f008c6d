"""The kit lists: what is ticked off before leaving."""

from __future__ import annotations

from datetime import date

from support.built_plans import route_of
from support.small_days import at, day, depot, engineer, job
from support.travel_doubles import ConstantTravel

from models.job import Fee, JobKind, Product
from models.part import Part, PartKind
from models.plan import Draw, KitItem, KitKind, PartSource, Stop
from models.timeline import Visit

VAN = PartSource.VAN
DEPOT = PartSource.DEPOT
PARTS = (
    Part(id="pump", name="Drain pump"),
    Part(id="spare-tv", name="Loan TV", kind=PartKind.LOANER),
    Part(id="oven", name="Oven", kind=PartKind.GOODS),
    Part(id="tape", kind=PartKind.CONSUMABLE),
)


def stops(*draws: Draw, **fields: object) -> tuple[Stop, ...]:
    """The route to one job that draws these units."""
    the_day = day(
        ConstantTravel([[0, 600], [600, 0]]),
        [job("a", 1, **fields)],
        [engineer(start_depot_id="d1")],
        parts=PARTS,
        depots=(depot(),),
    )
    return route_of(the_day, Visit("a", draws)).stops


def draw(part_id: str, quantity: int = 1, source: PartSource = VAN, eta: str = "") -> Draw:
    return Draw(
        part_id=part_id,
        quantity=quantity,
        source=source,
        depot_id="d1" if source is DEPOT else None,
        inbound_eta=at(eta) if eta else None,
    )


def names(kit: tuple[KitItem, ...], kind: KitKind) -> list[str]:
    return [item.name.en for item in kit if item.kind is kind]


def test_every_visit_takes_papers_and_consumables_along() -> None:
    _, visit, _ = stops()
    assert names(visit.kit, KitKind.PAPER) == ["record sheet", "note card"]
    assert names(visit.kit, KitKind.CONSUMABLE) == ["shoe covers", "floor cloth", "cleaning cloth"]
    assert [item.name.zh for item in visit.kit] == ["服务记录单", "留言卡", "鞋套", "垫布", "抹布"]


def test_units_are_listed_by_kind_with_where_they_come_from() -> None:
    visit = stops(draw("pump", 2), draw("spare-tv", source=DEPOT), draw("oven", source=DEPOT))[2]
    assert [(i.kind, i.name.en, i.quantity, i.source, i.depot_id) for i in visit.kit[:3]] == [
        (KitKind.PART, "Drain pump", 2, VAN, None),
        (KitKind.LOANER, "Loan TV", 1, DEPOT, "d1"),
        (KitKind.GOODS, "Oven", 1, DEPOT, "d1"),
    ]


def test_units_of_one_part_from_one_source_are_one_line_whenever_they_were_delivered() -> None:
    visit = stops(draw("pump", 1), draw("pump", 2, DEPOT), draw("pump", 3, DEPOT, "07:00"))[2]
    lines = [item for item in visit.kit if item.kind is KitKind.PART]
    assert [(item.source, item.quantity) for item in lines] == [(VAN, 1), (DEPOT, 5)]


def test_a_part_without_a_name_or_record_goes_by_its_id() -> None:
    visit = stops(draw("tape"), draw("unheard-of"))[1]
    assert names(visit.kit, KitKind.CONSUMABLE)[0] == "tape"
    assert names(visit.kit, KitKind.PART) == ["unheard-of"]


def test_tools_are_listed() -> None:
    assert names(stops(tools=("ladder", "meter"))[1].kit, KitKind.TOOL) == ["ladder", "meter"]


def test_out_of_warranty_the_receipt_book_and_the_price_list_come_along() -> None:
    old = Product(purchase_date=date(2024, 1, 1))
    assert names(stops(product=old)[1].kit, KitKind.PAPER)[:2] == ["receipt book", "price list"]


def test_who_has_accepted_a_fee_gets_a_receipt() -> None:
    kit = stops(fee=Fee(amount_cents=5000, accepted=True))[1].kit
    assert "receipt book" in names(kit, KitKind.PAPER)


def test_a_visit_for_free_needs_no_price_list() -> None:
    old = Product(purchase_date=date(2024, 1, 1))
    goodwill = stops(product=old, fee=Fee(amount_cents=0, accepted=True))[1].kit
    inspection = stops(product=old, kind=JobKind.INSPECTION)[1].kit
    for kit in (goodwill, inspection):
        assert "price list" not in names(kit, KitKind.PAPER)


def test_the_collection_lists_what_all_visits_draw_from_the_depot() -> None:
    the_day = day(
        ConstantTravel([[0, 600], [600, 0]]),
        [job("a", 1), job("b", 1)],
        [engineer(start_depot_id="d1")],
        parts=PARTS,
        depots=(depot(),),
    )
    route = route_of(
        the_day,
        Visit("a", (draw("pump", 1, DEPOT), draw("pump"))),
        Visit("b", (draw("pump", 2, DEPOT), draw("oven", 1, DEPOT))),
    )
    collected = [(item.name.en, item.quantity) for item in route.stops[1].kit]
    assert collected == [("Drain pump", 3), ("Oven", 1)]
