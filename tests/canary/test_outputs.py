"""Nobody is told what is not theirs: in no list, count, page, error or header, and not by what is missing there."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from crawling import Crawl
from viewers import NOBODY, ONE_OF_EACH, SEES, UNMASKS, VIEWERS, hidden_from

ROUNDS = 40
AT_A_TIME = 2
"""How many look at the same time; a site answers each in one process after another."""

UNMASKED = {"requests": "request", "places": "place", "contacts": "contact"}
UNMASKED |= {"appointments": "appointment", "phone-calls": "call"}
FEEDS = {"director": {"entry", "private entry of the mayor"}, "deputy": {"entry"}}


@pytest.fixture
def viewers(is_sqlite):
    """Everybody; on the other database, which answers the same questions with another SQL, one of each kind."""
    return VIEWERS if is_sqlite else ONE_OF_EACH


@pytest.mark.check("S20")
@pytest.mark.check("S18", part="masked values")
@pytest.mark.timeout(900)
def test_whoever_looks_at_everything_sees_what_is_theirs_and_nothing_else(town, search, ways, viewers):

    def look(viewer):
        seen = {}
        for answer in Crawl(town.clients[viewer], town.trial.url, ways).looks():
            for bird in answer.tells(search):
                seen.setdefault(bird.about, f"{bird.place} in {answer.asked}")
        return viewer, seen

    for viewer, seen in _by_all(look, viewers):
        theirs = {about for about, those in SEES.items() if viewer in those}
        assert {about: where for about, where in seen.items() if about not in theirs} == {}, viewer
        assert theirs - seen.keys() == set(), f"the way of {viewer} led past it"


@pytest.mark.check("S20", part="feeds")
@pytest.mark.parametrize(("login", "theirs"), FEEDS.items())
def test_a_feed_shows_what_its_owner_may_see_and_its_address_stands_nowhere_else(town, search, login, theirs):
    """Whoever has the address reads it, signed in or not."""
    answer = town.clients[NOBODY].get(town.trial.url + town.feed_of[login])
    assert answer.status_code == 200
    assert {bird.about for bird in search(answer.content)} == theirs
    assert answer.content.count(b"BEGIN:VEVENT") == 2
    assert not search(town.clients[login].get("/feeds").content)


@pytest.mark.check("S20", part="streams")
def test_a_stream_names_nothing_that_its_viewer_could_not_read(town, search):
    """Of all that happened since before there was a restricted request, to those who may see the follow-up board."""
    told = {viewer: _streamed(town, client) for viewer, client in town.clients.items()}
    assert {viewer for viewer, body in told.items() if town.hidden["id"].encode() in body} == SEES["restricted request"]
    assert set().union(*map(search, told.values())) == set()


@pytest.mark.check("S57", part="who unmasks, on both databases")
def test_whoever_unmasks_sees_what_they_may_and_of_their_things_alone(town, search, viewers):
    for viewer in viewers:
        answers = [
            town.clients[viewer].post(f"/{things}/{id}/unmasking", json={"reason": "call_back"})
            for things, noun in UNMASKED.items()
            for id in town.ids()[noun]
        ]
        seen = {bird.about for answer in answers for bird in search(answer.content)}
        hidden = {bird.about for bird in hidden_from(viewer, town.flock.birds, unmasking=True)}
        assert seen & hidden == set(), viewer
        assert seen >= {about for about, those in UNMASKS.items() if viewer in those}, viewer


@pytest.mark.check("S18", part="why somebody is absent")
def test_others_see_that_somebody_is_absent_and_not_of_what_kind(town):
    kinds = {viewer: _kinds(client) for viewer, client in town.clients.items()}
    assert {viewer for viewer, seen in kinds.items() if "sick_leave" in seen} == SEES["sick leave"]
    assert {viewer for viewer, seen in kinds.items() if seen == {"absent"}} >= {"deputy", "secretary", "fen.director"}


@pytest.mark.check("S20", part="refused changes")
@pytest.mark.check("S17", part="refused changes")
@pytest.mark.timeout(900)
def test_a_change_that_is_refused_tells_nothing(town, search, ways, viewers):
    before = town.versions()

    def try_all(viewer):
        hidden = set(hidden_from(viewer, town.flock.birds))
        for answer in Crawl(town.clients[viewer], town.trial.url, ways).refusals(before):
            told = answer.tells(search) & hidden
            assert not told, f"{viewer} {answer.asked}: {sorted(map(str, told))}"
            assert answer.status in (401, 403, 404, 409, 410, 412, 422), f"{answer.asked}: {answer.body.decode()}"

    _by_all(try_all, viewers)
    assert town.versions() == before


@pytest.mark.check("S25")
@pytest.mark.check("S23", part="counts")
def test_a_hidden_thing_changes_nothing_for_those_for_whom_it_does_not_exist(town):
    """Lists, filters, pages, totals, tags: byte for byte what they were before there was a restricted request."""
    for viewer, before in town.before.items():
        after = town.after[viewer]
        changed = {asked for asked in before | after if before.get(asked) != after.get(asked)}
        assert bool(changed) == (viewer == "director"), (viewer, changed)


@pytest.mark.check("S25", part="register numbers")
def test_the_register_number_alone_tells_that_there_was_something(town):
    """It is gapless by law: who sees two of three numbers knows of the third. SECURITY.md says so."""
    numbers = [line["number"] for line in town.get("front-desk", "/requests", limit=100)["items"]]
    hidden = town.get("director", f"/requests/{town.hidden['id']}")["number"]
    assert hidden not in numbers
    assert town.get("front-desk", "/requests", number=hidden)["items"] == []


@pytest.mark.check("S23", part="time")
@pytest.mark.check("S17", part="time")
@pytest.mark.parametrize("path", ["/requests?number={number}", "/requests/{id}", "/requests?origin={id}"])
def test_a_question_about_what_is_hidden_takes_no_longer(town, path):
    there = path.format(**town.hidden)
    not_there = path.format(number="TLP-2026-999999", id="01a20118-500a-7286-87f4-e7514192ce55")
    times = {there: [], not_there: []}
    for _ in range(ROUNDS):
        for asked, taken in times.items():  # by turns: whatever else the machine does, it does to both
            began = time.perf_counter()
            town.clients["front-desk"].get(asked)
            taken.append(time.perf_counter() - began)
    fast, slow = sorted(statistics.median(taken) for taken in times.values())
    assert slow < fast * 1.25 + 0.002


def _by_all(what, viewers):
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return list(pool.map(what, viewers))


def _streamed(town, client):
    return client.get("/follow-up/stream", headers={"Last-Event-ID": f"{town.hidden_since_ms}"}).content


def _kinds(client):
    answer = client.get("/absences")
    return {absence["kind"] for absence in answer.json().get("items", ())}
