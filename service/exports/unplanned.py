"""unplanned.csv: every job that is in no route, with why, and every record that was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.aside import jobs_set_aside
from models.findings import Finding
from models.plan import Unplanned, UnplannedState
from models.scenario import SetAside
from service.exports.spreadsheet import Cell, csv_bytes
from service.exports.view import PlanView
from service.exports.whose import whose

HEADER = (
    "record", "id", "state", "priority", "customer", "phone", "address", "codes", "reasons_en",
    "reasons_zh", "missing_fields", "eta", "extra_cost_cents", "displaced_job_ids", "findings",
)  # fmt: skip
BETWEEN = "; "


def unplanned_csv(view: PlanView) -> bytes:
    """One row per job left out, the most important first, then the records set aside."""
    set_aside = jobs_set_aside(view.scenario)
    left_out = sorted(view.plan.unplanned, key=lambda one: -one.priority)
    known = {one.job_id for one in left_out}
    rest = [(name, one) for name, one in set_aside.items() if name not in known]
    rest += [(one.id, one) for one in view.scenario.set_aside if one.kind != "job"]
    return csv_bytes(
        HEADER,
        (
            *(_row(view, one, set_aside.get(one.job_id)) for one in left_out),
            *(_set_aside_row(name, one) for name, one in rest),
        ),
    )


def _row(view: PlanView, one: Unplanned, record: SetAside | None) -> tuple[Cell, ...]:
    job = view.jobs.get(one.job_id)
    etas = [view.local(reason.eta) for reason in one.reasons if reason.eta]
    prices = [
        reason.extra_cost_cents for reason in one.reasons if reason.extra_cost_cents is not None
    ]
    displaced = (job_id for reason in one.reasons for job_id in reason.displaced_job_ids)
    known = (job.customer.name, job.customer.phone, job.place.address) if job else whose(record)
    return (
        "job",
        one.job_id,
        one.state.value,
        one.priority,
        *known,
        _joined(reason.code for reason in one.reasons),
        _joined(reason.text.en for reason in one.reasons),
        _joined(reason.text.zh for reason in one.reasons),
        _joined(one.missing_fields),
        min(etas, default=None),
        min(prices, default=None),
        _joined(displaced),
        _findings(record.findings if record else ()),
    )


def _set_aside_row(name: str, one: SetAside) -> tuple[Cell, ...]:
    """A record that is no job of the plan: what is known is what was written, and its findings."""
    codes = _joined(finding.code for finding in one.findings)
    blank = ("", "", "", "")
    said = "The record cannot be used as it is.", "此记录无法按原样使用。"
    state = UnplannedState.RECORD_UNUSABLE.value
    return (
        one.kind, name, state, None, *whose(one), codes, *said, *blank, _findings(one.findings),
    )  # fmt: skip


def _findings(findings: Iterable[Finding]) -> str:
    return " ".join(f"{one.message} {one.action}" for one in findings)


def _joined(parts: Iterable[str]) -> str:
    return BETWEEN.join(_once(parts))


def _once(parts: Iterable[str]) -> Iterator[str]:
    """The parts without repetition, in order."""
    yield from dict.fromkeys(parts)
