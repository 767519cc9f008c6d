"""The core times and prices every route as the reference does, to the integer."""

import random
from collections.abc import Iterator

import pytest
from support.random_days import random_day

from models.clock import Clock
from models.cost import cost_of
from models.errors import RouteImpossible
from models.places import index_places
from models.plan import Draw, PartSource
from models.scenario import Scenario
from models.timeline import Timeline, Visit, walk
from optimizer import native
from optimizer.encode import Encoded, encode
from optimizer.travel.build import build_travel

pytestmark = pytest.mark.core


def random_routes(encoded: Encoded, dice: random.Random) -> Iterator[tuple[int, list[int]]]:
    for _ in range(40):
        shift = dice.randrange(len(encoded.shifts))
        engineer = encoded.arrays.shifts[shift][0]
        able = [
            job
            for job in range(len(encoded.jobs))
            if int(encoded.arrays.able[job][engineer // 64]) >> int(engineer % 64) & 1
        ]
        if able:
            yield shift, dice.sample(able, dice.randint(1, min(4, len(able))))


def draws_for(scenario: Scenario, depot_id: str | None, dice: random.Random) -> tuple[Draw, ...]:
    """A unit from the start depot, sometimes inbound: what the timing depends on."""
    if depot_id is None or dice.random() < 0.5:
        return ()
    inbound = next((one for one in scenario.depots[0].inbound), None)
    eta = inbound.eta if inbound is not None and dice.random() < 0.5 else None
    return (
        Draw(
            part_id="pump",
            quantity=1,
            source=PartSource.DEPOT,
            depot_id=depot_id,
            inbound_eta=eta,
        ),
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_core_times_and_prices_a_route_as_the_reference_does(seed: int) -> None:
    scenario = random_day(seed)
    dice = random.Random(seed)
    clock, places = Clock.of(scenario), index_places(scenario)
    travel = build_travel(scenario, places)
    encoded = encode(scenario, scenario.jobs, clock, places, travel)
    problem = native.compile_problem(encoded.arrays)
    for shift, jobs in random_routes(encoded, dice):
        engineer, number = encoded.shifts[shift]
        draws = draws_for(scenario, places.shift[engineer.id, number].start_depot_id, dice)
        visits = [
            Visit(encoded.jobs[job].id, draws if position == 0 else ())
            for position, job in enumerate(jobs)
        ]
        etas = [clock.seconds(one.inbound_eta) for one in draws if one.inbound_eta is not None]
        timed = problem.time_route(shift, jobs, bool(draws), max(etas, default=-(10**9)))
        try:
            timeline = walk(scenario, clock, places, travel, engineer, number, visits)
        except RouteImpossible:
            assert not timed[0]
            continue
        assert timed == expected(scenario, timeline)


def expected(scenario: Scenario, timeline: Timeline) -> tuple[object, ...]:
    cost = cost_of(scenario, [timeline], [])
    return (
        True,
        timeline.begin,
        timeline.end,
        timeline.travel_s,
        timeline.service_s,
        timeline.waiting_s,
        timeline.overtime_s,
        timeline.lateness_s,
        cost.distance_cents,
        cost.cents,
        [(stop.depart, stop.arrive, stop.start) for stop in timeline.stops],
    )
