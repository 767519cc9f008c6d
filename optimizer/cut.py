"""Shifts of a running day, cut to what is left of them."""

from __future__ import annotations

from collections.abc import Mapping

from models.base import Id
from models.day import Day
from models.engineer import Engineer, Shift
from models.job import Job
from models.place import Place
from models.places import shift_end, shift_start
from models.timeline import service_s
from optimizer.roads import Roads
from optimizer.still_to_do import Begins, Standing
from optimizer.whereabouts import Begin

NO_PLACE = Place()
"""Where a shift starts that is over: nowhere, so that nobody is sent in it."""


class Cut:
    """Cuts the shifts of engineers to what is left. Shifts keep their index."""

    def __init__(
        self,
        day: Day,
        roads: Roads,
        standing: Standing,
        begins: Begins,
        jobs: Mapping[Id, Job],
    ) -> None:
        self._day = day
        self._roads = roads
        self._standing = standing
        self._begins = begins
        self._jobs = jobs
        self._depots = {depot.id: depot.place for depot in day.scenario.depots}

    def rest_of(self, engineer: Engineer, van: Mapping[Id, int]) -> Engineer:
        """The engineer with the rest of his shifts, and what is in his van."""
        shifts = tuple(
            self._shift(engineer, number, shift) for number, shift in enumerate(engineer.shifts)
        )
        update: dict[str, object] = {}
        if any(new is not old for new, old in zip(shifts, engineer.shifts, strict=True)):
            update["shifts"] = shifts
        if van is not engineer.van_stock:
            update["van_stock"] = dict(van)
        return engineer.model_copy(update=update) if update else engineer

    def _shift(self, engineer: Engineer, number: int, shift: Shift) -> Shift:
        begin = self._begins[engineer.id, number]
        if begin is None:
            return shift.model_copy(update={"start_place": NO_PLACE, "start_depot_id": None})
        clock = self._day.clock
        update: dict[str, object] = {}
        if begin.at_s != clock.seconds(shift.start):
            update["start"] = clock.moment(begin.at_s)
        if begin.place is not None:
            update |= {
                "start_place": begin.place,
                "start_depot_id": None,
                "end_place": shift_end(self._depots, engineer, shift),
                "end_depot_id": self._end_depot_id(engineer, shift),
            }
        if begin.job_id is not None:
            end_s = self._end_s(engineer, shift, begin, self._jobs[begin.job_id])
            if end_s > clock.seconds(shift.end):
                update["end"] = clock.moment(end_s)
        return shift.model_copy(update=update) if update else shift

    def _end_depot_id(self, engineer: Engineer, shift: Shift) -> Id | None:
        """The depot that the shift ends at, if it ends at one (`models.places.shift_end`)."""
        if shift.end_depot_id is not None or shift.end_place is not None:
            return shift.end_depot_id
        if engineer.end_depot_id is not None or engineer.end_place is not None:
            return engineer.end_depot_id
        return shift_start(self._depots, engineer, shift)[1]

    def _end_s(self, engineer: Engineer, shift: Shift, begin: Begin, job: Job) -> int:
        """The end of a shift that the visit under way fits in: it is not given up."""
        clock = self._day.clock
        assert job.appointment_told is not None  # it is under way
        start_s = max(clock.seconds(job.appointment_told), begin.at_s)
        finish_s = start_s + service_s(job, engineer, self._day.scenario.policy)
        home = shift_end(self._depots, engineer, shift)
        back_s = finish_s
        if home is not None and home.is_resolved:
            back_s = self._roads.arrive(engineer.vehicle_profile, job.place, home, finish_s)
        return max(back_s - engineer.overtime_max_s, begin.at_s)
