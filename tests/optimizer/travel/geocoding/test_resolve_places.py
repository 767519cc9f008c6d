"""Filling the places of a scenario from its addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.travel import DAY, SHANGHAI, local

from models.engineer import Engineer, Shift
from models.job import Job, JobStatus
from models.part import Depot
from models.place import Place
from models.scenario import Scenario
from models.travel import MatrixTravel
from optimizer.travel.geocoding import AddressCache, AddressTable, Coordinates, resolve_places
from optimizer.travel.geocoding.geocoder import (
    GeocoderFailed,
    GeocoderRefused,
    GeocoderRejected,
    GeocoderUnreachable,
)

HOME = Coordinates(31.1, 121.1)
STORE = Coordinates(31.2, 121.2)
SHOP = Coordinates(31.3, 121.3)


@dataclass
class Asked:
    """A geocoder that knows what it is told and remembers what it is asked."""

    answers: dict[str, Coordinates | GeocoderFailed] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    cache_key: str = "test"

    def locate(self, address: str) -> Coordinates | None:
        self.asked.append(address)
        answer = self.answers.get(address)
        if isinstance(answer, GeocoderFailed):
            raise answer
        return answer


def at(address: str) -> Place:
    return Place(address=address)


def jobs_at(*addresses: str) -> Scenario:
    return Scenario(
        time_zone=SHANGHAI,
        horizon=DAY,
        jobs=tuple(
            Job(id=f"j{number}", place=at(address)) for number, address in enumerate(addresses)
        ),
    )


def points(scenario: Scenario) -> list[tuple[float | None, float | None]]:
    return [(job.place.latitude, job.place.longitude) for job in scenario.jobs]


def test_places_of_depots_engineers_and_jobs_are_filled() -> None:
    scenario = Scenario(
        time_zone=SHANGHAI,
        horizon=DAY,
        depots=(Depot(id="d", place=at("store")),),
        engineers=(
            Engineer(
                id="e",
                start_place=at("home"),
                shifts=(
                    Shift(
                        start=local("2026-03-09T08:00"),
                        end=local("2026-03-09T17:00"),
                        end_place=at("store"),
                    ),
                ),
            ),
        ),
        jobs=(Job(id="j", place=at("shop")),),
    )
    geocoder = Asked({"home": HOME, "store": STORE, "shop": SHOP})
    filled, findings = resolve_places(scenario, geocoder)
    assert findings == ()
    assert geocoder.asked == ["store", "home", "shop"]
    assert filled.depots[0].place == Place(address="store", latitude=31.2, longitude=121.2)
    engineer = filled.engineers[0]
    assert engineer.start_place == Place(address="home", latitude=31.1, longitude=121.1)
    assert engineer.end_place is None
    assert engineer.shifts[0].start_place is None
    assert engineer.shifts[0].end_place == filled.depots[0].place
    assert filled.jobs[0].place.longitude == 121.3
    assert scenario.jobs[0].place == at("shop")


def test_each_distinct_address_is_asked_once() -> None:
    geocoder = Asked({"Shop 1": SHOP})
    filled, findings = resolve_places(jobs_at("Shop 1", " shop  1", "gone", "Gone"), geocoder)
    assert geocoder.asked == ["Shop 1", "gone"]
    assert points(filled) == [SHOP, SHOP, (None, None), (None, None)]
    assert [(one.code, one.path, one.value) for one in findings] == [
        ("address-not-found", "jobs[2].place.address", "gone"),
        ("address-not-found", "jobs[3].place.address", "Gone"),
    ]


def test_only_what_is_missing_and_has_an_address_is_asked_for() -> None:
    scenario = Scenario(
        time_zone=SHANGHAI,
        horizon=DAY,
        jobs=(
            Job(id="has", place=Place(address="a", latitude=1, longitude=2)),
            Job(id="half", place=Place(address="b", latitude=1)),
            Job(id="blank", place=at("  ")),
            Job(id="finished", place=at("c"), status=JobStatus.FINISHED),
            Job(id="cancelled", place=at("d"), status=JobStatus.CANCELLED),
            Job(id="indexed", place=Place(address="e", matrix_index=0)),
        ),
    )
    geocoder = Asked({"b": HOME, "e": SHOP})
    filled, findings = resolve_places(scenario, geocoder)
    assert geocoder.asked == ["b", "e"]
    assert points(filled)[1] == HOME
    assert findings == ()

    by_matrix = scenario.model_copy(update={"travel": MatrixTravel(durations_s=((0,),))})
    geocoder = Asked({"b": HOME})
    resolve_places(by_matrix, geocoder)
    assert geocoder.asked == ["b"]


def test_the_table_is_asked_before_the_service_and_is_enough_alone() -> None:
    table = AddressTable({"shop": SHOP})
    geocoder = Asked({"shop": HOME, "home": HOME})
    filled, _ = resolve_places(jobs_at("shop", "home"), geocoder, table=table)
    assert geocoder.asked == ["home"]
    assert points(filled) == [SHOP, HOME]

    filled, findings = resolve_places(jobs_at("shop", "home"), None, table=table)
    assert points(filled) == [SHOP, (None, None)]
    assert [one.code for one in findings] == ["address-not-found"]


def test_a_table_can_stand_in_for_a_service_and_is_not_cached(tmp_path: Path) -> None:
    cache = AddressCache(tmp_path / "a.sqlite")
    filled, _ = resolve_places(jobs_at("shop"), AddressTable({"shop": SHOP}), cache)
    assert points(filled) == [SHOP]
    filled, _ = resolve_places(jobs_at("shop"), AddressTable({"shop": HOME}), cache)
    assert points(filled) == [HOME]


def test_answers_are_kept_for_the_next_time(tmp_path: Path) -> None:
    cache = AddressCache(tmp_path / "a.sqlite")
    resolve_places(jobs_at("shop", "gone"), Asked({"shop": SHOP}), cache)
    again = Asked()
    filled, findings = resolve_places(jobs_at("shop", "gone"), again, cache)
    assert again.asked == []
    assert points(filled) == [SHOP, (None, None)]
    assert [one.code for one in findings] == ["address-not-found"]


def test_a_refusal_ends_the_asking_and_keeps_what_was_found(tmp_path: Path) -> None:
    cache = AddressCache(tmp_path / "a.sqlite")
    cache.put("test", "kept", STORE)
    geocoder = Asked({"shop": SHOP, "b": GeocoderRefused("Invalid AK")})
    filled, findings = resolve_places(jobs_at("shop", "b", "c", "kept"), geocoder, cache)
    assert geocoder.asked == ["shop", "b"]
    assert points(filled) == [SHOP, (None, None), (None, None), STORE]
    (found,) = findings
    assert (found.code, found.path, found.value) == (
        "geocoder-refused",
        "jobs[1].place.address",
        "b; c",
    )
    assert "2 places" in found.message
    assert "Invalid AK" in found.message
    assert cache.get("test", "b") is None


def test_a_silent_service_is_given_up_after_three_addresses_in_a_row() -> None:
    silent = GeocoderUnreachable("Service timed out")
    geocoder = Asked({"b": SHOP, "a": silent, "c": silent, "d": silent, "e": silent, "f": HOME})
    filled, findings = resolve_places(jobs_at(*"abcdef"), geocoder)
    # One silence, an answer, then three silences in a row: f is not asked for any more.
    assert geocoder.asked == list("abcde")
    assert points(filled)[1] == SHOP
    (found,) = findings
    assert (found.code, found.value) == ("geocoder-unreachable", "a; c; d; e; f")


def test_a_rejected_address_is_not_found_and_the_service_goes_on() -> None:
    geocoder = Asked({"?": GeocoderRejected("Nothing to search for"), "shop": SHOP})
    filled, findings = resolve_places(jobs_at("?", "shop"), geocoder)
    assert points(filled)[1] == SHOP
    (found,) = findings
    assert found.code == "address-not-found"
    assert "Nothing to search for" in found.message


def test_a_broken_cache_is_told_once_and_done_without(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(b"this is not a database, whatever its name may say" * 20)
    geocoder = Asked({"shop": SHOP, "home": HOME})
    filled, findings = resolve_places(jobs_at("shop", "home"), geocoder, AddressCache(path))
    assert points(filled) == [SHOP, HOME]
    assert [one.code for one in findings] == ["address-cache-unusable"]


@pytest.mark.parametrize("scenario", [jobs_at(), jobs_at("", " ")])
def test_a_scenario_without_addresses_comes_back_as_it_is(scenario: Scenario) -> None:
    geocoder = Asked()
    assert resolve_places(scenario, geocoder) == (scenario, ())
    assert geocoder.asked == []
