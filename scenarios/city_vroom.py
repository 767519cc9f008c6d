"""A synthetic city in the JSON of VROOM, as other route planners read it."""

from __future__ import annotations

from typing import Any

import numpy as np

from scenarios.city_map import coordinates
from scenarios.city_numbers import SKILLS, Base, City, Load, draw_city
from scenarios.dice import Whole

MOST_JOBS_WITH_MATRIX = 3000
"""Up to so many jobs the travel matrix lies in the file; above, places have coordinates."""


def city_as_vroom(
    jobs: int, seed: int, river: int = 0, base: Base = "homes", load: Load = "normal"
) -> dict[str, Any]:
    """The city of `generate_city` with the same arguments, as far as VROOM can say it.

    VROOM knows no levels, no traffic by hour, no early band, no depot stock and no inbound parts:
    skills are numbers from 1, van stock is capacity, and one matrix of seconds holds all day.

    Raises:
        InputUnusable: a size is out of bounds.
    """
    city = draw_city(jobs, seed, river, base, load)
    places, base_index, job_index = city_places(city)
    embed = jobs <= MOST_JOBS_WITH_MATRIX
    where = coordinates(places)[:, ::-1].tolist()

    def at(name: str, index: int) -> dict[str, Any]:
        """A place by matrix index, or as longitude and latitude."""
        return {f"{name}_index": index} if embed else {name: where[index]}

    document: dict[str, Any] = {
        "vehicles": [
            {
                "id": number,
                "profile": "car",
                **at("start", int(base_index[number])),
                **at("end", int(base_index[number])),
                "capacity": stock,
                "skills": [skill + 1 for skill in range(SKILLS) if levels[skill]],
                "time_window": [begins, ends],
            }
            for number, (stock, levels, begins, ends) in enumerate(
                zip(
                    city.engineers.stock.tolist(),
                    city.engineers.levels.tolist(),
                    city.engineers.begins.tolist(),
                    city.engineers.ends.tolist(),
                    strict=True,
                )
            )
        ],
        "jobs": [
            {
                "id": number,
                **at("location", int(job_index[number])),
                "service": service,
                "delivery": parts,
                "skills": [skill + 1 for skill in range(SKILLS) if needs[skill]],
                "priority": priority,
                "time_windows": [[opens, closes]],
            }
            for number, (service, parts, needs, priority, opens, closes) in enumerate(
                zip(
                    city.jobs.service_s.tolist(),
                    city.jobs.parts.tolist(),
                    city.jobs.needs.tolist(),
                    city.jobs.priority.tolist(),
                    city.jobs.opens.tolist(),
                    city.jobs.closes.tolist(),
                    strict=True,
                )
            )
        ],
    }
    if embed:
        seconds, _ = city_matrix(city)
        used = int(job_index[-1]) + 1  # a depot where nobody starts comes after that
        document["matrices"] = {"car": {"durations": seconds[:used, :used].tolist()}}
    return document


def city_places(city: City) -> tuple[Whole, Whole, Whole]:
    """All places once, and the index into them of every engineer's base and every job.

    In order: the depot if anybody starts there, homes, jobs, the depot if nobody does.
    """
    at_depot = city.engineers.at_depot
    depot_first = int(at_depot.any())
    homes = city.engineers.points[~at_depot]
    places = np.concatenate(
        [city.depot[:depot_first], homes, city.jobs.points, city.depot[depot_first:]]
    )
    bases = np.where(at_depot, 0, depot_first - 1 + np.cumsum(~at_depot))
    jobs = depot_first + len(homes) + np.arange(len(city.jobs.points))
    return places, bases, jobs


def city_matrix(city: City) -> tuple[Whole, Whole]:
    """Seconds and road metres between all of `city_places`; 0 from a place to itself."""
    places, _, _ = city_places(city)
    straight = city.ground.straight_m(places, places)
    seconds = city.ground.travel_s(places, places, straight)
    np.fill_diagonal(seconds, 0)
    return seconds, city.ground.road_m(straight)
