"""What has taken the place of a file that a run read is not waited for, nor read for ever."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from reports import cache


def test_a_file_is_hashed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"words")
    (tmp_path / "b").symlink_to("a")
    assert cache.digest(tmp_path / "a") == hashlib.sha256(b"words").hexdigest()
    assert cache.digest(tmp_path / "b") == cache.digest(tmp_path / "a")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_what_is_no_file_has_no_digest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "device").symlink_to("/dev/zero")
    for name in ("pipe", "loop", "device", "", "nowhere", "with\0nul"):
        assert cache.digest(tmp_path / name) == ""


def test_a_file_larger_than_any_that_is_read(tmp_path: Path) -> None:
    with open(tmp_path / "large", "wb") as file:
        file.truncate(cache.LARGEST + 1)
    assert cache.digest(tmp_path / "large") == ""
