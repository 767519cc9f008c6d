"""Outputs are written plan first, each whole or absent, wherever the disk gives up."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from support.written_day import PLAN, SCENARIO

from models.errors import OutputImpossible
from models.files import load_plan
from service.exports.write import prepare_folder, write_outputs


def test_the_same_day_is_written_twice_into_one_folder(tmp_path: Path) -> None:
    first = write_outputs(tmp_path / "new" / "folder", SCENARIO, PLAN)
    before = {path: path.read_bytes() for path in first}
    assert write_outputs(tmp_path / "new" / "folder", SCENARIO, PLAN) == first
    assert {path: path.read_bytes() for path in first} == before
    assert first[0].name == "plan.json"
    assert load_plan(first[0]) == PLAN


def test_on_a_full_disk_the_plan_itself_is_whole_and_the_rest_is_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = [100_000]  # bytes; plan.json takes some 20,000, all files together more
    write = os.write

    def write_while_there_is_room(descriptor: int, content: memoryview) -> int:
        room[0] -= len(content)
        if room[0] < 60_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, content)

    monkeypatch.setattr(os, "write", write_while_there_is_room)
    with pytest.raises(OutputImpossible, match="free some space"):
        write_outputs(tmp_path, SCENARIO, PLAN)
    monkeypatch.undo()
    assert load_plan(tmp_path / "plan.json") == PLAN
    assert not (tmp_path / "plan.html").exists()
    assert list(tmp_path.rglob(".*")) == []


@pytest.mark.parametrize("where", ["a file", "a file/below", "/proc/earlybird"])
def test_a_folder_that_cannot_be_made_is_named_with_advice(tmp_path: Path, where: str) -> None:
    (tmp_path / "a file").write_text("mine")
    with pytest.raises(OutputImpossible, match="Choose another one with --out"):
        prepare_folder(tmp_path / where)
    assert (tmp_path / "a file").read_text() == "mine"


def test_trying_the_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    prepare_folder(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_plan_without_routes_has_tables_without_rows(tmp_path: Path) -> None:
    idle = PLAN.model_copy(update={"routes": (), "unplanned": (), "findings": ()})
    day = SCENARIO.model_copy(update={"set_aside": ()})
    written = write_outputs(tmp_path, day, idle)
    for path in written:
        if path.suffix == ".csv":
            assert path.read_bytes().count(b"\r\n") == 1
    assert list((tmp_path / "sheets").iterdir()) == []
