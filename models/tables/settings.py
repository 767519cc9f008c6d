"""The settings table: the frame of the scenario as pairs of key and value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.spelling import did_you_mean
from models.tables import cells
from models.tables.calendar import Calendar, whole_day
from models.tables.columns import folded
from models.tables.moments import DateOrder, Written, read_moment
from models.tables.origins import Origins
from models.tables.problems import CELL_UNREADABLE, SETTING_UNKNOWN, CellProblem
from models.tables.rows import Row
from models.travel import GreatCircleTravel, MatrixTravel

KEYS = {
    "name": ("名称", "title"),
    "time_zone": ("时区", "timezone"),
    "date": ("日期", "day"),
    "horizon_start": ("开始时间", "开始", "start"),
    "horizon_end": ("结束时间", "结束", "end"),
    "date_order": ("日期顺序",),
}
"""The keys without a dot, and what else they are called. Beside them there is `policy.` or
`travel.` followed by the name of a field (docs/file-formats.md)."""

_LISTS = {"required_fields", "speed_kmh_by_hour", "speed_percent_by_hour"}
_ORDERS: dict[str, DateOrder] = {"dmy": "dmy", "mdy": "mdy", "ymd": "ymd",
                                 "日月年": "dmy", "月日年": "mdy", "年月日": "ymd"}  # fmt: skip


@dataclass
class Settings:
    """What the settings say."""

    document: dict[str, Any] = field(default_factory=dict)
    """The fields of the scenario that they fill."""
    order: DateOrder | None = None
    calendar: Calendar = field(default_factory=Calendar)


def order_of(rows: Iterable[Row]) -> DateOrder | None:
    """The order of dates, which has to be known before anything else can be read."""
    for row in rows:
        if folded(str(row.values.get("key", ""))) in ("dateorder", "日期顺序"):
            return _ORDERS.get(folded(str(row.values.get("value", ""))))
    return None


def read_settings(rows: Iterable[Row], origins: Origins, findings: list[Any]) -> Settings:
    """Read every setting; those that cannot be read become findings."""
    rows = tuple(rows)
    settings = Settings(order=order_of(rows))
    known = {folded(word): key for key, words in KEYS.items() for word in (key, *words)}
    for row in rows:
        key = str(row.values.get("key", "")).strip()
        value = row.values.get("value")
        if not key or value is None:
            continue
        try:
            if "." in key:
                path = _set_dotted(settings.document, key, value)
            else:
                path = _set_plain(settings, known, key, value)
        except CellProblem as found:
            column = "key" if found.kind is SETTING_UNKNOWN else "value"
            findings.append(row.finding(found.kind, found.message, key, column))
        else:
            # An unknown field is reported where it begins: at `policy.erly_band`, say.
            steps = path.split(".")
            for end in range(min(2, len(steps)), len(steps) + 1):
                origins.add(".".join(steps[:end]), row, {"": row.headings["value"]})
    horizon = settings.document.get("horizon", {})
    if isinstance(horizon.get("start"), datetime) and isinstance(horizon.get("end"), datetime):
        settings.calendar = Calendar.between(horizon["start"], horizon["end"])
    _choose_travel(settings.document)
    return settings


def _set_plain(settings: Settings, known: dict[str, str], key: str, value: Any) -> str:
    """Take over one of `KEYS`; answers the path of the field it fills."""
    name = known.get(folded(key))
    document, order = settings.document, settings.order
    if name is None:
        hint = did_you_mean(key, KEYS)
        raise CellProblem(SETTING_UNKNOWN, f"There is no setting {key!r}{hint}.")
    if name == "date_order":
        if order is None:
            raise CellProblem(CELL_UNREADABLE, f"'{value}' is none of dmy, mdy, ymd.")
    elif name == "date":
        document["horizon"] = whole_day(cells.day(value, order))
        return "horizon"
    elif name in ("horizon_start", "horizon_end"):
        edge = name.removeprefix("horizon_")
        written = _date_alone(read_moment(value, order), value)
        document.setdefault("horizon", {})[edge] = Calendar().moment(
            written, None, "begin" if edge == "start" else "end"
        )
        return f"horizon.{edge}"
    else:
        document[name] = cells.text(value, order)
    return name


def _date_alone(written: Written, value: Any) -> Written:
    """A workbook has no dates without a time: midnight there means the date."""
    if isinstance(value, datetime) and not written.time:
        return Written(written.day)
    return written


def _set_dotted(document: dict[str, Any], key: str, value: Any) -> str:
    """Take over `policy.…` or `travel.…`."""
    *steps, last = (step.strip() for step in key.split("."))
    if steps[0] not in ("policy", "travel"):
        message = f"There is no setting {key!r}: only policy and travel have fields."
        raise CellProblem(SETTING_UNKNOWN, message)
    inner = document.setdefault(steps[0], {})
    for step in steps[1:]:
        inner = inner.setdefault(step, {})
        if not isinstance(inner, dict):
            raise CellProblem(SETTING_UNKNOWN, f"{step!r} in {key!r} has no fields.")
    inner[last] = cells.names(value, None) if last in _LISTS else _plain(value)
    return ".".join((*steps, last))


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | float) else cells.text(value, None)


def _choose_travel(document: dict[str, Any]) -> None:
    """Whoever names a matrix file means travel by matrix; profiles keep the car."""
    travel = document.get("travel")
    if travel is None:
        return
    by_matrix = "file" in travel
    kind = MatrixTravel if by_matrix else GreatCircleTravel
    travel.setdefault("kind", "matrix" if by_matrix else "great_circle")
    if isinstance(travel.get("profile_speed_percent"), dict):
        defaults = kind().profile_speed_percent
        travel["profile_speed_percent"] = {**defaults, **travel["profile_speed_percent"]}
