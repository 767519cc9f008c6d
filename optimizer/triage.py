"""Triage: which jobs are searched for a place in the plan, and why the others are not."""

from __future__ import annotations

from collections.abc import Iterator

from models.aside import jobs_set_aside
from models.base import Text
from models.clock import Clock
from models.findings import Severity
from models.intake import intake_all
from models.job import Job
from models.plan import Reason, Unplanned, UnplannedState
from models.scenario import Scenario, SetAside
from models.starts import Starts, possible_starts
from optimizer import reasons as kinds
from optimizer.reasons import reason


def triage(scenario: Scenario, clock: Clock) -> tuple[tuple[Job, ...], tuple[Unplanned, ...]]:
    """The jobs that can be planned, and everything else that was asked, each with its reasons.

    Both in the order of the scenario; job records that reading set aside come last, under the names
    of `models.aside`.
    """
    taken_in = intake_all(scenario, clock)
    plannable: list[Job] = []
    waiting: list[Unplanned] = []
    for job in scenario.jobs:
        result = taken_in[job.id]
        if result.state is not None:
            waiting.append(
                Unplanned(
                    job_id=job.id,
                    state=result.state,
                    reasons=result.reasons,
                    missing_fields=result.missing_fields,
                    priority=job.priority,
                )
            )
            continue
        starts = possible_starts(job, scenario, clock)
        if starts.spans:
            plannable.append(job)
        else:
            waiting.append(_without_start(job, starts, scenario.policy.appointment_raster_s))
    waiting += (_unusable(name, record) for name, record in jobs_set_aside(scenario).items())
    return tuple(plannable), tuple(waiting)


def _without_start(job: Job, starts: Starts, raster_s: int) -> Unplanned:
    """Counted as unserved: somebody waits for it, and no moment was ever possible."""
    why = Text(en="all its windows end before they start", zh="所有时间窗的结束时刻都早于开始时刻")
    if starts.windows or not job.windows:
        why = Text(
            en=f"none of the moments for appointments, every {raster_s} s, is in its windows",
            zh=f"可约时刻每 {raster_s} 秒一个，没有一个落在其时间窗内",
        )
    if job.appointment_told is not None:
        why = Text(
            en="the appointment told is in none of the windows or after the planned time",
            zh="已告知的预约时刻不在任何时间窗内，或在计划时段之后",
        )
    return Unplanned(
        job_id=job.id,
        state=UnplannedState.UNPLANNED,
        reasons=(reason(kinds.NO_POSSIBLE_START, why=why),),
        priority=job.priority,
    )


def _unusable(name: str, record: SetAside) -> Unplanned:
    return Unplanned(
        job_id=name,
        state=UnplannedState.RECORD_UNUSABLE,
        reasons=tuple(_record_reasons(record)) or (reason(kinds.RECORD_UNUSABLE),),
        priority=_priority(record),
    )


def _record_reasons(record: SetAside) -> Iterator[Reason]:
    """Its errors; their codes are those of docs/findings.md."""
    errors = [one for one in record.findings if one.severity is Severity.ERROR]
    for one in errors or record.findings:
        what = f"{one.message} {one.action}".strip()
        yield Reason(code=one.code, text=Text(en=what, zh=f"此记录无法按原样使用：{what}"))


def _priority(record: SetAside) -> int:
    """As the record says, where that can be understood."""
    said = record.record.get("priority")
    usable = isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= 100
    default: int = Job.model_fields["priority"].default
    return said if usable and isinstance(said, int) else default
