"""Slots: the windows that can be promised to a customer, each with what it costs and rests on.

Exact: what an offer says is what comes of putting the visit there (docs/slots.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.capacity import Reservation
from models.errors import SlotTaken
from models.findings import Severity, finding, register
from models.intake import intake
from models.job import Job, Window
from models.part import Interval
from models.plan import Reason
from models.slot import DayWithoutSlot, SlotAnswer, SlotOffer, SlotQuestion
from models.starts import Span
from optimizer import reasons as kinds
from optimizer.live_desk import LiveDesk, Opening
from optimizer.reasons import reason
from optimizer.slot_capacity import SetAside, set_aside, why_set_aside
from optimizer.slot_offers import OfferTeller
from optimizer.slot_reasons import DayReasons
from optimizer.slot_windows import DayOfWindows, days_of_windows, inside
from optimizer.wording import span

__all__ = ["hold", "promised", "slot_taken", "slots"]

SLOT_TAKEN = register(
    "slot-taken",
    Severity.ERROR,
    "The slot that was offered is gone: others have taken its room, or the plan has changed.",
    "Ask for slots again.",
)

JOB_UNKNOWN = register(
    "slots-job-unknown",
    Severity.ERROR,
    "Slots were asked for a job that the scenario does not have.",
    "Give the id of one of its jobs, or a .json file with a job.",
)


def slots(
    desk: LiveDesk,
    job: Job,
    question: SlotQuestion,
    *,
    reserved: Iterable[Reservation] = (),
    now: datetime | None = None,
    plan_version: int = 1,
) -> SlotAnswer:
    """What can be offered for a job, and why nothing can on the other days.

    Visits that are held for others stand on the desk (`hold`), so their room is never offered. A
    job that has a visit is asked for as if it had none; its own windows limit what is offered, its
    appointment does not.

    Args:
        desk: the plan; it is as before afterwards.
        job: of the scenario or not.
        question: how slots are cut, and how many are wanted.
        reserved: capacity that is set aside.
        now: windows that have begun by then are not offered; default: the start of the horizon.
        plan_version: for the answer.

    Raises:
        ValueError: the job's place cannot be located by the travel settings.
    """
    clock = desk.clock
    now_s = 0 if now is None else clock.seconds(now)
    days = tuple(days_of_windows(question, desk.scenario, clock, now_s))
    mark = desk.mark()
    if desk.is_served(job.id):
        try:
            desk.take(job.id)
        except ValueError:
            return _nothing(job, days, (reason(kinds.VISIT_STAYS),), plan_version)
    try:
        return _answer(desk, job, question, days, tuple(reserved), plan_version)
    finally:
        desk.undo(mark)


def promised(job: Job, window: Interval) -> Job:
    """The job once a window has been promised to the customer."""
    return job.model_copy(
        update={
            "windows": (Window(start=window.start, end=window.end),),
            "appointment_told": None,
        }
    )


def hold(desk: LiveDesk, job: Job, offer: SlotOffer) -> Opening:
    """Put the visit of an offer on the desk, so that its room is nobody else's.

    Where the shift has changed since the offer was made, the visit takes its cheapest place with
    the same engineer that keeps the window. `desk.take(job.id)` gives the room free again.

    Raises:
        SlotTaken: there is no such room any more.
        ValueError: the job is visited already.
    """
    clock = desk.clock
    held = promised(job, offer.window)
    shift = (offer.engineer_id, offer.shift_index)
    there = desk.place_at(held, *shift, offer.position)
    if there is None or there.start_s != clock.seconds(offer.appointment):
        there = next(iter(desk.best_places(held, shifts=(shift,))), None)
    if there is None:
        raise slot_taken(job, offer)
    desk.put(held, there)
    return there


def slot_taken(job: Job, offer: SlotOffer) -> SlotTaken:
    """The error for a slot whose room others have taken."""
    message = (
        f"Engineer {offer.engineer_id} has no room for job {job.id} between "
        f"{offer.window.start:%H:%M} and {offer.window.end:%H:%M} any more."
    )
    return SlotTaken(message, [finding(SLOT_TAKEN, message, value=job.id)])


@dataclass(frozen=True, slots=True)
class _Found:
    """What can be offered on a day."""

    day: DayOfWindows
    offers: tuple[tuple[Span, Opening], ...]
    barriers: tuple[SetAside, ...]
    refused: bool
    """Whether there was room that is kept for others."""


def _nothing(
    job: Job, days: Sequence[DayOfWindows], why: tuple[Reason, ...], plan_version: int
) -> SlotAnswer:
    """The answer where no day can have a slot."""
    without = tuple(DayWithoutSlot(day=one.day, reasons=why) for one in days)
    return SlotAnswer(job_id=job.id, plan_version=plan_version, offers=(), days_without=without)


def _answer(
    desk: LiveDesk,
    job: Job,
    question: SlotQuestion,
    days: tuple[DayOfWindows, ...],
    reserved: Sequence[Reservation],
    plan_version: int,
) -> SlotAnswer:
    clock = desk.clock
    # As it would be: with a window promised, nobody asks any more when it would suit.
    horizon = desk.scenario.horizon
    taken_in = intake(
        promised(job, Interval(start=horizon.start, end=horizon.end)), desk.scenario, clock
    )
    if not taken_in.plannable:
        return _nothing(job, days, taken_in.reasons, plan_version)
    free = job.model_copy(update={"windows": (), "appointment_told": None})
    if job.windows:
        wishes = [(clock.seconds(one.start), clock.seconds(one.end)) for one in job.windows]
        days = tuple(replace(one, windows=inside(one.windows, wishes)) for one in days)
    found = tuple(_on_days(desk, free, days, reserved))
    teller = OfferTeller(desk, free)
    return SlotAnswer(
        job_id=job.id,
        plan_version=plan_version,
        offers=tuple(teller.offer(*one) for one in _chosen(found, question.most)),
        days_without=tuple(_days_without(desk, free, question, found)),
    )


def _on_days(
    desk: LiveDesk, job: Job, days: Sequence[DayOfWindows], reserved: Sequence[Reservation]
) -> Iterator[_Found]:
    barriers = {one.day: set_aside(desk, job, one.day, reserved) for one in days}
    windows = [window for one in days for window in one.windows]
    places = dict(zip(windows, desk.best_by_span(job, windows), strict=True))
    guarded = [window for one in days if barriers[one.day] for window in one.windows]
    # Where the cheapest place takes what is kept for others, the next ones have to be known.
    every = len(desk.ground.shifts)
    places.update(zip(guarded, desk.best_by_span(job, guarded, every), strict=True))
    for day in days:
        holding = barriers[day.day]
        offers = []
        refused = False
        for window in day.windows:
            allowed = [
                one for one in places[window] if all(barrier.allows(one) for barrier in holding)
            ]
            refused = refused or len(allowed) < len(places[window])
            offers += [(window, one) for one in allowed[:1]]
        yield _Found(day, tuple(offers), holding, refused)


def _chosen(found: Sequence[_Found], most: int) -> list[tuple[Span, Opening]]:
    """The cheapest offers; each day keeps its cheapest as long as there is room for days."""

    def key(one: tuple[Span, Opening]) -> tuple[int, int]:
        return one[1].extra_cents, one[0][0]

    firsts = [min(one.offers, key=key) for one in found if one.offers]
    rest = [one for of_day in found for one in of_day.offers if one not in firsts]
    firsts.sort(key=key)
    rest.sort(key=key)
    return sorted([*firsts, *rest][:most], key=key)


def _days_without(
    desk: LiveDesk, job: Job, question: SlotQuestion, found: Sequence[_Found]
) -> Iterator[DayWithoutSlot]:
    reasons: DayReasons | None = None
    for one in found:
        if one.offers:
            continue
        why: tuple[Reason, ...]
        if not one.day.is_planned:
            why = (reason(kinds.DAY_NOT_PLANNED),)
        elif not one.day.windows or desk.row_of(job, one.day.windows) is None:
            why = (_no_window(question),)
        elif one.refused:
            why = why_set_aside(one.barriers)
        else:
            reasons = DayReasons(desk, job) if reasons is None else reasons
            why = reasons.of(one.day.windows)
        yield DayWithoutSlot(day=one.day.day, reasons=why)


def _no_window(question: SlotQuestion) -> Reason:
    def time_of(after_midnight_s: int) -> str:
        return f"{after_midnight_s // 3600:02d}:{after_midnight_s % 3600 // 60:02d}"

    return reason(
        kinds.NO_WINDOW_THAT_DAY,
        length=span(question.length_s),
        opens=time_of(question.opens_s),
        closes=time_of(question.closes_s),
    )
