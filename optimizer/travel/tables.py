"""The travel tables under one roof: all implement `models.travel.TravelTimes`.

Each also shows its numbers as arrays, for the native core.
"""

from __future__ import annotations

from optimizer.travel.great_circle import GreatCircleTable
from optimizer.travel.hourly import HourlyMatrixTable
from optimizer.travel.hours import LocalHours
from optimizer.travel.matrix import MatrixTravelTable
from optimizer.travel.profiles import ProfileMatrixTable
from optimizer.travel.speed import SpeedByHour

TravelTable = MatrixTravelTable | ProfileMatrixTable | HourlyMatrixTable | GreatCircleTable

__all__ = [
    "GreatCircleTable",
    "HourlyMatrixTable",
    "LocalHours",
    "MatrixTravelTable",
    "ProfileMatrixTable",
    "SpeedByHour",
    "TravelTable",
]
