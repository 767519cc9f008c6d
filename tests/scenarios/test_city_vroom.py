"""Cities in the JSON of VROOM: its shape, and the same city as the scenario."""

from __future__ import annotations

import json
from typing import Any

import pytest

from models.clock import Clock
from models.travel import MatrixTravel
from scenarios.city import generate_city
from scenarios.city_vroom import city_as_vroom


@pytest.mark.parametrize("base", ["homes", "depot"])
def test_the_shape_is_what_route_planners_read(base: Any) -> None:
    city = city_as_vroom(40, 2, river=1, base=base)
    assert set(city) == {"vehicles", "jobs", "matrices"}
    vehicle, job = city["vehicles"][0], city["jobs"][0]
    assert set(vehicle) == {
        "id", "profile", "start_index", "end_index", "capacity", "skills", "time_window",
    }  # fmt: skip
    assert set(job) == {
        "id", "location_index", "service", "delivery", "skills", "priority", "time_windows",
    }  # fmt: skip
    assert len(vehicle["capacity"]) == len(job["delivery"]) == 8
    # Everybody starts at the one depot, or each at a home of their own.
    places = 40 + (1 if base == "depot" else len(city["vehicles"]))
    durations = city["matrices"]["car"]["durations"]
    assert [len(row) for row in durations] == [places] * places
    assert all(durations[k][k] == 0 for k in range(places))
    assert sorted(job["location_index"] for job in city["jobs"]) == list(range(places - 40, places))
    assert json.loads(json.dumps(city)) == city


def test_above_three_thousand_jobs_places_have_longitude_and_latitude() -> None:
    city = city_as_vroom(3001, 2)
    assert "matrices" not in city
    longitude, latitude = city["jobs"][0]["location"]
    assert 116 < longitude < 118
    assert 36 < latitude < 38
    assert city["vehicles"][0]["start"] == city["vehicles"][0]["end"]
    assert "location_index" not in city["jobs"][0]


@pytest.mark.parametrize("base", ["homes", "depot"])
@pytest.mark.parametrize("load", ["normal", "overloaded"])
def test_both_formats_of_a_seed_are_one_city(base: Any, load: Any) -> None:
    vroom = city_as_vroom(60, 5, river=1, base=base, load=load)
    scenario = generate_city(60, 5, river=1, base=base, load=load)
    clock = Clock.of(scenario)
    assert len(vroom["vehicles"]) == len(scenario.engineers)
    skill_names = ["laundry", "refrigeration", "air_conditioning", "kitchen", "electronics"]
    skill_names.append("computers")
    part_names = ["BOARD", "POWER", "MOTOR", "PUMP", "SENSOR", "SEAL", "RELAY", "CABLE"]
    for theirs, ours in zip(vroom["jobs"], scenario.jobs, strict=True):
        assert theirs["service"] == ours.duration_s
        assert theirs["priority"] == ours.priority
        assert [skill_names[k - 1] for k in theirs["skills"]] == [n.skill for n in ours.skills]
        needed = {need.part_id: need.quantity for need in ours.parts}
        assert theirs["delivery"] == [needed.get(name, 0) for name in part_names]
        window = ours.windows[0]
        assert theirs["time_windows"] == [[clock.seconds(window.start), clock.seconds(window.end)]]
        assert theirs["location_index"] == ours.place.matrix_index
        # Levels never decide who can go, as VROOM knows none: jobs need 1 or 2, all have 2 or more.
        assert max(need.level for need in ours.skills) <= 2
    for van, engineer in zip(vroom["vehicles"], scenario.engineers, strict=True):
        assert van["capacity"] == [engineer.van_stock.get(name, 0) for name in part_names]
        assert {skill_names[k - 1] for k in van["skills"]} == set(engineer.skills)
        assert min(engineer.skills.values()) >= 2
        shift = engineer.shifts[0]
        assert van["time_window"] == [clock.seconds(shift.start), clock.seconds(shift.end)]
    assert isinstance(scenario.travel, MatrixTravel)
    durations = vroom["matrices"]["car"]["durations"]
    rows = scenario.travel.durations_s or ()
    assert durations == [list(row[: len(durations)]) for row in rows[: len(durations)]]
