"""Many callers at once: each asks for slots, holds one, thinks, books it or gives it back."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from benchmarks.load.client import Caller, Timings

BOOK_PERCENT = 75
"""Of the customers who have a slot held book it; the others give it back."""


@dataclass
class Promises:
    """What customers were promised, as acknowledged to the callers."""

    windows: dict[str, dict[str, str]] = field(default_factory=dict)
    """By job."""
    full: int = 0
    """Customers for whom no window was left."""
    taken: int = 0
    """Windows that somebody else was faster to take."""


@dataclass(frozen=True)
class Load:
    """How many call, how often, for how long."""

    callers: int
    seconds: float
    think_s: float
    """Average pause of a caller before every step."""
    first: int = 0
    """Number of the first caller: jobs of different callers have different ids."""


def call_all(
    url: str,
    key: str,
    day: str,
    jobs: list[dict[str, Any]],
    load: Load,
    *,
    until_broken: bool = False,
) -> tuple[Timings, Promises]:
    """Let all callers call until the time is over, or a request is not answered."""
    timings, promises, lock = Timings(), Promises(), threading.Lock()
    until = time.monotonic() + load.seconds

    def over() -> bool:
        return time.monotonic() > until or (until_broken and bool(timings.broken))

    threads = [
        threading.Thread(
            target=_call,
            args=(
                Caller(url, key, timings),
                day,
                jobs,
                load,
                number,
                over,
                promises,
                lock,
            ),
        )
        for number in range(load.first, load.first + load.callers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return timings, promises


def _call(
    caller: Caller,
    day: str,
    jobs: list[dict[str, Any]],
    load: Load,
    number: int,
    over: Callable[[], bool],
    promises: Promises,
    lock: threading.Lock,
) -> None:
    dice = random.Random(number)
    count = 0

    def think() -> None:
        time.sleep(dice.expovariate(1 / load.think_s) if load.think_s else 0.0)

    while not over():
        count += 1
        job = dice.choice(jobs) | {"id": f"CALL-{number}-{count}"}
        think()
        status, slots, _ = caller.ask(
            "ask for slots", "POST", f"/v1/days/{day}/slots", {"job": job}
        )
        if status != 200 or not slots["offers"]:
            with lock:
                promises.full += status == 200
            continue
        window = dice.choice(slots["offers"][:5])["window"]
        think()
        asked = {"job": job, "window": window}
        status, hold, _ = caller.ask("hold", "POST", f"/v1/days/{day}/holds", asked)
        if status != 201:
            with lock:
                promises.taken += status == 409
            continue
        think()
        if dice.randrange(100) >= BOOK_PERCENT:
            caller.ask("release", "DELETE", f"/v1/days/{day}/holds/{hold['id']}")
            continue
        body = {"hold_id": hold["id"]}
        status, booked, _ = caller.ask("book", "POST", f"/v1/days/{day}/bookings", body)
        if status == 201:
            with lock:
                promises.windows[booked["job_id"]] = booked["window"]
    caller.close()
