"""VROOM documents become instances with VROOM's own defaults."""

from __future__ import annotations

import numpy as np
from support import problem_files

from benchmarks.instance import Break, InstanceJob, Objective, Stop, Vehicle
from benchmarks.readers import vroom


def test_everything_that_is_written_arrives() -> None:
    instance = vroom.read(problem_files.vroom(), "tiny")
    first, second = instance.vehicles
    job, other, shipment = instance.jobs

    assert (instance.objective, instance.units) == (Objective.TRAVEL, 1)
    assert first == Vehicle(
        id=0,
        start=0,
        end=0,
        window=(0, 1000),
        profile="car",
        skills=frozenset({1, 2}),
        capacity=(3,),
        breaks=(Break(0, ((200, 400),), 30),),
        max_tasks=4,
    )
    assert (second.end, second.window) == (None, vroom.ANY_TIME)
    assert job == InstanceJob(
        id=0,
        stop=Stop(1, ((100, 150), (500, 600)), 50, 5),
        priority=10,
        skills=frozenset({1}),
        delivery=(2,),
        pickup=(0,),
    )
    assert (other.stop, other.delivery, other.pickup) == (Stop(2, (), 20), (0,), (1,))
    assert (shipment.goods_id, shipment.goods) == (0, Stop(3, (), 10))
    assert (shipment.id, shipment.stop, shipment.amount) == (1, Stop(1, (), 40), (1,))
    assert (shipment.priority, shipment.skills) == (5, frozenset({2}))


def test_matrices_are_contiguous_integers_with_the_origin_in_the_row() -> None:
    durations = vroom.read(problem_files.vroom()).durations["car"]
    assert durations.dtype == np.int32
    assert durations.flags.c_contiguous
    assert (durations[1, 0], durations[0, 1]) == (11, 10)


def test_no_capacity_anywhere_means_that_nothing_is_limited() -> None:
    document = {
        "vehicles": [{"id": 0, "start_index": 0}],
        "jobs": [{"id": 0, "location_index": 0}],
        "matrices": {"car": {"durations": [[0]]}},
    }
    instance = vroom.read(document)
    assert instance.vehicles[0].capacity is None
    assert instance.jobs[0].delivery == ()


def test_windows_are_put_in_order() -> None:
    document = problem_files.vroom()
    document["jobs"][0]["time_windows"] = [[500, 600], [100, 150]]
    assert vroom.read(document).jobs[0].stop.windows == ((100, 150), (500, 600))


def test_a_break_without_windows_is_taken_at_any_time_of_the_shift() -> None:
    document = problem_files.vroom()
    del document["vehicles"][0]["breaks"][0]["time_windows"]
    assert vroom.read(document).vehicles[0].breaks == (Break(0, ((0, 1000),), 30),)


def test_timestamps_of_today_fit() -> None:
    document = problem_files.vroom()
    document["vehicles"][0]["time_window"] = [1_795_000_000, 1_795_030_000]
    document["vehicles"][0]["breaks"] = []
    document["vehicles"][1]["speed_factor"] = 2.0
    window = vroom.read(document).vehicles[0].window
    assert window == (179_500_000_000, 179_503_000_000)  # hundredths, beyond 32 bits


def test_speed_factors_are_rounded_to_hundredths_as_vroom_does() -> None:
    document = problem_files.vroom()
    document["vehicles"][0]["speed_factor"] = 1.6
    instance = vroom.read(document)
    # 1 / 1.6 = 0.625 -> 63 hundredths (half is rounded up); VROOM's own answer for a leg of
    # 100 seconds is a duration of 63.
    fast, usual = (instance.durations[one.profile] for one in instance.vehicles)
    assert instance.units == 100
    assert (fast[0, 1], usual[0, 1]) == (630, 1000)
    assert instance.jobs[0].stop == Stop(1, ((10000, 15000), (50000, 60000)), 5000, 500)


def test_vehicles_alike_in_profile_and_speed_share_a_matrix() -> None:
    document = problem_files.vroom()
    for vehicle in document["vehicles"]:
        vehicle["speed_factor"] = 0.5
    assert len(vroom.read(document).durations) == 1


def test_coordinates_come_out_as_latitude_and_longitude_once_for_each_place() -> None:
    instance = vroom.read(problem_files.vroom_on_the_globe())
    assert instance.coordinates is not None
    assert instance.coordinates.tolist() == [[1.29, 103.85], [1.35, 103.9], [1.3, 103.8]]
    assert [job.stop.place for job in instance.jobs] == [1, 1, 2]
    assert (instance.durations, instance.speeds, instance.units) == ({}, {"car": 1.0}, 1)


def test_costs_that_all_profiles_share_are_kept_in_the_units_of_the_file() -> None:
    document = problem_files.vroom()
    matrices = document["matrices"]
    matrices["car"]["costs"] = [[0, 1, 1, 1]] * 4
    matrices["bike"] = {"durations": matrices["car"]["durations"], "costs": [[0, 1, 1, 1]] * 4}
    document["vehicles"][1] |= {"profile": "bike", "speed_factor": 0.5}
    costs = vroom.read(document).costs
    assert costs is not None
    assert costs.tolist() == [[0, 1, 1, 1]] * 4


def test_older_names_of_fields_are_read() -> None:
    document = problem_files.vroom()
    document["matrix"] = document.pop("matrices")["car"]["durations"]
    document["jobs"][0]["amount"] = document["jobs"][0].pop("delivery")
    document["vehicles"][0]["costs"] = {"fixed": 0, "per_hour": 3600, "per_km": 0}
    old, new = vroom.read(document), vroom.read(problem_files.vroom())
    assert old.jobs == new.jobs
    assert np.array_equal(old.durations["car"], new.durations["car"])


def test_jobs_pickups_and_deliveries_count_their_ids_apart() -> None:
    document = problem_files.vroom()
    document["shipments"][0]["delivery"]["id"] = 0
    assert [job.id for job in vroom.read(document).jobs] == [0, 1, 0]
