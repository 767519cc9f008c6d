"""OIDC bearer tokens: of the configured issuer, for us, valid now, with organisation and role."""

from __future__ import annotations

import json
import logging
from typing import Any, Protocol

import jwt

from models.errors import InputUnusable
from service.security.permissions import Role
from service.security.principal import Principal
from service.settings import Settings

log = logging.getLogger("earlybird.security")
KEYS_KEPT_S = 600
"""How long keys that were fetched are used before they are fetched anew."""
FETCH_TIMEOUT_S = 5
REQUIRED = ("exp", "iss", "aud", "sub")
LONGEST_TOKEN = 8192
"""Characters; what is longer is not looked at."""


class KeySource(Protocol):
    """Finds the key that a token says it is signed with."""

    def get_signing_key_from_jwt(self, token: str) -> jwt.PyJWK:
        """The key. Raises jwt.PyJWTError when there is none."""
        ...


class TokenVerifier:
    """Checks tokens of one issuer."""

    def __init__(self, settings: Settings, keys: KeySource) -> None:
        self._settings = settings
        self._keys = keys

    def principal_of(self, token: str) -> Principal | None:
        """Whose token it is; None, and a line in the log why, when it is not to be believed."""
        if len(token) > LONGEST_TOKEN:
            return None
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims = jwt.decode(
                token,
                key,
                algorithms=list(self._settings.oidc_algorithms),
                issuer=self._settings.oidc_issuer,
                audience=self._settings.oidc_audience,
                leeway=self._settings.oidc_leeway_s,
                options={"require": list(REQUIRED)},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:
            log.info("a token was refused: %s", type(error).__name__)
            return None
        return self._principal(claims)

    def _principal(self, claims: dict[str, Any]) -> Principal | None:
        organisation_id = claims.get(self._settings.oidc_organisation_claim)
        role = claims.get(self._settings.oidc_role_claim)
        engineer_id = claims.get(self._settings.oidc_engineer_claim)
        if (
            not isinstance(role, str)
            or role not in {one.value for one in Role}
            or not isinstance(organisation_id, str)
        ):
            log.info("a token was refused: it names no organisation and role that are known")
            return None
        if not isinstance(engineer_id, str):
            engineer_id = None
        return Principal(organisation_id, f"token:{claims['sub']}"[:200], Role(role), engineer_id)


class KeyFile:
    """The issuer's public keys in a file (a JWK set)."""

    def __init__(self, keys: jwt.PyJWKSet) -> None:
        self._keys = keys

    def get_signing_key_from_jwt(self, token: str) -> jwt.PyJWK:
        """The key that the token names; where there is one key only, that one."""
        named = jwt.get_unverified_header(token).get("kid")
        for key in self._keys.keys:
            if key.key_id == named or (named is None and len(self._keys.keys) == 1):
                return key
        raise jwt.PyJWTError("no such key")


def verifier_of(settings: Settings) -> TokenVerifier | None:
    """The verifier that the settings ask for. Raises InputUnusable for an unusable key file."""
    if settings.oidc_issuer is None:
        return None
    if settings.oidc_jwks_file is not None:
        try:
            document = json.loads(settings.oidc_jwks_file.read_text("utf-8"))
            return TokenVerifier(settings, KeyFile(jwt.PyJWKSet.from_dict(document)))
        except (OSError, ValueError, jwt.PyJWTError) as error:
            raise InputUnusable(
                f"EARLYBIRD_OIDC_JWKS_FILE: {settings.oidc_jwks_file} holds no set of public keys "
                f"({type(error).__name__}). Save the issuer's JWKS document there."
            ) from error
    assert settings.oidc_jwks_url is not None
    keys = jwt.PyJWKClient(
        settings.oidc_jwks_url, lifespan=KEYS_KEPT_S, timeout=FETCH_TIMEOUT_S, cache_keys=True
    )
    return TokenVerifier(settings, keys)
