"""The register of personal data, held against the tables."""

import pytest

from makam_gateway.service import SERVICE
from makam_kernel.db import Base


@pytest.mark.check("S61", part="gateway")
def test_every_column_that_holds_words_is_registered():
    """S61: each personal field has its purpose, basis and term; a new column without an entry fails here."""
    assert SERVICE.register.faults(Base.metadata) == []
