"""Subscribers are told what changed: signed, again and again, never inside the house."""

from __future__ import annotations

import hmac
import json
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from fastapi.testclient import TestClient
from support.day_api import PATH, begun, delay
from support.receiver import Receiver, receiver
from support.service_api import Organisation

from service.security.permissions import Role
from service.settings import read_settings
from service.webhooks.delivery import Deliverer, wait_after


@pytest.fixture
def receiving() -> Iterator[Receiver]:
    """A receiver."""
    with receiver() as found:
        yield found


@pytest.fixture
def allowing(api: Organisation, app_with: Callable[..., TestClient]) -> Organisation:
    """The organisation at a service that may send to this machine."""
    return Organisation(app_with(webhook_hosts=("127.0.0.1",)), api.services, api.id, api.keys)


def deliver(api: Organisation, **given: Any) -> None:
    """What a worker does, for all organisations."""
    settings = read_settings(**{"webhook_hosts": ("127.0.0.1",), "webhook_timeout_s": 1} | given)
    with ThreadPoolExecutor(4) as pool:
        Deliverer(api.services.store, settings).deliver_due(pool)


def later(api: Organisation, seconds: float) -> None:
    """Let time pass for the store."""
    api.services.store.clock = lambda: datetime.now(UTC) + timedelta(seconds=seconds)


@pytest.fixture(autouse=True)
def _clock(api: Organisation) -> Iterator[None]:
    before = api.services.store.clock
    yield
    api.services.store.clock = before


def subscribed(api: Organisation, address: str, *kinds: str) -> dict[str, Any]:
    """A subscription."""
    answer = api.post("/v1/webhooks", {"url": address, "kinds": kinds})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def states(api: Organisation, made: dict[str, Any]) -> list[tuple[str, int, str | None]]:
    """State, tries and last answer of every message, oldest first."""
    items = api.get(f"/v1/webhooks/{made['id']}/deliveries").json()["items"]
    return [(one["state"], one["tries"], one["said"]) for one in reversed(items)]


def test_a_change_is_told_with_a_signature_that_can_be_checked(
    allowing: Organisation, receiving: Receiver
) -> None:
    made = subscribed(allowing, receiving.address, "event")
    begun(allowing)
    assert allowing.post(f"{PATH}/events", delay()).status_code == 201
    deliver(allowing)
    ((headers, body),) = receiving.got
    signed = f"{headers['earlybird-timestamp']}.".encode() + body
    expected = hmac.new(made["secret"].encode(), signed, sha256).hexdigest()
    assert headers["earlybird-signature"] == f"v1={expected}"
    message = json.loads(body)
    assert (message["kind"], message["what"]["event_id"]) == ("event", "E-1")
    assert headers["earlybird-message"] == message["id"]
    assert states(allowing, made) == [("delivered", 1, "HTTP 204")]
    deliver(allowing)
    assert len(receiving.got) == 1
    assert "secret" not in allowing.get(f"/v1/webhooks/{made['id']}").json()


def test_a_message_is_tried_again_until_it_is_given_up_and_by_hand_after_that(
    allowing: Organisation, receiving: Receiver
) -> None:
    made = subscribed(allowing, receiving.address)
    begun(allowing)
    receiving.statuses = [500, 302, 503]
    deliver(allowing, webhook_tries=3)
    deliver(allowing, webhook_tries=3)
    assert states(allowing, made) == [("waiting", 1, "HTTP 500")]
    for seconds in (3600, 7200):
        later(allowing, seconds)
        deliver(allowing, webhook_tries=3)
    assert states(allowing, made) == [("dead", 3, "HTTP 503")]
    later(allowing, 90_000)
    deliver(allowing)
    assert len(receiving.got) == 3
    (item,) = allowing.get(f"/v1/webhooks/{made['id']}/deliveries?state=dead").json()["items"]
    again = f"/v1/webhooks/{made['id']}/deliveries/{item['id']}/resend"
    assert allowing.post(again).status_code == 202
    assert allowing.post(again).json()["code"] == "delivery-not-dead"
    deliver(allowing)
    assert states(allowing, made) == [("delivered", 1, "HTTP 204")]
    assert len({headers["earlybird-message"] for headers, _ in receiving.got}) == 1


