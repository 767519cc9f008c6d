"""routes.geojson is valid by RFC 7946 and says what the plan says."""

from __future__ import annotations

import json
from typing import Any

from support.sample_plan import sample_day
from support.written_day import PLAN, SCENARIO

from models.plan import Plan
from models.scenario import Scenario
from service.exports.geojson import routes_geojson
from service.exports.view import PlanView


def _features(scenario: Scenario, plan: Plan) -> list[dict[str, Any]]:
    collection = json.loads(routes_geojson(PlanView(scenario, plan)))
    assert collection["type"] == "FeatureCollection"
    features: list[dict[str, Any]] = collection["features"]
    return features


def test_there_is_a_line_per_route_and_a_point_per_stop() -> None:
    features = _features(SCENARIO, PLAN)
    kinds = [feature["geometry"]["type"] for feature in features]
    # Two routes, of five and three stops.
    assert kinds == ["LineString"] * 2 + ["Point"] * 8


def test_every_feature_has_what_the_standard_asks_for() -> None:
    for feature in _features(*sample_day(4, 20)):
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        geometry = feature["geometry"]
        positions = geometry["coordinates"]
        if geometry["type"] == "Point":
            positions = [positions]
        else:
            assert geometry["type"] == "LineString"
            assert len(positions) >= 2
        for longitude, latitude in positions:
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90


def test_longitude_comes_first() -> None:
    point = _features(SCENARIO, PLAN)[2]["geometry"]
    assert point["coordinates"] == [117.02, 36.66]


def test_stops_without_coordinates_are_features_without_a_position() -> None:
    features = _features(*sample_day(2, 8, coordinates=False))
    assert {feature["geometry"] for feature in features} == {None}


def test_times_carry_their_offset() -> None:
    arrivals = {feature["properties"].get("arrive") for feature in _features(SCENARIO, PLAN)}
    assert "2026-03-02T09:50:30+08:00" in arrivals
