"""What is said in each call (domain.md, section 4), in both languages."""

from __future__ import annotations

import re

from models.base import Text
from models.clock import Clock
from models.engineer import Engineer
from models.job import Job, JobKind, PremisesKind
from models.starts import Span
from models.timeline import StopTimes
from optimizer.kit import customer_pays
from optimizer.records import Records
from optimizer.wording import listed, span, time_of_day

WORK = {
    JobKind.REPAIR: Text(en="repair", zh="维修"),
    JobKind.INSTALL: Text(en="installation", zh="安装"),
    JobKind.PICKUP_INSTALL: Text(en="delivery and installation", zh="送货安装"),
    JobKind.INSPECTION: Text(en="inspection", zh="巡检"),
    JobKind.RETURN_VISIT: Text(en="return of the unit", zh="送还机器"),
    JobKind.FETCH_UNIT: Text(en="collection of the unit", zh="取机"),
}
COMPUTER = re.compile(
    r"(?<![a-z])(computer|laptop|notebook|desktop|pc)(?![a-z])|电脑|计算机|笔记本", re.IGNORECASE
)
"""What a product class says where it is a computer."""

INVOICE = Text(en="the invoice", zh="发票")
WARRANTY_CARD = Text(en="the warranty card", zh="保修卡")
PACKING_LIST = Text(en="the packing list", zh="装箱单")
DISCS = Text(en="the system and driver discs", zh="系统盘和驱动盘")
BACKUP = Text(en="a backup of the data", zh="已备份的数据")


def confirmation(
    records: Records, engineer: Engineer, job: Job, stop: StopTimes
) -> tuple[Text, ...]:
    """To confirm on the day: lateness, appointment, fault, engineer, fee, what to have ready."""
    at, work = time_of_day(records.clock, stop.appointment), WORK[job.kind]
    said = [
        *_apology(records, stop),
        Text(
            en=f"Confirm the {work.en} at {at}{_named(job, ': ')}.",
            zh=f"确认 {at} 上门{work.zh}{_named(job, '：')}。",
        ),
        _fault(job),
        _who(engineer),
        *_fee(records, job, stop),
        *_have_ready(records, job, stop),
        *_access(job),
    ]
    return tuple(said)


def departure(clock: Clock, job: Job, stop: StopTimes, collection: Span | None) -> tuple[Text, ...]:
    """To the engineer: what to collect first, when to leave, where to, when to be there."""
    leave, arrive = time_of_day(clock, stop.depart), time_of_day(clock, stop.arrive)
    due, latest = time_of_day(clock, stop.appointment), time_of_day(clock, stop.latest_safe)
    where = ", ".join(part for part in (job.customer.name, job.place.address) if part) or job.id
    fixed = Text(
        en=f"Leave at {leave} for {where}. At the door at {arrive}, appointment at {due}.",
        zh=f"{leave} 出发前往 {where}。{arrive} 到达门口，约定时刻 {due}。",
    )
    limit = Text(en=f"Leave by {latest} at the latest.", zh=f"最晚 {latest} 出发。")
    if stop.slack_s < 0:
        limit = Text(en="Already too late for the early band.", zh="已无法在提前到达时段内到达。")
    return (*_collect_first(clock, collection), fixed, limit)


def _collect_first(clock: Clock, collection: Span | None) -> tuple[Text, ...]:
    if collection is None:
        return ()
    begin, end = (time_of_day(clock, moment) for moment in collection)
    return (
        Text(
            en=f"Collect the parts at the depot from {begin} to {end}.",
            zh=f"{begin} 至 {end} 在仓库领料。",
        ),
    )


def arrival(clock: Clock, engineer: Engineer, job: Job, stop: StopTimes) -> tuple[Text, ...]:
    """To the customer from the road: we are about to arrive."""
    at = time_of_day(clock, stop.arrive)
    soon = Text(en=f"The engineer arrives at about {at}.", zh=f"工程师约 {at} 到达。")
    return (soon, _who(engineer), *_access(job))


