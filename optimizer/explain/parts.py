"""Reasons that speak of parts: where they are, when they come, who has reserved them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from models.base import Text
from models.plan import Reason
from optimizer import reasons as kinds
from optimizer.explain.alone import attempt, latest_start
from optimizer.explain.phrases import NAMED, moment, some, who
from optimizer.explain.refusals import Refusal
from optimizer.explain.rows import Lot, Task
from optimizer.explain.situation import Situation
from optimizer.explain.stock import completing
from optimizer.reasons import reason
from optimizer.wording import listed


def why_without_engineers(situation: Situation, task: Task) -> Iterator[Reason]:
    """What is wrong with the stock whoever would go: none anywhere, or none in time."""
    for part_id, needed in task.needs:
        lots = situation.lots.get(part_id, ())
        lot = completing(lots, needed)
        if lot is None:
            yield _out_of_stock(situation, part_id, needed, lots)
        elif lot.depot is not None and lot.is_inbound:
            collected_s = lot.available_from_s + situation.handling_s(lot.depot)
            if collected_s > task.last_start:
                yield _arrives_too_late(
                    situation, part_id, lot.depot, lot.available_from_s, task.last_start
                )


def out_of_reach(situation: Situation, refusals: Sequence[Refusal], crowd: int) -> Iterator[Reason]:
    """Parts that these shifts cannot get at, wherever else they are."""
    for (part_id, needed), refused in _by_part(refusals).items():
        lots = situation.lots.get(part_id, ())
        last = completing(lots, needed)
        if last is None:
            yield _out_of_stock(situation, part_id, needed, lots)
            continue
        # With the last lot everything is there, so if that one is on its way, it has to be awaited.
        awaited = last.is_inbound
        elsewhere = [lot for lot in lots if lot.units and (lot.is_inbound or not awaited)]
        yield reason(
            kinds.PART_INBOUND_ELSEWHERE if awaited else kinds.PART_OUT_OF_REACH,
            eta=situation.clock.moment(last.available_from_s) if awaited else None,
            who=_who(refused, crowd),
            part=situation.part_label(part_id),
            needed=needed,
            where=_whereabouts(situation, elsewhere),
        )


def delivered_too_late(
    situation: Situation, task: Task, refusals: Sequence[Refusal]
) -> Iterator[Reason]:
    """Parts whose delivery to the depot of these shifts comes too late."""
    late: defaultdict[tuple[str, int], list[Refusal]] = defaultdict(list)
    for refusal in refusals:
        depot = refusal.day.depot
        for taking in refusal.takings:
            if depot is not None:
                late[taking.part_id, depot].append(refusal)
    for (part_id, depot), refused in late.items():
        at_s = min(
            taking.collect_from_s
            for refusal in refused
            for taking in refusal.takings
            if taking.part_id == part_id and taking.collect_from_s is not None
        )
        last_s = _last_start(situation, task, refused)
        yield _arrives_too_late(situation, part_id, depot, at_s, last_s)


def reserved(
    situation: Situation,
    task: Task,
    refusals: Sequence[Refusal],
    crowd: int,
) -> Iterator[Reason]:
    """Parts that other jobs of the plan have taken, and when more of them comes."""
    for (part_id, needed), refused in _by_part(refusals).items():
        lots = _in_time(situation, task, part_id, refused)
        takers = sorted({taker for lot in lots for taker in lot.jobs})
        free = max(
            sum(lot.free for lot in lots if lot in situation.lots_within_reach(part_id, one.day))
            for one in refused
        )
        depots = {one.day.depot for one in refused}
        delivery = _next_delivery(situation.lots.get(part_id, ()), needed, depots)
        yield reason(
            kinds.PART_RESERVED,
            who=_who(refused, crowd),
            part=situation.part_label(part_id),
            needed=needed,
            free=free,
            jobs=some([situation.encoded.jobs[taker].id for taker in takers]),
        )
        if delivery is not None and delivery.depot is not None:
            yield reason(
                kinds.PART_EXPECTED,
                eta=situation.clock.moment(delivery.available_from_s),
                part=situation.part_label(part_id),
                depot=situation.depot_label(delivery.depot),
                at=moment(situation.clock, delivery.available_from_s),
            )


def collected_too_late(
    situation: Situation, task: Task, refusals: Sequence[Refusal], crowd: int
) -> Iterator[Reason]:
    """The collection alone takes too long, or the depot opens too late."""
    by_depot: defaultdict[int, list[Refusal]] = defaultdict(list)
    for refusal in refusals:
        depot = refusal.day.depot
        if depot is not None:
            by_depot[depot].append(refusal)
    for depot, refused in by_depot.items():
        ready = min(
            (one.attempt.ready_s for one in refused if one.attempt.ready_s is not None),
            default=None,
        )
        last_s = _last_start(situation, task, refused)
        yield reason(
            kinds.COLLECTION_TOO_LATE,
            who=_who(refused, crowd),
            depot=situation.depot_label(depot),
            collected=_collected(situation, ready),
            last=moment(situation.clock, last_s),
        )


def _who(refusals: Iterable[Refusal], crowd: int) -> Text:
    return who([one.day.engineer for one in refusals], crowd)


def _by_part(refusals: Iterable[Refusal]) -> dict[tuple[str, int], list[Refusal]]:
    by_part: defaultdict[tuple[str, int], list[Refusal]] = defaultdict(list)
    for refusal in refusals:
        for taking in refusal.takings:
            by_part[taking.part_id, taking.needed].append(refusal)
    return by_part


def _last_start(situation: Situation, task: Task, refusals: Iterable[Refusal]) -> int:
    """The latest start in any of these shifts, all of which have one."""
    latest = (latest_start(situation, task, one.day) for one in refusals)
    return max(moment for moment in latest if moment is not None)


def _out_of_stock(situation: Situation, part_id: str, needed: int, lots: Iterable[Lot]) -> Reason:
    return reason(
        kinds.PART_OUT_OF_STOCK,
        part=situation.part_label(part_id),
        needed=needed,
        units=sum(lot.units for lot in lots),
    )


def _arrives_too_late(
    situation: Situation, part_id: str, depot: int, at_s: int, last_s: int
) -> Reason:
    return reason(
        kinds.PART_ARRIVES_TOO_LATE,
        eta=situation.clock.moment(at_s),
        part=situation.part_label(part_id),
        depot=situation.depot_label(depot),
        at=moment(situation.clock, at_s),
        last=moment(situation.clock, last_s),
    )


def _in_time(
    situation: Situation, task: Task, part_id: str, refused: Iterable[Refusal]
) -> list[Lot]:
    """The lots that these shifts could collect in time, if they were free."""
    found: list[Lot] = []
    for refusal in refused:
        for lot in situation.lots_within_reach(part_id, refusal.day):
            from_s = None if lot.depot is None else lot.available_from_s
            if lot not in found and attempt(situation, task, refusal.day, from_s).fits:
                found.append(lot)
    return found


def _next_delivery(lots: Iterable[Lot], needed: int, depots: Iterable[int | None]) -> Lot | None:
    """The first delivery to one of these depots after which enough is free there."""
    known = tuple(lots)
    found = (
        completing((lot for lot in known if lot.depot == depot), needed, free_only=True)
        for depot in depots
        if depot is not None
    )
    coming = [lot for lot in found if lot is not None and lot.is_inbound]
    return min(coming, key=lambda lot: lot.available_from_s, default=None)


def _whereabouts(situation: Situation, lots: Sequence[Lot]) -> Text:
    """Where units are: the depots first, then the vans with the most; a few of many."""
    best = sorted(lots, key=lambda lot: (lot.available_from_s, lot.depot is None, -lot.units))
    shown = listed([_place_of(situation, lot) for lot in best[:NAMED]])
    more = len(lots) - NAMED
    if more <= 0:
        return shown
    return Text(en=f"{shown.en} and {more} more places", zh=f"{shown.zh}等 {len(lots)} 处")


def _place_of(situation: Situation, lot: Lot) -> Text:
    if lot.depot is None:
        assert lot.engineer is not None
        van = situation.engineer_label(lot.engineer)
        return Text(en=f"{lot.units} in the van of {van}", zh=f"{van} 车上 {lot.units} 件")
    depot = situation.depot_label(lot.depot)
    if not lot.is_inbound:
        return Text(en=f"{lot.units} at depot {depot}", zh=f"仓库 {depot} {lot.units} 件")
    at = moment(situation.clock, lot.available_from_s)
    return Text(
        en=f"{lot.units} at depot {depot} from {at.en}", zh=f"{at.zh} 起仓库 {depot} {lot.units} 件"
    )


def _collected(situation: Situation, ready_s: int | None) -> Text:
    if ready_s is None:
        return Text(en="It is never open long enough", zh="该仓库开放时间不够领料")
    at = moment(situation.clock, ready_s)
    return Text(en=f"That is done by {at.en} at the earliest", zh=f"最早 {at.zh} 领完")
