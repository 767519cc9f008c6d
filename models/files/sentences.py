"""From what pydantic says about a value to a finding a dispatcher can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from models.files.fields import fields_at, is_key, is_variant_tag
from models.findings import Finding, FindingKind, Severity, finding, register
from models.spelling import did_you_mean

FIELD_UNKNOWN = register(
    "field-unknown",
    Severity.ERROR,
    "A field has a name that the format does not know, so what it asks for would be ignored.",
    "Correct the name or remove the field; docs/file-formats.md lists all of them.",
)
FIELD_MISSING = register(
    "field-missing",
    Severity.ERROR,
    "A field without which the record means nothing is missing.",
    "Add it.",
)
WRONG_TYPE = register(
    "value-of-wrong-type",
    Severity.ERROR,
    "A value is of another type than the field holds, e.g. text where a number is expected.",
    "Write a value of the expected type.",
)
OUT_OF_RANGE = register(
    "value-out-of-range",
    Severity.ERROR,
    "A value is too small, too large, too short or too long.",
    "Write a value inside the limits.",
)
NOT_A_CHOICE = register(
    "value-not-a-choice",
    Severity.ERROR,
    "The field takes one of a few words, and the value is none of them.",
    "Write one of the words that are named.",
)
NOT_A_NUMBER = register(
    "value-not-finite",
    Severity.ERROR,
    "A value is NaN or infinite.",
    "Write a number, or leave the field out where it is not known.",
)
NOT_A_MOMENT = register(
    "value-not-a-moment",
    Severity.ERROR,
    "A value is not a date, or not a date and time.",
    "Write it like 2026-03-02T09:30 (local time of the scenario's zone) or 2026-03-02.",
)
VERSION_UNKNOWN = register(
    "format-version-unknown",
    Severity.ERROR,
    "The file was written for another version of the format.",
    'Use the EarlyBird that wrote it, or change the file to format version "1".',
)

_EXPECTED = {
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller whole number",
    "int_from_float": "a whole number without decimals",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "string_type": "text",
    "string_unicode": "readable text",
    "tuple_type": "a list",
    "dict_type": "an object with named values",
    "model_type": "an object with named fields",
    "model_attributes_type": "an object with named fields",
}
_LIMITS = {
    "greater_than": ("gt", "more than {}"),
    "greater_than_equal": ("ge", "at least {}"),
    "less_than": ("lt", "less than {}"),
    "less_than_equal": ("le", "at most {}"),
    "too_short": ("min_length", "a list of at least {} entries"),
    "too_long": ("max_length", "a list of at most {} entries"),
    "string_too_short": ("min_length", "text of at least {} characters"),
    "string_too_long": ("max_length", "text of at most {} characters"),
}
_MATRICES = frozenset({"durations_s", "distances_m"})
_CELLS_NAMED = 5
"""How many cells of a matrix are named before the rest is only counted."""


def findings_of(
    error: ValidationError, model: type[BaseModel], record: str = "", owner: str = ""
) -> list[Finding]:
    """What is wrong with a `model`, as sentences with field, value and advice.

    `record` is its path in the document, `owner` what people call it, e.g. `job 'J-17'`.
    """
    return [_finding(one, model, record, owner) for one in _without_repeats(error.errors())]


def _without_repeats(errors: Sequence[Any]) -> Iterator[Any]:
    """All errors, except that a matrix full of them is not listed cell by cell."""
    cells = [one for one in errors if _is_in_matrix(one["loc"])]
    yield from (one for one in errors if not _is_in_matrix(one["loc"]))
    yield from cells[:_CELLS_NAMED]
    if len(cells) > _CELLS_NAMED:
        yield {**cells[_CELLS_NAMED], "more": len(cells) - _CELLS_NAMED - 1}


def _is_in_matrix(steps: Sequence[int | str]) -> bool:
    return len(steps) > 3 and not _MATRICES.isdisjoint(steps)


def _finding(error: Any, model: type[BaseModel], record: str, owner: str) -> Finding:
    steps = _without_tags(error, model)
    if error["type"].startswith("union_tag"):
        steps.append("kind")
    path, inside = _written(record, steps), _written("", steps)
    whole = owner or record or "the document"
    name = f"{inside} of {whole}" if inside and owner else inside or whole[0].upper() + whole[1:]
    kind, sentence = _sentence(error, model, steps)
    if error.get("more"):
        sentence += f" ({error['more']} more like it)"
    value = error.get("ctx", {}).get("tag", error.get("input"))
    if kind is FIELD_MISSING or kind is FIELD_UNKNOWN:
        said = f"{name} "
    else:
        said = f"{name} is {_quoted(value)}, but "
    shown = "" if kind is FIELD_MISSING else _shown(value)
    return finding(kind, f"{said}{sentence}.", path=path, value=shown)


def _sentence(
    error: Any, model: type[BaseModel], steps: Sequence[int | str]
) -> tuple[FindingKind, str]:
    """The kind of finding, and the rest of the sentence about the value."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return FIELD_MISSING, "is missing"
    if kind == "extra_forbidden":
        hint = did_you_mean(str(steps[-1]), fields_at(model, steps[:-1]))
        return FIELD_UNKNOWN, f"is not a field known here{hint}"
    if kind == "finite_number":
        return NOT_A_NUMBER, "a finite number is expected"
    if kind in _LIMITS:
        value = error.get("input")
        of_text = f"string_{kind}" in _LIMITS and isinstance(value, str)
        key, words = _LIMITS[f"string_{kind}" if of_text else kind]
        limit = words.format(f"{context[key]:g}")
        return OUT_OF_RANGE, f"has to be {limit}{_swapped(steps, value)}"
    if kind in ("enum", "literal_error", "union_tag_invalid"):
        if steps and steps[-1] == "format_version":
            return VERSION_UNKNOWN, f"this version of EarlyBird reads {context['expected']}"
        choices = re.findall(r"'([^']*)'", context.get("expected") or context["expected_tags"])
        written = context.get("tag") or error.get("input")
        return NOT_A_CHOICE, f"has to be one of {', '.join(choices)}" + (
            did_you_mean(str(written), choices)
        )
    if kind == "union_tag_not_found":
        return FIELD_MISSING, "is missing; it tells what kind of object this is"
    if kind == "string_pattern_mismatch":
        choices = re.findall(r"\w+", context["pattern"])
        return NOT_A_CHOICE, f"has to be one of {', '.join(choices)}"
    if kind.startswith(("datetime", "timezone")):
        return NOT_A_MOMENT, "a date and time such as 2026-03-02T09:30 is expected"
    if kind.startswith("date"):
        return NOT_A_MOMENT, "a date such as 2026-03-02 is expected"
    return WRONG_TYPE, f"{_EXPECTED.get(kind, 'another kind of value')} is expected"


