"""Findings: what is wrong or worth knowing about an input or a plan, and what to do about it.

Every code is registered here with its cause and action; docs/findings.md lists the same codes and
a test keeps the two equal. Codes are words, not numbers: they are read by people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from models.base import Model


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The record or file cannot be used as it is."""
    WARNING = "warning"
    """It is used, but something asked for is not honoured or looks wrong."""
    NOTICE = "notice"
    """Worth knowing."""


@dataclass(frozen=True, slots=True)
class FindingKind:
    """What a code means: registered once, documented once."""

    code: str
    severity: Severity
    cause: str
    action: str


class Finding(Model):
    """One occurrence of a finding, with where it is, the offending value and the advice."""

    code: str
    severity: Severity
    message: str
    """What is wrong here, naming the field and the value."""
    action: str
    path: str = ""
    """Where in a JSON document or object, e.g. `jobs[3].windows[0].end`."""
    value: str = ""
    """The offending value as it was written, shortened to 200 characters."""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    """1-based row of a table, the header being row 1."""
    column: str = ""


_KINDS: dict[str, FindingKind] = {}


def register(code: str, severity: Severity, cause: str, action: str) -> FindingKind:
    """Add a code to the registry. Raises ValueError when it is there already."""
    if code in _KINDS:
        raise ValueError(f"finding code {code!r} is registered twice")
    kind = FindingKind(code, severity, cause, action)
    _KINDS[code] = kind
    return kind


REGISTRY: Mapping[str, FindingKind] = MappingProxyType(_KINDS)


def finding(
    kind: FindingKind,
    message: str,
    *,
    path: str = "",
    value: object = "",
    file: str = "",
    sheet: str = "",
    row: int | None = None,
    column: str = "",
) -> Finding:
    """Build an occurrence of `kind`; the value is shortened, the advice comes from the registry."""
    shown = str(value)
    return Finding(
        code=kind.code,
        severity=kind.severity,
        message=message,
        action=kind.action,
        path=path,
        value=shown if len(shown) <= 200 else shown[:197] + "...",
        file=file,
        sheet=sheet,
        row=row,
        column=column,
    )
