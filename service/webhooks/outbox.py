"""What is to be told to subscribers, written with the change itself: both are kept or neither."""

from __future__ import annotations

from service.store.session import OrganisationSession


def put_out(
    session: OrganisationSession, day: str, sequence: int, kind: str, version: int, body: bytes
) -> None:
    """Put an entry of a day out for everybody who has subscribed to its kind."""
