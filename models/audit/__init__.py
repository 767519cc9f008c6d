"""The independent auditor: is this plan legal for this scenario, and does it say the truth?

A plain checker that every plan has to pass before anybody sees it. It takes the moments that the
plan itself states and holds each statement against the scenario and the travel times. On purpose
it shares nothing with the native core, nor with the reference timeline and cost: what they agree
on has been worked out twice. One rule is one file; a rule yields what breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from models.audit import (
    appointment_raster,
    calls,
    chosen_engineers,
    collection,
    continuity,
    departures,
    depot_stock,
    draw_order,
    draws,
    durations,
    earliest_starts,
    early_band,
    every_job_once,
    kits,
    latest_departures,
    left_out,
    merit,
    moments,
    movable_starts,
    plannable,
    price,
    reserves,
    route_figures,
    route_shape,
    same_scenario,
    shifts,
    skills,
    stop_places,
    territories,
    told_appointments,
    tools,
    travel_legs,
    van_stock,
    windows,
)
from models.audit.facts import Facts
from models.audit.reading import read_facts
from models.findings import Finding, Severity
from models.places import PlaceIndex, index_places
from models.plan import Plan
from models.scenario import Scenario
from models.travel import TravelTimes

Rule = Callable[[Facts], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    # the plan as a whole
    same_scenario.check,
    every_job_once.check,
    left_out.check,
    route_shape.check,
    moments.check,
    # who goes where
    plannable.check,
    stop_places.check,
    skills.check,
    tools.check,
    chosen_engineers.check,
    territories.check,
    # when
    windows.check,
    told_appointments.check,
    appointment_raster.check,
    early_band.check,
    travel_legs.check,
    continuity.check,
    durations.check,
    reserves.check,
    shifts.check,
    earliest_starts.check,
    latest_departures.check,
    departures.check,
    movable_starts.check,
    # with what
    draws.check,
    van_stock.check,
    depot_stock.check,
    draw_order.check,
    collection.check,
    kits.check,
    calls.check,
    # how well
    route_figures.check,
    merit.check,
    price.check,
)
"""All rules, in the order their findings are reported."""


def audit(
    scenario: Scenario,
    plan: Plan,
    travel: TravelTimes,
    places: PlaceIndex | None = None,
    digest: str | None = None,
) -> tuple[Finding, ...]:
    """Everything that is wrong with a plan; empty when it is legal and says the truth.

    `travel` answers for the places of `places` (default: `index_places(scenario)`); `digest` is the
    scenario's (`models.files.digest`), where the caller wants it compared with the plan's. The
    times of a route that has not the shape of one are not checked: the shape is the finding.
    """
    if places is None:
        places = index_places(scenario)
    facts = read_facts(scenario, plan, travel, places, digest)
    return tuple(found for rule in RULES for found in rule(facts))


def is_legal(findings: Iterable[Finding]) -> bool:
    """Whether none of the findings is an error; warnings and notices leave a plan legal."""
    return all(found.severity is not Severity.ERROR for found in findings)
