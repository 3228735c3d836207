"""The mayor's promise: given, owned, kept by the citizen's yes; or broken, released, opened again."""

import pytest
from sqlalchemy import select

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.ids import new_id
from makam_kernel.inbox import open_counts
from makam_kernel.messages import Message, about
from makam_kernel.testing import at, do_what_is_due, hear, on_record, told


@pytest.fixture
def database_uri(sqlite_uri):
    """A file is enough: what SQL decides of these is tested in ``test_queries``."""
    return sqlite_uri


@pytest.fixture
def a_promise(ipek, a_wish):
    """Makes a promise for a wish: ``a_promise(end="answered", unit_id=…)``."""

    def make(*, unit_id=None, **wish):
        facts = {"words": "Yılbaşına kadar yapılacak.", "due_on": "2026-12-31", "unit_id": unit_id}
        made = a_wish(**wish)
        return ipek.give_promise(wish_id=made["id"], **facts), made

    return make


def types(process):
    """What was told of promises."""
    return [row.type.split(".")[1] for row in told(process) if row.type.startswith("promise.")]


class TestByHand:
    def test_is_owned_at_once_by_a_unit_that_is_named(self, process, a_promise, unit_id):
        promise, _wish = a_promise(unit_id=unit_id("PARK"))
        assert (promise["status"], promise["unit_id"]) == ("owned", unit_id("PARK"))
        assert types(process) == ["given", "owned"]

    def test_is_given_to_another_unit_which_is_told(self, process, ipek, a_promise, unit_id):
        promise, _wish = a_promise(unit_id=unit_id("PARK"))
        ipek.own_promise(promise_id=promise["id"], version=promise["version"], unit_id=unit_id("FEN"))
        with process.database.reading() as session:
            notices = about(session, f"promise/{promise['id']}")
        assert [notice.recipient for notice in notices] == [f"unit/{unit_id(code)}" for code in ("PARK", "FEN")]

    def test_is_kept_by_the_directors_word_where_there_is_no_request(self, nermin, a_promise, unit_id):
        promise, _wish = a_promise(end="answered", unit_id=unit_id("PARK"))
        kept = nermin.keep_promise(promise_id=promise["id"], version=promise["version"])
        assert kept["status"] == "kept"

    def test_that_follows_a_request_is_kept_by_the_citizen_alone(self, nermin, a_promise, unit_id):
        promise, _wish = a_promise(unit_id=unit_id("PARK"))
        with pytest.raises(Conflict, match="promise.follows_request"):
            nermin.keep_promise(promise_id=promise["id"], version=promise["version"])

    def test_is_broken_with_a_reason_and_stays_in_sight(self, nermin, a_promise):
        promise, _wish = a_promise()
        broken = nermin.break_promise(promise_id=promise["id"], version=promise["version"], reason="Ödenek yok.")
        assert (broken["status"], broken["reason"]) == ("broken", "Ödenek yok.")
        assert len(nermin.list_promises(open=True)["items"]) == 1

    def test_is_released_and_no_longer_shown(self, nermin, a_promise):
        promise, _wish = a_promise()
        nermin.release_promise(promise_id=promise["id"], version=promise["version"], reason="Taşındı.")
        assert nermin.list_promises(open=True)["items"] == []
        assert len(nermin.list_promises(open=False)["items"]) == 1

    def test_is_not_due_in_the_past(self, ipek, a_wish):
        with pytest.raises(Invalid, match="promise.due_in_past"):
            ipek.give_promise(wish_id=a_wish()["id"], words="Dün bitecek.", due_on="2026-12-01")


