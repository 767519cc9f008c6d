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
    "A call names another engineer or job than the visit it belongs to, or goes to another phone "
    "than the engineer's (departure fixed) or the customer's (the others).",
    "Name the engineer of the route and the job of the stop, with their phone.",
)
CALL_MISTIMED = register(
    "plan-call-mistimed",
    Severity.ERROR,
    "A call is not made, or not due, when docs/timing.md says: an hour before setting out, to "
    "confirm from the permitted hour until the latest safe departure, and from the road.",
    "Place the call as docs/timing.md says.",
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
            to_engineer = call.kind is CallKind.DEPARTURE_FIXED
            phone = route.engineer.phone if to_engineer else visit.job.customer.phone
            expected = (route.engineer.id, visit.job.id, phone)
            if (call.engineer_id, call.job_id, call.phone) != expected:
                yield finding(
                    CALL_MISADDRESSED,
                    f"A call for job {visit.job.id} names engineer {call.engineer_id}, job "
                    f"{call.job_id} and phone {call.phone}; right is {', '.join(expected)}.",
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
    match call.kind:
        case CallKind.DEPARTURE_FIXED:
            sets_out = route.begin if visit is route.visits[0] else visit.leg.depart
            return at == latest == sets_out - rules.departure_fixed_before_s
        case CallKind.CONFIRM:
            until = visit.leg.latest
            if visit.arrive > visit.appointment:
                until = visit.appointment - rules.late_call_before_appointment_s
            wished = visit.appointment - rules.confirm_before_appointment_s
            permitted = _first_permitted(facts, visit)
            last = max(permitted, min(wished, visit.leg.depart))
            # Who can only be met late may be called sooner, so that the call is not overdue.
            return max(permitted, min(last, until)) <= at <= last and latest == max(at, until)
        case CallKind.BEFORE_ARRIVAL:
            from_the_road = max(visit.leg.depart, visit.arrive - rules.before_arrival_s)
            return at == from_the_road and latest == visit.arrive


def _first_permitted(facts: Facts, visit: JobStop) -> int:
    """From when on, on the day of the appointment, customers may be called."""
    day = facts.clock.moment(visit.appointment).date()
    after_midnight = timedelta(seconds=facts.scenario.policy.calls.not_before_local_s)
    # By the clock on the wall: eight o'clock is eight o'clock when the clocks change, too.
    return facts.clock.seconds(datetime.combine(day, time.min) + after_midnight)
