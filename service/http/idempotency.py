"""Requests that create are done once, however often they are sent.

The answer is kept under the caller's Idempotency-Key in the very transaction that creates: either
both are there or neither is. A repetition that arrives meanwhile waits for that transaction (the
key is its lock) and gets the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Annotated, Final

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from service.http import kinds
from service.http.problems import Problem
from service.security.caller import Caller
from service.store.session import OrganisationSession
from service.store.tables import idempotency_keys as keys

REPLAYED: Final = "Idempotency-Replayed"
"""Header of an answer that was given before."""
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route answers when it has created something."""

    body: BaseModel | bytes
    status: int = 201
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        """As FastAPI sends it."""
        return Response(self.content, self.status, dict(self.headers), JSON)

    @property
    def content(self) -> bytes:
        """The body as JSON."""
        body = self.body
        return body if isinstance(body, bytes) else body.model_dump_json().encode()


Make = Callable[[OrganisationSession], Answer]


class Once:
    """Does a creating request once. Routes take it as the dependency `OnlyOnce`."""

    def __init__(self, key: str | None, asked: str) -> None:
        self._key = key
        self._asked = asked

    def __call__(
        self, caller: Caller, make: Make, after: Callable[[], None] | None = None
    ) -> Response:
        """Create in one transaction, or give the answer that was given before.

        Args:
            caller: whose request it is.
            make: does the work in the transaction it is handed. What it raises undoes everything,
                and the key stays free.
            after: called when the transaction is kept, also for a repetition; it may be called
                more than once.
        """
        with caller.writing() as session:
            response = self._in(session, caller, make)
        if after is not None:
            after()
        return response

    def refuse(self, why: str) -> None:
        """Raise Problem when the request has an Idempotency-Key: what it makes is not kept."""
        if self._key is not None:
            raise Problem(kinds.INVALID, f"Idempotency-Key cannot be used here: {why}.")

    def _in(self, session: OrganisationSession, caller: Caller, make: Make) -> Response:
        if self._key is None:
            return make(session).response()
        # Keys of different callers do not meet.
        key = sha256(f"{caller.principal.subject}\0{self._key}".encode()).hexdigest()
        if not session.add_if_new(keys, key=key, asked_sha256=self._asked, created_at=session.now):
            return self._again(session, key)
        answer = make(session)
        session.change(
            keys,
            keys.c.key == key,
            status=answer.status,
            headers=dict(answer.headers),
            body=answer.content,
        )
        return answer.response()

    def _again(self, session: OrganisationSession, key: str) -> Response:
        known = session.row(keys, keys.c.key == key)
        if known is None:  # it was forgotten this very moment
            raise Problem(kinds.UNAVAILABLE, "Please repeat.", headers={"Retry-After": "1"})
        if known["asked_sha256"] != self._asked:
            raise Problem(
                kinds.KEY_REUSED,
                f"The Idempotency-Key {self._key!r} stands for another request already.",
            )
        headers = known["headers"] | {REPLAYED: "true"}
        return Response(known["body"], known["status"], headers, JSON)


async def _once(
    request: Request,
    key: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=200,
            pattern=r"^[\x21-\x7e]+$",
            description="Chosen by the caller, e.g. a UUID: the same request with the same key is "
            "done once and answered alike; it is remembered for a day.",
        ),
    ] = None,
) -> Once:
    body = await request.body()
    asked = sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
    asked.update(body)
    return Once(key, asked.hexdigest())


OnlyOnce = Annotated[Once, Depends(_once)]


def forget(session: OrganisationSession, hours: int) -> int:
    """Forget keys that are older; how many there were."""
    return session.remove(keys, keys.c.created_at < session.now - timedelta(hours=hours))
