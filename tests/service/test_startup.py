"""At start-up another project's package is told from ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.startup import ForeignPackageError, check_packages_are_ours


def test_our_own_packages_pass() -> None:
    check_packages_are_ours()


def test_a_package_from_elsewhere_is_named_with_the_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "orders" / "__init__.py"
    foreign.parent.mkdir()
    foreign.touch()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ForeignPackageError, match="virtual environment of its own") as error:
        check_packages_are_ours(("orders",))
    assert str(foreign) in str(error.value)


def test_a_missing_package_is_named() -> None:
    with pytest.raises(ForeignPackageError, match=r"'no_such_package'.*finds none"):
        check_packages_are_ours(("no_such_package",))
