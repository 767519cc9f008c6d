"""Each service in its own wire format, over a real socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from support.address_service import (
    BAIDU_NOT_FOUND,
    ONCE,
    AddressService,
    FakeTime,
    Reply,
    baidu_answer,
    nominatim_answer,
    photon_answer,
    running,
)

from models.errors import InputUnusable
from optimizer.travel.geocoding import (
    Coordinates,
    Geocoder,
    Patience,
    baidu_geocoder,
    nominatim_geocoder,
    photon_geocoder,
)
from optimizer.travel.geocoding.china import bd09_from_gcj02, gcj02_from_wgs84
from optimizer.travel.geocoding.geocoder import (
    GeocoderFailed,
    GeocoderRefused,
    GeocoderRejected,
    GeocoderUnreachable,
)

KEY = "secret-key-of-a-test"
EMPTY_PHOTON = {"type": "FeatureCollection", "features": []}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[AddressService]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as started:
        yield started


def nominatim_at(service: AddressService, patience: Patience = ONCE) -> Geocoder:
    return nominatim_geocoder(
        user_agent="earlybird-tests",
        domain=service.domain,
        scheme="http",
        timeout_s=2,
        patience=patience,
        pace=FakeTime().pace(),
    )


def photon_at(service: AddressService, patience: Patience = ONCE) -> Geocoder:
    return photon_geocoder(
        domain=service.domain,
        scheme="http",
        timeout_s=2,
        patience=patience,
        pace=FakeTime().pace(),
    )


def baidu_at(service: AddressService, patience: Patience = ONCE) -> Geocoder:
    return baidu_geocoder(
        api_key=KEY,
        domain=service.domain,
        scheme="http",
        timeout_s=2,
        patience=patience,
        pace=FakeTime().pace(),
    )


EVERY_SERVICE = pytest.mark.parametrize("at", [nominatim_at, photon_at, baidu_at])
At = Callable[[AddressService], Geocoder]


def test_nominatim_finds_an_address(service: AddressService) -> None:
    service.will(Reply(nominatim_answer("40.7484421", "-73.9856589")))
    found = nominatim_at(service).locate("  350 5th Avenue,\nNew York ")
    assert found == Coordinates(40.7484421, -73.9856589)
    (request,) = service.requests
    assert request.path == "/search"
    assert request.query["q"] == "350 5th Avenue, New York"
    assert request.query["format"] == "json"
    assert request.user_agent == "earlybird-tests"


def test_photon_finds_an_address(service: AddressService) -> None:
    service.will(Reply(photon_answer(52.5170365, 13.3888599)))
    assert photon_at(service).locate("Berlin") == Coordinates(52.5170365, 13.3888599)
    assert (service.requests[0].path, service.requests[0].query["q"]) == ("/api", "Berlin")


def test_baidu_finds_an_address_and_it_is_given_in_wgs84(service: AddressService) -> None:
    wgs84 = Coordinates(39.911954, 116.377817)
    bd09 = bd09_from_gcj02(gcj02_from_wgs84(wgs84))
    service.will(Reply(baidu_answer(bd09.latitude, bd09.longitude)))
    found = baidu_at(service).locate("北京市海淀区上地十街10号")
    assert found == pytest.approx(wgs84, abs=1e-8)
    (request,) = service.requests
    assert request.path == "/geocoding/v3/"
    assert request.query == {
        "ak": KEY,
        "output": "json",
        "address": "北京市海淀区上地十街10号",
    }


def test_baidu_signs_its_requests_when_there_is_a_security_key(service: AddressService) -> None:
    service.will(Reply(baidu_answer(31.2, 121.4)))
    baidu_geocoder(
        api_key=KEY, security_key="sk", domain=service.domain, scheme="http", patience=ONCE
    ).locate("上海")
    assert len(service.requests[0].query["sn"]) == 32


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        (nominatim_at, []),
        (nominatim_at, b"null"),
        (photon_at, EMPTY_PHOTON),
        (baidu_at, BAIDU_NOT_FOUND),
        (baidu_at, {"status": 0, "result": []}),
    ],
)
def test_an_unknown_address_is_nowhere(service: AddressService, at: At, answer: object) -> None:
    service.will(Reply(answer))
    assert at(service).locate("Nowhere 1") is None
    assert len(service.requests) == 1


# geopy warns of coordinates beyond the poles, and then raises.
@pytest.mark.filterwarnings("ignore:Latitude normalization")
@EVERY_SERVICE
@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>Welcome to our WiFi</html>"),
        Reply(b""),
        Reply(b"\xff\xfe{"),
        Reply({"answer": 42}),
        Reply([[]]),
        Reply("text"),
        Reply({"status": "OK"}),
        Reply(nominatim_answer("95.0", "200.0")),
        Reply(nominatim_answer("nan", "1")),
        Reply(nominatim_answer("north", "east")),
        Reply(photon_answer(95.0, 200.0)),
        Reply(baidu_answer(95.0, 200.0)),
        Reply({"status": 0, "result": {"location": {"lng": 1}}}),
        Reply(b'[{"lat": "1"', cut=True),
        Reply({}, status=500),
        Reply({}, status=502),
        Reply({}, status=503),
        Reply(None),
    ],
    ids=lambda reply: f"{reply.status}-{str(reply.body)[:24]}",
)
def test_nonsense_and_silence_are_never_a_place(
    service: AddressService, at: At, reply: Reply
) -> None:
    service.will(reply)
    with pytest.raises(GeocoderUnreachable) as caught:
        at(service).locate("Berlin")
    assert KEY not in str(caught.value)
    assert len(str(caught.value)) < 250


@EVERY_SERVICE
@pytest.mark.parametrize("status", [401, 402, 403, 404, 407])
def test_a_service_that_lets_nobody_in_refuses(
    service: AddressService, at: At, status: int
) -> None:
    service.will(Reply({}, status=status))
    with pytest.raises(GeocoderRefused) as caught:
        at(service).locate("Berlin")
    assert KEY not in str(caught.value)
    assert len(service.requests) == 1


@EVERY_SERVICE
def test_a_bad_request_rejects_this_address_only(service: AddressService, at: At) -> None:
    service.will(Reply({"error": {"code": 400, "message": "Nothing to search for."}}, status=400))
    with pytest.raises(GeocoderRejected):
        at(service).locate("?")


def test_a_server_that_is_not_there_is_unreachable(service: AddressService) -> None:
    nobody = AddressService(domain="127.0.0.1:1")
    with pytest.raises(GeocoderUnreachable, match="refused"):
        nominatim_at(nobody).locate("Berlin")
    assert not service.requests


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (1, GeocoderUnreachable),
        (2, GeocoderRejected),
        (4, GeocoderRefused),
        (5, GeocoderRefused),
        (101, GeocoderRefused),
        (200, GeocoderRefused),
        (211, GeocoderRefused),
        (240, GeocoderRefused),
        (302, GeocoderRefused),
        (401, GeocoderRefused),
        (999, GeocoderUnreachable),
    ],
)
def test_baidus_own_status_is_understood(
    service: AddressService, status: int, kind: type[GeocoderFailed]
) -> None:
    service.will(Reply({"status": status, "message": "APP不存在，AK有误请检查再重试"}))
    with pytest.raises(kind, match=f"Baidu says {status}: APP不存在"):
        baidu_at(service).locate("上海")


@pytest.mark.parametrize(("status", "requests"), [(302, 1), (401, 3), (5, 1), (1, 3)])
def test_baidu_is_asked_again_only_where_that_can_help(
    service: AddressService, status: int, requests: int
) -> None:
    service.will(Reply({"status": status, "message": "x"}))
    with pytest.raises(GeocoderFailed):
        baidu_at(service, Patience(attempts=3)).locate("上海")
    assert len(service.requests) == requests


def test_settings_that_cannot_work_are_refused_before_anything_is_asked() -> None:
    makers: list[Callable[[], Geocoder]] = [
        lambda: nominatim_geocoder(user_agent=" "),
        lambda: nominatim_geocoder(user_agent="my-application"),  # geopy's own sample
        lambda: nominatim_geocoder(user_agent="x", scheme="ftp"),
        lambda: photon_geocoder(scheme="ftp"),
        lambda: baidu_geocoder(api_key=""),
        lambda: baidu_geocoder(api_key=KEY, scheme="ftp"),
    ]
    for make in makers:
        with pytest.raises(InputUnusable) as caught:
            make()
        assert [finding.code for finding in caught.value.findings] == ["geocoder-misconfigured"]
        assert KEY not in str(caught.value)


def test_answers_are_kept_apart_by_service_and_server() -> None:
    keys = {
        nominatim_geocoder(user_agent="x").cache_key,
        nominatim_geocoder(user_agent="x", domain="maps.example").cache_key,
        photon_geocoder().cache_key,
        baidu_geocoder(api_key=KEY).cache_key,
    }
    assert len(keys) == 4
    assert not any(KEY in key for key in keys)
