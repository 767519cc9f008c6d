"""Where a command gets the coordinates of addresses from: its options, and the environment.

Keys and names are no options, or every user of the machine could read them in the process list:

    EARLYBIRD_GEOCODER_AGENT   the name that address services see; best with a mail address
    EARLYBIRD_BAIDU_KEY        Baidu's AK
    EARLYBIRD_BAIDU_SECRET     Baidu's SK, where the AK is set to signed requests
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit

from models.errors import InputUnusable

if TYPE_CHECKING:
    from models.findings import Finding
    from models.scenario import Scenario
    from optimizer.travel.geocoding import Geocoder

DEFAULT_AGENT = "earlybird"


class GeocoderName(StrEnum):
    """Who is asked where an address is."""

    NOMINATIM = "nominatim"
    PHOTON = "photon"
    BAIDU = "baidu"
    TABLE = "table"


@dataclass(frozen=True)
class AddressOptions:
    """What the command line says about addresses."""

    geocoder: GeocoderName | None = None
    url: str | None = None
    """A server of one's own, instead of the public one."""
    table: Path | None = None
    cache: Path | None = None

    def resolve(self, scenario: Scenario) -> tuple[Scenario, tuple[Finding, ...]]:
        """The scenario with the coordinates that could be found, and what could not.

        Raises InputUnusable if the options do not fit together or the table cannot be read.
        """
        self._refuse_contradictions()
        if self.geocoder is None and self.table is None:
            return scenario, ()
        from optimizer.travel.geocoding import AddressCache, read_address_table, resolve_places

        table, findings = read_address_table(self.table) if self.table else (None, ())
        cache = AddressCache(self.cache) if self.cache else None
        resolved, more = resolve_places(scenario, self._service(), cache, table)
        return resolved, (*findings, *more)

    def _refuse_contradictions(self) -> None:
        if self.geocoder is GeocoderName.TABLE and self.table is None:
            raise InputUnusable("--geocoder table needs a table: add --geocode-table FILE.")
        asks = self.geocoder not in (None, GeocoderName.TABLE)
        for option, given in (("--geocode-url", self.url), ("--geocode-cache", self.cache)):
            if given is not None and not asks:
                raise InputUnusable(
                    f"{option} is of use only when a service is asked: add --geocoder nominatim, "
                    "photon or baidu, or leave it out."
                )

    def _service(self) -> Geocoder | None:
        from optimizer.travel.geocoding import baidu_geocoder, nominatim_geocoder, photon_geocoder

        agent = os.environ.get("EARLYBIRD_GEOCODER_AGENT", DEFAULT_AGENT)
        server = _server(self.url)
        if self.geocoder is GeocoderName.NOMINATIM:
            return nominatim_geocoder(user_agent=agent, **server)
        if self.geocoder is GeocoderName.PHOTON:
            return photon_geocoder(user_agent=agent, **server)
        if self.geocoder is GeocoderName.BAIDU:
            key = os.environ.get("EARLYBIRD_BAIDU_KEY", "")
            if not key.strip():
                raise InputUnusable(
                    "Baidu needs an API key: put its AK into the environment as "
                    "EARLYBIRD_BAIDU_KEY (and the SK, if it has one, as EARLYBIRD_BAIDU_SECRET)."
                )
            secret = os.environ.get("EARLYBIRD_BAIDU_SECRET") or None
            return baidu_geocoder(api_key=key, security_key=secret, user_agent=agent, **server)
        return None


class _Server(TypedDict, total=False):
    scheme: str
    domain: str


def _server(url: str | None) -> _Server:
    """Scheme and domain of a server's URL; nothing without one."""
    if url is None:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query:
        raise InputUnusable(
            f"--geocode-url {url!r} is not the address of a server: write it like "
            "http://localhost:8080."
        )
    return {"scheme": parts.scheme, "domain": f"{parts.netloc}{parts.path}".rstrip("/")}
