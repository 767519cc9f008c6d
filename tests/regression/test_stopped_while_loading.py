"""Ctrl-C while modules are still being loaded is an end without a traceback."""

from __future__ import annotations

import pytest

import service.cli
from service.cli import ExitCode, main


def test_ctrl_c_before_the_command_line_is_read_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(service.cli, "check_packages_are_ours", interrupted)
    assert main(["--version"]) == ExitCode.INTERRUPTED
    assert "Stopped" in capsys.readouterr().err
