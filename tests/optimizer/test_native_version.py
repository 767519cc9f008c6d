"""The native core and the Python around it are of one version."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from optimizer import _core

pytestmark = pytest.mark.core


def test_the_native_core_is_of_the_same_version_as_the_distribution() -> None:
    assert _core.core_version() == version("earlybird")
