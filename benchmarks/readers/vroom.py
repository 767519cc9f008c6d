"""VROOM JSON: jobs, shipments, vehicles, and matrices or coordinates.

The format is VROOM's (its docs/API.md, version 1.15), with the same defaults. What a document asks
that EarlyBird does not do is refused by its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import floor

from benchmarks.instance import (
    Break,
    Format,
    Instance,
    InstanceJob,
    Objective,
    Stop,
    Vehicle,
    Window,
)
from benchmarks.readers.complaints import Complaints
from benchmarks.readers.vroom_record import MOST, Record
from benchmarks.readers.vroom_travel import Places
from models.findings import Severity, register

ID_TWICE = register(
    "vroom-id-twice",
    Severity.ERROR,
    "Two objects of the same kind have the same id, so an answer could not tell them apart.",
    "Give each an id of its own.",
)
AMOUNTS_DIFFER = register(
    "vroom-amounts-differ",
    Severity.ERROR,
    "Amounts and capacities do not all have the same number of entries.",
    "Write one entry for each kind of goods everywhere, 0 where there is none.",
)

ANY_TIME: Window = (0, 2**40)
"""The shift of a vehicle without a time window: longer than any route can be."""
FASTEST = 5.0
"""VROOM's own limit of `speed_factor`."""
HUNDREDTHS = 100
"""VROOM counts in hundredths of a second, and rounds the inverse of a speed factor to them."""
BY_TYPE = "the working time is the same for every vehicle"
DEFAULT_COSTS = {"fixed": 0, "per_hour": 3600, "per_km": 0, "per_task_hour": 0}


def read(document: object, name: str = "") -> Instance:
    """The problem in a VROOM document that was parsed already.

    A shipment becomes one job: `goods` is its pickup, `stop` its delivery. Jobs, pickups and
    deliveries count their ids apart, as in VROOM. Raises FileUnusable with all that is wrong.
    """
    complaints = Complaints(name)
    frame = Record(document, "", complaints)
    frame.refuse("options", "what is asked of the solver is given on the command line")
    frame.refuse("geometry", "there is no road network to draw from")
    vehicles, jobs, shipments = map(frame.inner_list, ("vehicles", "jobs", "shipments"))
    if not vehicles:
        frame.missing("vehicles")
    if not jobs and not shipments:
        frame.missing("jobs")
    places = _places(frame, complaints)
    speeds = _Speeds(vehicles, scale=places.by_index)
    reader = _Reader(places, speeds, _kinds_of_goods(vehicles))
    frame.done()
    read_vehicles = tuple(map(reader.vehicle, vehicles, speeds.keys))
    read_jobs = (*map(reader.job, jobs), *map(reader.shipment, shipments))
    _require_ids(complaints, "vehicles", (vehicle.id for vehicle in read_vehicles))
    _require_ids(complaints, "jobs", (job.id for job in read_jobs if job.goods is None))
    _require_ids(complaints, "pickups", (job.goods_id for job in read_jobs if job.goods))
    _require_ids(complaints, "deliveries", (job.id for job in read_jobs if job.goods))
    durations, costs = places.matrices(speeds.scaled)
    complaints.raise_if_any()
    return Instance(
        name=name,
        format=Format.VROOM,
        objective=Objective.TRAVEL,
        units=speeds.units,
        durations=durations,
        jobs=read_jobs,
        vehicles=read_vehicles,
        costs=costs,
        coordinates=places.coordinates(),
        speeds={} if places.by_index else speeds.factors,
    )


class _Speeds:
    """The pairs of profile and speed factor that vehicles have, under one key each."""

    def __init__(self, vehicles: Iterable[Record], *, scale: bool) -> None:
        pairs = [
            (one.text("profile") or "car", one.factor("speed_factor", FASTEST)) for one in vehicles
        ]
        plain = all(factor == 1 for _, factor in pairs)
        self.units = HUNDREDTHS if scale and not plain else 1
        self.keys = [profile if plain else f"{profile} x {factor!r}" for profile, factor in pairs]
        """By vehicle."""
        self.factors = {key: factor for key, (_, factor) in zip(self.keys, pairs, strict=True)}
        self.scaled = {
            key: (profile, floor(1 / factor * self.units + 0.5))
            for key, (profile, factor) in zip(self.keys, pairs, strict=True)
        }
        """By key: the profile, and what its durations are multiplied with, rounded like VROOM's."""


