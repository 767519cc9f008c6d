"""Nobody may be sent: which skill, level, tool, territory or person is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from models.base import Text
from models.engineer import Engineer
from models.job import Job
from models.plan import Reason
from optimizer import reasons as kinds
from optimizer.abilities import may_do
from optimizer.explain.phrases import named
from optimizer.reasons import reason
from optimizer.wording import listed

HAS = (Text(en="has", zh="具备"), Text(en="have", zh="具备"))
SERVES = (Text(en="serves", zh="负责"), Text(en="serve", zh="负责"))


def why_nobody_may_go(job: Job, engineers: Sequence[Engineer]) -> tuple[Reason, ...]:
    """Everything that keeps every one of these engineers, at least one, from the job.

    Empty if somebody may be sent.
    """
    if any(may_do(engineer, job) for engineer in engineers):
        return ()
    wanted = _wanted(job, engineers)
    if not wanted:
        return (_unwanted_reason(job, engineers),)
    lacks = (*_skill_reasons(job, wanted), *_tool_reasons(job, wanted))
    lacks += tuple(_territory_reasons(job, wanted))
    return lacks or (_not_at_once_reason(job, wanted),)


def _wanted(job: Job, engineers: Iterable[Engineer]) -> list[Engineer]:
    """Those whom the customer's wishes allow."""
    return [
        engineer
        for engineer in engineers
        if job.required_engineer_id in (None, engineer.id)
        and engineer.id not in job.refused_engineer_ids
    ]


def _unwanted_reason(job: Job, engineers: Iterable[Engineer]) -> Reason:
    if job.required_engineer_id is None:
        return reason(kinds.ALL_ENGINEERS_REFUSED)
    required = next((one for one in engineers if one.id == job.required_engineer_id), None)
    if required is None:
        return reason(kinds.REQUIRED_ENGINEER_ABSENT, engineer=job.required_engineer_id)
    return reason(
        kinds.REQUIRED_ENGINEER_REFUSED, engineer_id=required.id, engineer=named(required)
    )


def _skill_reasons(job: Job, wanted: Sequence[Engineer]) -> Iterator[Reason]:
    for need in job.skills:
        levels = [one.skills[need.skill] for one in wanted if need.skill in one.skills]
        if not levels:
            yield reason(
                kinds.SKILL_MISSING,
                engineer_id=_required_id(job),
                nobody=_nobody(job, wanted, HAS),
                skill=need.skill,
            )
        elif max(levels) < need.level:
            yield reason(
                kinds.SKILL_LEVEL_TOO_LOW,
                engineer_id=_required_id(job),
                nobody=_nobody(job, wanted, HAS),
                skill=need.skill,
                level=need.level,
                highest=max(levels),
            )


def _tool_reasons(job: Job, wanted: Sequence[Engineer]) -> Iterator[Reason]:
    for tool in dict.fromkeys(job.tools):
        if not any(tool in one.tools for one in wanted):
            yield reason(
                kinds.TOOL_MISSING,
                engineer_id=_required_id(job),
                nobody=_nobody(job, wanted, HAS),
                tool=tool,
            )


def _territory_reasons(job: Job, wanted: Sequence[Engineer]) -> Iterator[Reason]:
    territory = job.place.territory
    if territory is None or any(_goes_to(one, territory) for one in wanted):
        return
    yield reason(
        kinds.TERRITORY_UNSERVED,
        engineer_id=_required_id(job),
        nobody=_nobody(job, wanted, SERVES),
        territory=territory,
    )


def _goes_to(engineer: Engineer, territory: str) -> bool:
    bound = engineer.territory_hard and bool(engineer.territories)
    return not bound or territory in engineer.territories


def _not_at_once_reason(job: Job, wanted: Sequence[Engineer]) -> Reason:
    """Each demand is met by somebody, but by nobody all of them."""
    needs = [
        *(
            Text(
                en=f"skill {one.skill} at level {one.level}",
                zh=f"技能“{one.skill}”{one.level} 级",
            )
            for one in job.skills
        ),
        *(Text(en=f"tool {one}", zh=f"工具“{one}”") for one in dict.fromkeys(job.tools)),
    ]
    if job.place.territory is not None:
        territory = job.place.territory
        needs.append(Text(en=f"territory {territory}", zh=f"区域“{territory}”"))
    return reason(
        kinds.NOBODY_HAS_EVERYTHING, nobody=_nobody(job, wanted, HAS), needs=listed(needs)
    )


def _required_id(job: Job) -> str | None:
    return job.required_engineer_id


def _nobody(job: Job, wanted: Sequence[Engineer], verb: tuple[Text, Text]) -> Text:
    """The beginning of the sentence: who it is that lacks something."""
    one, many = verb
    if job.required_engineer_id is not None:
        name = named(wanted[0])
        return Text(
            en=f"Engineer {name}, who is required, does not {many.en}",
            zh=f"指定的工程师 {name} 不{one.zh}",
        )
    if job.refused_engineer_ids:
        return Text(
            en=f"No engineer whom the customer has not refused {one.en}",
            zh=f"除客户拒绝者外，没有工程师{one.zh}",
        )
    return Text(en=f"No engineer {one.en}", zh=f"没有工程师{one.zh}")
