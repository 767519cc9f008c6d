"""Each reason is given where it is true, and no longer once what it says is mended."""

from __future__ import annotations

from typing import Any

import pytest
from support.explained import codes, left_out, scenario
from support.small_days import at, depot, engineer, job, opening, window

from models.engineer import Shift
from models.job import PartNeed, SkillNeed
from models.part import Inbound, Part
from models.place import Place
from models.scenario import Scenario

GAS = SkillNeed(skill="gas", level=3)
PUMP = (PartNeed(part_id="pump"),)
MORNING = (window("09:00", "10:00"),)
SECOND_DAY = (Shift(start=at("08:00", 1), end=at("17:00", 1)),)


def one_job(
    *engineers: Any, depots: Any = (), others: Any = (), days: int = 1, **fields: Any
) -> Scenario:
    """A day with the job "j" at place 1, and perhaps others."""
    return scenario(
        days=days,
        jobs=(*others, job("j", fields.pop("place", 1), **fields)),
        engineers=engineers,
        depots=depots,
        parts=(Part(id="pump", name="Pump"), Part(id="valve")),
    )


def zone(name: str) -> dict[str, Any]:
    return {"place": Place(matrix_index=1, territory=name)}


def in_zone(name: str, *engineers: Any) -> Scenario:
    day = one_job(*engineers)
    place = Place(matrix_index=1, territory=name)
    return day.model_copy(update={"jobs": (day.jobs[0].model_copy(update={"place": place}),)})


def inbound(
    eta: str, day: int = 0, quantity: int = 1, part_id: str = "pump"
) -> tuple[Inbound, ...]:
    return (Inbound(part_id=part_id, quantity=quantity, eta=at(eta, day)),)


ANYBODY = engineer()
PLUMBER = engineer(id="e2", name="Wang Fang", skills={"gas": 3})
AT_DEPOT = engineer(start_depot_id="d1")
OTHER_DEPOT = depot(id="d2", name="North", place=Place(matrix_index=5), stock={"pump": 2})
LATE_DEPOT = depot(stock={"pump": 1}, opening=(opening("09:30", "17:00"),))

