"""What is set aside for other kinds of work, held against an offer (docs/slots.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.base import Text
from models.capacity import Reservation
from models.job import Job
from models.plan import Reason
from optimizer import reasons as kinds
from optimizer.live_desk import LiveDesk, Opening
from optimizer.reasons import reason
from optimizer.standing import ShiftName
from optimizer.wording import listed, span


@dataclass(frozen=True, slots=True)
class SetAside:
    """Time of some shifts of one day that one kind of job must leave free."""

    shifts: frozenset[ShiftName]
    free_s: int
    """Working time that these shifts have left."""
    kept_s: int
    """How much of it has to stay free."""
    reservations: tuple[Reservation, ...]

    def allows(self, opening: Opening) -> bool:
        """Whether a visit leaves enough of it."""
        return opening.shift not in self.shifts or self.free_s - opening.busy_s >= self.kept_s


def set_aside(
    desk: LiveDesk, job: Job, day: date, reservations: Iterable[Reservation]
) -> tuple[SetAside, ...]:
    """What a job of this kind must leave to others on a day, by the skill that it is kept for."""
    by_skill: dict[str | None, list[Reservation]] = {}
    for one in reservations:
        if one.day == day and job.kind not in one.kinds:
            by_skill.setdefault(one.skill, []).append(one)
    return tuple(_of_skill(desk, day, skill, those) for skill, those in by_skill.items())


def why_set_aside(barriers: Sequence[SetAside]) -> tuple[Reason, ...]:
    """The reason for a day whose room is kept for others."""
    return tuple(
        reason(
            kinds.CAPACITY_SET_ASIDE,
            kinds=listed([_kinds(one) for one in barrier.reservations]),
            kept=span(barrier.kept_s),
            free=span(max(0, barrier.free_s)),
        )
        for barrier in barriers
    )


def _of_skill(
    desk: LiveDesk, day: date, skill: str | None, reservations: Sequence[Reservation]
) -> SetAside:
    engineers, clock = desk.ground.engineers, desk.clock
    shifts: list[ShiftName] = []
    free_s = 0
    planned: Counter[str] = Counter()
    for row, (engineer_id, number) in enumerate(desk.ground.shifts):
        shift = desk.ground.now[row].shift
        if shift is None or clock.absolute(shift.start).astimezone(clock.zone).date() != day:
            continue
        if skill is not None and skill not in engineers[engineer_id].skills:
            continue
        shifts.append((engineer_id, number))
        length_s = clock.seconds(shift.end) - clock.seconds(shift.start)
        free_s += length_s - desk.ground.core.busy_s(row)
        planned.update(desk.ground.kept(one).job.kind for one in desk.ground.core.route(row))
    kept_s = 0
    for one in reservations:
        missing = one.visits - sum(planned[kind] for kind in one.kinds)
        kept_s += max(0, missing) * one.visit_s
    return SetAside(frozenset(shifts), free_s, kept_s, tuple(reservations))


def _kinds(one: Reservation) -> Text:
    return Text(
        en=f"{one.visits} of {', '.join(one.kinds)}", zh=f"{'、'.join(one.kinds)} {one.visits} 次"
    )
