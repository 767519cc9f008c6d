"""The one door of the checkers: the file says what is asked, the answer says what is planned."""

from __future__ import annotations

from pathlib import Path

from benchmarks.checkers import solomon, trsp, vroom, vrplib
from benchmarks.checkers.verdict import Verdict


def check(input_path: Path, answer: object) -> Verdict:
    """Whether an answer, in VROOM's output shape, keeps every rule of its file, and what it costs.

    Shares no code with readers, core or answers, and believes nothing that the answer says but the
    order of its steps; times that it states have to agree with it. The file must be one that
    `benchmarks.readers` accepts; else any exception may come.
    """
    text = input_path.read_text("utf-8-sig", errors="replace")
    if text.lstrip().startswith("{"):
        return vroom.check(text, answer)
    if "CREW COUNT" in text:
        return trsp.check(text, answer)
    if "DIMENSION" in text:
        return vrplib.check(text, answer)
    return solomon.check(text, answer)
