"""The error tree. Everything EarlyBird raises on purpose derives from EarlyBirdError.

EarlyBirdError
├── InputUnusable          what was given cannot be planned at all (carries findings)
│   ├── FileUnusable       a file cannot be read, decoded or parsed
│   ├── ScenarioInvalid    the content is wrong beyond setting single records aside
│   ├── StaleProposal      a proposal was made for another version of the plan
│   ├── SlotTaken          a slot that was offered is no longer there
│   ├── ConsentRefused     an answer to a question of consent cannot be taken
│   └── EventRefused       an event cannot be true of the running day; it changes nothing
├── OutputImpossible       a result cannot be written (disk full, no permission)
├── TravelUnavailable      a travel provider cannot answer for these places
├── RouteImpossible        a route cannot be driven in time (says at which stop and why)
└── PlanRejected           the auditor refuses a plan: a defect of ours, never shown as a plan
"""

from __future__ import annotations

from collections.abc import Iterable

from models.findings import Finding


class EarlyBirdError(Exception):
    """Base of all our errors; the message is a sentence for people."""


class InputUnusable(EarlyBirdError):
    """The input cannot be planned. `findings` holds everything that is wrong with it."""

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.findings: tuple[Finding, ...] = tuple(findings)


class FileUnusable(InputUnusable):
    """A file cannot be read, decoded or parsed."""


class ScenarioInvalid(InputUnusable):
    """The scenario is wrong beyond setting single records aside."""


class StaleProposal(InputUnusable):
    """A proposal was made for another version of the plan than the one in force."""

    def __init__(
        self, message: str, findings: Iterable[Finding], *, made_for: int, in_force: int
    ) -> None:
        super().__init__(message, findings)
        self.made_for = made_for
        """Version of the plan that the proposal changes."""
        self.in_force = in_force


class ConsentRefused(InputUnusable):
    """A customer's answer comes too late, twice or unasked; or answers are still missing."""


class SlotTaken(InputUnusable):
    """A slot that was offered cannot be had any more: others have taken its room."""


class EventRefused(InputUnusable):
    """An event cannot be true of the running day. The day stays as it is."""


class OutputImpossible(EarlyBirdError):
    """A result cannot be written where it was asked for."""


class TravelUnavailable(EarlyBirdError):
    """A travel provider cannot answer for these places."""


class RouteImpossible(EarlyBirdError):
    """A route cannot be driven in time. `job_id` is the first stop that cannot be kept."""

    def __init__(self, reason: str, job_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.job_id = job_id
        """None where it is the start or the end of the route."""


class PlanRejected(EarlyBirdError):
    """The auditor found a plan of ours illegal. Nothing of it is shown or written."""

    def __init__(self, message: str, findings: Iterable[Finding]) -> None:
        super().__init__(message)
        self.findings: tuple[Finding, ...] = tuple(findings)
