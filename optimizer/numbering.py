"""Numbers for names: what the core knows of skills, parts and vehicle profiles."""

from __future__ import annotations


class Numbering:
    """Gives every name a number from 0 on, in the order of first use."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}
        self.names: list[str] = []

    def of(self, name: str) -> int:
        """The number of `name`."""
        if name not in self.index:
            self.index[name] = len(self.names)
            self.names.append(name)
        return self.index[name]