def test_a_receiver_that_hangs_is_left_and_tried_again(
    allowing: Organisation, receiving: Receiver
) -> None:
    made = subscribed(allowing, receiving.address)
    begun(allowing)
    receiving.hangs_s = 3
    began = time.monotonic()
    deliver(allowing, webhook_timeout_s=0.3)
    assert time.monotonic() - began < 2.5
    ((state, tries, said),) = states(allowing, made)
    assert (state, tries) == ("waiting", 1)
    assert said in {"TimeoutError", "OSError", "RemoteDisconnected"}


def test_a_receiver_that_is_gone_costs_nothing_but_time(allowing: Organisation) -> None:
    with receiver() as gone:
        address = gone.address
    made = subscribed(allowing, address)
    begun(allowing)
    deliver(allowing)
    assert states(allowing, made) == [("waiting", 1, "ConnectionRefusedError")]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://localhost:8080/x",
        "http://[::1]/x",
        "http://[::ffff:127.0.0.1]/x",
        "http://10.0.0.7/x",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/x",
        "http://2130706433/x",
        "ftp://example.com/x",
        "file:///etc/passwd",
        "https://user:password@example.com/x",
        "http://no-such-host.invalid/x",
        "https://:443/x",
        "http://example.com:99999/x",
        "nothing at all",
    ],
)
def test_addresses_inside_the_house_and_broken_ones_are_refused(
    api: Organisation, url: str
) -> None:
    answer = api.post("/v1/webhooks", {"url": url})
    assert (answer.status_code, answer.json()["code"]) == (422, "webhook-address-refused")


def test_an_address_that_was_allowed_once_is_checked_again_for_every_message(
    allowing: Organisation, receiving: Receiver
) -> None:
    made = subscribed(allowing, receiving.address)
    begun(allowing)
    deliver(allowing, webhook_hosts=())
    assert receiving.got == []
    ((_, _, said),) = states(allowing, made)
    assert said == "127.0.0.1 is an address inside the house."


def test_with_a_list_of_hosts_nothing_is_sent_elsewhere(allowing: Organisation) -> None:
    answer = allowing.post("/v1/webhooks", {"url": "https://example.com/x"})
    assert (answer.status_code, answer.json()["code"]) == (422, "webhook-address-refused")


def test_a_change_that_is_not_kept_is_told_to_nobody(
    allowing: Organisation, receiving: Receiver
) -> None:
    made = subscribed(allowing, receiving.address)
    begun(allowing)
    assert allowing.post(f"{PATH}/events", delay(engineer_id="nobody")).status_code == 409
    assert len(states(allowing, made)) == 1
    assert allowing.request("DELETE", f"/v1/webhooks/{made['id']}").status_code == 204
    assert allowing.get("/v1/webhooks").json() == []
    deliver(allowing)
    assert receiving.got == []


def test_subscriptions_are_the_administrators_and_of_one_organisation(
    allowing: Organisation, other: Organisation, receiving: Receiver
) -> None:
    made = subscribed(allowing, receiving.address)
    for role in set(Role) - {Role.ADMIN}:
        assert allowing.get("/v1/webhooks", role).status_code == 403
    assert other.get(f"/v1/webhooks/{made['id']}").status_code == 404
    assert other.get(f"/v1/webhooks/{made['id']}/deliveries").status_code == 404
    assert other.request("DELETE", f"/v1/webhooks/{made['id']}").status_code == 404
    begun(other)
    assert states(allowing, made) == []


def test_pauses_double_and_leave_something_to_chance() -> None:
    dice = random.Random(1)
    for tries in range(1, 8):
        waits = [wait_after(tries, 5.0, dice) for _ in range(50)]
        assert 2.5 * 2 ** (tries - 1) <= min(waits) < max(waits) <= 5 * 2 ** (tries - 1)
    assert wait_after(40, 5.0, dice) <= 6 * 3600
