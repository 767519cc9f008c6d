"""The routes of webhooks."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Response

from service.http import kinds
from service.http.idempotency import Answer, OnlyOnce
from service.http.pages import DEFAULT_LIMIT, Cursor, Limit, Page, id_of, page_of
from service.http.problems import documented
from service.ids import ID_PATTERN
from service.security.caller import Caller, caller_with
from service.security.permissions import Permission
from service.store.session import OrganisationSession
from service.webhooks import logic, problems, store
from service.webhooks.schemas import (
    DeliveryState,
    DeliveryView,
    SubscriptionAsked,
    SubscriptionMade,
    SubscriptionView,
)

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])
Manager = Annotated[Caller, Depends(caller_with(Permission.MANAGE_WEBHOOKS))]
SubscriptionId = Annotated[
    str, Path(pattern=ID_PATTERN, examples=["sub_06ew5g0rmh8qzvk3w2x9c7d1ta"])
]
DeliveryId = Annotated[str, Path(pattern=ID_PATTERN, examples=["whd_06ew5g0rmh8qzvk3w2x9c7d1ta"])]
EXAMPLE = {"url": "https://example.com/earlybird", "kinds": ["event", "plan"]}


@router.post(
    "",
    status_code=201,
    response_model=SubscriptionMade,
    responses=documented(problems.ADDRESS, problems.TOO_MANY, kinds.KEY_REUSED),
)
def subscribe(
    caller: Manager,
    once: OnlyOnce,
    asked: Annotated[
        SubscriptionAsked,
        Body(openapi_examples={"plans": {"summary": "Events and plans", "value": EXAMPLE}}),
    ],
) -> Response:
    """Have changes of running days sent to an address, signed. The secret is shown this once."""
    once.refuse("the answer holds a secret, which is not kept to be shown again")
    logic.check_address(caller, asked.url)

    def make(session: OrganisationSession) -> Answer:
        made = logic.subscribe(session, caller, asked)
        return Answer(made, headers={"Location": f"/v1/webhooks/{made.id}"})

    return once(caller, make)


@router.get("", response_model=list[SubscriptionView])
def list_subscriptions(caller: Manager) -> list[SubscriptionView]:
    """All subscriptions, the oldest first."""
    with caller.reading() as session:
        return [store.view(row) for row in store.every(session)]


@router.get(
    "/{subscription_id}", response_model=SubscriptionView, responses=documented(kinds.NOT_FOUND)
)
def get_subscription(caller: Manager, subscription_id: SubscriptionId) -> SubscriptionView:
    """One subscription."""
    with caller.reading() as session:
        return store.view(logic.find(session, subscription_id))


@router.delete("/{subscription_id}", status_code=204, responses=documented(kinds.NOT_FOUND))
def unsubscribe(caller: Manager, subscription_id: SubscriptionId) -> Response:
    """End a subscription; what it has not got yet is forgotten."""
    with caller.writing() as session:
        logic.find(session, subscription_id)
        store.remove(session, subscription_id)
    return Response(status_code=204)


@router.get(
    "/{subscription_id}/deliveries",
    response_model=Page[DeliveryView],
    responses=documented(kinds.NOT_FOUND, kinds.CURSOR),
)
def list_deliveries(
    caller: Manager,
    subscription_id: SubscriptionId,
    limit: Limit = DEFAULT_LIMIT,
    cursor: Cursor = None,
    state: Annotated[DeliveryState | None, Query(description="Only in this state.")] = None,
) -> Page[DeliveryView]:
    """The messages of a subscription and what came of them, newest first."""
    with caller.reading() as session:
        logic.find(session, subscription_id)
        rows = store.newest(session, subscription_id, id_of(cursor), limit, state)
    return page_of(rows, limit, store.delivery_view, lambda row: str(row["id"]))


@router.post(
    "/{subscription_id}/deliveries/{delivery_id}/resend",
    status_code=202,
    response_model=DeliveryView,
    responses=documented(kinds.NOT_FOUND, problems.NOT_DEAD),
)
def resend(
    caller: Manager, subscription_id: SubscriptionId, delivery_id: DeliveryId
) -> DeliveryView:
    """Have a message that was given up tried anew."""
    with caller.writing() as session:
        return logic.send_again(session, subscription_id, delivery_id)
