"""Desks of several processes hold a slot with different engineers, and agree once it is booked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient
from support.day_api import PATH, begun, held, new_job
from support.service_api import DAY, Organisation

from service.days.entries import Hold


def test_a_booking_of_another_process_goes_where_the_plan_has_it(
    api: Organisation, app_with: Callable[..., TestClient]
) -> None:
    begun(api, jobs=2)
    second: Any = app_with()
    other = Organisation(second, api.services, api.id, api.keys)
    room = second.app.state.services.rooms.room(api.id, DAY)
    # Who is nearest is busy, so the slot is held with the other; then he is free again.
    nearest = held(api, new_job("LONG", duration_s=30_000))
    hold = held(api, new_job("N", duration_s=1800))
    assert hold["engineer_id"] != nearest["engineer_id"]
    assert api.request("DELETE", f"{PATH}/holds/{nearest['id']}").status_code == 204
    room.forget()  # held with whoever is cheapest, when it is laid out anew
    assert other.post(f"{PATH}/slots", {"job": new_job("ASKED")}).status_code == 200
    booked = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
    assert booked.status_code == 201, booked.text
    assert booked.json()["engineer_id"] == hold["engineer_id"]
    next_one = held(other, new_job("B", duration_s=1800))
    booked = other.post(f"{PATH}/bookings", {"hold_id": next_one["id"]})
    assert booked.status_code == 201, booked.text
    for route in room._running.day.plan.routes:
        planned = tuple(one.job_id for one in route.stops if one.job_id is not None)
        assert room._desk.live.visits(route.engineer_id, route.shift_index) == planned
    room.forget()
    assert other.get(f"{PATH}/plan").json() == api.get(f"{PATH}/plan").json()


def test_an_entry_that_could_not_be_read_again_is_never_written(
    api: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(api)
    keep = Hold.model_copy

    def spoil(one: Hold, **given: Any) -> Hold:
        copied = keep(one, **given)
        return keep(copied, update={"offer": copied.offer.model_copy(update={"position": -1})})

    hold = held(api, new_job("N"))
    before = api.get(f"{PATH}/plan").json()
    with monkeypatch.context() as patch:
        patch.setattr(Hold, "model_copy", spoil)
        booked = api.post(f"{PATH}/bookings", {"hold_id": hold["id"]})
    assert (booked.status_code, booked.json()["code"]) == (500, "service-defect")
    api.services.rooms.room(api.id, DAY).forget()
    assert api.get(f"{PATH}/plan").json() == before
    assert api.post(f"{PATH}/bookings", {"hold_id": hold["id"]}).status_code == 201
