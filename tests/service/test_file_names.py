"""File names made from ids are safe, unique and stable, whatever the ids are."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from service.exports.names import file_names

IDS = st.lists(st.text(min_size=1, max_size=200), unique=True, max_size=8)


def test_an_ordinary_id_stays_as_it_is() -> None:
    assert file_names(["E1", "li.wei", "李伟"], ".ics") == {
        "E1": "E1.ics", "li.wei": "li.wei.ics", "李伟": "李伟.ics",
    }  # fmt: skip


def test_an_id_cannot_leave_the_folder_or_hide() -> None:
    names = file_names(["../x", "a/b", "..", ".hidden", "/etc/passwd", "a\\b", "\0"], ".html")
    for name in names.values():
        assert PurePosixPath(name).name == name
        assert not name.startswith((".", "-"))
        assert "\\" not in name
        assert "\0" not in name


def test_ids_that_differ_only_in_case_get_different_files_on_every_system() -> None:
    names = file_names(["anna", "Anna", "ANNA"], ".ics")
    assert len({name.casefold() for name in names.values()}) == 3


def test_ids_that_become_the_same_name_get_different_files() -> None:
    names = file_names(["a/b", "a:b", "a_b"], ".ics")
    assert len(set(names.values())) == 3


def test_a_name_that_some_systems_keep_for_a_device_is_changed() -> None:
    assert file_names(["CON", "lpt1"], ".html").keys() == {"CON", "lpt1"}
    assert all("-" in name for name in file_names(["CON", "lpt1"], ".html").values())


def test_a_very_long_id_is_cut_at_a_whole_letter() -> None:
    (name,) = file_names(["李" * 200], ".html").values()
    assert len(name.encode()) < 130


@given(IDS)
def test_any_ids_give_safe_and_distinct_names(ids: list[str]) -> None:
    names = file_names(ids, ".html")
    seen = {unicodedata.normalize("NFKC", name).casefold() for name in names.values()}
    assert len(seen) == len(ids)
    for name in names.values():
        assert len(name.encode()) <= 255
        assert PurePosixPath(name).name == name
        assert name not in {".", ".."}


@given(IDS)
def test_the_order_of_the_ids_does_not_change_their_names(ids: list[str]) -> None:
    assert dict(file_names(ids, ".ics")) == dict(file_names(ids[::-1], ".ics"))
