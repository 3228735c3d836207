"""Ceremonies and invitations of protocol stand in the calendars, and follow what becomes of them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from agenda_service.subscriptions import OCCASION_EVENTS
from makam_kernel.errors import Conflict, Forbidden, Unavailable
from makam_kernel.events import Told
from makam_kernel.ids import new_id
from makam_kernel.inbox import open_counts
from makam_kernel.testing import at, do_what_is_due, hear, told

WORDS = {
    "summary": "Kültür Merkezi Temel Atma",
    "place": "Kültür Merkezi",
    "travel_minutes": 15,
    "preparation_minutes": 0,
}
CEREMONY = f"ceremony/{new_id()}"
INVITATION = f"invitation/{new_id()}"


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested elsewhere."""
    return sqlite_uri


class Protocol:
    """Stands for the owner of ceremonies and invitations, and counts how often it is asked."""

    def __init__(self):
        self.words, self.asked, self.away = WORDS, [], False
        self.protocol = SimpleNamespace(get_occasion_words=self.get_occasion_words)

    def because_of(self, _event):
        return self

    def get_occasion_words(self, subject):
        if self.away:
            raise Unavailable("service.away", service="protocol")
        self.asked.append(subject)
        return self.words


@pytest.fixture
def protocol(process):
    process.inbox.owners = Protocol()
    return process.inbox.owners


def tells(past, sequence, *, status, subject=CEREMONY, starts="10.00", ends="11.00", holder_id=None, day="2026-12-10"):
    """What protocol tells on 10.12.2026."""
    times = {
        "starts_at": f"{day}T{starts.replace('.', ':')}:00+03:00",
        "ends_at": f"{day}T{ends.replace('.', ':')}:00+03:00",
    }
    data = times | {"status": status, "holder_id": holder_id}
    type = f"{subject.partition('/')[0]}.{past}.v1"
    facts = {"id": str(new_id()), "source": "protocol", "type": type, "subject": subject, "sequence": sequence}
    return Told(**facts, time=datetime.now(UTC), data=data)


def entries(who, **filters):
    """The standing entries of all calendars, as the director sees them."""
    return [line for line in who("nermin").list_entries(**filters)["items"] if line["status"] != "cancelled"]


def test_a_planned_ceremony_stands_in_the_mayors_calendar(process, who, calendar, protocol):
    hear(process, tells("drafted", 1, status="draft"), tells("planned", 2, status="planned"))
    (entry,) = entries(who)
    assert {name: entry[name] for name in WORDS} == WORDS
    assert (entry["calendar_id"], entry["source"], entry["kind"]) == (calendar["id"], CEREMONY, "ceremony")
    assert (entry["starts_at"], entry["in_conflict"]) == ("2026-12-10T07:00:00Z", False)
    assert protocol.asked == [CEREMONY]


def test_it_moves_changes_and_ends_with_it(process, who, calendar, protocol):
    hear(process, tells("planned", 2, status="planned"))
    (made,) = entries(who)
    hear(process, tells("rescheduled", 3, status="planned", starts="14.00", ends="15.00"))
    (moved,) = entries(who)
    assert (moved["id"], moved["status"], moved["starts_at"]) == (made["id"], "moved", "2026-12-10T11:00:00Z")
    protocol.words = WORDS | {"summary": "Temel Atma Töreni"}
    hear(process, tells("changed", 4, status="planned", starts="14.00", ends="15.00"))
    assert entries(who)[0]["summary"] == "Temel Atma Töreni"
    hear(process, tells("postponed", 5, status="postponed", starts="14.00", ends="15.00"))
    assert entries(who) == []
    hear(process, tells("planned", 6, status="planned", day="2026-12-17"))
    (again,) = entries(who)
    assert again["starts_at"] == "2026-12-17T07:00:00Z"


def test_facts_in_any_order_and_twice_end_alike(process, who, calendar, protocol):
    newest = tells("announced", 4, status="announced", starts="12.00", ends="13.00")
    hear(process, newest, tells("cancelled", 3, status="cancelled"), tells("planned", 2, status="planned"), newest)
    assert [entry["starts_at"] for entry in entries(who)] == ["2026-12-10T09:00:00Z"]


