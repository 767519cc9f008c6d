"""Changes of documents that keep them documents: most of what comes out is accepted."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

Spot = tuple[Any, Any]
"""An object or list, and the key or index of something in it."""

FIELDS: dict[str, tuple[Any, ...]] = {
    "time_windows": ([[0, 50]], [[10, 60], [100, 400]], [[0, 0]], [[300, 900]]),
    "time_window": ([0, 300], [50, 700], [0, 0]),
    "service": (0, 1, 40, 4_000_000_000),
    "setup": (0, 7, 300),
    "priority": (0, 1, 100),
    "skills": ([], [1], [1, 2], [3]),
    "delivery": ([0], [1], [4_000_000_000]),
    "pickup": ([1], [2]),
    "amount": ([0], [2]),
    "capacity": ([0], [2], [4_000_000_000]),
    "breaks": ([], [{"id": 3, "time_windows": [[0, 90], [150, 160]], "service": 15}]),
    "max_tasks": (0, 1, 3),
    "speed_factor": (0.7, 1.3, 5),
    "profile": ("car", "van"),
    "start_index": (0, 1, 3),
    "end_index": (0, 2, 3),
    "location_index": (0, 1, 2, 3),
    "costs": ([[1, 2, 3, 4]] * 4, {"per_hour": 3600}),
    "matrices": ({"car": {"durations": [[0, 9, 9, 9]] * 4, "costs": [[0, 1, 2, 3]] * 4}},),
    "van": ({"durations": [[0, 30, 2, 4_000_000_000]] * 4},),
    "windows": ([], [{"start": "2026-03-02T09:00", "end": "2026-03-02T09:30"}]),
    "duration_s": (0, 60, 100_000),
    "parts": ([], [{"part_id": "pump", "quantity": 2}]),
    "overtime_max_s": (0, 7200),
    "early_band": ({"least_s": 0, "most_s": None}, {"least_s": 900, "most_s": 900}),
    "appointment_told": ("2026-03-02T09:10",),
    "appointment_raster_s": (1, 7, 900),
}
"""Fields that readers know, each with values that are right somewhere."""


def changed_document(content: bytes, seed: int) -> bytes:
    """Change one to four things of a document; equal seeds change the same."""
    dice = random.Random(seed)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return content
    for _ in range(dice.randint(1, 4)):
        spots = [*_spots(document)]
        if not spots:
            break
        dice.choice(CHANGES)(spots, dice)
    return json.dumps(document).encode()


def changed_numbers(content: bytes, seed: int) -> bytes:
    """Change one to six numbers of a text; equal seeds change the same."""
    dice = random.Random(seed)
    for _ in range(dice.randint(1, 6)):
        numbers = [*re.finditer(rb"(?<![\w.])\d+(?:[.]\d+)?", content)]
        if not numbers:
            break
        old, other = dice.choice(numbers), dice.choice(numbers)
        value = int(float(old[0]))
        new = dice.choice((value + 1, max(0, value - 1), value * 2, value // 2, 0, value + 0.5))
        written = other[0] if dice.random() < 0.3 else str(new).encode()
        content = content[: old.start()] + written + content[old.end() :]
    return content


def _spots(value: Any) -> Iterator[Spot]:
    """Every place in a document that can hold something else."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, one in [*inner]:
        yield value, key
        if isinstance(one, dict | list):
            yield from _spots(one)


def _nudge(spots: list[Spot], dice: random.Random) -> None:
    """Another number where there is one."""
    numbers = [(owner, key) for owner, key in spots if type(owner[key]) in (int, float)]
    if not numbers:
        return
    owner, key = dice.choice(numbers)
    now = owner[key]
    elsewhere, at = dice.choice(numbers)
    steps = (now + 1, now - 1, now * 2, now // 2, -now, 0, elsewhere[at], 2**31 - 1, 2**32 - 1)
    owner[key] = dice.choice(steps)


def _set_field(spots: list[Spot], dice: random.Random) -> None:
    """A field that is known somewhere, in some object."""
    owner, _ = dice.choice([spot for spot in spots if isinstance(spot[0], dict)] or spots)
    field = dice.choice([*FIELDS])
    if isinstance(owner, dict):
        owner[field] = copy.deepcopy(dice.choice(FIELDS[field]))


def _replace_field(spots: list[Spot], dice: random.Random) -> None:
    """Another value of a field that is there."""
    known = [(owner, key) for owner, key in spots if isinstance(owner, dict) and key in FIELDS]
    if known:
        owner, key = dice.choice(known)
        owner[key] = copy.deepcopy(dice.choice(FIELDS[key]))


def _copy_over(spots: list[Spot], dice: random.Random) -> None:
    """What is at one place, also at another of the same name."""
    owner, key = dice.choice(spots)
    like = [(other, at) for other, at in spots if at == key and type(other) is type(owner)]
    source, at = dice.choice(like)
    owner[key] = copy.deepcopy(source[at])


def _remove(spots: list[Spot], dice: random.Random) -> None:
    owner, key = dice.choice(spots)
    del owner[key]


def _repeat(spots: list[Spot], dice: random.Random) -> None:
    """One more of a list of objects, with an id of its own."""
    objects = [
        (owner, key)
        for owner, key in spots
        if isinstance(owner, list) and isinstance(owner[key], dict)
    ]
    if not objects:
        return
    owner, key = dice.choice(objects)
    another = copy.deepcopy(owner[key])
    for one in (another, another.get("pickup"), another.get("delivery")):
        if isinstance(one, dict) and "id" in one:
            fresh = dice.randrange(100, 1000)
            one["id"] = f"J{fresh}" if isinstance(one["id"], str) else fresh
    owner.append(another)


CHANGES: tuple[Callable[[list[Spot], random.Random], None], ...] = (
    _nudge,
    _nudge,
    _set_field,
    _replace_field,
    _copy_over,
    _remove,
    _repeat,
)
