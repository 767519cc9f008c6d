"""VRPLIB text, checked: the cost is the sum of the edges, with as many vehicles as wanted."""

from __future__ import annotations

from math import floor, inf, sqrt

from benchmarks.checkers.customers import Customer, Customers, check_customers
from benchmarks.checkers.verdict import Verdict


def check(text: str, answer: object) -> Verdict:
    """Check an answer to a file. Nodes have the numbers of the file, the depot is 1."""
    headers: dict[str, str] = {}
    sections: dict[str, list[list[str]]] = {}
    section = ""
    for line in text.splitlines():
        words = line.split()
        if ":" in line:
            name, _, value = line.partition(":")
            headers[name.strip().upper()] = value.strip()
        elif len(words) == 1 and words[0].upper().endswith("_SECTION"):
            section = words[0].upper()
        elif words and words[0].upper() == "EOF":
            break
        elif words:
            sections.setdefault(section, []).append(words)
    size = int(headers["DIMENSION"])
    nodes = range(1, size + 1)
    demands = _column(sections["DEMAND_SECTION"], 1)
    services = _column(sections.get("SERVICE_TIME_SECTION", []), 1)
    opens = _column(sections.get("TIME_WINDOW_SECTION", []), 1)
    closes = _column(sections.get("TIME_WINDOW_SECTION", []), 2)
    weights = [float(word) for row in sections.get("EDGE_WEIGHT_SECTION", []) for word in row]
    # Beside weights, coordinates are for drawing only.
    drawn = [] if weights else sections.get("NODE_COORD_SECTION", [])
    points = {int(row[0]): (float(row[1]), float(row[2])) for row in drawn}

    def travel(origin: int, destination: int) -> float:
        if weights:
            return weights[(origin - 1) * size + destination - 1]
        (ax, ay), (bx, by) = points[origin], points[destination]
        return floor(sqrt((ax - bx) ** 2 + (ay - by) ** 2) + 0.5)

    problem = Customers(
        depot=1,
        places={
            node: Customer(
                demands[node], opens.get(node, 0), closes.get(node, inf), services.get(node, 0)
            )
            for node in nodes
        },
        vehicles=None,
        capacity=float(headers["CAPACITY"]),
        travel=travel,
        tolerance=0.0,
    )
    return check_customers(problem, answer)


def _column(rows: list[list[str]], column: int) -> dict[int, float]:
    """A column by the node of its row."""
    return {int(row[0]): float(row[column]) for row in rows}
