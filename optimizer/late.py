"""What a dispatcher has to know where an appointment that was told cannot be met in the band."""

from __future__ import annotations

from models.base import Text
from models.clock import Clock
from models.policy import EarlyBand
from models.timeline import StopTimes, Timeline
from optimizer.wording import span, time_of_day


def late_note(clock: Clock, timeline: Timeline, position: int, band: EarlyBand) -> Text | None:
    """By how much and why the stop at `position` misses its band; None where it does not."""
    stop = timeline.stops[position]
    if not stop.lateness_s:
        return None
    told, arrive = time_of_day(clock, stop.appointment), time_of_day(clock, stop.arrive)
    at_best = time_of_day(clock, stop.appointment - band.least_s)
    late, drive = span(stop.lateness_s), span(stop.travel_s)
    after = _after_the_appointment(stop)
    cause = _why_not_sooner(clock, timeline, position)
    return Text(
        en=f"Told {told}, arrives {arrive}: {late.en} later than {at_best}, the latest arrival "
        f"of the early band{after.en}. {cause.en} and the drive takes {drive.en}.",
        zh=f"已告知 {told}，{arrive} 到达：比提前到达时段的最晚时刻 {at_best} 晚 {late.zh}"
        f"{after.zh}。{cause.zh}，路程需 {drive.zh}。",
    )


def _after_the_appointment(stop: StopTimes) -> Text:
    if stop.arrive <= stop.appointment:
        return Text(en=", still not after the appointment", zh="，仍不晚于约定时刻")
    after = span(stop.arrive - stop.appointment)
    return Text(en=f", and {after.en} after the appointment", zh=f"，且比约定时刻晚 {after.zh}")


def _why_not_sooner(clock: Clock, timeline: Timeline, position: int) -> Text:
    ready = time_of_day(clock, timeline.stops[position].ready)
    if position > 0:
        return Text(en=f"The visit before ends at {ready}", zh=f"上一次上门 {ready} 才结束")
    if timeline.collection is not None:
        return Text(
            en=f"The collection at the depot cannot end before {ready}",
            zh=f"仓库领料最早 {ready} 结束",
        )
    return Text(en=f"The shift starts at {ready}", zh=f"班次 {ready} 才开始")
