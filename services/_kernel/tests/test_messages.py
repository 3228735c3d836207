"""Mail and SMS: written with the change, laid into a folder whole, tried again, dead in the end."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from little_service.models import Thing
from sqlalchemy import select

from makam_kernel.errors import Failure
from makam_kernel.messages import Message, MessageAttempt
from makam_kernel.testing import do_what_is_due


def rows(process, model):
    """All rows of a table."""
    with process.database.reading() as session:
        return session.scalars(select(model)).all()


def test_a_message_is_laid_down_once_and_whole(process, person):
    person(process, "clerk").keep_thing(label="çukur")
    do_what_is_due(process)
    do_what_is_due(process)
    [file] = Path(process.settings.messages).iterdir()
    assert json.loads(file.read_text())["text"] == "çukur alındı"
    assert [message.state for message in rows(process, Message)] == ["sent"]
    assert len(rows(process, MessageAttempt)) == 1


def test_a_folder_that_cannot_be_written_is_tried_again_and_ends_in_a_visible_dead_end(process, person, tmp_path):
    person(process, "clerk").keep_thing(label="a")
    sender = next(worker for worker in process.workers if worker.name == "messages")
    sender.folder = tmp_path / "file"
    sender.folder.write_text("a file stands where the folder should be")
    for _ in range(8):
        do_what_is_due(process)
        process.clock.set(process.clock.now() + timedelta(hours=16))
    [message] = rows(process, Message)
    attempts = rows(process, MessageAttempt)
    assert message.state == "dead" and len(attempts) == 8 and {one.error for one in attempts} == {"FileExistsError"}


def test_a_command_that_fails_sends_nothing(process, person, monkeypatch):
    keep = process.methods["keep_thing"]

    def fails(tx, **facts):
        keep(tx, **facts)
        raise ValueError

    fails.method = keep.method
    monkeypatch.setitem(process.methods, "keep_thing", fails)
    with pytest.raises(Failure):
        person(process, "clerk").keep_thing(label="a")
    assert rows(process, Message) == [] and rows(process, Thing) == []
