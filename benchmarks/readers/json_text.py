"""From the text of a JSON document to Python objects, fast and without a choice between values."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.readers.complaints import Complaints
from models.bulk import without_garbage_collection
from models.findings import Severity, register

NOT_JSON = register(
    "problem-not-json",
    Severity.ERROR,
    "The file begins like a JSON document and is none.",
    "Correct the place that is named, or export the file again.",
)
FIELD_TWICE = register(
    "problem-field-twice",
    Severity.ERROR,
    "A field is written twice in one object, and only one of the two could be used.",
    "Remove one of the two.",
)


def parse(text: str, name: str = "") -> Any:
    """The document. NaN and Infinity, which are no JSON, come out as text, to be refused by name.

    Raises FileUnusable when the text is no JSON, or a field is written twice in an object.
    """
    complaints = Complaints(name)

    def to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            names = [field for field, _ in pairs]
            for field in fields:
                if names.count(field) > 1:
                    message = f"The field {field!r} is written twice in one object."
                    complaints.add(FIELD_TWICE, message, field)
        return fields

    def broken(what: str) -> None:
        complaints.found.clear()
        complaints.add(NOT_JSON, f"The text {what}.")

    document = None
    try:
        with without_garbage_collection():
            document = json.loads(text, object_pairs_hook=to_object, parse_constant=str)
    except json.JSONDecodeError as error:
        broken(f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}")
    except RecursionError:
        broken("is nested too deeply to be read")
    except ValueError:
        broken("holds a whole number of thousands of digits")
    complaints.raise_if_any()
    return document
