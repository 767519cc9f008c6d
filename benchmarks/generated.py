"""The files of the suite `generated`: synthetic cities for everybody who has no data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from models.atomic import write_atomically
from scenarios.city_numbers import Base, Load
from scenarios.city_vroom import city_as_vroom

KINDS: tuple[tuple[Base, Load, int], ...] = (
    ("homes", "normal", 0),
    ("depot", "normal", 1),
    ("mixed", "overloaded", 1),
)
"""Where engineers start, whether there are enough, rivers: city k has seed k and kind k mod 3."""


def write_cities(folder: Path, sizes: Sequence[int], each: int) -> list[Path]:
    """Write so many cities of each size, and say where; those that are there already stay.

    Raises:
        InputUnusable: a size is out of bounds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for jobs in sizes:
        for seed in range(1, each + 1):
            base, load, river = KINDS[(seed - 1) % len(KINDS)]
            path = folder / f"city-n{jobs}-s{seed}.json"
            if not path.exists():
                city = city_as_vroom(jobs, seed, river, base, load)
                write_atomically(path, json.dumps(city, separators=(",", ":")))
            found.append(path)
    return found
