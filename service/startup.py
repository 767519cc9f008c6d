"""The check at start-up that our packages are ours.

`models`, `optimizer` and `service` are names that other projects use as well. Where two of them
meet in one environment, Python takes whichever it finds first, and what fails then fails far from
the cause. So every program of ours makes sure of it before it does anything else.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("models", "optimizer", "service", "benchmarks", "scenarios")


class ForeignPackageError(ImportError):
    """Another project's package stands where one of ours should.

    It stands outside the error tree of `models.errors`: that one may be the foreign package.
    """


def check_packages_are_ours(packages: tuple[str, ...] = PACKAGES) -> None:
    """Raise ForeignPackageError unless all our packages lie next to this one.

    Nothing is imported for it, so nothing foreign is run.
    """
    ours = Path(__file__).resolve().parents[1]
    for package in packages:
        spec = find_spec(package)
        origin = spec.origin if spec else None
        if origin is None or Path(origin).resolve().parents[1] != ours:
            raise ForeignPackageError(
                f"EarlyBird's package '{package}' should be in {ours}, but Python finds "
                f"{origin or 'none'}. Another project uses the same name, or EarlyBird is only "
                "installed in part: install EarlyBird into a virtual environment of its own."
            )
