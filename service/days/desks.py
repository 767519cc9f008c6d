"""The desk of a running day, on which slots are looked for: laid out anew, or changed along."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from models.day import Day
from models.engineer import Shift
from models.errors import SlotTaken
from models.event import Event
from models.places import shift_end
from optimizer.live_desk import LiveDesk
from optimizer.proposals.ground import Ground
from optimizer.proposals.terrain import Terrain
from optimizer.rest_of_day import rest_of_day
from optimizer.slots import hold, promised
from optimizer.standing import ShiftName
from service.days.entries import Booked, Entry, Happened, Held, Hold, Released, Replanned
from service.days.fold import Running

SPARE_JOBS = 512
"""New jobs and changed ones that can be on a desk before it has to be laid out anew."""
OF_STOCK = frozenset({"part_missing", "part_eta_changed", "not_repairable_here", "finished"})
"""Events after which stocks may be other ones, which a desk cannot learn."""


class Desk:
    """A warm desk, and the day that it stands for. For one thread at a time."""

    def __init__(self, running: Running, now: datetime) -> None:
        """Lay out the rest of the day, with a visit for everything that is held."""
        rest = rest_of_day(running.day, now)
        self.live = LiveDesk.of(
            rest.scenario, running.day.plan, spare_jobs=SPARE_JOBS, fixed=rest.fixed
        )
        for one in running.holds.values():
            self._keep(one)
        self.live.commit()

    def follow(self, entry: Entry, before: Running, after: Running, terrain: Terrain) -> bool:
        """Change along with the day; False where the desk has to be laid out anew.

        Raises SlotTaken where a slot is to be held that is not there.
        """
        match entry:
            case Held():
                return self._hold(entry.hold)
            case Released():
                self._release(before.holds[entry.hold_id])
                return True
            case Booked():
                return True  # whoever booked has moved the visit; see `service.bookings.logic`
            case Happened():
                if entry.event.kind in OF_STOCK and after.day.scenario.parts:
                    return False
                return self._stand_anew(after, terrain, _whose(entry.event, before.day))
            case Replanned():
                touched = {one.engineer_id for one in entry.change.routes}
                touched |= {one.engineer_id for one in entry.change.gone}
                return self._stand_anew(after, terrain, touched)
            case _:
                return True

    def ghosts(self, running: Running, shift: ShiftName) -> list[Hold]:
        """Slots of a shift that are held, in the order of their visits."""
        found = [(self.live.where(one.job.id), one) for one in running.holds.values()]
        here = [(at[1], one) for at, one in found if at is not None and at[0] == shift]
        return [one for _, one in sorted(here, key=lambda pair: pair[0])]

    def put_back(self, one: Hold) -> None:
        """Hold a slot again that was just taken out: with the same engineer, else with another.

        Raises SlotTaken.
        """
        try:
            hold(self.live, one.job, one.offer)
        except SlotTaken:
            self._keep(one)
            if not self.live.is_served(one.job.id):
                raise

    def _stand_anew(self, after: Running, terrain: Terrain, whose: Collection[str]) -> bool:
        """Let some engineers stand as the day has them now; False where that cannot be done."""
        ground = Ground(after.day, after.day.now, terrain)
        names = [
            name
            for engineer_id in whose
            for name in _shifts(after.day, engineer_id)
            if self._has(name)
        ]
        try:
            ghosts = [one for name in names for one in self.ghosts(after, name)]
            for name in names:
                for job_id in reversed(self.live.visits(*name)):
                    self.live.take(job_id)
            for name in names:
                self._stand(ground, name)
            for one in ghosts:
                self._keep(one)
        except ValueError:
            return False
        return True

    def _has(self, name: ShiftName) -> bool:
        try:
            self.live.shift(*name)
        except ValueError:
            return False
        return True

    def _stand(self, ground: Ground, name: ShiftName) -> None:
        """One shift, emptied before. A visit under way is the place and moment it begins at."""
        visits, fixed = ground.visits(name), ground.fixed(name)
        shift = _shift_now(ground, name)
        if shift != self.live.shift(*name):
            self.live.replace_shift(*name, shift)
        for visit in visits[fixed:] if shift is not None else ():
            job = ground.job(visit.job_id)
            place = self.live.place_at(job, *name, len(self.live.visits(*name)))
            if place is not None:
                self.live.put(job, place)

    def _release(self, one: Hold) -> None:
        if self.live.is_served(one.job.id):
            self.live.take(one.job.id)

    def _hold(self, one: Hold) -> bool:
        try:
            hold(self.live, one.job, one.offer)
        except ValueError:  # every spare row is in use
            return False
        return True

    def _keep(self, one: Hold) -> None:
        """Give a slot that is held room again, with whoever can keep its window cheapest.

        Where nobody can, the events of the day have taken the room; booking it will say so.
        """
        if self.live.is_served(one.job.id):
            return
        held = promised(one.job, one.window)
        there = self.live.best_places(held, count=1)
        if there:
            self.live.put(held, there[0])


def _shift_now(ground: Ground, name: ShiftName) -> Shift | None:
    """What is left of a shift behind a visit that is under way; None: it is over."""
    engineer, fixed = ground.engineer(name[0]), ground.fixed(name)
    shift = engineer.shifts[name[1]]
    if shift.start_place is not None and not shift.start_place.is_resolved:
        return None
    if not fixed:
        return shift
    visits = ground.visits(name)[:fixed]
    timeline = ground.walk(name, visits)
    if timeline is None:
        return None
    clock = ground.clock
    begins = clock.moment(timeline.stops[-1].finish)
    depots = {depot.id: depot.place for depot in ground.day.scenario.depots}
    return shift.model_copy(
        update={
            "start": begins,
            "end": max(shift.end, begins, key=clock.absolute),
            "start_place": ground.job(visits[-1].job_id).place,
            "start_depot_id": None,
            "end_place": shift_end(depots, engineer, shift),
        }
    )


def _shifts(day: Day, engineer_id: str) -> list[ShiftName]:
    engineer = day.engineer(engineer_id)
    return [] if engineer is None else [(engineer_id, n) for n in range(len(engineer.shifts))]


def _whose(event: Event, day: Day) -> set[str]:
    """Whose rest of the day an event may change."""
    found = {getattr(event, "engineer_id", None)}
    job_ids = (getattr(event, "job_id", None), *getattr(event, "job_ids", ()))
    for job_id in job_ids:
        route = None if job_id is None else day.route_of(job_id)
        found.add(None if route is None else route.engineer_id)
    return {one for one in found if one is not None}
