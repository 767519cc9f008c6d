"""Solomon's and Gehring and Homberger's text: vehicles with a capacity, customers with a window.

Distance is Euclidean, truncated to one decimal, as in the DIMACS challenge and the best known
values of CVRPLIB; travel takes as long as it is far. Times are kept in tenths.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.instance import Format, Instance, InstanceJob, Objective, Stop, Vehicle
from benchmarks.readers.complaints import TEXT_BROKEN, Complaints
from benchmarks.readers.lines import Line, lines_of, rounded_down, rounded_up, rows_between

UNITS = 10
PROFILE = "car"
COLUMNS = ("customer", "x", "y", "demand", "ready time", "due date", "service time")


def read(text: str, name: str = "") -> Instance:
    """The problem in a text. Job ids are customer numbers, vehicles are numbered from 1.

    Raises FileUnusable with all that is wrong.
    """
    complaints = Complaints(name)
    lines = lines_of(text)
    number, capacity = _fleet(lines, complaints)
    rows = _customers(lines, complaints)
    complaints.raise_if_any()
    windows = [(rounded_up(row[4], UNITS), rounded_down(row[5], UNITS)) for row in rows]
    jobs = tuple(
        InstanceJob(
            id=int(row[0]),
            stop=Stop(place, (windows[place],), rounded_up(row[6], UNITS)),
            delivery=(int(row[3]),),
        )
        for place, row in enumerate(rows[1:], start=1)
    )
    vehicles = tuple(
        Vehicle(vehicle, 0, 0, windows[0], PROFILE, capacity=(capacity,))
        for vehicle in range(1, number + 1)
    )
    return Instance(
        name=name,
        format=Format.SOLOMON,
        objective=Objective.TRAVEL,
        units=UNITS,
        durations={PROFILE: _tenths(np.array([row[1:3] for row in rows]))},
        jobs=jobs,
        vehicles=vehicles,
        all_must_be_served=True,
    )


def _fleet(lines: list[Line], complaints: Complaints) -> tuple[int, int]:
    """How many vehicles there are, and what each of them carries."""
    for line in rows_between(lines, "VEHICLE", ("CUSTOMER",)):
        if line.text.upper().startswith("NUMBER"):
            continue
        values = line.numbers(complaints, line.text.split(), ("number of vehicles", "capacity"))
        if values is None:
            return 0, 0
        if not all(value == int(value) and value >= 0 for value in values) or values[0] > 10_000:
            line.complain(complaints, "has to hold a number of vehicles and a capacity, both whole")
            return 0, 0
        return int(values[0]), int(values[1])
    message = "There is no line with the number of vehicles and their capacity after VEHICLE."
    complaints.add(TEXT_BROKEN, message)
    return 0, 0


def _customers(lines: list[Line], complaints: Complaints) -> list[list[float]]:
    """The rows of all customers, the depot first."""
    rows: list[list[float]] = []
    seen: set[float] = set()
    for line in rows_between(lines, "CUSTOMER"):
        if line.text.upper().startswith("CUST"):
            continue
        row = line.numbers(complaints, line.text.split(), COLUMNS)
        if row is None:
            continue
        number, _, _, demand, ready, due, service = row
        if number != int(number) or number in seen or (not rows and number != 0):
            line.complain(complaints, "has to start with a customer number of its own, the depot 0")
        elif demand < 0 or demand != int(demand) or service < 0 or not 0 <= ready <= due:
            what = "needs a whole demand, a ready time before its due date, and nothing below 0"
            line.complain(complaints, what)
        seen.add(number)
        rows.append(row)
    if len(rows) < 2 and not complaints.found:
        complaints.add(TEXT_BROKEN, "There are no rows of customers after CUSTOMER.")
    return rows


def _tenths(points: npt.NDArray[np.float64]) -> npt.NDArray[np.int32]:
    """Distances in tenths, truncated: the root of 100 times a whole square is exact to the unit."""
    difference = points[:, None, :] - points[None, :, :]
    tenths: npt.NDArray[np.float64] = np.floor(np.sqrt(100.0 * (difference**2).sum(axis=2)))
    return tenths.astype(np.int32)
