"""Which attempts a benchmark makes, and in which order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.contestants import OURS, contestant
from benchmarks.runs import Attempt
from benchmarks.score import Score
from benchmarks.suites import Suite


@dataclass(frozen=True, slots=True)
class Trial:
    """An attempt, with what is needed to make it."""

    attempt: Attempt
    path: Path
    reference: Score | None
    """The best known score of the file."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What all files of a benchmark have in common."""

    seconds: tuple[float, ...]
    """EarlyBird is given each of them."""
    peer_seconds: tuple[float, ...]
    peers: tuple[str, ...]
    seeds: int
    threads: int


def trials(suite: Suite, files: Sequence[Path], data: Path, terms: Terms) -> Iterator[Trial]:
    """File by file, so that what is compared is measured close together in time.

    Seeds count from 1. A contestant that knows no seed has one run for each setting.
    """
    references = suite.references(data)
    for path in files:
        for name in (OURS, *terms.peers):
            entrant = contestant(name)
            for seconds in terms.seconds if name == OURS else terms.peer_seconds:
                for setting in entrant.SETTINGS:
                    for seed in range(1, (terms.seeds if entrant.USES_SEED else 1) + 1):
                        yield Trial(
                            Attempt(
                                suite=suite.name,
                                group=suite.group_of(path),
                                file=path.stem,
                                contestant=name,
                                setting=setting,
                                seed=seed,
                                threads=terms.threads,
                                seconds_given=seconds,
                            ),
                            path,
                            references.get(path.stem.upper()),
                        )


def remaining(every: Sequence[Trial], done: Collection[Attempt]) -> list[Trial]:
    """The trials that are still to be made."""
    return [trial for trial in every if trial.attempt not in done]
