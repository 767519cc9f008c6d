"""Which files a suite is, and what is known of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generated import write_cities
from benchmarks.score import Score
from benchmarks.suites import SUITES, size_group
from models.errors import InputUnusable


def test_files_come_in_the_order_that_people_count_in(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    for name in ("city-n1000-s1", "city-n400-s10", "city-n400-s9", "city-n100-s1"):
        (tmp_path / "city" / f"{name}.json").write_text("{}", "utf-8")
    names = [path.stem for path in SUITES["city"].files(tmp_path)]
    assert names == ["city-n100-s1", "city-n400-s9", "city-n400-s10", "city-n1000-s1"]
    assert [path.stem for path in SUITES["city"].files(tmp_path, "*-n400-*")] == names[1:3]


@pytest.mark.parametrize("wanted", [None, "R*.txt"])
def test_a_folder_without_files_says_what_is_missing(tmp_path: Path, wanted: str | None) -> None:
    with pytest.raises(InputUnusable, match="suite solomon") as refusal:
        SUITES["solomon"].files(tmp_path, wanted)
    assert [one.code for one in refusal.value.findings] == ["bench-no-files"]


def test_the_best_known_value_is_the_smallest_of_its_convention(tmp_path: Path) -> None:
    (tmp_path / "solomon").mkdir()
    (tmp_path / "solomon" / "bks.csv").write_text(
        "instance,objective_convention,bks,source\n"
        '"R101","total distance only; Euclidean distances truncated to 1 decimal (a)",1637.7,x\n'
        '"R101","total distance only; double precision",1642.9,x\n'
        '"R102","total distance only; Euclidean distances truncated to 1 decimal (a)",1467.0,x\n'
        '"R102","total distance only; Euclidean distances truncated to 1 decimal (b)",1466.6,x\n',
        "utf-8",
    )
    known = SUITES["solomon"].references(tmp_path)
    assert known == {"R101": Score(0, 0, 1637.7), "R102": Score(0, 0, 1466.6)}


def test_praxedo_counts_unserved_requests_first(tmp_path: Path) -> None:
    (tmp_path / "trsp").mkdir()
    (tmp_path / "trsp" / "praxedo_bks.csv").write_text(
        "instance,objective_convention,bks,source,unserved\nPillac_TRSP_R2,x,4139.6666,y,2\n",
        "utf-8",
    )
    assert SUITES["praxedo"].references(tmp_path) == {"R2": Score(0, 2, 4139.6666)}


def test_the_cities_have_references_in_the_package(tmp_path: Path) -> None:
    known = SUITES["city"].references(tmp_path)
    assert len(known) == 10
    assert known["CITY-N100-S102"] == Score(2, 0, 82724.0)


def test_a_missing_table_of_references_leaves_files_without_one(tmp_path: Path) -> None:
    assert SUITES["ortec"].references(tmp_path) == {}


def test_cities_are_grouped_by_the_size_in_their_name() -> None:
    assert size_group(Path("city-n400-s7.json")) == "n = 400"
    assert size_group(Path("downtown.json")) == "downtown"


def test_generated_cities_stay_as_they_are(tmp_path: Path) -> None:
    made = write_cities(tmp_path / "cities", [10, 20], 2)
    assert [path.name for path in made] == [
        "city-n10-s1.json",
        "city-n10-s2.json",
        "city-n20-s1.json",
        "city-n20-s2.json",
    ]
    made[0].write_text("kept", "utf-8")
    assert write_cities(tmp_path / "cities", [10], 1) == made[:1]
    assert made[0].read_text("utf-8") == "kept"


@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "files"),
    [("city", 10), ("trsp", 29), ("praxedo", 6), ("solomon", 56), ("homberger", 66), ("ortec", 10)],
)
def test_every_public_file_has_a_reference(data_dir: Path, name: str, files: int) -> None:
    suite = SUITES[name]
    known = suite.references(data_dir)
    found = suite.files(data_dir)
    assert len(found) == files
    assert not [path.stem for path in found if path.stem.upper() not in known]
