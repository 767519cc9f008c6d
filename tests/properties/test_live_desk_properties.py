"""A live desk on random days that use every rule: exact prices, exact changes, exact undoing."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta

import pytest
from support.every_place import every_place, visits_of
from support.random_days import random_day

from models.job import Job
from models.plan import Plan
from models.scenario import Scenario
from models.timeline import Visit
from optimizer.live_desk import LiveDesk
from optimizer.solve import Budget, solve

pytestmark = pytest.mark.core
NEW = 3
SEEDS = range(40)


def planned(seed: int) -> tuple[Scenario, Plan, list[Job]]:
    """A day with a plan, and jobs that neither has heard of."""
    day = random_day(9000 + seed, jobs=12 + NEW, shifts=3)
    known = day.model_copy(update={"jobs": day.jobs[NEW:]})
    return known, solve(known, Budget(iterations=60), seed=seed, threads=1), list(day.jobs[:NEW])


def standing(desk: LiveDesk) -> dict[tuple[str, int], tuple[Visit, ...]]:
    """The visits of every shift as the desk has them."""
    return {
        name: decision.visits
        for name in desk.ground.shifts
        if (decision := desk.decision(*name)).visits
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_a_desk_costs_what_its_plan_costs_and_reserves_the_same_units(seed: int) -> None:
    scenario, plan, _ = planned(seed)
    desk = LiveDesk.of(scenario, plan)
    assert desk.left_out == ()
    assert desk.cents == plan.cost.cents
    assert standing(desk) == visits_of(plan)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_shift_says_its_cheapest_place_for_a_job_nobody_had_heard_of(seed: int) -> None:
    scenario, plan, new = planned(seed)
    desk = LiveDesk.of(scenario, plan, spare_jobs=2)
    for job in new:
        tried = every_place(scenario, visits_of(plan), job)
        cheapest: dict[tuple[str, int], int] = {}
        for (name, _), way in tried.items():
            cheapest[name] = min(way.extra_cents, cheapest.get(name, way.extra_cents))
        found = desk.best_places(job, count=100)
        assert {one.shift: one.extra_cents for one in found} == cheapest
        assert [one.extra_cents for one in found] == sorted(cheapest.values())
        for one in found:
            truth = tried[one.shift, one.position]
            assert truth.extra_cents == one.extra_cents
            assert (one.depart_s, one.arrive_s, one.start_s, one.finish_s) == (
                truth.stop.depart, truth.stop.arrive, truth.stop.start, truth.stop.finish,
            )  # fmt: skip
            assert (one.pushed_s, one.slack_lost_s) == (truth.pushed_s, truth.slack_lost_s)
            assert one.draws == truth.draws


@pytest.mark.parametrize("seed", SEEDS)
def test_every_single_place_is_priced_as_the_timeline_does(seed: int) -> None:
    scenario, plan, new = planned(seed)
    desk = LiveDesk.of(scenario, plan)
    tried = every_place(scenario, visits_of(plan), new[0])
    for name in desk.ground.shifts:
        for position in range(len(desk.visits(*name)) + 1):
            found = desk.place_at(new[0], *name, position)
            truth = tried.get((name, position))
            assert (found is None) == (truth is None)
            if found is not None and truth is not None:
                assert found.extra_cents == truth.extra_cents


@pytest.mark.parametrize("seed", SEEDS)
def test_changes_cost_what_was_said_and_can_all_be_undone(seed: int) -> None:
    scenario, plan, new = planned(seed)
    dice = random.Random(seed)
    desk = LiveDesk.of(scenario, plan, spare_jobs=12)
    states = [(desk.mark(), desk.cents, standing(desk))]
    for _ in range(12):
        before = desk.cents
        match dice.choice(("put", "put", "take", "shift")):
            case "put":
                waiting = [job for job in new if not desk.is_served(job.id)]
                places = desk.best_places(dice.choice(waiting), count=9) if waiting else ()
                if places:
                    opening = dice.choice(places)
                    job = next(one for one in waiting if desk.best_places(one, count=9) == places)
                    assert desk.put(job, opening) == opening.extra_cents
                    assert desk.cents == before + opening.extra_cents
                    assert desk.where(job.id) == (opening.shift, opening.position)
            case "take":
                served = [visit.job_id for visits in standing(desk).values() for visit in visits]
                if served:
                    gone = dice.choice(served)
                    change = 0
                    # Refused where the way without it is longer than the detour.
                    with suppress(ValueError):
                        change = desk.take(gone)
                        assert not desk.is_served(gone)
                    assert desk.cents == before + change
            case "shift":
                name = dice.choice(desk.ground.shifts)
                shift = desk.shift(*name)
                if shift is not None:
                    later = shift.start + timedelta(seconds=dice.randint(0, 10_000))
                    moved = shift.model_copy(update={"start": min(later, shift.end)})
                    had = desk.visits(*name)
                    left = desk.replace_shift(*name, dice.choice((moved, None)))
                    assert sorted((*left, *desk.visits(*name))) == sorted(had)
        states.append((desk.mark(), desk.cents, standing(desk)))
    while states:
        at = dice.randrange(len(states))
        mark, cents, visits = states[at]
        del states[at:]
        desk.undo(mark)
        assert desk.cents == cents
        assert standing(desk) == visits


@pytest.mark.parametrize("seed", range(20))
def test_a_shift_that_begins_later_keeps_what_a_scenario_with_that_shift_allows(seed: int) -> None:
    scenario, plan, _ = planned(seed)
    desk = LiveDesk.of(scenario, plan)
    for route in plan.routes:
        name = (route.engineer_id, route.shift_index)
        shift = desk.shift(*name)
        assert shift is not None
        moved = shift.model_copy(update={"start": min(shift.end, shift.start + timedelta(hours=1))})
        mark = desk.mark()
        desk.replace_shift(*name, moved)
        engineers = tuple(
            one
            if one.id != name[0]
            else one.model_copy(
                update={
                    "shifts": tuple(
                        moved if number == name[1] else each
                        for number, each in enumerate(one.shifts)
                    )
                }
            )
            for one in scenario.engineers
        )
        changed = scenario.model_copy(update={"engineers": engineers})
        # Exactly what stands now is legal in the scenario with that shift, and costs the same.
        remaining = plan.model_copy(
            update={
                "routes": tuple(
                    each.model_copy(
                        update={
                            "stops": tuple(
                                stop
                                for stop in each.stops
                                if stop.job_id is None or desk.is_served(stop.job_id)
                            )
                        }
                    )
                    for each in plan.routes
                )
            }
        )
        again = LiveDesk.of(changed, remaining)
        assert again.left_out == ()
        assert again.cents == desk.cents
        desk.undo(mark)
