"""What lies on disks and in processes after all the other tests of this folder, while the site runs: no word of
anybody, in whatever form. The folder of outgoing messages is not searched: it is the delivery itself."""

import json
from importlib import import_module

import pytest
from canaries import Canary, Flock, Search
from remains import of_postgres, of_processes, of_site, of_sqlite

from makam_tools.site import MODULES

SICK = Canary("sick_leave", "absences.kind", "sick leave")
"""A sealed value that is a code, and so stands in the site's documents, too; in no file."""

EMPTY = {
    "documents": {"messages.recipient", "messages.body"},
    "visitors": {"messages.recipient"},
    "gateway": {"messages.recipient", "messages.body", "idempotency_keys.answer"},
}
"""Fields of the kernel's tables that a process never puts a citizen's word into: it writes to nobody, or to offices."""


def found(search, parts):
    """Where something is: ``{(canary, place)}``."""
    return {(str(bird), name) for name, data in parts for bird in search(data)}


@pytest.fixture
def sealed(town):
    """Finds what no database may hold in clear."""
    return Search([*town.flock.sealed, SICK])


@pytest.mark.check("S61", part="sealed fields")
@pytest.mark.parametrize("service", MODULES)
def test_every_field_that_is_registered_as_personal_holds_a_canary(town, sealed, service):
    """A new field fails here until the town has a word in it, and then every other test looks for that word."""
    register = import_module(f"{MODULES[service]}.personal").REGISTER
    opened = {place: town.stores[service].opened(place) for place in register.sealed}
    without = {place for place, data in opened.items() if not sealed(data)}
    assert without == EMPTY.get(service, set())


@pytest.mark.check("S55")
@pytest.mark.check("S31", part="logs of all processes")
def test_no_file_of_the_site_holds_anybodys_word(town, sealed):
    assert found(sealed, of_site(town.trial.site)) == set()


@pytest.mark.check("S55", part="backups and dumps")
def test_no_copy_of_a_database_holds_anybodys_word(town, sealed, is_sqlite, tmp_path):
    stores = town.stores
    if is_sqlite:
        copies = (of_sqlite(store, tmp_path / name) for name, store in stores.items())
        parts = (part for copy in copies for part in copy)
    else:
        parts = of_postgres(list(stores.values()))
    assert found(sealed, parts) == set()


@pytest.mark.check("S70", part="process list")
def test_no_process_was_started_with_anybodys_word(town, sealed):
    assert found(sealed, of_processes(town.trial)) == set()


@pytest.mark.check("S55", part="the search itself")
def test_the_search_would_find_a_word_that_lies_there(town, is_sqlite, tmp_path):
    """The same search over the same places, with a word put into a table and into a log."""
    flock = Flock()
    in_table, in_log = flock.word("planted", "table"), flock.words("planted", "log").split()[1]
    store = town.stores["requests"]
    store.run(f"CREATE TABLE planted AS SELECT '{in_table}' AS word")
    log = town.trial.site.logs / "planted.log"
    log.write_text(json.dumps({"event": in_log}))
    try:
        copies = of_sqlite(store, tmp_path / "copy") if is_sqlite else of_postgres([store])
        names = {name for bird, name in found(Search(flock.birds), copies) if bird == "table of planted"}
        assert len(names) >= 2  # the rows, and the bytes of the files
        parts = found(Search(flock.birds), of_site(town.trial.site))
        assert {name for bird, name in parts if bird == "log of planted"} == {str(log)}
        assert any(bird == "table of planted" for bird, _ in parts) == is_sqlite
    finally:
        log.unlink()
        store.run("DROP TABLE planted")


@pytest.mark.check("S27", part="messages")
def test_a_message_holds_no_more_than_its_recipient_may_know(town, search):
    """Words of the request that it is about, its citizen's name and own address; never an identity number, never a word
    of another's matter, and of restricted matters only to those who may see them."""
    for file in town.trial.site.messages.glob("*.json"):
        message = json.loads(file.read_text())
        kinds = {bird.about for bird in search(file.read_bytes())}
        text = {bird.about.partition("'s ")[2] for bird in search(message["text"].encode())}
        assert not {"contact", "reach", "identity number"} & text, message["template"]
        matters = {_matter(kind.partition("'s ")[0]) for kind in kinds if kind != "place's contact"}
        assert len(matters) <= 1, (message["template"], matters)
        if message["channel"] == "office" and "restricted request" in kinds:
            assert message["to"] in ("role/director", "role/mayor", f"unit/{town.units['SOSYAL']}"), message["template"]


def _matter(about):
    """What somebody is a part of."""
    parts = {"place": "wish", "sender": "invitation", "petitioner": "appointment", "caller": "call"}
    return parts.get(about, about)
