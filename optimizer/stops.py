"""The stops of a walked route, with moments, reasons, kits and calls."""

from __future__ import annotations

from collections.abc import Sequence

from models.base import Text
from models.clock import Clock
from models.engineer import Engineer, Shift
from models.part import Interval
from models.place import Place
from models.places import shift_end, shift_start
from models.plan import Leg, Stop, StopKind
from models.reserve import planned_band
from models.starts import Span
from models.timeline import LegTimes, Timeline, Visit
from optimizer import idle
from optimizer.calls import calls_for
from optimizer.kit import collected_kit, kit_for
from optimizer.late import late_note
from optimizer.records import Records


def start_stop(records: Records, engineer: Engineer, timeline: Timeline) -> Stop:
    """Where and when the shift starts; the engineer may wait here until the first departure."""
    place, depot_id = _start_place(records, engineer, timeline)
    begins = records.clock.moment(timeline.shift_start)
    return Stop(
        kind=StopKind.START,
        depot_id=depot_id,
        place=place,
        arrive=begins,
        start=begins,
        finish=begins,
    )


def collection_stops(
    records: Records, engineer: Engineer, timeline: Timeline, visits: Sequence[Visit]
) -> tuple[Stop, ...]:
    """The collection at the start depot; nothing where all units are in the van."""
    if timeline.collection is None:
        return ()
    place, depot_id = _start_place(records, engineer, timeline)
    begin, end = (records.clock.moment(moment) for moment in timeline.collection)
    return (
        Stop(
            kind=StopKind.COLLECTION,
            depot_id=depot_id,
            place=place,
            arrive=begin,
            start=begin,
            finish=end,
            kit=collected_kit(records, visits),
        ),
    )


def job_stop(
    records: Records, engineer: Engineer, timeline: Timeline, position: int, visit: Visit
) -> Stop:
    """One visit, with the drive to it, what is to be taken along and who is to be called."""
    stop, job, clock = timeline.stops[position], records.jobs[visit.job_id], records.clock
    band = planned_band(records.scenario.policy)
    collection = timeline.collection if position == 0 else None
    start = clock.moment(stop.start)
    return Stop(
        kind=StopKind.JOB,
        job_id=job.id,
        place=job.place,
        leg=_leg(clock, stop, *_idle(records, timeline, position)),
        arrive=clock.moment(stop.arrive),
        start=start,
        finish=clock.moment(stop.finish),
        appointment=clock.moment(stop.appointment),
        told=stop.told,
        window=_interval(clock, stop.window),
        early_s=stop.early_s,
        lateness_s=stop.lateness_s,
        reserve_s=stop.reserve_s,
        movable_s=stop.movable_s,
        draws=visit.draws,
        kit=kit_for(records, job, visit.draws, start.date()),
        calls=calls_for(records, engineer, job, stop, collection),
        note=late_note(clock, timeline, position, band),
    )


def end_stop(records: Records, engineer: Engineer, timeline: Timeline) -> Stop:
    """Where and when the route ends."""
    shift, clock = engineer.shifts[timeline.shift_index], records.clock
    place = shift_end(_depot_places(records), engineer, shift)
    assert place is not None  # the route has been walked
    arrive = clock.moment(timeline.end)
    return Stop(
        kind=StopKind.END,
        depot_id=_end_depot_id(records, engineer, shift),
        place=place,
        leg=_leg(clock, timeline.final_leg, 0, None),
        arrive=arrive,
        start=arrive,
        finish=arrive,
    )


def _leg(clock: Clock, leg: LegTimes, idle_s: int, reason: Text | None) -> Leg:
    return Leg(
        ready=clock.moment(leg.ready),
        depart=clock.moment(leg.depart),
        depart_earliest=clock.moment(leg.earliest_useful),
        depart_latest=clock.moment(leg.latest_safe),
        arrive=clock.moment(leg.arrive),
        travel_s=leg.travel_s,
        distance_m=leg.distance_m,
        slack_s=leg.slack_s,
        idle_before_s=idle_s,
        idle_reason=reason,
    )


def _idle(records: Records, timeline: Timeline, position: int) -> tuple[int, Text | None]:
    """Seconds idle before the leg to a job, since the stop before it ended, and why there."""
    stop, clock = timeline.stops[position], records.clock
    free = stop.ready
    if position == 0 and timeline.collection is not None:
        free = timeline.collection[1]
    idle_s = stop.depart - free
    if not idle_s:
        return 0, None
    if position > 0:
        band = planned_band(records.scenario.policy)
        return idle_s, idle.at_the_previous_customer(clock, stop, idle_s, band)
    if timeline.collection is not None:
        return idle_s, idle.after_collection(clock, stop, idle_s)
    return idle_s, idle.at_the_start(clock, stop, idle_s)


def _interval(clock: Clock, window: Span | None) -> Interval | None:
    if window is None:
        return None
    return Interval(start=clock.moment(window[0]), end=clock.moment(window[1]))


def _depot_places(records: Records) -> dict[str, Place]:
    return {depot.id: depot.place for depot in records.depots.values()}


def _start_place(
    records: Records, engineer: Engineer, timeline: Timeline
) -> tuple[Place, str | None]:
    shift = engineer.shifts[timeline.shift_index]
    place, depot_id = shift_start(_depot_places(records), engineer, shift)
    assert place is not None  # the route has been walked
    return place, depot_id


def _end_depot_id(records: Records, engineer: Engineer, shift: Shift) -> str | None:
    """The depot a shift ends at, if it ends at one; `models.places.shift_end` gives its place."""
    if shift.end_depot_id is not None or shift.end_place is not None:
        return shift.end_depot_id
    if engineer.end_depot_id is not None or engineer.end_place is not None:
        return engineer.end_depot_id
    return shift_start(_depot_places(records), engineer, shift)[1]
