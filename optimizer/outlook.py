"""What of the plan in force is no longer true: arrivals, lateness, who has nobody coming."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from models.base import Id
from models.day import Day
from models.engineer import Engineer
from models.proposal import CallItem, LatenessTier, Untruth
from optimizer.call_list import calls_about
from optimizer.expected import Expected, ExpectedRoute, RouteWalk
from optimizer.rest_of_day import RestOfDay, rest_of_day
from optimizer.roads import Roads
from optimizer.standing import ShiftName

Routes = Mapping[ShiftName, ExpectedRoute]


@dataclass(frozen=True, slots=True)
class Outlook:
    """How the day goes on if everybody goes on as planned."""

    now_s: int
    routes: Routes
    """What is expected of the visits to come, by shift."""
    nobody_comes: Mapping[Id, tuple[Id, ...]]
    """Jobs whose planned engineer does not come, by that engineer."""
    untrue: tuple[Untruth, ...]
    """Everything that the plan says and that is no longer so, by appointment."""
    holds_until_s: Mapping[Id, int] = field(default_factory=dict)
    """By engineer: if nothing is heard of him, nothing changes before this moment."""

    @property
    def visits(self) -> dict[Id, Expected]:
        """What is expected of every visit, by job."""
        return {one.job_id: one for route in self.routes.values() for one in route.visits}


def outlook(
    day: Day,
    now: datetime,
    *,
    roads: Roads | None = None,
    only: Collection[Id] | None = None,
    rest: RestOfDay | None = None,
) -> Outlook:
    """What is expected of a running day.

    Args:
        day: the running day.
        now: the moment to look from.
        roads: travel of the day, where it is at hand.
        only: look at these engineers alone.
        rest: `rest_of_day` for the same day, moment and engineers, where it is at hand.
    """
    roads = Roads(day.scenario) if roads is None else roads
    if rest is None:
        rest = rest_of_day(day, now, roads=roads, only=only)
    day = rest.day
    walk = RouteWalk(day, roads)
    routes: dict[ShiftName, ExpectedRoute] = {}
    nobody: dict[Id, list[Id]] = {}
    for name, visits in rest.routes.items():
        engineer, begin = day.engineer(name[0]), rest.begins[name]
        assert engineer is not None
        assert begin is not None  # a shift that is over has no visits
        routes[name] = route = walk.walk(engineer, name[1], begin, visits)
        if route.without_parts:
            nobody.setdefault(name[0], []).extend(route.without_parts)
    for job_id in rest.nobody_comes:
        planned = day.route_of(job_id)
        nobody.setdefault("" if planned is None else planned.engineer_id, []).append(job_id)
    by_engineer = {engineer_id: tuple(job_ids) for engineer_id, job_ids in nobody.items()}
    return Outlook(
        now_s=rest.now_s,
        routes=routes,
        nobody_comes=by_engineer,
        untrue=_untrue(day, routes, by_engineer),
        holds_until_s={
            one.id: _holds_until_s(day, rest, walk, one, routes)
            for one in map(day.engineer, {engineer.id for engineer in rest.scenario.engineers})
            if one is not None
        },
    )


def call_list(day: Day, seen: Outlook) -> tuple[CallItem, ...]:
    """Whom to call because of what an outlook of this day says, earliest deadline first."""
    return calls_about(day, seen.untrue, day.clock.moment(seen.now_s))


def look_again(
    before: Outlook, day_before: Day, day: Day, now: datetime, *, roads: Roads
) -> Outlook:
    """The outlook after events, or after time has passed: only what is touched is worked out."""
    now_s = max(day.clock.seconds(now), day.clock.seconds(day.now))
    touched = touched_by(day_before, day) | {
        engineer_id for engineer_id, until_s in before.holds_until_s.items() if until_s < now_s
    }
    if not touched:
        return before
    new = outlook(day, now, roads=roads, only=touched)
    routes = {name: route for name, route in before.routes.items() if name[0] not in touched}
    routes |= new.routes
    nobody = {one: job_ids for one, job_ids in before.nobody_comes.items() if one not in touched}
    nobody |= new.nobody_comes
    return Outlook(
        now_s=now_s,
        routes=routes,
        nobody_comes=nobody,
        untrue=_untrue(day, routes, nobody),
        holds_until_s={**before.holds_until_s, **new.holds_until_s},
    )


def touched_by(before: Day, after: Day) -> set[Id]:
    """Engineers of whose visits something may be different."""
    touched = {
        engineer_id
        for engineer_id, facts in after.engineers.items()
        if before.engineers.get(engineer_id) is not facts
    }
    for job_id, facts in after.jobs.items():
        if before.jobs.get(job_id) is not facts:
            routes = before.route_of(job_id), after.route_of(job_id)
            touched |= {route.engineer_id for route in routes if route is not None}
            if facts.engineer_id is not None:
                touched.add(facts.engineer_id)
    if before.plan is not after.plan:
        for engineer_id in before.index.routes.keys() | after.index.routes.keys():
            if before.routes_of(engineer_id) != after.routes_of(engineer_id):
                touched.add(engineer_id)
    if before.etas != after.etas:
        touched |= {handed.engineer_id for handed in after.handed_out}
    return touched


def _holds_until_s(
    day: Day, rest: RestOfDay, walk: RouteWalk, engineer: Engineer, routes: Routes
) -> int:
    """Until when nothing changes for an engineer by time passing alone."""
    until_s = [day.clock.seconds(day.scenario.horizon.end)]
    for number in range(len(engineer.shifts)):
        begin, route = rest.begins[engineer.id, number], routes.get((engineer.id, number))
        if begin is None or route is None or not route.visits:
            continue
        until_s.append(max(begin.at_s, walk.sets_out_s(engineer, number, begin, route)))
    return min(until_s)


def _untrue(day: Day, routes: Routes, nobody: Mapping[Id, tuple[Id, ...]]) -> tuple[Untruth, ...]:
    """What the plan says and that is no longer so, by appointment."""
    found = [*_changed(day, routes), *_nobody(day, nobody)]
    return tuple(sorted(found, key=lambda one: (one.appointment, one.job_id)))


def _changed(day: Day, routes: Routes) -> Iterator[Untruth]:
    least_s, moment = day.scenario.policy.events.arrival_changed_s, day.clock.moment
    for route in routes.values():
        for one in route.visits:
            if one.at_the_door:
                continue
            later_s = one.arrive_s - one.planned_arrive_s
            if later_s < least_s and one.tier is not LatenessTier.MISSED:
                continue
            yield Untruth(
                job_id=one.job_id,
                engineer_id=one.engineer_id,
                planned_arrival=moment(one.planned_arrive_s),
                expected_arrival=moment(one.arrive_s),
                appointment=moment(one.appointment_s),
                told=one.told,
                tier=one.tier,
                late_s=one.late_s,
                sla_at_risk=one.sla_at_risk,
            )


def _nobody(day: Day, nobody: Mapping[Id, tuple[Id, ...]]) -> Iterator[Untruth]:
    moment, clock = day.clock.moment, day.clock
    for engineer_id, job_ids in nobody.items():
        for job_id in job_ids:
            job, stop = day.job(job_id), day.stop_of(job_id)
            if job is None or stop is None or stop.appointment is None:
                continue
            told = job.appointment_told
            appointment = stop.appointment if told is None else told
            yield Untruth(
                job_id=job_id,
                engineer_id=engineer_id,
                planned_arrival=moment(clock.seconds(stop.arrive)),
                expected_arrival=None,
                appointment=moment(clock.seconds(appointment)),
                told=told is not None,
                tier=LatenessTier.MISSED,
                late_s=0,
                sla_at_risk=job.sla_deadline is not None,
            )
