"""The engineer has every tool a job needs."""

from __future__ import annotations

from collections.abc import Iterator

from models.audit.facts import Facts
from models.findings import Finding, Severity, finding, register

TOOL_MISSING = register(
    "plan-tool-missing",
    Severity.ERROR,
    "An engineer is sent to a job without a tool that it needs.",
    "Send an engineer who has the tool.",
)


def check(facts: Facts) -> Iterator[Finding]:
    """Every tool."""
    for route, visit in facts.visits():
        for tool in sorted(set(visit.job.tools) - set(route.engineer.tools)):
            yield finding(
                TOOL_MISSING,
                f"Job {visit.job.id} needs {tool}, which engineer {route.engineer.id} does not "
                "have.",
                path=visit.path,
                value=tool,
            )
