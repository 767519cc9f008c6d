"""Random small VROOM documents that use every rule, alone and together."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
PLACES = 6
DAY = 400


@st.composite
def _window(draw: st.DrawFn) -> list[int]:
    opens = draw(st.integers(0, DAY))
    return [opens, opens + draw(st.integers(0, 150))]


@st.composite
def _windows(draw: st.DrawFn) -> list[list[int]]:
    """One to three windows, in order and disjoint."""
    ends = draw(st.lists(st.integers(0, DAY), min_size=2, max_size=6, unique=True))
    ends.sort()
    return [[opens, closes] for opens, closes in zip(ends[::2], ends[1::2], strict=False)]


@st.composite
def _stop(draw: st.DrawFn, number: int) -> Json:
    stop: Json = {
        "id": number,
        "location_index": draw(st.integers(0, PLACES - 1)),
        "service": draw(st.integers(0, 30)),
        "setup": draw(st.sampled_from([0, 0, 7])),
    }
    if draw(st.booleans()):
        stop["time_windows"] = draw(_windows())
    return stop


@st.composite
def _demand(draw: st.DrawFn) -> Json:
    return {
        "priority": draw(st.integers(0, 3)),
        "skills": draw(st.lists(st.integers(1, 2), max_size=1)),
    }


@st.composite
def _job(draw: st.DrawFn, number: int) -> Json:
    amounts = st.lists(st.integers(0, 2), min_size=2, max_size=2)
    job = draw(_stop(number)) | draw(_demand())
    for name in ("delivery", "pickup"):
        if draw(st.booleans()):
            job[name] = draw(amounts)
    return job


@st.composite
def _shipment(draw: st.DrawFn, number: int) -> Json:
    return draw(_demand()) | {
        "amount": draw(st.lists(st.integers(0, 2), min_size=2, max_size=2)),
        "pickup": draw(_stop(number)),
        "delivery": draw(_stop(number)),
    }


@st.composite
def _vehicle(draw: st.DrawFn, number: int) -> Json:
    vehicle: Json = {
        "id": number,
        "capacity": draw(st.lists(st.integers(1, 5), min_size=2, max_size=2)),
        "skills": draw(st.lists(st.integers(1, 2), max_size=2, unique=True)),
        "profile": draw(st.sampled_from(["car", "van"])),
    }
    ends = draw(st.sampled_from([("start",), ("end",), ("start", "end"), ("start", "end")]))
    vehicle |= {f"{end}_index": draw(st.integers(0, PLACES - 1)) for end in ends}
    if draw(st.booleans()):
        opens = draw(st.integers(0, 100))
        vehicle["time_window"] = [opens, opens + draw(st.integers(50, DAY))]
    if draw(st.integers(0, 3)) == 0:
        vehicle["max_tasks"] = draw(st.integers(0, 4))
    if draw(st.booleans()):
        vehicle["breaks"] = [
            {"id": one, "service": draw(st.integers(0, 40)), "time_windows": [draw(_window())]}
            for one in range(draw(st.integers(1, 2)))
        ]
    return vehicle


@st.composite
def vroom_documents(draw: st.DrawFn) -> Json:
    """Up to six jobs, three shipments and three vehicles on arbitrary matrices."""
    legs = st.lists(
        st.lists(st.integers(0, 60), min_size=PLACES, max_size=PLACES),
        min_size=PLACES,
        max_size=PLACES,
    )
    matrices = {"car": {"durations": draw(legs)}, "van": {"durations": draw(legs)}}
    if draw(st.integers(0, 3)) == 0:
        costs = draw(legs)
        for matrix in matrices.values():
            matrix["costs"] = costs
    return {
        "vehicles": [draw(_vehicle(number)) for number in range(draw(st.integers(1, 3)))],
        "jobs": [draw(_job(number)) for number in range(draw(st.integers(1, 6)))],
        "shipments": [draw(_shipment(number)) for number in range(draw(st.integers(0, 3)))],
        "matrices": matrices,
    }