class TestFollowingTheRequest:
    def test_a_routed_request_gives_it_its_owner_who_moves_with_the_request(
        self, process, ipek, a_promise, a_request_event, unit_id
    ):
        promise, wish = a_promise()
        hear(process, a_request_event(wish, "registered", 1, unit=None), a_request_event(wish, "routed", 2))
        assert ipek.get_promise(promise_id=promise["id"])["unit_id"] == unit_id("FEN")
        hear(process, a_request_event(wish, "routed", 3, unit="PARK"))
        assert ipek.get_promise(promise_id=promise["id"])["unit_id"] == unit_id("PARK")

    def test_an_owner_set_by_hand_stays(self, process, ipek, a_promise, a_request_event, unit_id):
        promise, wish = a_promise(unit_id=unit_id("SOSYAL"))
        hear(process, a_request_event(wish, "routed", 2))
        assert ipek.get_promise(promise_id=promise["id"])["unit_id"] == unit_id("SOSYAL")

    def test_a_solved_request_shows_that_the_citizens_word_is_awaited(self, process, ipek, a_promise, a_request_event):
        promise, wish = a_promise()
        hear(process, a_request_event(wish, "solved", 5))
        shown = ipek.get_promise(promise_id=promise["id"])
        assert (shown["status"], shown["awaiting_citizen"]) == ("owned", True)
        assert shown["wish"]["request_number"] == "TLP-2026-000042"

    def test_a_confirmed_request_keeps_it(self, process, ipek, a_promise, a_request_event):
        promise, wish = a_promise()
        hear(process, a_request_event(wish, "solved", 5), a_request_event(wish, "confirmed", 6))
        kept = ipek.get_promise(promise_id=promise["id"])
        assert (kept["status"], kept["awaiting_citizen"]) == ("kept", False)
        assert types(process) == ["given", "owned", "awaited", "kept"]

    @pytest.mark.parametrize("no", ["objected", "unconfirmed"])
    def test_a_request_without_the_citizens_yes_opens_it_again(self, process, ipek, a_promise, a_request_event, no):
        promise, wish = a_promise()
        hear(process, a_request_event(wish, "solved", 5), a_request_event(wish, no, 6))
        hear(process, a_request_event(wish, "reopened", 7))
        opened = ipek.get_promise(promise_id=promise["id"])
        assert (opened["status"], opened["awaiting_citizen"], opened["reopen_count"]) == ("owned", False, 1)
        assert types(process)[-2:] == ["awaited", "reopened"]

    def test_a_broken_one_may_still_be_kept_late(self, process, nermin, a_promise, a_request_event):
        promise, wish = a_promise()
        nermin.break_promise(promise_id=promise["id"], version=promise["version"], reason="Gecikti.")
        hear(process, a_request_event(wish, "confirmed", 6))
        assert nermin.get_promise(promise_id=promise["id"])["status"] == "kept"

    def test_a_released_one_is_left_alone(self, process, nermin, a_promise, a_request_event):
        promise, wish = a_promise()
        nermin.release_promise(promise_id=promise["id"], version=promise["version"], reason="Taşındı.")
        hear(process, a_request_event(wish, "confirmed", 6))
        assert nermin.get_promise(promise_id=promise["id"])["status"] == "released"

    def test_one_given_after_the_request_was_routed_has_its_unit(self, process, ipek, a_wish, a_request_event, unit_id):
        wish = a_wish()
        hear(process, a_request_event(wish, "routed", 2))
        promise = ipek.give_promise(wish_id=wish["id"], words="Yapılacak.", due_on="2026-12-31")
        assert promise["unit_id"] == unit_id("FEN")


