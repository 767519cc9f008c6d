"""What is said to customers whom a proposal concerns, and until when they have to be called."""

from __future__ import annotations

from datetime import datetime

from models.base import Text
from models.consent import answer_by
from models.proposal import (
    CallItem,
    CallOption,
    CallReason,
    MovedVisit,
    ProposalKind,
)
from optimizer.proposals.ground import Ground

__all__ = ["asks", "tells"]


def asks(ground: Ground, kind: ProposalKind, move: MovedVisit) -> CallItem:
    """A question: does the other time suit?"""
    forward = kind is ProposalKind.PULL_FORWARD
    old, new = _shown(ground, move.from_appointment), _shown(ground, move.to_appointment)
    if move.to_appointment is None:
        say = Text(
            en=f"Apologise: the visit at {old.en} cannot be made; ask for another time.",
            zh=f"致歉：{old.zh} 无法上门，请客户另约时间。",
        )
    elif move.from_appointment is None:
        say = Text(en=f"Ask whether {new.en} suits.", zh=f"询问 {new.zh} 是否方便。")
    elif forward:
        say = Text(
            en=f"Ask whether the engineer may come sooner: at {new.en} instead of {old.en}.",
            zh=f"询问能否提前上门：{new.zh}（原约 {old.zh}）。",
        )
    else:
        say = Text(
            en=f"Apologise, and ask whether {new.en} suits instead of {old.en}.",
            zh=f"致歉，并询问可否由 {old.zh} 改为 {new.zh}。",
        )
    options = (CallOption.WAIT, CallOption.NEW_WINDOW)
    return _item(
        ground,
        move.job_id,
        CallReason.PULL_FORWARD if forward else CallReason.MOVE,
        answer_by(move, ground.now, ground.clock, ground.policy),
        (say, *_who(ground, move)),
        () if forward else options,
    )


def tells(ground: Ground, move: MovedVisit) -> CallItem:
    """Somebody else comes, at the same time."""
    at = _shown(ground, move.to_appointment)
    say = Text(en=f"The visit at {at.en} stays as it is.", zh=f"{at.zh} 的上门时间不变。")
    until = answer_by(move, ground.now, ground.clock, ground.policy, waits=False)
    return _item(ground, move.job_id, CallReason.OTHER_ENGINEER, until, (say, *_who(ground, move)))


def _who(ground: Ground, move: MovedVisit) -> tuple[Text, ...]:
    """Who comes, where that is somebody else than before."""
    if move.to_engineer_id is None or move.to_engineer_id == move.from_engineer_id:
        return ()
    engineer = ground.engineer(move.to_engineer_id)
    name, phone = engineer.name or engineer.id, engineer.phone
    if not phone:
        return (Text(en=f"{name} will come.", zh=f"上门工程师：{name}。"),)
    return (
        Text(
            en=f"{name} will come and can be reached at {phone}.",
            zh=f"上门工程师：{name}，电话 {phone}。",
        ),
    )


def _shown(ground: Ground, moment: datetime | None) -> Text:
    """The time of day, with the date where it is another day."""
    if moment is None:
        return Text(en="any time", zh="任意时间")
    local = ground.clock.absolute(moment).astimezone(ground.clock.zone)
    if local.date() == ground.clock.moment(ground.now_s).date():
        return Text(en=f"{local:%H:%M}", zh=f"{local:%H:%M}")
    return Text(
        en=f"{local:%H:%M} on {local:%d.%m.}", zh=f"{local.month}月{local.day}日{local:%H:%M}"
    )


def _item(
    ground: Ground,
    job_id: str,
    reason: CallReason,
    call_by: datetime,
    say: tuple[Text, ...],
    options: tuple[CallOption, ...] = (),
) -> CallItem:
    customer = ground.job(job_id).customer
    return CallItem(
        job_id=job_id,
        reason=reason,
        call_by=call_by,
        customer_name=customer.name,
        phone=customer.phone,
        language=customer.language,
        say=say,
        options=options,
    )
