"""Small files of every format that `benchmarks.readers` reads, and answers to them."""

from __future__ import annotations

import copy
from typing import Any

Json = dict[str, Any]

SOLOMON = """\
TINY

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0        100          0
    1      3          4          6          0         50         10
    2      0          2          4         20         30         10
    3      1          1          5          0        100         10
"""
"""Distances (truncated): 0-1 5.0, 0-2 2.0, 0-3 1.4, 1-2 3.6, 1-3 3.6, 2-3 1.4."""

VRPLIB = """\
NAME : TINY
COMMENT : by hand
TYPE : VRPTW
DIMENSION : 3
EDGE_WEIGHT_TYPE : EXPLICIT
VEHICLES : 1
EDGE_WEIGHT_FORMAT : FULL_MATRIX
CAPACITY : 10
EDGE_WEIGHT_SECTION
0 10 20
11 0 5
21 6 0
NODE_COORD_SECTION
1 0 0
2 1 0
3 2 0
DEMAND_SECTION
1 0
2 6
3 4
DEPOT_SECTION
1
-1
SERVICE_TIME_SECTION
1 0
2 30
3 40
TIME_WINDOW_SECTION
1 0 1000
2 100 200
3 0 500
EOF
"""
"""1 -> 2 -> 3 -> 1 costs 10 + 5 + 21 = 36; 1 -> 3 -> 2 -> 1 costs 20 + 6 + 11 = 37."""

EUCLIDEAN_VRPLIB = """\
NAME : TINY
TYPE : CVRP
DIMENSION : 3
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 3 4
3 0 1
DEMAND_SECTION
1 0
2 6
3 4
DEPOT_SECTION
1
-1
EOF
"""
"""Distances (rounded): 1-2 5, 1-3 1, 2-3 sqrt(18) = 4.24 -> 4."""

TRSP = """\
TINY

INFO
CREW COUNT  SKILLS  TOOLS   SPARE PARTS
2       2       2       1

DEPOT TECHNICIANS AND REQUESTS
ID   X     Y     TWS     TWE    Serv   SKILLS   TOOLS    SPARE PARTS
0    0     5     0      100    0      [] \t[] \t[]
1    0     0     0      100    0      [0] \t[0] \t[1]
2    9     0     0      100    0      [0,1] \t[0,1] \t[5]
3    3     4     20     40     10     [0] \t[0] \t[1]
4    3     0     0      100    5      [0] \t[1] \t[1]
5    9     3     0      100    5      [1] \t[] \t[0]
"""
"""Technician 1 needs the depot for request 4 (tool 1), and for both 3 and 4 (2 parts).
Technician 2 has everything. Distances: 1-3 5, 3-4 4, 1-4 3, 1-0 5, 0-3 sqrt(10), 2-5 3."""

PRAXEDO = """\
TINY

INFO
CREW COUNT  SKILLS  TOOLS   SPARE PARTS
1       0       0       0

DEPOT TECHNICIANS AND REQUESTS
ID   X     Y     TWS     TWE    Serv   SKILLS   TOOLS    SPARE PARTS
0    0.0   0.0   0.0    600.0   0.0      [] \t[] \t[]
1    0.0   0.0   0.0    600.0   0.0      [] \t[] \t[]
2    0.0   0.0   100.0  115.0   45.0     [] \t[] \t[]
3    0.0   0.0   0.0    600.0   30.0     [] \t[] \t[]
DISTANCES
0;0.0;0.0;7.5;3.25;0.0;0.0;
1;0.0;0.0;7.5;3.25;0.0;0.0;
2;7.5;7.5;0.0;4.0;7.5;7.5;
3;3.25;3.25;4.0;0.0;3.25;3.25;
4;0.0;0.0;7.5;3.25;0.0;0.0;
5;0.0;0.0;7.5;3.25;0.0;0.0;
TRAVEL TIMES
0;0.0;0.0;12.0333;6.0;0.0;0.0;
1;0.0;0.0;12.0333;6.0;0.0;0.0;
2;12.0333;12.0333;0.0;8.5;12.0333;12.0333;
3;6.0;6.0;8.5;0.0;6.0;6.0;
4;0.0;0.0;12.0333;6.0;0.0;0.0;
5;0.0;0.0;12.0333;6.0;0.0;0.0;
"""
"""One technician; the rows 4 and 5 are copies of his home and of the depot."""

_VROOM: Json = {
    "vehicles": [
        {
            "id": 0,
            "start_index": 0,
            "end_index": 0,
            "capacity": [3],
            "skills": [1, 2],
            "time_window": [0, 1000],
            "breaks": [{"id": 0, "time_windows": [[200, 400]], "service": 30}],
            "max_tasks": 4,
        },
        {"id": 7, "start_index": 0, "capacity": [1]},
    ],
    "jobs": [
        {
            "id": 0,
            "description": "lift",
            "location_index": 1,
            "setup": 5,
            "service": 50,
            "delivery": [2],
            "skills": [1],
            "priority": 10,
            "time_windows": [[100, 150], [500, 600]],
        },
        {"id": 1, "location_index": 2, "service": 20, "pickup": [1]},
    ],
    "shipments": [
        {
            "amount": [1],
            "skills": [2],
            "priority": 5,
            "pickup": {"id": 0, "location_index": 3, "service": 10},
            "delivery": {"id": 1, "location_index": 1, "service": 40},
        }
    ],
    "matrices": {
        "car": {
            "durations": [[0, 10, 20, 30], [11, 0, 5, 15], [21, 6, 0, 7], [31, 16, 8, 0]],
        }
    },
}


def vroom() -> Json:
    """A VROOM document that uses most of what is supported; the caller may change it."""
    return copy.deepcopy(_VROOM)


def vroom_on_the_globe() -> Json:
    """A VROOM document with coordinates, two of its jobs at the same place."""
    return {
        "vehicles": [{"id": 1, "start": [103.85, 1.29], "end": [103.85, 1.29]}],
        "jobs": [
            {"id": 1, "location": [103.9, 1.35]},
            {"id": 2, "location": [103.9, 1.35]},
            {"id": 3, "location": [103.8, 1.3], "service": 600},
        ],
    }


def route(vehicle: int, *steps: int | str | Json) -> Json:
    """A route of an answer: a number is a job, "depot" a collection, an object is as it is."""
    return {"vehicle": vehicle, "steps": [_step(step) for step in steps]}


def answer(*routes: Json, unassigned: tuple[int | Json, ...] = ()) -> Json:
    """An answer of these routes; a number that is unassigned is a job."""
    return {
        "code": 0,
        "routes": list(routes),
        "unassigned": [
            {"type": "job", "id": one} if isinstance(one, int) else one for one in unassigned
        ],
    }


def step(kind: str, number: int, **times: float) -> Json:
    """A step that is not simply a job, or that states its times."""
    return {"type": kind, "id": number, **times}


def _step(one: int | str | Json) -> Json:
    if isinstance(one, int):
        return {"type": "job", "id": one, "job": one}
    return {"type": one} if isinstance(one, str) else one
