"""What a VROOM document asks that we do not do, or says wrongly, is refused by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support import problem_files

from benchmarks.readers import vroom
from models.errors import FileUnusable

Json = dict[str, Any]
Change = Callable[[Json], object]


def _findings(document: object) -> list[tuple[str, str]]:
    with pytest.raises(FileUnusable) as error:
        vroom.read(document, "tiny")
    assert str(error.value).startswith("tiny: ")
    return [(found.code, found.path) for found in error.value.findings]


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ("max_travel_time", "vehicles[1].max_travel_time"),
        ("max_distance", "vehicles[1].max_distance"),
        ("steps", "vehicles[1].steps"),
    ],
)
def test_what_vehicles_may_ask_of_vroom_only(field: str, path: str) -> None:
    document = problem_files.vroom()
    document["vehicles"][1][field] = 1
    assert _findings(document) == [("problem-not-supported", path)]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d.update(options={"g": True}), "options"),
        (lambda d: d.update(geometry=True), "geometry"),
        (lambda d: d["jobs"][1].update(service_per_type={"van": 5}), "jobs[1].service_per_type"),
        (lambda d: d["jobs"][1].update(setup_per_type={"van": 5}), "jobs[1].setup_per_type"),
        (
            lambda d: d["shipments"][0]["pickup"].update(service_per_type={}),
            "shipments[0].pickup.service_per_type",
        ),
        (
            lambda d: d["vehicles"][0]["breaks"][0].update(max_load=[0]),
            "vehicles[0].breaks[0].max_load",
        ),
        (lambda d: d["vehicles"][0].update(costs={"per_km": 2}), "vehicles[0].costs.per_km"),
        (lambda d: d["vehicles"][0].update(costs={"fixed": 900}), "vehicles[0].costs.fixed"),
        (
            lambda d: d["vehicles"][0].update(costs={"per_task_hour": 1}),
            "vehicles[0].costs.per_task_hour",
        ),
    ],
)
def test_what_we_do_not_do_is_named(change: Change, path: str) -> None:
    document = problem_files.vroom()
    change(document)
    assert _findings(document) == [("problem-not-supported", path)]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d.update(depots=[]), "depots"),
        (lambda d: d["jobs"][1].update(priorty=3), "jobs[1].priorty"),
        (lambda d: d["vehicles"][0].update(color="red"), "vehicles[0].color"),
        (lambda d: d["vehicles"][0]["breaks"][0].update(x=1), "vehicles[0].breaks[0].x"),
        (lambda d: d["shipments"][0].update(service=3), "shipments[0].service"),
        (lambda d: d["matrices"]["car"].update(speeds=[]), "matrices.car.speeds"),
    ],
)
def test_a_field_that_vroom_does_not_have_is_named(change: Change, path: str) -> None:
    document = problem_files.vroom()
    change(document)
    assert _findings(document) == [("vroom-field-unknown", path)]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d["jobs"][0].update(service=-1), "jobs[0].service"),
        (lambda d: d["jobs"][0].update(service=1.5), "jobs[0].service"),
        (lambda d: d["jobs"][0].update(service=True), "jobs[0].service"),
        (lambda d: d["jobs"][0].update(service=None), "jobs[0].service"),
        (lambda d: d["jobs"][0].update(priority=101), "jobs[0].priority"),
        (lambda d: d["jobs"][0].update(id="a"), "jobs[0].id"),
        (lambda d: d["jobs"][0].update(skills=5), "jobs[0].skills"),
        (lambda d: d["jobs"][0].update(time_windows=[]), "jobs[0].time_windows"),
        (lambda d: d["jobs"][0].update(time_windows=[[2, 1]]), "jobs[0].time_windows[0]"),
        (lambda d: d["jobs"][0].update(time_windows=[[1, 5], [5, 9]]), "jobs[0].time_windows"),
        (lambda d: d["jobs"].__setitem__(1, 5), "jobs[1]"),
        (lambda d: d["vehicles"][0].update(time_window=[1]), "vehicles[0].time_window"),
        (lambda d: d["vehicles"][0].update(speed_factor=0), "vehicles[0].speed_factor"),
        (lambda d: d["vehicles"][0].update(speed_factor=5.1), "vehicles[0].speed_factor"),
        (lambda d: d["vehicles"][0].update(profile=3), "vehicles[0].profile"),
        (lambda d: d["vehicles"][0].update(speed_factor=1e-9), "matrices.car.durations"),
    ],
)
def test_a_wrong_value_is_named(change: Change, path: str) -> None:
    document = problem_files.vroom()
    change(document)
    assert ("problem-value-wrong", path) in _findings(document)


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (lambda d: d["jobs"][1].pop("id"), "vroom-field-missing", "jobs[1].id"),
        (
            lambda d: d["jobs"][1].pop("location_index"),
            "vroom-field-missing",
            "jobs[1].location_index",
        ),
        (
            lambda d: d["vehicles"][1].pop("start_index"),
            "vroom-field-missing",
            "vehicles[1].start_index",
        ),
        (
            lambda d: d["shipments"][0].pop("pickup"),
            "vroom-field-missing",
            "shipments[0].pickup",
        ),
        (lambda d: d.update(vehicles=[]), "vroom-field-missing", "vehicles"),
        (lambda d: d["jobs"][1].update(id=0), "vroom-id-twice", "jobs"),
        (lambda d: d["vehicles"][1].update(id=0), "vroom-id-twice", "vehicles"),
        (
            lambda d: d["vehicles"][0]["breaks"].append({"id": 0}),
            "vroom-id-twice",
            "vehicles[0].breaks",
        ),
        (lambda d: d["jobs"][1].update(location_index=4), "vroom-place-unknown",
         "jobs[1].location_index"),
        (lambda d: d["vehicles"][1].update(profile="bike"), "vroom-place-unknown",
         "matrices.bike"),
        (lambda d: d["jobs"][1].update(pickup=[1, 1]), "vroom-amounts-differ", "jobs[1].pickup"),
        (
            lambda d: d["vehicles"][1].pop("capacity"),
            "vroom-amounts-differ",
            "vehicles[1].capacity",
        ),
        (
            lambda d: d["matrices"]["car"]["durations"][2].pop(),
            "vroom-matrix-wrong",
            "matrices.car.durations[2]",
        ),
        (
            lambda d: d["matrices"]["car"]["durations"][2].__setitem__(1, 0.5),
            "vroom-matrix-wrong",
            "matrices.car.durations[2][1]",
        ),
        (
            lambda d: d["matrices"]["car"]["durations"][2].__setitem__(1, 2**31),
            "vroom-matrix-wrong",
            "matrices.car.durations[2][1]",
        ),
        (
            lambda d: d["matrices"]["car"].pop("durations"),
            "vroom-field-missing",
            "matrices.car.durations",
        ),
    ],
)  # fmt: skip
def test_a_document_that_does_not_hold_together_is_refused(
    change: Change, code: str, path: str
) -> None:
    document = problem_files.vroom()
    change(document)
    assert (code, path) in _findings(document)


def test_costs_of_one_profile_only_are_refused() -> None:
    document = problem_files.vroom()
    durations = document["matrices"]["car"]["durations"]
    document["matrices"]["bike"] = {"durations": durations, "costs": durations}
    document["vehicles"][1]["profile"] = "bike"
    assert _findings(document) == [("problem-not-supported", "matrices")]


def test_coordinates_off_the_globe_are_refused() -> None:
    document = problem_files.vroom_on_the_globe()
    document["jobs"][0]["location"] = [1.35, 103.9]  # exchanged: no latitude of 103.9
    assert _findings(document) == [("problem-value-wrong", "jobs[0].location")]


def test_all_findings_come_at_once() -> None:
    document = problem_files.vroom()
    document["jobs"][0]["service"] = -1
    document["vehicles"][0]["max_distance"] = 5
    document["matrices"]["car"]["durations"][0][0] = -1
    assert {path for _, path in _findings(document)} == {
        "jobs[0].service", "vehicles[0].max_distance", "matrices.car.durations[0][0]",
    }  # fmt: skip


@pytest.mark.parametrize("document", [None, [], 5, "text", {}])
def test_a_document_of_something_else_is_refused(document: object) -> None:
    assert _findings(document)
