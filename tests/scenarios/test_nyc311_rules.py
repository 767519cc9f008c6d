"""What is assumed about calls and engineers follows the documented rules."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from random import Random
from statistics import mean, median

import pytest

from models.errors import FileUnusable
from scenarios.nyc311_file import Call
from scenarios.nyc311_rules import Durations, assume_engineer, assume_job, read_durations

DAY = date(2024, 3, 6)


def call(key: str, descriptor: str = "MAINTENANCE") -> Call:
    received = datetime.fromisoformat("2024-03-05T10:00:00")
    return Call(2, key, received, 40.83, -73.91, descriptor, "BRONX", "10456")


def test_the_fit_has_the_median_and_the_mean_of_the_real_minutes() -> None:
    minutes = [Durations().draw_s(Random(f"fit {k}")) / 60 for k in range(4000)]
    # Real calls: median 77.5, mean 92.4. Of 4000 draws the median has a deviation of about 0.9
    # minutes and the mean of 0.95; cutting at 10 and 480 minutes moves neither by more than 0.3.
    assert median(minutes) == pytest.approx(77.5, abs=4)
    assert mean(minutes) == pytest.approx(92.4, abs=4)
    assert min(minutes) >= 10
    assert max(minutes) <= 480


def test_durations_are_drawn_from_the_file_where_there_is_one(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text("#customer\tday\tservice\na\t1\t30\nb\t1\t77.5\n")
    durations, findings = read_durations(path)
    assert not findings
    drawn = {durations.draw_s(Random(k)) for k in range(50)}
    assert drawn == {1800, 4650}


def test_wrong_minutes_are_named_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text("#customer\tservice\na\t30\nb\t-5\nc\tlong\nd\t601\ne\t\nf\t60\n")
    durations, findings = read_durations(path)
    assert list(durations.minutes) == [30, 60]
    assert [(one.row, one.value) for one in findings] == [
        (3, "-5"),
        (4, "long"),
        (5, "601"),
        (6, ""),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a\tb\n1\t2\n", "no column named service"),
        ("a\tservice\n1\tx\n", "holds no service minutes"),
        ("", "cannot be read as a table"),
    ],
)
def test_a_file_without_minutes_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "minutes.txt"
    path.write_text(content)
    with pytest.raises(FileUnusable, match=said):
        read_durations(path)


def test_a_durations_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnusable, match="cannot be read"):
        read_durations(tmp_path / "nothing.txt")


def test_the_same_call_is_assumed_the_same_and_another_seed_otherwise() -> None:
    def drawn(seed: int) -> list[object]:
        return [assume_job(call(str(k)), seed, DAY, Durations()) for k in range(20)]

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_skills_and_windows_have_their_documented_shares() -> None:
    jobs = [assume_job(call(str(k)), 0, DAY, Durations((60.0,))) for k in range(2000)]
    skills = Counter(job["skills"][0]["skill"] for job in jobs)
    levels = Counter(job["skills"][0]["level"] for job in jobs)
    hours = Counter(
        (job["windows"][0]["start"].hour, job["windows"][0]["end"].hour) for job in jobs
    )
    # The largest deviation of a count (of 50 % of 2000) is 22; 110 is five of it.
    assert skills == pytest.approx(
        {"elevator_mechanics": 900, "elevator_controls": 700, "elevator_doors": 400}, abs=110
    )
    assert levels == pytest.approx({2: 1200, 3: 500, 4: 300}, abs=110)
    assert hours == pytest.approx({(8, 16): 1000, (8, 12): 500, (12, 16): 500}, abs=110)


def test_work_of_more_than_three_hours_may_begin_at_any_time_of_the_day() -> None:
    jobs = [assume_job(call(str(k)), 0, DAY, Durations((181.0,))) for k in range(30)]
    assert {job["windows"][0]["start"].hour for job in jobs} == {8}
    assert {job["windows"][0]["end"].hour for job in jobs} == {16}


@pytest.mark.parametrize(
    ("descriptor", "priority"),
    [
        ("Elevator - Single Device On Property/No Alternate Service", 3),
        ("Elevator - Multiple Devices On Property", 1),
        ("MAINTENANCE", 1),
        ("Amusement Ride Accident/Incident", 10),
        ("", 1),
    ],
)
def test_who_has_no_other_elevator_comes_first(descriptor: str, priority: int) -> None:
    assert assume_job(call("1", descriptor), 0, DAY, Durations())["priority"] == priority


def test_every_fifth_engineer_knows_everything() -> None:
    known = {
        number: assume_engineer(number, 3, DAY, [(40.83, -73.91)])["skills"]
        for number in range(1, 12)
    }
    assert [number for number, skills in known.items() if len(skills) == 3] == [1, 6, 11]
    assert set(known[6].values()) == {5}
    assert all(len(skills) == 2 for number, skills in known.items() if number not in (1, 6, 11))


def test_the_staff_of_a_seed_is_the_same_on_every_day() -> None:
    monday = assume_engineer(2, 3, date(2024, 3, 4), [(40.83, -73.91)])
    tuesday = assume_engineer(2, 3, date(2024, 3, 5), [(40.83, -73.91)])
    assert monday["start_place"] == tuesday["start_place"]
    assert monday["skills"] == tuesday["skills"]
    assert tuesday["shifts"][0]["start"] > monday["shifts"][0]["end"]


def test_without_any_known_place_engineers_start_at_the_city_hall() -> None:
    place = assume_engineer(1, 0, DAY, [])["start_place"]
    assert place["latitude"] == pytest.approx(40.7127, abs=0.004)
