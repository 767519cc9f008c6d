"""Ctrl-C and SIGTERM: before the search they end the program, after that they end the search.

A plan that was found is worth more than the rest of the time asked for, so during the search a
signal only raises a flag that the search looks at; it then hands over the best plan so far. While
files are written the signal waits until they are whole. Hands that shake send it twice, so only
the third one ends the program there and then.
"""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Self

from service import console

CAUGHT = (signal.SIGINT, signal.SIGTERM)
PATIENCE = 2
"""So many signals are waited out; the next one is not."""


class Stopped(BaseException):
    """A signal came while there was nothing to save. Not an Exception: nothing may swallow it."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number


class StopSignals:
    """Catches the signals inside its `with` block, and puts the old handling back after it."""

    def __init__(self) -> None:
        self._patient = False
        self._count = 0
        self._said = False
        self._before: dict[int, signal._HANDLER] = {}

    def __enter__(self) -> Self:
        for number in CAUGHT:
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def wait_from_now_on(self) -> None:
        """From here on there is something to save: a signal only raises the flag."""
        self._patient = True

    def came(self) -> bool:
        """Whether a signal has come that is being waited out."""
        return self._count > 0

    def said_once(self) -> bool:
        """`came`; the first time that it is so, people are told that they were heard."""
        if self.came() and not self._said:
            self._said = True
            console.say("Stopping: the best plan found so far is being finished and written.")
        return self._said

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        if not self._patient:
            raise Stopped(number)
        self._count += 1
        if self._count > PATIENCE:
            raise Stopped(number)
