"""The shipped city day, `days/demo_city.json`: made here, so that it can always be made again.

    python -m scenarios.demo

writes the file; a test keeps the two equal.
"""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from models.engineer import Engineer
from models.files import scenario_json
from models.job import Job, JobKind, PartNeed
from models.part import Inbound, Part, PartKind
from models.scenario import Scenario
from scenarios.city import DEPOT_ID, generate_city

DEMO_FILE = Path(__file__).parent / "days" / "demo_city.json"

JOBS, ENGINEERS, SEED, TOLD_PERCENT, WAITING = 80, 14, 21, 12, 3

COMPRESSOR = Part(id="COMPRESSOR", name="Compressor / 压缩机", price_cents=64_000)
"""On no shelf in the morning: it comes with the forenoon's delivery."""


def demo_city() -> Scenario:
    """A Monday of 84 jobs in an invented city, with something of everything that planning does.

    Shifts start at home or at the depot; parts come from vans, from the depot's shelf and from a
    delivery of the forenoon; goods are collected before they are installed; some customers were
    told their appointment; one insists on an engineer and one refuses one; three jobs wait.
    """
    city = generate_city(JOBS, SEED, base="mixed", told_percent=TOLD_PERCENT, incomplete=WAITING)
    jobs, engineers = list(city.jobs), city.engineers[:ENGINEERS]
    goods = _bring_goods(jobs, engineers)
    _wait_for_delivery(jobs, engineers)
    _choose_engineers(jobs, engineers)
    depot = city.depots[0]
    stocked = depot.stock | {part.id: 3 for part in goods}
    delivery = Inbound(
        part_id=COMPRESSOR.id, quantity=2, eta=city.horizon.start + timedelta(hours=8, minutes=45)
    )
    return city.model_copy(
        update={
            "name": "A Monday in the city / 城里的星期一",
            "jobs": tuple(jobs),
            "engineers": engineers,
            "parts": (*city.parts, *goods, COMPRESSOR),
            "depots": (
                depot.model_copy(update={"stock": stocked, "inbound": (*depot.inbound, delivery)}),
            ),
        }
    )


def write_demo(path: Path = DEMO_FILE) -> None:
    """Write the shipped file."""
    path.write_text(demo_text(), encoding="utf-8", newline="\n")


def demo_text() -> str:
    """The shipped file's content."""
    return scenario_json(demo_city())


def _bring_goods(jobs: list[Job], engineers: tuple[Engineer, ...]) -> list[Part]:
    """Installations whose goods lie at the depot, where somebody able starts the shift."""
    goods: dict[str, Part] = {}
    for k, job in enumerate(jobs):
        if job.kind is JobKind.INSTALL and len(_able_at_depot(job, engineers)) > 1:
            kind = job.product.product_class
            part = Part(
                id=f"NEW-{kind.upper()}",
                name=f"New {kind.replace('_', ' ')} / 新机",
                kind=PartKind.GOODS,
                price_cents=260_000,
            )
            goods[part.id] = part
            needs = (*job.parts, PartNeed(part_id=part.id))
            jobs[k] = job.model_copy(update={"kind": JobKind.PICKUP_INSTALL, "parts": needs})
    return list(goods.values())


def _wait_for_delivery(jobs: list[Job], engineers: tuple[Engineer, ...]) -> None:
    """One repair of the afternoon needs what the depot gets in the forenoon."""
    for k, job in enumerate(jobs):
        afternoon = job.windows[0].start.time() >= time(12)
        if job.kind is JobKind.REPAIR and afternoon and len(_able_at_depot(job, engineers)) > 1:
            needs = (*job.parts, PartNeed(part_id=COMPRESSOR.id))
            jobs[k] = job.model_copy(update={"parts": needs, "fault_code": "compressor"})
            return


def _choose_engineers(jobs: list[Job], engineers: tuple[Engineer, ...]) -> None:
    """One customer insists on an engineer who has been there before; another refuses one."""
    free = [k for k, job in enumerate(jobs) if len(_able(job, engineers)) > 2]
    wanted, refused = (_able(jobs[k], engineers)[0].id for k in free[:2])
    jobs[free[0]] = jobs[free[0]].model_copy(update={"required_engineer_id": wanted})
    jobs[free[1]] = jobs[free[1]].model_copy(update={"refused_engineer_ids": (refused,)})


def _able(job: Job, engineers: tuple[Engineer, ...]) -> list[Engineer]:
    """Who has the skills, the tools and, in the van, the parts."""
    return [
        one
        for one in engineers
        if all(one.skills.get(need.skill, 0) >= need.level for need in job.skills)
        and set(job.tools) <= set(one.tools)
        and all(one.van_stock.get(need.part_id, 0) >= need.quantity for need in job.parts)
    ]


def _able_at_depot(job: Job, engineers: tuple[Engineer, ...]) -> list[Engineer]:
    return [one for one in _able(job, engineers) if one.start_depot_id == DEPOT_ID]


if __name__ == "__main__":
    write_demo()
