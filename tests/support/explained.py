"""Plan a small day with the real search and look at what is said of the jobs left out.

Places lie on a line, ten minutes apart: place 0 is where engineers and depots are unless a test
says otherwise. Moments are those of `support.small_days`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from support.small_days import MIDNIGHT, ZONE, at

from models.clock import Clock
from models.places import PlaceIndex, index_places
from models.plan import Unplanned
from models.policy import EarlyBand, Policy
from models.scenario import Horizon, Scenario
from models.travel import MatrixTravel
from optimizer import native
from optimizer.decode import decode
from optimizer.encode import Encoded, encode
from optimizer.explain import explain
from optimizer.timing import RouteDecision
from optimizer.travel.build import build_travel
from optimizer.travel.tables import TravelTable
from optimizer.triage import triage

PLACES = 12
STEP_S = 600
LINE = tuple(tuple(abs(i - j) * STEP_S for j in range(PLACES)) for i in range(PLACES))


def scenario(*, days: int = 1, **fields: Any) -> Scenario:
    """A scenario that asks for places only, with five minutes at the door and no latest arrival.

    Appointments may be at any second.
    """
    return Scenario(
        **{
            "time_zone": ZONE,
            "horizon": Horizon(start=MIDNIGHT, end=MIDNIGHT + timedelta(days=days)),
            "travel": MatrixTravel(durations_s=LINE),
            "policy": Policy(
                required_fields=("place",),
                early_band=EarlyBand(least_s=300, most_s=None),
                appointment_raster_s=1,
            ),
        }
        | fields
    )


@dataclass(frozen=True)
class Searched:
    """A small day after the search, with everything that explaining it needs."""

    scenario: Scenario
    clock: Clock
    places: PlaceIndex
    travel: TravelTable
    encoded: Encoded
    engine: native.Engine
    routes: tuple[RouteDecision, ...] = field(init=False)

    def __post_init__(self) -> None:
        search = native.result_of(self.engine)
        object.__setattr__(self, "routes", decode(self.scenario, self.encoded, search))

    def explained(self) -> Mapping[str, Unplanned]:
        """What is said of each job left out."""
        said = explain(
            self.scenario, self.encoded, self.clock, self.places, self.travel, self.engine
        )
        return {one.job_id: one for one in said}


def searched(day: Scenario, *, iterations: int = 300, stop_at_once: bool = False) -> Searched:
    """Search a day; `stop_at_once`: before anything is put anywhere."""
    clock, places = Clock.of(day), index_places(day)
    travel = build_travel(day, places)
    jobs, _ = triage(day, clock)
    encoded = encode(day, jobs, clock, places, travel)
    engine = native.Engine(native.compile_problem(encoded.arrays), 0.0, iterations, 1, 1)
    if stop_at_once:
        engine.stop()
    engine.start()
    while not engine.wait(1.0):
        pass
    return Searched(day, clock, places, travel, encoded, engine)


def left_out(day: Scenario, job_id: str = "j", *, stop_at_once: bool = False) -> Unplanned | None:
    """What is said of one job; None if it is served."""
    return searched(day, stop_at_once=stop_at_once).explained().get(job_id)


def said_of(day: Scenario, job_id: str = "j", *, stop_at_once: bool = False) -> Unplanned:
    """What is said of a job that is certainly left out."""
    said = left_out(day, job_id, stop_at_once=stop_at_once)
    assert said is not None, f"{job_id} is served"
    return said


def local(text: str, day: int = 0) -> datetime:
    """The moment as a plan says it, with the offset of the local time."""
    clock = Clock(ZONE, MIDNIGHT)
    return clock.moment(clock.seconds(at(text, day)))


def codes(said: Unplanned | None) -> Sequence[str]:
    """The codes of the reasons, in order."""
    return [] if said is None else [one.code for one in said.reasons]
