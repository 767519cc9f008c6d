"""Put the tables of a report into a page of documentation, between its two marks."""

from __future__ import annotations

import re
from pathlib import Path

from models.atomic import write_atomically
from models.errors import FileUnusable
from models.findings import Severity, finding, register

MARKS_MISSING = register(
    "bench-marks-missing",
    Severity.ERROR,
    "The page has no place for the results of a benchmark.",
    "Put the lines `<!-- results -->` and `<!-- end of results -->` where the tables shall be.",
)
BEGIN, END = "<!-- results -->", "<!-- end of results -->"


def with_results(page: str, report: str) -> str:
    """The page with the report between its marks, its headings one level deeper.

    Raises ValueError when the page has not both marks, in this order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the marks are missing")
    deeper = re.sub(r"^(#+ )", r"#\1", report.strip(), flags=re.MULTILINE)
    return f"{before}{BEGIN}\n\n{deeper}\n\n{END}{after}"


def write_results(path: Path, report: str) -> None:
    """Replace what is between the marks of a file.

    Raises:
        FileUnusable: it cannot be read or has no marks.
        OutputImpossible: it cannot be written.
    """
    try:
        page = with_results(path.read_text("utf-8"), report)
    except (OSError, ValueError) as failure:
        message = f"{path} cannot take the results: {failure}."
        raise FileUnusable(message, [finding(MARKS_MISSING, message, file=str(path))]) from failure
    write_atomically(path, page)
