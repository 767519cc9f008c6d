"""The suites: which files they are, what is known of them, and what we want to reach."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.score import Score
from models.errors import InputUnusable
from models.findings import Severity, finding, register

NO_FILES = register(
    "bench-no-files",
    Severity.ERROR,
    "There is no file of the suite in the data folder, or none of the wanted names.",
    "Name the folder with --data or EARLYBIRD_DATA, or run the suite `generated`.",
)
CITY_REFERENCE = Path(__file__).parent / "references" / "city.csv"


class Statistic(StrEnum):
    """Of the gaps of all files of a group."""

    MEAN = "mean"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Target:
    """What a statistic of EarlyBird's gaps shall be at most, in percent."""

    group: str
    """A group of the suite, or the suite itself for all its files."""
    seconds: float
    statistic: Statistic
    at_most: float


@dataclass(frozen=True, slots=True)
class Suite:
    """Some files of the data folder that are measured together."""

    name: str
    title: str
    pattern: str
    """Glob below the data folder."""
    unit: str
    """Of the cost."""
    group_of: Callable[[Path], str]
    references: Callable[[Path], dict[str, Score]]
    """Best known scores, by the stem of the file in upper case, from the data folder."""
    targets: tuple[Target, ...] = ()

    def files(self, data: Path, wanted: str | None = None) -> list[Path]:
        """The files in the data folder, in order; of names that match the glob `wanted`.

        Raises:
            InputUnusable: there is none.
        """
        every = sorted(
            (path for path in data.glob(self.pattern) if wanted is None or path.match(wanted)),
            key=lambda path: _natural(str(path.relative_to(data))),
        )
        if not every:
            matching = f" matching {wanted!r}" if wanted is not None else ""
            message = f"{data} holds no file{matching} of the suite {self.name}."
            raise InputUnusable(message, [finding(NO_FILES, message, value=data)])
        return every


def _natural(name: str) -> list[tuple[int, str]]:
    """A key that puts n400 before n1000."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]


def size_group(path: Path) -> str:
    """The group of a city: its number of jobs, as its name says it."""
    size = re.search(r"-n(\d+)", path.stem)
    return f"n = {size.group(1)}" if size else path.stem


def known_cities(_data: Path) -> dict[str, Score]:
    """What the development cities were planned at before, from the package itself."""
    return {
        row["instance"].upper(): Score(int(row["unserved_priority"]), 0, float(row["cost"]))
        for row in _rows(CITY_REFERENCE)
    }


def known_best(file: str, convention: str = "") -> Callable[[Path], dict[str, Score]]:
    """The smallest best known value of each instance, among those of one convention."""

    def references(data: Path) -> dict[str, Score]:
        found: dict[str, Score] = {}
        for row in _rows(data / file):
            if row["objective_convention"].startswith(convention):
                name = row["instance"].upper()
                score = Score(0, int(row.get("unserved") or 0), float(row["bks"]))
                found[name] = min(score, found.get(name, score))
        return found

    return references


def known_praxedo(data: Path) -> dict[str, Score]:
    """As `known_best`; the files are called R1, the instances Pillac_TRSP_R1."""
    every = known_best("trsp/praxedo_bks.csv")(data)
    return {name.rpartition("_")[2]: score for name, score in every.items()}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


ONE_DECIMAL = "total distance only; Euclidean distances truncated to 1 decimal"
GENERATED = "generated"
ALL_SUITES = (
    Suite(
        "city",
        "Cities with skills, parts, windows and priorities",
        "city/*.json",
        "s",
        size_group,
        known_cities,
        (Target("city", 60, Statistic.WORST, 0.0), Target("city", 60, Statistic.MEAN, -1.0)),
    ),
    Suite(
        "trsp",
        "Technician routing (Pillac, Gueret and Medaglia 2013)",
        "trsp/crew25/*.txt",
        "time units",
        lambda _: "trsp",
        known_best("trsp/bks.csv"),
        (Target("trsp", 30, Statistic.MEAN, 0.5), Target("trsp", 300, Statistic.MEAN, 0.0)),
    ),
    Suite(
        "praxedo",
        "Technician days with 15-minute appointments",
        "trsp/praxedo/*.txt",
        "min",
        lambda _: "praxedo",
        known_praxedo,
        (Target("praxedo", 10, Statistic.WORST, 0.1),),
    ),
    Suite(
        "solomon",
        "Solomon's VRPTW",
        "solomon/*.txt",
        "distance",
        lambda _: "solomon",
        known_best("solomon/bks.csv", ONE_DECIMAL),
        (Target("solomon", 10, Statistic.MEAN, 0.1), Target("solomon", 10, Statistic.WORST, 0.5)),
    ),
    Suite(
        "homberger",
        "Gehring and Homberger's VRPTW",
        "gehring_homberger/*/*.txt",
        "distance",
        lambda path: f"n = {path.parent.name}",
        known_best("gehring_homberger/bks.csv", ONE_DECIMAL),
        (
            Target("n = 200", 60, Statistic.MEAN, 0.5),
            Target("n = 1000", 60, Statistic.MEAN, 2.0),
        ),
    ),
    Suite(
        "ortec",
        "ORTEC's real-road VRPTW (EURO meets NeurIPS 2022)",
        "ortec/ORTEC-*.txt",
        "s",
        lambda _: "ortec",
        known_best("ortec/bks.csv", "static VRPTW"),
        (Target("ortec", 60, Statistic.MEAN, 0.6),),
    ),
    Suite(
        GENERATED,
        "Cities of EarlyBird's own generator",
        "city-*.json",
        "s",
        size_group,
        lambda _: {},
    ),
)
SUITES = {suite.name: suite for suite in ALL_SUITES}
