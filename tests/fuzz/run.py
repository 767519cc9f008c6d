"""Fuzz one target with atheris: `run.py TARGET [option of libFuzzer...] [folder of inputs]`.

`make fuzz` runs all targets one after the other; inputs that were found interesting stay in
build/fuzz, and so does an input that finds a defect, as build/fuzz/defects/TARGET-*. Give that file
instead of options to see the defect again.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import FunctionType

import atheris
from fuzz.targets import TARGETS

BUILD = Path(__file__).parents[2] / "build" / "fuzz"
INSTRUMENTED = ("benchmarks.readers", "models.files", "models.tables", "models.check")
"""What inputs are to reach into, by the beginning of the names of modules."""


def main(arguments: list[str]) -> None:
    """Fuzz until an option of libFuzzer ends it, or a defect is found."""
    if not arguments or arguments[0] not in TARGETS:
        raise SystemExit(f"{__doc__}\nTargets: {', '.join(TARGETS)}")
    name, *options = arguments
    target = TARGETS[name]
    inputs, defects = BUILD / "inputs" / name, BUILD / "defects"
    for folder in (inputs, defects):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (inputs / f"seed-{number}").write_bytes(seed)

    def mutated(content: bytes, most: int, seed: int) -> bytes:
        assert target.mutator is not None
        return target.mutator(content or target.seeds[0], seed)[:most]

    _instrument()
    folders = [] if any(Path(one).exists() for one in options) else [str(inputs)]
    atheris.Setup(
        [sys.argv[0], f"-artifact_prefix={defects}/{name}-", *options, *folders],
        target.run,
        custom_mutator=mutated if target.mutator else None,
    )
    atheris.Fuzz()


def _instrument() -> None:
    """Let atheris see which way is taken in the readers.

    Done to the functions that are loaded: how atheris hooks imports does not work with packages
    that are installed for editing.
    """
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and (one.__module__ or "").startswith(INSTRUMENTED):
            atheris.instrument_func(one)


if __name__ == "__main__":
    main(sys.argv[1:])
