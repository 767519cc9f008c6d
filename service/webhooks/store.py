"""Subscriptions and messages in the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from service.ids import new_id
from service.store.day_tables import deliveries, subscriptions
from service.store.session import OrganisationSession
from service.store.sql import RowMapping, desc
from service.webhooks.schemas import DeliveryState, DeliveryView, EntryKind, SubscriptionView

ALL = "*"
MOST_SUBSCRIPTIONS = 20
"""Of one organisation."""
LONGEST_SAID = 200


def add(
    session: OrganisationSession, url: str, kinds: Iterable[EntryKind], secret: str, subject: str
) -> RowMapping:
    """Keep a subscription."""
    subscription_id = new_id("sub", session.now)
    session.add(
        subscriptions,
        id=subscription_id,
        url=url,
        kinds=" ".join(sorted(one.value for one in kinds)) or ALL,
        secret=secret,
        paused=False,
        created_at=session.now,
        created_by=subject,
    )
    row = get(session, subscription_id)
    assert row is not None
    return row


def get(session: OrganisationSession, subscription_id: str) -> RowMapping | None:
    """A subscription of the organisation."""
    return session.row(subscriptions, subscriptions.c.id == subscription_id)


def every(session: OrganisationSession) -> Sequence[RowMapping]:
    """All subscriptions, the oldest first."""
    return session.rows(subscriptions, order_by=(subscriptions.c.id,))


def remove(session: OrganisationSession, subscription_id: str) -> None:
    """Remove a subscription and what it has not got yet."""
    session.remove(deliveries, deliveries.c.subscription_id == subscription_id)
    session.remove(subscriptions, subscriptions.c.id == subscription_id)


def put(
    session: OrganisationSession,
    subscription_id: str,
    day: str,
    sequence: int,
    kind: str,
    delivery_id: str,
    body: bytes,
) -> None:
    """Put a message out."""
    session.add(
        deliveries,
        id=delivery_id,
        subscription_id=subscription_id,
        day=day,
        sequence=sequence,
        kind=kind,
        body=body,
        state=DeliveryState.WAITING.value,
        tries=0,
        next_at=session.now,
        created_at=session.now,
    )


def delivery(session: OrganisationSession, delivery_id: str) -> RowMapping | None:
    """A message."""
    return session.row(deliveries, deliveries.c.id == delivery_id)


def newest(
    session: OrganisationSession,
    subscription_id: str,
    before: str | None,
    limit: int,
    state: DeliveryState | None,
) -> Sequence[RowMapping]:
    """Messages of a subscription, newest first; one more than `limit`."""
    c = deliveries.c
    older = () if before is None else (c.id < before,)
    in_state = () if state is None else (c.state == state.value,)
    return session.rows(
        deliveries,
        c.subscription_id == subscription_id,
        *older,
        *in_state,
        order_by=(desc(c.id),),
        limit=limit + 1,
    )


def claim(session: OrganisationSession, row: RowMapping, until: datetime) -> bool:
    """Take a message to send it; False where another worker has it. Others wait until then."""
    c = deliveries.c
    taken = session.change(
        deliveries,
        c.id == row["id"],
        c.state == DeliveryState.WAITING.value,
        c.tries == row["tries"],
        c.next_at <= session.now,
        tries=row["tries"] + 1,
        next_at=until,
    )
    return bool(taken)


def delivered(session: OrganisationSession, delivery_id: str, said: str) -> None:
    """Note that the subscriber has a message."""
    session.change(
        deliveries,
        deliveries.c.id == delivery_id,
        state=DeliveryState.DELIVERED.value,
        said=said[:LONGEST_SAID],
        delivered_at=session.now,
    )


def failed(
    session: OrganisationSession, delivery_id: str, said: str, wait_s: float, *, dead: bool
) -> None:
    """Note that a try has failed."""
    state = DeliveryState.DEAD if dead else DeliveryState.WAITING
    session.change(
        deliveries,
        deliveries.c.id == delivery_id,
        state=state.value,
        said=said[:LONGEST_SAID],
        next_at=session.now + timedelta(seconds=wait_s),
    )


def send_again(session: OrganisationSession, delivery_id: str) -> bool:
    """Let a dead message be tried anew; False where it is not dead."""
    c = deliveries.c
    return bool(
        session.change(
            deliveries,
            c.id == delivery_id,
            c.state == DeliveryState.DEAD.value,
            state=DeliveryState.WAITING.value,
            tries=0,
            next_at=session.now,
        )
    )


def view(row: RowMapping) -> SubscriptionView:
    """As it is shown: without its secret."""
    kinds = () if row["kinds"] == ALL else row["kinds"].split()
    return SubscriptionView(
        id=row["id"],
        url=row["url"],
        kinds=tuple(EntryKind(one) for one in kinds),
        created_at=row["created_at"],
        created_by=row["created_by"],
    )


def delivery_view(row: RowMapping) -> DeliveryView:
    """As it is shown."""
    return DeliveryView(**{name: row[name] for name in DeliveryView.model_fields})
