"""Nobody may be sent: which skill, level, tool, territory or person is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from models.base import Text
from models.engineer import Engineer
from models.job import Job
from models.plan import Reason
from optimizer import reasons as kinds
from optimizer.abilities import Demand, Obstacle, demands
from optimizer.explain.phrases import named
from optimizer.reasons import reason
from optimizer.wording import listed

HAS = (Text(en="has", zh="具备"), Text(en="have", zh="具备"))
SERVES = (Text(en="serves", zh="负责"), Text(en="serve", zh="负责"))
WISHES = (Obstacle.NOT_REQUIRED_ONE, Obstacle.REFUSED)
"""What the customer or the contract says about persons."""


class People:
    """The engineers, and who of them meets which demand; each demand is looked at once."""

    def __init__(self, engineers: Sequence[Engineer]) -> None:
        self._engineers = engineers
        self._who_meets: dict[Demand, npt.NDArray[np.bool_]] = {}
        self._known: dict[tuple[Demand, ...], tuple[Reason, ...]] = {}

    def why_nobody_may_go(self, job: Job) -> tuple[Reason, ...]:
        """Everything that keeps every one of the engineers from the job.

        Empty if somebody may be sent, or if there are no engineers at all.
        """
        asked = tuple(dict.fromkeys(demands(job)))
        if asked not in self._known:
            self._known[asked] = self._why_nobody_may_go(job, asked)
        return self._known[asked]

    def _why_nobody_may_go(self, job: Job, asked: Sequence[Demand]) -> tuple[Reason, ...]:
        if not self._engineers or self._meeting(asked).any():
            return ()
        wanted = self._meeting([demand for demand in asked if demand.kind in WISHES])
        if not wanted.any():
            return (_unwanted_reason(job, self._engineers),)
        those = [self._engineers[row] for row in np.flatnonzero(wanted).tolist()]
        lacks = tuple(
            _lack_reason(job, those, demand)
            for demand in asked
            if demand.kind not in WISHES and not (wanted & self._meeting([demand])).any()
        )
        return lacks or (_not_at_once_reason(job, those),)

    def _meeting(self, asked: Iterable[Demand]) -> npt.NDArray[np.bool_]:
        """For each engineer whether he meets all these demands."""
        meeting = np.ones(len(self._engineers), dtype=np.bool_)
        for demand in asked:
            if demand not in self._who_meets:
                met = [demand.obstacle(one) is None for one in self._engineers]
                self._who_meets[demand] = np.array(met, dtype=np.bool_)
            meeting &= self._who_meets[demand]
        return meeting


def _unwanted_reason(job: Job, engineers: Iterable[Engineer]) -> Reason:
    if job.required_engineer_id is None:
        return reason(kinds.ALL_ENGINEERS_REFUSED)
    required = next((one for one in engineers if one.id == job.required_engineer_id), None)
    if required is None:
        return reason(kinds.REQUIRED_ENGINEER_ABSENT, engineer=job.required_engineer_id)
    return reason(
        kinds.REQUIRED_ENGINEER_REFUSED, engineer_id=required.id, engineer=named(required)
    )


def _lack_reason(job: Job, wanted: Sequence[Engineer], demand: Demand) -> Reason:
    """What none of those who are wanted has."""
    name, required = demand.name or "", job.required_engineer_id
    nobody_has = _nobody(job, wanted, HAS)
    match demand.kind:
        case Obstacle.TOOL:
            return reason(kinds.TOOL_MISSING, engineer_id=required, nobody=nobody_has, tool=name)
        case Obstacle.TERRITORY:
            nobody_serves = _nobody(job, wanted, SERVES)
            return reason(
                kinds.TERRITORY_UNSERVED,
                engineer_id=required,
                nobody=nobody_serves,
                territory=name,
            )
        case _:
            highest = max((one.skills.get(name, 0) for one in wanted), default=0)
            return reason(
                kinds.SKILL_LEVEL_TOO_LOW if highest else kinds.SKILL_MISSING,
                engineer_id=required,
                nobody=nobody_has,
                skill=name,
                level=demand.level,
                highest=highest,
            )


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
