"""One town for all tests of rights, who leave it as they found it."""

import sys
from pathlib import Path

import pytest

from makam_tools.trial import Trial

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one

from little_town import Town, furnish
from walking import Walk, rows


@pytest.fixture(scope="session")
def rights_site(tmp_path_factory):
    """A running site."""
    with Trial(tmp_path_factory.mktemp("rights")) as site:
        yield site


@pytest.fixture(scope="session")
def town(rights_site):
    """The town on it."""
    town = Town(rights_site)
    furnish(town)
    return town


@pytest.fixture(scope="session")
def walked(town):
    """What everybody was answered on every row."""
    return Walk(town).all(rows(town))
