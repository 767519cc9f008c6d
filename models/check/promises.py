"""Jobs: whether what was promised to the customer can be kept by anybody at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from models.check.book import Book, Span
from models.findings import Finding, Severity, finding, register
from models.job import Job

NO_JOBS = register(
    "no-jobs",
    Severity.NOTICE,
    "The scenario has no job that can be used.",
    "Add jobs, or correct those that were set aside; until then the plan has no routes.",
)
OUTSIDE_HORIZON = register(
    "job-outside-horizon",
    Severity.WARNING,
    "No window of a job, or the appointment told, lies in the horizon.",
    "Correct the dates of the windows or of the horizon.",
)
OUTSIDE_SHIFTS = register(
    "windows-outside-shifts",
    Severity.WARNING,
    "Nobody is at work in any window of the job.",
    "Offer another window, or add a shift.",
)
TOLD_OUTSIDE_WINDOWS = register(
    "appointment-outside-windows",
    Severity.ERROR,
    "The appointment that the customer was told lies in none of the job's windows.",
    "Correct the appointment, or add the window that was promised.",
)
LONGER_THAN_SHIFTS = register(
    "duration-longer-than-shifts",
    Severity.WARNING,
    "The work takes longer than any shift with its overtime.",
    "Check the duration (seconds); split the work if it is right.",
)
TERRITORY_UNSERVED = register(
    "territory-unserved",
    Severity.WARNING,
    "Jobs lie in a territory that no engineer serves.",
    "Correct the name of the territory, or add it to an engineer's territories.",
)


def there_are_jobs(book: Book) -> Iterator[Finding]:
    """A day without jobs is planned all the same, and says so."""
    if not book.scenario.jobs:
        aside = len(book.jobs_aside)
        message = f"All {aside} job(s) were set aside." if aside else "There are no jobs."
        yield finding(NO_JOBS, message, path="jobs")


def promises_lie_in_the_horizon_and_in_shifts(book: Book) -> Iterator[Finding]:
    """At least one window is in the planned time, and in somebody's working time."""
    if book.horizon is None or book.horizon[1] <= 0:
        return
    for path, job in book.jobs:
        spans = _promised(book, job)
        inside = [span for span in spans if span[1] >= 0 and span[0] <= book.horizon[1]]
        if spans and not inside:
            what = f"{len(job.windows)} window(s)" if job.windows else "appointment"
            message = f"Job {job.id!r} has its {what} outside the horizon."
            yield finding(OUTSIDE_HORIZON, message, path=f"{path}.windows", value=job.id)
        elif inside and book.working_time and not any(map(book.somebody_works_in, inside)):
            message = f"Nobody is at work in the window(s) of job {job.id!r}."
            value = "; ".join(f"{one.start} - {one.end}" for one in job.windows)
            yield finding(OUTSIDE_SHIFTS, message, path=f"{path}.windows", value=value)


def _promised(book: Book, job: Job) -> list[Span]:
    """When the work may start; of a job without windows the appointment told, if there is one."""
    if job.windows or job.appointment_told is None:
        return book.windows(job)
    told = book.seconds(job.appointment_told)
    return [] if told is None else [(told, told)]


def told_appointments_lie_in_windows(book: Book) -> Iterator[Finding]:
    """What was said on the phone is one of the promises on record."""
    for path, job in book.jobs:
        if job.appointment_told is None or not job.windows:
            continue
        told, windows = book.seconds(job.appointment_told), book.windows(job)
        # Reversed windows have findings of their own.
        if told is None or len(windows) < len(job.windows):
            continue
        if not any(start <= told <= end for start, end in windows):
            message = (
                f"Job {job.id!r} was told {job.appointment_told}, which is in none of its windows."
            )
            where, value = f"{path}.appointment_told", job.appointment_told
            yield finding(TOLD_OUTSIDE_WINDOWS, message, path=where, value=value)


def durations_fit_in_a_shift(book: Book) -> Iterator[Finding]:
    """A slip between minutes, seconds and hours shows here."""
    shifts = (
        book.shift(engineer, shift)
        for engineer in book.scenario.engineers
        for shift in engineer.shifts
    )
    longest = max((span[1] - span[0] for span in shifts if span is not None), default=None)
    if longest is None:
        return
    quickest_percent = min(book.scenario.policy.duration_percent_by_level.values(), default=100)
    for path, job in book.jobs:
        durations = [*job.duration_by_level_s.values()]
        if job.duration_s is not None:
            durations.append(job.duration_s * min(quickest_percent, 100) // 100)
        shortest = min(durations, default=0)
        if shortest > longest:
            message = (
                f"The work at job {job.id!r} takes at least {shortest} s; "
                f"the longest shift has {longest} s."
            )
            where = f"{path}.duration_s"
            yield finding(LONGER_THAN_SHIFTS, message, path=where, value=shortest)


def territories_are_served(book: Book) -> Iterator[Finding]:
    """One finding for each territory with jobs that is on nobody's list."""
    engineers = book.scenario.engineers
    if not engineers or any(not engineer.territories for engineer in engineers):
        return
    served = {territory for engineer in engineers for territory in engineer.territories}
    unserved: defaultdict[str, list[str]] = defaultdict(list)
    for path, job in book.jobs:
        if job.place.territory is not None and job.place.territory not in served:
            unserved[job.place.territory].append(path)
    for territory, paths in unserved.items():
        message = f"No engineer serves the territory {territory!r}, with {len(paths)} job(s) in it."
        where = f"{paths[0]}.place.territory"
        yield finding(TERRITORY_UNSERVED, message, path=where, value=territory)


RULES = (
    there_are_jobs,
    promises_lie_in_the_horizon_and_in_shifts,
    told_appointments_lie_in_windows,
    durations_fit_in_a_shift,
    territories_are_served,
)
