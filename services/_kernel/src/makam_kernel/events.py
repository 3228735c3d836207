"""Facts told to others: CloudEvents 1.0 that carry ids, codes, states, dates; never names, words or graded content."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from makam_kernel.schema import View

MOST_BYTES = 256 * 1024


@dataclass(frozen=True)
class Fact:
    """One thing that happened, before it has its place in the outbox."""

    schema: type
    data: dict


class Event(View):
    """The schema of one type of event. ``type`` is ``<noun>.<past>.v<major>`` and the routing key, too."""

    type = ""

    @classmethod
    def of(cls, **data):
        """The fact with these data, in their wire form; what its schema does not promise is no fact."""
        schema = cls()
        wire = schema.dump(data)
        if faults := schema.validate(wire) or data.keys() - schema.fields.keys():
            raise ValueError(f"{cls.type}: {sorted(faults)}")
        return Fact(cls, wire)


@dataclass(frozen=True)
class Told:
    """An event as its receiver sees it."""

    id: str
    source: str
    type: str
    subject: str
    sequence: int
    time: datetime
    data: dict
    actor: str | None = None
    cause: str | None = None

    @property
    def subject_id(self):
        """The id within the subject: ``request/<id>`` → ``<id>``."""
        return self.subject.partition("/")[2]


def envelope(row, source):
    """The CloudEvent of an outbox row, as JSON bytes."""
    event = {
        "specversion": "1.0",
        "id": str(row.id),
        "source": f"/{source}",
        "type": row.type,
        "subject": row.subject,
        "time": row.time.isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "dataschema": f"/{source}/events/{row.type}",
        "sequence": row.sequence,
        "data": row.data,
    }
    event |= {name: value for name, value in (("actorid", row.actor_id), ("causeid", row.cause_id)) if value}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def _is_plain(text):
    return 0 < len(text) < 200 and text.isascii() and text.isprintable()


def read(body, *, user):
    """The event in a message body; ``ValueError`` when it is none, or when ``user``, the sender that the broker
    verified, is not its source."""
    if len(body) > MOST_BYTES:
        raise ValueError("too large")
    try:
        event = json.loads(body)
        if event["specversion"] != "1.0" or event["source"] != f"/{user}":
            raise ValueError("source")
        told = Told(
            id=event["id"],
            source=event["source"].lstrip("/"),
            type=event["type"],
            subject=event["subject"],
            sequence=event["sequence"],
            time=datetime.fromisoformat(event["time"]),
            data=event["data"],
            actor=event.get("actorid"),
            cause=event.get("causeid"),
        )
        texts = (told.id, told.type, told.subject, told.actor or "none", told.cause or "none")
        if not all(isinstance(text, str) and _is_plain(text) for text in texts):
            raise ValueError("attributes")
        if type(told.sequence) is not int or not 0 <= told.sequence < 2**31:
            raise ValueError("sequence")
        if not isinstance(told.data, dict) or told.time.tzinfo is None:
            raise ValueError("attributes")
        told.time.astimezone(UTC)  # the year 1 has no UTC everywhere
        return told
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(type(error).__name__) from None
