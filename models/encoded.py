"""From the bytes of a file to its text, whatever program wrote it."""

from __future__ import annotations

import codecs
from pathlib import Path

from models.errors import FileUnusable
from models.findings import Finding, FindingKind, Severity, finding, register

FILE_MISSING = register(
    "file-missing",
    Severity.ERROR,
    "The file or folder does not exist.",
    "Check the path; a relative path starts at the current folder.",
)
FILE_UNREADABLE = register(
    "file-unreadable",
    Severity.ERROR,
    "The system does not let the file be read.",
    "Check its permissions, and that it is a file.",
)
FILE_EMPTY = register(
    "file-empty",
    Severity.ERROR,
    "The file has no content.",
    "Check that it was written completely, or choose another file.",
)
ENCODING_UNKNOWN = register(
    "encoding-unknown",
    Severity.ERROR,
    "The text is neither UTF-8, UTF-16 nor GB18030 (GBK, GB2312).",
    'Save the file as UTF-8 (in Excel: "CSV UTF-8") and try again.',
)
ENCODING_GUESSED = register(
    "encoding-guessed",
    Severity.NOTICE,
    "The text is not UTF-8 and was read as GB18030 (GBK, GB2312).",
    "Look at a name or two; save the file as UTF-8 if they are garbled.",
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; UTF-32 before UTF-16, whose little-endian mark is its beginning."""


def unusable(finding: Finding) -> FileUnusable:
    """The error for a file that one finding makes useless."""
    return FileUnusable(f"{finding.message} {finding.action}", [finding])


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises FileUnusable when it is missing, unreadable or empty."""
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise unusable(problem(FILE_MISSING, path, "does not exist")) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise unusable(problem(FILE_UNREADABLE, path, f"cannot be read: {reason}")) from None
    if not content:
        raise unusable(problem(FILE_EMPTY, path, "is empty"))
    return content


def read_text(path: Path) -> tuple[str, tuple[Finding, ...]]:
    """The text of a file without its byte order mark, and what is worth knowing about it.

    The encoding is told by the mark, else it is UTF-8, else GB18030, the superset of GBK and GB2312
    that Chinese office programs write. Raises FileUnusable when none of them fits.
    """
    content = read_bytes(path)
    text, findings = _decode(content, path)
    if not text.strip("\0 \t\r\n"):
        raise unusable(problem(FILE_EMPTY, path, "holds nothing but blanks"))
    return text, findings


def _decode(content: bytes, path: Path) -> tuple[str, tuple[Finding, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError as error:
                what = f"starts like {encoding.upper()} but breaks it at byte {error.start}"
                raise unusable(problem(ENCODING_UNKNOWN, path, what)) from None
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        bad_byte = error.start
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        what = f"is text in an unknown encoding (byte {bad_byte} is not UTF-8)"
        raise unusable(problem(ENCODING_UNKNOWN, path, what)) from None
    return text, (problem(ENCODING_GUESSED, path, "is not UTF-8; it was read as GB18030"),)


def problem(kind: FindingKind, path: Path, what: str) -> Finding:
    """A finding about the file as a whole; `what` completes the sentence that its name begins."""
    return finding(kind, f"{path.name or path} {what}.", file=str(path))
