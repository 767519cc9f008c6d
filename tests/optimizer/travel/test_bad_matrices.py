"""Matrices that cannot be used: each is refused with its place, never with a traceback."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.errors import FileUnusable, InputUnusable
from models.findings import Finding
from models.travel import MatrixTravel
from optimizer.travel.matrix_check import check_matrices
from optimizer.travel.matrix_source import read_matrices


def findings(settings: MatrixTravel, base_folder: Path | None = None) -> list[Finding]:
    """What is found wrong with a matrix."""
    with pytest.raises(InputUnusable) as caught:
        check_matrices(read_matrices(settings, base_folder))
    assert caught.value.findings
    assert all(finding.message and finding.action for finding in caught.value.findings)
    return list(caught.value.findings)


def codes(settings: MatrixTravel, base_folder: Path | None = None) -> list[str]:
    return [finding.code for finding in findings(settings, base_folder)]


@pytest.fixture
def csv(tmp_path: Path) -> Callable[[bytes], list[Finding]]:
    """Findings about a CSV file of these bytes."""

    def find(content: bytes) -> list[Finding]:
        (tmp_path / "m.csv").write_bytes(content)
        return findings(MatrixTravel(file="m.csv"), tmp_path)

    return find


def test_a_matrix_is_needed_exactly_once() -> None:
    assert codes(MatrixTravel()) == ["matrix-not-given"]
    assert codes(MatrixTravel(file="m.csv", durations_s=((0,),))) == ["matrix-not-given"]


def test_distances_are_needed_at_most_once(tmp_path: Path) -> None:
    np.savez(tmp_path / "m.npz", durations=np.ones((1, 1)), distances=np.ones((1, 1)))
    assert codes(MatrixTravel(file="m.npz", distances_m=((1,),)), tmp_path) == ["matrix-not-given"]


def test_a_file_is_not_looked_for_when_there_is_no_folder() -> None:
    (found,) = findings(MatrixTravel(file="m.csv"))
    assert (found.code, found.value) == ("matrix-file-without-folder", "m.csv")


@pytest.mark.parametrize("name", ["m.xlsx", "m", "m.npy"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"0")
    assert codes(MatrixTravel(file=name), tmp_path) == ["matrix-file-kind-unknown"]


@pytest.mark.parametrize("name", ["missing.npz", "missing.csv", "folder.npz", "folder.csv"])
def test_a_file_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    if name.startswith("folder"):
        (tmp_path / name).mkdir()
    with pytest.raises(FileUnusable, match=name):
        read_matrices(MatrixTravel(file=name), tmp_path)


def truncated_npz() -> bytes:
    stream = io.BytesIO()
    np.savez(stream, durations=np.ones((9, 9)))
    return stream.getvalue()[:-60]


def damaged_npz() -> bytes:
    """One byte of the compressed numbers is wrong."""
    stream = io.BytesIO()
    np.savez_compressed(stream, durations=np.random.default_rng(0).random((50, 50)))
    content = bytearray(stream.getvalue())
    content[2000] ^= 255
    return bytes(content)


def npz_of(**arrays: object) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)  # type: ignore[arg-type]
    return stream.getvalue()


def zip_of_text() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("durations.npy", "not an array")
    return stream.getvalue()


def bare_array() -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.ones((2, 2)))
    return stream.getvalue()


class Boom:
    """What a pickle could do on being read."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, ("boom",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"0,1\n1,0\n",
        truncated_npz(),
        damaged_npz(),
        zip_of_text(),
        bare_array(),
        npz_of(times=np.ones((2, 2))),
        npz_of(durations=np.array([[0, None]], dtype=object)),
        npz_of(durations=np.array([Boom()], dtype=object)),
    ],
    ids=["empty", "text", "cut", "damaged", "no-array", "bare", "unnamed", "object", "pickle"],
)
def test_a_npz_file_that_is_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.npz").write_bytes(content)
    assert codes(MatrixTravel(file="m.npz"), tmp_path) == ["matrix-file-unreadable"]
    assert not (tmp_path / "boom").exists()


