"""Subscriptions: made, shown, removed; messages: shown, sent again."""

from __future__ import annotations

from service.http import kinds
from service.http.problems import Problem
from service.security.caller import Caller
from service.store.session import OrganisationSession
from service.store.sql import RowMapping
from service.webhooks import problems, store
from service.webhooks.addresses import AddressRefused, checked, resolved
from service.webhooks.schemas import DeliveryView, SubscriptionAsked, SubscriptionMade
from service.webhooks.signing import new_secret


def check_address(caller: Caller, url: str) -> None:
    """Raise Problem (422) for an address that nothing is sent to. May ask the name service."""
    hosts = caller.services.settings.webhook_hosts
    try:
        resolved(checked(url, hosts), hosts)
    except AddressRefused as refused:
        raise Problem(problems.ADDRESS, str(refused)) from refused
    except (OSError, UnicodeError):
        raise Problem(problems.ADDRESS, "There is no such host.") from None


def subscribe(
    session: OrganisationSession, caller: Caller, asked: SubscriptionAsked
) -> SubscriptionMade:
    """Keep a subscription whose address was checked. Raises Problem (409)."""
    if len(store.every(session)) >= store.MOST_SUBSCRIPTIONS:
        raise Problem(problems.TOO_MANY, f"There are {store.MOST_SUBSCRIPTIONS} already.")
    secret = new_secret()
    row = store.add(session, asked.url, set(asked.kinds), secret, caller.principal.subject)
    return SubscriptionMade(**store.view(row).model_dump(), secret=secret)


def find(session: OrganisationSession, subscription_id: str) -> RowMapping:
    """A subscription. Raises Problem (404)."""
    row = store.get(session, subscription_id)
    if row is None:
        raise Problem(kinds.NOT_FOUND, f"There is no subscription {subscription_id}.")
    return row


def send_again(
    session: OrganisationSession, subscription_id: str, delivery_id: str
) -> DeliveryView:
    """Have a dead message tried anew. Raises Problem: 404, 409."""
    row = store.delivery(session, delivery_id)
    if row is None or row["subscription_id"] != subscription_id:
        raise Problem(kinds.NOT_FOUND, f"There is no message {delivery_id}.")
    if not store.send_again(session, delivery_id):
        raise Problem(problems.NOT_DEAD, f"Message {delivery_id} is {row['state']}.")
    row = store.delivery(session, delivery_id)
    assert row is not None
    return store.delivery_view(row)
