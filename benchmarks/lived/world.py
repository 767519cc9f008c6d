"""A day as it is lived, on SimPy's clock: who is where, and what dispatchers may do about it."""

from __future__ import annotations

from collections.abc import Iterable

import simpy

from benchmarks.lived import happenings
from benchmarks.lived.dispatch import Dispatcher
from benchmarks.lived.driving import shift
from benchmarks.lived.records import Fate, JobRecord, Lived, ShiftRecord
from benchmarks.lived.tours import Ground, Tour, TourVisit
from benchmarks.lived.truth import Truth
from benchmarks.lived.van import Van
from models.job import Job


class World:
    """One lived day of one policy."""

    def __init__(
        self,
        ground: Ground,
        tours: Iterable[Tour],
        truth: Truth,
        dispatcher: Dispatcher,
        calls: Iterable[Job] = (),
    ) -> None:
        self.ground = ground
        self.truth = truth
        self.dispatcher = dispatcher
        self.env = simpy.Environment()
        self.events = 0
        self.refused = 0
        """Events that a running day has refused, which would be a defect."""
        self.records: dict[str, JobRecord] = {}
        self.vans: list[Van] = []
        for tour in sorted(tours, key=lambda one: one.begins):
            self.vans.append(self._van(tour))
        self._by_engineer: dict[str, list[Van]] = {}
        for van in self.vans:
            self._by_engineer.setdefault(van.engineer_id, []).append(van)
        self._calls = tuple(calls)

    @property
    def now(self) -> int:
        """Seconds from the start of the horizon."""
        return int(self.env.now)

    def vans_of(self, engineer_id: str) -> list[Van]:
        """The shifts of an engineer."""
        return self._by_engineer.get(engineer_id, [])

    def live(self) -> Lived:
        """Let the day happen."""
        self.dispatcher.begin(self)
        for van in self.vans:
            self.env.process(shift(self, van))
            if van.ill_at is not None:
                self.env.process(happenings.illness(self, van, van.ill_at))
        for job_id in tuple(self.records):
            self.watch(job_id)
            share = self.truth.cancels_at(job_id)
            if share is not None:
                self.env.process(happenings.cancellation(self, job_id, share))
        for job in self._calls:
            self.env.process(happenings.call(self, job))
        self.env.run()
        for record in self.records.values():
            if record.fate is None:
                record.fate = Fate.NOT_VISITED
        return Lived(
            jobs=tuple(self.records.values()),
            shifts=tuple(van.record for van in self.vans),
            events=self.events,
            refused=self.refused,
        )

    # ------------------------------------------------------------- what dispatchers may do

    def tell(self, job_id: str, appointment: int) -> None:
        """A customer knows, and has agreed to, an appointment."""
        record = self.records[job_id]
        if record.told_first is None:
            record.told_first = appointment
        elif record.agreed != appointment:
            record.moved += 1
        record.agreed = appointment
        self.watch(job_id)

    def give(self, van: Van, queue: list[TourVisit]) -> None:
        """Another queue for an engineer, who looks at it at once."""
        van.queue = queue
        self.wake(van)

    def wake(self, van: Van) -> None:
        """Let an engineer who waits look again."""
        van.changed.succeed()
        van.changed = self.env.event()

    def watch(self, job_id: str) -> None:
        """Look at the latest moment for a call whether the engineer will be late."""
        appointment = self.records[job_id].agreed
        if appointment is not None and self.dispatcher.calls_the_late:
            self.env.process(happenings.deadline(self, job_id, appointment))

    def heard(self) -> None:
        """Count a deviation that the dispatcher is told of."""
        self.events += 1

    def van_of(self, job_id: str) -> Van | None:
        """The engineer who is to come to a customer, or on the way there."""
        return next(
            (
                van
                for van in self.vans
                if (van.at_work_on is not None and van.at_work_on.job_id == job_id)
                or (not van.is_out and van.position(job_id) is not None)
            ),
            None,
        )

    def free_from(self, van: Van) -> int:
        """When an engineer can set out next, as far as is known."""
        free = max(self.now, van.tour.begins)
        if van.at_work_on is not None:
            visit = van.at_work_on
            if van.arrives is not None:
                free = max(free, max(van.arrives, visit.appointment) + visit.work_s)
            elif van.free_at is not None:
                free = max(free, van.free_at)
        return free

    def drive_s(self, van: Van, destination: int, depart: int, origin: int | None = None) -> int:
        """Seconds of a drive by the table."""
        start = van.place if origin is None else origin
        return self.ground.drive_s(van.engineer_id, start, destination, depart)

    def _van(self, tour: Tour) -> Van:
        van = Van(
            tour=tour,
            record=ShiftRecord(tour.engineer_id, tour.shift_index, tour.ends),
            changed=self.env.event(),
            queue=list(tour.visits),
            place=tour.start,
            ill_at=self._ill_at(tour),
        )
        for visit in tour.visits:
            self.records[visit.job_id] = JobRecord(
                visit.job_id, told_first=visit.appointment, agreed=visit.appointment
            )
        return van

    def _ill_at(self, tour: Tour) -> int | None:
        """From when the engineer is ill in a shift: for good, once it has begun."""
        share = self.truth.ill_from(tour.engineer_id)
        if share is None:
            return None
        if any(van.engineer_id == tour.engineer_id for van in self.vans):
            return tour.begins
        return tour.begins + round(share * (tour.ends - tour.begins))