@pytest.mark.parametrize(
    "array",
    [
        np.ones((2, 3)),
        np.ones((23, 2, 2)),
        np.ones((24, 2, 3)),
        np.ones(4),
        np.ones((0, 0)),
        np.ones((1, 24, 2, 2)),
        np.array([["a", "b"], ["c", "d"]]),
        np.ones((2, 2), dtype=bool),
        np.ones((2, 2), dtype=complex),
    ],
    ids=lambda array: f"{array.dtype}{array.shape}",
)
def test_an_array_of_another_shape_or_type_is_refused(
    tmp_path: Path, array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]
) -> None:
    (tmp_path / "m.npz").write_bytes(npz_of(durations=array))
    (found,) = findings(MatrixTravel(file="m.npz"), tmp_path)
    assert (found.code, found.path, found.file) == ("matrix-shape", "durations", "m.npz")


def test_distances_of_another_size_are_refused() -> None:
    settings = MatrixTravel(durations_s=((0, 1), (1, 0)), distances_m=((0,),))
    (found,) = findings(settings)
    assert (found.code, found.path) == ("matrix-shape", "travel.distances_m")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, -1.0, 1e9])
def test_a_number_that_is_no_duration_is_named_by_its_cell(tmp_path: Path, value: float) -> None:
    array = np.ones((3, 3))
    array[1, 2] = value
    (tmp_path / "m.npz").write_bytes(npz_of(durations=array))
    (found,) = findings(MatrixTravel(file="m.npz"), tmp_path)
    assert (found.code, found.path, found.value) == (
        "matrix-value",
        "durations[1][2]",
        str(np.float64(value)),
    )


def test_numbers_of_durations_and_distances_are_reported_together() -> None:
    settings = MatrixTravel(
        durations_s=((0, -1), (10**30, 10**400)), distances_m=((0, 10**9), (1, 0))
    )
    assert [found.path for found in findings(settings)] == [
        "travel.durations_s[0][1]",
        "travel.durations_s[1][0]",
        "travel.durations_s[1][1]",
        "travel.distances_m[0][1]",
    ]


def test_many_wrong_numbers_are_counted_after_the_first_ten() -> None:
    found = findings(MatrixTravel(durations_s=((-1,) * 6,) * 6))
    assert len(found) == 10
    assert found[-1].message.endswith("26 more are wrong")


def test_rows_of_unequal_length_in_the_scenario_are_named() -> None:
    (found,) = findings(MatrixTravel(durations_s=((0, 1), (1, 0, 2))))
    assert (found.code, found.path) == ("matrix-cell-unreadable", "travel.durations_s[1]")
    assert codes(MatrixTravel(durations_s=())) == ["matrix-shape"]


def test_a_wrong_number_in_a_csv_file_is_named_by_row_and_column(
    csv: Callable[[bytes], list[Finding]],
) -> None:
    (found,) = csv(b"0,1\n-5,0\n")
    assert (found.code, found.row, found.column, found.value) == ("matrix-value", 2, "1", "-5.0")
    (found,) = csv(b"0,nan\n5,0\n")
    assert (found.code, found.row, found.column) == ("matrix-value", 1, "2")


def test_what_is_no_number_in_a_csv_file_is_named_by_row_and_column(
    csv: Callable[[bytes], list[Finding]],
) -> None:
    found = csv(b"a,b\n0,1\n5,\n")
    assert [(one.code, one.row, one.column, one.value) for one in found] == [
        ("matrix-cell-unreadable", 1, "1", "a"),
        ("matrix-cell-unreadable", 1, "2", "b"),
        ("matrix-cell-unreadable", 3, "2", ""),
    ]


def test_uneven_rows_in_a_csv_file_are_named(csv: Callable[[bytes], list[Finding]]) -> None:
    found = csv(b"0,1,2\n5,0\n1,2,3,4\n")
    assert [(one.code, one.row) for one in found] == [
        ("matrix-cell-unreadable", 2),
        ("matrix-cell-unreadable", 3),
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_csv_file_is_no_matrix(
    csv: Callable[[bytes], list[Finding]], content: bytes
) -> None:
    assert [found.code for found in csv(content)] == ["matrix-shape"]


def test_a_csv_file_in_another_encoding_is_unreadable(
    csv: Callable[[bytes], list[Finding]],
) -> None:
    assert [found.code for found in csv("0,1\n1,0\n".encode("utf-16"))] == [
        "matrix-file-unreadable"
    ]