def test_an_occupied_hour_is_a_conflict_that_somebody_decides(process, who, calendar, protocol, an_entry, do):
    """The fact is kept, in conflict, and stands among the open matters until the other thing moves away."""
    other = an_entry("10.30", "11.30")
    hear(process, tells("planned", 2, status="planned"))
    (matter,) = who("ipek").list_open_matters()["items"]
    assert (matter["noun"], matter["status"], matter["title"]) == ("entry", "in_conflict", WORDS["summary"])
    assert matter["person_id"] == calendar["holder_id"]
    assert [row.type for row in told(process)][-2:] == ["entry.confirmed.v1", "entry.conflicted.v1"]
    do(who("ipek"), "move_entry", other, starts_at="2026-12-10T13:00:00Z", ends_at="2026-12-10T14:00:00Z")
    assert who("ipek").list_open_matters()["counts"] == {"open": 0, "late": 0}
    assert [row.type for row in told(process)][-1] == "entry.settled.v1"


def test_the_director_lets_it_stand_with_a_reason(process, who, calendar, protocol, an_entry, do):
    an_entry("10.30", "11.30")
    hear(process, tells("planned", 2, status="planned"))
    (entry,) = entries(who, in_conflict=True)
    with pytest.raises(Forbidden, match="action.not_allowed"):
        do(who("ipek"), "settle_entry", entry, reason="Vekil katılacak")
    settled = do(who("nermin"), "settle_entry", entry, reason="Vekil katılacak")
    assert (settled["in_conflict"], settled["history"][-1]["reason"]) == (False, "Vekil katılacak")
    with pytest.raises(Conflict, match="entry.not_in_conflict"):
        do(who("nermin"), "settle_entry", settled, reason="Yine")


def test_it_is_moved_where_it_was_made(process, who, calendar, protocol, do, ids):
    hear(process, tells("planned", 2, status="planned"))
    (entry,) = entries(who)
    with pytest.raises(Conflict, match="entry.has_source"):
        do(who("nermin"), "cancel_entry", entry)
    facts = {name: entry[name] for name in ("kind", *WORDS)}
    people = [{"person_id": ids["recep"], "part": "driver"}]
    assert do(who("nermin"), "change_entry", entry, **facts, people=people)["people"] == people


def test_an_invitation_goes_from_the_mayor_to_a_deputy(process, who, calendar, a_calendar, protocol, ids):
    deputys, facts = a_calendar("halil"), {"subject": INVITATION}
    hear(process, tells("received", 1, status="received", **facts), tells("accepted", 2, status="attends", **facts))
    assert [entry["calendar_id"] for entry in entries(who)] == [calendar["id"]]
    hear(process, tells("deputised", 3, status="deputised", holder_id=ids["halil"], **facts))
    assert [entry["calendar_id"] for entry in entries(who)] == [deputys["id"]]
    hear(process, tells("declined", 4, status="declined", holder_id=None, **facts))
    assert entries(who) == []


def test_an_erased_invitation_is_erased_here(process, who, calendar, protocol):
    hear(process, tells("accepted", 2, status="attends", subject=INVITATION))
    hear(process, tells("erased", 3, status="attends", subject=INVITATION))
    (entry,) = entries(who)
    assert (entry["summary"], entry["place"]) == ("(silindi)", None)


def test_what_was_held_is_held_here(process, who, calendar, protocol):
    hear(process, tells("planned", 2, status="planned"))
    at(process, "2026-12-10 12:00")
    hear(process, tells("held", 3, status="held"))
    assert entries(who)[0]["status"] == "held"


def test_it_waits_for_its_words(process, who, calendar, protocol):
    protocol.away = True
    hear(process, tells("planned", 2, status="planned"))
    assert entries(who) == []
    protocol.away = False
    at(process, "2026-12-01 09:30")
    do_what_is_due(process)
    assert len(entries(who)) == 1


def test_who_has_no_calendar_needs_no_entry(process, who, protocol):
    hear(process, tells("planned", 2, status="planned"))
    assert entries(who) == []
    with process.database.reading() as session:
        assert open_counts(session) == {"waiting": 0, "parked": 0}


def test_everything_that_protocol_tells_of_them_is_heard():
    contract = Path(__file__).parents[2] / "protocol" / "contract" / "events.json"
    tells = json.loads(contract.read_text(encoding="utf-8"))["tells"]
    assert sorted(OCCASION_EVENTS) == sorted(type for type in tells if type.startswith(("ceremony.", "invitation.")))
