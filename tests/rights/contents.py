"""What stands in a site's databases, to see that nothing has changed."""

import sqlite3

MACHINERY = {
    "alembic_version", "api_tokens", "audit_entries", "audit_heads", "audit_heads_kept", "audit_seals", "audit_seen",
    "failed_sign_ins", "idempotency_keys", "inbox", "inbox_positions", "jobs", "leases", "limit_counts", "sessions",
}  # fmt: skip
"""What moves by itself, or whenever somebody looks."""


class Contents:
    """The databases of a site: every row of every table of the nouns, and of what is to be told and sent."""

    def __init__(self, trial):
        self.files = {name: trial.database_of(name).removeprefix("sqlite:///") for name in trial.names}

    def now(self):
        """``{(service, table): rows}``."""
        return {
            (name, table): sorted(map(repr, session.execute(f'SELECT * FROM "{table}"')))
            for name in self.files
            for session in [self._session(name)]
            for table in self._tables(session)
        }

    def is_sent(self):
        """Whether no message waits that may go at once."""
        due = "SELECT 1 FROM messages WHERE state = 'waiting' AND next_at <= written_at"
        with_messages = {service for service, table in self.now() if table == "messages"}
        return not any(self._session(service).execute(due).fetchone() for service in with_messages)

    def columns(self, service):
        """Every column of the nouns of a service."""
        session = self._session(service)
        return {row[1] for table in self._tables(session) for row in session.execute(f'PRAGMA table_info("{table}")')}

    def _session(self, service):
        return sqlite3.connect(f"file:{self.files[service]}?mode=ro", uri=True)

    @staticmethod
    def _tables(session):
        found = session.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [name for (name,) in found if name not in MACHINERY and not name.startswith("sqlite_")]
