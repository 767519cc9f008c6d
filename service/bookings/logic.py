"""Slots: offered, held, booked, given back. Everything that changes goes through the journal."""

from __future__ import annotations

from datetime import datetime, timedelta

from models.day import JobState
from models.errors import SlotTaken
from models.job import Job
from models.plan import Plan
from models.slot import SlotAnswer, SlotOffer, SlotQuestion
from optimizer.slots import promised, slots
from service.bookings import problems, store
from service.bookings.schemas import (
    BookingShown,
    BookingView,
    HoldAsked,
    HoldShown,
    HoldState,
    HoldView,
    Reservations,
    ReservationsView,
    SetAsideShown,
    SlotsAsked,
)
from service.bookings.visits import plan_with_visit
from service.bookings.windows import just, require_ahead
from service.days.change import change_between
from service.days.changing import DayChange
from service.days.desks import Desk
from service.days.entries import Booked, Held, Hold, Released, SetAside
from service.days.fold import Running
from service.days.rooms import Room
from service.http import kinds
from service.http.problems import Problem
from service.ids import new_id
from service.security.caller import Caller
from service.store.session import OrganisationSession

OVER = frozenset({JobState.FINISHED, JobState.CANCELLED, JobState.STARTED, JobState.ARRIVED})
"""States in which a job needs no slot."""


def offers(caller: Caller, room: Room, asked: SlotsAsked) -> SlotAnswer:
    """What can be offered for a job. Raises Problem."""
    running, desk = room.desk(caller)
    job = job_of(running, asked.job_id, asked.job)
    mark = desk.mark()
    try:
        desk.leave_out(_run_out(running, caller.services.store.clock()))
        return _answer(caller, running, desk, job, asked.question)
    finally:
        desk.undo(mark)


def job_of(running: Running, job_id: str | None, job: Job | None) -> Job:
    """The job that a slot is for. Raises Problem."""
    if job is not None:
        if running.day.job(job.id) is not None:
            raise Problem(problems.JOB_KNOWN, f"The day has a job {job.id} already.")
        return job
    found = running.day.job(str(job_id))
    if found is None:
        raise Problem(kinds.NOT_FOUND, f"The day has no job {job_id}.")
    state = running.day.job_facts(found.id).state
    if state in OVER:
        raise Problem(problems.JOB_OVER, f"Job {found.id} is {state.value}.")
    return found


def keep(changing: DayChange, caller: Caller, asked: HoldAsked) -> HoldView:
    """Hold a slot. Raises Problem: the window cannot be had, the job has a visit or a hold."""
    expire(changing)
    running, room = changing.running, changing.room
    job = job_of(running, asked.job_id, asked.job)
    if running.day.route_of(job.id) is not None:
        raise Problem(problems.JOB_PLANNED, f"Job {job.id} has a visit in the plan in force.")
    held = next((one for one in running.holds.values() if one.job.id == job.id), None)
    if held is not None:
        raise Problem(problems.JOB_HELD, f"Job {job.id} has hold {held.hold_id}.")
    now = running.now(changing.wall)
    require_ahead(asked.window, running.day.clock, now)
    desk = room.laid_out(running, now)
    question = just(asked.window, running.day.clock)
    found = _answer(caller, running, desk, job, question).offers
    fitting = [one for one in found if asked.engineer_id in (None, one.engineer_id)]
    if not fitting:
        raise Problem(problems.TAKEN, f"Nobody can start job {job.id} in that window any more.")
    seconds = asked.seconds or caller.services.settings.hold_s
    one = Hold(
        hold_id=new_id("hld", changing.wall),
        job=job,
        offer=fitting[0],
        expires_at=changing.wall + timedelta(seconds=seconds),
    )
    view = _view(changing, one)
    shown = HoldShown(
        hold_id=one.hold_id,
        job_id=job.id,
        state=HoldState.HELD,
        engineer_id=one.offer.engineer_id,
        window=one.window,
    )
    try:
        changing.record(Held(hold=one), shown, about=one.hold_id)
    except SlotTaken as taken:
        raise Problem(problems.TAKEN, str(taken), findings=taken.findings) from taken
    store.add(changing.session, view)
    return view


def book(changing: DayChange, hold_id: str) -> BookingView:
    """Book a held slot: the plan gets the visit. Raises Problem."""
    expire(changing, but=hold_id)
    one = _held(changing, hold_id)
    running, room = changing.running, changing.room
    now = running.now(changing.wall)
    require_ahead(one.window, running.day.clock, now)
    desk = room.laid_out(running, now)
    try:
        job, offer, behind = settle(desk, running, one)
        plan = plan_with_visit(room, running, job, offer, behind, now)
    except SlotTaken as taken:
        raise Problem(problems.TAKEN, str(taken), findings=taken.findings) from taken
    view = BookingView(
        hold_id=hold_id,
        day=room.day,
        job_id=job.id,
        window=one.window,
        engineer_id=offer.engineer_id,
        shift_index=offer.shift_index,
        appointment=_appointment(plan, job.id),
        price_cents=offer.price_cents,
        plan_version=running.day.version + 1,
    )
    shown = BookingShown(**view.model_dump(include=set(BookingShown.model_fields)))
    booked = Booked(
        hold=one.model_copy(update={"offer": offer}),
        change=change_between(running.day.plan, plan, (job,)),
    )
    changing.record(booked, shown, about=hold_id)
    store.end(changing.session, hold_id, HoldState.BOOKED, view)
    return view


