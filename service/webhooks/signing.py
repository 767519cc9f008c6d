"""Signatures of webhooks: HMAC-SHA256 over the moment and the body, so that neither can change."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import Final

ID_HEADER: Final = "EarlyBird-Message"
TIME_HEADER: Final = "EarlyBird-Timestamp"
SIGNATURE_HEADER: Final = "EarlyBird-Signature"
SECRET_BYTES = 32


def new_secret() -> str:
    """A secret of a subscription."""
    return f"whs_{secrets.token_urlsafe(SECRET_BYTES)}"


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """The signature of a body that is sent at a moment (seconds since 1970)."""
    signed = str(timestamp).encode() + b"." + body
    return "v1=" + hmac.new(secret.encode(), signed, sha256).hexdigest()
