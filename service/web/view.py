"""What the page shows of a scenario and its plan, as lean JSON.

Fields that are empty are left out, moments are seconds from the start of the horizon, engineers,
depots and jobs are named by their position, and sentences by their position in `texts`. The reader
of this shape is `static/model.js`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from models.aside import jobs_set_aside
from models.base import Text
from models.clock import Clock
from models.errors import InputUnusable
from models.job import Job
from models.place import Place
from models.places import shift_end, shift_start
from models.plan import (
    COUNTED_AS_UNSERVED,
    Call,
    CallKind,
    Draw,
    KitItem,
    Leg,
    Plan,
    Route,
    Stop,
    Unplanned,
)
from models.scenario import Scenario
from service.exports.whose import whose
from service.web.moments import Moments

Json = dict[str, object]


def view(scenario: Scenario, plan: Plan) -> Json:
    """Everything the page needs. Raises InputUnusable if the plan is not one of this scenario."""
    return _View(scenario, plan).whole()


def _lean(**fields: object) -> Json:
    """Only the fields that say something; numbers always do, 0 too."""
    return {
        name: value
        for name, value in fields.items()
        if (isinstance(value, int | float) and value is not False) or value
    }


def _at(place: Place | None) -> list[float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return [round(place.latitude, 6), round(place.longitude, 6)]


def _position(of: Mapping[str, int], what: str, name: str) -> int:
    if name not in of:
        raise InputUnusable(f"the plan names {what} {name!r}, which the scenario does not have")
    return of[name]


class _View:
    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario, self.plan = scenario, plan
        self.moments = Moments(Clock.of(scenario))
        self.texts: dict[tuple[str, str], int] = {}
        self.engineer_idx = {one.id: idx for idx, one in enumerate(scenario.engineers)}
        self.depot_idx = {one.id: idx for idx, one in enumerate(scenario.depots)}
        self.part_name = {one.id: one.name or one.id for one in scenario.parts}
        self.jobs = [self._job(job) for job in scenario.jobs]
        self.job_idx = {job.id: idx for idx, job in enumerate(scenario.jobs)}
        self.aside = jobs_set_aside(scenario)

    def whole(self) -> Json:
        rows = [self._row(route) for route in self.plan.routes]
        used = {(route.engineer_id, route.shift_index) for route in self.plan.routes}
        rows += self._unused_shifts(used)
        unplanned = [self._unplanned(one) for one in self.plan.unplanned]
        return {
            "title": self.plan.scenario_name or self.scenario.name,
            "version": self.plan.version,
            "figures": self._figures(),
            "engineers": [
                _lean(
                    id=one.id, name=one.name, phone=one.phone, skills=sorted(one.skills.items()),
                    languages=one.languages,
                )
                for one in self.scenario.engineers
            ],
            "depots": [
                _lean(id=one.id, name=one.name, address=one.place.address, at=_at(one.place))
                for one in self.scenario.depots
            ],
            "jobs": self.jobs,
            "rows": rows,
            "unplanned": unplanned,
            "findings": [
                _lean(
                    code=one.code, severity=one.severity.value, message=one.message,
                    action=one.action, path=one.path,
                )
                for one in self.plan.findings
            ],
            "assumptions": self.scenario.assumptions,
            "search": self.plan.search.model_dump(mode="json"),
            "texts": [list(pair) for pair in self.texts],
            "zone": self.moments.zone(),
        }  # fmt: skip

    def _figures(self) -> Json:
        merit = self.plan.merit
        left_out = self.plan.unplanned
        unserved = Counter(one.priority for one in left_out if one.state in COUNTED_AS_UNSERVED)
        return _lean(
            **merit.model_dump(mode="json", exclude={"served_by_priority"}),
            served_by_priority=sorted(merit.served_by_priority.items(), reverse=True),
            unserved=sorted(unserved.items(), reverse=True),
            waiting_for_something=len(left_out) - unserved.total(),
        )

    def _text(self, text: Text | None) -> int | None:
        if text is None:
            return None
        return self.texts.setdefault((text.en, text.zh), len(self.texts))

    def _say(self, texts: Iterable[Text]) -> list[int | None]:
        return [self._text(text) for text in texts]

    def _job(self, job: Job) -> Json:
        return _lean(
            id=job.id,
            kind=job.kind.value,
            customer=job.customer.name,
            phone=job.customer.phone,
            address=job.place.address,
            at=_at(job.place),
            business=job.premises.value == "business",
            access=job.access_notes,
            product=" ".join(
                filter(None, (job.product.product_class.replace("_", " "), job.product.model))
            ),
            fault=" · ".join(filter(None, (job.fault_code, job.fault_description))),
            requested=job.requested_time,
            windows=[
                [self.moments.seconds(one.start), self.moments.seconds(one.end)]
                for one in job.windows
            ],
            told=self.moments.optional(job.appointment_told),
            sla=self.moments.optional(job.sla_deadline),
            priority=job.priority,
            skills=[[one.skill, one.level] for one in job.skills],
            fee=None if job.fee is None else job.fee.amount_cents,
            instructions=job.instructions,
            assumed=job.assumed,
        )

    def _unused_shifts(self, used: set[tuple[str, int]]) -> list[Json]:
        depots = {one.id: one.place for one in self.scenario.depots}
        return [
            _lean(
                engineer=idx,
                shift=[self.moments.seconds(shift.start), self.moments.seconds(shift.end)],
                start=_at(shift_start(depots, engineer, shift)[0]),
                end=_at(shift_end(depots, engineer, shift)),
            )
            for idx, engineer in enumerate(self.scenario.engineers)
            for number, shift in enumerate(engineer.shifts)
            if (engineer.id, number) not in used
        ]

    def _row(self, route: Route) -> Json:
        idx = _position(self.engineer_idx, "engineer", route.engineer_id)
        shifts = self.scenario.engineers[idx].shifts
        if route.shift_index >= len(shifts):
            raise InputUnusable(
                f"the plan names shift {route.shift_index} of engineer {route.engineer_id!r}, "
                "which the scenario does not have"
            )
        shift = shifts[route.shift_index]
        figures = route.model_dump(
            mode="json", exclude={"engineer_id", "shift_index", "stops"}
        )  # fmt: skip
        return _lean(
            engineer=idx,
            shift=[self.moments.seconds(shift.start), self.moments.seconds(shift.end)],
            stops=[self._stop(stop) for stop in route.stops],
            **figures,
        )

    def _stop(self, stop: Stop) -> Json:
        job = None if stop.job_id is None else _position(self.job_idx, "job", stop.job_id)
        own_place = job is None
        return _lean(
            kind=stop.kind.value,
            job=job,
            depot=self._depot(stop.depot_id),
            at=_at(stop.place) if own_place else None,
            address=stop.place.address if own_place else None,
            leg=None if stop.leg is None else self._leg(stop.leg),
            arrive=self.moments.seconds(stop.arrive),
            start=self.moments.seconds(stop.start),
            finish=self.moments.seconds(stop.finish),
            appointment=self.moments.optional(stop.appointment),
            told=stop.told,
            window=None
            if stop.window is None
            else [self.moments.seconds(stop.window.start), self.moments.seconds(stop.window.end)],
            early=stop.early_s,
            late=stop.lateness_s,
            movable=stop.movable_s,
            inbound=[self._draw(one) for one in stop.draws if one.inbound_eta is not None],
            kit=[self._kit_item(one) for one in stop.kit],
            calls=[self._call(one) for one in stop.calls],
            note=self._text(stop.note),
        )

    def _leg(self, leg: Leg) -> Json:
        return _lean(
            ready=self.moments.seconds(leg.ready),
            depart=self.moments.seconds(leg.depart),
            earliest=self.moments.seconds(leg.depart_earliest),
            latest=self.moments.seconds(leg.depart_latest),
            arrive=self.moments.seconds(leg.arrive),
            travel=leg.travel_s,
            metres=leg.distance_m,
            slack=leg.slack_s,
            idle=leg.idle_before_s,
            why=self._text(leg.idle_reason),
        )

    def _depot(self, depot_id: str | None) -> int | None:
        return None if depot_id is None else _position(self.depot_idx, "depot", depot_id)

    def _draw(self, draw: Draw) -> Json:
        return _lean(
            part=self.part_name.get(draw.part_id, draw.part_id),
            quantity=draw.quantity,
            depot=self._depot(draw.depot_id),
            eta=self.moments.optional(draw.inbound_eta),
        )

    def _kit_item(self, item: KitItem) -> Json:
        return _lean(
            kind=item.kind.value,
            name=self._text(item.name),
            quantity=item.quantity,
            source=None if item.source is None else item.source.value,
            depot=self._depot(item.depot_id),
        )

    def _call(self, call: Call) -> Json:
        return _lean(
            kind=call.kind.value,
            at=self.moments.seconds(call.at),
            latest=self.moments.seconds(call.latest),
            phone=call.phone,
            to_customer=call.kind is not CallKind.DEPARTURE_FIXED,
            say=self._say(call.say),
        )

    def _unplanned(self, one: Unplanned) -> Json:
        if one.job_id not in self.job_idx:
            self._adopt(one)
        return _lean(
            job=self.job_idx[one.job_id],
            state=one.state.value,
            priority=one.priority,
            reasons=self._say(reason.text for reason in one.reasons),
        )

    def _adopt(self, one: Unplanned) -> None:
        """Show a record that could not be used under the name it has, if it has one."""
        customer, _, _ = whose(self.aside.get(one.job_id))
        self.job_idx[one.job_id] = len(self.jobs)
        self.jobs.append(_lean(id=one.job_id, customer=customer, priority=one.priority))