def _apology(records: Records, stop: StopTimes) -> tuple[Text, ...]:
    """For a customer who will be met after the appointment (domain.md, lateness tiers)."""
    late_s = stop.arrive - stop.appointment
    if late_s <= 0:
        return ()
    late, arrive = span(late_s), time_of_day(records.clock, stop.arrive)
    apology = Text(
        en=f"Apologise: the engineer will arrive at {arrive}, {late.en} after the appointment.",
        zh=f"致歉：工程师将于 {arrive} 到达，比约定时刻晚 {late.zh}。",
    )
    if late_s <= records.scenario.policy.door.late_tier_s:
        return (apology,)
    offer = Text(
        en="Offer to wait, another engineer who can be there sooner, or a new appointment.",
        zh="请客户选择：等候、改派能更早到达的工程师，或另约时间。",
    )
    return (apology, offer)


def _named(job: Job, separator: str) -> str:
    name = job.product.model or job.product.product_class
    return f"{separator}{name}" if name else ""


def _fault(job: Job) -> Text:
    fault = job.fault_description or job.fault_code
    if not fault:
        return Text(
            en="Ask what is needed and whether there is anything more.",
            zh="询问具体需求，以及是否还有其他问题。",
        )
    return Text(
        en=f"Repeat what was reported ({fault}) and ask whether there is anything more.",
        zh=f"复述报修内容（{fault}），并询问是否还有其他问题。",
    )


def _who(engineer: Engineer) -> Text:
    name = engineer.name or engineer.id
    if not engineer.phone:
        return Text(en=f"{name} will come.", zh=f"上门工程师：{name}。")
    return Text(
        en=f"{name} will come and can be reached at {engineer.phone}.",
        zh=f"上门工程师：{name}，电话 {engineer.phone}。",
    )


def _fee(records: Records, job: Job, stop: StopTimes) -> tuple[Text, ...]:
    if job.fee is not None and job.fee.amount_cents > 0:
        amount = f"{job.fee.amount_cents // 100}.{job.fee.amount_cents % 100:02d}"
        return (
            Text(
                en=f"The fee is {amount}, as quoted; it does not change.",
                zh=f"费用为 {amount}，与此前报价一致，不会变动。",
            ),
        )
    if customer_pays(records, job, records.clock.moment(stop.start).date()):
        return (
            Text(
                en="The product is out of warranty: the price list applies.",
                zh="产品已过保修期：按收费标准收费。",
            ),
        )
    return ()


def _have_ready(records: Records, job: Job, stop: StopTimes) -> tuple[Text, ...]:
    """Papers for products we know something about; discs and a backup for computers."""
    product = job.product
    known = product.model or product.product_class or product.purchase_date
    new = job.kind in (JobKind.INSTALL, JobKind.PICKUP_INSTALL)
    pays = customer_pays(records, job, records.clock.moment(stop.start).date())
    computer = COMPUTER.search(product.product_class) is not None
    wanted = (
        (INVOICE, known and product.invoice_available is not False),
        (WARRANTY_CARD, known and not new and not pays),
        (PACKING_LIST, new),
        (DISCS, computer),
        (BACKUP, computer),
    )
    items = [item for item, is_wanted in wanted if is_wanted]
    if not items:
        return ()
    things = listed(items)
    return (Text(en=f"Please have ready: {things.en}.", zh=f"请准备好：{things.zh}。"),)


def _access(job: Job) -> tuple[Text, ...]:
    if job.access_notes:
        known = f"{job.access_notes.rstrip('.。')}"
        return (Text(en=f"Access: {known}.", zh=f"进门方式：{known}。"),)
    if job.premises is PremisesKind.BUSINESS:
        return (
            Text(
                en="Ask how to get in without disturbing the business.",
                zh="询问如何进入场所而不影响营业。",
            ),
        )
    return ()
