"""Who may be sent to a job at all, whatever the time and the stock."""

from __future__ import annotations

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


def obstacle(engineer: Engineer, job: Job) -> Obstacle | None:
    """The first reason why `engineer` may not do `job`; None if he may."""
    if job.required_engineer_id is not None and engineer.id != job.required_engineer_id:
        return Obstacle.NOT_REQUIRED_ONE
    if engineer.id in job.refused_engineer_ids:
        return Obstacle.REFUSED
    for need in job.skills:
        level = engineer.skills.get(need.skill)
        if level is None:
            return Obstacle.SKILL
        if level < need.level:
            return Obstacle.LEVEL
    if not set(job.tools).issubset(engineer.tools):
        return Obstacle.TOOL
    if (
        engineer.territory_hard
        and engineer.territories
        and job.place.territory is not None
        and job.place.territory not in engineer.territories
    ):
        return Obstacle.TERRITORY
    return None


def may_do(engineer: Engineer, job: Job) -> bool:
    """Whether `engineer` may be sent to `job`."""
    return obstacle(engineer, job) is None
