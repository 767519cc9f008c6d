"""How far a lived day is from its plan: the settings of the dice."""

from __future__ import annotations

from dataclasses import dataclass

NORMAL, DOUBLE, NONE = "normal", "double", "none"
TIMES = {NONE: 0.0, NORMAL: 1.0, DOUBLE: 2.0}
"""By name, how many times normal noise it is."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Spreads and rates of what goes otherwise. The defaults are normal noise."""

    times: float = 1.0
    """All spreads and the rates that follow are taken so many times."""
    drive_sigma: float = 0.15
    """Of the logarithm of a drive's time over the travel table's."""
    work_sigma: float = 0.25
    """Of the logarithm of the working time over its mean, for jobs that give no spread."""
    no_show: float = 0.03
    """Share of customers who are not at home."""
    wrong_part: float = 0.02
    """Share of visits that end early because a part does not fit."""
    ill: float = 0.02
    """Share of engineers who drop out, half of them before the shift, half in mid-shift."""
    cancelled: float = 0.0
    """Share of customers who cancel during the day. Not multiplied."""
