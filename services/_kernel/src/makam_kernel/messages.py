"""Mail and SMS to a person: written with the change, from the facts of that moment, one row per recipient; sent after.

The sender of this version lays each message as a file into a folder, where a site's own gateway fetches it.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import ForeignKey, Index, String, Uuid, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from makam_kernel.db import Base, Instant
from makam_kernel.ids import new_id
from makam_kernel.keeping import ERASED
from makam_kernel.personal import KERNEL, Sealed
from makam_kernel.retries import next_try
from makam_kernel.workers import Worker

BATCH = 20  # each is a file that is synced, which holds up every green thread


class Message(Base):
    """One message to one recipient: waiting → sent, or dead after its tries, which a person then sees; erased, when its
    recipient was, or when its term is over. Its attempts tell whether it was sent."""

    __tablename__ = "messages"
    __table_args__ = (
        Index(
            "ix_messages_waiting",
            "next_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_messages_subject", "subject"),
        Index(
            "ix_messages_unerased",
            "written_at",
            sqlite_where=text("state <> 'erased'"),
            postgresql_where=text("state <> 'erased'"),
        ),
    )

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    channel: Mapped[str] = mapped_column(String(10))
    recipient: Mapped[str] = mapped_column(Sealed("messages.recipient"))
    body: Mapped[str] = mapped_column(Sealed("messages.body"))
    template: Mapped[str]
    subject: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(Instant)
    next_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="waiting")


class MessageAttempt(Base):
    """One try to send a message, and how it ended."""

    __tablename__ = "message_attempts"

    id: Mapped[object] = mapped_column(Uuid, primary_key=True, default=new_id)
    message_id: Mapped[object] = mapped_column(Uuid, ForeignKey("messages.id"), index=True)
    tried_at: Mapped[datetime] = mapped_column(Instant)
    error: Mapped[str | None]


def put(tx, channel, to, body, *, subject, template):
    """Write a message; ``channel`` is ``sms``, ``email`` or ``office`` (a notice in the office, to a unit or role)."""
    tx.session.add(
        Message(
            channel=channel,
            recipient=to,
            body=body,
            subject=subject,
            template=template,
            written_at=tx.at,
            next_at=tx.at,
        )
    )


def about(session, subject):
    """The messages of one subject, oldest first."""
    return session.scalars(
        select(Message).where(Message.subject == subject).order_by(Message.written_at, Message.id)
    ).all()


def erase(session, subjects):
    """Empty the messages about these subjects, and never send one that still waits; their ids, for ``remove_files``."""
    return _erase(session, select(Message.id).where(Message.subject.in_(subjects), Message.state != "erased"))


def erase_old(session, at, most):
    """Empty messages, so many at most, whose term in the register is over at ``at``; their ids."""
    old = Message.written_at <= at - KERNEL.sealed["messages.body"].keep
    query = select(Message.id).where(old, Message.state != "erased").order_by(Message.written_at).limit(most)
    return _erase(session, query)


def _erase(session, query):
    ids = session.scalars(query.with_for_update()).all()
    if ids:
        emptied = update(Message).where(Message.id.in_(ids)).values(recipient=ERASED, body=ERASED, state="erased")
        session.execute(emptied, execution_options={"synchronize_session": False})
    return ids


def remove_files(folder, ids):
    """Take what was laid of these messages out of the folder again."""
    for id in ids:
        (Path(folder) / f"{id}.json").unlink(missing_ok=True)


class FolderSender(Worker):
    """Lays waiting messages into a folder, each as one JSON file, whole or not at all.

    A crash between file and mark writes the same file again: the name is the message's id.
    """

    sweep = 2.0

    def __init__(self, process, lease, folder):
        super().__init__("messages", lease)
        self.process, self.folder = process, Path(folder)

    def step(self):
        """Send what is due; true when there may be more."""
        now = self.process.clock.now()
        with self.process.database.reading() as session:
            due = select(Message).where(Message.state == "waiting", Message.next_at <= now)
            waiting = session.scalars(due.order_by(Message.written_at, Message.id).limit(BATCH)).all()
        if not waiting:
            return False
        errors = {message.id: self._lay(message) for message in waiting}
        erased = self.process.database.run(lambda session: self._note(session, errors))
        remove_files(self.folder, erased)
        return len(waiting) == BATCH

    def _lay(self, message):
        file = self.folder / f"{message.id}.json"
        facts = {
            "id": str(message.id),
            "channel": message.channel,
            "to": message.recipient,
            "text": message.body,
            "template": message.template,
            "subject": message.subject,
            "written_at": message.written_at.isoformat(),
        }
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = file.with_suffix(".new")
            with open(fresh, "w", encoding="utf-8") as paper:
                json.dump(facts, paper, ensure_ascii=False, indent=1)
                paper.flush()
                os.fsync(paper.fileno())  # after a power cut, "sent" must not mean an empty file
            os.replace(fresh, file)
        except OSError as error:
            return type(error).__name__
        return None

    def _note(self, session, errors):
        """Note how it went; the ids of those that were erased meanwhile."""
        now = datetime.now(UTC)
        still = select(Message).where(Message.id.in_(errors), Message.state == "waiting")
        for message in session.scalars(still.with_for_update()):
            session.add(MessageAttempt(message_id=message.id, tried_at=now, error=errors[message.id]))
            if errors[message.id] is None:
                message.state = "sent"
                continue
            tried = select(MessageAttempt).where(MessageAttempt.message_id == message.id)
            again = next_try(len(session.scalars(tried).all()), self.process.clock.now())
            message.state, message.next_at = ("waiting", again) if again else ("dead", message.next_at)
        return session.scalars(select(Message.id).where(Message.id.in_(errors), Message.state == "erased")).all()
