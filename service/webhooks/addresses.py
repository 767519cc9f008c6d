"""Where webhooks may go: never to a machine inside the house unless the settings say so.

Whoever may subscribe could otherwise let the service knock at doors that only it can reach. The
address is checked when it is subscribed and again for every connection, and the connection goes to
the very address that was checked: a name may mean another machine a moment later.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

LONGEST_NAME = 253


class AddressRefused(Exception):
    """The service does not send there; the message says why, for people."""


def checked(url: str, allowed_hosts: Collection[str]) -> SplitResult:
    """The parts of a URL that may be subscribed. Raises AddressRefused."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("The URL cannot be read.") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressRefused("The URL has to begin with https:// or http:// and a host.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("The URL must not hold a user or a password.")
    if (
        port == 0
        or len(parts.hostname) > LONGEST_NAME
        or not url.isascii()
        or not url.isprintable()
    ):
        raise AddressRefused("The URL cannot be used as it is written.")
    if allowed_hosts and not _is_allowed(parts, allowed_hosts):
        raise AddressRefused(f"{parts.hostname} is not among the hosts that are allowed.")
    return parts


def resolved(parts: SplitResult, allowed_hosts: Collection[str]) -> tuple[str, int]:
    """An address to connect to, and the port. Raises AddressRefused; OSError for no such host."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not _is_allowed(parts, allowed_hosts):
        for address in addresses:
            if not _is_public(address):
                raise AddressRefused(f"{host} is an address inside the house.")
    return addresses[0], port


def _is_allowed(parts: SplitResult, allowed_hosts: Collection[str]) -> bool:
    host = parts.hostname or ""
    with_port = f"{host}:{parts.port}" if parts.port else host
    return host in allowed_hosts or with_port in allowed_hosts


def _is_public(address: str) -> bool:
    known = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(known, "ipv4_mapped", None)
    if mapped is not None:
        known = mapped
    return known.is_global and not known.is_multicast
