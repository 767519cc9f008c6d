"""Reading scenarios and plans from wherever they were put."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from models.bulk import without_garbage_collection
from models.encoded import problem, unusable
from models.errors import FileUnusable
from models.files.json_text import read_json
from models.files.records import Loaded, Source, build
from models.files.sentences import WRONG_TYPE, findings_of
from models.findings import Severity, register
from models.job import Job
from models.plan import Plan
from models.tables import is_table, read_tables

Kind = TypeVar("Kind", Plan, Job)

FORMAT_UNKNOWN = register(
    "file-format-unknown",
    Severity.ERROR,
    "The name of the file does not end like one of the formats that can be read.",
    "Give a .json file, a folder of .csv files or an .xlsx workbook.",
)


def load_scenario(path: Path) -> Loaded:
    """Read a scenario from a JSON file, a folder of CSV tables or an Excel workbook.

    Raises:
        FileUnusable: the file cannot be read, decoded or parsed.
        ScenarioInvalid: its content is wrong beyond setting single jobs or engineers aside.
        Both carry all findings.
    """
    with without_garbage_collection():
        return _load(Path(path))


def _load(path: Path) -> Loaded:
    if is_table(path):
        tables = read_tables(path)
        return build(
            tables.document,
            Source(str(path), tables.findings, tables.origins.locate, tables.originals),
        )
    if path.suffix.lower() not in (".json", "") and path.exists():
        raise unusable(problem(FORMAT_UNKNOWN, path, f"ends in {path.suffix!r}"))
    document, findings = read_json(path)
    return build(document, Source(str(path), findings))


def load_plan(path: Path) -> Plan:
    """Read a plan from a JSON file. Raises FileUnusable, with all findings, when it is none."""
    return _load_one(Path(path), Plan, "plan")


def load_job(path: Path) -> Job:
    """Read a single job from a JSON file. Raises FileUnusable, with all findings, if it is none."""
    return _load_one(Path(path), Job, "job")


def _load_one(path: Path, kind: type[Kind], noun: str) -> Kind:
    document, _ = read_json(path)
    if not isinstance(document, Mapping):
        raise unusable(problem(WRONG_TYPE, path, f"does not hold a {noun}"))
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        findings = [
            found.model_copy(update={"file": str(path)}) for found in findings_of(error, kind)
        ]
        more = f" ({len(findings) - 1} more error(s))" if findings[1:] else ""
        message = f"{path.name} is not a {noun}: {findings[0].message} {findings[0].action}{more}"
        raise FileUnusable(message, findings) from None
