"""What is to be told to subscribers, written with the change itself: both are kept or neither."""

from __future__ import annotations

import json

from service.ids import new_id
from service.store.session import OrganisationSession
from service.webhooks import store
from service.webhooks.schemas import Message


def put_out(
    session: OrganisationSession, day: str, sequence: int, kind: str, version: int, body: bytes
) -> None:
    """Put an entry of a day out for everybody who has subscribed to its kind."""
    for row in store.every(session):
        if row["kinds"] != store.ALL and kind not in row["kinds"].split():
            continue
        delivery_id = new_id("whd", session.now)
        message = Message(
            id=delivery_id,
            day=day,
            sequence=sequence,
            kind=kind,
            version=version,
            at=session.now,
            what=json.loads(body),
        )
        sent = message.model_dump_json().encode()
        store.put(session, row["id"], day, sequence, kind, delivery_id, sent)
