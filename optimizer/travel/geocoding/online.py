"""A geopy geocoder that keeps a pace, tries again, and says what went wrong in our words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geopy.adapters import AdapterHTTPError, get_retry_after
from geopy.exc import (
    ConfigurationError,
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
)

from models.errors import InputUnusable
from models.findings import Severity, finding, register
from optimizer.travel.geocoding.geocoder import (
    Coordinates,
    GeocoderFailed,
    GeocoderRefused,
    GeocoderRejected,
    GeocoderUnreachable,
    tidy,
)
from optimizer.travel.geocoding.pace import Pace, Patience

MISCONFIGURED = register(
    "geocoder-misconfigured",
    Severity.ERROR,
    "The settings of an address service cannot work: no key, no name of one's own, a wrong scheme.",
    "Correct the settings; docs/travel.md lists them.",
)

TIMEOUT_S = 10.0
"""Seconds an answer is waited for; geopy's own default of 1 s is short for public services."""
NONSENSE = (KeyError, IndexError, TypeError, AttributeError, ValueError)
"""What geopy lets through when valid JSON is not what it expects."""


class OnlineGeocoder:
    """Asks a service over HTTP through geopy. Implements `Geocoder`.

    Args:
        cache_key: name of the service and server, for the cache.
        ask: geopy's `geocode`: an address in, a geopy location or None out.
        pace: how often it is asked; `pace.sleep` also serves for the pauses between attempts.
        patience: how it is asked again.
        to_wgs84: from the service's coordinates to WGS 84.
    """

    def __init__(
        self,
        cache_key: str,
        ask: Callable[[str], Any],
        pace: Pace,
        patience: Patience,
        to_wgs84: Callable[[Coordinates], Coordinates] = lambda point: point,
    ) -> None:
        self.cache_key = cache_key
        self._ask = ask
        self.pace = pace
        self._patience = patience
        self._to_wgs84 = to_wgs84

    def locate(self, address: str) -> Coordinates | None:
        """See `Geocoder`. Takes at most `patience.attempts` requests."""
        failures = 0
        while True:
            self.pace.wait()
            try:
                return self._coordinates(self._ask(tidy(address)))
            except GeocoderServiceError as error:
                failures += 1
                trouble, pause_s = self._judge(error, failures)
                if pause_s is None or failures >= self._patience.attempts:
                    raise trouble from error
                self.pace.sleep(pause_s)
            except NONSENSE as error:
                raise GeocoderUnreachable(f"the answer is not in its format: {error!r}") from error

    def _coordinates(self, location: Any) -> Coordinates | None:
        if location is None:
            return None
        point = self._to_wgs84(Coordinates(float(location.latitude), float(location.longitude)))
        if not point.are_on_earth:
            raise ValueError(f"coordinates {point.latitude}, {point.longitude}")
        return point

    def _judge(
        self, error: GeocoderServiceError, failures: int
    ) -> tuple[GeocoderFailed, float | None]:
        """Our word for geopy's error, and the pause before asking again (None: do not)."""
        said = _said(error)
        if isinstance(error, GeocoderRateLimited):
            asked_s = error.retry_after
            pause_s = max(self._patience.wait_s(failures), asked_s or 0.0)
            if pause_s > self._patience.longest_wait_s:
                return GeocoderRefused(f"{said}; it asks for a pause of {asked_s:.0f} s"), None
            return GeocoderRefused(said), pause_s
        if isinstance(
            error,
            GeocoderAuthenticationFailure | GeocoderInsufficientPrivileges | GeocoderQuotaExceeded,
        ):
            return GeocoderRefused(said), None
        if isinstance(error, GeocoderQueryError):
            return GeocoderRejected(said), None
        status, asked_s = _http_facts(error)
        if status is not None and 400 <= status < 500 and status != 408:
            return GeocoderRefused(said), None
        pause_s = max(self._patience.wait_s(failures), asked_s)
        if pause_s > self._patience.longest_wait_s:
            return GeocoderUnreachable(f"{said}; it asks for a pause of {asked_s:.0f} s"), None
        return GeocoderUnreachable(said), pause_s


def misconfigured(service: str, reason: object) -> InputUnusable:
    """The error for settings that cannot work; never with a key in it."""
    message = f"the address service {service} cannot be used: {reason}"
    return InputUnusable(message, [finding(MISCONFIGURED, message, value=service)])


def configured(service: str, make: Callable[[], Any]) -> Any:
    """What `make` makes of geopy. Raises InputUnusable where geopy refuses the settings."""
    try:
        return make()
    except ConfigurationError as error:
        raise misconfigured(service, error) from error


def _said(error: GeocoderServiceError) -> str:
    """What went wrong in one short line."""
    if isinstance(error, GeocoderParseError):
        return "the answer is not JSON"  # geopy's message holds the whole page
    said = tidy(str(error)) or type(error).__name__
    return said if len(said) <= 200 else said[:197] + "..."


def _http_facts(error: GeocoderServiceError) -> tuple[int | None, float]:
    """HTTP status behind an error, if there is one, and the pause in seconds it asks for."""
    cause = error.__cause__
    if not isinstance(cause, AdapterHTTPError):
        return None, 0.0
    return cause.status_code, float(get_retry_after(cause.headers) or 0.0)
