"""The service on SQLite and on PostgreSQL: every test of this folder runs on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from support.postgres import Postgres, postgres
from support.service_api import Organisation, organisation

from service.app import create_app
from service.settings import Settings, read_settings


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """PostgreSQL, started when the first test wants it."""
    with postgres() as server:
        yield server


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A server that the test may stop."""
    with postgres() as server:
        yield server


@dataclass(frozen=True)
class Database:
    """A database that is migrated and shared by the tests of a session."""

    kind: str
    url: str


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Each database in turn."""
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        return Database("postgresql", server.new_database())
    folder = tmp_path_factory.mktemp("service")
    return Database("sqlite", f"sqlite:///{folder / 'earlybird.sqlite'}")


@pytest.fixture
def new_url(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the same kind, for a test that needs its own."""
    if database.kind == "sqlite":
        return f"sqlite:///{tmp_path / 'own.sqlite'}"
    server: Postgres = request.getfixturevalue("postgres_server")
    return server.new_database()


def settings_for(url: str, **given: object) -> Settings:
    """Settings with limits that do not come into the way of tests."""
    return read_settings(
        **{"database_url": url, "requests_per_minute": 10**6, "requests_at_once": 10**6} | given
    )


@pytest.fixture(scope="session")
def app(database: Database) -> Iterator[FastAPI]:
    """The application, on one database for all tests."""
    application = create_app(settings_for(database.url))
    application.state.services.store.migrate()
    yield application
    application.state.services.queue.close()
    application.state.services.store.close()


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A client without a key. It is not entered, so the application stays open."""
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def api(client: TestClient, app: FastAPI) -> Organisation:
    """An organisation of the test's own."""
    return organisation(client, app)


@pytest.fixture
def other(client: TestClient, app: FastAPI) -> Organisation:
    """Another organisation, whose things must not be seen."""
    return organisation(client, app)


@pytest.fixture
def app_with(database: Database) -> Iterator[Callable[..., TestClient]]:
    """Applications with other settings, on the same database."""
    made: list[FastAPI] = []

    def make(**given: object) -> TestClient:
        made.append(create_app(settings_for(database.url, **given)))
        made[-1].state.services.store.migrate()
        return TestClient(made[-1], raise_server_exceptions=False)

    yield make
    for one in made:
        one.state.services.queue.close()
        one.state.services.store.close()
