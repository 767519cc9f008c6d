"""Addresses through Baidu Maps (geocoding v3), for mainland China."""

from __future__ import annotations

from typing import Any

from geopy.adapters import URLLibAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
)
from geopy.geocoders import BaiduV3

from optimizer.travel.geocoding.china import wgs84_from_bd09
from optimizer.travel.geocoding.online import TIMEOUT_S, OnlineGeocoder, configured, misconfigured
from optimizer.travel.geocoding.pace import Pace, Patience

PUBLIC_DOMAIN = "api.map.baidu.com"
EVERY_S = 0.05
"""20 requests per second; what a key may do is in Baidu's console."""

NO_RESULT = "无相关结果"
"""Baidu reports an address that it does not know as an internal error with this text."""


def baidu_geocoder(
    *,
    api_key: str,
    security_key: str | None = None,
    domain: str = PUBLIC_DOMAIN,
    scheme: str = "https",
    user_agent: str | None = None,
    every_s: float = EVERY_S,
    timeout_s: float = TIMEOUT_S,
    patience: Patience | None = None,
    pace: Pace | None = None,
) -> OnlineGeocoder:
    """A geocoder that asks Baidu and gives WGS-84 coordinates.

    Baidu answers in BD-09, which lies up to a kilometre beside WGS 84; see `china`.

    Args:
        api_key: the AK of Baidu's console.
        security_key: the SK, if the AK is set to signed requests (SN).
        domain: host and port, without scheme.
        scheme: `https` or `http`.
        user_agent: sent along with every request.
        every_s: least seconds between two requests.
        timeout_s: how long an answer is waited for.
        patience: how failed requests are tried again.
        pace: instead of `every_s`, with a clock and a sleep of its own.

    Raises:
        InputUnusable: the settings cannot work.
    """
    if not api_key.strip():
        raise misconfigured("Baidu", "it needs an API key (AK)")
    client = configured(
        "Baidu",
        lambda: BaiduV3(
            api_key,
            security_key=security_key,
            scheme=scheme,
            user_agent=user_agent,
            timeout=timeout_s,
            adapter_factory=_StatusReader,
        ),
    )
    client.api = f"{scheme}://{domain.strip('/')}{client.api_path}"
    return OnlineGeocoder(
        f"baidu {domain.strip('/')}",
        client.geocode,
        pace or Pace(every_s),
        patience or Patience(),
        to_wgs84=wgs84_from_bd09,
    )


class _StatusReader(URLLibAdapter):  # type: ignore[misc]  # geopy is untyped
    """Reads Baidu's own status, which comes with HTTP 200, before geopy does.

    geopy takes an unknown address (status 1 with a text) for a broken server, a bad key (5) for a
    bad address, and a short-lived limit (401) for a used-up quota. The numbers are from
    https://lbsyun.baidu.com/index.php?title=webapi/appendix .
    """

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        page = super().get_json(url, timeout=timeout, headers=headers)
        status = page.get("status") if isinstance(page, dict) else None
        if not isinstance(status, int):
            raise GeocoderParseError("the answer has no status")
        if status == 0:
            return page
        said = f"Baidu says {status}: {page.get('message') or page.get('msg') or 'no reason'}"
        if NO_RESULT in said:
            return {"status": 0}
        raise _error_of(status)(said)


def _error_of(status: int) -> Any:
    """The class among geopy's errors that a status of Baidu's means."""
    if status in (2, 8):  # the query is not understood
        return GeocoderQueryError
    if status in (401, 402):  # too many at once
        return GeocoderRateLimited
    if status == 4 or 300 <= status < 400:  # the quota of the day or of all time is used up
        return GeocoderQuotaExceeded
    if status in (3, 5, 9) or 100 <= status < 300:  # the key is missing, wrong or not allowed
        return GeocoderAuthenticationFailure
    return GeocoderServiceError
