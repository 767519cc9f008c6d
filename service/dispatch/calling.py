"""The call list of a running day: whom to call, and which calls were made."""

from __future__ import annotations

from collections.abc import Iterable

from models.proposal import CallItem, ConsentState
from optimizer.outlook import call_list, outlook
from service.days.changing import DayChange
from service.days.entries import Called, call_id
from service.days.fold import Running
from service.days.rooms import Room
from service.dispatch import problems, store
from service.dispatch.proposing import view
from service.dispatch.schemas import CallDone, CalledShown, CallsView, CallView, ProposalState
from service.http.problems import Problem
from service.security.caller import Caller
from service.store.session import OrganisationSession


def show(session: OrganisationSession, caller: Caller, room: Room, running: Running) -> CallsView:
    """Whom to call because of what is untrue, and whom because of proposals being asked about."""
    now = running.now(caller.services.store.clock())
    seen = outlook(running.day, now, roads=room.day_desk(running).terrain)
    calls = [*call_list(running.day, seen)]
    for row in store.open_ones(session, room.day, asking=True):
        shown = view(row, running, now)
        if shown.state is ProposalState.ASKING:
            waiting = {one.job_id for one in shown.consents if one.state is ConsentState.ASKED}
            calls += [one for one in shown.proposal.calls if one.job_id in waiting]
    clock = running.day.clock
    calls.sort(key=lambda one: clock.absolute(one.call_by))
    return CallsView(sequence=running.sequence, calls=tuple(_views(running, calls)))


def done(changing: DayChange, caller: Caller, made: CallDone) -> CallsView:
    """Note that a call was made. Raises Problem (409) for a call that nobody has to make."""
    running, room = changing.running, changing.room
    listed = show(changing.session, caller, room, running)
    about = call_id(made.job_id, made.reason)
    if all(call_id(one.call.job_id, one.call.reason) != about for one in listed.calls):
        raise Problem(
            problems.NO_SUCH_CALL,
            f"Job {made.job_id} is not on the call list for the reason {made.reason.value}.",
        )
    at = running.now(changing.wall) if made.at is None else made.at
    changing.record(
        Called(job_id=made.job_id, reason=made.reason, reached=made.reached, at=at),
        CalledShown(job_id=made.job_id, reason=made.reason, reached=made.reached),
    )
    calls = [one.call for one in listed.calls]
    return CallsView(
        sequence=changing.running.sequence, calls=tuple(_views(changing.running, calls))
    )


def _views(running: Running, calls: Iterable[CallItem]) -> Iterable[CallView]:
    seen: set[str] = set()
    for call in calls:
        about = call_id(call.job_id, call.reason)
        if about in seen:
            continue
        seen.add(about)
        tried = running.called.get(about)
        yield CallView(
            tried_at=None if tried is None else running.day.clock.absolute(tried.at),
            reached=tried is not None and tried.reached,
            call=call,
        )
