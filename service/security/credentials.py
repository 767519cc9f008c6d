"""From a credential to a principal: API keys of our own, tokens of the configured issuer."""

from __future__ import annotations

from service.security.keys import principal_of_key
from service.security.principal import Principal
from service.security.tokens import TokenVerifier
from service.store.store import Store

KEY_PREFIX = "eb_"


class Credentials:
    """Knows whom to believe."""

    def __init__(self, store: Store, tokens: TokenVerifier | None) -> None:
        self._store = store
        self._tokens = tokens
        self._known: set[str] = set()

    def principal_of(self, credential: str) -> Principal | None:
        """Whose credential it is; None when it is not valid. Raises StoreFault."""
        if credential.startswith(KEY_PREFIX):
            return principal_of_key(self._store, credential)
        found = self._tokens.principal_of(credential) if self._tokens else None
        return found if found and self._is_known(found.organisation_id) else None

    def _is_known(self, organisation_id: str) -> bool:
        """Whether there is such an organisation; once there is, there always is."""
        if organisation_id not in self._known:
            with self._store.reading(organisation_id) as session:
                if session.organisation_name() is not None:
                    self._known.add(organisation_id)
        return organisation_id in self._known
