"""One site for all that is told of the demonstration, and people who look at it."""

import pytest

from makam_tools.demonstration.office import Office
from makam_tools.demonstration.texts import data
from makam_tools.trial import Trial


@pytest.fixture(scope="session")
def trial(tmp_path_factory):
    with Trial(tmp_path_factory.mktemp("site")) as trial:
        yield trial


@pytest.fixture(scope="session")
def admin(trial):
    return trial.site.first_admin()


@pytest.fixture(scope="session")
def office(trial, admin):
    with Office(trial.url) as office:
        office.know(admin["login"], admin["password"])
        for person in data("town")["people"]:
            office.know(person["login"], person["password"])
        yield office
