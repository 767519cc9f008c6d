"""The times that an answer states: each follows from the one before, and work starts in windows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.checkers.stated import Step

Windows = Sequence[tuple[float, float]]
"""Empty: any time."""


@dataclass(frozen=True)
class Due:
    """What the file says of one step of a route."""

    step: Step
    leg: float
    """Travel since the place before; a break has none, for the drive may be before or behind it."""
    work: float
    """Setup and service."""
    windows: Windows


def check_times(who: str, dues: Sequence[Due], tolerance: float, complaints: list[str]) -> None:
    """Complain about stated times that contradict the file, or each other.

    `dues` are all steps in order. A route without times is not looked at: the walk of the checker
    has proved that there are legal ones.
    """
    if any(due.step.arrival is None for due in dues):
        return
    free: float | None = None  # when the step before is over
    driven = 0.0  # of the leg that is due, before and between breaks
    for due in dues:
        step = due.step
        assert step.arrival is not None
        begins = step.arrival + step.waiting
        if step.waiting < 0 or abs(step.worked - due.work) > tolerance:
            complaints.append(
                f"{who}: {step} is said to wait {step.waiting:g} and to work {step.worked:g}, "
                f"and the file asks for {due.work:g}."
            )
        if not _inside(begins, due.windows, tolerance):
            windows = ", ".join(f"{opens:g}-{closes:g}" for opens, closes in due.windows)
            complaints.append(f"{who}: {step} is said to start at {begins:g}, outside {windows}.")
        if free is not None:
            driven += step.arrival - free
            if step.arrival < free - tolerance:
                complaints.append(f"{who}: {step} is said to be reached before what precedes it.")
            if step.kind != "break":
                if abs(driven - due.leg) > tolerance:
                    complaints.append(
                        f"{who}: {step} is said to be reached after a drive of {driven:g}, "
                        f"which takes {due.leg:g}."
                    )
                driven = 0.0
        free = begins + step.worked


def _inside(moment: float, windows: Windows, tolerance: float) -> bool:
    """Whether a moment lies in any of the windows."""
    return not windows or any(
        opens - tolerance <= moment <= closes + tolerance for opens, closes in windows
    )
