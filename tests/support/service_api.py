"""The service as a test sees it: organisations of its own, and a client for every role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from models.files import scenario_from_dict
from optimizer.solve import Budget, solve
from service.app import create_app
from service.plans import logic as plans
from service.scenarios import logic as scenarios
from service.security import logic as security
from service.security.permissions import Role
from service.security.schemas import KeyAsked
from service.services import Services
from service.settings import read_settings
from service.store.store import Store

DAY = "2026-03-16"
"""Of the small day that tests plan."""


def small_day(jobs: int = 2, engineers: int = 2) -> dict[str, Any]:
    """A scenario as a caller sends it: jobs around some engineers, all of which can be served."""
    return {
        "format_version": "1",
        "name": f"{jobs} jobs",
        "time_zone": "Asia/Shanghai",
        "horizon": {"start": f"{DAY}T00:00", "end": "2026-03-17T00:00"},
        "policy": {"required_fields": []},
        "engineers": [
            {
                "id": f"E{number}",
                "name": f"Engineer {number}",
                "phone": f"+44 7700 90010{number}",
                "shifts": [{"start": f"{DAY}T08:00", "end": f"{DAY}T18:00"}],
                "start_place": {"latitude": 36.66 + 0.01 * number, "longitude": 117.01},
            }
            for number in range(engineers)
        ],
        "jobs": [
            {
                "id": f"J{number}",
                "customer": {"name": f"Customer {number}", "phone": "+44 7700 900200"},
                "place": {
                    "address": f"{number} Quancheng Road",
                    "latitude": 36.65 + 0.003 * (number % 9),
                    "longitude": 117.0 + 0.004 * (number // 9),
                },
                "windows": [{"start": f"{DAY}T08:00", "end": f"{DAY}T17:00"}],
                "duration_s": 1200,
            }
            for number in range(jobs)
        ],
    }


@dataclass
class Organisation:
    """One organisation of a test, with keys for all roles."""

    client: TestClient
    services: Services
    id: str
    keys: dict[Role, str]
    ids: dict[str, str] = field(default_factory=dict)

    def headers(self, role: Role = Role.ADMIN) -> dict[str, str]:
        """The headers of a role."""
        return {"Authorization": f"Bearer {self.keys[role]}"}

    def get(self, path: str, role: Role = Role.ADMIN, **given: Any) -> Response:
        """GET as a role."""
        return self.request("GET", path, role, **given)

    def post(self, path: str, body: Any = None, role: Role = Role.ADMIN, **given: Any) -> Response:
        """POST JSON as a role."""
        return self.request("POST", path, role, json={} if body is None else body, **given)

    def request(
        self,
        method: str,
        path: str,
        role: Role = Role.ADMIN,
        headers: Mapping[str, str] | None = None,
        **given: Any,
    ) -> Response:
        """Any request as a role."""
        all_headers = self.headers(role) | dict(headers or {})
        answer: Response = self.client.request(method, path, headers=all_headers, **given)
        return answer

    def new_scenario(self, jobs: int = 2) -> str:
        """Send a scenario; its id."""
        answer = self.post("/v1/scenarios", small_day(jobs))
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def new_plan(self, jobs: int = 2) -> str:
        """A plan without a worker: searched here, kept as a worker does; its id."""
        loaded = scenario_from_dict(small_day(jobs))
        plan = solve(loaded.scenario, Budget(iterations=50), threads=1)
        scenario_id = self.new_scenario(jobs)
        with self.services.store.writing(self.id) as session:
            scenario = scenarios.load(session, scenario_id)
            plan_id, _ = plans.keep(
                session, scenario_id, scenario, plan, cause="run", subject="test"
            )
        return plan_id


def organisation(client: TestClient, app: FastAPI) -> Organisation:
    """A new organisation with a key for every role; the engineer is E0."""
    services: Services = app.state.services
    organisation_id, admin = security.begin_organisation(services.store, "An organisation")
    keys = {Role.ADMIN: admin}
    with services.store.writing(organisation_id) as session:
        for role in set(Role) - {Role.ADMIN}:
            engineer_id = "E0" if role is Role.ENGINEER else None
            asked = KeyAsked(
                name=role.value,
                role=role,
                engineer_id=engineer_id,
                expires_at=session.now + timedelta(days=1),
            )
            keys[role] = security.make(session, asked, "test").key
    return Organisation(client, services, organisation_id, keys)


@contextmanager
def organisation_at(url: str, **given: Any) -> Iterator[Organisation]:
    """A new organisation in a database of the test's own. `given` is for its store."""
    settings = read_settings(database_url=url, requests_per_minute=10**6, requests_at_once=10**6)
    app = create_app(settings, store=Store(url, **given))
    services: Services = app.state.services
    services.store.migrate()
    yield organisation(TestClient(app, raise_server_exceptions=False), app)
    services.queue.close()
    services.store.close()
