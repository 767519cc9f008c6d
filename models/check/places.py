"""Places: that they can be found, and that they are where people meant them to be."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from models.check.book import Book
from models.findings import Finding, Severity, finding, register
from models.great_circle import great_circle_km
from models.place import Place
from models.travel import MatrixTravel

INCOMPLETE = register(
    "coordinates-incomplete",
    Severity.ERROR,
    "A place has a latitude or a longitude, but not both.",
    "Add the other one, or remove it and give an address.",
)
SWAPPED = register(
    "coordinates-swapped",
    Severity.ERROR,
    "A place is far from all others, and would be among them with its coordinates exchanged.",
    "Exchange latitude (north) and longitude (east).",
)
FAR_AWAY = register(
    "place-far-away",
    Severity.WARNING,
    "A place is much farther from the middle of all places than the others are.",
    "Check its coordinates.",
)
WRONG_KIND = register(
    "place-not-in-travel",
    Severity.ERROR,
    "The place is given in a way that the scenario's travel times do not know.",
    "With a matrix give matrix_index, otherwise latitude and longitude or an address.",
)
NO_PLACE = register(
    "engineer-without-place",
    Severity.WARNING,
    "A shift has no place to start or end at, so the engineer cannot be sent in it.",
    "Give the engineer, the shift or the depot coordinates or an address.",
)
TO_GEOCODE = register(
    "places-to-geocode",
    Severity.NOTICE,
    "Places have an address but no coordinates yet.",
    "Turn geocoding on, or give the coordinates; a job whose place stays unknown is not planned.",
)

FAR_KM = 500.0
"""Nearer than this nothing is suspicious: an engineer may drive there."""
FAR_FACTOR = 10.0
"""Nor is anything nearer than this many times the usual distance, where distances are large."""
AMONG_FACTOR = 3.0
"""Within this many times the usual distance (50 km at the least) a place is among the others."""


def coordinates_come_in_pairs(book: Book) -> Iterator[Finding]:
    """Half a pair of coordinates is no place."""
    for spot, place in book.places:
        if (place.latitude is None) != (place.longitude is None):
            missing = "latitude" if place.latitude is None else "longitude"
            message = f"{spot} has no {missing}."
            yield finding(INCOMPLETE, message, path=f"{spot.path}.{missing}")


def places_suit_the_travel_times(book: Book) -> Iterator[Finding]:
    """A matrix knows indices; a great circle knows coordinates."""
    by_matrix = isinstance(book.scenario.travel, MatrixTravel)
    for spot, place in book.places:
        if by_matrix and place.has_coordinates and place.matrix_index is None:
            message = f"{spot} has coordinates but no matrix_index, and travel is by matrix."
            yield finding(WRONG_KIND, message, path=f"{spot.path}.matrix_index")
        elif not by_matrix and place.matrix_index is not None and not place.has_coordinates:
            message = f"{spot} has a matrix_index but no coordinates, and travel is not by matrix."
            yield finding(WRONG_KIND, message, path=f"{spot.path}.latitude")


def places_are_among_each_other(book: Book) -> Iterator[Finding]:
    """Coordinates that were exchanged, or belong to another part of the world, stand out."""
    if isinstance(book.scenario.travel, MatrixTravel):
        return
    located = [
        (spot, place.latitude, place.longitude)
        for spot, place in book.places
        if place.latitude is not None and place.longitude is not None
    ]
    if len(located) < 3:
        return
    middle = (median(point[1] for point in located), median(point[2] for point in located))
    distances = [great_circle_km(middle, point[1:]) for point in located]
    usual = median(distances)
    for (spot, latitude, longitude), distance in zip(located, distances, strict=True):
        if distance <= max(FAR_KM, FAR_FACTOR * usual):
            continue
        value = f"{latitude}, {longitude}"
        where = f"{spot} at {value} is {distance:.0f} km from the middle of all places"
        exchanged = great_circle_km(middle, (longitude, latitude)) if abs(longitude) <= 90 else None
        if exchanged is not None and exchanged <= max(50.0, AMONG_FACTOR * usual):
            message = f"{where}; exchanged it would be {exchanged:.0f} km."
            yield finding(SWAPPED, message, path=spot.path, value=value)
        else:
            message = f"{where}; half of the places are within {usual:.0f} km."
            yield finding(FAR_AWAY, message, path=spot.path, value=value)


def engineers_have_places(book: Book) -> Iterator[Finding]:
    """Whoever is sent starts somewhere and ends somewhere."""
    for path, engineer in book.engineers:
        homeless = [
            number
            for number, shift in enumerate(engineer.shifts)
            if any(place is None or _is_nowhere(place) for place in book.ends_of(engineer, shift))
        ]
        if homeless:
            listed = ", ".join(str(number) for number in homeless)
            message = (
                f"Engineer {engineer.id!r} has no place to start or end at in shift(s) {listed}."
            )
            yield finding(NO_PLACE, message, path=path, value=engineer.id)


def places_are_resolved(book: Book) -> Iterator[Finding]:
    """One finding for all the addresses that are still to be looked up."""
    waiting = [
        (spot, place)
        for spot, place in book.places
        if not place.is_resolved and place.address.strip()
    ]
    if waiting:
        spot, place = waiting[0]
        message = f"{len(waiting)} place(s) have no coordinates yet; the first is {spot}."
        yield finding(TO_GEOCODE, message, path=f"{spot.path}.address", value=place.address)


def _is_nowhere(place: Place) -> bool:
    return not place.is_resolved and not place.address.strip()


RULES = (
    coordinates_come_in_pairs,
    places_suit_the_travel_times,
    places_are_among_each_other,
    engineers_have_places,
    places_are_resolved,
)
