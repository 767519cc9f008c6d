"""What a dispatcher hears of a day, and what every dispatcher has to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from benchmarks.lived.tours import TourVisit
    from benchmarks.lived.van import Van
    from benchmarks.lived.world import World
    from models.job import Job


class Dispatcher(Protocol):
    """A policy. Whatever it decides, it changes through `World`."""

    name: str
    calls_the_late: bool
    """Whether customers are called who will be met after their appointment."""

    def begin(self, world: World) -> None:
        """The day begins; customers know their appointments."""

    def departed(self, van: Van, visit: TourVisit) -> None:
        """An engineer has set out."""

    def arrived(self, van: Van, visit: TourVisit) -> None:
        """An engineer is at the place."""

    def started(self, van: Van, visit: TourVisit) -> None:
        """The work has begun."""

    def finished(self, van: Van, visit: TourVisit) -> None:
        """The work is done."""

    def failed(self, van: Van, visit: TourVisit) -> None:
        """The engineer leaves without it being done; the record says why."""

    def on_the_road_late(self, van: Van, visit: TourVisit, arrival: int) -> None:
        """A drive takes noticeably longer than the table says."""

    def overruns(self, van: Van, visit: TourVisit, finish: int) -> None:
        """The work will end later than its mean."""

    def unavailable(self, van: Van) -> None:
        """An engineer drops out; what is still open is in the van's queue."""

    def cancelled(self, job_id: str) -> None:
        """A customer needs no visit any more; it is out of all queues."""

    def comes_in(self, job: Job) -> None:
        """A call during the day, to be served today if that is possible."""

    def is_to_be_called(self, van: Van | None, job_id: str) -> bool:
        """Whether a customer has to be called now, at the latest moment, about a late arrival.

        `van` is the one that is to come, or on its way; None: nobody is to come.
        """

    def keeps(self, van: Van, visit: TourVisit) -> bool:
        """Whether an engineer who is free still sets out for the next visit."""


class Nobody:
    """The policy `none`: the plan is followed, only later."""

    name = "none"
    calls_the_late = False

    def begin(self, world: World) -> None:
        """Nothing to prepare."""

    def departed(self, van: Van, visit: TourVisit) -> None:
        """Nobody looks."""

    def arrived(self, van: Van, visit: TourVisit) -> None:
        """Nobody looks."""

    def started(self, van: Van, visit: TourVisit) -> None:
        """Nobody looks."""

    def finished(self, van: Van, visit: TourVisit) -> None:
        """Nobody looks."""

    def failed(self, van: Van, visit: TourVisit) -> None:
        """The engineer goes on with the next visit."""

    def on_the_road_late(self, van: Van, visit: TourVisit, arrival: int) -> None:
        """Nobody is called."""

    def overruns(self, van: Van, visit: TourVisit, finish: int) -> None:
        """Nobody is called."""

    def unavailable(self, van: Van) -> None:
        """The customers wait in vain."""
        van.queue.clear()

    def cancelled(self, job_id: str) -> None:
        """The engineer waits where he is for the next departure."""

    def comes_in(self, job: Job) -> None:
        """Tomorrow."""

    def is_to_be_called(self, van: Van | None, job_id: str) -> bool:
        """Nobody calls."""
        del van, job_id
        return False

    def keeps(self, van: Van, visit: TourVisit) -> bool:
        """Every visit is made, however late."""
        del van, visit
        return True
