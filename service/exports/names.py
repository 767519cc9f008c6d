"""File names from ids that people chose: safe everywhere, unique, and the same in every run."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

LONGEST_STEM = 100
"""Bytes of UTF-8; file systems allow 255 for the whole name."""
RESERVED = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""Names that some systems keep for devices."""


def file_names(ids: Iterable[str], suffix: str) -> Mapping[str, str]:
    """A file name with `suffix` for every id.

    Letters and digits of any script, `-` and `_` stay, and single dots inside. An id that cannot
    stay as it is, or that another id would be taken for (`a` and `A` are one file on some systems),
    gets a digest of itself at the end.
    """
    wanted = tuple(dict.fromkeys(ids))
    stems = {one: _stem(one) for one in wanted}
    taken = Counter(_as_compared(stem) for stem in stems.values())
    names = {}
    used: set[str] = set()
    for one, stem in stems.items():
        unclear = stem != one or taken[_as_compared(stem)] > 1 or stem.casefold() in RESERVED
        name = f"{stem}-{_digest(one)[:8]}" if unclear else stem
        if _as_compared(name) in used:
            name = f"{stem}-{_digest(one)}"
        used.add(_as_compared(name))
        names[one] = f"{name}{suffix}"
    return names


def _stem(one: str) -> str:
    """The id with everything unsafe replaced, never empty, never hidden, never too long."""
    kept = "".join(
        letter if letter.isalnum() or letter in "-_." else "_"
        for letter in unicodedata.normalize("NFC", one)
    )
    while ".." in kept:
        kept = kept.replace("..", ".")
    cut = kept.encode()[:LONGEST_STEM].decode(errors="ignore")
    return cut.strip(".-") or "engineer"


def _as_compared(name: str) -> str:
    """What a file system that ignores case and spelling variants compares names by."""
    return unicodedata.normalize("NFKC", name).casefold()


def _digest(one: str) -> str:
    return hashlib.sha256(one.encode("utf-8", errors="surrogatepass")).hexdigest()
