"""An address service on the loopback interface that answers what a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from optimizer.travel.geocoding import Pace, Patience


@dataclass
class Reply:
    """One HTTP answer. `body` is sent as JSON unless it is bytes; None: none before the end."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    """Promise more than is sent."""


@dataclass
class Request:
    path: str
    query: dict[str, str]
    user_agent: str


@dataclass
class AddressService:
    """Answers in turn with `replies`; the last one stays."""

    replies: list[Reply] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    domain: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def will(self, *replies: Reply) -> None:
        self.replies[:] = replies


@dataclass
class FakeTime:
    """A clock that only moves when somebody sleeps."""

    now_s: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_s += seconds

    def pace(self, every_s: float = 0.0) -> Pace:
        return Pace(every_s, clock=lambda: self.now_s, sleep=self.sleep)


ONCE = Patience(attempts=1)


@contextmanager
def running() -> Iterator[AddressService]:
    """Start the service and stop it in the end."""
    service = AddressService()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    service.domain = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        service.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(service: AddressService) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            service.requests.append(Request(parts.path, query, self.headers["User-Agent"]))
            reply = service.replies.pop(0) if len(service.replies) > 1 else service.replies[0]
            if reply.body is None:
                service.over.wait(10)
                return
            is_raw = isinstance(reply.body, bytes)
            body = reply.body if is_raw else json.dumps(reply.body, ensure_ascii=False).encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(body) + 100 * reply.cut))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def nominatim_answer(latitude: str, longitude: str) -> list[dict[str, Any]]:
    """A find, in Nominatim's format (numbers are text)."""
    return [
        {
            "place_id": 139_012_345,
            "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
            "osm_type": "way",
            "osm_id": 265_512_345,
            "lat": latitude,
            "lon": longitude,
            "class": "building",
            "type": "yes",
            "place_rank": 30,
            "importance": 0.000_073,
            "addresstype": "building",
            "name": "",
            "display_name": "350, 5th Avenue, Manhattan, New York, 10118, United States",
            "boundingbox": ["40.7479226", "40.7489422", "-73.9865012", "-73.9848259"],
        }
    ]


def photon_answer(latitude: float, longitude: float) -> dict[str, Any]:
    """A find, in Photon's format (GeoJSON: longitude first)."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
                "properties": {
                    "osm_type": "N",
                    "osm_id": 240_109_189,
                    "osm_key": "place",
                    "osm_value": "city",
                    "type": "city",
                    "countrycode": "DE",
                    "name": "Berlin",
                    "country": "Deutschland",
                },
            }
        ],
    }


def baidu_answer(latitude: float, longitude: float) -> dict[str, Any]:
    """A find, in the format of Baidu's geocoding v3."""
    return {
        "status": 0,
        "result": {
            "location": {"lng": longitude, "lat": latitude},
            "precise": 1,
            "confidence": 80,
            "comprehension": 100,
            "level": "商务大厦",
        },
    }


BAIDU_NOT_FOUND = {"status": 1, "msg": "Internal Service Error:无相关结果", "results": []}
