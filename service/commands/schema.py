"""`earlybird schema`: the JSON Schema of scenario and plan files."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class SchemaOf(StrEnum):
    """Which file format is described."""

    SCENARIO = "scenario"
    PLAN = "plan"


def schema(
    of: Annotated[
        SchemaOf, typer.Argument(metavar="[scenario|plan]", help="Which format to describe.")
    ] = SchemaOf.SCENARIO,
) -> None:
    """Print the JSON Schema of a file format."""
    import json

    from models.schema import plan_schema, scenario_schema
    from service import console

    described = scenario_schema() if of is SchemaOf.SCENARIO else plan_schema()
    console.result(json.dumps(described, ensure_ascii=False, indent=2))
