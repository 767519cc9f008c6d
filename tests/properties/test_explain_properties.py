"""What is said of jobs left out of random days, held against everything that could be tried."""

from __future__ import annotations

from random import Random

import pytest
from support.explained import codes, searched
from support.other_ways import fits_alone, other_ways
from support.tiny_scenarios import tiny_scenario

from models.plan import UnplannedState
from optimizer.reasons import REASONS

pytestmark = pytest.mark.core

ROOM = {"engineers-full", "no-small-change", "part-reserved"}
"""Codes that say that the job could be served, if not for others."""


@pytest.mark.parametrize("seed", range(60))
def test_the_cheapest_way_really_works_and_costs_what_it_says(seed: int) -> None:
    # Ten jobs for two shifts leave some out; without any search, jobs are left that would fit.
    scenario = tiny_scenario(Random(seed), jobs=10, shifts=2)
    day = searched(scenario, iterations=200, stop_at_once=seed % 5 == 0)
    said = day.explained()
    row = {job.id: number for number, job in enumerate(day.encoded.jobs)}
    for job_id, one in said.items():
        job = day.encoded.jobs[row[job_id]]
        ways = list(other_ways(day, job))
        (way,) = day.engine.cheapest_ways([row[job_id]])
        if way is None:
            # A shift that could not serve the job alone may still pass it on the way, where a
            # detour is a short cut; such ways are not all looked for.
            assert not ways or not fits_alone(day, job), job_id
            continue
        shift, displaced, extra_cents = way
        lost = tuple(day.encoded.jobs[other].id for other in displaced)
        same = [other for other in ways if (other.shift, other.displaced) == (shift, lost)]
        assert extra_cents in [other.extra_cents for other in same]
        assert same[0].loss == min(other.loss for other in ways)
        told = one.reasons[-1]
        assert told.code == ("cheapest-way" if lost else "search-ended-early")
        assert told.displaced_job_ids == lost
        assert told.extra_cost_cents == extra_cents
        assert told.engineer_id == day.encoded.shifts[shift][0].id


@pytest.mark.parametrize("seed", range(60))
def test_a_job_is_said_to_be_impossible_exactly_where_no_shift_could_serve_it_alone(
    seed: int,
) -> None:
    scenario = tiny_scenario(Random(1000 + seed), jobs=10, shifts=2)
    day = searched(scenario, iterations=200)
    for job_id, one in day.explained().items():
        job = next(job for job in scenario.jobs if job.id == job_id)
        if {"cheapest-way", "search-ended-early"} & set(codes(one)):
            assert any(other_ways(day, job))
        else:
            assert bool(ROOM & set(codes(one))) == fits_alone(day, job), codes(one)


@pytest.mark.parametrize("seed", range(60))
def test_every_job_left_out_has_reasons_that_people_can_read(seed: int) -> None:
    scenario = tiny_scenario(Random(2000 + seed), jobs=12, shifts=2)
    for one in searched(scenario, iterations=50).explained().values():
        assert one.reasons
        assert len({reason.text.en for reason in one.reasons}) == len(one.reasons)
        for reason in one.reasons:
            assert reason.text.en.strip() == reason.text.en != ""
            assert reason.text.zh.strip() == reason.text.zh != ""
            assert "{" not in reason.text.en + reason.text.zh
        awaits = any(REASONS[reason.code].awaits_part for reason in one.reasons)
        assert awaits == (one.state is UnplannedState.AWAITING_PART)
        etas = [reason.eta for reason in one.reasons if reason.eta is not None]
        assert awaits or not etas
