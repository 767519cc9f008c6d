"""Who is asking, as a key or a token says."""

from __future__ import annotations

from dataclasses import dataclass

from service.security.permissions import ALLOWED, Permission, Role


@dataclass(frozen=True, slots=True)
class Principal:
    """The one who asks. Nothing else about a request decides what it may see."""

    organisation_id: str
    subject: str
    """`key:<id>` or `token:<sub>`."""
    role: Role
    engineer_id: str | None = None
    """Whose day an engineer may see."""

    def may(self, permission: Permission) -> bool:
        """Whether the role includes a permission."""
        return permission in ALLOWED[self.role]

    def may_see_engineer(self, engineer_id: str) -> bool:
        """Whether the day of this engineer may be seen."""
        if self.may(Permission.READ_PLANS):
            return True
        return self.may(Permission.READ_OWN_DAY) and engineer_id == self.engineer_id
