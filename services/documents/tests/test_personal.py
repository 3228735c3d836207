"""The register of personal data names every column that can hold words, and the tables keep to it."""

from documents_service.personal import REGISTER
from makam_kernel.db import Base


def test_every_column_that_can_hold_words_is_registered():
    assert REGISTER.faults(Base.metadata) == []
