"""INSERT … ON CONFLICT, which both databases know and SQLAlchemy spells once per dialect."""

from sqlalchemy.dialects import postgresql, sqlite


def insert_into(session, model):
    """The INSERT of the session's database into the table of ``model``."""
    return insert_for(session.get_bind(), model)


def insert_for(engine, model):
    """The same for an engine: what is run often is put together once."""
    return {"sqlite": sqlite, "postgresql": postgresql}[engine.dialect.name].insert(model)
