"""From an event to what it upsets: which shifts, and which jobs are left without a visit."""

from __future__ import annotations

from collections.abc import Iterable

from models.day import JobState
from models.event import (
    CustomerAsksToChange,
    EngineerAvailable,
    EngineerUnavailable,
    Event,
    NotContent,
    NotRepairableHere,
    PartEtaChanged,
    UrgentJob,
)
from models.findings import Finding, Severity, finding, register
from models.intake import intake
from models.plan import Draw, UnplannedState
from optimizer.proposals.board import Board
from optimizer.proposals.case import Case
from optimizer.proposals.ground import Ground
from optimizer.standing import ShiftName

__all__ = ["case_of"]

JOB_WAITS = register(
    "job-waits-before-a-visit",
    Severity.NOTICE,
    "An event asks for a visit that cannot be planned yet: information, a fee, or a rule is in the "
    "way.",
    "Do what the message says, then report the job again.",
)
WAITING_TRIED = 5
"""Of the jobs that wait, so many are looked at when a new chance comes up."""


def case_of(event: Event, ground: Ground, board: Board) -> Case:
    """What an event has upset, on the ground after it."""
    upset = tuple(dict.fromkeys(name for name in _upset(event, ground) if ground.visits(name)))
    stands = {one.job_id for name in upset for one in ground.stands(name)[0]}
    missed = [
        one.job_id for name in upset for one in ground.visits(name) if one.job_id not in stands
    ]
    concerned = _engineers_of(event, ground)
    left_alone = [
        job_id for engineer_id in concerned for job_id in ground.rest(engineer_id).nobody_comes
    ]
    homeless = [
        job_id
        for job_id in dict.fromkeys((*_own_jobs(event, ground), *missed, *left_alone))
        if job_id not in stands and ground.day.job(job_id) is not None
    ]
    homeless, findings = _plannable(ground, homeless)
    homeless.sort(key=lambda job_id: (-ground.job(job_id).priority, _when(ground, job_id), job_id))
    engineer_ids = tuple(dict.fromkeys((*(name[0] for name in upset), *sorted(concerned))))
    return Case(ground, board, event, upset, tuple(homeless), engineer_ids, findings)


def _plannable(ground: Ground, job_ids: list[str]) -> tuple[list[str], tuple[Finding, ...]]:
    """The jobs that may be visited, and what the others wait for first."""
    plannable: list[str] = []
    findings: list[Finding] = []
    for job_id in job_ids:
        job = ground.job(job_id)
        taken = intake(job, ground.day.scenario, ground.clock)
        located = not job.place.is_resolved or ground.terrain.locates(job.place)
        if taken.plannable and located:
            plannable.append(job_id)
            continue
        why = " ".join(reason.text.en for reason in taken.reasons)
        if taken.plannable:
            why = "No travel to its place is known."
        message = f"Job {job_id} is not proposed for any route. {why}"
        findings.append(finding(JOB_WAITS, message, path="job_id", value=job_id))
    return plannable, tuple(findings)


def _upset(event: Event, ground: Ground) -> Iterable[ShiftName]:
    """Shifts whose visits may be others than the plan says, by who or what the event speaks of."""
    engineer_id = getattr(event, "engineer_id", None)
    if engineer_id is not None:
        names = ground.shifts_of(engineer_id)
        return names if isinstance(event, EngineerUnavailable) else names[:1]
    job_id = getattr(event, "job_id", None)
    if job_id is not None:
        route = ground.day.route_of(job_id)
        return () if route is None else ((route.engineer_id, route.shift_index),)
    if isinstance(event, PartEtaChanged):
        return [
            (route.engineer_id, route.shift_index)
            for route in ground.day.plan.routes
            if any(_waits_for(draw, event) for stop in route.stops for draw in stop.draws)
        ]
    return ()


def _waits_for(draw: Draw, event: PartEtaChanged) -> bool:
    """Whether units come from what arrives at another time now."""
    here = draw.depot_id == event.depot_id and draw.part_id == event.part_id
    return here and draw.inbound_eta is not None


def _engineers_of(event: Event, ground: Ground) -> set[str]:
    """Who may no longer come to somebody because of the event."""
    engineer_id = getattr(event, "engineer_id", None)
    job_id = getattr(event, "job_id", None)
    route = None if job_id is None else ground.day.route_of(job_id)
    found = {engineer_id, None if route is None else route.engineer_id}
    return {one for one in found if one is not None}


def _own_jobs(event: Event, ground: Ground) -> Iterable[str]:
    """Jobs that the event itself speaks of, as far as they wait for a visit."""
    if isinstance(event, UrgentJob):
        return [event.job.id]
    if isinstance(event, NotContent):
        return [event.new_job_id]
    if isinstance(event, NotRepairableHere):
        return [event.return_job_id]
    if isinstance(event, PartEtaChanged):
        return _waiting(ground, UnplannedState.AWAITING_PART, event.part_id)
    if isinstance(event, EngineerAvailable):
        return _waiting(ground, UnplannedState.UNPLANNED)
    job_id = getattr(event, "job_id", None)
    if job_id is None:
        return ()
    if isinstance(event, CustomerAsksToChange):
        return [job_id]
    return [job_id] if ground.day.job_facts(job_id).state is JobState.NEEDS_REBOOKING else ()


def _waiting(ground: Ground, state: UnplannedState, part_id: str | None = None) -> list[str]:
    """Jobs of the plan in force that wait, the most urgent first."""
    waiting = [
        job
        for one in ground.day.plan.unplanned
        if one.state is state and (job := ground.day.job(one.job_id)) is not None
    ]
    wanted = [
        job
        for job in waiting
        if part_id is None or any(need.part_id == part_id for need in job.parts)
    ]
    wanted.sort(key=lambda job: (-job.priority, job.id))
    return [job.id for job in wanted[:WAITING_TRIED]]


def _when(ground: Ground, job_id: str) -> int:
    """When the customer expects somebody; for order alone."""
    promise = ground.promise(job_id)
    return 0 if promise is None else ground.clock.seconds(promise.appointment)
