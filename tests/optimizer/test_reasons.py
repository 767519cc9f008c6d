"""Reason codes: documented, registered once, and said in both languages."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from support.tree import ROOT

import models.intake
from models.base import Text
from models.day.announced import NOT_DECIDED
from optimizer import reasons as kinds
from optimizer.reasons import REASONS, reason

INTAKE = re.compile(r'^ +"([a-z]+(?:-[a-z]+)+)",$', re.MULTILINE)
ROW = re.compile(r"^\| (`[a-z`, -]+`)(?: \(awaits\))? \|", re.MULTILINE)
AWAITS = re.compile(r"^\| `([a-z-]+)` \(awaits\) \|", re.MULTILINE)
STATUSES = {"phone-guidance", "in-progress", "finished", "cancelled"}
"""The codes that the intake makes of the status of a job."""


def _page() -> str:
    """The tables of codes, without that of the states."""
    return (ROOT / "docs/reasons.md").read_text("utf-8").split("## Before planning")[1]


@pytest.mark.house
def test_every_reason_is_documented_and_every_documented_reason_exists() -> None:
    documented = {code for row in ROW.findall(_page()) for code in re.findall(r"`([a-z-]+)`", row)}
    of_intake = set(INTAKE.findall(Path(models.intake.__file__).read_text("utf-8")))
    assert of_intake, "the intake's codes are written in another way than this test knows"
    assert documented == {*REASONS, *of_intake, *STATUSES, NOT_DECIDED.code}


@pytest.mark.house
def test_the_page_says_which_reasons_mean_that_a_part_is_awaited() -> None:
    awaits = {code for code, kind in REASONS.items() if kind.awaits_part}
    assert set(AWAITS.findall(_page())) == awaits


def test_both_languages_speak_of_the_same_things() -> None:
    for kind in REASONS.values():
        english, chinese = (_names(text) for text in (kind.text.en, kind.text.zh))
        assert english == chinese, kind.code


def test_a_reason_is_filled_in_language_by_language() -> None:
    said = reason(kinds.NOBODY_WORKS, days=Text(en="on 2 Mar", zh="3月2日"))
    assert said.text == Text(en="Nobody works on 2 Mar.", zh="3月2日无人上班。")


def test_a_name_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError, match="days"):
        reason(kinds.NOBODY_WORKS)


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
