"""Documents that stay in memory once they were parsed: they never change, so they may be shared."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from service.store.session import OrganisationSession

Parsed = TypeVar("Parsed")


class Kept(Generic[Parsed]):
    """The documents used last, by organisation and digest."""

    def __init__(self, most: int, parse: Callable[[bytes], Parsed]) -> None:
        self._most = most
        self._parse = parse
        self._found: OrderedDict[tuple[str, str], Parsed] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, session: OrganisationSession, digest: str) -> Parsed:
        """The document of a digest, parsed. Raises LookupError when there is none."""
        key = (session.organisation_id, digest)
        with self._lock:
            known = self._found.get(key)
            if known is not None:
                self._found.move_to_end(key)
                return known
        parsed = self._parse(session.document(digest))
        with self._lock:
            self._found[key] = parsed
            if len(self._found) > self._most:
                self._found.popitem(last=False)
        return parsed
