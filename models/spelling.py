"""The known name that a misspelt one was probably meant to be."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name that looks most like a misspelt one; None where none is close."""
    folded = {one.casefold(): one for one in known}
    matches = get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.5)
    return folded[matches[0]] if matches else None


def did_you_mean(name: str, known: Collection[str]) -> str:
    """The end of a sentence about an unknown name; nothing where nothing is close."""
    match = nearest(name, known)
    return f" (did you mean '{match}'?)" if match is not None else ""
