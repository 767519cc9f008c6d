"""A plan that stands already, in the indices of the problem that is searched next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from models.errors import InputUnusable
from models.findings import Finding, Severity, finding, register
from models.plan import Draw, PartSource, Plan, Stop, StopKind
from models.scenario import Scenario
from optimizer.encode import Encoded
from optimizer.problem import NONE, JobColumn, LotColumn
from optimizer.start import CannotStay, Start

CANNOT_STAY = register(
    "cannot-stay",
    Severity.ERROR,
    "What is to stay of a plan is not in it, or no longer possible in the scenario.",
    "Fix or keep what the plan has and the scenario allows, or let it be planned anew.",
)

ShiftName = tuple[str, int]
"""Engineer id and shift index."""


def start_of(
    scenario: Scenario,
    encoded: Encoded,
    plan: Plan,
    fixed: Mapping[ShiftName, int],
    keep: Collection[str],
) -> Start:
    """Say a plan in the indices of a scenario that may have changed since it was made.

    Shifts and jobs that the scenario does not have, or cannot plan, are left out.

    Args:
        scenario: what is asked now.
        encoded: the same, compiled.
        plan: what stands.
        fixed: how many visits at the front of a shift stay as they are.
        keep: ids of jobs that have to stay in their shift.

    Raises:
        InputUnusable: what is fixed or kept is not in the plan or not in the scenario.
    """
    rows = {job.id: row for row, job in enumerate(encoded.jobs)}
    visits = {
        (route.engineer_id, route.shift_index): [
            stop for stop in route.stops if stop.kind is StopKind.JOB and stop.job_id is not None
        ]
        for route in plan.routes
    }
    shifts = [(engineer.id, number) for engineer, number in encoded.shifts]
    wrong = [
        *_wrongly_fixed(fixed, visits, frozenset(shifts), rows),
        *_wrongly_kept(keep, visits, frozenset(shifts), rows),
    ]
    if wrong:
        raise InputUnusable("What is to stay of the plan cannot stay.", wrong)
    lots = _Lots(scenario, encoded)
    draws: list[list[tuple[int, int]]] = [[] for _ in encoded.need_parts]
    routes: list[list[int]] = []
    for row, name in enumerate(shifts):
        route = [stop for stop in visits.get(name, ()) if stop.job_id in rows]
        routes.append([rows[str(stop.job_id)] for stop in route])
        for stop in route:
            _note_draws(draws, stop, encoded, rows[str(stop.job_id)], lots, row)
    return Start(
        routes=routes,
        draws=draws,
        fixed=[fixed.get(name, 0) for name in shifts],
        kept=[rows[job_id] for job_id in keep],
    )


def cannot_stay(problem: CannotStay, encoded: Encoded) -> InputUnusable:
    """The same in the words of the scenario."""
    engineer, number = encoded.shifts[problem.shift]
    job = encoded.jobs[problem.stop]
    message = (
        f"Job {job.id} has to stay in shift {number} of engineer {engineer.id}, "
        f"but {problem.reason}."
    )
    return InputUnusable(
        "What is to stay of the plan cannot stay.", [finding(CANNOT_STAY, message, value=job.id)]
    )


def _wrongly_fixed(
    fixed: Mapping[ShiftName, int],
    visits: Mapping[ShiftName, list[Stop]],
    shifts: Collection[ShiftName],
    rows: Mapping[str, int],
) -> Iterable[Finding]:
    for (engineer_id, number), count in fixed.items():
        of_shift = f"of shift {number} of engineer {engineer_id}"
        planned = visits.get((engineer_id, number), [])
        if count < 0 or count > len(planned):
            has = f"the plan has {len(planned)} there"
            message = f"The first {count} visits {of_shift} cannot stay: {has}."
            yield finding(CANNOT_STAY, message, value=count)
        elif count and (engineer_id, number) not in shifts:
            message = f"The visits {of_shift} cannot stay: the scenario has no such shift."
            yield finding(CANNOT_STAY, message, value=engineer_id)
        for stop in planned[: max(0, count)]:
            if stop.job_id not in rows:
                message = f"Job {stop.job_id} {of_shift} cannot stay: it cannot be planned."
                yield finding(CANNOT_STAY, message, value=stop.job_id)


def _wrongly_kept(
    keep: Collection[str],
    visits: Mapping[ShiftName, list[Stop]],
    shifts: Collection[ShiftName],
    rows: Mapping[str, int],
) -> Iterable[Finding]:
    shift_of = {stop.job_id: name for name, stops in visits.items() for stop in stops}
    for job_id in keep:
        if job_id not in shift_of:
            why = "no route of the plan has it"
        elif shift_of[job_id] not in shifts:
            why = "the scenario no longer has its shift"
        elif job_id not in rows:
            why = "it cannot be planned"
        else:
            continue
        yield finding(CANNOT_STAY, f"Job {job_id} cannot stay: {why}.", value=job_id)


class _Lots:
    """Finds the row of a lot by what a plan says of it."""

    def __init__(self, scenario: Scenario, encoded: Encoded) -> None:
        inbound = {depot.id: depot.inbound for depot in scenario.depots}
        lots = encoded.arrays.lots
        self._vans: dict[tuple[str, str], int] = {}
        self._depots: dict[tuple[str, str, datetime | None], int] = {}
        for row, name in enumerate(encoded.lots):
            if name.depot_id is None:
                engineer = scenario.engineers[int(lots[row, LotColumn.ENGINEER])]
                self._vans[name.part_id, engineer.id] = row
                continue
            eta = None
            if name.inbound is not None:
                eta = inbound[name.depot_id][name.inbound].eta
            self._depots.setdefault((name.part_id, name.depot_id, eta), row)

    def row(self, draw: Draw, engineer_id: str) -> int:
        """NONE where there is no such lot any more."""
        if draw.source is PartSource.VAN:
            return self._vans.get((draw.part_id, engineer_id), NONE)
        return self._depots.get((draw.part_id, draw.depot_id or "", draw.inbound_eta), NONE)


def _note_draws(
    draws: list[list[tuple[int, int]]],
    stop: Stop,
    encoded: Encoded,
    job: int,
    lots: _Lots,
    shift: int,
) -> None:
    row = encoded.arrays.jobs[job]
    needs = {
        encoded.need_parts[need]: need
        for need in range(row[JobColumn.NEEDS_FIRST], row[JobColumn.NEEDS_LAST])
    }
    engineer, _ = encoded.shifts[shift]
    for draw in stop.draws:
        if draw.part_id in needs:
            draws[needs[draw.part_id]].append((lots.row(draw, engineer.id), draw.quantity))
