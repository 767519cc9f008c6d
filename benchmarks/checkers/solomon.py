"""Solomon's and Gehring and Homberger's text, checked with distances truncated to one decimal."""

from __future__ import annotations

from math import floor, sqrt

from benchmarks.checkers.customers import Customer, Customers, check_customers
from benchmarks.checkers.verdict import Verdict


def check(text: str, answer: object) -> Verdict:
    """Check an answer to a file. The cost is the sum of the truncated distances."""
    numbers = [row for row in map(_numbers, text.splitlines()) if row]
    (vehicles, capacity), *rows = numbers  # the only lines that are all numbers
    where = {int(row[0]): (row[1], row[2]) for row in rows}

    def travel(origin: int, destination: int) -> float:
        (ax, ay), (bx, by) = where[origin], where[destination]
        return floor(sqrt(100 * ((ax - bx) ** 2 + (ay - by) ** 2))) / 10

    problem = Customers(
        depot=0,
        places={int(row[0]): Customer(row[3], row[4], row[5], row[6]) for row in rows},
        vehicles=int(vehicles),
        capacity=capacity,
        travel=travel,
        tolerance=1e-6,
    )
    return check_customers(problem, answer)


def _numbers(line: str) -> list[float]:
    """The numbers of a line; empty if there is anything else."""
    try:
        return [float(word) for word in line.split()]
    except ValueError:
        return []
