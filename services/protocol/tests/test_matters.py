"""What of the protocol is still open, what of it belongs to a day, and how much is asked of the database for it."""

import pytest
from sqlalchemy import event

from makam_kernel.errors import Forbidden
from makam_kernel.testing import at, on_record


@pytest.fixture
def something_of_each(nermin, a_planned_ceremony, an_invitation, a_courtesy):
    """A ceremony with its work, an invitation without an answer, a courtesy that is not delivered."""
    return a_planned_ceremony(), an_invitation(), a_courtesy()


@pytest.fixture
def count(process):
    """Counts the SELECTs of a call: ``count(lambda: …)``."""

    def run(call):
        asked = []

        def note(_connection, _cursor, statement, *_more):
            if statement.startswith("SELECT"):
                asked.append(statement)

        event.listen(process.database.engine, "before_cursor_execute", note)
        call()
        event.remove(process.database.engine, "before_cursor_execute", note)
        return len([one for one in asked if "audit" not in one and "outbox" not in one])

    return run


def test_what_is_due_first_stands_first(process, nermin, something_of_each):
    page = nermin.list_open_matters(limit=3)
    assert [one["noun"] for one in page["items"]] == ["invitation", "courtesy", "ceremony_task"]
    assert page["items"][0]["title"] == "Esnaf Odası Genel Kurulu"
    assert page["items"][1]["title"] == "Çiçek: Halk Eğitim Merkezi sergisi"
    assert page["items"][2]["title"].startswith("Akçınar Kültür Merkezi Temel Atma: Başkanlık Olurunun")
    assert page["counts"] == {"open": 20, "late": 0}
    rest = nermin.list_open_matters(limit=100, cursor=page["next_cursor"])
    assert len(rest["items"]) == 17 and rest["next_cursor"] is None


def test_what_is_late_is_known_without_a_job(process, nermin, something_of_each):
    at(process, "2026-12-30 08:00")
    late = nermin.list_open_matters(late=True)
    assert [one["noun"] for one in late["items"]] == ["invitation", "courtesy", "ceremony_task", "ceremony_task"]
    assert late["counts"] == {"open": 20, "late": 4}


def test_a_unit_sees_its_own_work_alone(process, hakan, something_of_each, unit_id):
    page = hakan.list_open_matters()
    assert {(one["noun"], one["unit_id"]) for one in page["items"]} == {("ceremony_task", unit_id("FEN"))}
    assert page["counts"] == {"open": 3, "late": 0}


def test_what_is_settled_is_no_longer_open(nermin, something_of_each, do):
    ceremony, invitation, courtesy = something_of_each
    do(nermin, "cancel_ceremony", ceremony, reason="İhale yenilenecek")
    do(nermin, "decline_invitation", invitation)
    do(nermin, "cancel_courtesy", courtesy, reason="Sergi kaldırıldı")
    assert nermin.list_open_matters()["counts"] == {"open": 0, "late": 0}


@pytest.mark.parametrize("role", ["front_desk", "driver", "auditor", "operator"])
def test_for_others_there_is_nothing(person, process, something_of_each, role):
    for method, facts in (("list_open_matters", {}), ("get_day", {"day": "2026-12-05"})):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            person(process, role).call(method, facts)


def test_the_day_has_what_begins_and_what_is_delivered_on_it(process, elif_, nermin, something_of_each, do):
    day = elif_.get_day(day="2026-12-05")
    assert [one["occasion"] for one in day["invitations"]] == ["Esnaf Odası Genel Kurulu"]
    assert (day["ceremonies"], day["courtesies"]) == ([], [])
    assert [one["kind"] for one in elif_.get_day(day="2026-12-10")["courtesies"]] == ["flowers"]
    assert [one["status"] for one in elif_.get_day(day="2027-01-20")["ceremonies"]] == ["planned"]
    do(nermin, "decline_invitation", something_of_each[1])
    assert elif_.get_day(day="2026-12-05")["invitations"] == []
    assert (elif_.actor.id, "saw get_day") in on_record(process, f"invitation/{something_of_each[1]['id']}")


def test_a_list_asks_no_more_for_many_than_for_few(count, nermin, something_of_each, a_planned_ceremony, a_courtesy):
    lists = {
        "list_ceremonies": 1,
        "list_ceremony_tasks": 1,
        "list_ceremony_templates": 1,
        "list_contacts": 1,
        "list_courtesies": 1,
        "list_invitations": 1,
        "list_open_matters": 5,  # one for each noun, and the counts
    }
    a_planned_ceremony(title="İkinci")
    a_courtesy(words="İkinci")
    assert {method: count(lambda name=method: nermin.call(name, {})) for method in lists} == lists
    assert count(lambda: nermin.get_day(day="2026-12-05")) == 3
