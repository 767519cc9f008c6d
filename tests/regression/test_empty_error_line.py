"""A command without arguments answers with its help, and with nothing that looks like an error."""

from __future__ import annotations

import pytest
from support.command import earlybird


@pytest.mark.parametrize("command", [(), ("import",)])
def test_a_command_without_arguments_shows_help_and_no_empty_error(command: tuple[str]) -> None:
    done = earlybird(*command)
    assert done.returncode == 2
    assert "Commands" in done.stdout + done.stderr
    assert "Error" not in done.stderr
