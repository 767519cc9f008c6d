"""A company's own list of addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import FileUnusable
from optimizer.travel.geocoding import Coordinates, read_address_table

PEOPLE_SQUARE = Coordinates(31.2304, 121.4737)


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "addresses.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_table_finds_its_addresses(tmp_path: Path) -> None:
    table, findings = read_address_table(
        write(
            tmp_path,
            'address,latitude,longitude,note\n"People\'s Square 1, Shanghai",31.2304,121.4737,x\n',
        )
    )
    assert findings == ()
    assert table.locate("People's Square 1, Shanghai") == PEOPLE_SQUARE
    assert table.locate("People's Square 2, Shanghai") is None


def test_width_case_and_spaces_do_not_count(tmp_path: Path) -> None:
    table, _ = read_address_table(
        write(tmp_path, "address,latitude,longitude\n人民广场 12 号 A座,31.2304,121.4737\n")
    )
    assert table.locate("人民广场　１２ 号  ａ座 ") == PEOPLE_SQUARE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_chinese_headers_and_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, "地址,经度,纬度\r\n上海市人民广场,121.4737,31.2304\r\n", encoding)
    table, findings = read_address_table(path)
    assert findings == ()
    assert table.locate("上海市人民广场") == PEOPLE_SQUARE


def test_bad_rows_are_named_and_the_others_are_used(tmp_path: Path) -> None:
    table, findings = read_address_table(
        write(
            tmp_path,
            "Address,Latitude,Longitude\n"
            "swapped,121.4737,31.2304\n"
            "short,31.2\n"
            ",31.2304,121.4737\n"
            "\n"
            "nan,nan,121\n"
            "words,north,east\n"
            "good,31.2304,121.4737\n",
        )
    )
    assert [(one.code, one.row, one.value) for one in findings] == [
        ("address-row-unusable", 2, "swapped"),
        ("address-row-unusable", 3, "short"),
        ("address-row-unusable", 4, ""),
        ("address-row-unusable", 6, "nan"),
        ("address-row-unusable", 7, "words"),
    ]
    assert table.locate("good") == PEOPLE_SQUARE
    assert table.locate("swapped") is None


def test_the_first_of_two_places_for_an_address_counts(tmp_path: Path) -> None:
    table, findings = read_address_table(
        write(tmp_path, "address,latitude,longitude\na,1,1\nA,2,2\na ,1.0,1.0\n")
    )
    assert [(one.code, one.row) for one in findings] == [("address-row-ambiguous", 3)]
    assert table.locate("a") == (1.0, 1.0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "address, latitude, longitude"),
        (b"address,latitude\na,1\n", "no column longitude"),
        (b"\xff\xff\xff", "neither"),
        (b'address,latitude,longitude\n"a' + b"x" * 200_000, "field larger"),
    ],
    ids=["empty", "column", "encoding", "quote"],
)
def test_a_table_that_is_none_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "addresses.csv"
    path.write_bytes(content)
    with pytest.raises(FileUnusable, match=reason) as caught:
        read_address_table(path)
    assert [one.code for one in caught.value.findings] == ["address-table-unusable"]


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match=r"addresses\.csv"):
        read_address_table(tmp_path / "addresses.csv")
