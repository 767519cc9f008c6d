"""A creating request with an Idempotency-Key is done once, however often it is sent."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from support.service_api import Organisation, small_day

from service.security.permissions import Role


def _key() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}


def test_the_same_request_again_gets_the_first_answer(api: Organisation) -> None:
    key = _key()
    first = api.post("/v1/scenarios", small_day(), headers=key)
    again = api.post("/v1/scenarios", small_day(), headers=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["location"] == first.headers["location"]
    assert again.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert len(api.get("/v1/scenarios").json()["items"]) == 1


def test_another_request_with_the_same_key_is_refused(api: Organisation) -> None:
    key = _key()
    api.post("/v1/scenarios", small_day(), headers=key)
    answer = api.post("/v1/scenarios", small_day(3), headers=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")


def test_without_a_key_every_request_creates(api: Organisation) -> None:
    ids = {api.post("/v1/scenarios", small_day()).json()["id"] for _ in range(2)}
    assert len(ids) == 2


def test_a_request_that_failed_leaves_its_key_free(api: Organisation) -> None:
    key = _key()
    plan = api.new_plan()
    path = f"/v1/plans/{plan}/publish"
    assert api.post(path, headers=key).status_code == 428
    assert api.post(path, headers=key | {"If-None-Match": "*"}).status_code == 200


def test_a_defect_keeps_neither_key_nor_work(
    api: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _key()
    with monkeypatch.context() as patch:
        patch.setattr("service.scenarios.logic.ScenarioCreated", None)
        assert api.post("/v1/scenarios", small_day(), headers=key).status_code == 500
    assert api.get("/v1/scenarios").json()["items"] == []
    assert api.post("/v1/scenarios", small_day(), headers=key).status_code == 201


def test_twenty_at_once_create_one_and_all_get_the_same_answer(api: Organisation) -> None:
    key = _key()
    with ThreadPoolExecutor(20) as pool:
        answers = list(
            pool.map(lambda _: api.post("/v1/scenarios", small_day(), headers=key), range(20))
        )
    assert {one.status_code for one in answers} == {201}
    assert len({one.content for one in answers}) == 1
    assert sum("idempotency-replayed" not in one.headers for one in answers) == 1
    assert len(api.get("/v1/scenarios").json()["items"]) == 1


def test_keys_of_different_callers_and_organisations_do_not_meet(
    api: Organisation, other: Organisation
) -> None:
    key = _key()
    answers = [
        api.post("/v1/scenarios", small_day(), headers=key),
        api.post("/v1/scenarios", small_day(), Role.DISPATCHER, headers=key),
        other.post("/v1/scenarios", small_day(), headers=key),
    ]
    assert len({one.json()["id"] for one in answers}) == 3


def test_a_key_that_would_have_to_be_kept_is_not_made_under_an_idempotency_key(
    api: Organisation,
) -> None:
    answer = api.post("/v1/keys", {"name": "x", "role": "viewer"}, headers=_key())
    assert answer.status_code == 422


@pytest.mark.parametrize("key", ["", "with space", "x" * 201])
def test_an_unusable_key_is_refused(api: Organisation, key: str) -> None:
    answer = api.post("/v1/scenarios", small_day(), headers={"Idempotency-Key": key})
    assert answer.status_code == 422


def test_old_keys_are_forgotten(api: Organisation) -> None:
    from service.http.idempotency import forget

    api.post("/v1/scenarios", small_day(), headers=_key())
    with api.services.store.writing(api.id) as session:
        assert forget(session, hours=24) == 0
        assert forget(session, hours=-1) == 1
