"""The checker's own great circle and the one that plans are made with give the same seconds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.checkers.vroom_travel import Travel
from benchmarks.readers import vroom
from benchmarks.travel import travel_table

POINTS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(POINTS, st.floats(-1, 1), st.floats(-1, 1), POINTS, st.floats(0.1, 5))
def test_both_give_the_same_seconds(
    home: tuple[float, float],
    east: float,
    north: float,
    far: tuple[float, float],
    factor: float,
) -> None:
    near = max(-180.0, min(180.0, home[0] + east)), max(-90.0, min(90.0, home[1] + north))
    vehicle = {"id": 0, "start": list(home), "speed_factor": factor}
    jobs = [{"id": i, "location": list(point)} for i, point in enumerate((near, far))]
    document = {"vehicles": [vehicle], "jobs": jobs}
    instance = vroom.read(document)
    table, travel = travel_table(instance), Travel(document)
    points = [home, near, far]
    places = [instance.vehicles[0].start or 0, *(job.stop.place for job in instance.jobs)]
    for origin, start in zip(points, places, strict=True):
        for destination, end in zip(points, places, strict=True):
            ours = table.base_s(instance.vehicles[0].profile, start, end)
            # Metres are rounded; two ways to compute the same may fall on both sides of a half.
            per_metre = 3600 / (28_000 * factor)
            assert abs(ours - travel.seconds(vehicle, origin, destination)) <= 1 + per_metre
