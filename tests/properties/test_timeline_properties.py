"""What holds for every route, on tiny random days small enough to try everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from support.small_days import MIDNIGHT, Day, day, depot, engineer, job
from support.travel_doubles import SteppedTravel

from models.engineer import Shift
from models.errors import RouteImpossible
from models.job import Job, Window
from models.plan import Draw, PartSource
from models.policy import EarlyBand, Policy
from models.scenario import Horizon
from models.timeline import Timeline, Visit

LAST = 40
"""The horizon is `[0, 40]` seconds, so that every start can be tried."""


def moment(second: int) -> datetime:
    return MIDNIGHT + timedelta(seconds=second)


@dataclass(frozen=True)
class TinyJob:
    """The same job in numbers, for the brute force."""

    spans: tuple[tuple[int, int], ...]
    told: int | None
    service_s: int
    raster_s: int

    def starts(self) -> Iterator[int]:
        """All possible starts, by trying every second."""
        for second in range(LAST + 1):
            if self.told is None:
                inside = not self.spans or any(a <= second <= b for a, b in self.spans)
                if inside and second % self.raster_s == 0:
                    yield second
            elif second >= self.told and (
                not self.spans or any(a <= self.told and second <= b for a, b in self.spans)
            ):
                yield second


@dataclass(frozen=True)
class TinyDay:
    day: Day
    jobs: tuple[TinyJob, ...]
    travel: SteppedTravel
    lo: int
    begin: int
    must_end: int

    def walk(self) -> Timeline:
        return self.day.walk(*(one.id for one in self.day.scenario.jobs))

    def can_follow(self, position: int, place: int, ready: int, start: int) -> bool:
        """Whether job `position` may start then, for somebody ready at `place`."""
        arrival = self.travel.arrive("car", place, position + 1, ready)
        told = self.jobs[position].told is not None
        return arrival + (0 if told else self.lo) <= start

    def ends(self, position: int, place: int, ready: int) -> Iterator[tuple[tuple[int, ...], int]]:
        """Every way to drive the rest of the route: the starts and the arrival at its end."""
        if position == len(self.jobs):
            end = self.travel.arrive("car", place, 0, ready)
            if end <= self.must_end:
                yield (), end
            return
        for start in self.jobs[position].starts():
            if self.can_follow(position, place, ready, start):
                finish = start + self.jobs[position].service_s
                for later, end in self.ends(position + 1, position + 1, finish):
                    yield (start, *later), end


@st.composite
def tiny_jobs(draw: st.DrawFn, number: int, raster_s: int) -> tuple[TinyJob, Job]:
    count = draw(st.integers(0, 2))
    spans = tuple(
        (first, draw(st.integers(first, LAST)))
        for first in draw(st.lists(st.integers(0, LAST), min_size=count, max_size=count))
    )
    inside = [second for a, b in spans for second in (a, b)] or [0, LAST // 2]
    told = draw(st.none() | st.sampled_from(inside))
    # Overlapping promises: the told moment belongs to all that hold it.
    tiny = TinyJob(
        tuple(span for span in spans if told is None or span[0] <= told <= span[1]),
        told,
        draw(st.integers(0, 4)),
        raster_s,
    )
    full = job(
        f"j{number}",
        number + 1,
        duration_s=tiny.service_s,
        windows=tuple(Window(start=moment(a), end=moment(b)) for a, b in spans),
        appointment_told=None if told is None else moment(told),
    )
    return tiny, full


@st.composite
def tiny_days(draw: st.DrawFn) -> TinyDay:
    raster_s = draw(st.sampled_from([1, 1, 2, 5]))
    pairs = [draw(tiny_jobs(number, raster_s)) for number in range(draw(st.integers(1, 3)))]
    size = len(pairs) + 1
    row = st.lists(st.integers(0, 8), min_size=size, max_size=size)
    base = draw(st.lists(row, min_size=size, max_size=size))
    speeds = st.sampled_from([400, 1000, 1700, 3000])
    travel = SteppedTravel(base, draw(st.lists(speeds, min_size=1, max_size=LAST)))
    lo = draw(st.integers(0, 3))
    hi = draw(st.none() | st.integers(lo, 8))
    begin = draw(st.integers(0, 10))
    end, overtime = draw(st.integers(begin, LAST + 10)), draw(st.integers(0, 5))
    the_day = day(
        travel,
        [full for _, full in pairs],
        [engineer(shifts=(Shift(start=moment(begin), end=moment(end)),), overtime_max_s=overtime)],
        policy=Policy(early_band=EarlyBand(least_s=lo, most_s=hi), appointment_raster_s=raster_s),
        horizon=Horizon(start=MIDNIGHT, end=moment(LAST)),
    )
    jobs = tuple(tiny for tiny, _ in pairs)
    return TinyDay(the_day, jobs, travel, lo, begin, end + overtime)


def driven(tiny: TinyDay) -> Timeline:
    """The route, for days on which there is one."""
    try:
        return tiny.walk()
    except RouteImpossible:
        assume(False)
        raise


@given(tiny_days())
def test_no_way_to_drive_a_route_starts_any_job_sooner(tiny: TinyDay) -> None:
    ways = list(tiny.ends(0, 0, tiny.begin))
    try:
        route = tiny.walk()
    except RouteImpossible:
        assert not ways
        return
    for position, stop in enumerate(route.stops):
        assert stop.start == min(starts[position] for starts, _ in ways)
    assert route.end == min(end for _, end in ways)


@given(tiny_days())
def test_a_start_can_move_exactly_as_far_as_the_rest_of_the_route_allows(tiny: TinyDay) -> None:
    route = driven(tiny)
    for position, stop in enumerate(route.stops):
        latest = max(
            start
            for start in tiny.jobs[position].starts()
            if any(tiny.ends(position + 1, position + 1, start + stop.service_s))
        )
        assert stop.start + stop.movable_s == latest


@given(tiny_days())
def test_departures_lie_between_the_earliest_useful_and_the_latest_safe(tiny: TinyDay) -> None:
    route = driven(tiny)
    for stop in route.stops:
        assert stop.ready <= stop.earliest_useful <= stop.depart
        assert stop.slack_s == stop.latest_safe - stop.ready
        if not stop.told:
            assert stop.depart <= stop.latest_safe
        elif stop.slack_s < 0:
            assert stop.depart == stop.ready
    assert route.final_leg.depart <= route.final_leg.latest_safe


@given(tiny_days())
def test_nobody_leaves_later_than_is_safe_or_arrives_too_early_for_nothing(tiny: TinyDay) -> None:
    """The latest safe departure is safe and a second later is not; likewise the earliest useful."""
    route = driven(tiny)
    hi = tiny.day.scenario.policy.early_band.most_s
    places = [0, *range(1, len(route.stops) + 1)]
    for (here, there), stop in zip(pairwise(places), route.stops, strict=True):
        due = stop.appointment - tiny.lo
        assert tiny.travel.arrive("car", here, there, stop.latest_safe) <= due
        assert tiny.travel.arrive("car", here, there, stop.latest_safe + 1) > due
        if hi is not None and stop.earliest_useful > stop.ready:
            sooner = tiny.travel.arrive("car", here, there, stop.earliest_useful - 1)
            assert sooner < stop.appointment - hi


@given(tiny_days())
def test_the_figures_of_a_route_add_up(tiny: TinyDay) -> None:
    route = driven(tiny)
    idle_s = sum(stop.depart - stop.ready for stop in route.stops[1:])
    assert route.waiting_s == idle_s + sum(stop.early_s for stop in route.stops)
    assert route.end - route.begin == route.waiting_s + route.travel_s + route.service_s
    assert route.travel_s == sum(leg.arrive - leg.depart for leg in route.legs)
    assert route.lateness_s == sum(
        max(0, stop.arrive - (stop.appointment - tiny.lo)) for stop in route.stops if stop.told
    )
    assert route.begin == route.stops[0].depart >= route.shift_start
    assert route.overtime_s == max(0, route.end - route.shift_end)
    for stop in route.stops:
        assert stop.early_s >= 0
        assert stop.finish - stop.start == stop.service_s
        assert stop.start == (max(stop.appointment, stop.arrive) if stop.told else stop.appointment)
    for before, after in pairwise(route.legs):
        assert isinstance(before, type(route.stops[0]))
        assert after.ready == before.finish <= after.depart


HOURLY = st.lists(st.integers(200, 2000), min_size=24, max_size=24)


@given(
    HOURLY,
    st.lists(st.integers(0, 900), min_size=4, max_size=4),
    st.lists(st.integers(0, 36_000), min_size=3, max_size=3),
    st.integers(60, 600),
)
def test_arrivals_for_chosen_appointments_lie_in_the_band_through_any_traffic(
    speeds: list[int], base: list[int], opens: list[int], width: int
) -> None:
    size = len(base)
    matrix = [[base[(i * j + i) % size] for j in range(size)] for i in range(size)]
    travel = SteppedTravel(matrix, [speed for speed in speeds for _ in range(3600)])
    band = EarlyBand(least_s=300, most_s=300 + width)
    jobs = [
        job(
            f"j{number}",
            number + 1,
            windows=(Window(start=moment(opens_at), end=moment(86_000)),),
        )
        for number, opens_at in enumerate(sorted(opens))
    ]
    shift = (Shift(start=MIDNIGHT, end=moment(86_399)),)
    policy = Policy(early_band=band)
    route = day(travel, jobs, [engineer(shifts=shift)], policy=policy).walk("j0", "j1", "j2")
    for stop in route.stops:
        assert 300 <= stop.appointment - stop.arrive <= 300 + width
        assert stop.earliest_useful <= stop.depart <= stop.latest_safe


@given(
    st.lists(st.tuples(st.integers(0, LAST), st.integers(0, LAST)), max_size=3),
    st.integers(0, 8),
    st.lists(st.integers(0, LAST), max_size=2),
    st.integers(0, LAST),
)
def test_a_collection_ends_as_soon_as_it_can_and_begins_as_late_as_it_may(
    hours: list[tuple[int, int]], handling_s: int, etas: list[int], window_start: int
) -> None:
    opening = [{"start": moment(min(pair)), "end": moment(max(pair))} for pair in hours]
    draws = tuple(
        Draw(
            part_id="pump",
            quantity=1,
            source=PartSource.DEPOT,
            depot_id="d1",
            inbound_eta=None if eta is None else moment(eta),
        )
        for eta in (None, *etas)
    )
    the_day = day(
        SteppedTravel([[0, 3], [3, 0]], [1000]),
        [job("a", 1, windows=(Window(start=moment(window_start), end=moment(200)),))],
        [engineer(start_depot_id="d1")
         .model_copy(update={"shifts": (Shift(start=moment(5), end=moment(3000)),)})],
        depots=(depot(opening=tuple(opening), handling_s=handling_s),),
        policy=Policy(early_band=EarlyBand(least_s=2, most_s=4)),
    )  # fmt: skip
    possible = [
        begin
        for begin in range(5, 200)
        if begin >= max((5, *etas))
        and (not hours or any(min(p) <= begin <= begin + handling_s <= max(p) for p in hours))
    ]
    try:
        route = the_day.walk(Visit("a", draws))
    except RouteImpossible:
        assert not possible
        return
    assert route.collection is not None
    assert route.stops[0].ready == min(possible) + handling_s
    last = max(begin for begin in possible if begin + handling_s <= route.stops[0].depart)
    assert route.collection == (last, last + handling_s)
