"""Names, moments and lists as the reasons say them, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from models.base import Text
from models.clock import Clock
from models.engineer import Engineer
from models.part import Depot, Part
from models.starts import Span
from optimizer.wording import listed, same, time_of_day

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NAMED = 3
"""Up to so many things are listed by name; of more only the number is said."""


def named(record: Engineer | Depot | Part) -> str:
    """How an engineer, a depot or a part is called: by name and id."""
    return f"{record.name} ({record.id})" if record.name else record.id


def who(engineers: Iterable[Engineer], everybody: int) -> Text:
    """These engineers, out of `everybody` who could do the job: the beginning of a sentence."""
    names = [named(one) for one in {one.id: one for one in engineers}.values()]
    if len(names) <= NAMED:
        return listed([same(name) for name in names])
    if len(names) == everybody:
        return Text(
            en=f"All {everybody} engineers who could do it", zh=f"可胜任的全部 {everybody} 名工程师"
        )
    return Text(
        en=f"{len(names)} of the {everybody} engineers who could do it",
        zh=f"可胜任的 {everybody} 名工程师中的 {len(names)} 名",
    )


def some(names: Sequence[str]) -> Text:
    """The first few of many, and how many more."""
    if len(names) <= NAMED + 2:
        return listed([same(name) for name in names])
    shown, more = list(names[:NAMED]), len(names) - NAMED
    return Text(
        en=f"{', '.join(shown)} and {more} more", zh=f"{'、'.join(shown)}等 {len(names)} 项"
    )


def day(moment: date) -> Text:
    """A day of the calendar."""
    return Text(en=f"{moment.day} {MONTHS[moment.month - 1]}", zh=f"{moment.month}月{moment.day}日")


def moment(clock: Clock, seconds: int) -> Text:
    """A day and a time of day."""
    on, at = day(clock.moment(seconds).date()), time_of_day(clock, seconds)
    return Text(en=f"{on.en} {at}", zh=f"{on.zh} {at}")


def between(clock: Clock, span: Span) -> Text:
    """A span of time; the day is said once where it is one day."""
    first, last = moment(clock, span[0]), moment(clock, span[1])
    if clock.moment(span[0]).date() == clock.moment(span[1]).date():
        end = time_of_day(clock, span[1])
        return Text(en=f"{first.en}-{end}", zh=f"{first.zh}-{end}")
    return Text(en=f"{first.en} - {last.en}", zh=f"{first.zh} - {last.zh}")


def spans(clock: Clock, these: Sequence[Span]) -> Text:
    """Several spans, all of them if they are few."""
    shown = listed([between(clock, span) for span in these[:NAMED]])
    more = len(these) - NAMED
    if more <= 0:
        return shown
    return Text(en=f"{shown.en} and {more} more", zh=f"{shown.zh}等 {len(these)} 个时段")


def whole_days(clock: Clock, these: Sequence[Span]) -> tuple[Span, ...]:
    """The spans widened to the local days that they touch."""
    return tuple(
        (_midnight(clock, first), _midnight(clock, last, 1) - 1)
        for first, last in _before_midnight(these)
    )


def _before_midnight(these: Sequence[Span]) -> list[Span]:
    """A span that ends at midnight does not touch the day that begins then."""
    return [(first, max(first, last - 1)) for first, last in these]


def _midnight(clock: Clock, seconds: int, days_later: int = 0) -> int:
    on = clock.moment(seconds).date() + timedelta(days=days_later)
    return clock.seconds(datetime.combine(on, time(), clock.zone))


def on_days(clock: Clock, these: Sequence[Span]) -> Text:
    """On which days the spans lie, as the end of a sentence."""
    days = dict.fromkeys(
        (clock.moment(first).date(), clock.moment(last).date())
        for first, last in _before_midnight(these)
    )
    shown = [_days(first, last) for first, last in list(days)[:NAMED]]
    more = len(days) - NAMED
    said = listed(shown)
    if more > 0:
        return Text(en=f"on {said.en} and {more} more days", zh=f"{said.zh}等 {len(days)} 天")
    return Text(en=f"on {said.en}", zh=said.zh)


def _days(first: date, last: date) -> Text:
    one, other = day(first), day(last)
    if first == last:
        return one
    return Text(en=f"{one.en} - {other.en}", zh=f"{one.zh}至{other.zh}")


def price(cents: int) -> Text:
    """What a change adds to the price of the plan."""
    if cents == 0:
        return Text(en="at the same price", zh="费用不变")
    amount = f"{abs(cents) / 100:.2f}"
    if cents > 0:
        return Text(en=f"for {amount} more", zh=f"费用增加 {amount}")
    return Text(en=f"for {amount} less", zh=f"费用减少 {amount}")
