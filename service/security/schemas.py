"""What the routes of keys take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from service.security.permissions import Permission, Role


class KeyAsked(BaseModel):
    """A key that is to be made."""

    model_config = ConfigDict(use_attribute_docstrings=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    """For people: what or who uses it."""
    role: Role
    engineer_id: (
        Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")] | None
    ) = None
    """For the role `engineer`, and only there: whose day may be seen."""
    expires_at: AwareDatetime | None = None
    """Default: never."""

    @model_validator(mode="after")
    def _engineer_is_named(self) -> Self:
        if (self.role is Role.ENGINEER) != (self.engineer_id is not None):
            raise ValueError("engineer_id belongs to the role engineer, and only to it")
        return self


class KeyView(BaseModel):
    """A key, without its secret."""

    id: str
    name: str
    role: Role
    engineer_id: str | None
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    revoked_at: datetime | None


class KeyMade(KeyView):
    """A key that was just made."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    key: str
    """The whole key. It is shown this once; nobody can read it again."""


class Me(BaseModel):
    """Who the caller is."""

    organisation_id: str
    organisation: str
    subject: str
    role: Role
    engineer_id: str | None
    permissions: list[Permission]
