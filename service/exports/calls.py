"""calls.csv: whom to reach, when, and what to say, in the order of the day."""

from __future__ import annotations

from models.plan import Call, CallKind
from service.exports.spreadsheet import Cell, csv_bytes, zones_of
from service.exports.view import PlanView, stops_of

HEADER = (
    "at", "latest", "kind", "who", "name", "phone", "language", "engineer_id", "engineer", "job_id",
    "say_en", "say_zh", "zone",
)  # fmt: skip


def calls_csv(view: PlanView) -> bytes:
    """One row per call, earliest first; of two at the same time the more urgent one first."""
    calls = [call for _, _, stop in stops_of(view.plan) for call in stop.calls]
    calls.sort(
        key=lambda call: (
            view.clock.absolute(call.at),
            view.clock.absolute(call.latest),
            call.engineer_id,
            call.job_id or "",
            call.kind,
        )
    )
    return csv_bytes(HEADER, (_row(view, call) for call in calls))


def _row(view: PlanView, call: Call) -> tuple[Cell, ...]:
    job = view.jobs.get(call.job_id or "")
    to_engineer = call.kind is CallKind.DEPARTURE_FIXED or job is None
    engineer = view.engineer_name(call.engineer_id)
    at = view.local(call.at)
    latest = view.local(call.latest)
    return (
        at,
        latest,
        call.kind.value,
        "engineer" if to_engineer else "customer",
        engineer if to_engineer or job is None else job.customer.name,
        call.phone,
        "" if to_engineer or job is None else job.customer.language,
        call.engineer_id,
        engineer,
        call.job_id,
        " ".join(line.en for line in call.say),
        "".join(line.zh for line in call.say),
        zones_of((at, latest)),
    )
