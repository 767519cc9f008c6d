"""Why idle time lies where it does: where the engineer already is, not at the next door."""

from __future__ import annotations

from models.base import Text
from models.clock import Clock
from models.policy import EarlyBand
from models.timeline import StopTimes
from optimizer.wording import span, time_of_day


def at_the_start(clock: Clock, stop: StopTimes, idle_s: int) -> Text:
    """The wait before the first departure: it is as late as is safe."""
    idle, leave = span(idle_s), time_of_day(clock, stop.depart)
    due = time_of_day(clock, stop.appointment)
    return Text(
        en=f"{idle.en} at the start: leaving at {leave} is the latest that is safe for {due}, "
        "so the wait is here and not at the customer's door.",
        zh=f"在出发地等候 {idle.zh}：{leave} 出发是确保 {due} 准时的最晚时刻，"
        "因此在此等候，而不是在客户门口。",
    )


def after_collection(clock: Clock, stop: StopTimes, idle_s: int) -> Text:
    """The wait between a collection and the first departure: the depot closes earlier."""
    idle, leave = span(idle_s), time_of_day(clock, stop.depart)
    due = time_of_day(clock, stop.appointment)
    return Text(
        en=f"{idle.en} at the depot: its opening hours allow no later collection, and leaving "
        f"at {leave} is early enough for {due}.",
        zh=f"在仓库等候 {idle.zh}：仓库开放时间不允许更晚领料，而 {leave} 出发足以赶上 {due}。",
    )


def at_the_previous_customer(clock: Clock, stop: StopTimes, idle_s: int, band: EarlyBand) -> Text:
    """The wait before a later leg: the next customer is not ready for us any sooner."""
    idle, leave = span(idle_s), time_of_day(clock, stop.depart)
    due = time_of_day(clock, stop.appointment)
    assert band.most_s is not None  # an unlimited band never makes anybody wait before driving
    door = span(band.most_s)
    if stop.told:
        cause = Text(en=f"the customer was told {due}", zh=f"已告知客户 {due}")
    elif stop.window is not None and stop.window[0] == stop.appointment:
        cause = Text(en=f"the promised window opens at {due}", zh=f"约定时段 {due} 才开始")
    else:
        cause = Text(en=f"the next possible appointment is at {due}", zh=f"下一个可约时刻是 {due}")
    return Text(
        en=f"{idle.en} at the previous customer's: {cause.en}, and leaving before {leave} would "
        f"mean more than {door.en} at the door.",
        zh=f"在上一位客户处等候 {idle.zh}：{cause.zh}，若在 {leave} 之前出发，"
        f"在门口等候将超过 {door.zh}。",
    )
