"""`earlybird check`: hold a plan against its scenario with the independent auditor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.commands.options import GeocodeCache, Geocoder, GeocodeTable, GeocodeUrl, ScenarioPath


def check(
    scenario: ScenarioPath,
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help="The plan: its plan.json.", show_default=False)
    ],
    geocoder: Geocoder = None,
    geocode_url: GeocodeUrl = None,
    geocode_table: GeocodeTable = None,
    geocode_cache: GeocodeCache = None,
) -> int:
    """Check that a plan is legal: every rule and every promise of its scenario is kept.

    What breaks a rule is listed with where and what to do. If the scenario's addresses were
    geocoded for the plan, give the same geocoder and cache.
    """
    from models.audit import audit, is_legal
    from models.files import digest, load_plan
    from models.places import index_places
    from optimizer.travel.build import build_travel
    from service import console
    from service.addresses import AddressOptions
    from service.cli import ExitCode
    from service.reading import read_scenario

    addresses = AddressOptions(geocoder, geocode_url, geocode_table, geocode_cache)
    asked = read_scenario(scenario, addresses)
    checked = load_plan(plan)
    places = index_places(asked.scenario)
    travel = build_travel(asked.scenario, places, scenario.parent)
    findings = audit(asked.scenario, checked, travel, places, digest(asked.scenario))
    console.say_findings(findings)
    visits = sum(stop.job_id is not None for route in checked.routes for stop in route.stops)
    routes = len(checked.routes)
    if is_legal(findings):
        console.result(f"The plan is legal: {visits} visits on {routes} routes.")
        return ExitCode.DONE
    broken = len({finding.code for finding in findings if finding.severity == "error"})
    console.result(f"The plan is NOT legal: {broken} rules are broken.")
    return ExitCode.ILLEGAL_PLAN