class TestCarriedOutByAUnit:
    """Where no request is behind it, documents has the unit carry it out by an instruction."""

    @pytest.fixture
    def accepted(self, an_event):
        """Makes what documents tells when the office accepts what was done: ``accepted(promise)``."""

        def make(promise, *, noun="promise", sequence=9):
            source = promise and f"{noun}/{promise['id']}"
            data = {"status": "accepted", "source": source, "unit_id": str(new_id()), "order_id": str(new_id())}
            subject = f"instruction/{new_id()}"
            return an_event("instruction.accepted.v1", "documents", subject, data, sequence=sequence)

        return make

    def test_it_is_kept_when_the_office_accepts_what_was_done(self, process, nermin, a_promise, accepted, unit_id):
        promise, _wish = a_promise(end="answered", unit_id=unit_id("PARK"))
        event = accepted(promise)
        hear(process, event, event)
        hear(process, event)
        assert nermin.get_promise(promise_id=promise["id"])["status"] == "kept"
        assert types(process) == ["given", "owned", "kept"]

    def test_a_broken_one_is_kept_late(self, process, nermin, a_promise, accepted, unit_id):
        promise, _wish = a_promise(end="answered", unit_id=unit_id("PARK"))
        nermin.break_promise(promise_id=promise["id"], version=promise["version"], reason="Gecikti.")
        hear(process, accepted(promise))
        assert nermin.get_promise(promise_id=promise["id"])["status"] == "kept"

    def test_what_was_settled_meanwhile_stays_so(self, process, nermin, a_promise, accepted, unit_id):
        promise, _wish = a_promise(end="answered", unit_id=unit_id("PARK"))
        nermin.release_promise(promise_id=promise["id"], version=promise["version"], reason="Taşındı.")
        hear(process, accepted(promise))
        assert nermin.get_promise(promise_id=promise["id"])["status"] == "released"

    def test_the_citizens_yes_is_not_replaced_by_it(self, process, nermin, a_promise, accepted, unit_id):
        promise, _wish = a_promise(unit_id=unit_id("PARK"))
        hear(process, accepted(promise))
        assert nermin.get_promise(promise_id=promise["id"])["status"] == "owned"

    def test_what_was_done_for_another_reason_is_no_concern(self, process, a_promise, accepted, unit_id):
        promise, _wish = a_promise(end="answered", unit_id=unit_id("PARK"))
        hear(process, accepted(None), accepted(promise, noun="paper"), accepted({"id": new_id()}))
        assert types(process) == ["given", "owned"]
        with process.database.reading() as session:
            assert open_counts(session) == {"waiting": 0, "parked": 0}

    def test_documents_gets_the_words_and_is_on_record(self, process, a_promise, as_service, unit_id):
        promise, _wish = a_promise(end="answered", unit_id=unit_id("PARK"))
        answer = as_service("documents", "get_promise_words", promise_id=promise["id"])
        assert answer["ok"] == {"id": promise["id"], "words": "Yılbaşına kadar yapılacak.", "restricted": False}
        seen = on_record(process, f"promise/{promise['id']}")[-1]
        assert seen == ("service:documents", "saw get_promise_words")

    def test_the_words_stay_here_where_a_request_is_made_of_the_wish(self, a_promise, as_service, unit_id):
        promise, _wish = a_promise(unit_id=unit_id("PARK"))
        assert as_service("documents", "get_promise_words", promise_id=promise["id"])["ok"]["words"] is None

    def test_nobody_else_gets_them(self, nermin, a_promise, as_service, unit_id):
        promise, _wish = a_promise(end="answered", unit_id=unit_id("PARK"))
        answer = as_service("requests", "get_promise_words", promise_id=promise["id"])
        assert answer["error"]["code"] == "action.not_allowed"
        with pytest.raises(Forbidden, match="action.not_allowed"):
            nermin.get_promise_words(promise_id=promise["id"])


def test_it_is_late_from_the_day_after_and_the_director_is_told_once(process, ipek, a_promise, unit_id):
    promise, _wish = a_promise(unit_id=unit_id("FEN"))
    at(process, "2026-12-31 23:00")
    assert ipek.list_promises(late=True)["items"] == []
    at(process, "2027-01-01 09:30")
    do_what_is_due(process)
    do_what_is_due(process)
    assert [one["id"] for one in ipek.list_promises(late=True)["items"]] == [promise["id"]]
    with process.database.reading() as session:
        notices = session.scalars(select(Message).where(Message.template == "promise_late")).all()
    assert {notice.recipient for notice in notices} == {"role/director", f"unit/{unit_id('FEN')}"}
    assert len(notices) == 2


def test_a_unit_sees_its_own_promises_only(process, person, a_promise, unit_id):
    promise, _wish = a_promise(unit_id=unit_id("PARK"))
    park = person(process, "unit_staff", units=[unit_id("PARK")])
    fen = person(process, "unit_staff", units=[unit_id("FEN")])
    assert [one["id"] for one in park.list_promises()["items"]] == [promise["id"]]
    with pytest.raises(NotFound, match="promise.not_found"):
        fen.get_promise(promise_id=promise["id"])
