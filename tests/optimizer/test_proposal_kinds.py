"""Kinds of proposals one by one, on the morning of docs/replanning.md with something else amiss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from support.late_morning import at, morning, scenario

from models.day import Day, begin_day
from models.event import (
    Cancelled,
    CustomerAsksToChange,
    EngineerUnavailable,
    Event,
    PartMissing,
    UrgentJob,
)
from models.findings import Severity
from models.job import Job, PartNeed, Window
from models.part import Part
from models.place import Place
from models.proposal import EventAnswer, Proposal, ProposalKind
from models.scenario import Scenario
from optimizer.replan import answer
from optimizer.solve import Budget, solve

pytestmark = pytest.mark.core

AT_B = Place(matrix_index=2)


@dataclass(frozen=True)
class Morning:
    """The example, with some jobs and engineers other than they are there."""

    jobs: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    engineers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    more: tuple[Job, ...] = ()

    def day(self) -> Day:
        asked = scenario()
        changed: Scenario = asked.model_copy(
            update={
                "jobs": (
                    *(one.model_copy(update=self.jobs.get(one.id, {})) for one in asked.jobs),
                    *self.more,
                ),
                "engineers": tuple(
                    one.model_copy(update=self.engineers.get(one.id, {})) for one in asked.engineers
                ),
                "parts": self.parts,
            }
        )
        return begin_day(changed, solve(changed, Budget(iterations=300), threads=1), at(8))


def of_kind(found: EventAnswer, kind: ProposalKind) -> list[Proposal]:
    return [one for one in found.proposals if one.kind is kind]


def urgent(priority: int, first: int, last: int, place: Place = AT_B) -> UrgentJob:
    window = Window(start=at(first), end=at(last))
    job = Job(id="U", place=place, priority=priority, windows=(window,), duration_s=3600)
    return UrgentJob(event_id="urgent", at=at(8), job=job)


def test_an_urgent_visit_goes_where_the_detour_is_least_and_nobody_told_is_moved() -> None:
    found = answer(morning(), urgent(5, 14, 16))
    inserts = of_kind(found, ProposalKind.INSERT)
    # Ann is done at C at 13:00 and 10 min from B, Bob at D at 14:00 and 15 min from B.
    assert [one.moves[0].to_engineer_id for one in inserts] == ["ann", "bob"]
    assert not any(move.needs_consent for one in inserts for move in one.moves)
    assert all(one.disturbance.customers_to_call == 0 for one in inserts)
    assert not of_kind(found, ProposalKind.DISPLACE)


def test_where_it_fits_nowhere_a_visit_of_less_priority_makes_room_if_its_customer_agrees() -> None:
    # Both engineers can work only until 13:30, and the visit has to start from 10:00 to 11:00.
    short = {"shifts": (scenario().engineers[0].shifts[0].model_copy(update={"end": at(13, 30)}),)}
    late = {"shifts": (scenario().engineers[1].shifts[0].model_copy(update={"start": at(12)}),)}
    day = Morning(engineers={"ann": short, "bob": late}).day()
    found = answer(day, urgent(5, 10, 11))
    displacing = of_kind(found, ProposalKind.DISPLACE)
    assert displacing
    for one in displacing:
        asked = {move.job_id for move in one.moves if move.needs_consent}
        assert asked == {"B"}
        assert one.disturbance.unserved_priority == 0


def test_work_of_the_same_priority_is_not_displaced() -> None:
    short = {"shifts": (scenario().engineers[0].shifts[0].model_copy(update={"end": at(13, 30)}),)}
    late = {"shifts": (scenario().engineers[1].shifts[0].model_copy(update={"start": at(12)}),)}
    day = Morning(engineers={"ann": short, "bob": late}).day()
    assert not of_kind(answer(day, urgent(1, 10, 11)), ProposalKind.DISPLACE)


def test_a_gap_is_used_by_a_later_visit_nearby_only_with_its_customers_consent() -> None:
    # E is next door to B and was told 15:30: without B it could be visited on the way to C, and
    # nobody has to come back for it.
    later = Job(
        id="E",
        place=AT_B,
        windows=(Window(start=at(15), end=at(17)),),
        appointment_told=at(15, 30),
        duration_s=3600,
    )
    day = Morning(more=(later,)).day()
    found = answer(day, Cancelled(event_id="off", at=at(8), job_id="B"))
    pulled = of_kind(found, ProposalKind.PULL_FORWARD)
    assert pulled
    assert [(move.job_id, move.needs_consent) for move in pulled[0].moves] == [("E", True)]
    assert pulled[0].disturbance.extra_cents < 0


def test_a_customers_own_wish_needs_no_consent_and_is_kept_to() -> None:
    wish = (Window(start=at(14), end=at(15)),)
    event = CustomerAsksToChange(event_id="wish", at=at(8), job_id="B", windows=wish)
    found = answer(morning(), event)
    rebooked = of_kind(found, ProposalKind.REBOOK)
    assert rebooked
    for one in rebooked:
        (job,) = one.jobs
        assert job.appointment_told is not None
        assert at(14) <= job.appointment_told <= at(15)
        assert not any(move.needs_consent for move in one.moves)


def test_a_missing_part_sends_somebody_who_has_one() -> None:
    pump = Part(id="pump")
    need = {"parts": (PartNeed(part_id="pump"),)}
    vans = {"ann": {"van_stock": {"pump": 1}}, "bob": {"van_stock": {"pump": 1}}}
    day = Morning(jobs={"B": need}, engineers=vans, parts=(pump,)).day()
    missing = PartMissing(
        event_id="missing", at=at(8), engineer_id="ann", job_id="B", part_id="pump"
    )
    found = answer(day, missing)
    other = of_kind(found, ProposalKind.OTHER_ENGINEER)
    assert {move.to_engineer_id for one in other for move in one.moves} == {"bob"}
    assert not any(move.needs_consent for one in other for move in one.moves)


def test_where_nobody_is_free_at_what_was_told_all_who_can_be_met_later_are_asked() -> None:
    # Bob begins at 13:00: at 9:00, 10:30 and 12:00 Ann's customers have nobody when she is ill, and
    # after D there is time for one of them before 17:00.
    late = {"shifts": (scenario().engineers[1].shifts[0].model_copy(update={"start": at(13)}),)}
    evening = {"windows": (Window(start=at(12), end=at(18)),)}
    day = Morning(engineers={"bob": late}, jobs={"D": evening}).day()
    ill = EngineerUnavailable(event_id="ill", at=at(8), engineer_id="ann")
    rebooked = of_kind(answer(day, ill), ProposalKind.REBOOK)
    assert [[(move.job_id, move.needs_consent) for move in one.moves] for one in rebooked] == [
        [("A", True)]
    ]
    assert rebooked[0].title.en == "1 of 3 visits at another time"


@pytest.mark.parametrize("refused", ["bob", None])
def test_an_engineer_whom_the_customer_refuses_is_never_proposed(refused: str | None) -> None:
    job = {"refused_engineer_ids": (refused,)} if refused else {}
    event: Event = Cancelled(event_id="off", at=at(8), job_id="C")
    day = Morning(jobs={"B": job}).day()
    shown = answer(day, event).proposals
    assert not any(
        route.engineer_id == refused and any(stop.job_id == "B" for stop in route.stops)
        for one in shown
        for route in one.routes
    )
    assert all(found.severity is not Severity.ERROR for one in shown for found in one.audit)


def test_a_visit_that_cannot_be_planned_yet_is_named_with_what_it_waits_for() -> None:
    event = urgent(5, 14, 16)
    event = event.model_copy(update={"job": event.job.model_copy(update={"engineers_needed": 2})})
    found = answer(morning(), event)
    assert not found.proposals
    assert [one.code for one in found.findings] == ["job-waits-before-a-visit"]
    assert "two engineers" in found.findings[0].message


def test_a_visit_to_where_no_travel_is_known_is_named() -> None:
    # Travel is a matrix of six places: coordinates do not find a row of it.
    found = answer(morning(), urgent(5, 14, 16, Place(latitude=31.2, longitude=121.5)))
    assert not found.proposals
    assert [one.code for one in found.findings] == ["job-waits-before-a-visit"]
    assert "No travel" in found.findings[0].message
