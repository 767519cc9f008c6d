"""A small running day with every number worked out by hand.

All drives take 10 minutes, all work 30. Ann starts at home at 08:00 and visits three customers;
Bob starts at the depot, collects a hose there (10 minutes) and visits one.

    Ann   a 09:00   b 10:00 (a pump from the van)   c 11:00      home at 11:40
          leaves 08:45, 09:40, 10:40; arrives 08:55, 09:50, 10:50 (a band of 5 to 10 minutes)
    Bob   d 09:00   collects 08:35 to 08:45, arrives 08:55       back at 09:40

Who reports nothing has done nothing, unless a test gives another policy.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from support.built_plans import decide, plan_of
from support.small_days import Day as SmallDay
from support.small_days import at, day, depot, engineer, job, window
from support.travel_doubles import ConstantTravel

from models.day import Day, apply_event, begin_day
from models.engineer import Shift
from models.errors import EventRefused
from models.event import EVENT, Event
from models.job import Customer, PartNeed, Product, SkillNeed
from models.part import Inbound, Part
from models.plan import Draw, PartSource, Plan
from models.policy import EventRules, Policy
from models.scenario import Scenario
from models.timeline import Visit
from models.travel import MatrixTravel

TEN_MINUTES = 600
PLACES = 8
DURATIONS = tuple(
    tuple(0 if here == there else TEN_MINUTES for there in range(PLACES)) for here in range(PLACES)
)
SHIFT = (Shift(start=at("08:00"), end=at("17:00")),)
PUMP = PartNeed(part_id="pump")
FROM_VAN = Draw(part_id="pump", quantity=1, source=PartSource.VAN)
FROM_SHELF = Draw(part_id="hose", quantity=1, source=PartSource.DEPOT, depot_id="d1")


def shop_scenario(**fields: Any) -> Scenario:
    """What is asked of the day."""
    return _day(**fields).scenario


def shop_plan(**fields: Any) -> Plan:
    """The plan of the day as drawn above."""
    return plan_of(
        _day(**fields),
        decide("a", Visit("b", (FROM_VAN,)), "c", engineer_id="ann"),
        decide(Visit("d", (FROM_SHELF,)), engineer_id="bob"),
    )


def shop_day(*events: Event, told: bool = True, **fields: Any) -> Day:
    """The running day after these events; told: customers know their appointments."""
    running = begin_day(shop_scenario(**fields), shop_plan(**fields), at("07:00"))
    if told:
        running = apply_event(
            running, happens("appointments_told", "07:00", job_ids=("a", "b", "c", "d"))
        )
    for event in events:
        running = apply_event(running, event)
    return running


def happens(kind: str, moment: str, event_id: str | None = None, **fields: Any) -> Event:
    """An event of this kind at HH:MM of the day."""
    name = event_id or f"{kind}-{moment}-{fields.get('job_id', fields.get('engineer_id', ''))}"
    return EVENT.validate_python({"kind": kind, "event_id": name, "at": at(moment)} | fields)


def steps(engineer_id: str, job_id: str, **moments: str) -> tuple[Event, ...]:
    """The steps of a visit, e.g. departed="08:45", started="09:00"."""
    return tuple(
        happens(kind, moment, engineer_id=engineer_id, job_id=job_id)
        for kind, moment in moments.items()
    )


def utc(moment: str) -> datetime:
    """HH:MM of the day as facts have it."""
    return shop_day().clock.absolute(at(moment))


def refused(running: Day, event: Event) -> str:
    """The code for which the day refuses an event; it has to say where and what to do."""
    with pytest.raises(EventRefused) as caught:
        apply_event(running, event)
    (found,) = caught.value.findings
    assert found.path
    assert found.action
    assert str(found.message) in str(caught.value)
    return found.code


def _day(**fields: Any) -> SmallDay:
    customers = {
        name: Customer(name=name.upper(), phone=f"139-{name}", language="zh") for name in "abcd"
    }
    jobs = [
        job("a", 1, windows=(window("09:00", "10:00"),), customer=customers["a"]),
        job("b", 2, windows=(window("10:00", "11:00"),), customer=customers["b"], parts=(PUMP,)),
        job("c", 3, windows=(window("11:00", "12:00"),), customer=customers["c"]),
        job(
            "d",
            4,
            windows=(window("09:00", "12:00"),),
            customer=customers["d"],
            parts=(PartNeed(part_id="hose"),),
            skills=(SkillNeed(skill="gas"),),
            product=Product(model="G-1"),
        ),
    ]
    ann = engineer(id="ann", name="Ann", phone="138-ann", shifts=SHIFT, van_stock={"pump": 1})
    bob = engineer(
        id="bob", name="Bob", phone="138-bob", shifts=SHIFT, start_depot_id="d1", skills={"gas": 3}
    )
    store = depot(
        stock={"hose": 1}, inbound=(Inbound(part_id="pump", quantity=2, eta=at("12:00")),)
    )
    asked: dict[str, Any] = {
        "depots": (store,),
        "parts": (Part(id="pump"), Part(id="hose")),
        "policy": Policy(events=EventRules(silence_is_as_planned=False)),
    }
    made = day(ConstantTravel(DURATIONS), jobs, [ann, bob], **asked | fields)
    travel = MatrixTravel(durations_s=DURATIONS)
    return replace(made, scenario=made.scenario.model_copy(update={"travel": travel}))
