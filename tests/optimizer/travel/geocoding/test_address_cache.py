"""The cache of answers: lasting, shared between processes, whole when one is killed."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from optimizer.travel.geocoding import AddressCache, Coordinates
from optimizer.travel.geocoding.cache import UNKNOWN_KEPT_S, CacheUnusable, Kept

POINT = Coordinates(31.2304, 121.4737)
WRITER = """
import sys
from pathlib import Path
from optimizer.travel.geocoding import AddressCache, Coordinates
cache, name, count = AddressCache(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for number in range(count):
    cache.put("s", f"{name} {number}", Coordinates(1.0, 2.0))
    print(number, flush=True)
"""


def write_in_another_process(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_an_answer_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "not yet there" / "addresses.sqlite"
    AddressCache(path).put("s", "People's Square", POINT)
    assert AddressCache(path).get("s", " people's  SQUARE ") == Kept(POINT)
    assert AddressCache(path).get("other", "People's Square") is None
    assert AddressCache(path).get("s", "Elsewhere") is None


def test_a_newer_answer_replaces_an_older_one(tmp_path: Path) -> None:
    cache = AddressCache(tmp_path / "a.sqlite")
    cache.put("s", "a", None)
    cache.put("s", "a", POINT)
    assert cache.get("s", "a") == Kept(POINT)


def test_that_an_address_is_not_known_is_believed_for_a_week(tmp_path: Path) -> None:
    now = [1_000_000.0]
    cache = AddressCache(tmp_path / "a.sqlite", now=lambda: now[0])
    cache.put("s", "nowhere", None)
    cache.put("s", "somewhere", POINT)
    now[0] += UNKNOWN_KEPT_S - 1
    assert cache.get("s", "nowhere") == Kept(None)
    now[0] += 1
    assert cache.get("s", "nowhere") is None
    assert cache.get("s", "somewhere") == Kept(POINT)


def test_what_is_no_place_on_earth_is_not_believed(tmp_path: Path) -> None:
    cache = AddressCache(tmp_path / "a.sqlite")
    cache.put("s", "a", Coordinates(91.0, 0.0))
    assert cache.get("s", "a") is None


def test_two_processes_write_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    writers = [write_in_another_process(path, name, 40) for name in ("left", "right")]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM answers").fetchone() == (80,)


def test_a_writer_that_is_killed_leaves_every_answer_that_it_had_given(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with write_in_another_process(path, "killed", 1_000_000) as writer:
        assert writer.stdout is not None
        while int(writer.stdout.readline()) < 20:
            pass
        writer.send_signal(signal.SIGKILL)
        seen = writer.stdout.read().split()
    last = int(seen[-1]) if seen else 20
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    cache = AddressCache(path)
    assert all(cache.get("s", f"killed {number}") is not None for number in range(last + 1))
    cache.put("s", "next", POINT)


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 20])
def test_a_file_that_is_no_cache_is_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(content)
    with pytest.raises(CacheUnusable, match=r"a\.sqlite"):
        AddressCache(path).get("s", "a")
    with pytest.raises(CacheUnusable):
        AddressCache(path).put("s", "a", POINT)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CacheUnusable):
        AddressCache(tmp_path / "file" / "a.sqlite").get("s", "a")
    with pytest.raises(CacheUnusable):
        AddressCache(tmp_path).get("s", "a")


def test_a_database_of_something_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE answers (question TEXT)")
    with pytest.raises(CacheUnusable):
        AddressCache(path).get("s", "a")
