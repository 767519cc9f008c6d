"""Moments, spans and lists as people read them, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from models.base import Text
from models.clock import Clock

MINUTE = 60
HOUR = 3600


def time_of_day(clock: Clock, seconds: int) -> str:
    """The local time of a moment, `HH:MM`; seconds are cut off, so nobody leaves too late."""
    return clock.moment(seconds).strftime("%H:%M")


def span(seconds: int) -> Text:
    """A span of time: seconds below a minute, else minutes, from an hour on with hours."""
    if seconds < MINUTE:
        return Text(en=f"{seconds} s", zh=f"{seconds} 秒")
    hours, minutes = divmod(seconds // MINUTE, MINUTE)
    if not hours:
        return Text(en=f"{minutes} min", zh=f"{minutes} 分钟")
    if not minutes:
        return Text(en=f"{hours} h", zh=f"{hours} 小时")
    return Text(en=f"{hours} h {minutes} min", zh=f"{hours} 小时 {minutes} 分钟")


def listed(items: Sequence[Text]) -> Text:
    """Several things in one sentence."""
    return Text(en=", ".join(item.en for item in items), zh="、".join(item.zh for item in items))


def same(name: str) -> Text:
    """A name that is the same in both languages."""
    return Text(en=name, zh=name)
