"""Logs: one JSON object per line on standard output, with ids of calls and events, and never with what they carried."""

import hashlib
import logging
import sys
import traceback

import structlog

KEPT = (
    "call",
    "method",
    "handler",
    "worker",
    "error",
    "code",
    "at",
    "queue",
    "size",
    "sha256",
    "key",
    "seconds",
    "id",
)


def what(error, **more):
    """The loggable part of an error: its class, its code, and where it was raised; never its text, which may hold words
    of a person or of SQL."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return {
        "error": type(error).__name__,
        "code": getattr(error, "code", None),
        "at": " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames)),
        **more,
    }


def unreadable(error, raw, queue):
    """The loggable part of a message that nobody could read: its queue, size and hash; never its bytes."""
    return {
        "error": type(error).__name__,
        "queue": queue,
        "size": len(raw),
        "sha256": hashlib.sha256(raw).hexdigest(),
    }


def configure(service, level="INFO"):
    """Send all logging of this process to standard output as JSON lines."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.ExtraAdder(allow=KEPT),
                structlog.processors.TimeStamper(fmt="iso"),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _drop_tracebacks,
                lambda _logger, _name, line: {"service": service, **line},
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("amqp", "kombu", "nameko", "alembic", "aio_pika", "aiormq"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # kombu logs a body that it cannot decode, whole; the consumer tells of it by id, size and hash instead.
    # So does aiormq with a message that comes back after its sender gave up.
    for quoting in ("kombu.messaging", "aiormq.channel"):
        logging.getLogger(quoting).disabled = True
    logging.getLogger("uvicorn.access").disabled = True


def _drop_tracebacks(_logger, _name, line):
    """A traceback's last line quotes the error's text; the place is told by ``what``."""
    exc = line.pop("exc_info", None)
    if exc and not isinstance(exc, bool) and exc[1] is not None:
        line.update({key: value for key, value in what(exc[1]).items() if value})
    return line
