"""Addresses through Nominatim, the geocoder of OpenStreetMap."""

from __future__ import annotations

from geopy.adapters import URLLibAdapter
from geopy.geocoders import Nominatim

from optimizer.travel.geocoding.online import TIMEOUT_S, OnlineGeocoder, configured, misconfigured
from optimizer.travel.geocoding.pace import Pace, Patience

PUBLIC_DOMAIN = "nominatim.openstreetmap.org"
PUBLIC_EVERY_S = 1.0
"""The public server allows one request per second, a name of the application, and no bulk use:
https://operations.osmfoundation.org/policies/nominatim/ . A server of one's own may be faster."""


def nominatim_geocoder(
    *,
    user_agent: str,
    domain: str = PUBLIC_DOMAIN,
    scheme: str = "https",
    every_s: float = PUBLIC_EVERY_S,
    timeout_s: float = TIMEOUT_S,
    patience: Patience | None = None,
    pace: Pace | None = None,
) -> OnlineGeocoder:
    """A geocoder that asks a Nominatim server.

    Args:
        user_agent: the name of your application, best with a mail address; the public server
            demands it.
        domain: host, with port and path if need be, without scheme.
        scheme: `https` or `http`.
        every_s: least seconds between two requests; not less than 1 on the public server.
        timeout_s: how long an answer is waited for.
        patience: how failed requests are tried again.
        pace: instead of `every_s`, with a clock and a sleep of its own.

    Raises:
        InputUnusable: the settings cannot work.
    """
    if not user_agent.strip():
        raise misconfigured("Nominatim", "it needs a user agent, the name of your application")
    client = configured(
        "Nominatim",
        lambda: Nominatim(
            user_agent=user_agent,
            domain=domain,
            scheme=scheme,
            timeout=timeout_s,
            adapter_factory=URLLibAdapter,
        ),
    )
    if client.domain == PUBLIC_DOMAIN:
        every_s = max(every_s, PUBLIC_EVERY_S)
    return OnlineGeocoder(
        f"nominatim {client.domain}", client.geocode, pace or Pace(every_s), patience or Patience()
    )
