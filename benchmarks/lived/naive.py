"""The policy `naive`: push everything, drop what misses its window, hand over without promises."""

from __future__ import annotations

from benchmarks.lived.dispatch import Nobody
from benchmarks.lived.tours import TourVisit
from benchmarks.lived.van import Van
from benchmarks.lived.world import World
from models.job import Job
from optimizer.abilities import demands


class Naive(Nobody):
    """A dispatcher with a list and a map, who calls the late but looks at no promise."""

    name = "naive"
    calls_the_late = True

    def __init__(self) -> None:
        self._world: World | None = None

    @property
    def world(self) -> World:
        """The day that is lived."""
        assert self._world is not None
        return self._world

    def begin(self, world: World) -> None:
        """Take the day over."""
        self._world = world

    def unavailable(self, van: Van) -> None:
        """Each open visit goes where it adds the least driving."""
        left, van.queue = van.queue, []
        for visit in left:
            self._insert(visit.job_id, visit.appointment)

    def comes_in(self, job: Job) -> None:
        """The new job goes where it adds the least driving, and its customer is told when."""
        found = self._insert(job.id, None)
        if found is not None:
            self.world.tell(job.id, found)

    def is_to_be_called(self, van: Van | None, job_id: str) -> bool:
        """A position tells when who is on the road will arrive; who has not set out is late."""
        if van is None or van.at_work_on is None or van.at_work_on.job_id != job_id:
            return True
        agreed = self.world.records[job_id].agreed
        return van.arrives is not None and agreed is not None and van.arrives > agreed

    def keeps(self, van: Van, visit: TourVisit) -> bool:
        """A visit that cannot begin inside its promise is dropped."""
        world = self.world
        last = world.ground.last_start(visit.job_id, visit.appointment)
        depart = max(world.now, visit.depart)
        place = world.ground.places.job[visit.job_id]
        return last is None or depart + world.drive_s(van, place, depart) <= last

    def _insert(self, job_id: str, appointment: int | None) -> int | None:
        """Put a job into the cheapest gap; its appointment, or None where nobody can do it."""
        world, job = self.world, self.world.ground.jobs[job_id]
        if job_id not in world.ground.places.job:
            return None
        asked = demands(job)
        best: tuple[int, Van, int] | None = None
        for van in world.vans:
            engineer = world.ground.engineers[van.engineer_id]
            if van.is_out or any(one.obstacle(engineer) is not None for one in asked):
                continue
            for position in range(len(van.queue) + 1):
                extra_s = self._extra_s(van, job_id, position)
                if best is None or extra_s < best[0]:
                    best = extra_s, van, position
        if best is None:
            return None
        _, van, position = best
        if appointment is None:
            appointment = self._possible(van, job_id, position)
        queue = list(van.queue)
        queue.insert(position, self._visit(van, job_id, appointment))
        world.give(van, queue)
        return appointment

    def _extra_s(self, van: Van, job_id: str, position: int) -> int:
        world, places = self.world, self.world.ground.places.job
        at = max(world.now, van.tour.begins)
        before = van.place if position == 0 else places[van.queue[position - 1].job_id]
        after = van.tour.end
        if position < len(van.queue):
            after = places[van.queue[position].job_id]
        there = places[job_id]
        return (
            world.drive_s(van, there, at, before)
            + world.drive_s(van, after, at, there)
            - world.drive_s(van, after, at, before)
        )

    def _possible(self, van: Van, job_id: str, position: int) -> int:
        """The appointment of a job that none was told for: what the queue before it allows."""
        world, places = self.world, self.world.ground.places.job
        free, place = world.free_from(van), van.place
        for visit in van.queue[:position]:
            target = places[visit.job_id]
            free = max(free + world.drive_s(van, target, free, place), visit.appointment)
            free, place = free + visit.work_s, target
        arrive = free + world.drive_s(van, places[job_id], free, place)
        return arrive + world.ground.policy.early_band.least_s

    def _visit(self, van: Van, job_id: str, appointment: int) -> TourVisit:
        """With a departure that ends at the begin of the band, by the table."""
        world = self.world
        band = world.ground.policy.early_band
        early_s = band.least_s if band.most_s is None else band.most_s
        there = world.ground.places.job[job_id]
        drive_s = world.drive_s(van, there, max(world.now, van.tour.begins))
        return TourVisit(
            job_id=job_id,
            appointment=appointment,
            depart=appointment - early_s - drive_s,
            work_s=world.ground.work_s(job_id, van.engineer_id),
        )
