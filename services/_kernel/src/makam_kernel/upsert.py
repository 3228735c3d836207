"""INSERT … ON CONFLICT, which both databases know and SQLAlchemy spells once per dialect."""

from sqlalchemy.dialects import postgresql, sqlite


def insert_into(session, model):
    """The dialect's own INSERT into the table of ``model``."""
    return {"sqlite": sqlite, "postgresql": postgresql}[session.get_bind().dialect.name].insert(model)
