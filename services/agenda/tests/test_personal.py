"""The register of personal data names every column that can hold words, and the tables keep to it."""

from sqlalchemy import text

from agenda_service.personal import REGISTER
from makam_kernel.db import Base


def test_every_column_that_can_hold_words_is_registered():
    assert REGISTER.faults(Base.metadata) == []


def test_the_database_does_not_see_why_somebody_is_absent(process, an_absence):
    an_absence(kind="sick_leave", reason="Bel fıtığı ameliyatı")
    with process.database.engine.connect() as connection:
        kind, reason = connection.execute(text("SELECT kind, reason FROM absences")).one()
    assert b"sick" not in bytes(kind)
    assert b"Bel" not in bytes(reason)
