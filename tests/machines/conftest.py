"""For each kind of database one town, in which the machines act."""

import sys
from pathlib import Path

import pytest

from makam_tools.trial_databases import trial_on

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one

from town import Town


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def town(request, tmp_path_factory):
    """A town on a running site."""
    with trial_on(request.param, tmp_path_factory.mktemp("machines")) as trial:
        yield Town(trial)
