"""Print requirements of pyproject.toml, one a line: `requirements.py build runtime dev`.

pip of Debian 12 cannot install a project's dependencies without building the project, and we
want the two apart: a change of the core's source must not touch the environment.
"""

import sys
import tomllib
from pathlib import Path


def main(groups: list[str]) -> None:
    """Print the requirements of each group: build, runtime or the name of an extra."""
    pyproject = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    known = {
        # The build runs in the project's own environment, so that it is quick to repeat; cmake and
        # ninja come along because the system may have none.
        "build": [*pyproject["build-system"]["requires"], "cmake>=3.18", "ninja>=1.11"],
        "runtime": project["dependencies"],
        **project["optional-dependencies"],
    }
    for group in groups:
        print(*known[group], sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
