"""The list of what was erased survives a power cut, and reads what one has torn."""

import os

import pytest

from makam_kernel.erasing import Tombstones, erase_again
from makam_kernel.errors import Unavailable


def test_each_subject_is_listed_once_in_the_order_of_erasing(tmp_path):
    Tombstones(tmp_path / "erasures", "little").lay(["thing/1", "thing/2"])
    Tombstones(tmp_path / "erasures", "little").lay(["thing/2", "thing/3"])
    assert Tombstones(tmp_path / "erasures", "little").subjects() == ["thing/1", "thing/2", "thing/3"]


def test_a_torn_line_hides_no_other(tmp_path, caplog):
    stones = Tombstones(tmp_path, "little")
    stones.lay(["thing/1"])
    with open(stones.file, "ab") as file:
        file.write(b'\n{"subject": "thing/\xc3')
    stones.lay(["thing/3"])
    assert stones.subjects() == ["thing/1", "thing/3"] and "tombstone.unreadable" in caplog.text


def test_it_is_for_its_owner_alone_and_synced_before_it_is_said_to_be_laid(tmp_path, monkeypatch):
    synced, fsync = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(os.readlink(f"/proc/self/fd/{file}")) or fsync(file))
    stones = Tombstones(tmp_path, "little")
    stones.lay(["thing/1"])
    assert synced == [str(stones.file), str(tmp_path)] and stones.file.stat().st_mode & 0o777 == 0o600


def test_without_a_folder_nothing_is_erased_by_decision():
    with pytest.raises(Unavailable, match="erasure.not_listed"):
        Tombstones(None, "little").lay(["thing/1"])
    assert Tombstones(None, "little").subjects() == []


def test_a_subject_that_no_noun_of_the_service_has_is_passed_over(sqlite_process):
    sqlite_process.tombstones.lay(["thing/1", "citizen/none", "nothing"])
    erase_again(sqlite_process)
