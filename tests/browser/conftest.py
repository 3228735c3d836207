"""A demonstration town on a working morning, and a browser with which its people work."""

import os
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from makam_tools import chromium, web
from makam_tools.demonstration.days import next_morning
from makam_tools.demonstration.loading import load
from makam_tools.demonstration.office import Office
from makam_tools.trial import Trial

sys.path.insert(0, str(Path(__file__).parent))

from people import People


@pytest.fixture(scope="session")
def trial(tmp_path_factory):
    """A site with the demonstration town, its clock at the next working morning: no test depends on the day it runs."""
    with Trial(tmp_path_factory.mktemp("site")) as trial:
        admin = trial.site.first_admin()
        trial.sign_ins = {one["login"]: one["password"] for one in load(trial.url, admin, lambda line: None)}
        trial.sign_ins[admin["login"]] = admin["password"]
        with Office(trial.url) as office:
            office.know(admin["login"], admin["password"])
            office.put(admin["login"], "/clock", {"at": next_morning().isoformat()})
        yield trial


@pytest.fixture(scope="session")
def browser():
    program, environment = chromium.program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=chromium.FLAGS, env=os.environ | environment)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A build of the client's sources in another folder."""
    folder = tmp_path_factory.mktemp("client")
    web.build_elsewhere(folder)
    return folder


@pytest.fixture(scope="session")
def axe(built):
    """axe-core, as a script to run in a page."""
    return (built / "web/node_modules/axe-core/axe.min.js").read_text()


@pytest.fixture(scope="session")
def sessions():
    """The sign-ins of this run: each person signs in once."""
    return {}


@pytest.fixture
def people(browser, trial, sessions):
    """Whoever works at a browser in this test."""
    people = People(browser, trial, sessions)
    yield people
    people.leave()
