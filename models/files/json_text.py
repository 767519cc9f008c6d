"""From the text of a JSON document to Python objects, with findings instead of surprises."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from models.encoded import problem, read_text, unusable
from models.files.plain import plain
from models.findings import Finding, Severity, finding, register

JSON_BROKEN = register(
    "json-broken",
    Severity.ERROR,
    "The file is not a JSON document.",
    "Correct the place that is named, or export the file again.",
)
JSON_FIELD_TWICE = register(
    "json-field-twice",
    Severity.WARNING,
    "A field is written twice in one JSON object; the last value was used.",
    "Remove one of the two.",
)

_HALF_A_PAIR = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a character outside the basic plane. Without its other half no file can hold it, so it
stays as it was written: a backslash, a u and four digits."""


def read_json(path: Path) -> tuple[Any, tuple[Finding, ...]]:
    """The document in a file.

    NaN and Infinity, which are no JSON, come out as text, so that the field that holds them can be
    named. Raises FileUnusable when the file cannot be read or is no JSON.
    """
    text, findings = read_text(path)
    twice: list[str] = []

    def to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            names = [name for name, _ in pairs]
            twice.extend(name for name in fields if names.count(name) > 1)
        return fields

    try:
        document = json.loads(text, object_pairs_hook=to_object, parse_constant=str)
    except json.JSONDecodeError as error:
        excerpt = text[max(0, error.pos - 30) : error.pos + 30].replace("\n", " ")
        what = f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        broken = problem(JSON_BROKEN, path, what)
        raise unusable(broken.model_copy(update={"value": excerpt})) from None
    except RecursionError:
        raise unusable(problem(JSON_BROKEN, path, "is nested too deeply to be read")) from None
    except ValueError:
        what = "holds a whole number of thousands of digits"
        raise unusable(problem(JSON_BROKEN, path, what)) from None
    if _HALF_A_PAIR.search(text):
        document = plain(document)
    return document, (
        *findings,
        *(
            finding(JSON_FIELD_TWICE, f"The field {name!r} is written twice.", value=name,
                    file=str(path))
            for name in dict.fromkeys(twice)
        ),
    )  # fmt: skip
