"""A file is told by its content, and read fast; none of any kind ends in a surprise."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import problem_files

from benchmarks.instance import Format
from benchmarks.readers import instance_of, read_instance, recognise
from models.errors import FileUnusable

TEXTS = {
    Format.VROOM: json.dumps(problem_files.vroom()),
    Format.SOLOMON: problem_files.SOLOMON,
    Format.VRPLIB: problem_files.VRPLIB,
    Format.TRSP: problem_files.TRSP,
}
ALL_TEXTS = [*TEXTS.values(), problem_files.PRAXEDO, problem_files.EUCLIDEAN_VRPLIB]


@pytest.mark.parametrize("kind", TEXTS)
def test_the_name_of_a_file_does_not_matter(kind: Format, tmp_path: Path) -> None:
    path = tmp_path / "monday.dat"
    path.write_text(TEXTS[kind], "utf-8")
    instance = read_instance(path)
    assert (instance.format, instance.name) == (kind, "monday")
    assert recognise(TEXTS[kind]) is kind


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "marked.json"
    path.write_text(TEXTS[Format.VROOM], "utf-8-sig")
    assert read_instance(path).format is Format.VROOM


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Dear all,\nplease find attached", "problem-format-unknown"),
        ("[1, 2]", "problem-value-wrong"),
        ('{"jobs": [', "problem-not-json"),
        ('{"jobs": [], "jobs": []}', "problem-field-twice"),
        ("{" + '"a":[' * 100_000, "problem-not-json"),
        ('{"a": ' + "9" * 5000 + "}", "problem-not-json"),
    ],
)
def test_what_is_no_problem_at_all_is_refused(text: str, code: str) -> None:
    with pytest.raises(FileUnusable) as error:
        instance_of(text)
    assert error.value.findings[0].code == code


def test_a_missing_or_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable):
        read_instance(tmp_path / "nowhere.json")
    (tmp_path / "empty").touch()
    with pytest.raises(FileUnusable):
        read_instance(tmp_path / "empty")


def _refusal(read: Callable[[], object]) -> FileUnusable | None:
    """Why something is refused; any other exception is a defect."""
    try:
        read()
    except FileUnusable as error:
        return error
    return None


def _assert_read_or_refused(text: str) -> None:
    refusal = _refusal(lambda: instance_of(text))
    assert refusal is None or refusal.findings


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tmp_path_factory: Any, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "any"
    path.write_bytes(content)
    refusal = _refusal(lambda: read_instance(path))
    assert refusal is None or refusal.findings


@given(st.sampled_from(ALL_TEXTS), st.data())
def test_a_text_with_any_stretch_replaced_is_read_or_refused(
    text: str, data: st.DataObject
) -> None:
    begins = data.draw(st.integers(0, len(text)))
    ends = data.draw(st.integers(begins, min(len(text), begins + 20)))
    odd = st.sampled_from(["", "-1", "0", "1e309", "nan", "99999999999", "[", "]", ":", "\n", "١"])
    _assert_read_or_refused(text[:begins] + data.draw(odd | st.text(max_size=5)) + text[ends:])


@given(st.sampled_from(ALL_TEXTS), st.integers(0, 2000))
def test_a_text_that_is_cut_off_is_read_or_refused(text: str, length: int) -> None:
    _assert_read_or_refused(text[:length])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


def _spots(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a document that can hold something else: its owner and key."""
    if isinstance(value, dict):
        return [(value, key) for key in value] + [s for v in value.values() for s in _spots(v)]
    if isinstance(value, list):
        return [(value, i) for i in range(len(value))] + [s for v in value for s in _spots(v)]
    return []


@given(st.booleans(), JSON, st.data())
def test_a_vroom_document_with_anything_anywhere_is_read_or_refused(
    on_the_globe: bool, value: Any, data: st.DataObject
) -> None:
    document = problem_files.vroom_on_the_globe() if on_the_globe else problem_files.vroom()
    owner, key = data.draw(st.sampled_from(_spots(document)))
    if data.draw(st.booleans()):
        owner[key] = value
    else:
        del owner[key]
    _assert_read_or_refused(json.dumps(document))


def test_a_thousand_jobs_with_their_matrix_are_read_in_well_under_a_second(tmp_path: Path) -> None:
    size = 1000
    row = [(column * 7919) % 9000 for column in range(size)]
    document = {
        "vehicles": [{"id": i, "start_index": 0, "skills": [1, 2]} for i in range(100)],
        "jobs": [
            {"id": i, "location_index": i, "service": 600, "time_windows": [[0, 9000]]}
            for i in range(size)
        ],
        "matrices": {"car": {"durations": [row] * size}},
    }
    path = tmp_path / "large.json"
    path.write_text(json.dumps(document), "utf-8")
    best = min(_seconds(path) for _ in range(3))
    assert best < 0.7  # about 0.15 s on a machine of 2025


def _seconds(path: Path) -> float:
    begins = time.perf_counter()
    read_instance(path)
    return time.perf_counter() - begins
