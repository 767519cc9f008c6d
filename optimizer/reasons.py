"""Why jobs are left out: every code the optimizer gives, with its sentence in both languages.

docs/reasons.md says the same codes with what to do about them, and a test keeps the two equal.
What the intake says of jobs that cannot be planned at all comes from `models.intake`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from models.base import Text
from models.plan import Reason

Value = Text | str | int


@dataclass(frozen=True, slots=True)
class ReasonKind:
    """A code and its sentence; names in braces are filled in."""

    code: str
    text: Text
    awaits_part: bool = False
    """Whether a job with such a reason waits for a part (state `awaiting_part`)."""


_KINDS: dict[str, ReasonKind] = {}
REASONS: Mapping[str, ReasonKind] = MappingProxyType(_KINDS)


def _register(code: str, en: str, zh: str, *, awaits_part: bool = False) -> ReasonKind:
    if code in _KINDS:
        raise ValueError(f"reason code {code!r} is registered twice")
    kind = ReasonKind(code, Text(en=en, zh=zh), awaits_part)
    _KINDS[code] = kind
    return kind


def reason(
    kind: ReasonKind,
    *,
    engineer_id: str | None = None,
    eta: datetime | None = None,
    extra_cost_cents: int | None = None,
    displaced_job_ids: Sequence[str] = (),
    **values: Value,
) -> Reason:
    """One true reason. Raises KeyError when a name of the sentence is not given."""
    return Reason(
        code=kind.code,
        text=Text(
            en=kind.text.en.format_map(_in_language("en", values)),
            zh=kind.text.zh.format_map(_in_language("zh", values)),
        ),
        engineer_id=engineer_id,
        eta=eta,
        extra_cost_cents=extra_cost_cents,
        displaced_job_ids=tuple(displaced_job_ids),
    )


def _in_language(language: str, values: Mapping[str, Value]) -> dict[str, str]:
    return {
        name: getattr(value, language) if isinstance(value, Text) else str(value)
        for name, value in values.items()
    }


# ------------------------------------------------------------- the record and its appointment

RECORD_UNUSABLE = _register(
    "record-unusable",
    "The record cannot be used as it is.",
    "此记录无法按原样使用。",
)
NO_POSSIBLE_START = _register(
    "no-possible-start",
    "There is no moment at which the work may start: {why}.",
    "没有可以开始工作的时刻：{why}。",
)

# --------------------------------------------------------------------------------- who can go

REQUIRED_ENGINEER_ABSENT = _register(
    "required-engineer-absent",
    "Engineer {engineer}, who is required, is not among the engineers.",
    "指定的工程师 {engineer} 不在工程师名单中。",
)
REQUIRED_ENGINEER_REFUSED = _register(
    "required-engineer-refused",
    "Engineer {engineer}, who is required, is also one whom the customer refuses.",
    "指定的工程师 {engineer} 同时也被客户拒绝。",
)
ALL_ENGINEERS_REFUSED = _register(
    "all-engineers-refused",
    "The customer refuses every engineer there is.",
    "客户拒绝了所有工程师。",
)
SKILL_MISSING = _register(
    "skill-missing",
    "{nobody} the skill {skill}.",
    "{nobody}技能“{skill}”。",
)
SKILL_LEVEL_TOO_LOW = _register(
    "skill-level-too-low",
    "{nobody} level {level} in the skill {skill}; the highest is {highest}.",
    "{nobody}技能“{skill}”的 {level} 级水平；最高为 {highest} 级。",
)
TOOL_MISSING = _register(
    "tool-missing",
    "{nobody} the tool {tool}.",
    "{nobody}工具“{tool}”。",
)
TERRITORY_UNSERVED = _register(
    "nobody-serves-territory",
    "{nobody} the territory {territory}.",
    "{nobody}区域“{territory}”。",
)
NOBODY_HAS_EVERYTHING = _register(
    "nobody-has-everything",
    "{nobody} all at once that it needs: {needs}.",
    "{nobody}所需的全部条件：{needs}。",
)

# ------------------------------------------------------------------------------ who is at work

NOBODY_WORKS = _register(
    "nobody-works",
    "Nobody works {days}.",
    "{days}无人上班。",
)
SHIFT_WITHOUT_PLACE = _register(
    "shift-without-place",
    "{who}: at work then, but where the shift starts or ends is not known.",
    "{who}：届时上班，但出发地或收工地未知。",
)
ENGINEER_OFF_DUTY = _register(
    "required-engineer-off-duty",
    "Engineer {engineer}, who is required, does not work {days}.",
    "指定的工程师 {engineer} {days}不上班。",
)
SKILL_OFF_DUTY = _register(
    "skill-off-duty",
    "Nobody with the skill {skill} at level {level} or above works {days}.",
    "具备技能“{skill}”{level} 级及以上的工程师{days}均不上班。",
)
ABLE_OFF_DUTY = _register(
    "able-engineers-off-duty",
    "{who}: able to do it, but not at work {days}.",
    "{who}：可以胜任，但{days}不上班。",
)
WINDOW_OUTSIDE_SHIFTS = _register(
    "window-outside-shifts",
    "{who}: no shift overlaps the times at which the work may start, {windows}. The nearest shift "
    "is that of {engineer}, {shift}.",
    "{who}：没有班次与可开始时段 {windows} 重叠。最接近的是 {engineer} 的班次，{shift}。",
)

# ------------------------------------------------------------------------------------- parts

PART_OUT_OF_STOCK = _register(
    "part-out-of-stock",
    "No stock anywhere: it needs {needed} of part {part}, and there are {units} in all vans, "
    "at all depots and on their way to one.",
    "各处均无足够库存：需要配件 {part} {needed} 件，所有车辆、仓库及在途共有 {units} 件。",
    awaits_part=True,
)
PART_ARRIVES_TOO_LATE = _register(
    "part-arrives-too-late",
    "Part {part} is expected at depot {depot} on {at}: too late for a start by {last}.",
    "配件 {part} 预计 {at} 到达仓库 {depot}，赶不上最晚开始时刻 {last}。",
    awaits_part=True,
)
PART_OUT_OF_REACH = _register(
    "part-out-of-reach",
    "{who}: neither the van nor the depot where the shift starts has the {needed} of part {part} "
    "that it needs. There is: {where}.",
    "{who}：车上和班次出发仓库均没有所需的配件 {part} {needed} 件。现有：{where}。",
)
PART_INBOUND_ELSEWHERE = _register(
    "part-inbound-elsewhere",
    "{who}: neither the van nor the depot where the shift starts has or expects the {needed} of "
    "part {part} that it needs. There is not enough on hand anywhere; expected: {where}.",
    "{who}：车上和班次出发仓库均没有、也不会到货所需的配件 {part} {needed} 件。各处现货均不足；"
    "预计到货：{where}。",
    awaits_part=True,
)
PART_RESERVED = _register(
    "part-reserved",
    "{who}: it needs {needed} of part {part}; of those in the van or at the depot where the shift "
    "starts, {free} are free in time, and the others are reserved for {jobs}.",
    "{who}：需要配件 {part} {needed} 件；车上和班次出发仓库中可及时取用的未预留件仅 {free} 件，"
    "其余已为 {jobs} 预留。",
)
PART_EXPECTED = _register(
    "part-expected",
    "More of part {part} is expected at depot {depot} on {at}.",
    "配件 {part} 预计 {at} 在仓库 {depot} 再到货。",
    awaits_part=True,
)
COLLECTION_TOO_LATE = _register(
    "collection-too-late",
    "{who}: its parts have to be collected at depot {depot} first. {collected}, which is too late "
    "for a start by {last}.",
    "{who}：须先到仓库 {depot} 领取配件。{collected}，赶不上最晚开始时刻 {last}。",
)

# -------------------------------------------------------------------------------- time and room

WINDOW_UNREACHABLE = _register(
    "window-unreachable",
    "{who}: even with nothing else to do, the work could start at {reach} at the earliest "
    "({engineer}), but it has to start by {last}.",
    "{who}：即使没有其他工单，最早也要 {reach} 才能开始（{engineer}），而最晚须在 {last} 开始。",
)
SHIFT_TOO_SHORT = _register(
    "shift-too-short",
    "{who}: even with nothing else to do, the shift and its overtime would be over before the work "
    "and the way back: with {engineer}, who comes closest, {over} sooner.",
    "{who}：即使没有其他工单，做完并返回也会超出班次及加班上限；最接近的 {engineer} 超出 {over}。",
)
ENGINEERS_FULL = _register(
    "engineers-full",
    "{who}: no room left for it.",
    "{who}：已排满。",
)
CHEAPEST_WAY = _register(
    "cheapest-way",
    "The cheapest way found: into the day of {engineer} on {day} in place of {displaced}, {price}.",
    "找到的最省方案：排入 {engineer} {day} 的行程，替换 {displaced}，{price}。",
)
NO_SMALL_CHANGE = _register(
    "no-small-change",
    "An otherwise empty day of {engineer} would have room for it, but leaving out a few "
    "neighbouring visits of one day makes none.",
    "{engineer} 若没有其他工单则排得下，但仅放弃一天中相邻的几单仍排不下。",
)
SEARCH_ENDED_EARLY = _register(
    "search-ended-early",
    "It fits into the day of {engineer} on {day}, {price}; the search ended before it was put "
    "there.",
    "可以排入 {engineer} {day} 的行程，{price}；搜索在排入之前已结束。",
)
LEFT_OUT_BY_PROPOSAL = _register(
    "left-out-by-proposal",
    "The proposal leaves it out so that others can be visited; it waits for a new time.",
    "该提案为保证其他客户而暂不安排此工单，等待另约时间。",
)

# -------------------------------------------------------------------------- a day without a slot

VISIT_STAYS = _register(
    "visit-stays",
    "The visit that it has cannot be given up: it is fixed, or a visit behind it could not be "
    "reached in time without it.",
    "现有的上门安排不能取消：该安排已固定，或取消后其后的客户将无法按时到达。",
)
DAY_NOT_PLANNED = _register(
    "day-not-planned",
    "The day is over, or outside the days that are planned.",
    "这一天已过，或不在计划范围内。",
)
NO_WINDOW_THAT_DAY = _register(
    "no-window-that-day",
    "No window of {length} between {opens} and {closes} is left that day that suits the customer.",
    "当天 {opens} 至 {closes} 之间没有适合客户的 {length} 时段。",
)
CAPACITY_SET_ASIDE = _register(
    "capacity-set-aside",
    "What is free that day is kept for other work: {kinds}; {kept} have to stay free, and {free} "
    "are.",
    "当天的空闲留给其他工作：{kinds}；须保留 {kept}，现有空闲 {free}。",
)
