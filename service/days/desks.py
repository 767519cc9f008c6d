"""The desk of a running day, on which slots are looked for: laid out anew, or changed along."""

from __future__ import annotations

from datetime import datetime

from models.errors import SlotTaken
from optimizer.live_desk import LiveDesk
from optimizer.rest_of_day import rest_of_day
from optimizer.slots import hold, promised
from optimizer.standing import ShiftName
from service.days.entries import Booked, Entry, Happened, Held, Hold, Released, Replanned
from service.days.fold import Running

SPARE_JOBS = 256
"""New jobs that can be held or booked before the desk has to be laid out anew."""


class Desk:
    """A warm desk, and what of the day it knows. For one thread at a time."""

    def __init__(self, running: Running, now: datetime) -> None:
        """Lay out the rest of the day, with a visit for everything that is held."""
        day = running.day
        if day.engineers or day.jobs:
            rest = rest_of_day(day, now)
            self.live = LiveDesk.of(
                rest.scenario, day.plan, fixed=rest.fixed, spare_jobs=SPARE_JOBS
            )
        else:
            self.live = LiveDesk.of(day.scenario, day.plan, spare_jobs=SPARE_JOBS)
        for one in running.holds.values():
            self._keep(one)
        self.live.commit()

    def follow(self, entry: Entry, before: Running) -> bool:
        """Change along with the day; False where the desk has to be laid out anew.

        Raises SlotTaken where a slot is to be held that is not there.
        """
        match entry:
            case Held():
                return self._hold(entry.hold)
            case Released():
                self._release(before.holds[entry.hold_id])
                return True
            case Happened() | Replanned():
                return False
            case Booked():
                return True  # whoever booked has moved the visit; see `booked`
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
