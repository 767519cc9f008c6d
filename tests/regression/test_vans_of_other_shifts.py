"""The audit of a proposal did not see what an engineer draws in other shifts than the changed one.

Ann works on Monday and on Tuesday, and has one pump in her van; Tuesday's job T takes it. A
proposal for Monday alone could give the same pump to M.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from support.late_morning import at, scenario

from models.base import Text
from models.day import Day, begin_day
from models.engineer import Shift
from models.job import Job, PartNeed
from models.part import Depot, Part
from models.place import Place
from models.plan import Draw, PartSource
from models.proposal import Proposal, ProposalKind
from models.scenario import Horizon
from models.timeline import Visit
from optimizer.proposals.change import Change
from optimizer.proposals.complete import complete
from optimizer.proposals.draft import draft
from optimizer.proposals.ground import Ground, Visits
from optimizer.replan import DayDesk
from optimizer.solve import Budget, solve
from optimizer.standing import ShiftName

pytestmark = pytest.mark.core

MONDAY, TUESDAY = ("ann", 0), ("ann", 1)
FROM_VAN = Draw(part_id="pump", quantity=1, source=PartSource.VAN)
FROM_SHELF = Draw(part_id="pump", quantity=1, source=PartSource.DEPOT, depot_id="shop")


def days(*, pumps_in_van: int, pumps_in_shop: int = 0) -> Day:
    """T is planned for Tuesday and takes the pump that there is; M is in no route."""
    asked = scenario()
    ann = asked.engineers[0]
    one_day = timedelta(days=1)
    shifts: tuple[Shift, ...] = (ann.shifts[0], Shift(start=at(8) + one_day, end=at(17) + one_day))
    if pumps_in_shop:
        shifts = tuple(one.model_copy(update={"start_depot_id": "shop"}) for one in shifts)
    day = asked.model_copy(
        update={
            "horizon": Horizon(start=at(0), end=at(23, 59) + one_day),
            "parts": (Part(id="pump", name="Pump"),),
            "depots": (Depot(id="shop", place=ann.start_place, stock={"pump": pumps_in_shop}),),
            "engineers": (
                ann.model_copy(update={"shifts": shifts, "van_stock": {"pump": pumps_in_van}}),
            ),
            "jobs": (_job("T", at(12) + one_day),),
        }
    )
    planned = solve(day, Budget(iterations=100), threads=1)
    m = _job("M", at(12))
    return begin_day(day.model_copy(update={"jobs": (*day.jobs, m)}), planned, at(7))


def _job(name: str, told: datetime) -> Job:
    return Job(
        id=name,
        place=Place(matrix_index=1),
        appointment_told=told,
        duration_s=3600,
        parts=(PartNeed(part_id="pump"),),
    )


def proposed(day: Day, routes: dict[ShiftName, Visits], jobs: tuple[Job, ...] = ()) -> Proposal:
    ground: Ground = DayDesk(day).ground(day, day.now)
    change = Change(
        ProposalKind.INSERT, Text(en="t", zh="t"), routes, jobs={job.id: job for job in jobs}
    )
    drawn = draft(ground, change)
    assert drawn is not None
    return complete(ground, drawn, "p")


def codes(proposal: Proposal) -> set[str]:
    return {one.code for one in proposal.audit}


def test_a_proposal_for_monday_cannot_have_the_unit_in_the_van_that_tuesday_takes() -> None:
    found = proposed(days(pumps_in_van=1), {MONDAY: (Visit("M", (FROM_VAN,)),)})
    assert "plan-van-overdrawn" in codes(found)


def test_with_a_second_unit_in_the_van_monday_has_its_own() -> None:
    assert codes(proposed(days(pumps_in_van=2), {MONDAY: (Visit("M", (FROM_VAN,)),)})) == set()


def test_a_proposal_for_monday_cannot_have_the_unit_on_the_shelf_that_tuesday_collects() -> None:
    day = days(pumps_in_van=0, pumps_in_shop=1)
    found = proposed(day, {MONDAY: (Visit("M", (FROM_SHELF,)),)})
    assert "plan-depot-overdrawn" in codes(found)
    day = days(pumps_in_van=0, pumps_in_shop=2)
    assert codes(proposed(day, {MONDAY: (Visit("M", (FROM_SHELF,)),)})) == set()


def test_a_visit_that_leaves_its_shift_takes_its_unit_along() -> None:
    day = days(pumps_in_van=1)
    earlier = next(job for job in day.scenario.jobs if job.id == "T")
    earlier = earlier.model_copy(update={"appointment_told": at(12)})
    found = proposed(day, {MONDAY: (Visit("T", (FROM_VAN,)),), TUESDAY: ()}, (earlier,))
    assert codes(found) == set()
