"""TRSP text: technicians and requests with skills, tools and spare parts.

The format and the rules are those of Pillac, Gueret and Medaglia ("A parallel matheuristic for the
technician routing and scheduling problem", Optimization Letters 7, 2013). Distance and time are
Euclidean in double precision, or a table `TRAVEL TIMES` (the Praxedo days, where requests may stay
unserved). Times are kept in ten-thousandths, travel and service rounded up and windows inwards, so
that what is legal here is legal in double precision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.instance import (
    Format,
    Instance,
    InstanceJob,
    Objective,
    Stop,
    Vehicle,
    Window,
)
from benchmarks.readers.complaints import NOT_SUPPORTED, TEXT_BROKEN, Complaints
from benchmarks.readers.lines import (
    Line,
    lines_of,
    number_of,
    rounded_down,
    rounded_up,
    rows_between,
)

UNITS = 10_000
PROFILE = "technician"
COUNTS = ("crew", "skills", "tools", "spare parts")
COLUMNS = ("id", "x", "y", "start of the window", "end of the window", "service")
LISTS = re.compile(r"([^\[\]]*)\[([^\[\]]*)\]\s*\[([^\[\]]*)\]\s*\[([^\[\]]*)\]$")
LONGEST = int(np.iinfo(np.int32).max)
MOST_OF_A_KIND = 10_000


@dataclass(frozen=True, slots=True)
class _Node:
    """A row: depot 0, then the homes of the technicians, then requests."""

    id: int
    x: float
    y: float
    window: Window
    service: int
    skills: frozenset[int]
    tools: frozenset[int]
    parts: tuple[int, ...]
    """How many of each kind: in the van of a technician, needed by a request."""


def read(text: str, name: str = "") -> Instance:
    """The problem in a text. Job ids and vehicle ids are the ids of the file.

    Only technicians who might run out of something, or lack a tool, are given a `refill`. Raises
    FileUnusable with all that is wrong.
    """
    complaints = Complaints(name)
    lines = lines_of(text)
    crew, kinds_of_parts = _counts(lines, complaints)
    nodes = _nodes(lines, kinds_of_parts, complaints)
    if len(nodes) < crew + 2 and not complaints.found:
        what = f"There are {len(nodes)} rows; a depot, {crew} technicians and requests are due."
        complaints.add(TEXT_BROKEN, what)
    complaints.raise_if_any()
    table = [*rows_between(lines, "TRAVEL TIMES", ("DISTANCES",))]
    if not table and any(rows_between(lines, "DISTANCES")):
        complaints.add(TEXT_BROKEN, "There are DISTANCES, but no TRAVEL TIMES.", "TRAVEL TIMES")
    travel = _table(table, len(nodes), crew, complaints) if table else _euclidean(nodes)
    complaints.raise_if_any()
    for home in nodes[1 : crew + 1]:
        if home.service:
            complaints.add(
                NOT_SUPPORTED, f"Technician {home.id} has a service time.", f"id {home.id}"
            )
    complaints.raise_if_any()
    depot, technicians, requests = nodes[0], nodes[1 : crew + 1], nodes[crew + 1 :]
    refill = Stop(0, (depot.window,), depot.service)
    return Instance(
        name=name,
        format=Format.TRSP,
        objective=Objective.DURATION,
        units=UNITS,
        durations={PROFILE: travel},
        jobs=tuple(
            InstanceJob(
                id=node.id,
                stop=Stop(node.id, (node.window,), node.service),
                skills=node.skills,
                tools=node.tools,
                delivery=node.parts,
            )
            for node in requests
        ),
        vehicles=tuple(
            Vehicle(
                id=node.id,
                start=node.id,
                end=node.id,
                window=node.window,
                profile=PROFILE,
                skills=node.skills,
                tools=node.tools,
                capacity=node.parts if kinds_of_parts else None,
                refill=refill if _may_lack_something(node, requests) else None,
            )
            for node in technicians
        ),
        all_must_be_served=not table,
    )


def _may_lack_something(technician: _Node, requests: Iterable[_Node]) -> bool:
    """Whether there are requests of his skills that his own tools or parts may not suffice for."""
    possible = [one for one in requests if one.skills <= technician.skills]
    if any(not one.tools <= technician.tools for one in possible):
        return True
    needed = [sum(kind) for kind in zip(*(one.parts for one in possible), strict=True)]
    return any(need > held for need, held in zip(needed, technician.parts, strict=bool(needed)))


def _counts(lines: list[Line], complaints: Complaints) -> tuple[int, int]:
    """How many technicians and how many kinds of parts there are."""
    for line in rows_between(lines, "CREW COUNT"):
        counts = line.numbers(complaints, line.text.split(), COUNTS)
        if counts is None:
            return 0, 0
        if any(count != int(count) or not 0 <= count <= MOST_OF_A_KIND for count in counts):
            line.complain(complaints, "has to hold whole numbers from 0 to 10000")
        return int(counts[0]), int(counts[3])
    complaints.add(TEXT_BROKEN, "There is no line with the numbers of crew, skills, tools, parts.")
    return 0, 0


def _nodes(lines: list[Line], kinds_of_parts: int, complaints: Complaints) -> list[_Node]:
    """All rows, whose ids have to count from 0."""
    nodes: list[_Node] = []
    for line in rows_between(lines, "ID ", ("DISTANCES", "TRAVEL TIMES")):
        node = _node(line, kinds_of_parts, complaints)
        if node is None:
            continue
        if node.id != len(nodes) and not complaints.found:
            line.complain(complaints, f"has the id {node.id} where {len(nodes)} is due")
        nodes.append(node)
    return nodes


def _node(line: Line, kinds_of_parts: int, complaints: Complaints) -> _Node | None:
    """One row; None, and a complaint, if it is none."""
    match = LISTS.match(line.text)
    if match is None:
        line.complain(complaints, "has to end in three lists in brackets: skills, tools, parts")
        return None
    values = line.numbers(complaints, match[1].split(), COLUMNS)
    lists = [_wholes(match[i], line, complaints) for i in (2, 3, 4)]
    if values is None or any(one is None for one in lists):
        return None
    number, x, y, opens, closes, service = values
    skills, tools, parts = (one or () for one in lists)
    if number != int(number) or service < 0 or not 0 <= opens <= closes:
        line.complain(complaints, "needs a whole id, a window in order, and nothing below 0")
        return None
    if parts and len(parts) != kinds_of_parts:
        line.complain(complaints, f"has {len(parts)} numbers of parts; there are {kinds_of_parts}")
        return None
    return _Node(
        id=int(number),
        x=x,
        y=y,
        window=(rounded_up(opens, UNITS), rounded_down(closes, UNITS)),
        service=rounded_up(service, UNITS),
        skills=frozenset(skills),
        tools=frozenset(tools),
        parts=parts or (0,) * kinds_of_parts,
    )


def _wholes(text: str, line: Line, complaints: Complaints) -> tuple[int, ...] | None:
    """The whole numbers of a list in brackets."""
    words = text.split(",") if text.strip() else []
    values = [number_of(word) for word in words]
    if any(value is None or value < 0 or value != int(value) for value in values):
        line.complain(complaints, f"has [{text[:50]}], which is no list of whole numbers")
        return None
    return tuple(int(value) for value in values if value is not None)


def _euclidean(nodes: list[_Node]) -> npt.NDArray[np.int32]:
    """Distances rounded up; the root of a whole square that ends up whole is exact."""
    points = np.array([(node.x, node.y) for node in nodes])
    squares = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    rounded: npt.NDArray[np.float64] = np.ceil(np.sqrt(squares * float(UNITS) ** 2))
    return np.minimum(rounded, LONGEST).astype(np.int32)


def _table(
    lines: list[Line], size: int, crew: int, complaints: Complaints
) -> npt.NDArray[np.int32]:
    """The travel times of the rows `id;time;time;...`, rounded up.

    Behind the places the table may have copies: each home once more as an end, and the depot once
    for each technician. They have to be as far from everything as what they are copies of.
    """
    originals = [*range(size)]
    if len(lines) != size:
        originals += [*range(1, crew + 1), *[0] * crew]
    if len(lines) != len(originals):
        message = f"There are {len(lines)} rows of travel times; {size} are due, or with copies of "
        message += f"homes and depot {size + 2 * crew}."
        complaints.add(TEXT_BROKEN, message, "TRAVEL TIMES", len(lines))
        return np.zeros((0, 0), dtype=np.int32)
    names = ("id", *(f"time to {column}" for column in range(len(originals))))
    travel = np.zeros((len(originals), len(originals)), dtype=np.int32)
    for row, line in enumerate(lines):
        values = line.numbers(complaints, line.text.rstrip(";").split(";"), names)
        if values is None:
            continue
        times = [rounded_up(value, UNITS) for value in values[1:]]
        if values[0] != row or min(times) < 0 or max(times) > LONGEST:
            line.complain(complaints, f"has to hold the id {row} and times of 0 and above")
        else:
            travel[row] = times
    if not np.array_equal(travel, travel[np.ix_(originals, originals)]):
        message = (
            "The table TRAVEL TIMES has other times for an end than for the home it belongs to."
        )
        complaints.add(NOT_SUPPORTED, message, "TRAVEL TIMES")
    return np.ascontiguousarray(travel[:size, :size])
