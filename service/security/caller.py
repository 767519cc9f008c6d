"""The dependency that every route has: who asks, what they may, and their part of the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Request, Security
from fastapi.security import (
    APIKeyHeader,
    HTTPAuthorizationCredentials,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
)

from service.http import kinds
from service.http.context import current
from service.http.problems import Problem
from service.security.permissions import Permission
from service.security.principal import Principal
from service.services import Services
from service.store.session import OrganisationSession

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="Bearer",
    description="An API key (`eb_...`) or an OIDC token of the configured issuer.",
)
key_header = APIKeyHeader(
    name="X-API-Key", auto_error=False, scheme_name="Key", description="An API key (`eb_...`)."
)
basic = HTTPBasic(
    auto_error=False,
    scheme_name="Basic",
    description="For browsers, to look only: any name, and an API key as the password.",
)
CHALLENGES = ('Bearer realm="earlybird"', 'Basic realm="earlybird", charset="UTF-8"')
"""A line each: Chromium heeds only the first of those that share a line, and would not ask."""
LOOKING = frozenset({"GET", "HEAD"})
"""Browsers send a password by themselves, also when another site makes them ask. So it opens
nothing that changes anything."""


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated request: the principal, and the store as that organisation sees it."""

    principal: Principal
    services: Services

    @contextmanager
    def reading(self) -> Iterator[OrganisationSession]:
        """A transaction that reads what belongs to the caller's organisation."""
        with self.services.store.reading(self.principal.organisation_id) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[OrganisationSession]:
        """A transaction that writes it; kept, on the disk, when the block ends."""
        with self.services.store.writing(self.principal.organisation_id) as session:
            yield session

    def require(self, permission: Permission) -> None:
        """Raise Problem (403) unless the caller has a permission."""
        if not self.principal.may(permission):
            raise Problem(
                kinds.NOT_ALLOWED,
                f"The role {self.principal.role.value} does not include {permission.value}.",
            )


def services_of(request: Request) -> Services:
    """What the application was wired with."""
    services: Services = request.app.state.services
    return services


def caller_with(*permissions: Permission) -> Callable[..., Caller]:
    """A dependency: a caller who has at least one of these permissions; none: anybody signed in."""

    def authenticate(
        request: Request,
        token: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
        key: Annotated[str | None, Security(key_header)],
        password: Annotated[HTTPBasicCredentials | None, Security(basic)],
    ) -> Caller:
        services = services_of(request)
        client = request.client.host if request.client else "?"
        given = token.credentials if token else key
        if given is None and password is not None and request.method in LOOKING:
            given = password.password
        principal = _principal(services, given, client)
        about = current()
        about.organisation_id = principal.organisation_id
        about.caller, about.role = principal.subject, principal.role.value
        services.rates.take(f"{principal.organisation_id} {principal.subject}")
        caller = Caller(principal, services)
        if permissions and not any(principal.may(one) for one in permissions):
            caller.require(permissions[0])
        return caller

    return authenticate


def _principal(services: Services, credential: str | None, client: str) -> Principal:
    """Whose credential it is. Guesses cost tokens of the guesser's address."""
    found = None if not credential else services.credentials.principal_of(credential)
    if found is not None:
        return found
    services.rates.take(f"unknown {client}")
    said = "is not valid" if credential else "is missing"
    raise Problem(
        kinds.NOT_SIGNED_IN,
        f"The API key or token {said}.",
        headers={"WWW-Authenticate": CHALLENGES},
    )
