"""From addresses to coordinates: services over the network, a table in a file, and a cache."""

from __future__ import annotations

from optimizer.travel.geocoding.address_table import AddressTable, read_address_table
from optimizer.travel.geocoding.baidu import baidu_geocoder
from optimizer.travel.geocoding.cache import AddressCache
from optimizer.travel.geocoding.geocoder import Coordinates, Geocoder
from optimizer.travel.geocoding.nominatim import nominatim_geocoder
from optimizer.travel.geocoding.pace import Pace, Patience
from optimizer.travel.geocoding.photon import photon_geocoder
from optimizer.travel.geocoding.resolve import resolve_places

__all__ = [
    "AddressCache",
    "AddressTable",
    "Coordinates",
    "Geocoder",
    "Pace",
    "Patience",
    "baidu_geocoder",
    "nominatim_geocoder",
    "photon_geocoder",
    "read_address_table",
    "resolve_places",
]
