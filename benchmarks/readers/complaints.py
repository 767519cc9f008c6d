"""What is wrong with a file of a problem, collected so that people hear of all of it at once."""

from __future__ import annotations

from models.errors import FileUnusable
from models.findings import Finding, FindingKind, Severity, finding, register

FORMAT_UNKNOWN = register(
    "problem-format-unknown",
    Severity.ERROR,
    "The content is none of the formats of problems that can be read.",
    "Give VROOM JSON, Solomon or Gehring-Homberger text, VRPLIB, or TRSP text.",
)
TEXT_BROKEN = register(
    "problem-text-broken",
    Severity.ERROR,
    "A line does not hold what stands there in this format, or the text ends too early.",
    "Correct the line that is named, or get the file again.",
)
NOT_SUPPORTED = register(
    "problem-not-supported",
    Severity.ERROR,
    "The file asks for something that EarlyBird does not do; a plan would ignore it.",
    "Remove what is named, or say it in a way that is supported.",
)
VALUE_WRONG = register(
    "problem-value-wrong",
    Severity.ERROR,
    "A value is of the wrong type or shape, or out of its range.",
    "Write a value as the message says.",
)


class Complaints:
    """The findings about one file, in the order in which they were found."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Finding] = []

    def add(self, kind: FindingKind, message: str, path: str = "", value: object = "") -> None:
        """Remember what is wrong at `path`; reading goes on."""
        self.found.append(finding(kind, message, path=path, value=value, file=self.name))

    def unusable(self) -> FileUnusable:
        """The error that carries all of them; there is at least one."""
        first = self.found[0]
        more = f" ({len(self.found) - 1} more error(s))" if self.found[1:] else ""
        where = f"{self.name}: " if self.name else ""
        return FileUnusable(f"{where}{first.message} {first.action}{more}", self.found)

    def raise_if_any(self) -> None:
        """Raises FileUnusable, with all findings, when there are any."""
        if self.found:
            raise self.unusable()