def settle(desk: Desk, running: Running, one: Hold) -> tuple[Job, SlotOffer, str | None]:
    """Where a held visit goes in the plan, which knows of no other holds, and behind which visit.

    On the desk the visit stays, and other held visits of the shift find their places behind it.
    Raises SlotTaken.
    """
    live, job = desk.live, promised(one.job, one.window)
    stands = live.where(job.id)
    if stands is None:
        raise SlotTaken(f"Events of the day have taken the room that was held for job {job.id}.")
    shift, _ = stands
    others = desk.ghosts(running, shift)
    held = {ghost.job.id for ghost in others}
    real = [job_id for job_id in live.visits(*shift) if job_id not in held or job_id == job.id]
    for ghost in others:
        live.take(ghost.job.id)
    place = live.place_at(job, *shift, real.index(job.id))
    if place is None:
        raise SlotTaken(f"The visit to job {job.id} no longer fits where it was held.")
    live.put(job, place)
    for ghost in others:
        if ghost.job.id != job.id:
            desk.put_back(ghost)
    behind = _past(running, shift, real)
    offer = one.offer.model_copy(
        update={
            "engineer_id": shift[0],
            "shift_index": shift[1],
            "position": place.position + behind,
            "appointment": live.clock.moment(place.start_s),
            "price_cents": place.extra_cents,
        }
    )
    at = real.index(job.id)
    return job, offer, real[at - 1] if at else None


def release(changing: DayChange, hold_id: str) -> None:
    """Give a held slot back; twice is once. Raises Problem: 404, 409."""
    expire(changing)
    row = store.get(changing.session, changing.room.day, hold_id)
    if row is None:
        raise Problem(kinds.NOT_FOUND, f"There is no hold {hold_id} on {changing.room.day}.")
    if row["state"] == HoldState.BOOKED.value:
        raise Problem(problems.BOOKED, f"Hold {hold_id} is booked.")
    if hold_id in changing.running.holds:
        _let_go(changing, changing.running.holds[hold_id], expired=False)


def expire(changing: DayChange, but: str | None = None) -> None:
    """Write down which holds have run out, so that their room is free."""
    for one in _run_out(changing.running, changing.wall):
        if one.hold_id != but:
            _let_go(changing, one, expired=True)


def put_aside(changing: DayChange, asked: Reservations) -> ReservationsView:
    """Set capacity aside."""
    shown = SetAsideShown(reservations=len(asked.reservations))
    sequence = changing.record(SetAside(reservations=asked.reservations), shown)
    return ReservationsView(sequence=sequence, reservations=asked.reservations)


def find(session: OrganisationSession, day: str, hold_id: str) -> HoldView:
    """A hold. Raises Problem (404)."""
    row = store.get(session, day, hold_id)
    if row is None:
        raise Problem(kinds.NOT_FOUND, f"There is no hold {hold_id} on {day}.")
    return store.view(row, session.now)


def booking(session: OrganisationSession, day: str, hold_id: str) -> BookingView:
    """A booking, by its hold. Raises Problem (404)."""
    row = store.get(session, day, hold_id)
    if row is None or row["booking"] is None:
        raise Problem(kinds.NOT_FOUND, f"There is no booking {hold_id} on {day}.")
    return BookingView.model_validate_json(row["booking"])


def _answer(
    caller: Caller, running: Running, desk: Desk, job: Job, question: SlotQuestion
) -> SlotAnswer:
    try:
        return slots(
            desk.live,
            job,
            question,
            reserved=running.reservations,
            now=running.now(caller.services.store.clock()),
            plan_version=running.day.version,
        )
    except ValueError as error:
        raise Problem(problems.NOWHERE, f"{error}") from error


def _run_out(running: Running, wall: datetime) -> tuple[Hold, ...]:
    """Holds whose time is over, though nobody has written it down yet."""
    return tuple(one for one in running.holds.values() if store.expired(one, wall))


def _held(changing: DayChange, hold_id: str) -> Hold:
    """A hold that can be booked. Raises Problem: 404, 409, 410."""
    row = store.get(changing.session, changing.room.day, hold_id)
    if row is None:
        raise Problem(kinds.NOT_FOUND, f"There is no hold {hold_id} on {changing.room.day}.")
    state = store.view(row, changing.wall).state
    if state is HoldState.BOOKED:
        raise Problem(problems.BOOKED, f"Hold {hold_id} is booked already.")
    if state is not HoldState.HELD:
        raise Problem(problems.EXPIRED, f"Hold {hold_id} is {state.value}.")
    return changing.running.holds[hold_id]


def _let_go(changing: DayChange, one: Hold, *, expired: bool) -> None:
    state = HoldState.EXPIRED if expired else HoldState.RELEASED
    shown = HoldShown(hold_id=one.hold_id, job_id=one.job.id, state=state)
    changing.record(Released(hold_id=one.hold_id, expired=expired), shown, about=one.hold_id)
    store.end(changing.session, one.hold_id, state)


def _appointment(plan: Plan, job_id: str) -> datetime:
    """When the work starts by a plan that has the visit."""
    return next(
        stop.appointment
        for route in plan.routes
        for stop in route.stops
        if stop.job_id == job_id and stop.appointment is not None
    )


def _past(running: Running, shift: tuple[str, int], real: list[str]) -> int:
    """How many visits of a shift's route the desk does not have: those that are over."""
    planned = [
        stop.job_id
        for route in running.day.routes_of(shift[0])
        if route.shift_index == shift[1]
        for stop in route.stops
        if stop.job_id is not None and stop.appointment is not None
    ]
    return len(planned) - (len(real) - 1)


def _view(changing: DayChange, one: Hold) -> HoldView:
    return HoldView(
        id=one.hold_id,
        day=changing.room.day,
        job_id=one.job.id,
        state=HoldState.HELD,
        window=one.window,
        engineer_id=one.offer.engineer_id,
        appointment=one.offer.appointment,
        price_cents=one.offer.price_cents,
        expires_at=one.expires_at,
        created_at=changing.wall,
        created_by=changing.subject,
    )
