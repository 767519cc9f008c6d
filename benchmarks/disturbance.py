"""How many told customers are moved by an event: by our proposals, and by solving anew."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks.running_day import WeekTerms, begun_week, moment_of, seeded_events
from models.day import Day, apply_event
from models.event import Event
from models.plan import Plan
from models.proposal import EventAnswer, Proposal
from models.scenario import Scenario
from optimizer.proposals.ground import Ground
from optimizer.replan import DayDesk, answer, search_more
from optimizer.rest_of_day import RestOfDay, rest_of_day
from optimizer.solve import Budget, solve

AS_IT_STANDS = "as it stands"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is measured, and how."""

    week: WeekTerms = field(default_factory=WeekTerms)
    events: int = 20
    search_s: float = 1.0
    """Of search for better proposals."""
    anew_s: float = 10.0
    """Of search for the plan from scratch."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way of dealing with an event comes to, for the rest of all days."""

    moved: int
    """Customers who had been told an appointment and would get another one, or none."""
    unserved_priority: int
    cents: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One event, answered in two ways."""

    event: str
    chosen: str
    """The kind of the proposal that disturbs least."""
    ours: Outcome
    anew: Outcome
    answer_s: float
    """From the event to the first proposals and the call list."""


def measure(terms: Terms, say: Callable[[str], None]) -> Iterator[Comparison]:
    """Let each event happen to the same day, and answer it in both ways.

    Args:
        terms: what is measured.
        say: told what is being done.
    """
    say("Planning the week.")
    day = begun_week(terms.week)
    now = moment_of(day.scenario, terms.week.hour)
    desk = DayDesk(day)
    gc.freeze()  # what stays for the whole day is not looked through again and again
    for event in seeded_events(day, now, terms.events, terms.week.seed):
        say(f"{event.event_id}: {event.kind}")
        after = apply_event(day, event)
        rest = rest_of_day(after, now, roads=desk.terrain)
        began = time.perf_counter()
        found = answer(day, event, desk)
        answer_s = time.perf_counter() - began
        chosen, ours = _ours(desk, found, after, event, rest, terms)
        yield Comparison(event.kind, chosen, ours, _anew(after, rest, terms), answer_s)


def _ours(
    desk: DayDesk, found: EventAnswer, after: Day, event: Event, rest: RestOfDay, terms: Terms
) -> tuple[str, Outcome]:
    """The best proposal, searched ones among them; nothing where nothing is wrong."""
    began = time.perf_counter()
    more = search_more(
        after,
        event,
        terms.search_s,
        desk,
        known=found.proposals,
        seed=terms.week.seed,
        threads=terms.week.threads,
    )
    seconds = time.perf_counter() - began
    proposals = sorted((*found.proposals, *more), key=lambda one: one.disturbance.key)
    ground = desk.ground(after, after.now)
    stands = {name: ground.before(name) for name in rest.routes}
    cents = ground.cents(walked for _, walked in stands.values())
    served = {one.job_id for visits, _ in stands.values() for one in visits}
    lost = sum(job.priority for job in rest.scenario.jobs if job.id not in served)
    if not any(one.told and one.late_s for one in found.untrue) and not lost:
        return AS_IT_STANDS, Outcome(0, lost, cents, seconds)
    if not proposals:
        return "nothing", Outcome(0, lost, cents, seconds)
    best = proposals[0]
    moved = _moved(ground, best)
    gained = _gained(rest.scenario, best, served)
    cents += best.disturbance.extra_cents
    return best.kind, Outcome(moved, lost - gained, cents, seconds)


def _moved(ground: Ground, proposal: Proposal) -> int:
    """Told customers who would have another appointment, or none any more."""
    return sum(
        ground.job(move.job_id).appointment_told is not None
        and move.from_appointment != move.to_appointment
        for move in proposal.moves
    )


def _gained(rest: Scenario, proposal: Proposal, served: set[str]) -> int:
    """Priority that the proposal serves and that is not served as things stand."""
    placed = {stop.job_id for route in proposal.routes for stop in route.stops}
    return sum(
        job.priority * ((job.id in placed) - (job.id in proposal.unplanned_job_ids))
        for job in rest.jobs
        if (job.id in placed) != (job.id in served)
        and (job.id in placed or job.id in proposal.unplanned_job_ids)
    )


def _anew(after: Day, rest: RestOfDay, terms: Terms) -> Outcome:
    """The rest of all days solved from scratch: only who is under way stays as he is."""
    under_way = {
        visits[0].job_id: name[0] for name, visits in rest.routes.items() if rest.fixed.get(name)
    }
    jobs = tuple(
        job.model_copy(update={"required_engineer_id": under_way[job.id]})
        if job.id in under_way
        else job.model_copy(update={"appointment_told": None})
        for job in rest.scenario.jobs
    )
    began = time.perf_counter()
    plan = solve(
        rest.scenario.model_copy(update={"jobs": jobs}),
        Budget(seconds=terms.anew_s),
        seed=terms.week.seed,
        threads=terms.week.threads,
    )
    seconds = time.perf_counter() - began
    told = {
        job.id: after.clock.seconds(job.appointment_told)
        for job in rest.scenario.jobs
        if job.appointment_told is not None and job.id not in under_way
    }
    now = _appointments(after, plan)
    moved = sum(now.get(job_id) != at for job_id, at in told.items())
    return Outcome(moved, plan.cost.unserved_priority, plan.cost.cents, seconds)


def _appointments(day: Day, plan: Plan) -> dict[str, int]:
    return {
        str(stop.job_id): day.clock.seconds(stop.appointment)
        for route in plan.routes
        for stop in route.stops
        if stop.appointment is not None
    }
