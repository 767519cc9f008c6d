"""Bearer tokens: believed when everything about them is right, and otherwise not."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi.testclient import TestClient
from support.service_api import Organisation

from models.errors import InputUnusable
from service.security.tokens import verifier_of
from service.settings import read_settings

ISSUER, AUDIENCE = "https://id.example", "earlybird"
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _jwk(key: Any, name: str, algorithm: str) -> dict[str, Any]:
    kind = jwt.algorithms.RSAAlgorithm if algorithm == "RS256" else jwt.algorithms.ECAlgorithm
    return kind.to_jwk(key.public_key(), as_dict=True) | {"kid": name, "alg": algorithm}


JWKS = {"keys": [_jwk(RSA_KEY, "r1", "RS256"), _jwk(EC_KEY, "e1", "ES256")]}


def _token(
    organisation_id: str,
    key: Any = RSA_KEY,
    algorithm: str = "RS256",
    kid: str = "r1",
    **claims: Any,
) -> str:
    said = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "anna",
        "exp": time.time() + 60,
        "organisation": organisation_id,
        "role": "dispatcher",
    } | claims
    kept = {name: value for name, value in said.items() if value is not None}
    return jwt.encode(kept, key, algorithm=algorithm, headers={"kid": kid})


@pytest.fixture
def client(app_with: Callable[..., TestClient], tmp_path: Path) -> TestClient:
    """The service, which trusts one issuer."""
    (tmp_path / "jwks.json").write_text(json.dumps(JWKS))
    return app_with(
        oidc_issuer=ISSUER, oidc_audience=AUDIENCE, oidc_jwks_file=tmp_path / "jwks.json"
    )


def _me(client: TestClient, token: str) -> Any:
    answer = client.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
    return answer.json() if answer.status_code == 200 else answer.status_code


def test_a_token_says_who_one_is(client: TestClient, api: Organisation) -> None:
    me = _me(client, _token(api.id))
    assert (me["organisation_id"], me["subject"], me["role"]) == (
        api.id,
        "token:anna",
        "dispatcher",
    )
    assert _me(client, _token(api.id, EC_KEY, "ES256", "e1"))["role"] == "dispatcher"
    engineer = _me(client, _token(api.id, role="engineer", engineer_id="E0"))
    assert engineer["engineer_id"] == "E0"


def test_a_clock_that_differs_a_little_is_forgiven(client: TestClient, api: Organisation) -> None:
    assert _me(client, _token(api.id, exp=time.time() - 10))["subject"] == "token:anna"


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": 1000},
        {"exp": None},
        {"exp": "soon"},
        {"nbf": 10**11},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "somebody else"},
        {"aud": None},
        {"sub": None},
        {"role": "king"},
        {"role": ["admin"]},
        {"role": None},
        {"organisation": None},
        {"organisation": 5},
        {"organisation": "org_unknown"},
    ],
)
def test_a_token_with_a_wrong_claim_is_refused(
    client: TestClient, api: Organisation, claims: dict[str, Any]
) -> None:
    assert _me(client, _token(api.id, **claims)) == 401


def test_a_token_that_somebody_else_signed_is_refused(
    client: TestClient, api: Organisation
) -> None:
    assert _me(client, _token(api.id, FOREIGN_KEY)) == 401
    assert _me(client, _token(api.id, RSA_KEY, kid="unknown")) == 401
    assert _me(client, _token(api.id, RSA_KEY, "RS512")) == 401


def test_the_public_key_does_not_pass_for_a_shared_secret(
    client: TestClient, api: Organisation
) -> None:
    head = {"alg": "HS256", "typ": "JWT", "kid": "r1"}
    body = jwt.decode(_token(api.id), options={"verify_signature": False})
    signed = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
        for part in (head, body)
    )
    public = RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    import hashlib
    import hmac

    digest = hmac.new(public, signed.encode(), hashlib.sha256).digest()
    signature = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert _me(client, f"{signed}.{signature}") == 401
    none = base64.urlsafe_b64encode(b'{"alg":"none","kid":"r1"}').decode().rstrip("=")
    assert _me(client, f"{none}.{signed.split('.')[1]}.") == 401


@pytest.mark.parametrize("token", ["a.b.c", "..", "x" * 9000, "eyJhbGciOiJSUzI1NiJ9.e30.AA"])
def test_what_is_no_token_is_refused(client: TestClient, token: str) -> None:
    assert _me(client, token) == 401


def test_a_token_of_one_organisation_does_not_open_another(
    client: TestClient, api: Organisation, other: Organisation
) -> None:
    plan = other.new_plan()
    headers = {"Authorization": f"Bearer {_token(api.id)}"}
    assert client.get(f"/v1/plans/{plan}", headers=headers).status_code == 404


def test_without_an_issuer_tokens_are_refused(
    app_with: Callable[..., TestClient], api: Organisation
) -> None:
    assert _me(app_with(), _token(api.id)) == 401


@pytest.fixture
def key_server() -> Iterator[str]:
    """An issuer that serves its keys."""

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(JWKS).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Keys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/keys"
    server.shutdown()
    server.server_close()


def test_the_keys_are_fetched_from_the_issuer(
    app_with: Callable[..., TestClient], api: Organisation, key_server: str
) -> None:
    trusted = {"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE}
    client = app_with(**trusted, oidc_jwks_url=key_server)
    assert _me(client, _token(api.id))["subject"] == "token:anna"
    away = app_with(**trusted, oidc_jwks_url="http://127.0.0.1:9/keys")
    assert _me(away, _token(api.id)) == 401


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"oidc_issuer": ISSUER}, "belong together"),
        ({"oidc_jwks_url": "https://id.example/keys"}, "belong together"),
        ({"oidc_algorithms": ("HS256",)}, "cannot be trusted"),
        ({"oidc_algorithms": "RS256, none"}, "cannot be trusted"),
        (
            {"oidc_issuer": "i", "oidc_audience": "a", "oidc_jwks_url": "http://id.example/k"},
            "https://",
        ),
        ({"log_level": "LOUD"}, "settings"),
    ],
)
def test_settings_that_would_guard_nothing_are_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InputUnusable, match=said):
        read_settings(**given)


def test_a_key_file_that_holds_no_keys_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "jwks.json"
    settings = read_settings(oidc_issuer="i", oidc_audience="a", oidc_jwks_file=file)
    for content in (None, "{", '{"keys": []}'):
        if content is not None:
            file.write_text(content)
        with pytest.raises(InputUnusable, match="JWKS"):
            verifier_of(settings)
