"""Intake: whether a job can be planned at all, and what it waits for if not (domain.md, 1)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.base import Text
from models.clock import Clock
from models.great_circle import EARTH_RADIUS_KM, great_circle_km
from models.job import Job, JobKind, JobStatus
from models.place import Place
from models.places import shift_start
from models.plan import Reason, UnplannedState
from models.required import REQUIRABLE as REQUIRABLE
from models.scenario import Scenario
from models.warranty import out_of_warranty

PAID_OUT_OF_WARRANTY = frozenset({JobKind.REPAIR, JobKind.FETCH_UNIT})
"""Kinds whose fee has to be quoted once the warranty is over. The others bring back what was
repaired, put in what was bought, or are part of a contract; they wait only for a fee that was
quoted and not accepted."""

_NOT_OPEN = {
    JobStatus.IN_PROGRESS: Text(en="The work is in progress.", zh="工单正在进行中。"),
    JobStatus.FINISHED: Text(en="The work is finished.", zh="工单已完成。"),
    JobStatus.CANCELLED: Text(en="The job is cancelled.", zh="工单已取消。"),
}
_KM_PER_DEGREE = EARTH_RADIUS_KM * 3.141592653589793 / 180


@dataclass(frozen=True)
class Intake:
    """What the intake of one job came to."""

    state: UnplannedState | None
    """What the job waits for; None if it can be planned."""
    missing_fields: tuple[str, ...] = ()
    """Names from `REQUIRABLE` that the policy requires and the job lacks."""
    reasons: tuple[Reason, ...] = ()
    """Everything that stands in the way, the one that gives the state first."""

    @property
    def plannable(self) -> bool:
        """Whether the optimizer may plan the job."""
        return self.state is None


def intake(job: Job, scenario: Scenario, clock: Clock | None = None) -> Intake:
    """The intake of a single job; `intake_all` is faster for all jobs of a scenario."""
    return _Desk(scenario, clock or Clock.of(scenario)).take(job)


def intake_all(scenario: Scenario, clock: Clock | None = None) -> Mapping[str, Intake]:
    """The intake of every job of a scenario, by job id.

    The scenario is expected to have passed `models.check` (an unknown time zone would raise
    ZoneInfoNotFoundError).
    """
    desk = _Desk(scenario, clock or Clock.of(scenario))
    return {job.id: desk.take(job) for job in scenario.jobs}


class _Desk:
    """Where jobs are taken in: knows the policy and where engineers start."""

    def __init__(self, scenario: Scenario, clock: Clock) -> None:
        self._policy = scenario.policy
        self._clock = clock
        self._first_day = clock.moment(0)
        self._area = (
            None
            if scenario.policy.service_area_km is None
            else _ServiceArea(scenario, scenario.policy.service_area_km)
        )

    def take(self, job: Job) -> Intake:
        if job.status is not JobStatus.OPEN:
            return _not_open(job)
        missing = tuple(
            name
            for name, requirable in REQUIRABLE.items()
            if name in self._policy.required_fields and not requirable.is_given(job)
        )
        if missing == ("place",) and job.place.address.strip():
            missing = ()  # all was told; it is the address that cannot be found
        obstacles = list(self._obstacles(job, missing))
        return Intake(
            state=obstacles[0][0] if obstacles else None,
            missing_fields=missing,
            reasons=tuple(reason for _, reason in obstacles),
        )

    def _obstacles(
        self, job: Job, missing: tuple[str, ...]
    ) -> Iterator[tuple[UnplannedState, Reason]]:
        """In the order in which they are dealt with: first know all, then where, fee, rules."""
        if missing:
            yield UnplannedState.NEEDS_INFORMATION, _missing_reason(missing)
        if not job.place.is_resolved:
            yield UnplannedState.UNRESOLVED_ADDRESS, _unresolved_reason(job.place)
        elif self._area is not None and not self._area.contains(job.place):
            yield UnplannedState.OUTSIDE_SERVICE_AREA, _outside_reason(self._area.radius_km)
        fee_reason = self._fee_reason(job)
        if fee_reason is not None:
            yield UnplannedState.AWAITING_FEE_CONSENT, fee_reason
        if job.engineers_needed > 1:
            yield (
                UnplannedState.NOT_SUPPORTED_YET,
                _reason(
                    "two-engineers-needed",
                    "It needs two engineers at the same time, which cannot be planned yet.",
                    "需要两名工程师同时上门,目前尚不能自动排程。",
                ),
            )
        if job.after_job_ids:
            others = ", ".join(job.after_job_ids)
            yield (
                UnplannedState.NOT_SUPPORTED_YET,
                _reason(
                    "follows-other-jobs",
                    f"It has to follow {others}, and an order between jobs cannot be planned yet.",
                    f"必须在工单 {others} 之后进行,目前尚不能自动安排先后顺序。",
                ),
            )

    def _fee_reason(self, job: Job) -> Reason | None:
        if job.fee is not None:
            if job.fee.accepted:
                return None
            amount = f"{job.fee.amount_cents / 100:.2f}"
            if job.fee.accepted is False:
                return _reason(
                    "fee-refused",
                    f"The customer has refused the fee of {amount}.",
                    f"客户不同意支付费用 {amount}。",
                )
            return _reason(
                "fee-not-accepted",
                f"The customer has not accepted the fee of {amount} yet.",
                f"客户尚未同意支付费用 {amount}。",
            )
        asked = self._first_day if job.received_at is None else job.received_at
        day = self._clock.absolute(asked).astimezone(self._clock.zone).date()
        if job.kind in PAID_OUT_OF_WARRANTY and out_of_warranty(job.product, self._policy, day):
            return _reason(
                "fee-not-quoted",
                "It is out of warranty, and no fee has been quoted to the customer.",
                "已过保修期,尚未向客户报价。",
            )
        return None


class _ServiceArea:
    """Everything within a radius of a place where some shift starts."""

    def __init__(self, scenario: Scenario, radius_km: float) -> None:
        self.radius_km = radius_km
        depots = {depot.id: depot.place for depot in scenario.depots}
        starts = {
            (start.latitude, start.longitude)
            for engineer in scenario.engineers
            for shift in engineer.shifts
            if (start := shift_start(depots, engineer, shift)[0]) is not None
        }
        self._starts = sorted(
            (latitude, longitude)
            for latitude, longitude in starts
            if latitude is not None and longitude is not None
        )

    def contains(self, place: Place) -> bool:
        """Whether the place is near enough; true where there are no coordinates to tell by."""
        if place.latitude is None or place.longitude is None or not self._starts:
            return True
        reach = self.radius_km / _KM_PER_DEGREE * 1.001
        first = bisect_left(self._starts, (place.latitude - reach, -181.0))
        last = bisect_right(self._starts, (place.latitude + reach, 181.0))
        here = (place.latitude, place.longitude)
        return any(
            great_circle_km(here, start) <= self.radius_km for start in self._starts[first:last]
        )


def _not_open(job: Job) -> Intake:
    if job.status is JobStatus.PHONE_GUIDANCE:
        state = UnplannedState.PHONE_GUIDANCE
        text = Text(
            en="The customer is being guided by phone; a visit follows only if that fails.",
            zh="正在电话指导客户,如无效再上门。",
        )
    else:
        state, text = UnplannedState.NOT_OPEN, _NOT_OPEN[job.status]
    code = str(job.status).replace("_", "-")
    return Intake(state, reasons=(Reason(code=code, text=text),))


def _missing_reason(missing: tuple[str, ...]) -> Reason:
    labels = [REQUIRABLE[name].label for name in missing]
    return _reason(
        "information-missing",
        f"It lacks: {', '.join(label.en for label in labels)}.",
        f"缺少:{'、'.join(label.zh for label in labels)}。",
    )


def _unresolved_reason(place: Place) -> Reason:
    if place.address.strip():
        return _reason(
            "address-unresolved",
            f"The address '{place.address}' could not be found on the map.",
            f"无法在地图上找到地址“{place.address}”。",
        )
    return _reason(
        "address-unresolved",
        "It has neither coordinates nor an address.",
        "既没有坐标也没有地址。",
    )


def _outside_reason(radius_km: float) -> Reason:
    return _reason(
        "outside-service-area",
        f"It is more than {radius_km:g} km from every place where an engineer starts.",
        f"距离所有工程师的出发地均超过 {radius_km:g} 公里。",
    )


def _reason(code: str, en: str, zh: str) -> Reason:
    return Reason(code=code, text=Text(en=en, zh=zh))
