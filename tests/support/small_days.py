"""Builders of small days with places by matrix index: short to write, easy to compute by hand.

All moments are given as local "HH:MM" or "HH:MM:SS" of Monday 2 March 2026 in Shanghai, which has
no DST; the horizon is that whole day, so its second 0 is midnight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.clock import Clock
from models.engineer import Engineer, Shift
from models.job import Job, Window
from models.part import Depot, Interval
from models.place import Place
from models.places import PlaceIndex, index_places
from models.policy import EarlyBand, Policy, Rates
from models.scenario import Horizon, Scenario
from models.timeline import Timeline, Visit, walk
from models.travel import MatrixTravel, TravelTimes

MIDNIGHT = datetime.fromisoformat("2026-03-02T00:00")
ZONE = "Asia/Shanghai"


def at(text: str, day: int = 0) -> datetime:
    """The local moment on the `day`-th day of the horizon."""
    parts = [int(part) for part in text.split(":")]
    span = timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2] if parts[2:] else 0)
    return MIDNIGHT + timedelta(days=day) + span


def sec(text: str, day: int = 0) -> int:
    """The same moment in seconds from the start of the horizon."""
    return (at(text, day) - MIDNIGHT) // timedelta(seconds=1)


def window(start: str, end: str, day: int = 0) -> Window:
    return Window(start=at(start, day), end=at(end, day))


def job(job_id: str, place: int | None, **fields: Any) -> Job:
    """A job of 30 minutes at a matrix index; None: nobody knows where."""
    return Job(id=job_id, place=Place(matrix_index=place), **{"duration_s": 1800} | fields)


def engineer(**fields: Any) -> Engineer:
    """Works 08:00 to 17:00 from the place with index 0, and starts at its depot if there is one."""
    given: dict[str, Any] = {
        "id": "e1",
        "name": "Li Wei",
        "phone": "138-0000-0001",
        "shifts": (Shift(start=at("08:00"), end=at("17:00")),),
    }
    if "start_depot_id" not in fields:
        given["start_place"] = Place(matrix_index=0)
    return Engineer(**given | fields)


def depot(**fields: Any) -> Depot:
    """A depot at index 0, always open, where a collection takes 10 minutes."""
    return Depot(**{"id": "d1", "place": Place(matrix_index=0), "handling_s": 600} | fields)


def opening(start: str, end: str, day: int = 0) -> Interval:
    return Interval(start=at(start, day), end=at(end, day))


def no_band() -> Policy:
    """As in research sets: start on arrival, or when the window opens."""
    return Policy(early_band=EarlyBand(least_s=0, most_s=None), rates=Rates())


@dataclass(frozen=True)
class Day:
    """A scenario with all that a route in it needs."""

    scenario: Scenario
    clock: Clock
    places: PlaceIndex
    travel: TravelTimes

    def walk(self, *visits: Visit | str, engineer: int = 0, shift: int = 0) -> Timeline:
        """Walk one route; a plain job id is a visit that draws nothing."""
        return walk(
            self.scenario,
            self.clock,
            self.places,
            self.travel,
            self.scenario.engineers[engineer],
            shift,
            [Visit(one) if isinstance(one, str) else one for one in visits],
        )


def day(
    travel: TravelTimes,
    jobs: Sequence[Job],
    engineers: Sequence[Engineer] = (),
    days: int = 1,
    policy: Policy | None = None,
    **fields: Any,
) -> Day:
    """A day of these jobs, with the engineer of `engineer()` unless others are given.

    Whatever the policy, jobs need not carry what customers would be asked for. Appointments may be
    at any second unless the policy names their raster: so numbers by hand are exact.
    """
    policy = policy or Policy()
    eased: dict[str, Any] = {"required_fields": ()}
    if "appointment_raster_s" not in policy.model_fields_set:
        eased["appointment_raster_s"] = 1
    scenario = Scenario(
        **{
            "time_zone": ZONE,
            "horizon": Horizon(start=MIDNIGHT, end=MIDNIGHT + timedelta(days=days)),
            "jobs": tuple(jobs),
            "engineers": tuple(engineers) or (engineer(),),
            "travel": MatrixTravel(durations_s=((0,),)),
            "policy": policy.model_copy(update=eased),
        }
        | fields
    )
    places = index_places(scenario)
    numbers = [place.matrix_index for place in places.places]
    assert numbers == list(range(len(numbers))), "number places in order: start, depots, jobs"
    return Day(scenario, Clock.of(scenario), places, travel)
