"""sheets/*.html: what an engineer takes along: where, when to leave, whom to call, what to pack.

A sheet is one file without scripts or network, made to be printed; on a phone its boxes can be
ticked. Times are cut to the minute, which errs on the early side; departures.csv has the seconds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from html import escape
from importlib.resources import files

from models.base import Text
from models.plan import Call, CallKind, Route, Stop, StopKind
from service.exports import words
from service.exports.kit import kit_list, packing_list
from service.exports.view import PlanView
from service.exports.words import Language

GENERATOR = '<meta name="generator" content="EarlyBird">'
"""Tells our own sheets from other files."""
TITLE = Text(en="Day sheet", zh="出工单")
BEFORE_LEAVING = Text(en="Before you leave: tick off", zh="出发前请逐项勾选")
ROUTE = Text(en="Route", zh="路线")
CALLS = Text(en="Calls", zh="电话")
ARRIVE = Text(en="Be at the door", zh="到达")
UNTIL = Text(en="Done by", zh="预计完成")
BACK = Text(en="Arrive", zh="到达")
OPEN = Text(en="Begin", zh="开始")
START = Text(en="Start", zh="起点")
END = Text(en="End of the day", zh="终点")
TOLD = Text(en="already told", zh="已告知客户")
DRIVE = Text(en="Drive", zh="车程")
WINDOW = Text(en="Promised start", zh="承诺开始时间")
AT = Text(en="From", zh="开始")
LATEST = Text(en="At the latest", zh="最晚致电")
WHAT = Text(en="What", zh="内容")
WHOM = Text(en="Whom", zh="对象")
VISITS = Text(en="visits", zh="个上门")


def sheet_html(view: PlanView, engineer_id: str, language: Language) -> bytes:
    """The sheet of one engineer; every shift of the plan begins on a page of its own."""
    sheet = _Sheet(view, language)
    name = view.engineer_name(engineer_id)
    routes = "".join(sheet.route(one) for one in view.routes_by_engineer.get(engineer_id, ()))
    html_language = "zh" if language is Language.ZH else "en"
    page = (
        f'<!doctype html>\n<html lang="{html_language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"{GENERATOR}\n"
        f"<title>{escape(name)} · {sheet.words(TITLE)}</title>\n<style>\n{_style()}</style>\n"
        f"</head>\n<body>\n{routes}{sheet.footer()}</body>\n</html>\n"
    )
    return page.encode("utf-8", errors="replace")


@cache
def _style() -> str:
    return files("service.exports").joinpath("sheet.css").read_text("utf-8")


class _Sheet:
    """Writes the pieces of a sheet in one language; all text from the scenario is escaped."""

    def __init__(self, view: PlanView, language: Language) -> None:
        self._view = view
        self._language = language

    def words(self, text: Text, between: str = " · ") -> str:
        return escape(self._language.of(text, between))

    def route(self, route: Route) -> str:
        begin = self._view.local(route.stops[0].arrive)
        engineer = self._view.engineers.get(route.engineer_id)
        visits = sum(stop.kind is StopKind.JOB for stop in route.stops)
        drive = f"{_minutes(route.travel_s)} min, {route.distance_m / 1000:.1f} km"
        facts = (
            begin.strftime("%Y-%m-%d"),
            engineer.phone if engineer else "",
            f"{visits} {self._language.of(VISITS, '/')}",
            f"{self._language.of(DRIVE, '/')} {drive}",
        )
        return (
            '<section class="route">\n'
            f"<h1>{escape(self._view.engineer_name(route.engineer_id))}</h1>\n"
            f'<p class="soft">{escape(" · ".join(fact for fact in facts if fact))}</p>\n'
            f"{self._packing(route)}<h2>{self.words(ROUTE)}</h2>\n"
            f"{''.join(self._stop(n, one) for n, one in enumerate(route.stops))}"
            f"{self._calls(call for stop in route.stops for call in stop.calls)}</section>\n"
        )

    def footer(self) -> str:
        plan = self._view.plan
        about = " · ".join(part for part in (plan.scenario_name, f"v{plan.version}") if part)
        return f"<footer>EarlyBird · {escape(about)} · {escape(plan.time_zone)}</footer>\n"

    def _packing(self, route: Route) -> str:
        items = kit_list(self._view, packing_list(route), self._language)
        return f"<h2>{self.words(BEFORE_LEAVING)}</h2>\n{items}" if items else ""

    def _stop(self, position: int, stop: Stop) -> str:
        return (
            f'<article class="stop {stop.kind.value}">\n'
            f"<header><h3>{position}. {self._heading(stop)}</h3>{self._drive(stop)}</header>\n"
            f"{self._times(stop)}{self._where_and_what(stop)}"
            f"{kit_list(self._view, stop.kit, self._language)}</article>\n"
        )

    def _heading(self, stop: Stop) -> str:
        if stop.kind is StopKind.START:
            return self.words(START)
        if stop.kind is StopKind.END:
            return self.words(END)
        job = self._view.jobs.get(stop.job_id or "")
        if job is None:
            depot = self._view.depot_name(stop.depot_id) or stop.job_id or ""
            return f"{self.words(words.COLLECTION)}: {escape(depot)}"
        who = f"{job.customer.name} ({job.id})" if job.customer.name else job.id
        return f"{self.words(words.JOB_KINDS[job.kind])}: {escape(who)}"

    def _drive(self, stop: Stop) -> str:
        if stop.leg is None:
            return ""
        drive = f"{_minutes(stop.leg.travel_s)} min, {stop.leg.distance_m / 1000:.1f} km"
        return f'<span class="soft">{self.words(DRIVE)} {drive}</span>'

    def _times(self, stop: Stop) -> str:
        """The times of a stop in the order in which they are lived."""
        cells = []
        if stop.leg:
            cells.append(("go", words.LEAVE, stop.leg.depart))
            cells.append(("", words.LATEST_SAFE, stop.leg.depart_latest))
        if stop.kind is StopKind.JOB:
            cells.append(("", ARRIVE, stop.arrive))
            cells.append(("", words.APPOINTMENT, stop.appointment or stop.start))
            done = stop.finish - timedelta(seconds=stop.reserve_s)
            cells.append(("", UNTIL, done))
        elif stop.kind is StopKind.COLLECTION:
            cells += [("", OPEN, stop.start), ("", UNTIL, stop.finish)]
        elif stop.kind is StopKind.END:
            cells.append(("", BACK, stop.arrive))
        if not cells:
            return ""
        shown = "".join(
            f'<div class="{mark}"><dt>{self.words(label)}</dt><dd>{self._clock(when)}</dd></div>'
            for mark, label, when in cells
        )
        return f'<dl class="times">{shown}</dl>\n'

    def _where_and_what(self, stop: Stop) -> str:
        lines = [escape(self._view.address(stop))]
        job = self._view.jobs.get(stop.job_id or "")
        if job:
            told = f" ({self._language.of(TOLD, '/')})" if stop.told else ""
            window = stop.window
            promise = (
                f"{self._clock(window.start)} – {self._clock(window.end)}{told}" if window else ""
            )
            lines += [
                f'<span class="soft">{self.words(label)}</span> {escape(content)}'
                for label, content in (
                    (words.PHONE, job.customer.phone),
                    (WINDOW, promise),
                    (words.FAULT, words.product_and_fault(job)),
                    (words.ACCESS, job.access_notes),
                    (words.INSTRUCTIONS, job.instructions),
                )
                if content
            ]
        shown = "".join(f"<p>{line}</p>\n" for line in lines if line)
        if stop.leg and stop.leg.idle_reason:
            shown += f'<p class="soft">{self.words(stop.leg.idle_reason)}</p>\n'
        if stop.note:
            shown += f'<p class="late">{self.words(stop.note)}</p>\n'
        return shown

    def _calls(self, calls: Iterable[Call]) -> str:
        ordered = sorted(calls, key=lambda call: (self._view.clock.absolute(call.at), call.kind))
        if not ordered:
            return ""
        header = "".join(f"<th>{self.words(label)}</th>" for label in (AT, LATEST, WHOM, WHAT))
        rows = "".join(self._call(call) for call in ordered)
        return f"<h2>{self.words(CALLS)}</h2>\n<table>\n<tr>{header}</tr>\n{rows}</table>\n"

    def _call(self, call: Call) -> str:
        job = self._view.jobs.get(call.job_id or "")
        if call.kind is CallKind.DEPARTURE_FIXED or job is None:
            whom = self._view.engineer_name(call.engineer_id)
        else:
            whom = job.customer.name or job.id
        said = "<br>".join(self.words(line) for line in call.say)
        return (
            f'<tr><td class="time">{self._clock(call.at)}</td>'
            f'<td class="time">{self._clock(call.latest)}</td>'
            f"<td>{escape(whom)}<br>{escape(call.phone)}</td>"
            f"<td><strong>{self.words(words.CALL_KINDS[call.kind])}</strong><br>{said}</td></tr>\n"
        )

    def _clock(self, moment: datetime) -> str:
        return self._view.local(moment).strftime("%H:%M")


def _minutes(seconds: int) -> int:
    """Minutes, rounded up: a drive never takes less than what the sheet says."""
    return -(-seconds // 60)