def _swapped(steps: Sequence[int | str], value: object) -> str:
    """A hint for the commonest mistake with coordinates."""
    if steps and steps[-1] == "latitude" and isinstance(value, int | float | str):
        try:
            swapped = 90 < abs(float(value)) <= 180
        except ValueError:
            return ""
        return " (are latitude and longitude swapped?)" if swapped else ""
    return ""


def _without_tags(error: Any, model: type[BaseModel]) -> list[int | str]:
    """The path as it is in the file: pydantic adds the variant's tag and marks dictionary keys.

    A field that nobody knows may be called like the tag or like the mark.
    """
    kept: list[int | str] = []
    was_tag = False
    for step in error["loc"]:
        was_tag = not was_tag and is_variant_tag(model, kept, step)
        if not was_tag:
            kept.append(step)
    if kept[-1:] == ["[key]"] and error["type"] != "extra_forbidden" and is_key(model, kept[:-1]):
        del kept[-1]
    return kept


def _written(prefix: str, steps: Sequence[int | str]) -> str:
    path = prefix
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _shown(value: object) -> str:
    """A value as people wrote it, or what it is where it is long."""
    if isinstance(value, dict | BaseModel):
        return "an object"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    text = str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _quoted(value: object) -> str:
    """The same inside a sentence: text in quotation marks, so that '2' is not taken for 2."""
    return f"'{_shown(value)}'" if isinstance(value, str) else _shown(value)
