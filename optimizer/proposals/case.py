"""What an event has upset: the question that proposals answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from models.event import Event
from models.findings import Finding
from models.job import Job, Window
from models.places import shift_start
from models.plan import Draw
from models.reserve import planned_band
from models.starts import Span
from models.timeline import Visit
from optimizer.abilities import may_do
from optimizer.proposals.board import Board
from optimizer.proposals.glance import Sight
from optimizer.proposals.ground import Ground, Visits
from optimizer.proposals.stock import Reserved, draws_for
from optimizer.standing import ShiftName

__all__ = ["Case", "Seat", "next_moment", "told_anew"]

PLACES_TRIED = 24
"""Gaps that are walked for one visit before it counts as homeless."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A place for one visit that can be driven: nobody told is met later for it."""

    name: ShiftName
    visits: Visits
    """All of the shift, the new one among them."""
    appointment_s: int


@dataclass(frozen=True)
class Case:
    """The rest of a day after an event, and what is wrong with it."""

    ground: Ground
    board: Board
    event: Event
    upset: tuple[ShiftName, ...]
    """Shifts that the event makes later than planned, or impossible, or gives a gap."""
    homeless: tuple[str, ...]
    """Jobs that the event leaves without a visit that can be made, the most urgent first."""
    engineer_ids: tuple[str, ...] = ()
    """Everybody whom the event concerns."""
    findings: tuple[Finding, ...] = ()
    """Jobs of the event that wait for something else than a place in a route."""

    @cached_property
    def late(self) -> tuple[str, ...]:
        """Jobs of the upset shifts whose customers would be met after what they were told."""
        return tuple(
            one.job_id for name in self.upset for one in self.ground.stands(name)[1] if one.late_s
        )

    @property
    def in_trouble(self) -> tuple[str, ...]:
        """Jobs that something has to be done about."""
        return (*self.homeless, *self.late)

    def seats(
        self,
        job: Job,
        spans: tuple[Span, ...],
        *,
        count: int,
        without: frozenset[str] = frozenset(),
        routes: Mapping[ShiftName, Visits] | None = None,
    ) -> Iterator[Seat]:
        """Places for a visit, least detour first, at most `count`, one for each shift.

        Args:
            job: as it would be; told, it has to be met in its band.
            spans: when the work may start, seconds.
            count: of places at most.
            without: engineers who are not asked.
            routes: shifts as they would already be, where other than on the ground.
        """
        if not self.ground.terrain.locates(job.place):
            return
        ground = self.ground
        seated: set[ShiftName] = set()
        gaps = self.board.gaps(
            job,
            spans,
            ground.now_s,
            count=PLACES_TRIED,
            door_s=planned_band(ground.policy).least_s,
            without=without,
        )
        for gap in gaps:
            if gap.name in seated:
                continue
            if routes is not None and gap.name in routes:
                visits = routes[gap.name]
            else:
                visits = ground.stands(gap.name)[0]
            seat = self.seat(job, gap.name, visits, gap.before, routes)
            if seat is not None:
                yield seat
                seated.add(gap.name)
                if len(seated) == count:
                    return

    def seat(
        self,
        job: Job,
        name: ShiftName,
        visits: Visits,
        before: str | None,
        routes: Mapping[ShiftName, Visits] | None = None,
    ) -> Seat | None:
        """The visit at one place of a shift; None where it does not fit, or others suffer."""
        if before is None:
            at = len(visits)
        else:
            at = next((k for k, one in enumerate(visits) if one.job_id == before), -1)
        if at < self.ground.fixed(name) or not may_do(self.ground.engineer(name[0]), job):
            return None
        draws = self.draws(job, name, routes)
        if draws is None:
            return None
        new = (*visits[:at], Visit(job.id, draws), *visits[at:])
        seen = self.ground.glance(name, new, {job.id: job})
        if seen is None or self.worse(seen, name, job.id):
            return None
        own = seen[at]
        if own.missed_s:
            return None
        return Seat(name, new, own.start)

    def worse(self, seen: tuple[Sight, ...], name: ShiftName, but: str = "") -> bool:
        """Whether somebody told would be met later than as things stand, and after the band."""
        before = {one.job_id: one.missed_s for one in self.ground.stands(name)[1]}
        return any(one.missed_s > before.get(one.job_id, 0) for one in seen if one.job_id != but)

    def draws(
        self, job: Job, name: ShiftName, routes: Mapping[ShiftName, Visits] | None = None
    ) -> tuple[Draw, ...] | None:
        """The units a shift would take for a job; None where it has not enough."""
        if not job.parts:
            return ()
        rest = self.ground.rest(name[0])
        engineer = rest.scenario.engineers[0]
        depots = {depot.id: depot for depot in rest.scenario.depots}
        places = {depot.id: depot.place for depot in rest.scenario.depots}
        _, depot_id = shift_start(places, engineer, engineer.shifts[name[1]])
        own = {one: self.ground.visits(one) for one in self.ground.shifts_of(name[0])}
        reserved = Reserved.by({**own, **(routes or {})})
        return draws_for(job, engineer, depots.get(depot_id or ""), reserved, self.ground.clock)


def told_anew(ground: Ground, job: Job, appointment_s: int) -> Job:
    """A job whose customer has agreed to another time.

    Where no window holds it, the promise is as long as the one that it replaces.
    """
    at = ground.clock.moment(appointment_s)
    seconds = ground.clock.seconds
    windows = job.windows
    if windows and not any(
        seconds(one.start) <= appointment_s <= seconds(one.end) for one in windows
    ):
        length_s = min(seconds(one.end) - seconds(one.start) for one in windows)
        windows = (Window(start=at, end=ground.clock.moment(appointment_s + length_s)),)
    return job.model_copy(update={"appointment_told": at, "windows": windows})


def next_moment(ground: Ground, at_s: int) -> int:
    """The first moment at `at_s` or later at which an appointment may be."""
    return at_s + -(at_s + ground.clock.past_hour()) % ground.policy.appointment_raster_s
