"""How peers without priorities of their own are told what a job is worth."""

from __future__ import annotations

from benchmarks.instance import Instance

LEGS_PER_POINT = 3
"""A point of priority is worth so many of the longest legs: there and back costs two at most, so
no job is left out to save a detour. Of 1, 3, 10 and 50 the best for OR-Tools and PyVRP on cities of
400 jobs: with more they lose time among plans that are not feasible."""


def job_weights(instance: Instance, longest_leg: int) -> list[int]:
    """What leaving out each job costs, in units of travel. Priority 0 counts as half a point.

    A file that wants all jobs served counts each as 10 points.
    """
    point = LEGS_PER_POINT * max(1, longest_leg)
    if instance.all_must_be_served:
        return [10 * point] * len(instance.jobs)
    return [point * job.priority if job.priority else point // 2 for job in instance.jobs]