class _Reader:
    """Makes jobs and vehicles; times are in the units of the instance, amounts as written."""

    def __init__(self, places: Places, speeds: _Speeds, goods: int) -> None:
        self.places = places
        self.speeds = speeds
        self.goods = goods

    def vehicle(self, record: Record, key: str) -> Vehicle:
        """One vehicle, whose profile is called `key`."""
        record.text("description")
        record.text("type")  # of no effect, because what depends on it is refused
        record.refuse("max_travel_time", "a shift is limited by its time_window")
        record.refuse("max_distance", "a shift is limited by its time_window")
        record.refuse("steps", "routes are always planned anew")
        _refuse_costs(record)
        start = self.places.of(record, "start", "start_index")
        end = self.places.of(record, "end", "end_index")
        if start is None and end is None:
            record.missing("start_index" if self.places.by_index else "start")
        capacity = self._amounts(record, "capacity", needed=True)
        most = record.whole("max_tasks", most=MOST) if record.has("max_tasks") else None
        window = self._scaled((record.window("time_window", ANY_TIME),))[0]
        breaks = tuple(self._break(one, window) for one in record.inner_list("breaks"))
        _require_ids(record.complaints, record.at("breaks"), (one.id for one in breaks))
        vehicle = Vehicle(
            id=record.whole("id", None),
            start=start,
            end=end,
            window=window,
            profile=key,
            skills=frozenset(record.wholes("skills") or ()),
            capacity=capacity if self.goods else None,
            breaks=breaks,
            max_tasks=most,
        )
        record.done()
        return vehicle

    def job(self, record: Record) -> InstanceJob:
        """A job at one place."""
        if record.has("amount") and not record.has("delivery"):
            delivery = self._amounts(record, "amount")  # its name in older versions
        else:
            delivery = self._amounts(record, "delivery")
        job = InstanceJob(
            id=record.whole("id", None),
            stop=self._stop(record),
            priority=record.whole("priority", most=100),
            skills=frozenset(record.wholes("skills") or ()),
            delivery=delivery,
            pickup=self._amounts(record, "pickup"),
        )
        record.done()
        return job

    def shipment(self, record: Record) -> InstanceJob:
        """Something that is picked up first and delivered later, by the same vehicle."""
        ends: dict[str, tuple[int, Stop]] = {}
        for end in ("pickup", "delivery"):
            step = record.inner(end)
            if step is None:
                record.missing(end)
                ends[end] = 0, Stop(0)
            else:
                ends[end] = step.whole("id", None), self._stop(step)
                step.done()
        job = InstanceJob(
            id=ends["delivery"][0],
            stop=ends["delivery"][1],
            priority=record.whole("priority", most=100),
            skills=frozenset(record.wholes("skills") or ()),
            goods=ends["pickup"][1],
            goods_id=ends["pickup"][0],
            amount=self._amounts(record, "amount"),
        )
        record.done()
        return job

    def _stop(self, record: Record) -> Stop:
        """The place and the times that a job, a pickup and a delivery have alike."""
        record.text("description")
        record.refuse("setup_per_type", BY_TYPE)
        record.refuse("service_per_type", BY_TYPE)
        place = self.places.of(record, "location", "location_index")
        if place is None:
            record.missing("location_index" if self.places.by_index else "location")
        return Stop(
            place=place or 0,
            windows=self._scaled(record.windows("time_windows")),
            service=record.whole("service") * self.speeds.units,
            setup=record.whole("setup") * self.speeds.units,
        )

    def _break(self, record: Record, shift: Window) -> Break:
        record.text("description")
        record.refuse("max_load", "a break is taken with any load")
        taken = Break(
            id=record.whole("id", None),
            windows=self._scaled(record.windows("time_windows")) or (shift,),
            service=record.whole("service") * self.speeds.units,
        )
        record.done()
        return taken

    def _amounts(self, record: Record, field: str, *, needed: bool = False) -> tuple[int, ...]:
        """One number for each kind of goods, 0 where nothing is written."""
        given = record.wholes(field) if needed or record.has(field) else (0,) * self.goods
        if given is None:  # of another type, or of one vehicle only
            given = ()
        if len(given) != self.goods:
            path = record.at(field)
            message = f"{path} has {len(given)} entries, and the first vehicle has {self.goods}."
            record.complaints.add(AMOUNTS_DIFFER, message, path, list(given))
        return given

    def _scaled(self, windows: Sequence[Window]) -> tuple[Window, ...]:
        units = self.speeds.units
        return tuple((begins * units, ends * units) for begins, ends in windows)


def _places(frame: Record, complaints: Complaints) -> Places:
    """Where travel comes from: matrices by profile, one `matrix` as in old files, or nowhere."""
    if frame.has("matrix") and not frame.has("matrices"):
        old = {"car": {"durations": frame.take("matrix")}}
        return Places(Record(old, "matrices", complaints), complaints)
    return Places(frame.inner("matrices"), complaints)


def _kinds_of_goods(vehicles: Sequence[Record]) -> int:
    """As many as the first vehicle's capacity has entries; VROOM asks it of all others too."""
    capacity = vehicles[0].peek("capacity") if vehicles else None
    return len(capacity) if isinstance(capacity, list) else 0


def _refuse_costs(record: Record) -> None:
    """Only VROOM's own default costs, by which a second of travel costs 1, can be asked for."""
    costs = record.inner("costs")
    if costs is None:
        return
    for field, usual in DEFAULT_COSTS.items():
        if costs.peek(field) == usual:
            costs.take(field)
        costs.refuse(field, f"only {usual} is, because what counts is travel time")
    costs.done()


def _require_ids(complaints: Complaints, what: str, ids: Iterable[int | None]) -> None:
    for repeated, times in Counter(ids).items():
        if times > 1:
            message = f"{times} of the {what} have the id {repeated}."
            complaints.add(ID_TWICE, message, what, repeated)
