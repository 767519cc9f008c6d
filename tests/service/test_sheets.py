"""Sheets say what an engineer has to know, run nothing, load nothing, and print."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from support.sample_plan import sample_day
from support.written_day import FORMULA, PLAN, SCENARIO

from models.plan import KitKind, StopKind
from service.exports.kit import packing_list
from service.exports.sheets import sheet_html
from service.exports.view import PlanView
from service.exports.words import Language


class _Elements(HTMLParser):
    """Collects the elements of a page and checks that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "input", "br"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def _sheet(engineer_id: str = "E1", language: Language = Language.BOTH) -> str:
    return sheet_html(PlanView(SCENARIO, PLAN), engineer_id, language).decode()


def _elements(page: str) -> _Elements:
    parser = _Elements()
    parser.feed(page)
    return parser


def test_a_sheet_is_well_formed_and_has_no_script_and_no_link() -> None:
    page = _elements(_sheet())
    tags = {tag for tag, _ in page.seen}
    assert not tags & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not any({"src", "href", "style"} & attrs.keys() for _, attrs in page.seen)
    assert "url(" not in _sheet()


def test_text_of_the_scenario_is_never_markup() -> None:
    assert "<b>" not in _sheet()
    assert "Ring &lt;b&gt;twice&lt;/b&gt; &amp; wait" in _sheet()
    assert f"<h1>{FORMULA.replace(chr(39), '&#x27;')}</h1>" in _sheet("../e/2")


def test_every_stop_says_when_to_leave_and_how_late_it_may_be() -> None:
    # Three legs of E1: departures 08:10, 09:30, 10:50(:30), latest safe 08:10, 09:20, 16:30.
    times = re.findall(r"<dd>(\d\d:\d\d)</dd>", _sheet())
    assert times == [
        "08:00", "08:10",  # the collection
        "08:10", "08:10", "08:25", "08:30", "09:30",
        "09:30", "09:20", "09:50", "09:45", "10:50",
        "10:50", "16:30", "11:15",
    ]  # fmt: skip


def test_every_line_of_the_kit_has_a_box_to_tick() -> None:
    boxes = [attrs for tag, attrs in _elements(_sheet()).seen if tag == "input"]
    # To pack: pump, multimeter, shoe covers. To collect: pump. At the doors: three lines and two.
    assert len(boxes) == 3 + 1 + 3 + 2
    assert all(attrs["type"] == "checkbox" for attrs in boxes)


def test_a_tool_is_packed_once_and_what_is_used_up_for_every_visit() -> None:
    packed = {item.name.en: item.quantity for item in packing_list(PLAN.routes[0])}
    assert packed == {"Drain pump": 1, "Multimeter": 1, "Shoe covers": 4}


def test_one_language_means_one_language() -> None:
    english, chinese = _sheet(language=Language.EN), _sheet(language=Language.ZH)
    assert "Leave at" in english
    assert "出发" not in re.sub(r"陈大文|李伟|解放路", "", english)
    assert "出发" in chinese
    assert "Leave at" not in chinese
    assert '<html lang="zh">' in chinese


def test_each_shift_has_a_part_of_its_own_in_the_engineers_one_sheet() -> None:
    scenario, plan = sample_day(2, 24, days=3)
    shifts = sum(route.engineer_id == "E1" for route in plan.routes)
    page = sheet_html(PlanView(scenario, plan), "E1", Language.EN).decode()
    assert shifts > 1
    assert page.count('<section class="route">') == shifts


def test_all_that_is_needed_at_the_doors_is_on_the_packing_list() -> None:
    _, plan = sample_day(3, 30)
    for route in plan.routes:
        packed = {item.name.en: item.quantity for item in packing_list(route)}
        visits = [stop for stop in route.stops if stop.kind is StopKind.JOB]
        for item in (item for stop in visits for item in stop.kit):
            assert item.kind is KitKind.TOOL or packed[item.name.en] >= item.quantity
        covers = sum(
            item.quantity for stop in visits for item in stop.kit if item.name.en == "Shoe covers"
        )
        assert packed["Shoe covers"] == covers
