"""Reads a scenario for a command, and resolves its addresses where that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.files import load_scenario
from models.findings import Finding
from models.scenario import Scenario
from service.addresses import AddressOptions


@dataclass(frozen=True)
class Asked:
    """A scenario whose places are as resolved as they will be, and what was found on the way."""

    scenario: Scenario
    findings: tuple[Finding, ...]


def read_scenario(path: Path, addresses: AddressOptions) -> Asked:
    """Read a scenario file. Raises InputUnusable if it or the address options cannot be used."""
    loaded = load_scenario(path)
    scenario, findings = addresses.resolve(loaded.scenario)
    return Asked(scenario, (*loaded.findings, *findings))
