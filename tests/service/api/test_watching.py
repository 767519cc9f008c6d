"""Logs, measurements, migrations, settings: what those who run the service rely on."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from prometheus_client.parser import text_string_to_metric_families
from support.command import earlybird
from support.service_api import Organisation, small_day
from support.tree import ROOT

from service.http.logs import JsonLines, masked
from service.security.keys import KEY
from service.settings import Settings
from service.store.store import Store
from service.store.tables import metadata


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """What the service logs, as it is written."""
    found: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(self.format(record))

    keeper, logger = Keeper(), logging.getLogger("earlybird")
    keeper.setFormatter(JsonLines())
    logger.addHandler(keeper)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    yield found
    logger.removeHandler(keeper)
    logger.setLevel(before)


def test_every_request_leaves_a_line_without_anything_personal(
    api: Organisation, lines: list[str]
) -> None:
    day = small_day(3)
    day["jobs"][0]["duration_s"] = "Customer 0 at 0 Quancheng Road"
    scenario = api.post("/v1/scenarios", day, headers={"X-Request-ID": "r-1"}).json()["id"]
    api.get(f"/v1/scenarios/{scenario}")
    api.get("/v1/nothing")
    parsed = [json.loads(line) for line in lines]
    first = parsed[0]
    assert (first["status"], first["route"], first["request_id"]) == (201, "/v1/scenarios", "r-1")
    assert (first["organisation_id"], first["role"]) == (api.id, "admin")
    assert first["ms"] > 0
    assert parsed[-1]["problem"] == "not-found"
    whole = "\n".join(lines)
    for secret in ("Customer", "Quancheng", "7700", "Engineer 1", *api.keys.values()):
        assert secret not in whole


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("failed for phone='+44 7700 900123'", "900123"),
        ("customer: 'Mrs Li', id J-1", "Li"),
        ('"address": "5 Quancheng Road", "id": 1', "Quancheng"),
        ("value +86 531 8888 0001 is", "8888"),
        ("mail to anna.smith@example.com", "anna"),
        ("postgresql://bob:geheim@db/x", "geheim"),
        ("key eb_01m8ac5jqcqx7cjzxqjgd44n9t_3PM6e79KnWr3MJRosymAleec2FCn1UgaxzDVnlPZEo4", "3PM6"),
        ("Bearer eyJhbGciOi.eyJzdWIiOiJ4.c2lnbmF0dXJl", "eyJzdWI"),
    ],
)
def test_what_quotes_a_value_is_masked(said: str, secret: str) -> None:
    assert secret in said
    assert secret not in masked(said)


@pytest.mark.parametrize(
    "said", ["run run_01m8acs6y4n4wke8mpbjbqyvpj done", "GET /v1/plans 200", "at 2026-03-16T09:30"]
)
def test_what_is_not_personal_is_left_as_it_is(said: str) -> None:
    assert masked(said) == said


def test_measurements_are_in_the_format_of_prometheus(api: Organisation) -> None:
    api.post("/v1/runs", {"scenario_id": api.new_scenario()})
    api.request("BREW", "/v1/plans")
    families = {one.name: one for one in text_string_to_metric_families(api.get("/metrics").text)}
    requests = families["earlybird_request_seconds"].samples
    counted = [one for one in requests if one.name.endswith("_count")]
    assert any(one.labels["route"] == "/v1/scenarios" for one in counted)
    assert any(one.labels["method"] == "OTHER" for one in counted)
    assert not any("scn_" in one.labels["route"] for one in counted)
    runs = {one.labels["state"]: one.value for one in families["earlybird_runs"].samples}
    assert runs["queued"] >= 1


def test_requests_leave_spans_where_traces_are_wanted(
    api: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = MagicMock()
    monkeypatch.setattr("service.http.traces._trace", trace)
    api.get("/v1/plans", headers={"X-Request-ID": "r-9"})
    span = trace.get_tracer().start_as_current_span().__enter__()
    span.update_name.assert_called_with("GET /v1/plans")
    span.set_attribute.assert_any_call("earlybird.request_id", "r-9")
    span.set_attribute.assert_any_call("http.response.status_code", 200)
    monkeypatch.setattr("service.http.traces._trace", None)
    assert api.get("/v1/plans").status_code == 200


def test_migrations_make_exactly_the_tables_that_the_program_uses(new_url: str) -> None:
    store = Store(new_url)
    assert not store.is_current()
    store.migrate()
    assert store.is_current()
    with store.glance() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    store.close()


def test_many_processes_may_migrate_at_once(new_url: str) -> None:
    stores = [Store(new_url) for _ in range(4)]
    threads = [threading.Thread(target=store.migrate) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(store.is_current() for store in stores)
    for store in stores:
        store.close()


def test_a_migration_that_fails_leaves_nothing_behind(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(new_url)
    with monkeypatch.context() as patch:
        patch.setattr("alembic.operations.Operations.create_index", _fails)
        with pytest.raises(ZeroDivisionError):
            store.migrate()
    assert not store.is_current()
    store.migrate()
    assert store.is_current()
    store.close()


def _fails(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def test_the_docs_list_every_setting_with_its_default() -> None:
    page = (ROOT / "docs/service.md").read_text("utf-8")
    for name, setting in Settings.model_fields.items():
        default = setting.default
        if isinstance(default, tuple):
            default = ", ".join(default)
        elif isinstance(default, float):
            default = f"{default:g}"
        meaning = " ".join((setting.description or "").split())
        shown = "" if default is None else f"`{default}`"
        assert meaning, name
        assert f"| `EARLYBIRD_{name.upper()}` | {meaning} | {shown} |" in page, name


def test_the_first_key_of_a_data_folder_is_shown_once_and_the_folder_is_private(
    tmp_path: Path,
) -> None:
    made = earlybird("organisation", "Ours", "--data", str(tmp_path / "data"))
    assert made.returncode == 0
    [(_, secret)] = KEY.findall(made.stdout)
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    for file in (tmp_path / "data").iterdir():
        assert secret.encode() not in file.read_bytes()


def test_a_database_of_its_own_without_an_organisation_is_not_served(new_url: str) -> None:
    done = earlybird("serve", environment={"EARLYBIRD_DATABASE_URL": new_url})
    assert done.returncode == 2
    assert "earlybird organisation" in done.stderr
