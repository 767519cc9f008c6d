"""routes.geojson: the routes as lines and the stops as points, for any map (RFC 7946).

A place without coordinates (a scenario with a travel matrix may have them) has no position: its
stop is an unlocated feature, which the standard writes as a null geometry.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from models.place import Place
from models.plan import Route, Stop
from service.exports.view import PlanView, stops_of

DECIMALS = 6
"""Of a degree: about 0.1 m. More only says how the number was stored."""


def routes_geojson(view: PlanView) -> bytes:
    """One FeatureCollection: a LineString per route, then a Point per stop."""
    features = [_route(view, route) for route in view.plan.routes]
    features += [_stop(view, *one) for one in stops_of(view.plan)]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode()


def _route(view: PlanView, route: Route) -> dict[str, Any]:
    line = [position for stop in route.stops if (position := _position(stop.place))]
    return _feature(
        {"type": "LineString", "coordinates": line} if len(line) > 1 else None,
        {
            "feature": "route",
            "engineer_id": route.engineer_id,
            "engineer": view.engineer_name(route.engineer_id),
            "shift_index": route.shift_index,
            "jobs": sum(stop.job_id is not None for stop in route.stops),
            "travel_s": route.travel_s,
            "distance_m": route.distance_m,
            "waiting_s": route.waiting_s,
            "overtime_s": route.overtime_s,
        },
    )


def _stop(view: PlanView, route: Route, position: int, stop: Stop) -> dict[str, Any]:
    job = view.jobs.get(stop.job_id or "")
    point = _position(stop.place)
    return _feature(
        {"type": "Point", "coordinates": point} if point else None,
        {
            "feature": "stop",
            "engineer_id": route.engineer_id,
            "shift_index": route.shift_index,
            "stop": position,
            "kind": stop.kind.value,
            "job_id": stop.job_id,
            "depot_id": stop.depot_id,
            "customer": job.customer.name if job else None,
            "address": stop.place.address,
            "depart": _written(view, stop.leg.depart if stop.leg else None),
            "depart_latest": _written(view, stop.leg.depart_latest if stop.leg else None),
            "arrive": _written(view, stop.arrive),
            "appointment": _written(view, stop.appointment),
            "start": _written(view, stop.start),
            "finish": _written(view, stop.finish),
        },
    )


def _feature(geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _position(place: Place) -> list[float] | None:
    """Longitude first, as the standard has it."""
    if place.latitude is None or place.longitude is None:
        return None
    return [round(place.longitude, DECIMALS), round(place.latitude, DECIMALS)]


def _written(view: PlanView, moment: datetime | None) -> str | None:
    return view.local(moment).isoformat() if moment else None
