"""For each kind of database one town with a canary in every personal field."""

import sys
import time
from pathlib import Path

import pytest

from makam_tools.trial_databases import trial_on

sys.path.insert(0, str(Path(__file__).parent))  # the modules beside this one

from canaries import Search
from crawling import Crawl, Map
from hearing import everything_told
from town import Town
from viewers import SEES


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def town(request, tmp_path_factory):
    """A town on a running site."""
    with trial_on(request.param, tmp_path_factory.mktemp("canary")) as trial:
        with everything_told(trial) as heard:
            town = Town(trial)
            town.heard = heard
            town.seed()
            ways = Map(town.document, town.ids(), town.filters()).of("requests")
            town.before = _lists(town, ways)
            town.hidden_since_ms = int(time.time() * 1000)
            town.hidden = town.request("restricted request", "YARDIM", "sosyal.staff")
            town.after = _lists(town, ways)
            yield town


@pytest.fixture(scope="session")
def search(town):
    """Finds every word that was put into the town."""
    return Search(town.flock.birds)


@pytest.fixture(scope="session")
def is_sqlite(town):
    """Whether the town's databases are files of its own."""
    return town.trial.database is None


@pytest.fixture(scope="session")
def ways(town):
    """Through all its outputs, with every id that there is."""
    return Map(town.document, town.ids(), town.filters())


def _lists(town, ways):
    """What everybody is told of requests without naming one."""
    return {
        viewer: {answer.asked: answer.whole for answer in Crawl(client, town.trial.url, ways).looks()}
        for viewer, client in town.clients.items()
        if viewer not in SEES["restricted request"] or viewer == "director"
    }
