"""What can be set from outside: environment variables that begin with EARLYBIRD_.

Nothing that guards anything has a default: a service that is told a database URL, that is, one
that is meant for more than one machine, has to be told the rest as well. `earlybird serve` alone
uses the embedded default: a folder, in which it keeps its database.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models.errors import InputUnusable
from models.files.sentences import findings_of

PREFIX = "EARLYBIRD_"
SAFE_ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
"""Signatures by key pairs. Shared secrets (HS256) and `none` are never accepted."""


class Settings(BaseSettings):
    """Everything that can be set. The names in the environment are these, in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", use_attribute_docstrings=True
    )

    data_folder: Path = Path("earlybird-data")
    """Folder of the embedded default: database and queue."""
    database_url: str | None = None
    """PostgreSQL or SQLite; default: `earlybird.sqlite` in the data folder."""

    oidc_issuer: str | None = None
    """Who signs bearer tokens; without it only API keys are accepted."""
    oidc_audience: str | None = None
    """What the tokens have to be for."""
    oidc_jwks_url: str | None = None
    """Where the issuer's public keys are fetched."""
    oidc_jwks_file: Path | None = None
    """A file with them instead."""
    oidc_algorithms: Annotated[tuple[str, ...], NoDecode] = ("RS256", "ES256")
    """Accepted signatures, with commas between them."""
    oidc_leeway_s: Annotated[int, Field(ge=0, le=300)] = 30
    """By how many seconds clocks may differ."""
    oidc_organisation_claim: str = "organisation"
    """The claim that names the organisation's id."""
    oidc_role_claim: str = "role"
    """The claim that names the role."""
    oidc_engineer_claim: str = "engineer_id"
    """The claim that names the engineer, for the role `engineer`."""

    most_body_bytes: Annotated[int, Field(ge=1024)] = 32 * 1024 * 1024
    """Largest request body."""
    requests_per_minute: Annotated[int, Field(ge=1)] = 1200
    """Of one caller, on average, by each API process."""
    requests_at_once: Annotated[int, Field(ge=1)] = 200
    """How many of them may come in one burst."""
    idempotency_hours: Annotated[int, Field(ge=1)] = 24
    """How long the answer to an Idempotency-Key is remembered."""

    most_run_seconds: Annotated[float, Field(gt=0)] = 3600.0
    """Longest search of a background run."""
    most_run_threads: Annotated[int, Field(ge=1)] = 64
    """Most threads of a background run."""
    most_solve_seconds: Annotated[float, Field(gt=0)] = 30.0
    """Longest search of POST /v1/solve."""
    most_solve_threads: Annotated[int, Field(ge=1)] = 2
    """Threads of the search of POST /v1/solve."""
    solves_at_once: Annotated[int, Field(ge=1)] = 1
    """Searches of POST /v1/solve that one API process runs at the same time."""

    hold_s: Annotated[int, Field(ge=1, le=3600)] = 600
    """How long a slot is held for a customer, seconds, unless the caller says otherwise."""
    warm_days: Annotated[int, Field(ge=1, le=1000)] = 8
    """Running days that an API process keeps in memory."""
    day_threads: Annotated[int, Field(ge=1, le=64)] = 4
    """Running days that an API process works on at the same time."""

    most_streams: Annotated[int, Field(ge=1, le=100_000)] = 500
    """Streams that an API process keeps open at the same time."""
    stream_poll_s: Annotated[float, Field(ge=0.01, le=60)] = 0.25
    """How often an open stream looks for changes, seconds."""
    heartbeat_s: Annotated[float, Field(ge=0.1, le=600)] = 15.0
    """After so many silent seconds a stream gives a sign of life."""

    webhook_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    """Hosts (or host:port) that webhooks may go to, with commas between them, also inside the
    house. Where any are named they go nowhere else; where none are, to public addresses only."""
    webhook_timeout_s: Annotated[float, Field(gt=0, le=120)] = 10.0
    """A receiver that has not answered by then is tried again later."""
    webhook_tries: Annotated[int, Field(ge=1, le=50)] = 12
    """Tries after which a message is given up."""
    webhook_first_wait_s: Annotated[float, Field(gt=0, le=3600)] = 5.0
    """Pause before the second try, seconds; it doubles with every further one."""
    webhook_poll_s: Annotated[float, Field(ge=0.01, le=60)] = 0.5
    """How often workers look for messages to send."""

    worker_runs: Annotated[int, Field(ge=1)] = 1
    """Runs that one worker works on at the same time."""
    lease_s: Annotated[float, Field(ge=1)] = 15.0
    """A worker that is silent for so long is taken for dead, and its run is given to another."""
    first_checkpoint_s: Annotated[float, Field(gt=0)] = 2.0
    """Seconds of search after which the first plan of a run is kept."""
    checkpoint_s: Annotated[float, Field(gt=0)] = 30.0
    """Seconds of search between two plans of a run that are kept."""
    poll_s: Annotated[float, Field(gt=0)] = 0.1
    """How often workers look for work."""
    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"
    """DEBUG, INFO, WARNING or ERROR."""

    @property
    def store_url(self) -> str:
        """The URL of the database."""
        return self.database_url or f"sqlite:///{self.data_folder.absolute() / 'earlybird.sqlite'}"

    @property
    def is_embedded(self) -> bool:
        """Whether everything is kept in the data folder."""
        return self.database_url is None

    @field_validator("oidc_algorithms", "webhook_hosts", mode="before")
    @classmethod
    def _by_commas(cls, value: object) -> object:
        """As people write lists in an environment variable."""
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @model_validator(mode="after")
    def _oidc_is_whole(self) -> Self:
        """Half a trust is none: a token is only checked against everything."""
        asked = (self.oidc_issuer, self.oidc_audience, self.oidc_jwks_url or self.oidc_jwks_file)
        if any(asked) and not all(asked):
            raise ValueError(
                "EARLYBIRD_OIDC_ISSUER, EARLYBIRD_OIDC_AUDIENCE and EARLYBIRD_OIDC_JWKS_URL (or "
                "_FILE) belong together; set all of them or none"
            )
        unsafe = sorted(set(self.oidc_algorithms) - SAFE_ALGORITHMS)
        if unsafe:
            raise ValueError(f"EARLYBIRD_OIDC_ALGORITHMS: {', '.join(unsafe)} cannot be trusted")
        url = self.oidc_jwks_url
        if url is not None and not url.startswith(
            ("https://", "http://127.0.0.1", "http://localhost")
        ):
            raise ValueError("EARLYBIRD_OIDC_JWKS_URL has to begin with https://")
        return self


def read_settings(**given: object) -> Settings:
    """The settings of the environment, with what is given in their place.

    Raises InputUnusable, with all findings, when any of them cannot be used.
    """
    try:
        return Settings(**{name: one for name, one in given.items() if one is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        findings = findings_of(error, Settings)
        said = "; ".join(str(one["msg"]).removeprefix("Value error, ") for one in error.errors())
        raise InputUnusable(f"The settings cannot be used: {said}.", findings) from None
