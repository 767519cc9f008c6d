"""A file is whole or absent: full disks, forbidden folders and stop signals included."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models import atomic
from models.atomic import write_atomically
from models.errors import OutputImpossible

ENDLESS_WRITER = """
import signal
import sys
from pathlib import Path
from models.atomic import write_atomically
# A shell starts what runs in the background with this signal ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
print("ready", flush=True)
target = Path(sys.argv[1])
while True:
    write_atomically(target, b"x" * 20_000_000)
"""

LIMITED_WRITER = """
import resource, sys
from pathlib import Path
from models.atomic import write_atomically
from models.errors import OutputImpossible
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_atomically(Path(sys.argv[1]), "x" * 100_000)
except OutputImpossible as error:
    print(error)
"""


@contextmanager
def as_nobody() -> Iterator[None]:
    """File permissions mean nothing to root, so a root that runs the tests steps down."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def sealed(folder: Path) -> Iterator[None]:
    """A folder that others may enter but nobody may write to."""
    folder.chmod(0o555)
    for parent in (folder.parent, folder.parent.parent):
        parent.chmod(parent.stat().st_mode | 0o055)
    with as_nobody():
        yield
    folder.chmod(0o755)


def test_text_is_written_as_utf_8_and_bytes_as_they_are(tmp_path: Path) -> None:
    write_atomically(tmp_path / "text", "上门 Ünï\n")
    write_atomically(tmp_path / "bytes", b"\xff\x00")
    assert (tmp_path / "text").read_bytes() == "上门 Ünï\n".encode()
    assert (tmp_path / "bytes").read_bytes() == b"\xff\x00"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["bytes", "text"]


def test_an_old_file_is_replaced_and_missing_folders_are_made(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "plan.json"
    write_atomically(target, "old")
    write_atomically(target, "new")
    assert target.read_text() == "new"


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    previous = os.umask(0o027)
    try:
        write_atomically(tmp_path / "plan.json", "x")
    finally:
        os.umask(previous)
    # Everything that is not masked: 666 less 027.
    assert (tmp_path / "plan.json").stat().st_mode & 0o777 == 0o640


def test_a_symbolic_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write_atomically(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


def test_the_way_without_unnamed_files_works_too(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("old")
    atomic._write_named(tmp_path / "plan.json", b"new")
    assert (tmp_path / "plan.json").read_text() == "new"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_may_not_be_written_to_is_explained(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    with sealed(folder), pytest.raises(OutputImpossible, match="Permission is denied"):
        write_atomically(folder / "plan.json", "x")
    assert not list(folder.iterdir())


def test_a_file_system_that_takes_no_files_is_explained() -> None:
    # /sys refuses new files even to root; what it answers depends on how it is mounted.
    with pytest.raises(OutputImpossible, match=r"/sys/plan.json cannot be written\. \w+"):
        write_atomically(Path("/sys/plan.json"), "x")


def test_a_folder_or_a_device_is_never_replaced(tmp_path: Path) -> None:
    with pytest.raises(OutputImpossible, match="It is a folder"):
        write_atomically(tmp_path, "x")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OutputImpossible, match="not a file"):
        write_atomically(pipe, "x")
    assert pipe.is_fifo()


def test_a_file_where_a_folder_should_be_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputImpossible, match="cannot be written"):
        write_atomically(tmp_path / "file" / "plan.json", "x")


def test_a_full_disk_is_explained() -> None:
    # /dev/full answers every write as a full disk does.
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        with (
            pytest.raises(OutputImpossible, match="The disk is full"),
            atomic._explained(Path("plan.json")),
        ):
            atomic._fill(full, b"x" * 10_000)
    finally:
        os.close(full)


def test_a_write_that_runs_out_of_room_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    target.write_text("old")
    answer = subprocess.run(
        [sys.executable, "-c", LIMITED_WRITER, target], capture_output=True, text=True, check=True
    )
    assert "larger than the system allows" in answer.stdout
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stop_signal_in_the_middle_of_writing_leaves_a_whole_file_or_none(
    tmp_path: Path, stop: signal.Signals
) -> None:
    target = tmp_path / "plan.json"
    for delay_s in (0.0, 0.004, 0.03):
        writer = subprocess.Popen(
            [sys.executable, "-c", ENDLESS_WRITER, target],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(delay_s)
        writer.send_signal(stop)
        writer.wait(timeout=30)
        writer.stdout.close()
        assert not target.exists() or target.stat().st_size == 20_000_000
        # Between naming and renaming lie microseconds; half-written content is never left over.
        assert all(entry.stat().st_size == 20_000_000 for entry in tmp_path.iterdir())
