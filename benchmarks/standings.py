"""From many runs to one figure: medians over seeds, the better setting, gaps over files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from benchmarks.runs import Run
from benchmarks.score import Score


@dataclass(frozen=True, slots=True)
class Entry:
    """Whose figure it is: a contestant with so much time on a file."""

    group: str
    file: str
    contestant: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Standing:
    """What a contestant has reached on a file at its better setting."""

    entry: Entry
    setting: str
    score: Score | None
    """The median over seeds; None where that run has no legal plan."""
    reference: Score | None
    runs: tuple[Run, ...]
    """Of the setting, all seeds."""

    @property
    def gap(self) -> float | None:
        """Percent above the reference, see `Score.gap_to`."""
        if self.score is None or self.reference is None:
            return None
        return self.score.gap_to(self.reference)


@dataclass(frozen=True, slots=True)
class GapSummary:
    """The gaps of a contestant over the files of a group, in percent."""

    files: int
    serves_more: int
    serves_as_much: int
    """Only these files have a gap."""
    serves_less: int
    """Or there is no legal plan at all."""
    mean: float | None
    median: float | None
    worst: float | None


@dataclass(frozen=True, slots=True)
class Duel:
    """One contestant against another over the files that both have tried."""

    better: int
    equal: int
    worse: int
    mean_difference: float | None
    """Percent that the first costs more, over files where both serve as much."""


def median_score(runs: Sequence[Run]) -> Score | None:
    """The middle of all runs, those without a legal plan being the worst.

    Of an even number it is the worse one of the two in the middle: a score is three figures, and
    there is nothing between two of them.
    """
    legal = sorted(run.score for run in runs if run.score is not None)
    middle = len(runs) // 2
    return legal[middle] if middle < len(legal) else None


def standings(runs: Iterable[Run]) -> dict[Entry, Standing]:
    """For each contestant, time and file the setting with the best median."""
    by_setting: dict[Entry, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        asked = run.attempt
        entry = Entry(asked.group, asked.file, asked.contestant, asked.seconds_given)
        by_setting[entry][asked.setting].append(run)
    found = {}
    for entry, settings in by_setting.items():
        candidates = [
            Standing(entry, setting, median_score(every), every[0].reference, tuple(every))
            for setting, every in settings.items()
        ]
        found[entry] = min(candidates, key=lambda one: (one.score is None, one.score or _NOTHING))
    return found


def against_the_best(found: dict[Entry, Standing]) -> dict[Entry, Standing]:
    """The same with the best score of each file as its reference, for files that have none."""
    best: dict[str, Score] = {}
    for one in found.values():
        if one.score is not None:
            best[one.entry.file] = min(one.score, best.get(one.entry.file, one.score))
    return {entry: replace(one, reference=best.get(entry.file)) for entry, one in found.items()}


_NOTHING = Score(0, 0, 0.0)


def gap_summary(every: Iterable[Standing]) -> GapSummary:
    """Sum up the gaps of one contestant with one time."""
    more = less = files = 0
    gaps = []
    for one in every:
        files += 1
        if one.reference is None:
            continue
        if one.gap is not None:
            gaps.append(one.gap)
        elif one.score is not None and one.score < one.reference:
            more += 1
        else:
            less += 1
    if not gaps:
        return GapSummary(files, more, 0, less, None, None, None)
    return GapSummary(files, more, len(gaps), less, fmean(gaps), median(gaps), max(gaps))


def duel(
    found: dict[Entry, Standing], ours: tuple[str, float], theirs: tuple[str, float], group: str
) -> Duel | None:
    """Compare (contestant, seconds) with another on the files of a group; None: none in common.

    Who has no legal plan loses; who cannot be asked for one is not counted as beaten.
    """
    better = equal = worse = 0
    differences = []
    for entry, mine in found.items():
        if (entry.group, entry.contestant, entry.seconds) != (group, *ours):
            continue
        other = found.get(Entry(group, entry.file, *theirs))
        if other is None or other.score is None or mine.score is None:
            worse += mine.score is None and other is not None and other.score is not None
            continue
        better += mine.score < other.score
        equal += mine.score == other.score
        worse += mine.score > other.score
        difference = mine.score.gap_to(other.score)
        if difference is not None:
            differences.append(difference)
    if not better + equal + worse:
        return None
    return Duel(better, equal, worse, fmean(differences) if differences else None)
