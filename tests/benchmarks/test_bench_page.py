"""Results go between the marks of a page, and nothing else of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.page import with_results, write_results
from models.errors import FileUnusable

PAGE = "# Page\n\n<!-- results -->\nold\n<!-- end of results -->\nlast line\n"


def test_what_was_between_the_marks_is_replaced() -> None:
    made = with_results(PAGE, "# Report\n\n## Suite\n\ntext # with a sign\n")
    assert made == (
        "# Page\n\n<!-- results -->\n\n## Report\n\n### Suite\n\ntext # with a sign\n\n"
        "<!-- end of results -->\nlast line\n"
    )
    assert with_results(made, "new").count("<!--") == 2


@pytest.mark.parametrize(
    "page", ["", "<!-- results -->", "<!-- end of results --> <!-- results -->"]
)
def test_a_page_without_marks_is_left_as_it_is(tmp_path: Path, page: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(page, "utf-8")
    with pytest.raises(FileUnusable) as refusal:
        write_results(path, "new")
    assert [one.code for one in refusal.value.findings] == ["bench-marks-missing"]
    assert path.read_text("utf-8") == page
