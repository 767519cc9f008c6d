"""API keys: `eb_<id>_<secret>`. Only a hash of the secret is stored, and it is shown once.

The secret has 256 random bits, so a plain SHA-256 is as good as a slow hash would be: there is
nothing to guess.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from service.ids import new_id
from service.security.permissions import Role
from service.security.principal import Principal
from service.store.across import key_by_id
from service.store.store import Store

ID_PATTERN: Final = r"^[0-9a-z]{26}$"
KEY: Final = re.compile(r"eb_([0-9a-z]{26})_([A-Za-z0-9_-]{43})")
SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made."""

    id: str
    text: str
    """The whole key, to be shown once and never stored."""
    secret_sha256: str


def new_key(now: datetime) -> NewKey:
    """Draw a key."""
    key_id, secret = new_id("key", now).removeprefix("key_"), secrets.token_urlsafe(SECRET_BYTES)
    return NewKey(key_id, f"eb_{key_id}_{secret}", _digest(secret))


def principal_of_key(store: Store, text: str) -> Principal | None:
    """Whose key it is; None for one that is unknown, expired or revoked. Raises StoreFault."""
    parts = KEY.fullmatch(text)
    if parts is None:
        return None
    with store.glance() as connection:
        row = key_by_id(connection, parts[1])
    if row is None or not hmac.compare_digest(row["secret_sha256"], _digest(parts[2])):
        return None
    if row["revoked_at"] is not None:
        return None
    if row["expires_at"] is not None and row["expires_at"] <= store.clock():
        return None
    return Principal(
        row["organisation_id"], f"key:{row['id']}", Role(row["role"]), row["engineer_id"]
    )


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