CASES: dict[str, list[tuple[Scenario, Scenario]]] = {
    "required-engineer-absent": [
        (one_job(ANYBODY, required_engineer_id="e2"), one_job(PLUMBER, required_engineer_id="e2"))
    ],
    "required-engineer-refused": [
        (
            one_job(ANYBODY, required_engineer_id="e1", refused_engineer_ids=("e1",)),
            one_job(ANYBODY, required_engineer_id="e1"),
        )
    ],
    "all-engineers-refused": [
        (
            one_job(ANYBODY, refused_engineer_ids=("e1",)),
            one_job(ANYBODY, PLUMBER, refused_engineer_ids=("e1",)),
        )
    ],
    "skill-missing": [
        (one_job(ANYBODY, skills=(GAS,)), one_job(ANYBODY, PLUMBER, skills=(GAS,))),
        (
            one_job(ANYBODY, PLUMBER, skills=(GAS,), required_engineer_id="e1"),
            one_job(ANYBODY, PLUMBER, skills=(GAS,), required_engineer_id="e2"),
        ),
    ],
    "skill-level-too-low": [
        (one_job(engineer(skills={"gas": 2}), skills=(GAS,)), one_job(PLUMBER, skills=(GAS,)))
    ],
    "tool-missing": [
        (one_job(ANYBODY, tools=("lift",)), one_job(engineer(tools=("lift",)), tools=("lift",)))
    ],
    "nobody-serves-territory": [
        (
            in_zone("north", engineer(territories=("south",), territory_hard=True)),
            in_zone("north", engineer(territories=("south",), territory_hard=False)),
        )
    ],
    "nobody-has-everything": [
        (
            one_job(PLUMBER, engineer(tools=("lift",)), skills=(GAS,), tools=("lift",)),
            one_job(engineer(skills={"gas": 4}, tools=("lift",)), skills=(GAS,), tools=("lift",)),
        )
    ],
    "nobody-works": [
        (one_job(windows=MORNING), one_job(ANYBODY, windows=MORNING)),
        (one_job(engineer(shifts=())), one_job(ANYBODY)),
        (
            one_job(engineer(shifts=SECOND_DAY), days=2, windows=MORNING),
            one_job(engineer(shifts=SECOND_DAY), days=2),
        ),
    ],
    "shift-without-place": [
        (one_job(engineer(start_place=Place(address="Nowhere 1"))), one_job(ANYBODY))
    ],
    "required-engineer-off-duty": [
        (
            one_job(
                ANYBODY,
                engineer(id="e2", shifts=SECOND_DAY),
                days=2,
                windows=MORNING,
                required_engineer_id="e2",
            ),
            one_job(
                ANYBODY,
                engineer(id="e2", shifts=SECOND_DAY),
                days=2,
                windows=(window("09:00", "10:00", 1),),
                required_engineer_id="e2",
            ),
        )
    ],
    "skill-off-duty": [
        (
            one_job(
                ANYBODY,
                engineer(id="e2", skills={"gas": 3}, shifts=SECOND_DAY),
                days=2,
                windows=MORNING,
                skills=(GAS,),
            ),
            one_job(
                ANYBODY,
                engineer(id="e2", skills={"gas": 3}, shifts=SECOND_DAY),
                days=2,
                skills=(GAS,),
            ),
        )
    ],
    "able-engineers-off-duty": [
        (
            one_job(
                ANYBODY,
                engineer(id="e2", shifts=SECOND_DAY),
                days=2,
                windows=MORNING,
                refused_engineer_ids=("e1",),
            ),
            one_job(ANYBODY, days=2, windows=MORNING, refused_engineer_ids=("e2",)),
        )
    ],
    "window-outside-shifts": [
        (
            one_job(ANYBODY, windows=(window("18:00", "20:00"),)),
            # With an hour and a half of overtime there is time for half an hour from 18:00.
            one_job(engineer(overtime_max_s=5400), windows=(window("18:00", "20:00"),)),
        )
    ],
    "part-out-of-stock": [
        (one_job(ANYBODY, parts=PUMP), one_job(engineer(van_stock={"pump": 1}), parts=PUMP)),
        (
            one_job(engineer(van_stock={"pump": 1}), parts=(PartNeed(part_id="pump", quantity=2),)),
            one_job(engineer(van_stock={"pump": 2}), parts=(PartNeed(part_id="pump", quantity=2),)),
        ),
    ],
    "part-arrives-too-late": [
        # Whoever goes: 09:55 and 10 minutes of handling are after 10:00.
        (
            one_job(
                AT_DEPOT, depots=(depot(inbound=inbound("09:55")),), parts=PUMP, windows=MORNING
            ),
            one_job(
                AT_DEPOT, depots=(depot(inbound=inbound("09:30")),), parts=PUMP, windows=MORNING
            ),
        ),
        # 09:36 + 10 min handling + 10 min drive + 5 min at the door is one minute too late.
        (
            one_job(
                AT_DEPOT, depots=(depot(inbound=inbound("09:36")),), parts=PUMP, windows=MORNING
            ),
            one_job(
                AT_DEPOT, depots=(depot(inbound=inbound("09:35")),), parts=PUMP, windows=MORNING
            ),
        ),
    ],
    "part-out-of-reach": [
        (
            one_job(AT_DEPOT, depots=(depot(), OTHER_DEPOT), parts=PUMP),
            one_job(AT_DEPOT, depots=(depot(stock={"pump": 1}), OTHER_DEPOT), parts=PUMP),
        ),
        (
            one_job(
                ANYBODY,
                engineer(id="e2", van_stock={"pump": 1}),
                parts=PUMP,
                refused_engineer_ids=("e2",),
            ),
            one_job(ANYBODY, engineer(id="e2", van_stock={"pump": 1}), parts=PUMP),
        ),
    ],
    "part-inbound-elsewhere": [
        (
            one_job(ANYBODY, depots=(depot(inbound=inbound("08:30")),), parts=PUMP),
            one_job(AT_DEPOT, depots=(depot(inbound=inbound("08:30")),), parts=PUMP),
        )
    ],
    "part-reserved": [
        (
            one_job(
                engineer(van_stock={"pump": 1}),
                others=(job("first", 1, parts=PUMP, priority=2),),
                parts=PUMP,
            ),
            one_job(
                engineer(van_stock={"pump": 2}),
                others=(job("first", 1, parts=PUMP, priority=2),),
                parts=PUMP,
            ),
        )
    ],
    "part-expected": [
        (
            one_job(
                AT_DEPOT,
                depots=(depot(stock={"pump": 1}, inbound=inbound("15:00")),),
                others=(job("first", 1, parts=PUMP, priority=2, windows=MORNING),),
                parts=PUMP,
                windows=MORNING,
            ),
            one_job(
                AT_DEPOT,
                depots=(depot(stock={"pump": 1}),),
                others=(job("first", 1, parts=PUMP, priority=2, windows=MORNING),),
                parts=PUMP,
                windows=MORNING,
            ),
        )
    ],
    "collection-too-late": [
        # 09:30 + 10 min handling + 10 min drive + 5 min at the door is 09:55.
        (
            one_job(
                AT_DEPOT, depots=(LATE_DEPOT,), parts=PUMP, windows=(window("09:00", "09:54"),)
            ),
            one_job(
                AT_DEPOT, depots=(LATE_DEPOT,), parts=PUMP, windows=(window("09:00", "09:55"),)
            ),
        ),
        # Open for nine minutes at a time, and a collection takes ten.
        (
            one_job(
                AT_DEPOT,
                depots=(depot(stock={"pump": 1}, opening=(opening("09:00", "09:09"),)),),
                parts=PUMP,
            ),
            one_job(
                AT_DEPOT,
                depots=(depot(stock={"pump": 1}, opening=(opening("09:00", "09:10"),)),),
                parts=PUMP,
            ),
        ),
    ],
    "window-unreachable": [
        # 08:00 + 60 min drive + 5 min at the door is 09:05.
        (
            one_job(ANYBODY, place=6, windows=(window("08:00", "09:04"),)),
            one_job(ANYBODY, place=6, windows=(window("08:00", "09:05"),)),
        ),
        # The second window is tomorrow, when nobody works: today's is what counts.
        (
            one_job(
                ANYBODY,
                days=2,
                place=6,
                windows=(window("08:00", "09:04"), window("09:00", "12:00", 1)),
            ),
            one_job(
                ANYBODY,
                days=2,
                place=6,
                windows=(window("08:00", "09:05"), window("09:00", "12:00", 1)),
            ),
        ),
    ],
    "shift-too-short": [
        # 08:00 + 10 min drive + 5 min at the door + work + 10 min back: 17:00 leaves 8 h 35 min.
        (
            one_job(ANYBODY, duration_s=8 * 3600 + 35 * 60 + 1),
            one_job(ANYBODY, duration_s=8 * 3600 + 35 * 60),
        ),
        # From 16:20 on half an hour and ten minutes back reach 17:00.
        (
            one_job(ANYBODY, windows=(window("16:21", "16:50"),)),
            one_job(ANYBODY, windows=(window("16:20", "16:50"),)),
        ),
    ],
    "engineers-full": [
        (
            one_job(ANYBODY, others=(job("first", 1, priority=2, duration_s=8 * 3600 + 1),)),
            one_job(ANYBODY, others=(job("first", 1, priority=2, duration_s=7 * 3600),)),
        )
    ],
    "cheapest-way": [
        (
            one_job(ANYBODY, others=(job("first", 1, priority=2, duration_s=8 * 3600 + 1),)),
            one_job(ANYBODY, others=(job("first", 1, priority=2, duration_s=7 * 3600),)),
        )
    ],
    "no-small-change": [
        # Eight hours do not fit beside one of 14 visits, and at most 12 are looked at.
        (
            one_job(
                ANYBODY,
                others=[job(f"short{n}", 1, duration_s=1200) for n in range(14)],
                duration_s=8 * 3600,
            ),
            one_job(
                ANYBODY,
                others=[job(f"short{n}", 1, duration_s=1200) for n in range(12)],
                duration_s=8 * 3600,
            ),
        )
    ],
}


@pytest.mark.core
@pytest.mark.parametrize(
    ("code", "true", "mended"),
    [
        pytest.param(code, true, mended, id=f"{code}-{number}")
        for code, pairs in CASES.items()
        for number, (true, mended) in enumerate(pairs)
    ],
)
def test_a_reason_is_given_exactly_where_it_is_true(
    code: str, true: Scenario, mended: Scenario
) -> None:
    said = left_out(true)
    assert code in codes(said)
    assert said is not None
    assert all(one.text.en and one.text.zh and "{" not in one.text.en for one in said.reasons)
    assert code not in codes(left_out(mended))
