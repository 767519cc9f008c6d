"""Delivers messages: one try after the other with growing pauses, until it is given up."""

from __future__ import annotations

import http.client
import logging
import random
import socket
import ssl
import threading
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import SplitResult

from service.settings import Settings
from service.store import across
from service.store.faults import StoreFault
from service.store.sql import RowMapping
from service.store.store import Store
from service.webhooks import store
from service.webhooks.addresses import AddressRefused, checked, resolved
from service.webhooks.signing import ID_HEADER, SIGNATURE_HEADER, TIME_HEADER, signature

log = logging.getLogger("earlybird.webhooks")
AT_ONCE = 8
"""Messages that one worker sends at the same time: one receiver that hangs delays few."""
LONGEST_WAIT_S = 6 * 3600.0
READ_BYTES = 2048
"""Of an answer; nothing of it is needed."""


def wait_after(tries: int, first_s: float, dice: random.Random) -> float:
    """Seconds to the next try: doubled every time, and a part of it by chance."""
    longest: float = min(LONGEST_WAIT_S, first_s * 2.0 ** (tries - 1))
    return longest * dice.uniform(0.5, 1.0)


class Deliverer:
    """Sends what waits, in threads of its own."""

    def __init__(self, kept: Store, settings: Settings) -> None:
        self._store = kept
        self._settings = settings
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
        self._dice = random.Random()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End; what is under way is finished or tried again later."""
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook") as pool:
            while not self._over.wait(self._settings.webhook_poll_s):
                try:
                    self.deliver_due(pool)
                except StoreFault as fault:
                    log.warning("webhooks have to wait: %s", fault)
                except Exception:
                    log.exception("webhooks failed in the worker")

    def deliver_due(self, pool: ThreadPoolExecutor) -> int:
        """Send every message whose time has come; how many. Raises StoreFault."""
        with self._store.glance() as connection:
            due = across.deliveries_due(connection, self._store.clock(), AT_ONCE)
        return sum(pool.map(self._deliver, due))

    def _deliver(self, due: RowMapping) -> int:
        organisation_id, settings = due["organisation_id"], self._settings
        longest_s = 2 * settings.webhook_timeout_s + settings.lease_s
        with self._store.writing(organisation_id) as session:
            row = store.delivery(session, due["id"])
            if row is None or not store.claim(
                session, row, session.now + timedelta(seconds=longest_s)
            ):
                return 0
            subscription = store.get(session, row["subscription_id"])
        if subscription is None:
            return 0
        is_delivered, said = self._send(subscription, row)
        tries = row["tries"] + 1
        with self._store.writing(organisation_id) as session:
            if is_delivered:
                store.delivered(session, row["id"], said)
            else:
                dead = tries >= settings.webhook_tries
                wait_s = wait_after(tries, settings.webhook_first_wait_s, self._dice)
                store.failed(session, row["id"], said, wait_s, dead=dead)
                log.info("message %s failed for the %d. time: %s", row["id"], tries, said)
        return 1

    def _send(self, subscription: RowMapping, row: RowMapping) -> tuple[bool, str]:
        """Whether the receiver has taken a message, and what came of it."""
        timestamp = int(self._store.clock().timestamp())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "EarlyBird",
            ID_HEADER: row["id"],
            TIME_HEADER: str(timestamp),
            SIGNATURE_HEADER: signature(subscription["secret"], timestamp, row["body"]),
        }
        hosts = self._settings.webhook_hosts
        try:
            parts = checked(subscription["url"], hosts)
            status = post(parts, row["body"], headers, hosts, self._settings.webhook_timeout_s)
        except AddressRefused as refused:
            return False, str(refused)
        except (OSError, http.client.HTTPException) as error:
            return False, type(error).__name__
        return 200 <= status < 300, f"HTTP {status}"


def post(
    parts: SplitResult,
    body: bytes,
    headers: dict[str, str],
    allowed_hosts: Collection[str],
    timeout_s: float,
) -> int:
    """Send a body; the status of the answer. A redirection is an answer, and not followed.

    Raises AddressRefused, OSError or HTTPException.
    """
    address, port = resolved(parts, allowed_hosts)
    host = parts.hostname or ""
    connection = _Connection(host, port, address, timeout_s, is_secret=parts.scheme == "https")
    stop = threading.Timer(timeout_s, connection.cut)  # also for one that sends a byte a second
    stop.daemon = True
    stop.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read(READ_BYTES)
        return answer.status
    finally:
        stop.cancel()
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was checked; the name is only said, not looked up again."""

    def __init__(
        self, host: str, port: int, address: str, timeout_s: float, *, is_secret: bool
    ) -> None:
        super().__init__(host, port, timeout=timeout_s)
        self._address = address
        self._is_secret = is_secret

    def connect(self) -> None:
        """Connect, with TLS where the URL says so; the certificate has to be of the name."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_secret:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self.host)
        else:
            self.sock = plain

    def cut(self) -> None:
        """Break it off: the time is over."""
        if self.sock is not None:
            self.sock.close()
