"""What is said to customers who are not met as they were told (domain.md, section 6)."""

from __future__ import annotations

from models.base import Text
from models.clock import Clock
from models.engineer import Engineer
from optimizer.wording import span

OFFER = Text(
    en="Offer to wait, another engineer who can be there sooner, or a new appointment.",
    zh="请客户选择：等候、改派能更早到达的工程师，或另约时间。",
)
OFFER_OTHERS = Text(
    en="Offer another engineer, or a new appointment.",
    zh="请客户选择：改派其他工程师，或另约时间。",
)
GIFT = Text(
    en="Say that a small gift comes along for the trouble, and note it on the job.",
    zh="告知将赠送小礼品表示歉意，并在工单上注明。",
)
MANAGER = Text(
    en="If nothing suits, the manager calls back: hand the call over.",
    zh="如客户均不接受，转交经理回电。",
)


def moment(clock: Clock, now_s: int, seconds: int) -> Text:
    """A time of day; with the date where it is not today."""
    at = clock.moment(seconds)
    if at.date() == clock.moment(now_s).date():
        return Text(en=f"{at:%H:%M}", zh=f"{at:%H:%M}")
    return Text(en=f"{at:%H:%M} on {at:%Y-%m-%d}", zh=f"{at.month}月{at.day}日 {at:%H:%M}")


def apology(appointment: Text, arrival: Text, late_s: int) -> Text:
    """The engineer comes later than told."""
    late = span(late_s)
    return Text(
        en=f"Apologise: the engineer will arrive at {arrival.en}, {late.en} after the appointment "
        f"at {appointment.en}.",
        zh=f"致歉：工程师将于 {arrival.zh} 到达，比约定的 {appointment.zh} 晚 {late.zh}。",
    )


def beyond_the_promise(arrival: Text) -> Text:
    """The engineer comes so late that the promised window is over."""
    return Text(
        en=f"Apologise: the engineer cannot be there within the promised time, only at "
        f"{arrival.en}.",
        zh=f"致歉：工程师无法在承诺的时段内到达，预计 {arrival.zh} 才能到达。",
    )


def nobody(appointment: Text, engineer: Engineer | None) -> Text:
    """The engineer does not come at all."""
    if engineer is None:
        return Text(
            en=f"Apologise: the visit at {appointment.en} cannot be made as arranged.",
            zh=f"致歉：{appointment.zh} 的上门无法按约进行。",
        )
    name = engineer.name or engineer.id
    return Text(
        en=f"Apologise: {name} cannot come at {appointment.en} as arranged.",
        zh=f"致歉：{name} 无法按约于 {appointment.zh} 上门。",
    )


def who(engineer: Engineer) -> Text:
    """Who comes, and how to reach him."""
    name = engineer.name or engineer.id
    if not engineer.phone:
        return Text(en=f"{name} will come.", zh=f"上门工程师：{name}。")
    return Text(
        en=f"{name} will come and can be reached at {engineer.phone}.",
        zh=f"上门工程师：{name}，电话 {engineer.phone}。",
    )
