"""The jobs of a synthetic city in full: who, where, what is wrong, what was promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from scenarios import city_words as words
from scenarios.city_map import coordinates
from scenarios.city_numbers import SKILLS, City
from scenarios.dice import Dice

CHINESE_PERCENT, BUSINESS_PERCENT, TOOL_PERCENT, OUT_OF_WARRANTY_PERCENT = 70, 10, 15, 6
KIND_WEIGHTS = (78, 10, 12)
KINDS = ("repair", "install", "inspection")
FEE_CENTS = 12_000

WAITING_FOR = ("phone", "part", "fee", "purchase_date")
"""What incomplete jobs lack, in turn: the second waits for a part that arrives a day later."""


def rare_part_needed(incomplete: int) -> bool:
    """Whether one of so many incomplete jobs waits for the part that nobody has."""
    return incomplete > WAITING_FOR.index("part")


def place(
    address: str, where: list[float], territory: str | None, matrix_index: int | None
) -> dict[str, Any]:
    """A place of the scenario format."""
    found: dict[str, Any] = {"latitude": where[0], "longitude": where[1]}
    if address:
        found["address"] = address
    if territory:
        found["territory"] = territory
    if matrix_index is not None:
        found["matrix_index"] = matrix_index
    return found


def describe_jobs(
    city: City,
    midnight: datetime,
    index: dict[str, list[int]] | None,
    told_percent: int,
    incomplete: int,
) -> list[dict[str, Any]]:
    """All jobs as the scenario format has them; what only numbers say is told in words."""
    count = len(city.jobs.points)
    draw = _Drawn(city.seed, count, told_percent)
    where = coordinates(city.jobs.points).tolist()
    at = index["jobs"] if index else [None] * count
    services, priorities = city.jobs.service_s.tolist(), city.jobs.priority.tolist()
    needs, parts = city.jobs.needs.tolist(), city.jobs.parts.tolist()
    opens, closes = city.jobs.opens.tolist(), city.jobs.closes.tolist()
    districts = city.jobs.district.tolist()
    first_skill = city.jobs.needs.argmax(axis=1).tolist()
    moment = _Moments(midnight)
    lacks = {
        (k * count + count // 2) // incomplete: WAITING_FOR[k % len(WAITING_FOR)]
        for k in range(incomplete)
    }
    found: list[dict[str, Any]] = []
    for k in range(count):
        chinese = draw.chinese[k]
        trade = words.TRADES[first_skill[k]]
        product_class, model = trade.products[draw.model[k] % len(trade.products)]
        code, said = trade.faults[draw.fault[k]]
        kind = KINDS[draw.kind[k]]
        said = {"repair": said, "install": words.INSTALL, "inspection": words.INSPECT}[kind]
        district = words.DISTRICTS[districts[k] % len(words.DISTRICTS)]
        job: dict[str, Any] = {
            "id": f"J{k + 1:0{len(str(count))}d}",
            "kind": kind,
            "customer": {
                "name": words.person(draw.first[k], draw.last[k], chinese),
                "phone": words.phone(draw.number[k]),
                "language": "zh" if chinese else "en",
            },
            "place": place(
                words.address(districts[k], draw.street[k], draw.house[k], chinese),
                where[k],
                district[0],
                at[k],
            ),
            "product": {
                "product_class": product_class,
                "model": f"{model}-{draw.model[k]:03d}",
                "purchase_date": moment.days_before(
                    draw.bought[k] % 30 if kind == "install" else draw.bought[k]
                ),
                "invoice_available": draw.invoice[k],
            },
            "fault_code": code if kind == "repair" else "",
            "fault_description": said[1] if chinese else said[0],
            "received_at": moment.at(draw.received[k]),
            "windows": [{"start": moment.at(opens[k]), "end": moment.at(closes[k])}],
            "priority": priorities[k],
            "skills": [
                {"skill": words.TRADES[skill].skill, "level": needs[k][skill]}
                for skill in range(SKILLS)
                if needs[k][skill]
            ],
            "duration_s": services[k],
        }
        if any(parts[k]):
            job["parts"] = [
                {"part_id": words.PARTS[part][0], "quantity": units}
                for part, units in enumerate(parts[k])
                if units
            ]
        if draw.business[k]:
            note = words.ACCESS[draw.house[k] % len(words.ACCESS)]
            job |= {"premises": "business", "access_notes": note[1] if chinese else note[0]}
        if draw.tool[k]:
            job["tools"] = [trade.tool]
        if draw.old[k]:
            job["product"]["purchase_date"] = moment.days_before(draw.bought[k] + 500)
            job["fee"] = {"amount_cents": FEE_CENTS, "accepted": True}
        if draw.told[k] and closes[k] - opens[k] >= 7200:
            job["appointment_told"] = moment.at(opens[k] + 1800 + draw.quarter[k] * 900)
        if k in lacks:
            _take_away(job, lacks[k], moment)
        found.append(job)
    return found


def _take_away(job: dict[str, Any], what: str, moment: _Moments) -> None:
    """Make one job incomplete, as they come in from the call centre."""
    match what:
        case "phone":
            del job["customer"]["phone"]
        case "purchase_date":
            del job["product"]["purchase_date"]
        case "part":
            job["parts"] = [*job.get("parts", []), {"part_id": words.RARE_PART[0], "quantity": 1}]
        case "fee":
            job["product"]["purchase_date"] = moment.days_before(900)
            job["fee"] = {"amount_cents": FEE_CENTS}


class _Drawn:
    """Everything about the jobs that only words depend on, as plain lists."""

    def __init__(self, seed: int, count: int, told_percent: int) -> None:
        dice = Dice(seed, "job words")
        self.chinese: list[bool] = dice.percent(CHINESE_PERCENT, count).tolist()
        self.first: list[int] = dice.whole(0, 2**20, count).tolist()
        self.last: list[int] = dice.whole(0, 2**20, count).tolist()
        self.number: list[int] = dice.whole(0, 2**20, count).tolist()
        self.street: list[int] = dice.whole(0, len(words.STREETS) - 1, count).tolist()
        self.house: list[int] = dice.whole(1, 299, count).tolist()
        self.model: list[int] = dice.whole(100, 999, count).tolist()
        self.fault: list[int] = dice.whole(0, 3, count).tolist()
        self.kind: list[int] = dice.weighted(KIND_WEIGHTS, count).tolist()
        self.bought: list[int] = dice.whole(5, 330, count).tolist()
        self.invoice: list[bool] = dice.percent(85, count).tolist()
        self.business: list[bool] = dice.percent(BUSINESS_PERCENT, count).tolist()
        self.tool: list[bool] = dice.percent(TOOL_PERCENT, count).tolist()
        self.old: list[bool] = dice.percent(OUT_OF_WARRANTY_PERCENT, count).tolist()
        days_ago, minute = dice.whole(1, 3, count), dice.whole(8 * 60, 20 * 60, count)
        self.received: list[int] = (minute * 60 - days_ago * 86_400).tolist()
        self.told: list[bool] = Dice(seed, "told").percent(told_percent, count).tolist()
        self.quarter: list[int] = Dice(seed, "told quarter").whole(0, 4, count).tolist()


class _Moments:
    """Moments of the day; equal ones are one object, which makes large cities small."""

    def __init__(self, midnight: datetime) -> None:
        self._midnight = midnight
        self._known: dict[int, datetime] = {}

    def at(self, seconds: int) -> datetime:
        """So many seconds after midnight."""
        if seconds not in self._known:
            self._known[seconds] = self._midnight + timedelta(seconds=seconds)
        return self._known[seconds]

    def days_before(self, days: int) -> Any:
        """The date so many days before."""
        return (self._midnight - timedelta(days=days)).date()
