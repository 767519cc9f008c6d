"""A slack of less than a minute below nought reads as seconds, not as minus nought minutes."""

from __future__ import annotations

import pytest

from service.summary import span


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-52, "-52 s"), (-60, "-1 min 00 s"), (0, "0 min 00 s"), (59, "0 min 59 s"),
     (3600, "1 h 00 min"), (-3661, "-1 h 01 min")],
)  # fmt: skip
def test_a_span_is_read_at_a_glance(seconds: int, said: str) -> None:
    assert span(seconds) == said
