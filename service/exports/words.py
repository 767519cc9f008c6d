"""The few words that sheets and calendars share, in both languages, and how they are joined."""

from __future__ import annotations

from enum import StrEnum

from models.base import Text
from models.job import Job, JobKind
from models.plan import CallKind, KitItem, KitKind, PartSource
from service.exports.view import PlanView


class Language(StrEnum):
    """Which language sheets and calendars are written in."""

    EN = "en"
    ZH = "zh"
    BOTH = "both"

    def of(self, text: Text, between: str = " · ") -> str:
        """The text in this language; in both, English first."""
        if self is Language.EN:
            return text.en
        if self is Language.ZH:
            return text.zh
        return text.en if text.en == text.zh else f"{text.en}{between}{text.zh}"


JOB_KINDS = {
    JobKind.REPAIR: Text(en="Repair", zh="维修"),
    JobKind.INSTALL: Text(en="Installation", zh="安装"),
    JobKind.PICKUP_INSTALL: Text(en="Collect and install", zh="提货并安装"),
    JobKind.INSPECTION: Text(en="Inspection", zh="巡检"),
    JobKind.RETURN_VISIT: Text(en="Return of a unit", zh="送还设备"),
    JobKind.FETCH_UNIT: Text(en="Fetch a unit", zh="取回设备"),
}
CALL_KINDS = {
    CallKind.CONFIRM: Text(en="Confirm with the customer", zh="与客户确认"),
    CallKind.DEPARTURE_FIXED: Text(en="Departure is fixed", zh="出发时间已定"),
    CallKind.BEFORE_ARRIVAL: Text(en="Call before arriving", zh="到达前致电"),
}
KIT_KINDS = {
    KitKind.PART: Text(en="part", zh="配件"),
    KitKind.LOANER: Text(en="loaner", zh="备用机"),
    KitKind.GOODS: Text(en="goods", zh="货物"),
    KitKind.TOOL: Text(en="tool", zh="工具"),
    KitKind.PAPER: Text(en="paper", zh="单据"),
    KitKind.CONSUMABLE: Text(en="consumable", zh="耗材"),
}
COLLECTION = Text(en="Collect parts", zh="领取配件")
FROM_VAN = Text(en="in the van", zh="车上")
APPOINTMENT = Text(en="Appointment", zh="预约")
LEAVE = Text(en="Leave at", zh="出发")
LATEST_SAFE = Text(en="Latest safe", zh="最晚出发")
PHONE = Text(en="Phone", zh="电话")
FAULT = Text(en="Fault", zh="故障")
KIT = Text(en="Kit", zh="携带物品")
ACCESS = Text(en="Access", zh="进门说明")
INSTRUCTIONS = Text(en="Instructions", zh="作业要求")


def source_of(view: PlanView, item: KitItem) -> Text | None:
    """Where an item of the kit is to be taken from, if the plan says so."""
    if item.source is PartSource.DEPOT:
        depot = view.depot_name(item.depot_id)
        return Text(en=f"from {depot}", zh=f"从{depot}领取")
    return FROM_VAN if item.source is PartSource.VAN else None


def product_and_fault(job: Job) -> str:
    """What is wrong with what, as far as it is known."""
    product = job.product.model or job.product.product_class
    fault = job.fault_description or job.fault_code
    return ": ".join(part for part in (product, fault) if part)
