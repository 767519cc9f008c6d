"""Check what is in a wheel: every file of the packages, the built core, none of its sources."""

import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGES = ("models", "optimizer", "service", "benchmarks", "scenarios")
SOURCES = "optimizer/cpp/"


def main(wheel: Path) -> None:
    """Exit with what is missing from the wheel, or too much in it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *PACKAGES], check=True, capture_output=True, text=True
    ).stdout
    tracked = {name for name in listed.split("\0") if name and Path(name).is_file()}
    packed = set(zipfile.ZipFile(wheel).namelist())
    missing = sorted(name for name in tracked - packed if not name.startswith(SOURCES))
    if not any(name.startswith("optimizer/_core.") and name.endswith(".so") for name in packed):
        missing.append("the built core, optimizer/_core.*.so")
    surplus = sorted(name for name in packed if name.startswith((SOURCES, "tests/")))
    if missing or surplus:
        sys.exit(f"{wheel.name}: missing {missing}, and should not have {surplus}")
    print(f"{wheel.name}: {len(packed)} files, all of the packages' and nothing else")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
