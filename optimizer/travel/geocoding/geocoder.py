"""What a geocoder is to the rest: an address in, WGS-84 coordinates or nothing out.

TravelUnavailable
└── GeocoderFailed         no answer about an address; others may fare better
    ├── GeocoderRejected   the service cannot make sense of this address
    ├── GeocoderUnreachable   it does not answer, or answers nonsense
    └── GeocoderRefused    it will not answer: bad key, used-up quota. Asking on is no use
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple, Protocol

from models.errors import TravelUnavailable


class Coordinates(NamedTuple):
    """A point in degrees, WGS 84."""

    latitude: float
    longitude: float

    @property
    def are_on_earth(self) -> bool:
        """Whether both are numbers in their range."""
        return -90 <= self.latitude <= 90 and -180 <= self.longitude <= 180


class Geocoder(Protocol):
    """Finds where an address is."""

    @property
    def cache_key(self) -> str:
        """Under what its answers are kept in an `AddressCache`; empty: they are not kept."""
        ...

    def locate(self, address: str) -> Coordinates | None:
        """The coordinates of an address, or None if it is not known there.

        Raises:
            GeocoderFailed: there is no answer; see above for the kinds.
        """
        ...


class GeocoderFailed(TravelUnavailable):
    """A geocoder gave no answer about an address."""


class GeocoderRejected(GeocoderFailed):
    """The service does not understand this address; it may understand others."""


class GeocoderUnreachable(GeocoderFailed):
    """The service does not answer in time, not at all, or not in its own format."""


class GeocoderRefused(GeocoderFailed):
    """The service answers nobody with this key, from here, or today."""


def tidy(address: str) -> str:
    """The address as it is sent: on one line, with single spaces."""
    return " ".join(address.split())


def normal_form(address: str) -> str:
    """What addresses are compared by: width of characters, case and spaces do not count."""
    return tidy(unicodedata.normalize("NFKC", address)).casefold()
