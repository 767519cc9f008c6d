"""An opening as an offer: the window, the visit that would keep it, its parts and its chance."""

from __future__ import annotations

from models.job import Job
from models.part import Interval
from models.plan import Draw
from models.reserve import work_spread_s
from models.slot import PartOrigin, SlotOffer
from models.starts import Span
from models.timeline import work_s
from optimizer.chance import Expected, Moment, follow
from optimizer.live_desk import LiveDesk, Opening
from optimizer.standing import ShiftName


class OfferTeller:
    """Says openings of one job as offers, as a desk stands."""

    def __init__(self, desk: LiveDesk, job: Job) -> None:
        self._desk = desk
        self._job = job
        self._drive_percent = desk.scenario.policy.spread.drive_percent
        self._ready: dict[ShiftName, list[Moment | None]] = {}

    def offer(self, window: Span, opening: Opening) -> SlotOffer:
        """The offer of a window."""
        moment = self._desk.clock.moment
        return SlotOffer(
            window=Interval(start=moment(window[0]), end=moment(window[1])),
            engineer_id=opening.engineer_id,
            shift_index=opening.shift_index,
            position=opening.position,
            appointment=moment(opening.start_s),
            price_cents=opening.extra_cents,
            pushed_s=opening.pushed_s,
            slack_lost_s=opening.slack_lost_s,
            parts=tuple(self._origin(opening, draw) for draw in opening.draws),
            on_time_chance=self._chance(opening),
        )

    def _origin(self, opening: Opening, draw: Draw) -> PartOrigin:
        """What lies in the van or on the shelf is there when the shift begins."""
        desk = self._desk
        shift = desk.shift(*opening.shift)
        assert shift is not None
        moment = shift.start if draw.inbound_eta is None else draw.inbound_eta
        return PartOrigin(draw=draw, available_from=desk.clock.moment(desk.clock.seconds(moment)))

    def _chance(self, opening: Opening) -> float:
        own = self._expected(
            opening.engineer_id, self._job, (opening.depart_s, opening.arrive_s, opening.start_s)
        )
        ready = self._ready_before(opening.shift)[opening.position]
        return follow(own, self._drive_percent, ready)[0]

    def _ready_before(self, shift: ShiftName) -> list[Moment | None]:
        """When the engineer is free before each position of a shift."""
        if shift not in self._ready:
            found: list[Moment | None] = [None]
            for one in self._desk.times(*shift):
                times = (one.depart_s, one.arrive_s, one.start_s)
                visit = self._expected(shift[0], self._desk.job(one.job_id), times)
                found.append(follow(visit, self._drive_percent, found[-1])[1])
            self._ready[shift] = found
        return self._ready[shift]

    def _expected(self, engineer_id: str, job: Job, times: tuple[int, int, int]) -> Expected:
        depart_s, arrive_s, start_s = times
        policy = self._desk.scenario.policy
        mean_s = work_s(job, self._desk.ground.engineers[engineer_id], policy)
        told = job.appointment_told
        return Expected(
            depart_s=depart_s,
            travel_s=arrive_s - depart_s,
            appointment_s=start_s if told is None else self._desk.clock.seconds(told),
            work_s=mean_s,
            work_spread_s=work_spread_s(job, mean_s, policy),
        )
