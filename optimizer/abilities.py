"""Who may be sent to a job at all, whatever the time and the stock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.engineer import Engineer
from models.job import Job


class Obstacle(StrEnum):
    """Why an engineer may not be sent."""

    SKILL = "skill"
    LEVEL = "level"
    TOOL = "tool"
    NOT_REQUIRED_ONE = "not_required_one"
    REFUSED = "refused"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a job asks of whoever is sent."""

    kind: Obstacle
    name: str | None
    """Skill, tool, territory, or the engineer who is required or refused."""
    level: int = 0

    def obstacle(self, engineer: Engineer) -> Obstacle | None:
        """Why this engineer does not meet the demand; None if he does."""
        match self.kind:
            case Obstacle.NOT_REQUIRED_ONE:
                met = engineer.id == self.name
            case Obstacle.REFUSED:
                met = engineer.id != self.name
            case Obstacle.SKILL | Obstacle.LEVEL:
                level = engineer.skills.get(self.name or "")
                if level is None:
                    return Obstacle.SKILL
                return None if level >= self.level else Obstacle.LEVEL
            case Obstacle.TOOL:
                met = self.name in engineer.tools
            case Obstacle.TERRITORY:
                may_leave = not (engineer.territory_hard and engineer.territories)
                met = may_leave or self.name in engineer.territories
        return None if met else self.kind


def demands(job: Job) -> tuple[Demand, ...]:
    """Everything that the job asks of whoever is sent, the most personal first."""
    asked = []
    if job.required_engineer_id is not None:
        asked.append(Demand(Obstacle.NOT_REQUIRED_ONE, job.required_engineer_id))
    asked.extend(Demand(Obstacle.REFUSED, refused) for refused in job.refused_engineer_ids)
    asked.extend(Demand(Obstacle.SKILL, need.skill, need.level) for need in job.skills)
    asked.extend(Demand(Obstacle.TOOL, tool) for tool in job.tools)
    if job.place.territory is not None:
        asked.append(Demand(Obstacle.TERRITORY, job.place.territory))
    return tuple(asked)


def obstacle(engineer: Engineer, job: Job) -> Obstacle | None:
    """The first reason why `engineer` may not do `job`; None if he may."""
    return next((found for one in demands(job) if (found := one.obstacle(engineer))), None)


def may_do(engineer: Engineer, job: Job) -> bool:
    """Whether `engineer` may be sent to `job`."""
    return obstacle(engineer, job) is None
