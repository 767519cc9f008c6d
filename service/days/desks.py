"""The desk of a running day, on which slots are looked for: laid out anew, or changed along."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from models.day import Day
from models.engineer import Shift
from models.errors import SlotTaken
from models.event import Event
from models.places import shift_end
from models.plan import Draw, Plan, Route
from models.timeline import Timeline
from optimizer.live_desk import LiveDesk
from optimizer.proposals.ground import Ground
from optimizer.proposals.terrain import Terrain
from optimizer.rest_of_day import RestOfDay, rest_of_day
from optimizer.slots import hold, promised
from optimizer.standing import ShiftName
from service.days.entries import Booked, Entry, Happened, Held, Hold, Released, Replanned
from service.days.fold import Running
from service.days.passing import Due, due, minute_of

SPARE_JOBS = 512
"""So many new jobs and changed ones, and half as many as the day has, can be on a desk before it
has to be laid out anew, which takes a second at 3,000 jobs."""
SPARE_LEFT = 32
"""Fewer spare jobs than that are too few: one is needed for each question and each change."""
Mark = tuple[int, Mapping[ShiftName, Due]]
OF_STOCK = frozenset({"part_missing", "part_eta_changed", "not_repairable_here", "finished"})
"""Events after which stocks may be other ones, which a desk cannot learn."""


class Desk:
    """A warm desk, and the day that it stands for. For one thread at a time."""

    def __init__(self, running: Running, now: datetime, terrain: Terrain) -> None:
        """Lay out the rest of the day, with a visit for everything that is held."""
        day = running.day
        self._now_s = minute_of(day.clock, now)
        self._due: dict[ShiftName, Due] = {}
        rest = rest_of_day(day, day.clock.moment(self._now_s), roads=terrain)
        under_way = {name for name, count in rest.fixed.items() if count}
        plan = _still_to_do(day.plan, rest, without=under_way)
        room = SPARE_JOBS + len(day.scenario.jobs) // 2 + len(running.holds)
        self.live = LiveDesk.of(rest.scenario, plan, spare_jobs=room)
        ground = self._ground(day, terrain)
        missed = frozenset(self.live.left_out)
        for name in rest.begins:
            if not self._has(name):
                continue
            visits = rest.routes.get(name, ())
            if name in under_way or any(one.job_id in missed for one in visits):
                for job_id in reversed(self.live.visits(*name)):
                    self.live.take(job_id)
                self._stand(ground, name)
            else:
                shift = self.live.shift(*name)
                self._note(day, name, shift, None, visits[0].job_id if visits else None)
        for one in running.holds.values():
            self._keep(one)
        self.live.commit()

    def pass_time(self, running: Running, now: datetime, terrain: Terrain) -> bool:
        """Let it be later, to the minute; False where the desk has to be laid out anew.

        What this changes cannot be undone.
        """
        day = running.day
        now_s = minute_of(day.clock, now)
        if now_s <= self._now_s:
            return True
        self._now_s = now_s
        changed = [name for name, one in self._due.items() if one.stand_s <= now_s]
        free = [
            name for name, one in self._due.items() if one.begin_s <= now_s and one.stand_s > now_s
        ]
        ground = self._ground(day, terrain)
        if not self._stand_shifts(running, ground, changed):
            return False
        held = {one.job.id for one in running.holds.values()}
        try:
            missed = [name for name in free if not held.issuperset(self._begin_now(day, name))]
        except ValueError:
            return False
        if not self._stand_shifts(running, ground, missed):
            return False
        for one in running.holds.values():
            self._keep(one)
        self.live.commit()
        return True

    @property
    def is_full(self) -> bool:
        """Whether so many new jobs are visited that it has to be laid out anew to go on."""
        return self.live.spare_jobs_left < SPARE_LEFT

    def mark(self) -> Mark:
        """Where `undo` can come back to."""
        return self.live.mark(), dict(self._due)

    def undo(self, mark: Mark) -> None:
        """Take back what was done since a mark."""
        self.live.undo(mark[0])
        self._due = dict(mark[1])

    def follow(self, entry: Entry, before: Running, after: Running, terrain: Terrain) -> bool:
        """Change along with the day; False where the desk has to be laid out anew.

        Raises SlotTaken where a slot is to be held that is not there.
        """
        match entry:
            case Held():
                return self._hold(entry.hold)
            case Released():
                return self._release(before.holds[entry.hold_id])
            case Booked():
                return self._booked(entry.hold, after, terrain)
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

    def leave_out(self, holds: Collection[Hold]) -> None:
        """Take some held slots off the desk; where that cannot be, they stay."""
        for one in holds:
            self._release(one)

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
        ground = self._ground(after.day, terrain)
        names = [name for engineer_id in whose for name in _shifts(after.day, engineer_id)]
        if any(not self._has(name) and _shift_now(ground, name) is not None for name in names):
            return False  # somebody is back whose shift was over when the desk was laid out
        return self._stand_shifts(after, ground, [name for name in names if self._has(name)])

    def _stand_shifts(self, running: Running, ground: Ground, names: Collection[ShiftName]) -> bool:
        """The same for some shifts."""
        try:
            ghosts = [one for name in names for one in self.ghosts(running, name)]
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

    def _ground(self, day: Day, terrain: Terrain) -> Ground:
        return Ground(day, day.clock.moment(self._now_s), terrain)

    def _booked(self, one: Hold, after: Running, terrain: Terrain) -> bool:
        """Have a held slot as a visit where the plan has it; False as `follow`.

        Who booked has moved it before (`service.bookings.logic`); desks of other processes may hold
        it elsewhere.
        """
        name, stands = (one.offer.engineer_id, one.offer.shift_index), self.live.where(one.job.id)
        if not self._has(name):
            return False
        held = {ghost.job.id for ghost in after.holds.values()}
        here = [job_id for job_id in self.live.visits(*name) if job_id not in held]
        planned = [
            stop.job_id
            for route in after.day.routes_of(name[0])
            if route.shift_index == name[1]
            for stop in route.stops
            if stop.job_id is not None
        ]
        if stands is not None and stands[0] == name and planned[-len(here) :] == here:
            return True
        whose = {name[0]} if stands is None else {name[0], stands[0][0]}
        return self._stand_anew(after, terrain, whose)

    def _has(self, name: ShiftName) -> bool:
        try:
            self.live.shift(*name)
        except ValueError:
            return False
        return True

    def _stand(self, ground: Ground, name: ShiftName) -> None:
        """One shift, emptied before. A visit under way is the place and moment it begins at.

        Where a visit of the plan cannot be made in time any more, nothing is offered with that
        engineer until somebody has decided about it: no booking could keep it and be legal.
        """
        visits, fixed = ground.visits(name), ground.fixed(name)
        under_way = ground.walk(name, visits[:fixed]) if fixed else None
        shift = _shift_now(ground, name, under_way)
        if shift != self.live.shift(*name):
            self.live.replace_shift(*name, shift)
        for visit in visits[fixed:] if shift is not None else ():
            job = ground.job(visit.job_id)
            place = self.live.place_at(job, *name, len(self.live.visits(*name)))
            if place is None:
                self.live.replace_shift(*name, None)
                break
            self.live.put(job, place)
        left = visits[fixed:]
        self._note(ground.day, name, shift, under_way, left[0].job_id if left else None)

    def _note(
        self,
        day: Day,
        name: ShiftName,
        shift: Shift | None,
        under_way: Timeline | None,
        next_job_id: str | None,
    ) -> None:
        """Remember when a shift has to be looked at again."""
        self._due[name] = due(day, name, shift, under_way, next_job_id, self._now_s)

    def _begin_now(self, day: Day, name: ShiftName) -> tuple[str, ...]:
        """Let what is left of a shift begin now; the visits that cannot be kept by that."""
        shift = self.live.shift(*name)
        if shift is None:
            return ()
        if day.clock.seconds(shift.end) > self._now_s:
            now = day.clock.moment(self._now_s)
            return self.live.replace_shift(*name, shift.model_copy(update={"start": now}))
        self._due[name] = Due()
        self.live.replace_shift(*name, None)
        return ()

    def _release(self, one: Hold) -> bool:
        try:
            if self.live.is_served(one.job.id):
                self.live.take(one.job.id)
        except ValueError:  # whoever comes next is in time only by way of this visit
            return False
        return True

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


def _still_to_do(plan: Plan, rest: RestOfDay, without: Collection[ShiftName]) -> Plan:
    """The plan with the visits alone that are still to be made, some shifts left empty."""
    routes = []
    for route in plan.routes:
        name = route.engineer_id, route.shift_index
        if name in without:
            continue
        draws = {visit.job_id: visit.draws for visit in rest.routes.get(name, ())}
        routes.append(_with_visits(route, draws))
    return plan.model_copy(update={"routes": tuple(routes)})


def _with_visits(route: Route, draws: Mapping[str, tuple[Draw, ...]]) -> Route:
    stops = tuple(
        stop if stop.job_id is None else stop.model_copy(update={"draws": draws[stop.job_id]})
        for stop in route.stops
        if stop.job_id is None or stop.job_id in draws
    )
    return route.model_copy(update={"stops": stops})


def _shift_now(ground: Ground, name: ShiftName, under_way: Timeline | None = None) -> Shift | None:
    """What is left of a shift behind a visit that is under way; None: it is over."""
    engineer, fixed = ground.engineer(name[0]), ground.fixed(name)
    shift = engineer.shifts[name[1]]
    if shift.start_place is not None and not shift.start_place.is_resolved:
        return None
    if not fixed:
        return shift
    visits = ground.visits(name)[:fixed]
    timeline = under_way or ground.walk(name, visits)
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
