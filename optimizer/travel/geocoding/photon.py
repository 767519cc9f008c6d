"""Addresses through Photon, a search over OpenStreetMap data."""

from __future__ import annotations

from geopy.adapters import URLLibAdapter
from geopy.geocoders import Photon

from optimizer.travel.geocoding.online import TIMEOUT_S, OnlineGeocoder, configured
from optimizer.travel.geocoding.pace import Pace, Patience

PUBLIC_DOMAIN = "photon.komoot.io"
PUBLIC_EVERY_S = 1.0
"""The public server asks for fair use and throttles who uses it much; this is our own restraint."""


def photon_geocoder(
    *,
    domain: str = PUBLIC_DOMAIN,
    scheme: str = "https",
    user_agent: str | None = None,
    every_s: float = PUBLIC_EVERY_S,
    timeout_s: float = TIMEOUT_S,
    patience: Patience | None = None,
    pace: Pace | None = None,
) -> OnlineGeocoder:
    """A geocoder that asks a Photon server. The arguments are those of `nominatim_geocoder`.

    Raises:
        InputUnusable: the settings cannot work.
    """
    client = configured(
        "Photon",
        lambda: Photon(
            user_agent=user_agent,
            domain=domain,
            scheme=scheme,
            timeout=timeout_s,
            adapter_factory=URLLibAdapter,
        ),
    )
    return OnlineGeocoder(
        f"photon {client.domain}", client.geocode, pace or Pace(every_s), patience or Patience()
    )
