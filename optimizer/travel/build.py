"""From the travel settings of a scenario to the table that answers for its places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import floor
from pathlib import Path

import numpy as np

from models.clock import Clock
from models.errors import ScenarioInvalid
from models.findings import Finding, Severity, finding, register
from models.place import Place
from models.places import PlaceIndex
from models.scenario import Horizon, Scenario
from models.travel import GreatCircleTravel, MatrixTravel, TravelSettings
from optimizer.travel.arrays import read_only
from optimizer.travel.great_circle import GreatCircleTable, unit_vectors_of
from optimizer.travel.hourly import HourlyMatrixTable
from optimizer.travel.hours import local_hours
from optimizer.travel.matrix import MatrixTravelTable
from optimizer.travel.matrix_check import HOURS_FACTOR, UNEVEN, Matrices, check_matrices
from optimizer.travel.matrix_source import read_matrices
from optimizer.travel.speed import PERMILLE, SpeedByHour
from optimizer.travel.tables import TravelTable

NO_COORDINATES = register(
    "place-without-coordinates",
    Severity.ERROR,
    "Travel is worked out from coordinates, and a place has none.",
    "Give latitude and longitude, or have the address looked up.",
)
NO_MATRIX_INDEX = register(
    "place-without-matrix-index",
    Severity.ERROR,
    "Travel comes from a matrix, and a place does not say which row of it is its own.",
    "Give the place's `matrix_index`, or use travel of the kind `great_circle`.",
)
TOO_SMALL = register(
    "matrix-too-small",
    Severity.ERROR,
    "A place's `matrix_index` is beyond the last row of the matrix (the first is 0).",
    "Correct the index, or give the matrix that belongs to these places.",
)
PROFILE_UNKNOWN = register(
    "travel-profile-unknown",
    Severity.ERROR,
    "An engineer's vehicle profile is not among the profiles of the travel settings.",
    "Add it to `travel.profile_speed_percent`, or correct the engineer's `vehicle_profile`.",
)
TOO_SLOW = register(
    "travel-speed-too-low",
    Severity.ERROR,
    "A vehicle profile is slower than 1 km/h in the fastest hour of the day.",
    "Correct `travel.speed_kmh_by_hour` or the percentage of the profile.",
)

HOURS_TWICE = register(
    "travel-hours-given-twice",
    Severity.ERROR,
    "The matrix has 24 hours, and the travel settings give a speed by hour as well.",
    "Leave `travel.speed_percent_by_hour` out, or give one matrix for all hours.",
)

SLOWEST_M_PER_H = 1000
"""Keeps the seconds of any leg on earth within 32 bits."""


def build_travel(
    scenario: Scenario,
    places: PlaceIndex,
    base_folder: Path | None = None,
    matrices: Matrices | None = None,
) -> TravelTable:
    """Make the table that the scenario's travel settings ask for.

    Args:
        scenario: whose `travel`, `time_zone`, `horizon` and vehicle profiles count.
        places: all places that will be asked for, in the order of the table.
        base_folder: the folder of the scenario file, where a matrix file is looked for. Without it
            no file is read: what comes over a network must not name files of the machine.
        matrices: what `read_checked` gave for these settings, where it was read before.

    Raises:
        FileUnusable: the matrix file cannot be read.
        InputUnusable: matrix, settings or places do not fit; with all findings.
    """
    settings = scenario.travel
    if isinstance(settings, GreatCircleTravel):
        return _great_circle(scenario, settings, places)
    return _matrix(scenario, settings, places, base_folder, matrices)


def read_checked(settings: MatrixTravel, base_folder: Path | None = None) -> Matrices:
    """The whole matrix that the settings give or name.

    Raises:
        FileUnusable: the matrix file cannot be read.
        InputUnusable: it is no matrix of travel times; with all findings.
    """
    return check_matrices(read_matrices(settings, base_folder))


def can_locate(settings: TravelSettings, place: Place) -> bool:
    """Whether travel to a place can be worked out with these settings.

    It can say no for a place that `Place.is_resolved`: coordinates do not find a row of a matrix.
    """
    if isinstance(settings, GreatCircleTravel):
        return place.has_coordinates
    return place.matrix_index is not None


def _great_circle(
    scenario: Scenario, settings: GreatCircleTravel, places: PlaceIndex
) -> GreatCircleTable:
    speeds = settings.speed_kmh_by_hour
    fastest = max(speeds)
    reference_m_per_h = {
        profile: floor(1000.0 * fastest * percent / 100.0 + 0.5)
        for profile, percent in settings.profile_speed_percent.items()
    }
    findings = [
        *_profile_findings(scenario),
        *_uneven_findings("travel.speed_kmh_by_hour", speeds),
        *_place_findings(scenario, places),
    ]
    findings += (
        finding(
            TOO_SLOW,
            f"the profile {profile!r} drives {speed} metres per hour",
            path=f"travel.profile_speed_percent.{profile}",
            value=settings.profile_speed_percent[profile],
        )
        for profile, speed in reference_m_per_h.items()
        if speed < SLOWEST_M_PER_H
    )
    _raise_if(findings)
    permille = [floor(PERMILLE * speed / fastest + 0.5) for speed in speeds]
    return GreatCircleTable(
        unit_vectors_of(places.places),
        settings.road_factor,
        reference_m_per_h,
        _speed_of_day(scenario.time_zone, scenario.horizon, tuple(permille)),
    )


def _matrix(
    scenario: Scenario,
    settings: MatrixTravel,
    places: PlaceIndex,
    base_folder: Path | None,
    matrices: Matrices | None,
) -> MatrixTravelTable | HourlyMatrixTable:
    percents = settings.speed_percent_by_hour
    findings = [*_profile_findings(scenario), *_place_findings(scenario, places)]
    if percents is not None:
        findings += _uneven_findings("travel.speed_percent_by_hour", percents)
    _raise_if(findings)
    if matrices is None:
        matrices = read_checked(settings, base_folder)
    _raise_if(list(_index_findings(scenario, places, matrices.size)))

    index = np.array([place.matrix_index for place in places.places], dtype=np.intp)
    rows, columns = index[:, None], index[None, :]
    durations_s = read_only(matrices.durations_s[..., rows, columns], np.int32)
    distances_m = (
        None
        if matrices.distances_m is None
        else read_only(matrices.distances_m[rows, columns], np.int32)
    )
    profiles = dict(settings.profile_speed_percent)
    clock = Clock.of(scenario)
    if matrices.is_hourly:
        if percents is not None:
            message = "travel.speed_percent_by_hour is given beside 24 matrices"
            _raise_if([finding(HOURS_TWICE, message, path="travel.speed_percent_by_hour")])
        hours = local_hours(clock, scenario.horizon)
        return HourlyMatrixTable(durations_s, distances_m, profiles, hours)
    speed = (
        None
        if percents is None
        else _speed_of_day(
            scenario.time_zone,
            scenario.horizon,
            tuple(percent * PERMILLE // 100 for percent in percents),
        )
    )
    return MatrixTravelTable(durations_s, distances_m, profiles, speed)


@lru_cache(maxsize=64)
def _speed_of_day(time_zone: str, horizon: Horizon, permille: tuple[int, ...]) -> SpeedByHour:
    """Laid out once for all the small scenarios that are made of one."""
    return SpeedByHour.of_day(Clock(time_zone, horizon.start), horizon, permille)


def _raise_if(findings: list[Finding]) -> None:
    if findings:
        raise ScenarioInvalid(findings[0].message, findings)


def _profile_findings(scenario: Scenario) -> Iterator[Finding]:
    for number, engineer in enumerate(scenario.engineers):
        profile = engineer.vehicle_profile
        if profile not in scenario.travel.profile_speed_percent:
            yield finding(
                PROFILE_UNKNOWN,
                f"engineer {engineer.id} drives {profile!r}, which travel does not know",
                path=f"engineers[{number}].vehicle_profile",
                value=profile,
            )


def _uneven_findings(path: str, speeds: Sequence[float]) -> Iterator[Finding]:
    if max(speeds) > HOURS_FACTOR * min(speeds):
        message = f"{path}: the fastest hour has {max(speeds)}, the slowest {min(speeds)}"
        yield finding(UNEVEN, message, path=path, value=min(speeds))


def _place_findings(scenario: Scenario, places: PlaceIndex) -> Iterator[Finding]:
    """The places that the settings cannot locate."""
    kind = NO_COORDINATES if isinstance(scenario.travel, GreatCircleTravel) else NO_MATRIX_INDEX
    lost = [
        number
        for number, place in enumerate(places.places)
        if not can_locate(scenario.travel, place)
    ]
    paths = _first_uses(scenario, places) if lost else {}
    for number in lost:
        path = paths.get(number, "")
        yield finding(
            kind, f"{path} cannot be located", path=path, value=places.places[number].address
        )


def _index_findings(scenario: Scenario, places: PlaceIndex, size: int) -> Iterator[Finding]:
    beyond = [
        (number, place.matrix_index)
        for number, place in enumerate(places.places)
        if place.matrix_index is not None and place.matrix_index >= size
    ]
    paths = _first_uses(scenario, places) if beyond else {}
    for number, matrix_index in beyond:
        path = paths.get(number, "") + ".matrix_index"
        message = f"{path} is {matrix_index}, the matrix has {size} rows"
        yield finding(TOO_SMALL, message, path=path, value=matrix_index)


def _first_uses(scenario: Scenario, places: PlaceIndex) -> dict[int, str]:
    """Where in the scenario each place of the index was first used."""
    paths: dict[int, str] = {}
    for at, depot in enumerate(scenario.depots):
        if depot.id in places.depot:
            paths.setdefault(places.depot[depot.id], f"depots[{at}].place")
    for at, engineer in enumerate(scenario.engineers):
        for shift in range(len(engineer.shifts)):
            ends = places.shift.get((engineer.id, shift))
            if ends is not None:
                paths.setdefault(ends.start, f"engineers[{at}].shifts[{shift}].start_place")
                paths.setdefault(ends.end, f"engineers[{at}].shifts[{shift}].end_place")
    for at, job in enumerate(scenario.jobs):
        if job.id in places.job:
            paths.setdefault(places.job[job.id], f"jobs[{at}].place")
    return paths
