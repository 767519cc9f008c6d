"""A table of distances whose travel times are lost is not passed over in silence."""

from __future__ import annotations

import pytest
from support import problem_files

from benchmarks.readers import instance_of
from models.errors import FileUnusable


def test_distances_without_travel_times_are_refused() -> None:
    text = problem_files.PRAXEDO.replace("TRAVEL TIMES", "0;1;2;")
    with pytest.raises(FileUnusable, match="no TRAVEL TIMES"):
        instance_of(text)
