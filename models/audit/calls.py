"""Every visit has its calls, at moments when they are of use and allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from models.audit.facts import Facts, JobStop, RouteFacts
from models.findings import Finding, Severity, finding, register
from models.plan import Call, CallKind

CALL_MISSING = register(
    "plan-call-missing",
    Severity.ERROR,
    "A visit lacks one of its calls (the departure fixed for the engineer, the confirmation by the "
    "customer where the hour permits one, the call before arriving), or has one twice.",
    "Plan each call of the visit once.",
)
CALL_MISADDRESSED = register(
    "plan-call-misaddressed",
    Severity.ERROR,
    "A call names another engineer or job than the visit it belongs to.",
    "Name the engineer of the route and the job of the stop.",
)
CALL_MISTIMED = register(
    "plan-call-mistimed",
    Severity.ERROR,
    "A call is made at a moment when it is of no use or not allowed: a departure fixed too late, a "
    "confirmation before the permitted hour or after the arrival, a call from the road that is not "
    "shortly before the arrival; or it is due before it is made.",
    "Place the call as the policy's rules for calls say.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """The calls of each visit."""
    for route, visit in facts.visits():
        counts = Counter(call.kind for call in visit.stated.calls)
        for kind in CallKind:
            wanted = kind is not CallKind.CONFIRM or _first_permitted(facts, visit) <= visit.arrive
            if counts[kind] != wanted:
                yield finding(
                    CALL_MISSING,
                    f"Job {visit.job.id} has {counts[kind]} calls of kind {kind}; expected "
                    f"{int(wanted)}.",
                    path=f"{visit.path}.calls",
                    value=kind,
                )
        for number, call in enumerate(visit.stated.calls):
            path = f"{visit.path}.calls[{number}]"
            if (call.engineer_id, call.job_id) != (route.engineer.id, visit.job.id):
                yield finding(
                    CALL_MISADDRESSED,
                    f"A call for job {visit.job.id} names engineer {call.engineer_id} and job "
                    f"{call.job_id}.",
                    path=path,
                )
            if not _is_well_timed(facts, route, visit, call):
                yield finding(
                    CALL_MISTIMED,
                    f"The {call.kind} call for job {visit.job.id} at {call.at}, latest "
                    f"{call.latest}, is mistimed.",
                    path=f"{path}.at",
                    value=call.at,
                )


def _is_well_timed(facts: Facts, route: RouteFacts, visit: JobStop, call: Call) -> bool:
    rules = facts.scenario.policy.calls
    at, latest = facts.clock.seconds(call.at), facts.clock.seconds(call.latest)
    if at > latest:
        return False
    match call.kind:
        case CallKind.DEPARTURE_FIXED:
            sets_out = route.begin if visit is route.visits[0] else visit.leg.depart
            return latest <= sets_out - rules.departure_fixed_before_s
        case CallKind.CONFIRM:
            return _first_permitted(facts, visit) <= at <= visit.arrive
        case CallKind.BEFORE_ARRIVAL:
            soonest = max(visit.leg.depart, visit.arrive - rules.before_arrival_s)
            return soonest <= at and latest <= visit.arrive


def _first_permitted(facts: Facts, visit: JobStop) -> int:
    """From when on, on the day of the appointment, customers may be called."""
    day = facts.clock.moment(visit.appointment).date()
    after_midnight = timedelta(seconds=facts.scenario.policy.calls.not_before_local_s)
    # By the clock on the wall: eight o'clock is eight o'clock when the clocks change, too.
    return facts.clock.seconds(datetime.combine(day, time.min) + after_midnight)
