"""Writing a file so that it is whole or absent, whatever happens in between.

The content goes to a file that has no name yet (O_TMPFILE) in the same folder, is forced to the
disk, and only then takes the place of the old file in one step (rename). A process that is killed
half-way leaves nothing behind. Where the file system knows no unnamed files, a hidden temporary
file is used instead and removed on the way out.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import OutputImpossible

_ADVICE = {
    errno.ENOSPC: "The disk is full: free some space or write to another disk.",
    errno.EDQUOT: "The disk quota is used up: free some space or write to another disk.",
    errno.EFBIG: "The file would be larger than the system allows (see `ulimit -f`).",
    errno.EACCES: "Permission is denied: write to a folder of your own or ask for the right.",
    errno.EPERM: "Permission is denied: write to a folder of your own or ask for the right.",
    errno.EROFS: "The disk is read-only: write to another one.",
    errno.ENOTDIR: "A part of the path is a file, not a folder: choose another path.",
    errno.EISDIR: "It is a folder: name a file in it.",
    errno.ENAMETOOLONG: "The name is too long: choose a shorter one.",
    errno.EIO: "The disk reports a fault: write to another one and have this one checked.",
}
_NO_UNNAMED_FILES = {errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL}
"""What the system answers where the file system or the kernel has no O_TMPFILE."""


def write_atomically(path: Path, data: str | bytes) -> None:
    """Write `data` (text as UTF-8) to `path`; folders that are missing are made.

    Raises OutputImpossible, with advice, when it cannot be written; what was there before is then
    still there, untouched. A symbolic link keeps pointing to the file it names.
    """
    content = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    target = Path(os.path.realpath(path))
    with _explained(path):
        _refuse_what_is_no_file(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(target.parent, os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o666)
        except OSError as error:
            if error.errno not in _NO_UNNAMED_FILES:
                raise
            _write_named(target, content)
        else:
            _write_unnamed(target, content, descriptor)
        _force_folder_to_disk(target.parent)


def _write_unnamed(target: Path, content: bytes, descriptor: int) -> None:
    """Fill the unnamed file and give it its name, in two steps that cannot be seen half done."""
    staging = _staging(target)
    try:
        _fill(descriptor, content)
        # A source folder has to be given, or the link would be to the /proc entry itself.
        os.link(f"/proc/self/fd/{descriptor}", staging, src_dir_fd=descriptor)
        staging.replace(target)
    except BaseException:
        staging.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def _write_named(target: Path, content: bytes) -> None:
    staging = _staging(target)
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC
    descriptor = os.open(staging, flags, 0o666)
    try:
        _fill(descriptor, content)
        staging.replace(target)
    except BaseException:
        staging.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


def _fill(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def _staging(target: Path) -> Path:
    return target.with_name(f".{target.name[:200]}.{secrets.token_hex(4)}.part")


def _refuse_what_is_no_file(target: Path) -> None:
    """Renaming over a device or a pipe would destroy it."""
    with suppress(FileNotFoundError):
        mode = target.stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(mode):
            raise OutputImpossible(
                f"{target} cannot be written: it is a device or a pipe, not a file. Name a file."
            )


def _force_folder_to_disk(folder: Path) -> None:
    """Make the new name survive a power cut; the file is whole even where this is not possible."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the system says into a sentence with advice."""
    try:
        yield
    except OSError as error:
        fallback = f"The system says: {error.strerror or error}."
        advice = _ADVICE.get(error.errno or 0, fallback)
        raise OutputImpossible(f"{path} cannot be written. {advice}") from error
