"""departures.csv: every drive of the day, when it starts and how late it may."""

from __future__ import annotations

from collections.abc import Iterator

from models.plan import Stop, StopKind
from service.exports.spreadsheet import Cell, csv_bytes, zones_of
from service.exports.view import PlanView, stops_of

HEADER = (
    "engineer_id", "engineer", "shift", "stop", "kind", "job_id", "customer", "phone", "address",
    "depart_earliest", "depart", "depart_latest", "slack_s", "travel_s", "distance_m",
    "idle_before_s", "arrive", "appointment", "told", "window_start", "window_end", "start",
    "finish", "reserve_s", "early_s", "lateness_s", "movable_s", "note_en", "note_zh", "zone",
)  # fmt: skip


def departures_csv(view: PlanView) -> bytes:
    """One row per stop after the start, in the order of the routes; times are local."""
    return csv_bytes(HEADER, _rows(view))


def _rows(view: PlanView) -> Iterator[tuple[Cell, ...]]:
    for route, position, stop in stops_of(view.plan):
        if stop.kind is StopKind.START:
            continue
        name = view.engineer_name(route.engineer_id)
        yield (
            route.engineer_id, name, route.shift_index + 1, position, *_stop_cells(view, stop),
        )  # fmt: skip


def _stop_cells(view: PlanView, stop: Stop) -> tuple[Cell, ...]:
    job = view.jobs.get(stop.job_id or "")
    leg = stop.leg
    note = stop.note or (leg.idle_reason if leg else None)
    cells: tuple[Cell, ...] = (
        stop.kind.value,
        stop.job_id or stop.depot_id,
        job.customer.name if job else view.depot_name(stop.depot_id),
        job.customer.phone if job else "",
        view.address(stop),
        view.local(leg.depart_earliest) if leg else None,
        view.local(leg.depart) if leg else None,
        view.local(leg.depart_latest) if leg else None,
        leg.slack_s if leg else None,
        leg.travel_s if leg else None,
        leg.distance_m if leg else None,
        leg.idle_before_s if leg else None,
        view.local(stop.arrive),
        view.local(stop.appointment) if stop.appointment else None,
        stop.told if stop.appointment else None,
        view.local(stop.window.start) if stop.window else None,
        view.local(stop.window.end) if stop.window else None,
        view.local(stop.start),
        view.local(stop.finish),
        stop.reserve_s,
        stop.early_s,
        stop.lateness_s,
        stop.movable_s,
        note.en if note else "",
        note.zh if note else "",
    )
    return (*cells, zones_of(cells))
