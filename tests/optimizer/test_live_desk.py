"""A live desk: new places in every kind of travel, rows that are recycled, and bad input."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from support.every_place import every_place, visits_of
from support.explained import LINE, scenario
from support.small_days import at, engineer, job, window

from models.engineer import Shift
from models.errors import InputUnusable
from models.job import Job, PartNeed, SkillNeed
from models.part import Part
from models.place import Place
from models.plan import Plan
from models.scenario import Scenario
from models.travel import GreatCircleTravel, MatrixTravel, TravelSettings
from optimizer import native
from optimizer.live_desk import LiveDesk
from optimizer.solve import Budget, solve
from optimizer.travel.source import TravelSource

pytestmark = pytest.mark.core

HOURLY = tuple(
    tuple(tuple(cell * (3 if hour in (8, 9) else 2) // 2 for cell in row) for row in LINE)
    for hour in range(24)
)


def day(**fields: Any) -> Scenario:
    """Two engineers at place 0, and jobs at 1 and 2 in the morning."""
    jobs = (job("a", 1, windows=(window("08:00", "12:00"),)), job("b", 2))
    two = (engineer(van_stock={"pump": 1}), engineer(id="e2", skills={"gas": 3}))
    return scenario(jobs=jobs, engineers=two, parts=(Part(id="pump"),), **fields)


def planned(of: Scenario) -> Plan:
    return solve(of, Budget(iterations=30), threads=1)


@pytest.fixture
def desk() -> LiveDesk:
    of = day()
    return LiveDesk.of(of, planned(of), spare_jobs=3)


def test_a_job_at_a_place_nobody_had_been_to_is_priced_exactly(desk: LiveDesk) -> None:
    plan = planned(desk.scenario)
    for place in (5, 11, 5, 7, 9, 3):  # more places and jobs than there are spare rows for
        new = job(f"at {place}", place)
        tried = every_place(desk.scenario, visits_of(plan), new)
        (best,) = desk.best_places(new)
        assert best.extra_cents == min(one.extra_cents for one in tried.values())


@pytest.mark.parametrize(
    "travel",
    [
        MatrixTravel(durations_s=LINE, distances_m=LINE),
        MatrixTravel(durations_s=LINE, speed_percent_by_hour=(*(100,) * 8, 50, 60, *(90,) * 14)),
        GreatCircleTravel(),
    ],
    ids=["with distances", "by hour", "great circle"],
)
@pytest.mark.parametrize("as_matrix", [True, False])
def test_new_places_are_exact_with_every_kind_of_travel(
    travel: TravelSettings, as_matrix: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not as_matrix:
        monkeypatch.setattr(native, "MATRIX_UP_TO_PLACES", 0)
    of = day(travel=travel)
    by_matrix = isinstance(travel, MatrixTravel)

    def located(place: Place) -> Place:
        if by_matrix:
            return place
        return Place(latitude=31.0 + (place.matrix_index or 0) / 50, longitude=121.0)

    of = of.model_copy(
        update={
            "jobs": tuple(one.model_copy(update={"place": located(one.place)}) for one in of.jobs),
            "engineers": tuple(
                one.model_copy(update={"start_place": located(Place(matrix_index=0))})
                for one in of.engineers
            ),
        }
    )
    plan = planned(of)
    live = LiveDesk.of(of, plan, spare_jobs=2)
    for index in (4, 6, 3, 9):
        new = job(f"at {index}", None).model_copy(
            update={"place": located(Place(matrix_index=index))}
        )
        tried = every_place(of, visits_of(plan), new)
        found = live.best_places(new, count=9)
        assert found
        for one in found:
            assert one.extra_cents == tried[one.shift, one.position].extra_cents
        assert found[0].extra_cents == min(one.extra_cents for one in tried.values())


def test_new_places_are_exact_with_a_matrix_for_every_hour(tmp_path: Path) -> None:
    file = tmp_path / "hours.npz"
    np.savez(file, durations=np.array(HOURLY), distances=np.array(LINE))
    of = day(travel=MatrixTravel(file="hours.npz", profile_speed_percent={"car": 90}))
    source = TravelSource.of(of, tmp_path)
    places_of = [job(f"at {index}", index) for index in (4, 8)]
    plan = solve(of, Budget(iterations=30), threads=1, base_folder=tmp_path)
    live = LiveDesk.of(of, plan, travel=source)
    whole = of.model_copy(update={"jobs": (*of.jobs, *places_of)})
    compiled = LiveDesk.of(whole, plan, travel=source)
    for new in places_of:
        assert live.best_places(new, count=9) == compiled.best_places(new.id, count=9)
        assert live.best_places(new)


def test_a_changed_version_of_a_job_takes_the_place_of_the_one_that_is_taken_out(
    desk: LiveDesk,
) -> None:
    moved = desk.job("a").model_copy(update={"windows": (window("13:00", "14:00"),)})
    with pytest.raises(ValueError, match="'a' is visited already"):
        desk.best_places(moved)
    mark = desk.mark()
    desk.take("a")
    (opening,) = desk.best_places(moved)
    desk.put(moved, opening)
    assert desk.job("a") == moved
    (times,) = [one for one in desk.times(*opening.shift) if one.job_id == "a"]
    assert times.start_s >= 13 * 3600
    desk.undo(mark)
    assert desk.job("a") == desk.scenario.jobs[0]


def test_places_can_be_asked_within_spans_and_in_some_shifts_only(desk: LiveDesk) -> None:
    new = job("new", 1)
    (late,) = desk.best_places(new, within=[(15 * 3600, 15 * 3600)])
    assert late.start_s == 15 * 3600
    assert desk.put(new, late) == late.extra_cents
    assert [one.start_s for one in desk.times(*late.shift) if one.job_id == "new"] == [15 * 3600]
    other = job("other", 1)
    (only,) = desk.best_places(other, count=9, shifts=[("e2", 0)])
    assert only.engineer_id == "e2"
    assert desk.best_places(other, within=[(0, 100)]) == ()
    assert desk.best_places(other, count=0) == ()


def test_parts_and_skills_that_nobody_has_fit_nowhere(desk: LiveDesk) -> None:
    pump = job("pump", 1, parts=(PartNeed(part_id="pump"),))
    (with_pump,) = desk.best_places(pump, count=9)
    assert with_pump.engineer_id == "e1"
    assert [one.part_id for one in with_pump.draws] == ["pump"]
    assert desk.best_places(job("hose", 1, parts=(PartNeed(part_id="hose"),))) == ()
    assert desk.best_places(job("sea", 1, skills=(SkillNeed(skill="sailing"),))) == ()
    (gas,) = desk.best_places(job("gas", 1, skills=(SkillNeed(skill="gas"),)), count=9)
    assert gas.engineer_id == "e2"
    desk.put(pump, with_pump)
    assert desk.best_places(pump.model_copy(update={"id": "second"})) == ()


def test_a_shift_can_begin_at_a_place_nobody_had_been_to(desk: LiveDesk) -> None:
    begins = Shift(start=at("09:00"), end=at("17:00"), start_place=Place(matrix_index=10))
    mark = desk.mark()
    assert desk.replace_shift("e2", 0, begins) == ()
    (there,) = desk.best_places(job("near", 10), shifts=[("e2", 0)])
    # At the door at once, 5 minutes before the work; home to the place it starts from.
    assert (there.depart_s, there.start_s) == (9 * 3600, 9 * 3600 + 300)
    assert there.extra_cents == 0
    desk.undo(mark)
    assert desk.shift("e2", 0) == desk.scenario.engineers[1].shifts[0]


def test_rows_that_are_visited_or_may_be_again_are_never_recycled(desk: LiveDesk) -> None:
    for name in ("x", "y"):
        new = job(name, 4)
        desk.put(new, desk.best_places(new)[0])
    mark = desk.mark()
    desk.take("x")
    third = job("z", 5)
    desk.put(third, desk.best_places(third)[0])
    with pytest.raises(ValueError, match="all 3 spare jobs are in use"):
        desk.best_places(job("w", 6))
    desk.undo(mark)
    assert desk.is_served("x")
    desk.take("x")
    desk.commit()
    assert desk.best_places(job("w", 6))


def test_spare_places_run_out_with_advice() -> None:
    of = day()
    live = LiveDesk.of(of, planned(of), spare_jobs=5, spare_places=1)
    first = job("x", 4)
    live.put(first, live.best_places(first)[0])
    with pytest.raises(ValueError, match="all 1 spare places are in use"):
        live.best_places(job("y", 5))


BAD: dict[str, tuple[Callable[[LiveDesk], object], str]] = {
    "unknown job": (lambda desk: desk.best_places("nobody"), "'nobody' is not on the desk"),
    "count": (lambda desk: desk.best_places(job("n", 1), count=-1), "count is -1"),
    "huge count": (lambda desk: desk.best_places(job("n", 1), count=10**30), "count is 1000"),
    "span": (lambda desk: desk.best_places(job("n", 1), within=[(9, 3)]), r"\(9, 3\) is no span"),
    "huge span": (lambda desk: desk.best_by_span(job("n", 1), [(0, 10**30)]), "no span"),
    "shift": (lambda desk: desk.best_places(job("n", 1), shifts=[("e9", 0)]), "'e9'"),
    "place": (lambda desk: desk.best_places(job("n", None)), "matrix_index"),
    "far place": (lambda desk: desk.best_places(job("n", 12)), "beyond the 12 rows"),
    "take": (lambda desk: desk.take("nobody"), "'nobody' is not visited"),
    "mark": (lambda desk: desk.undo(7), "no mark 7"),
    "negative mark": (lambda desk: desk.undo(-1), "no mark -1"),
    "times": (lambda desk: desk.times("e1", 4), "no shift 4"),
    "shift place": (
        lambda desk: desk.replace_shift(
            "e1", 0, Shift(start=at("09:00"), end=at("17:00"), start_place=Place(address="?"))
        ),
        "matrix_index",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_means_nothing_is_refused_and_changes_nothing(desk: LiveDesk, name: str) -> None:
    ask, said = BAD[name]
    before = desk.cents
    with pytest.raises(ValueError, match=said):
        ask(desk)
    assert (desk.cents, desk.mark()) == (before, 0)


def test_an_opening_that_is_no_longer_there_is_refused(desk: LiveDesk) -> None:
    new, second = job("n", 3), job("m", 3)
    span = [(9 * 3600, 9 * 3600)]
    opening = desk.best_places(new, within=span)[0]
    desk.put(new, opening)
    before = desk.cents
    with pytest.raises(ValueError, match="no room"):
        desk.put(second, opening)
    for position in (-1, 99, 2**70):
        with pytest.raises(ValueError, match="no position"):
            desk.put(second, replace(opening, position=position))
    assert desk.cents == before


def test_what_is_fixed_stays_and_is_not_preceded() -> None:
    of = day()
    plan = planned(of)
    (route,) = plan.routes[:1]
    name = (route.engineer_id, route.shift_index)
    live = LiveDesk.of(of, plan, fixed={name: 1})
    first = live.visits(*name)[0]
    with pytest.raises(ValueError, match="has to stay"):
        live.take(first)
    with pytest.raises(ValueError, match="have to stay"):
        live.replace_shift(*name, None)
    assert live.place_at(job("n", 1), *name, 0) is None
    with pytest.raises(InputUnusable):
        LiveDesk.of(of, plan, fixed={name: 9})
    gone = of.engineers[0].shifts[0].model_copy(update={"start": at("16:59")})
    late = [one.model_copy(update={"shifts": (gone,)}) for one in of.engineers]
    with pytest.raises(InputUnusable):
        LiveDesk.of(of.model_copy(update={"engineers": tuple(late)}), plan, fixed={name: 1})


def test_visits_that_are_not_legal_any_more_are_left_out_and_named() -> None:
    of = day()
    plan = planned(of)
    later = tuple(
        one.model_copy(
            update={
                "shifts": tuple(
                    each.model_copy(update={"start": each.start + timedelta(hours=5)})
                    for each in one.shifts
                )
            }
        )
        for one in of.engineers
    )
    live = LiveDesk.of(of.model_copy(update={"engineers": later}), plan)
    assert live.left_out == ("a",)  # its window ends at 12:00, when nobody is at work yet
    assert live.is_served("b")


@pytest.mark.parametrize("spare", [0, -1])
def test_a_desk_needs_a_spare_row(spare: int) -> None:
    of = day()
    with pytest.raises(ValueError, match="spare_jobs"):
        LiveDesk.of(of, planned(of), spare_jobs=spare)


def test_two_threads_at_once_are_noticed_and_nothing_breaks() -> None:
    of = day(days=1)
    live = LiveDesk.of(of, planned(of))
    new = job("n", 3)
    row = live.row_of(new)
    assert row is not None
    seen: list[BaseException] = []
    windows = [[(9 * 3600, 16 * 3600)]] * 3000

    def ask() -> None:
        for _ in range(30):
            try:
                live.ground.core.best(row, windows, [0, 1], 1)
            except RuntimeError as refused:
                seen.append(refused)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert all("two threads" in str(one) for one in seen)
    assert live.ground.core.best(row, windows[:1], [0, 1], 1)[0]


def test_a_job_keeps_its_row_while_it_is_asked_for_again(desk: LiveDesk) -> None:
    new: Job = job("n", 3)
    assert desk.row_of(new) == desk.row_of(new.model_copy())
    changed = new.model_copy(update={"duration_s": 60})
    (short,) = desk.best_places(changed)
    assert short.finish_s - short.start_s == 60
