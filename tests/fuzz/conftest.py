"""A town with a canary in every personal field, for a tool that makes up requests."""

import sys
from pathlib import Path

import pytest

from makam_tools.trial import Trial

sys.path.insert(0, str(Path(__file__).parent.parent / "canary"))  # the town is that of the canaries

from town import Town


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """A town on a running site."""
    with Trial(tmp_path_factory.mktemp("fuzz")) as trial:
        town = Town(trial)
        town.seed()
        town.request("restricted request", "YARDIM", "sosyal.staff")
        yield town
