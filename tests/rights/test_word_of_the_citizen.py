"""Only the citizen, and whoever takes the citizen's word, has the codes by which it is given."""

import re

import pytest
from little_town import must

pytestmark = pytest.mark.timeout(900)  # whichever of them comes first waits for the whole walk

TAKE_THE_WORD = {"director", "secretary", "front_desk"}
"""Who may write down what the citizen said, and so may read what was written to them, whole."""


@pytest.fixture(scope="module")
def codes(town):
    """The code for following one request, and the one for saying that another is solved."""
    notices = must(town.clients["director"].get(f"/requests/{town.things['request_id']['own']}/notices"))["items"]
    [asked] = [notice["body"] for notice in notices if notice["template"] == "solved"]
    return town.slip["code"], re.search(r"\b\d+-[0-9A-Z]{8}\b", asked)[0]


@pytest.mark.check("S18", part="codes that speak for a citizen")
@pytest.mark.usefixtures("walked")
def test_nobody_else_reads_the_codes_in_any_answer(town, codes):
    """S18: a unit that read them in a notice would confirm its own work in the citizen's name."""
    readers = {
        role
        for role, answer in town.heard
        if not answer.request.url.path.startswith("/api/v1/citizen/")
        if any(code in answer.text for code in codes)
    }
    assert readers == TAKE_THE_WORD
