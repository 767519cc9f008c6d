"""Text is read in whatever encoding a program wrote it, and says so where it had to guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.documents import codes

from models.encoded import read_text
from models.errors import FileUnusable

CHINESE = "工单,客户\nJ1,王芳\n"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-32", []),
        ("gbk", ["encoding-guessed"]),
        ("gb18030", ["encoding-guessed"]),
    ],
)
def test_text_is_the_same_in_every_encoding(
    tmp_path: Path, encoding: str, expected: list[str]
) -> None:
    path = tmp_path / "jobs.csv"
    path.write_bytes(CHINESE.encode(encoding))
    text, findings = read_text(path)
    assert text == CHINESE
    assert codes(findings) == expected


def test_big_endian_marks_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    path.write_bytes(b"\xfe\xff" + CHINESE.encode("utf-16-be"))
    assert read_text(path)[0] == CHINESE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b" \r\n\t", "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"\xff\xff\x80\x80", "encoding-unknown"),
        (b"\xff\xfea", "encoding-unknown"),
        (b"\xef\xbb\xbfcaf\xe9", "encoding-unknown"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "day.json"
    path.write_bytes(content)
    with pytest.raises(FileUnusable) as raised:
        read_text(path)
    assert codes(raised.value.findings) == [code]
    assert raised.value.findings[0].file == str(path)


def test_a_file_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path / "none.json", "file-missing"),
        (tmp_path, "file-unreadable"),
        (tmp_path / "a\0b", "file-unreadable"),
    ):
        with pytest.raises(FileUnusable) as raised:
            read_text(path)
        assert codes(raised.value.findings) == [code]
