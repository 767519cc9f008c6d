"""How often a service is asked, and how long is waited in between."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import formatdate

import pytest
from support.address_service import (
    AddressService,
    FakeTime,
    Reply,
    nominatim_answer,
    running,
)

from optimizer.travel.geocoding import Coordinates, Geocoder, Pace, Patience, nominatim_geocoder
from optimizer.travel.geocoding.geocoder import GeocoderRefused, GeocoderUnreachable

FOUND = Reply(nominatim_answer("1.5", "2.5"))
POINT = Coordinates(1.5, 2.5)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[AddressService]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as started:
        yield started


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def geocoder(service: AddressService, time: FakeTime) -> Geocoder:
    return nominatim_geocoder(
        user_agent="earlybird-tests",
        domain=service.domain,
        scheme="http",
        timeout_s=2,
        patience=Patience(attempts=4, first_wait_s=1.0, longest_wait_s=60.0),
        pace=time.pace(),
    )


def test_pauses_double_until_an_answer_comes(
    service: AddressService, time: FakeTime, geocoder: Geocoder
) -> None:
    service.will(Reply({}, 500), Reply({}, 503), Reply(b"<html>"), FOUND)
    assert geocoder.locate("Berlin") == POINT
    assert time.slept == [1.0, 2.0, 4.0]


def test_after_the_last_attempt_it_is_unreachable(
    service: AddressService, time: FakeTime, geocoder: Geocoder
) -> None:
    service.will(Reply({}, 502))
    with pytest.raises(GeocoderUnreachable):
        geocoder.locate("Berlin")
    assert len(service.requests) == 4
    assert time.slept == [1.0, 2.0, 4.0]


def test_a_timeout_is_tried_again(
    service: AddressService, time: FakeTime, geocoder: Geocoder
) -> None:
    service.will(Reply(None), FOUND)
    assert geocoder.locate("Berlin") == POINT
    assert time.slept == [1.0]


@pytest.mark.parametrize("status", [429, 503])
def test_the_pause_that_a_service_asks_for_is_kept(
    service: AddressService, time: FakeTime, geocoder: Geocoder, status: int
) -> None:
    service.will(Reply({}, status, {"Retry-After": "17"}), FOUND)
    assert geocoder.locate("Berlin") == POINT
    assert time.slept == [17.0]


def test_the_pause_may_be_given_as_a_date(
    service: AddressService, time: FakeTime, geocoder: Geocoder
) -> None:
    import time as real

    service.will(Reply({}, 429, {"Retry-After": formatdate(real.time() + 30, usegmt=True)}), FOUND)
    assert geocoder.locate("Berlin") == POINT
    assert 20 < time.slept[0] <= 31


def test_a_service_that_wants_to_be_left_alone_for_long_is(
    service: AddressService, time: FakeTime, geocoder: Geocoder
) -> None:
    service.will(Reply({}, 429, {"Retry-After": "3600"}))
    with pytest.raises(GeocoderRefused, match="3600 s"):
        geocoder.locate("Berlin")
    service.will(Reply({}, 503, {"Retry-After": "3600"}))
    with pytest.raises(GeocoderUnreachable, match="3600 s"):
        geocoder.locate("Berlin")
    assert time.slept == []


def test_too_many_requests_to_the_end_is_a_refusal(
    service: AddressService, time: FakeTime, geocoder: Geocoder
) -> None:
    service.will(Reply({}, 429))
    with pytest.raises(GeocoderRefused):
        geocoder.locate("Berlin")
    assert len(service.requests) == 4
    assert time.slept == [1.0, 2.0, 4.0]


def test_requests_keep_their_distance_in_time() -> None:
    time = FakeTime()
    pace = time.pace(every_s=1.0)
    pace.wait()
    assert time.slept == []
    time.now_s += 0.25
    pace.wait()
    assert time.slept == [0.75]
    time.now_s += 5.0
    pace.wait()
    assert time.slept == [0.75]


def test_attempts_keep_the_pace_too(service: AddressService, time: FakeTime) -> None:
    geocoder = nominatim_geocoder(
        user_agent="earlybird-tests",
        domain=service.domain,
        scheme="http",
        patience=Patience(attempts=2, first_wait_s=0.5),
        pace=time.pace(every_s=2.0),
    )
    service.will(Reply({}, 500), FOUND)
    geocoder.locate("Berlin")
    # Half a second of patience, then what is missing to two seconds between two requests.
    assert time.slept == [0.5, 1.5]


def test_the_public_nominatim_is_not_asked_more_than_once_a_second() -> None:
    paces: list[Pace] = []
    for domain in ("nominatim.openstreetmap.org", "maps.example"):
        geocoder = nominatim_geocoder(user_agent="x", domain=domain, every_s=0.0)
        paces.append(geocoder.pace)
    assert [pace.every_s for pace in paces] == [1.0, 0.0]
