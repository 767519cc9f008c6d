"""A made-up city with its engineers and jobs, for tests that need one to look at."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

from models.engineer import Engineer, Shift
from models.job import Customer, Job, JobKind, PartNeed, Product, SkillNeed
from models.part import Depot, Part
from models.place import Place
from models.scenario import Horizon, Scenario

ZONE = "Asia/Shanghai"
OFFSET_H = 8
FIRST_DAY = datetime(2026, 1, 5, tzinfo=UTC) - timedelta(hours=OFFSET_H)
CENTRE = (36.65, 117.05)
SURNAMES = ("Wang", "Li", "Zhang", "Smith", "García", "Nguyễn", "Kowalski", "O’Brien", "陈", "刘")
STREETS = ("Jingshi Road", "Heping Street", "解放路", "Wei'er Road", "泉城路", "Shanda Road")
FAULTS = (
    ("E21", "does not drain, water stands in the drum"),
    ("F03", "loud grinding noise when spinning"),
    ("", "无法启动，指示灯不亮"),
    ("P7", "no cooling since yesterday evening"),
)
MODELS = ("WM-700", "KF-35GW", "BCD-215", "ThinkBook 14")


def sample_scenario(
    engineers: int,
    jobs: int,
    *,
    days: int = 1,
    seed: int = 1,
    coordinates: bool = True,
    time_zone: str = ZONE,
    first_day: datetime = FIRST_DAY,
) -> Scenario:
    """So many engineers, each with a shift on every day, and so many jobs without windows."""
    rng = random.Random(seed)
    spread = 0.035 * math.sqrt(max(1.0, jobs / days / 80))
    depot = Depot(id="D1", name="East store", place=_place(rng, spread, "Store 1", coordinates))
    return Scenario(
        name="Sample day",
        time_zone=time_zone,
        horizon=Horizon(start=first_day, end=first_day + timedelta(days=days)),
        jobs=tuple(_job(rng, idx, spread, coordinates) for idx in range(jobs)),
        engineers=tuple(
            _engineer(rng, idx, first_day, days, spread, coordinates) for idx in range(engineers)
        ),
        depots=(depot,),
        parts=(Part(id="pump", name="Drain pump"),),
        assumptions=("skills are drawn at random",),
    )


def _place(rng: random.Random, spread: float, address: str, coordinates: bool) -> Place:
    if not coordinates:
        return Place(address=address, matrix_index=rng.randrange(10_000))
    return Place(
        address=address,
        latitude=CENTRE[0] + rng.gauss(0, spread),
        longitude=CENTRE[1] + rng.gauss(0, spread * 1.3),
    )


def _engineer(
    rng: random.Random,
    idx: int,
    first_day: datetime,
    days: int,
    spread: float,
    coordinates: bool,
) -> Engineer:
    start = first_day + timedelta(hours=8 + idx % 2)
    return Engineer(
        id=f"E{idx + 1}",
        name=f"{rng.choice('ABCDEFGHJKLM')}. {rng.choice(SURNAMES)}",
        phone=f"+86 130 {idx:04d} 0000",
        skills={"washing": 3, "cooling": 4},
        shifts=tuple(
            Shift(start=start + timedelta(days=day), end=start + timedelta(days=day, hours=8))
            for day in range(days)
        ),
        start_place=_place(rng, spread, f"Home {idx + 1}", coordinates),
        overtime_max_s=3600,
    )


def _job(rng: random.Random, idx: int, spread: float, coordinates: bool) -> Job:
    code, fault = rng.choice(FAULTS)
    return Job(
        id=f"J{idx + 1:04d}",
        kind=rng.choice(list(JobKind)),
        customer=Customer(name=f"{rng.choice(SURNAMES)} {idx + 1}", phone=f"0531 {idx:06d}"),
        place=_place(rng, spread, f"{rng.randrange(300)} {rng.choice(STREETS)}", coordinates),
        product=Product(product_class="washing_machine", model=rng.choice(MODELS)),
        fault_code=code,
        fault_description=fault,
        priority=rng.choice((1, 1, 1, 2, 5)),
        skills=(SkillNeed(skill="washing", level=2),),
        parts=(PartNeed(part_id="pump"),) if idx % 3 == 0 else (),
        access_notes="Ring twice, the bell is weak" if idx % 7 == 0 else "",
        assumed=("skills",),
    )
