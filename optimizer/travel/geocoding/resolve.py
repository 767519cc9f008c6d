"""Fill the coordinates that a scenario lacks from its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from models.engineer import Engineer
from models.findings import Finding, Severity, finding, register
from models.job import JobStatus
from models.place import Place
from models.scenario import Scenario
from models.travel import MatrixTravel
from optimizer.travel.geocoding.address_table import AddressTable
from optimizer.travel.geocoding.cache import AddressCache, CacheUnusable, Kept
from optimizer.travel.geocoding.geocoder import (
    Coordinates,
    Geocoder,
    GeocoderRefused,
    GeocoderRejected,
    GeocoderUnreachable,
    normal_form,
)

NOT_FOUND = register(
    "address-not-found",
    Severity.ERROR,
    "The address service does not know the address.",
    "Correct the address, give latitude and longitude, or add it to the address table.",
)
UNREACHABLE = register(
    "geocoder-unreachable",
    Severity.ERROR,
    "The address service did not answer, or not in its own format, and addresses are left over.",
    "Try again later; what has been found is kept. Check domain, scheme and network.",
)
REFUSED = register(
    "geocoder-refused",
    Severity.ERROR,
    "The address service refuses to answer (key, quota or number of requests), and addresses are "
    "left over.",
    "Check the key and its quota; what has been found is kept.",
)
CACHE_UNUSABLE = register(
    "address-cache-unusable",
    Severity.WARNING,
    "The file that keeps the answers of address services cannot be used; it was done without.",
    "Check folder, permissions and free space, or delete the file.",
)

GIVE_UP_AFTER = 3
"""Addresses in a row without an answer after which a service is not asked any more."""
DONE_WITH = frozenset({JobStatus.FINISHED, JobStatus.CANCELLED})
"""Nobody drives to these jobs any more."""


def resolve_places(
    scenario: Scenario,
    geocoder: Geocoder | None,
    cache: AddressCache | None = None,
    table: AddressTable | None = None,
) -> tuple[Scenario, tuple[Finding, ...]]:
    """Give coordinates to the places of depots, engineers and jobs that have only an address.

    Each distinct address is asked for once. A place that a matrix locates already is left alone.

    Args:
        scenario: left as it is; what is returned is a copy.
        geocoder: the service to ask; None: only the table.
        cache: keeps the answers of the service over time.
        table: the company's own list; what it knows is not asked for.

    Returns:
        The scenario with every place filled that could be, and findings about the others.
    """
    places = {path: place for path, place in _places(scenario) if _wanted(scenario, place)}
    search = _Search(geocoder, cache, table)
    for place in places.values():
        search.look_up(place.address)
    return _filled(scenario, search.found), tuple(search.findings(places))


@dataclass
class _Search:
    """One pass over the addresses of a scenario."""

    geocoder: Geocoder | None
    cache: AddressCache | None
    table: AddressTable | None
    found: dict[str, Coordinates] = field(default_factory=dict)
    """By normal form, like the two below."""
    not_found: dict[str, str] = field(default_factory=dict)
    """With the reason."""
    unanswered: set[str] = field(default_factory=set)
    refusal: GeocoderRefused | None = None
    silence: GeocoderUnreachable | None = None
    silent_in_a_row: int = 0
    cache_trouble: CacheUnusable | None = None

    def look_up(self, address: str) -> None:
        """Find out about an address, unless it has been seen already."""
        key = normal_form(address)
        if key in self.found or key in self.not_found or key in self.unanswered:
            return
        try:
            point = self._ask(address)
        except GeocoderRejected as error:
            self.silent_in_a_row = 0
            self.not_found[key] = f"the address service rejects it ({error})"
        except GeocoderRefused as error:
            self.refusal = error
            self.unanswered.add(key)
        except GeocoderUnreachable as error:
            self.silence = error
            self.silent_in_a_row += 1
            self.unanswered.add(key)
        else:
            if point is None:
                self.not_found[key] = "it is not known"
            else:
                self.found[key] = point

    def _ask(self, address: str) -> Coordinates | None:
        """Table, cache, service: in this order."""
        if self.table is not None and (point := self.table.locate(address)) is not None:
            return point
        if self.geocoder is None:
            return None
        service = self.geocoder.cache_key
        if (kept := self._kept(service, address)) is not None:
            return kept.coordinates
        if self.refusal is not None:
            raise self.refusal
        if self.silence is not None and self.silent_in_a_row >= GIVE_UP_AFTER:
            raise self.silence
        point = self.geocoder.locate(address)
        self.silent_in_a_row = 0
        self._keep(service, address, point)
        return point

    def _kept(self, service: str, address: str) -> Kept | None:
        """The answer in the cache; after the first trouble with it, none."""
        if self.cache is None or self.cache_trouble is not None or not service:
            return None
        try:
            return self.cache.get(service, address)
        except CacheUnusable as error:
            self.cache_trouble = error
            return None

    def _keep(self, service: str, address: str, point: Coordinates | None) -> None:
        """Put an answer into the cache, unless there has been trouble with it."""
        if self.cache is None or self.cache_trouble is not None or not service:
            return
        try:
            self.cache.put(service, address, point)
        except CacheUnusable as error:
            self.cache_trouble = error

    def findings(self, places: dict[str, Place]) -> Iterator[Finding]:
        """What could not be filled, by place; and once what is wrong with service and cache."""
        for path, place in places.items():
            reason = self.not_found.get(normal_form(place.address))
            if reason is not None:
                message = f"{path}.address {place.address!r} cannot be located: {reason}"
                yield finding(NOT_FOUND, message, path=f"{path}.address", value=place.address)
        left = {
            path: place.address
            for path, place in places.items()
            if normal_form(place.address) in self.unanswered
        }
        for kind, error in ((REFUSED, self.refusal), (UNREACHABLE, self.silence)):
            if error is not None and left:
                message = f"{len(left)} places are left without coordinates: {error}"
                first, shown = next(iter(left)), "; ".join(left.values())
                yield finding(kind, message, path=f"{first}.address", value=shown)
        if self.cache_trouble is not None:
            yield finding(CACHE_UNUSABLE, str(self.cache_trouble))


def _wanted(scenario: Scenario, place: Place) -> bool:
    by_matrix = isinstance(scenario.travel, MatrixTravel) and place.matrix_index is not None
    return bool(place.address.strip()) and not place.has_coordinates and not by_matrix


def _places(scenario: Scenario) -> Iterator[tuple[str, Place]]:
    """All places of depots, engineers and open jobs, by path."""
    for number, depot in enumerate(scenario.depots):
        yield f"depots[{number}].place", depot.place
    for number, engineer in enumerate(scenario.engineers):
        path = f"engineers[{number}]"
        ends = [(path, engineer.start_place, engineer.end_place)]
        ends += [
            (f"{path}.shifts[{at}]", shift.start_place, shift.end_place)
            for at, shift in enumerate(engineer.shifts)
        ]
        for owner, start, end in ends:
            if start is not None:
                yield f"{owner}.start_place", start
            if end is not None:
                yield f"{owner}.end_place", end
    for number, job in enumerate(scenario.jobs):
        if job.status not in DONE_WITH:
            yield f"jobs[{number}].place", job.place


def _filled(scenario: Scenario, found: dict[str, Coordinates]) -> Scenario:
    """A copy of the scenario in which the places at found addresses have their coordinates."""

    def fill(place: Place) -> Place:
        point = found.get(normal_form(place.address)) if _wanted(scenario, place) else None
        return place if point is None else place.model_copy(update=point._asdict())

    def ends_of(owner: object) -> dict[str, Place]:
        ends = {name: getattr(owner, name) for name in ("start_place", "end_place")}
        return {name: fill(place) for name, place in ends.items() if place is not None}

    def fill_ends(engineer: Engineer) -> Engineer:
        shifts = tuple(shift.model_copy(update=ends_of(shift)) for shift in engineer.shifts)
        return engineer.model_copy(update=ends_of(engineer) | {"shifts": shifts})

    if not found:
        return scenario
    return scenario.model_copy(
        update={
            "depots": tuple(
                depot.model_copy(update={"place": fill(depot.place)}) for depot in scenario.depots
            ),
            "engineers": tuple(fill_ends(engineer) for engineer in scenario.engineers),
            "jobs": tuple(
                job.model_copy(update={"place": fill(job.place)}) for job in scenario.jobs
            ),
        }
    )
