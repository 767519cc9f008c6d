"""ETags: what a reader saw, and whether it is still so."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Header

from service.http import kinds
from service.http.problems import Problem

IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", description="The ETag of the version that this change is meant for."),
]
IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="ETags that the caller has; `*` for any."),
]

UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "The caller has this version already."}
}
"""The `responses=` of a route that heeds If-None-Match."""


def etag_of(value: object) -> str:
    """A strong ETag."""
    return f'"{value}"'


def is_known(if_none_match: str | None, etag: str) -> bool:
    """Whether the caller has this version already (then the answer is 304)."""
    return if_none_match is not None and (
        "*" in _tags(if_none_match) or etag in _tags(if_none_match)
    )


def require_match(
    what: str, etag: str | None, if_match: str | None, if_none_match: str | None = None
) -> None:
    """Make sure that the caller means the version that there is.

    Args:
        what: of the thing, for people.
        etag: of the version there is; None if there is no such thing yet.
        if_match: the header; it has to name `etag`.
        if_none_match: the header; `*` says that there must be no such thing yet.

    Raises Problem: 428 when the caller does not say, 412 when another version is meant.
    """
    if if_match is None and if_none_match is None:
        raise Problem(kinds.PRECONDITION, f"A change of {what} needs If-Match.")
    if if_match is not None and (
        etag is None or ("*" not in _tags(if_match) and etag not in _tags(if_match))
    ):
        there_is = f"its ETag is {etag}" if etag else "there is none yet"
        raise Problem(
            kinds.CHANGED_MEANWHILE,
            f"If-Match is {if_match[:80]}, but of {what} {there_is}.",
            headers={"ETag": etag} if etag else {},
        )
    if if_none_match is not None and is_known(if_none_match, etag or "") and etag is not None:
        raise Problem(kinds.CHANGED_MEANWHILE, f"There is {what} already.", headers={"ETag": etag})


def _tags(header: str) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
