"""Whom to call because a plan is no longer true, by when at the latest, and with what to say.

Who is met up to 0 minutes before the appointment is not called; who is met after it hears of it
before the appointment, the one with the least time first (domain.md, section 6). The questions that
a proposal asks are made with the proposal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from models.base import Text
from models.day import Day
from models.job import Job
from models.proposal import CallItem, CallOption, CallReason, LatenessTier, Untruth
from optimizer import call_words as words

REASON = {
    LatenessTier.LATE: CallReason.LATE,
    LatenessTier.VERY_LATE: CallReason.VERY_LATE,
    LatenessTier.MISSED: CallReason.VERY_LATE,
}
"""Tiers of lateness in which the customer is called, and why."""
OPTIONS = {
    CallReason.LATE: (),
    CallReason.VERY_LATE: (CallOption.WAIT, CallOption.OTHER_ENGINEER, CallOption.NEW_WINDOW),
    CallReason.NOBODY_COMES: (CallOption.OTHER_ENGINEER, CallOption.NEW_WINDOW),
}


def calls_about(day: Day, untrue: Iterable[Untruth], now: datetime) -> tuple[CallItem, ...]:
    """The calls that follow from what is no longer true, earliest deadline first."""
    now_s = max(day.clock.seconds(now), day.clock.seconds(day.now))
    found = []
    for one in untrue:
        job, reason = day.job(one.job_id), reason_to_call(one)
        if job is not None and reason is not None:
            found.append(_call(day, job, one, reason, now_s))
    return tuple(sorted(found, key=lambda call: (day.clock.seconds(call.call_by), call.job_id)))


def reason_to_call(one: Untruth) -> CallReason | None:
    """Why a customer is called; None where it is only noted.

    Whom nobody has told a moment is called only where the promised window itself is missed.
    """
    if one.expected_arrival is None:
        return CallReason.NOBODY_COMES if one.told else None
    if not one.told and one.tier is not LatenessTier.MISSED:
        return None
    return REASON.get(one.tier)


def _call(day: Day, job: Job, one: Untruth, reason: CallReason, now_s: int) -> CallItem:
    rules, clock = day.scenario.policy.calls, day.clock
    call_by_s = clock.seconds(one.appointment) - rules.late_call_before_appointment_s
    return CallItem(
        job_id=job.id,
        reason=reason,
        call_by=clock.moment(max(now_s, call_by_s)),
        customer_name=job.customer.name,
        phone=job.customer.phone,
        language=job.customer.language,
        say=_say(day, one, reason, now_s),
        options=OPTIONS[reason],
    )


def _say(day: Day, one: Untruth, reason: CallReason, now_s: int) -> tuple[Text, ...]:
    clock, engineer = day.clock, day.engineer(one.engineer_id)
    appointment = words.moment(clock, now_s, clock.seconds(one.appointment))
    if one.expected_arrival is None:
        return (words.nobody(appointment, engineer), words.OFFER_OTHERS, words.GIFT, words.MANAGER)
    arrival = words.moment(clock, now_s, clock.seconds(one.expected_arrival))
    if one.tier is LatenessTier.MISSED:
        begin = words.beyond_the_promise(arrival)
    else:
        begin = words.apology(appointment, arrival, one.late_s)
    who = () if engineer is None else (words.who(engineer),)
    if reason is CallReason.LATE:
        return (begin, *who)
    return (begin, *who, words.OFFER, words.GIFT, words.MANAGER)
