"""What is said is said in sentences: what, where, which value, what to do."""

from __future__ import annotations

import pytest

from models.findings import Finding, Severity
from service import console

TABLE_CELL = Finding(
    code="time-unreadable",
    severity=Severity.WARNING,
    message="The start is no time",
    action="Write it like 08:30.",
    value="half past",
    file="jobs.csv",
    sheet="jobs",
    row=7,
    column="开始",
)


def test_a_finding_is_a_few_sentences() -> None:
    assert console.in_words(TABLE_CELL) == (
        "Warning: The start is no time. Where: jobs.csv, sheet jobs, row 7, column 开始. "
        "Value: half past. What to do: Write it like 08:30. [time-unreadable]"
    )


def test_a_value_that_the_message_has_already_is_not_repeated() -> None:
    said = TABLE_CELL.model_copy(update={"message": "The start 'half past' is no time."})
    assert "Value:" not in console.in_words(said)


def test_one_finding_is_the_error_itself(capsys: pytest.CaptureFixture[str]) -> None:
    console.error("The start is no time. Write it like 08:30.", [TABLE_CELL])
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Error: The start is no time. Where: jobs.csv")


def test_several_findings_are_all_listed(capsys: pytest.CaptureFixture[str]) -> None:
    other = TABLE_CELL.model_copy(update={"row": 8})
    console.error("The table cannot be used.", [TABLE_CELL, other])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Error: The table cannot be used."
    assert ["row 7" in line for line in lines] == [False, True, False]
    assert "row 8" in lines[2]


def test_a_flood_of_findings_is_cut_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    console.say_findings([TABLE_CELL] * 250)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 201
    assert lines[-1] == "  ... and 50 more."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("李 O’Brien\n", "李 O’Brien\n"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u202eb", "a\\u202eb"),
        ("\r", "\\r"),
    ],
)
def test_what_could_command_a_terminal_is_shown_instead(text: str, shown: str) -> None:
    assert console.printable(text) == shown
