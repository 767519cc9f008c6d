"""Other engineer: visits by somebody else who can be there at the time that was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from models.base import Text
from models.job import Job
from models.proposal import ProposalKind
from models.starts import Span, possible_starts
from optimizer.proposals.case import Case, Seat, told_anew
from optimizer.proposals.change import Change
from optimizer.proposals.days import free_on, spans_of_days
from optimizer.proposals.ground import Visits
from optimizer.standing import ShiftName

__all__ = ["hand_over", "propose"]

COMPARED_UP_TO = 6
"""Of more visits, only one way to share them out is worked out at once."""
SEATS_EACH = 2
"""Other engineers shown for one visit."""
RELIEFS_TRIED = 3
"""Visits, and pairs of visits, that are looked at for somebody else."""
SEATS_COMPARED = 4
"""Of so many places one is taken whose engineer has to change his day anyway."""


def propose(case: Case) -> Iterator[Change]:
    """One visit, two visits, or all that an engineer can no longer make."""
    if case.homeless:
        many = len(case.homeless) > 1
        several = many and len(case.homeless) <= COMPARED_UP_TO
        for gathered in (True, False) if several else (many,):
            change = hand_over(case, case.homeless, gathered=gathered)
            # `rebook` looks at a single one by itself, on every day that is open to it.
            if change is not None and (many or change.kind is not ProposalKind.REBOOK):
                yield change
    if case.late:
        yield from _relieve(case)


def hand_over(case: Case, job_ids: Sequence[str], *, gathered: bool) -> Change | None:
    """Give visits to others, one after the other, each where it makes the least detour.

    What nobody can visit at the time that was told goes to another time, if the customer agrees;
    where that is all of them, others do not help: it is a rebooking.
    `gathered`: rather to engineers who have to change their day anyway.
    """
    ground = case.ground
    routes = _without(case, job_ids)
    jobs: dict[str, Job] = {}
    asked: set[str] = set()
    placed: list[Seat] = []
    for job_id in job_ids:
        job = ground.job(job_id)
        if job.appointment_told is None:
            continue  # nothing was promised: `insert` and `rebook` look for a time
        seat = _choose(case, job, _as_told(case, job), routes, gathered=gathered)
        if seat is None:
            free = free_on(ground, job)
            seat = _choose(case, free, spans_of_days(ground, job), routes, gathered=gathered)
            if seat is None:
                continue
            jobs[job_id] = told_anew(ground, job, seat.appointment_s)
            asked.add(job_id)
        routes[seat.name] = seat.visits
        placed.append(seat)
    if not placed:
        return None
    told = [one for one in job_ids if ground.job(one).appointment_told]
    if len(asked) == len(placed):
        return Change(ProposalKind.REBOOK, _rebooked(told, placed), routes, jobs)
    return Change(ProposalKind.OTHER_ENGINEER, _title(case, told, placed), routes, jobs)


def _relieve(case: Case) -> Iterator[Change]:
    """Take visits off a late engineer, so that what remains is in time, or less late."""
    ground = case.ground
    for name in case.upset:
        visits = ground.visits(name)
        late = [k for k, one in enumerate(visits) if one.job_id in case.late]
        if not late:
            continue
        first = ground.fixed(name)
        candidates = [one.job_id for one in visits[first : late[-1] + 1]]
        singles = _most_relief(case, name, [(one,) for one in candidates])
        mended = False
        for (job_id,), left_s in singles:
            for change in _one_visit(case, name, job_id):
                mended = mended or not left_s
                yield change
        if not mended:
            for pair, _ in _most_relief(case, name, list(combinations(candidates, 2))):
                both = hand_over(case, pair, gathered=True)
                if both is not None and both.kind is not ProposalKind.REBOOK:
                    yield both


def _most_relief(
    case: Case, name: ShiftName, taken: list[tuple[str, ...]]
) -> list[tuple[tuple[str, ...], int]]:
    """Without which visits the others would be late least: seconds that are left."""
    ground, visits = case.ground, case.ground.stands(name)[0]
    relief: list[tuple[int, int, tuple[str, ...]]] = []
    for turn, job_ids in enumerate(taken):
        left = tuple(one for one in visits if one.job_id not in job_ids)
        seen = ground.glance(name, left) if left else ()
        if seen is not None:
            relief.append((sum(one.late_s for one in seen), turn, job_ids))
    return [(job_ids, left_s) for left_s, _, job_ids in sorted(relief)[:RELIEFS_TRIED]]


def _one_visit(case: Case, name: ShiftName, job_id: str) -> Iterator[Change]:
    ground = case.ground
    job = ground.job(job_id)
    routes = _without(case, (job_id,))
    spans = _as_told(case, job)
    if job.appointment_told is None:
        spans = possible_starts(job, ground.day.scenario, ground.clock).spans
    for seat in case.seats(
        job, spans, count=SEATS_EACH, without=frozenset({name[0]}), routes=routes
    ):
        title = _title(case, [job_id], [seat])
        yield Change(ProposalKind.OTHER_ENGINEER, title, {**routes, seat.name: seat.visits})


def _choose(
    case: Case,
    job: Job,
    spans: tuple[Span, ...],
    routes: dict[ShiftName, Visits],
    *,
    gathered: bool,
) -> Seat | None:
    count = SEATS_COMPARED if gathered else 1
    seats = list(case.seats(job, spans, count=count, routes=routes))
    upset = set(case.upset)
    known = [one for one in seats if one.name in routes and one.name not in upset]
    return next(iter((*known, *seats)), None)


def _as_told(case: Case, job: Job) -> tuple[Span, ...]:
    told_s = case.ground.told_s(job)
    return () if told_s is None else ((told_s, told_s),)


def _without(case: Case, job_ids: Sequence[str]) -> dict[ShiftName, Visits]:
    """The upset shifts without some visits; what else cannot be made there is left out, too."""
    ground = case.ground
    own = (ground.shift_of(one) for one in job_ids)
    names = [*case.upset, *(name for name in own if name is not None)]
    routes: dict[ShiftName, Visits] = {}
    for name in dict.fromkeys(names):
        visits = tuple(one for one in ground.visits(name) if one.job_id not in job_ids)
        while visits and ground.glance(name, visits) is None:
            stands = {one.job_id for one in ground.stands(name)[0]}
            left = tuple(one for one in visits if one.job_id in stands)
            visits = left if len(left) < len(visits) else visits[:-1]
        routes[name] = visits
    return routes


def _title(case: Case, job_ids: Sequence[str], placed: Sequence[Seat]) -> Text:
    ground = case.ground
    names = ", ".join(
        dict.fromkeys(ground.engineer(seat.name[0]).name or seat.name[0] for seat in placed)
    )
    if len(job_ids) == 1:
        return Text(en=f"{names} visits {job_ids[0]}", zh=f"改由 {names} 上门 {job_ids[0]}")
    return Text(
        en=f"{names}: {len(placed)} of {len(job_ids)} visits",
        zh=f"由 {names} 接手 {len(job_ids)} 单中的 {len(placed)} 单",
    )


def _rebooked(job_ids: Sequence[str], placed: Sequence[Seat]) -> Text:
    count, of = len(placed), len(job_ids)
    return Text(
        en=f"{count} of {of} visits at another time", zh=f"{of} 单中的 {count} 单改约其他时间"
    )
