"""The door of the command line: `earlybird` comes in here, and every way out has its exit code.

    0    what was asked was done; unplanned jobs and findings do not change that
    1    only from `earlybird check`: the plan is not legal
    2    the input, an option or the output folder cannot be used; stderr says what to do
    3    a defect of EarlyBird itself; nothing half done is left behind
    130  stopped by Ctrl-C before there was anything to write (143: by SIGTERM)

Nothing but this module turns exceptions into exit codes, and nothing is imported before it is
needed: `earlybird --help` answers at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from enum import IntEnum

from service.startup import ForeignPackageError, check_packages_are_ours


class ExitCode(IntEnum):
    """What the program tells the shell."""

    DONE = 0
    ILLEGAL_PLAN = 1
    UNUSABLE = 2
    DEFECT = 3
    INTERRUPTED = 130
    TERMINATED = 143


STOPPED = "Stopped. What was not finished was not written."
DEFECT_ADVICE = (
    "This is a defect of EarlyBird, not of your input. Please report it with the line above, the "
    "command you gave and, if you may share it, the scenario file. To see where it happened, run "
    "the command again with EARLYBIRD_DEBUG=1."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never raises."""
    try:
        check_packages_are_ours()
        from service import console

        console.prepare()
        code = _run(arguments)
        return console.finish(code)
    except ForeignPackageError as error:
        print(f"Error: {error}", file=sys.stderr)
        return ExitCode.UNUSABLE
    except KeyboardInterrupt:  # while modules were still being loaded, or at the very end
        print(STOPPED, file=sys.stderr)
        return ExitCode.INTERRUPTED


def _run(arguments: Sequence[str] | None) -> int:
    """Run one command; every exception becomes sentences on stderr and an exit code."""
    import typer

    from models.errors import EarlyBirdError, InputUnusable, PlanRejected
    from service import console
    from service.commands.app import app
    from service.stopping import Stopped

    command = typer.main.get_command(app)
    try:
        code = command.main(arguments, prog_name="earlybird", standalone_mode=False)
        if code == ExitCode.INTERRUPTED:  # what Typer makes of Ctrl-C
            console.say(STOPPED)
        return code if isinstance(code, int) else ExitCode.DONE
    except typer.TyperException as error:
        console.usage_error(error)
        return ExitCode.UNUSABLE
    except Stopped as stopped:
        console.say(STOPPED)
        return stopped.exit_code
    except KeyboardInterrupt:
        console.say(STOPPED)
        return ExitCode.INTERRUPTED
    except PlanRejected as error:
        console.error(str(error), error.findings)
        return _defect(error)
    except InputUnusable as error:
        console.error(str(error), error.findings)
        return ExitCode.UNUSABLE
    except EarlyBirdError as error:
        console.error(str(error))
        return ExitCode.UNUSABLE
    except MemoryError:
        console.error(
            "There is not enough memory for this scenario. Plan fewer jobs at a time, for example "
            "one territory or one day, or use a machine with more memory."
        )
        return ExitCode.UNUSABLE
    except OSError as error:
        where = f"{error.filename}: " if error.filename is not None else ""
        console.error(
            f"The system refuses: {where}{error.strerror or error}. Check path and rights."
        )
        _trace(error)
        return ExitCode.UNUSABLE
    except Exception as error:
        console.error(f"{type(error).__name__}: {error}")
        return _defect(error)


def _defect(error: Exception) -> int:
    """Say how to report a defect."""
    from service import console

    _trace(error)
    console.say(DEFECT_ADVICE)
    return ExitCode.DEFECT


def _trace(error: Exception) -> None:
    """Show where an error happened, only where that was asked for."""
    if os.environ.get("EARLYBIRD_DEBUG", "") not in {"", "0"}:
        traceback.print_exception(error)


if __name__ == "__main__":
    sys.exit(main())
