"""Engineers: that there are some, that they work, and that nobody works twice at once."""

from __future__ import annotations

from collections.abc import Iterator

from models.check.book import Book
from models.engineer import Engineer
from models.findings import Finding, Severity, finding, register

NO_ENGINEERS = register(
    "no-engineers",
    Severity.NOTICE,
    "The scenario has no engineer that can be used, so no job can be served.",
    "Add engineers; until then the plan has no routes and lists every job as unplanned.",
)
NO_SHIFTS = register(
    "engineer-without-shifts",
    Severity.WARNING,
    "An engineer has no shifts and is therefore never sent.",
    "Add shifts, or leave the engineer out.",
)
SHIFT_OUTSIDE = register(
    "shift-outside-horizon",
    Severity.WARNING,
    "A shift lies wholly outside the horizon.",
    "Correct the dates of the shift or of the horizon.",
)
SHIFT_LONG = register(
    "shift-longer-than-a-day",
    Severity.WARNING,
    "A shift ends more than 24 hours after it starts.",
    "Correct the dates; every working day is a shift of its own.",
)
SHIFTS_OVERLAP = register(
    "shifts-overlap",
    Severity.ERROR,
    "A shift of an engineer, with its overtime, reaches into the next one.",
    "Move one of the two, or shorten overtime_max_s.",
)
LONGEST_SHIFT_S = 86_400


def there_are_engineers(book: Book) -> Iterator[Finding]:
    """A day without engineers is planned all the same, and says so."""
    if not book.scenario.engineers:
        aside = len(book.engineers_aside)
        message = f"All {aside} engineer(s) were set aside." if aside else "There are no engineers."
        yield finding(NO_ENGINEERS, message, path="engineers")


def engineers_have_shifts(book: Book) -> Iterator[Finding]:
    """Whoever is to be sent has to be at work."""
    for path, engineer in book.engineers:
        if not engineer.shifts:
            message = f"Engineer {engineer.id!r} has no shifts."
            yield finding(NO_SHIFTS, message, path=f"{path}.shifts", value=engineer.id)


def shifts_touch_the_horizon(book: Book) -> Iterator[Finding]:
    """A shift of another day is probably a wrong date."""
    if book.horizon is None:
        return
    for path, engineer in book.engineers:
        for number, shift in enumerate(engineer.shifts):
            span = book.shift(engineer, shift)
            if span is not None and (span[1] < book.horizon[0] or span[0] >= book.horizon[1] > 0):
                message = (
                    f"The shift of engineer {engineer.id!r} from {shift.start} to {shift.end} "
                    "is outside the horizon."
                )
                where = f"{path}.shifts[{number}]"
                yield finding(SHIFT_OUTSIDE, message, path=where, value=shift.start)


def shifts_last_a_day_at_most(book: Book) -> Iterator[Finding]:
    """A shift over several days or years is a slip in one of its dates."""
    for path, engineer in book.engineers:
        for number, shift in enumerate(engineer.shifts):
            span = book.span(shift.start, shift.end)
            if span is not None and span[1] - span[0] > LONGEST_SHIFT_S:
                message = (
                    f"The shift of engineer {engineer.id!r} from {shift.start} to {shift.end} "
                    "lasts longer than a day."
                )
                where = f"{path}.shifts[{number}]"
                yield finding(SHIFT_LONG, message, path=where, value=shift.end)


def shifts_of_an_engineer_do_not_overlap(book: Book) -> Iterator[Finding]:
    """Every shift is a route of its own; a person drives one at a time."""
    for path, engineer in book.engineers:
        for earlier, later in _overlaps(book, engineer):
            begin, end = engineer.shifts[later].start, engineer.shifts[earlier].end
            overtime = f" plus {engineer.overtime_max_s} s" if engineer.overtime_max_s else ""
            message = (
                f"A shift of engineer {engineer.id!r} starts at {begin}, before the one that ends "
                f"at {end}{overtime} is over."
            )
            where = f"{path}.shifts[{later}].start"
            yield finding(SHIFTS_OVERLAP, message, path=where, value=begin)


def _overlaps(book: Book, engineer: Engineer) -> Iterator[tuple[int, int]]:
    """Pairs of shifts, by index, of which the second begins before the first is over."""
    spans = [
        (span, number)
        for number, shift in enumerate(engineer.shifts)
        if (span := book.shift(engineer, shift)) is not None
    ]
    busy_until, holder = None, 0
    for span, number in sorted(spans):
        if busy_until is not None and span[0] < busy_until:
            yield holder, number
        if busy_until is None or span[1] > busy_until:
            busy_until, holder = span[1], number


RULES = (
    there_are_engineers,
    engineers_have_shifts,
    shifts_touch_the_horizon,
    shifts_last_a_day_at_most,
    shifts_of_an_engineer_do_not_overlap,
)
