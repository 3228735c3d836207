"""A whole site that is operated: its processes, and the verbs of `./makam` against it."""

import os
import sys
from pathlib import Path

import pytest

from makam_tools import running
from makam_tools.trial import Trial

sys.path.insert(0, str(Path(__file__).parent))

from town import Town


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """One site for all tests of this folder."""
    with Trial(tmp_path_factory.mktemp("site")) as trial, running.only_one(trial.site):
        running.write(trial.site, "ready", {"broker": trial.broker.server.pid, "gateway": os.getpid()})
        yield Town(trial)
