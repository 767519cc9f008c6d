"""VRPLIB text, as far as the ORTEC days and the classic capacitated sets use it.

A matrix in full, or plane coordinates with distances rounded to whole numbers (EUC_2D, as TSPLIB
says). What counts is the sum of the edges. There are as many vehicles as customers: `VEHICLES` is
what a known plan uses, and no limit (the convention of the EURO meets NeurIPS 2022 competition).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from benchmarks.instance import Format, Instance, InstanceJob, Objective, Stop, Vehicle, Window
from benchmarks.readers.complaints import NOT_SUPPORTED, TEXT_BROKEN, Complaints
from benchmarks.readers.lines import Line, lines_of

PROFILE = "car"
ANY_TIME: Window = (0, 2**40)
"""The day of a depot that has no window: longer than any route can be."""
MOST_NODES = 20_000
LONGEST = int(np.iinfo(np.int32).max)
KNOWN = {
    "NAME", "COMMENT", "TYPE", "DIMENSION", "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT", "VEHICLES",
    "CAPACITY", "NODE_COORD_TYPE",
}  # fmt: skip
"""Headers that are read, or that describe the file only."""
SECTIONS = {
    "EDGE_WEIGHT_SECTION": (),
    "NODE_COORD_SECTION": ("node", "x", "y"),
    "DEMAND_SECTION": ("node", "demand"),
    "DEPOT_SECTION": ("depot",),
    "SERVICE_TIME_SECTION": ("node", "service time"),
    "TIME_WINDOW_SECTION": ("node", "start of the window", "end of the window"),
}
"""What one row of each section holds."""


@dataclass
class _Content:
    """The headers and sections of a text."""

    headers: dict[str, tuple[str, Line]] = field(default_factory=dict)
    sections: dict[str, list[Line]] = field(default_factory=dict)


def read(text: str, name: str = "") -> Instance:
    """The problem in a text. Job ids are node numbers: the depot is 1, customers are 2 and above.

    Raises FileUnusable with all that is wrong.
    """
    complaints = Complaints(name)
    content = _split(lines_of(text), complaints)
    size = _whole(content, "DIMENSION", complaints)
    capacity = _whole(content, "CAPACITY", complaints)
    if not complaints.found and not 2 <= size <= MOST_NODES:
        complaints.add(TEXT_BROKEN, f"DIMENSION is {size}; it has to be 2 to {MOST_NODES}.")
    complaints.raise_if_any()
    demands = _by_node(content, "DEMAND_SECTION", size, complaints)
    services = _by_node(content, "SERVICE_TIME_SECTION", size, complaints)
    windows = _by_node(content, "TIME_WINDOW_SECTION", size, complaints)
    if "DEMAND_SECTION" not in content.sections:
        complaints.add(TEXT_BROKEN, "There is no DEMAND_SECTION.")
    _require_depot(content, complaints)
    travel = _travel(content, size, complaints)
    complaints.raise_if_any()
    jobs = tuple(
        InstanceJob(
            id=node,
            stop=Stop(node - 1, _window(windows, node), services[node][0] if services else 0),
            delivery=(demands[node][0],),
        )
        for node in range(2, size + 1)
    )
    day = (*_window(windows, 1), ANY_TIME)[0]
    vehicles = tuple(
        Vehicle(number, 0, 0, day, PROFILE, capacity=(capacity,)) for number in range(1, size)
    )
    return Instance(
        name=name,
        format=Format.VRPLIB,
        objective=Objective.TRAVEL,
        units=1,
        durations={PROFILE: travel},
        jobs=jobs,
        vehicles=vehicles,
        all_must_be_served=True,
    )


def _split(lines: list[Line], complaints: Complaints) -> _Content:
    """Headers and sections, every name known."""
    content = _Content()
    section: list[Line] | None = None
    for line in lines:
        key, colon, value = line.text.partition(":")
        key = key.strip().upper()
        if key == "EOF":
            break
        if key.endswith("_SECTION"):
            section = content.sections.setdefault(key, [])
            if key not in SECTIONS:
                _refuse(line, key, complaints)
        elif colon:
            content.headers[key] = value.strip(), line
            if key not in KNOWN:
                _refuse(line, key, complaints)
        elif section is None:
            line.complain(complaints, "is neither a header `NAME : value` nor a section")
        else:
            section.append(line)
    return content


def _refuse(line: Line, what: str, complaints: Complaints) -> None:
    message = f"Line {line.number}: {what} is not supported."
    complaints.add(NOT_SUPPORTED, message, f"line {line.number}", line.text)


def _whole(content: _Content, header: str, complaints: Complaints) -> int:
    """A header that is a whole number."""
    value, line = content.headers.get(header, ("", None))
    if value.isascii() and value.isdigit() and len(value) < 10:
        return int(value)
    if line is None:
        complaints.add(TEXT_BROKEN, f"There is no header {header}.")
    else:
        line.complain(complaints, f"has {value[:50]!r} as {header}, which is no whole number")
    return 0


def _by_node(
    content: _Content, section: str, size: int, complaints: Complaints
) -> dict[int, list[int]]:
    """The whole numbers of every node; empty where the section is not there."""
    rows: dict[int, list[int]] = {}
    if section not in content.sections:
        return rows
    for line in content.sections[section]:
        values = line.numbers(complaints, line.text.split(), SECTIONS[section])
        if values is None:
            continue
        node, *rest = values
        if not 1 <= node <= size or node != int(node) or int(node) in rows:
            line.complain(complaints, f"has to start with a node of its own, 1 to {size}")
        elif any(value < 0 or value != int(value) for value in rest) or rest != sorted(rest):
            line.complain(complaints, "has to hold whole numbers that are not negative, in order")
        rows[int(node)] = [int(value) for value in rest]
    if len(rows) != size and not complaints.found:
        complaints.add(TEXT_BROKEN, f"{section} has {len(rows)} rows; there are {size} nodes.")
    return rows


def _window(windows: dict[int, list[int]], node: int) -> tuple[Window, ...]:
    """The window of a node, if there are windows."""
    return ((windows[node][0], windows[node][1]),) if windows else ()


def _require_depot(content: _Content, complaints: Complaints) -> None:
    """One depot, and it is the first node."""
    lines = content.sections.get("DEPOT_SECTION", [])
    depots = [word for line in lines for word in line.text.split() if word != "-1"]
    if lines and depots != ["1"]:
        lines[0].complain(complaints, f"names the depot {depots}; one depot, node 1, is supported")


def _travel(content: _Content, size: int, complaints: Complaints) -> npt.NDArray[np.int32]:
    """The matrix, whether written out or of the distances between points."""
    kind, line = content.headers.get("EDGE_WEIGHT_TYPE", ("EUC_2D", None))
    layout, layout_line = content.headers.get("EDGE_WEIGHT_FORMAT", ("FULL_MATRIX", None))
    if kind == "EXPLICIT" and layout == "FULL_MATRIX":
        return _explicit(content.sections.get("EDGE_WEIGHT_SECTION", []), size, complaints)
    if kind == "EUC_2D":
        return _euclidean(content, size, complaints)
    if line is not None and kind != "EXPLICIT":
        _refuse(line, f"EDGE_WEIGHT_TYPE {kind}", complaints)
    elif layout_line is not None:
        _refuse(layout_line, f"EDGE_WEIGHT_FORMAT {layout}", complaints)
    return np.zeros((0, 0), dtype=np.int32)


def _explicit(lines: list[Line], size: int, complaints: Complaints) -> npt.NDArray[np.int32]:
    """A full matrix, row by row, however its lines are broken."""
    numbers: list[int] = []
    for line in lines:
        row = _wholes(line.text)
        if row is None or min(row) < 0 or max(row) > LONGEST:
            line.complain(complaints, f"has to hold whole numbers from 0 to {LONGEST}")
        else:
            numbers += row
    if len(numbers) != size * size:
        if not complaints.found:
            what = f"EDGE_WEIGHT_SECTION has {len(numbers)} numbers, and {size * size} are due."
            complaints.add(TEXT_BROKEN, what, "EDGE_WEIGHT_SECTION", len(numbers))
        return np.zeros((0, 0), dtype=np.int32)
    return np.array(numbers, dtype=np.int32).reshape(size, size)


def _wholes(text: str) -> list[int] | None:
    """The whole numbers of a long row, which is never empty; None if it holds anything else."""
    if not text.isascii() or "_" in text:  # Python would read these as digits and dividers
        return None
    try:
        return [*map(int, text.split())]
    except ValueError:
        return None


def _euclidean(content: _Content, size: int, complaints: Complaints) -> npt.NDArray[np.int32]:
    """Distances in the plane, rounded to the nearest whole number."""
    points = np.zeros((size, 2))
    lines = content.sections.get("NODE_COORD_SECTION", [])
    for row, line in enumerate(lines[:size]):
        values = line.numbers(complaints, line.text.split(), SECTIONS["NODE_COORD_SECTION"])
        if values is not None and values[0] != row + 1:
            line.complain(complaints, f"has the node {values[0]:g} where {row + 1} is due")
        elif values is not None:
            points[row] = values[1:]
    if len(lines) != size:
        complaints.add(TEXT_BROKEN, f"NODE_COORD_SECTION has {len(lines)} rows for {size} nodes.")
    difference = points[:, None, :] - points[None, :, :]
    rounded: npt.NDArray[np.float64] = np.floor(np.sqrt((difference**2).sum(axis=2)) + 0.5)
    if rounded.max() > LONGEST:
        complaints.add(TEXT_BROKEN, "NODE_COORD_SECTION has points that are too far apart.")
        return np.zeros((0, 0), dtype=np.int32)
    return rounded.astype(np.int32)
