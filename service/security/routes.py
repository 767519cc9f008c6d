"""The routes of API keys, and of who one is."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Response

from service.http import kinds
from service.http.idempotency import Answer, OnlyOnce
from service.http.pages import DEFAULT_LIMIT, Cursor, Limit, Page, id_of, page_of
from service.http.problems import documented
from service.security import logic, store
from service.security.caller import Caller, caller_with
from service.security.keys import ID_PATTERN
from service.security.permissions import Permission
from service.security.schemas import KeyAsked, KeyMade, KeyView, Me
from service.store.session import OrganisationSession

router = APIRouter(prefix="/v1", tags=["access"])
Admin = Annotated[Caller, Depends(caller_with(Permission.MANAGE_KEYS))]
KeyId = Annotated[str, Path(pattern=ID_PATTERN)]
EXAMPLE = {"name": "call centre, desk 4", "role": "call_centre"}


@router.get("/me", response_model=Me)
def get_me(caller: Annotated[Caller, Depends(caller_with())]) -> Me:
    """Who the caller is and what the caller may do."""
    with caller.reading() as session:
        return logic.me(session, caller)


@router.post(
    "/keys",
    status_code=201,
    response_model=KeyMade,
    responses=documented(kinds.KEY_REUSED),
)
def create_key(
    caller: Admin,
    once: OnlyOnce,
    asked: Annotated[
        KeyAsked, Body(openapi_examples={"desk": {"summary": "A desk", "value": EXAMPLE}})
    ],
) -> Response:
    """Make a key. The answer shows it this once.

    An Idempotency-Key is refused here: the answer to it would have to be kept, secret and all.
    """
    once.refuse("a key is shown once and never kept")

    def make(session: OrganisationSession) -> Answer:
        made = logic.make(session, asked, caller.principal.subject)
        return Answer(made, headers={"Location": f"/v1/keys/{made.id}"})

    return once(caller, make)


@router.get("/keys", response_model=Page[KeyView], responses=documented(kinds.CURSOR))
def list_keys(caller: Admin, limit: Limit = DEFAULT_LIMIT, cursor: Cursor = None) -> Page[KeyView]:
    """All keys, without their secrets, newest first."""
    with caller.reading() as session:
        rows = store.newest(session, id_of(cursor), limit)
    return page_of(rows, limit, logic.view, lambda row: str(row["id"]))


@router.get("/keys/{key_id}", response_model=KeyView, responses=documented(kinds.NOT_FOUND))
def get_key(caller: Admin, key_id: KeyId) -> KeyView:
    """A key, without its secret."""
    with caller.reading() as session:
        return logic.view(logic.find(session, key_id))


@router.delete(
    "/keys/{key_id}",
    status_code=204,
    responses=documented(kinds.NOT_FOUND, kinds.NOT_ACCEPTABLE_STATE),
)
def revoke_key(caller: Admin, key_id: KeyId) -> Response:
    """Revoke a key: from now on it is worthless. It stays in the list, for those who ask later."""
    with caller.writing() as session:
        logic.revoke(session, caller, key_id)
    return Response(status_code=204)
