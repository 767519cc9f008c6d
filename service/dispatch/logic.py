"""Running days: begun, told of events, shown."""

from __future__ import annotations

import json

from models.day import Day
from models.day.apply import digest_of
from models.errors import EventRefused
from models.event import Event
from models.proposal import EventAnswer
from optimizer.replan import answer
from service.days import problems as day_problems
from service.days import store as journal
from service.days.changing import DayChange
from service.days.entries import Begun, DayClock, Happened
from service.days.fold import Running, begin
from service.days.rooms import Room
from service.dispatch import problems, store
from service.dispatch.schemas import (
    BeginAsked,
    BegunShown,
    EntryView,
    EventShown,
    EventTaken,
    PlanInForce,
    RunningView,
    ScenarioNow,
)
from service.http import kinds
from service.http.problems import Problem
from service.ids import new_id
from service.plans import logic as plans
from service.security.caller import Caller
from service.security.permissions import Permission
from service.store.session import OrganisationSession
from service.store.sql import RowMapping
from service.webhooks.outbox import put_out


def begin_day(
    session: OrganisationSession, caller: Caller, room: Room, asked: BeginAsked
) -> RunningView:
    """Begin a day with the plan that is in force on it. Raises Problem: 404, 409.

    Nobody publishes another plan for the day meanwhile.
    """
    day = room.day
    in_force = plans.day_in_force(session, day, lock=True)
    row = plans.find(session, in_force["plan_id"], in_force["plan_version"])
    scenario, plan = plans.load(session, row)
    entry = Begun(
        scenario_id=row["scenario_id"],
        plan_id=row["plan_id"],
        plan_version=row["version"],
        clock=asked.clock,
        now=scenario.horizon.start if asked.now is None else asked.now,
    )
    subject = caller.principal.subject
    if not journal.begin(session, day, entry, subject):
        raise Problem(day_problems.RUNNING, f"{day} runs already.")
    shown = BegunShown(plan_id=entry.plan_id, plan_version=entry.plan_version, clock=entry.clock)
    body = shown.model_dump_json().encode()
    journal.append(
        session, day, 1, entry.plan_version, entry,
        about=None, shown=body, answer=None, subject=subject,
    )  # fmt: skip
    put_out(session, day, 1, entry.kind, entry.plan_version, body)
    return running_view(caller, day, begin(entry, scenario, plan))


def running_view(caller: Caller, day: str, running: Running) -> RunningView:
    """As it is shown; engineers see what concerns themselves."""
    jobs, engineers = running.day.jobs, running.day.engineers
    if not caller.principal.may(Permission.READ_PLANS):
        own = caller.principal.engineer_id
        engineers = {name: one for name, one in engineers.items() if name == own}
        jobs = {name: one for name, one in jobs.items() if _is_own(running.day, name, own)}
    return RunningView(
        day=day,
        sequence=running.sequence,
        version=running.day.version,
        clock=running.clock,
        now=running.now(caller.services.store.clock()),
        events=len(running.day.seen),
        held=len(running.holds),
        jobs=dict(jobs),
        engineers=dict(engineers),
    )


def plan_in_force(day: str, running: Running) -> PlanInForce:
    """The plan in force, whole."""
    return PlanInForce(
        day=day, sequence=running.sequence, version=running.day.version, plan=running.day.plan
    )


def scenario_now(day: str, running: Running) -> ScenarioNow:
    """What is asked of the day by now."""
    return ScenarioNow(day=day, sequence=running.sequence, scenario=running.day.scenario)


def take(changing: DayChange, caller: Caller, event: Event) -> EventTaken:
    """Take an event in: what becomes untrue, whom to call, what could be done.

    Raises Problem: 404 for what an engineer must not see, 409 for what cannot be true.
    """
    room, running = changing.room, changing.running
    _may_report(caller, running.day, event)
    known = journal.known(changing.session, room.day, "event", event.event_id)
    if known is not None:
        return _again(running, event, known)
    received_at = changing.wall if running.clock is DayClock.WALL else None
    try:
        answered = answer(running.day, event, room.day_desk(running), received_at=received_at)
        answered = _numbered(changing, answered)
        taken = EventTaken(sequence=running.sequence + 1, answer=answered)
        changing.record(
            Happened(event=event, received_at=received_at),
            _shown(event, answered),
            about=event.event_id,
            answer=taken,
        )
    except EventRefused as refused:
        raise Problem(problems.REFUSED, str(refused), findings=refused.findings) from refused
    for rank, proposal in enumerate(answered.proposals, 1):
        store.add(changing.session, room.day, event.event_id, rank, proposal)
    return taken


def for_caller(caller: Caller, taken: EventTaken) -> EventTaken:
    """The answer as far as the caller may see it."""
    if caller.principal.may(Permission.REPORT_EVENTS):
        return taken
    own = caller.principal.engineer_id
    untrue = tuple(one for one in taken.answer.untrue if one.engineer_id == own)
    mine = taken.answer.model_copy(update={"untrue": untrue, "calls": (), "proposals": ()})
    return taken.model_copy(update={"answer": mine})


def entry_view(row: RowMapping) -> EntryView:
    """As it is shown."""
    same = ("sequence", "kind", "version", "created_at", "created_by")
    return EntryView(what=json.loads(row["shown"]), **{name: row[name] for name in same})


def _numbered(changing: DayChange, answered: EventAnswer) -> EventAnswer:
    """With ids of proposals that nobody else uses."""
    proposals = tuple(
        one.model_copy(update={"proposal_id": new_id("prp", changing.wall)})
        for one in answered.proposals
    )
    return answered.model_copy(update={"proposals": proposals})


def _again(running: Running, event: Event, known: RowMapping) -> EventTaken:
    """The same event once more: the same answer. Raises Problem (409) for another one."""
    if running.day.seen.get(event.event_id) != digest_of(event):
        raise Problem(
            problems.OTHER_EVENT, f"Another event {event.event_id!r} has been taken in already."
        )
    return EventTaken.model_validate_json(journal.unpacked(known["answer"]))


def _shown(event: Event, answered: EventAnswer) -> EventShown:
    return EventShown(
        event_id=event.event_id,
        event=event.kind,
        job_id=getattr(event, "job_id", None),
        engineer_id=getattr(event, "engineer_id", None),
        untrue=len(answered.untrue),
        calls=len(answered.calls),
        proposals=len(answered.proposals),
    )


def _may_report(caller: Caller, day: Day, event: Event) -> None:
    """Engineers report what happens to themselves. Raises Problem (404, 403)."""
    if caller.principal.may(Permission.REPORT_EVENTS):
        return
    own = caller.principal.engineer_id
    engineer_id, job_id = getattr(event, "engineer_id", None), getattr(event, "job_id", None)
    if engineer_id is None and job_id is None:
        raise Problem(kinds.NOT_ALLOWED, f"An engineer cannot report {event.kind}.")
    if engineer_id not in (None, own):
        raise Problem(kinds.NOT_FOUND, f"There is no engineer {engineer_id} on this day.")
    if job_id is not None and not _is_own(day, job_id, own):
        raise Problem(kinds.NOT_FOUND, f"There is no job {job_id} on this day.")


def _is_own(day: Day, job_id: str, engineer_id: str | None) -> bool:
    route = day.route_of(job_id)
    whose = None if route is None else route.engineer_id
    return engineer_id is not None and engineer_id in (whose, day.job_facts(job_id).engineer_id)
