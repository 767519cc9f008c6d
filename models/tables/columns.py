"""The tables, their columns, and the names these go by: the one mapping that docs describe.

A heading is recognised by its English name or one of its other names, in capitals or not; blanks,
hyphens, underscores, brackets and asterisks make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from models.job import JobKind, JobStatus, PremisesKind
from models.part import PartKind
from models.tables import cells
from models.tables.cells import Reader


@dataclass(frozen=True)
class Column:
    """One column: what it is called, what it holds, and which field it fills."""

    name: str
    """Its heading in English, as in the template."""
    zh: str
    """Its heading in Chinese, as in the template."""
    read: Reader
    path: str = ""
    """The field inside the record that takes the value; empty where the reader of the table does
    something of its own with it (see `models.tables.assemble`)."""
    also: tuple[str, ...] = ()
    """Other headings that mean the same."""
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table: a CSV file or a sheet."""

    name: str
    also: tuple[str, ...]
    columns: tuple[Column, ...]

    def headings(self) -> Mapping[str, Column]:
        """Every way to write a heading, folded, with its column."""
        return {
            folded(heading): column
            for column in self.columns
            for heading in (column.name, column.zh, *column.also)
        }

    def column(self, name: str) -> Column:
        """The column with that English name."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Column]:
        return {column.name: column for column in self.columns}


def folded(heading: str) -> str:
    """A heading without what makes no difference."""
    return re.sub(r"[^\w]+|_", "", unicodedata.normalize("NFKC", heading).casefold())


def _words(kinds: type[JobKind] | type[JobStatus] | type[PremisesKind] | type[PartKind],
           also: Mapping[str, str]) -> Reader:  # fmt: skip
    return cells.choice({**{str(kind): str(kind) for kind in kinds}, **also})


_KIND = _words(JobKind, {
    "维修": "repair", "修理": "repair", "报修": "repair", "安装": "install",
    "提货安装": "pickup_install", "送货安装": "pickup_install", "巡检": "inspection",
    "检查": "inspection", "保养": "inspection", "送回": "return_visit", "送机": "return_visit",
    "取机": "fetch_unit", "拉修": "fetch_unit",
})  # fmt: skip
_STATUS = _words(JobStatus, {
    "待处理": "open", "未完成": "open", "电话指导": "phone_guidance", "进行中": "in_progress",
    "已完成": "finished", "已取消": "cancelled", "取消": "cancelled", "canceled": "cancelled",
})  # fmt: skip
_PREMISES = _words(
    PremisesKind, {"住宅": "home", "家庭": "home", "企业": "business", "单位": "business"}
)
_PART_KIND = _words(PartKind, {
    "配件": "spare", "备件": "spare", "备用机": "loaner", "周转机": "loaner", "商品": "goods",
    "货物": "goods", "耗材": "consumable",
})  # fmt: skip
_LANGUAGE = cells.choice({
    "en": "en", "english": "en", "英文": "en", "英语": "en",
    "zh": "zh", "chinese": "zh", "中文": "zh", "汉语": "zh",
})  # fmt: skip


def _place(prefix: str, path: str, zh: str) -> Iterator[Column]:
    """The columns of one place."""
    yield Column(f"{prefix}address", f"{zh}地址", cells.text, f"{path}.address")
    yield Column(f"{prefix}latitude", f"{zh}纬度", cells.number, f"{path}.latitude",
                 (f"{prefix}lat",))  # fmt: skip
    yield Column(f"{prefix}longitude", f"{zh}经度", cells.number, f"{path}.longitude",
                 (f"{prefix}lon", f"{prefix}lng"))  # fmt: skip
    yield Column(f"{prefix}matrix_index", f"{zh}矩阵序号", cells.number, f"{path}.matrix_index")


JOBS = Table("jobs", ("工单", "工单表", "任务", "job", "orders", "work orders"), (
    Column("id", "工单号", cells.digits, "id", ("编号", "单号", "job id", "order no"), True),
    Column("kind", "类型", _KIND, "kind", ("工单类型", "type", "job type")),
    Column("status", "状态", _STATUS, "status", ("工单状态",)),
    Column("customer_id", "客户编号", cells.digits, "customer.id", ("客户号",)),
    Column("name", "客户姓名", cells.text, "customer.name",
           ("姓名", "客户", "客户名称", "联系人", "customer", "customer name")),
    Column("phone", "电话", cells.digits, "customer.phone",
           ("联系电话", "手机", "手机号", "电话号码", "telephone", "mobile")),
    Column("language", "语言", _LANGUAGE, "customer.language"),
    *_place("", "place", ""),
    Column("territory", "片区", cells.text, "place.territory", ("区域", "辖区", "district")),
    Column("premises", "场所", _PREMISES, "premises", ("场所类型",)),
    Column("access_notes", "进门说明", cells.text, "access_notes", ("上门须知",)),
    Column("product_class", "产品类别", cells.text, "product.product_class", ("品类", "产品类型")),
    Column("product_model", "产品型号", cells.text, "product.model", ("型号", "model")),
    Column("serial", "序列号", cells.digits, "product.serial", ("机身号", "serial number")),
    Column("purchase_date", "购买日期", cells.day, "product.purchase_date", ("购机日期",)),
    Column("warranty_until", "保修到期", cells.day, "product.warranty_until", ("保修截止日期",)),
    Column("invoice_available", "有无发票", cells.yes_or_no, "product.invoice_available",
           ("有发票", "发票", "invoice")),
    Column("fault_code", "故障代码", cells.text, "fault_code"),
    Column("fault_description", "故障描述", cells.text, "fault_description",
           ("故障现象", "故障", "fault", "problem")),
    Column("received_at", "受理时间", cells.moment, "received_at", ("报修时间", "received")),
    Column("requested_time", "要求时间", cells.text, "requested_time",
           ("预约要求", "客户要求时间")),
    Column("date", "日期", cells.day, "", ("上门日期", "visit date")),
    Column("window_start", "最早时间", cells.moment, "",
           ("时间窗开始", "开始时间", "earliest", "from", "time from")),
    Column("window_end", "最晚时间", cells.moment, "",
           ("时间窗结束", "结束时间", "latest", "to", "time to")),
    Column("windows", "时间窗", cells.spans, "", ("预约时段", "可选时段")),
    Column("appointment", "预约时间", cells.moment, "appointment_told",
           ("已约时间", "appointment told", "appointment time")),
    Column("priority", "优先级", cells.number, "priority"),
    Column("sla_deadline", "时限", cells.moment, "sla_deadline", ("服务时限", "deadline", "sla")),
    Column("skills", "技能", cells.levels, "", ("所需技能", "技能要求", "skill")),
    Column("parts", "配件", cells.quantities, "", ("所需配件", "part")),
    Column("tools", "工具", cells.names, "tools", ("所需工具",)),
    Column("duration_minutes", "工时(分钟)", cells.minutes, "duration_s",
           ("工时", "时长", "预计时长", "预计工时", "duration")),
    Column("duration_spread_minutes", "工时偏差(分钟)", cells.minutes, "duration_spread_s"),
    Column("required_engineer", "指定工程师", cells.digits, "required_engineer_id"),
    Column("preferred_engineers", "优先工程师", cells.names, "preferred_engineer_ids",
           ("首选工程师", "preferred engineer")),
    Column("refused_engineers", "拒绝工程师", cells.names, "refused_engineer_ids",
           ("不要的工程师", "refused engineer")),
    Column("engineers_needed", "所需人数", cells.number, "engineers_needed", ("人数",)),
    Column("after_jobs", "前置工单", cells.names, "after_job_ids", ("after", "after job")),
    Column("case_id", "服务单号", cells.digits, "case_id", ("案件号", "case")),
    Column("loaner_required", "需备用机", cells.yes_or_no, "loaner_required", ("loaner",)),
    Column("workshop_possible", "可拉修", cells.yes_or_no, "workshop_possible"),
    Column("fee", "费用", cells.money, "fee.amount_cents", ("收费", "报价")),
    Column("fee_accepted", "同意费用", cells.yes_or_no, "fee.accepted", ("客户同意费用",)),
    Column("instructions", "备注", cells.text, "instructions", ("说明", "notes", "remarks")),
))  # fmt: skip

ENGINEERS = Table("engineers", ("工程师", "工程师表", "师傅", "人员", "engineer", "technicians"), (
    Column("id", "工号", cells.digits, "id", ("编号", "工程师编号", "engineer id"), True),
    Column("name", "姓名", cells.text, "name", ("工程师", "工程师姓名")),
    Column("phone", "电话", cells.digits, "phone", ("联系电话", "手机", "手机号", "mobile")),
    Column("skills", "技能", cells.levels, "", ("skill",)),
    *_place("start_", "start_place", "出发"),
    *_place("end_", "end_place", "返回"),
    Column("start_depot", "出发仓库", cells.digits, "start_depot_id",
           ("depot", "仓库", "所属仓库")),
    Column("end_depot", "返回仓库", cells.digits, "end_depot_id"),
    Column("date", "日期", cells.day),
    Column("shift_start", "上班时间", cells.moment, "", ("上班", "shift from", "start")),
    Column("shift_end", "下班时间", cells.moment, "", ("下班", "shift to", "end")),
    Column("shifts", "班次", cells.spans),
    Column("overtime_minutes", "可加班(分钟)", cells.minutes, "overtime_max_s",
           ("可加班", "加班", "overtime")),
    Column("max_driving_minutes", "最长驾驶(分钟)", cells.minutes, "max_driving_s"),
    Column("territories", "片区", cells.names, "territories", ("区域", "辖区", "territory")),
    Column("territory_hard", "仅限片区", cells.yes_or_no, "territory_hard", ("只在片区",)),
    Column("vehicle_profile", "车辆类型", cells.text, "vehicle_profile", ("车型", "vehicle")),
    Column("languages", "语言", cells.names, "languages", ("language",)),
    Column("tools", "工具", cells.names, "tools"),
    Column("van_stock", "车载库存", cells.quantities, "van_stock", ("车载配件", "parts", "配件")),
    Column("never_repaired", "未修过的故障", cells.names, "never_repaired"),
))  # fmt: skip

PARTS = Table("parts", ("配件", "配件表", "备件", "part"), (
    Column("id", "配件号", cells.digits, "id",
           ("编号", "配件编号", "料号", "part id", "sku"), True),
    Column("name", "名称", cells.text, "name", ("配件名称",)),
    Column("kind", "类型", _PART_KIND, "kind", ("类别", "type")),
    Column("price", "价格", cells.money, "price_cents", ("单价",)),
))  # fmt: skip

DEPOTS = Table("depots", ("仓库", "仓库表", "库房", "配件库", "depot", "stores"), (
    Column("id", "仓库号", cells.digits, "id", ("编号", "仓库编号", "depot id"), True),
    Column("name", "名称", cells.text, "name", ("仓库名称",)),
    *_place("", "place", ""),
    Column("opening", "开放时间", cells.spans, "", ("营业时间", "opening hours", "open")),
    Column("handling_minutes", "取货时间(分钟)", cells.minutes, "handling_s",
           ("取货时间", "handling")),
))  # fmt: skip

STOCK = Table("stock", ("库存", "库存表", "inventory"), (
    Column("depot", "仓库", cells.digits, "", ("仓库号", "depot id")),
    Column("engineer", "工程师", cells.digits, "", ("工号", "车", "van", "engineer id")),
    Column("part", "配件", cells.digits, "", ("配件号", "配件编号", "part id", "sku"), True),
    Column("quantity", "数量", cells.number, "", ("库存数量", "qty"), True),
    Column("eta", "到货时间", cells.moment, "", ("预计到货", "arrival")),
))  # fmt: skip

SHIFTS = Table("shifts", ("班次", "班次表", "排班", "shift", "roster"), (
    Column("engineer", "工程师", cells.digits, "", ("工号", "engineer id"), True),
    Column("date", "日期", cells.day),
    Column("start", "上班时间", cells.moment, "", ("开始", "开始时间", "上班", "from"), True),
    Column("end", "下班时间", cells.moment, "", ("结束", "结束时间", "下班", "to"), True),
    Column("start_depot", "出发仓库", cells.digits, "start_depot_id", ("depot",)),
    Column("end_depot", "返回仓库", cells.digits, "end_depot_id"),
    *_place("start_", "start_place", "出发"),
    *_place("end_", "end_place", "返回"),
))  # fmt: skip

WINDOWS = Table("windows", ("时间窗", "时间窗表", "预约时段", "window", "time windows"), (
    Column("job", "工单号", cells.digits, "", ("工单", "job id"), True),
    Column("date", "日期", cells.day),
    Column("start", "最早时间", cells.moment, "", ("开始", "开始时间", "earliest", "from"), True),
    Column("end", "最晚时间", cells.moment, "", ("结束", "结束时间", "latest", "to"), True),
    Column("hard", "必须遵守", cells.yes_or_no, "hard", ("硬性",)),
))  # fmt: skip

SETTINGS = Table("settings", ("设置", "参数", "设置表", "setting", "config"), (
    Column("key", "项目", cells.text, "", ("名称", "setting", "name", "设置项"), True),
    Column("value", "值", lambda value, _: value, "", ("内容", "设置值"), True),
))  # fmt: skip

TABLES = (SETTINGS, PARTS, DEPOTS, ENGINEERS, SHIFTS, STOCK, JOBS, WINDOWS)
