"""Ids that the service gives: what kind of thing it is, when it was made, and chance.

They sort by the moment they were made, to the millisecond, so lists can be paged by them.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated

from fastapi import Path

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
TIME_DIGITS = 10
CHANCE_DIGITS = 16
ID_PATTERN = r"^[a-z]{3}_[0-9a-z]{26}$"


def new_id(kind: str, now: datetime) -> str:
    """An id such as `pln_01k...`; `kind` is three letters."""
    number = (int(now.timestamp() * 1000) << (5 * CHANCE_DIGITS)) | secrets.randbits(
        5 * CHANCE_DIGITS
    )
    digits = TIME_DIGITS + CHANCE_DIGITS
    text = "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(digits)))
    return f"{kind}_{text}"


ScenarioId = Annotated[str, Path(pattern=ID_PATTERN, examples=["scn_06ew5g0rmh8qzvk3w2x9c7d1ta"])]
PlanId = Annotated[str, Path(pattern=ID_PATTERN, examples=["pln_06ew5g0rmh8qzvk3w2x9c7d1ta"])]
RunId = Annotated[str, Path(pattern=ID_PATTERN, examples=["run_06ew5g0rmh8qzvk3w2x9c7d1ta"])]
