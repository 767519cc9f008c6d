"""What the program says to people: results on stdout, everything else on stderr.

Text that comes from files goes through `printable`, so that no value can move the cursor or
recolour a terminal. A reader who closes the pipe early (`earlybird schema | head`) is no error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from models.errors import OutputImpossible

if TYPE_CHECKING:
    from rich.table import Table
    from typer import TyperException

    from models.findings import Finding

MOST_FINDINGS_SHOWN = 200
TABLE_WIDTH_IN_FILES = 100


def prepare() -> None:
    """Make both streams accept every character, whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def finish(code: int) -> int:
    """Hand out what is still buffered; the exit code becomes 2 where that is impossible."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _hush(sys.stdout)
    except OSError as failure:
        _hush(sys.stdout)
        error(_not_shown(failure))
        return 2
    return code


def _not_shown(failure: OSError) -> str:
    return (
        f"The output cannot be written: {failure.strerror}. Free some space or send it elsewhere."
    )


def result(text: str) -> None:
    """Print a result on stdout."""
    try:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
    except BrokenPipeError:
        _hush(sys.stdout)
    except OSError as failure:
        _hush(sys.stdout)
        raise OutputImpossible(_not_shown(failure)) from failure


def show_table(table: Table) -> None:
    """Print a table on stdout."""
    from io import StringIO

    from rich.console import Console

    on_terminal = sys.stdout.isatty()
    page = StringIO()
    Console(
        file=page,
        force_terminal=on_terminal,
        no_color=None if on_terminal else True,
        width=None if on_terminal else TABLE_WIDTH_IN_FILES,
    ).print(table)
    result(page.getvalue())


def say(text: str) -> None:
    """Tell something on stderr."""
    try:
        sys.stderr.write(f"{printable(text)}\n")
        sys.stderr.flush()
    except OSError:
        _hush(sys.stderr)  # nobody listens; there is nobody else to tell


def error(message: str, findings: Iterable[Finding] = ()) -> None:
    """Say what went wrong, and all that is known about it."""
    every = tuple(findings)
    if len(every) == 1 and every[0].message in message:  # the finding says it all, and where
        say(f"Error: {_told(every[0])}")
        return
    say(f"Error: {message}")
    say_findings(every)


def usage_error(failure: TyperException) -> None:
    """Say what is wrong with the command line, and where the help is."""
    context = getattr(failure, "ctx", None)
    message = failure.format_message()
    if not message or message.startswith("Usage:"):  # no arguments at all: they get the help
        say(message)
        return
    given = _refused_value(failure)
    say(f"Error: {message}" + (f" (given: {given})" if given and given not in message else ""))
    if context is not None:
        say(f"'{context.command_path} --help' lists the options and what they take.")


def _refused_value(failure: TyperException) -> str:
    """The value that an option refused, where pydantic was the one to refuse it."""
    from pydantic import ValidationError

    cause = failure.__cause__
    return str(cause.errors()[0]["input"]) if isinstance(cause, ValidationError) else ""


def say_findings(
    findings: Iterable[Finding], most: int = MOST_FINDINGS_SHOWN, rest: str = "more"
) -> None:
    """Tell findings one by one; those beyond `most` are counted, and `rest` says where they are."""
    every = tuple(findings)
    for one in every[:most]:
        say(f"  {in_words(one)}")
    if len(every) > most:
        say(f"  ... and {len(every) - most} {rest}.")


def in_words(finding: Finding) -> str:
    """A finding as one sentence after another: severity, what, where, value, advice."""
    return f"{finding.severity.capitalize()}: {_told(finding)}"


def _told(finding: Finding) -> str:
    where = ", ".join(
        part
        for part in (
            finding.file,
            finding.sheet and f"sheet {finding.sheet}",
            f"row {finding.row}" if finding.row is not None else "",
            finding.column and f"column {finding.column}",
            finding.path,
        )
        if part
    )
    words = [
        finding.message if finding.message.endswith((".", "!", "?")) else f"{finding.message}."
    ]
    if where:
        words.append(f"Where: {where}.")
    if finding.value and finding.value not in finding.message:
        words.append(f"Value: {finding.value}.")
    words.append(f"What to do: {finding.action} [{finding.code}]")
    return " ".join(words)


def printable(text: str) -> str:
    """The text with control characters (terminal commands, say) shown instead of obeyed."""
    if text.isprintable():
        return text
    return "".join(
        one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode()
        for one in text
    )


def _hush(stream: TextIO) -> None:
    """Send what is still to come on a closed stream nowhere, so that leaving does not fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
