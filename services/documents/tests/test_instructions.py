"""Instructions: to several units, returned, moved, withdrawn; who sees what, and what happens once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import event, select

from documents_service.instructions.giving import end_of, give
from documents_service.service import SERVICE
from makam_kernel.actor import service_actor
from makam_kernel.clock import day_of
from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.messages import Message
from makam_kernel.testing import at, do_what_is_due, told

DUE = "2026-12-11T17:00:00+03:00"
NO_UNIT = "019a2f60-7c00-7000-8000-00000000000f"
WORDS = "Kış bakım programı uygulansın."


@pytest.fixture
def an_order(who, unit_id):
    """Gives an instruction to units: ``an_order("FEN", "PARK", by="nermin", restricted=True)``."""

    def make(*units, by="ipek", **facts):
        ids = [unit_id(unit) for unit in units or ("FEN",)]
        return who(by).give_instruction(unit_ids=ids, **{"words": WORDS, "due_at": DUE} | facts)

    return make


@pytest.fixture
def an_instruction(an_order):
    """Gives an instruction to one unit."""
    return lambda *args, **facts: an_order(*args, **facts)["items"][0]


@pytest.fixture
def carry_out(who, do):
    """A unit's director confirms, does it, and the secretariat accepts."""

    def act(instruction, login):
        seen = do(who(login), "acknowledge_instruction", instruction)
        seen = do(who(login), "finish_instruction", seen, evidence="Tutanak")
        return do(who("ipek"), "accept_instruction", seen)

    return act


class TestSeveralUnits:
    @pytest.mark.feature("A4.14", part="each unit has its own state, and the order shows of how many it was accepted")
    def test_each_has_its_own_and_the_order_counts_them(self, who, an_order, carry_out):
        order = an_order("FEN", "PARK", "MALI", "BASIN")
        logins = ("hakan", "sule", "mert", "basak")
        boards = []
        for one, login in zip(order["items"], logins, strict=True):
            carry_out(one, login)
            board = who("elif").get_order(order_id=order["id"])
            boards.append(f"{board['accepted']}/{board['units']}")
        assert boards == ["1/4", "2/4", "3/4", "4/4"]
        assert {one["number"] for one in order["items"]} == {"TLM-2026-000001"}

    def test_a_withdrawn_one_is_no_longer_counted(self, who, do, an_order):
        order = an_order("FEN", "PARK")
        do(who("ipek"), "withdraw_instruction", order["items"][1], reason="Yanlış birim")
        assert who("elif").get_order(order_id=order["id"])["units"] == 1

    def test_a_unit_sees_its_own_part_and_no_other(self, who, an_order):
        order = an_order("FEN", "PARK")
        seen = who("derya").get_order(order_id=order["id"])
        assert [one["id"] for one in seen["items"]] == [order["items"][0]["id"]]
        assert seen["units"] == 1
        with pytest.raises(NotFound, match="instruction.not_found"):
            who("mert").get_order(order_id=order["id"])

    def test_a_unit_that_is_named_twice_has_one(self, an_order):
        assert an_order("FEN", "FEN")["units"] == 1

    def test_the_week_has_an_order_to_many_once(self, who, an_order):
        an_order("FEN", "PARK", "MALI")
        week = who("elif").list_weekly_orders(day="2026-12-01")["items"]
        assert [one["units"] for one in week] == [3]


class TestRules:
    def test_nothing_is_given_to_be_done_yesterday_nor_in_the_future(self, an_order):
        with pytest.raises(Invalid, match="instruction.due_in_past"):
            an_order(due_at="2026-12-01T08:00:00+03:00")
        with pytest.raises(Invalid, match="instruction.given_in_future"):
            an_order(given_at="2026-12-01T09:01:00+03:00")

    def test_a_unit_that_is_not_known_is_refused(self, who):
        with pytest.raises(Invalid, match="unit.unknown"):
            who("ipek").give_instruction(unit_ids=[NO_UNIT], words=WORDS, due_at=DUE)

    def test_an_extension_ends_later_than_what_there_is(self, who, an_instruction):
        one = an_instruction()
        facts = {"instruction_id": one["id"], "version": one["version"], "reason": "…"}
        with pytest.raises(Invalid, match="instruction.until_not_later"):
            who("hakan").ask_extension(until=DUE, **facts)

    def test_what_nobody_asked_for_is_not_extended(self, who, an_instruction):
        one = an_instruction()
        facts = {"instruction_id": one["id"], "version": one["version"], "reason": "…"}
        for act in ("approve_extension", "refuse_extension"):
            with pytest.raises(Conflict, match="instruction.no_extension_asked"):
                who("nermin").call(act, facts)

    def test_a_refused_extension_leaves_the_date(self, who, do, an_instruction):
        one = an_instruction()
        facts = {"instruction_id": one["id"], "reason": "…"}
        asked = who("hakan").ask_extension(version=one["version"], until="2026-12-18T17:00:00+03:00", **facts)
        refused = who("elif").refuse_extension(version=asked["version"], **facts)
        assert (refused["due_at"], refused["asked_until"]) == (one["due_at"], None)

    def test_what_is_done_is_returned_with_a_reason_and_done_again(self, who, do, an_instruction):
        seen = do(who("hakan"), "acknowledge_instruction", an_instruction())
        seen = do(who("hakan"), "finish_instruction", seen, evidence="Fotoğraf")
        with pytest.raises(Forbidden, match="action.not_allowed"):
            do(who("hakan"), "return_instruction", seen, reason="…")
        seen = do(who("ipek"), "return_instruction", seen, reason="İki direk eksik.")
        assert (seen["status"], seen["steps"][-1]["note"]) == ("returned", "İki direk eksik.")
        seen = do(who("hakan"), "finish_instruction", seen, evidence="Fotoğraf 2")
        assert do(who("ipek"), "accept_instruction", seen)["status"] == "accepted"

    def test_what_is_closed_stays_closed(self, who, do, an_instruction, carry_out):
        closed = carry_out(an_instruction(), "hakan")
        with pytest.raises(Conflict, match="instruction.wrong_status"):
            do(who("ipek"), "withdraw_instruction", closed, reason="…")
        with pytest.raises(Conflict, match="instruction.wrong_status"):
            facts = {"instruction_id": closed["id"], "version": closed["version"], "reason": "…"}
            who("hakan").ask_extension(until="2026-12-18T17:00:00+03:00", **facts)

    def test_who_has_not_seen_the_last_version_changes_nothing(self, who, do, an_instruction):
        one = an_instruction()
        do(who("ipek"), "deliver_instruction", one)
        with pytest.raises(Conflict, match="version.stale") as refused:
            do(who("hakan"), "acknowledge_instruction", one)
        assert refused.value.details["current"]["status"] == "delivered"

    def test_each_step_names_who_did_it_and_for_whom(self, who, do, an_instruction):
        deputy = who("derya", acts_for=["hakan"])
        seen = do(deputy, "acknowledge_instruction", an_instruction())
        assert seen["steps"][-1]["actor_name"] == "Derya AK (Hakan YÜCEL yerine)"


class TestRights:
    def test_another_unit_knows_of_nothing(self, who, do, an_instruction):
        one = an_instruction()
        with pytest.raises(NotFound, match="instruction.not_found"):
            who("sule").get_instruction(instruction_id=one["id"])
        with pytest.raises(NotFound, match="instruction.not_found"):
            do(who("sule"), "acknowledge_instruction", one)
        assert who("sule").list_instructions()["items"] == []

    def test_a_restricted_one_exists_for_mayor_director_and_the_units_director(self, who, an_order):
        order = an_order("FEN", by="nermin", restricted=True)
        for login, number in {"elif": 1, "nermin": 1, "hakan": 1, "derya": 0, "ipek": 0, "gulsen": 0}.items():
            assert len(who(login).list_instructions()["items"]) == number, login
        assert who("gulsen").list_weekly_orders(day="2026-12-01")["items"] == []
        with pytest.raises(NotFound, match="instruction.not_found"):
            who("ipek").get_order(order_id=order["id"])

    def test_who_may_not_see_restricted_ones_gives_none(self, an_order):
        with pytest.raises(Forbidden, match="instruction.not_cleared"):
            an_order(by="ipek", restricted=True)

    def test_the_auditor_reads_and_does_nothing(self, process, person, do, an_instruction):
        one, auditor = an_instruction(), person(process, "auditor")
        assert auditor.get_instruction(instruction_id=one["id"])["words"] == WORDS
        with pytest.raises(Forbidden, match="action.not_allowed"):
            do(auditor, "accept_instruction", one)


class TestOnce:
    def test_after_a_restart_late_jobs_tell_once(self, process, a_process, who, an_instruction):
        """The process was away while the unit was to confirm and the instruction fell due."""
        one = an_instruction()
        uri = process.database.uri.render_as_string(hide_password=False)
        process.stop()
        again = a_process(SERVICE, uri)
        at(again, "2026-12-14 09:00")
        do_what_is_due(again)
        do_what_is_due(again)
        escalated = [row for row in told(again) if row.type == "instruction.escalated.v1"]
        assert [row.subject for row in escalated] == [f"instruction/{one['id']}"]

    def test_an_extension_moves_what_is_told(self, process, who, an_instruction):
        one = an_instruction()
        facts = {"instruction_id": one["id"], "reason": "…"}
        asked = who("hakan").ask_extension(version=one["version"], until="2026-12-16T17:00:00+03:00", **facts)
        who("nermin").approve_extension(version=asked["version"], **facts)
        at(process, "2026-12-15 09:30")
        do_what_is_due(process)
        with process.database.reading() as session:
            due_soon = select(Message).where(Message.template == "instruction_due_soon")
            assert len(session.scalars(due_soon).all()) == 1
        assert [row.data["escalated_for"] for row in told(process) if "escalated" in row.type] == ["receipt"]

    def test_twenty_who_accept_at_once_accept_once(self, process, who, do, an_instruction):
        seen = do(who("hakan"), "acknowledge_instruction", an_instruction())
        done = do(who("hakan"), "finish_instruction", seen, evidence="Tutanak")

        def accept(_number):
            try:
                return do(who("ipek"), "accept_instruction", done)["status"]
            except Conflict as refused:
                return refused.code

        with ThreadPoolExecutor(20) as many:
            answers = list(many.map(accept, range(20)))
        assert sorted(answers) == ["accepted"] + ["version.stale"] * 19

    def test_twenty_at_once_get_twenty_numbers(self, an_order):
        with ThreadPoolExecutor(20) as many:
            numbers = list(many.map(lambda _: an_order()["number"], range(20)))
        assert sorted(numbers) == [f"TLM-2026-{number:06}" for number in range(1, 21)]


class TestPapers:
    def test_a_signed_paper_gives_an_instruction_to_each_unit_that_it_asks_something_of(
        self, who, to, unit_id, a_signed_paper
    ):
        addressees = [to("FEN"), to("PARK"), to("MALI", "information")]
        paper = a_signed_paper(circle=["elif"], addressees=addressees, urgency="dated", due_on="2026-12-18")
        given = who("ipek").list_instructions(source=f"paper/{paper['id']}")["items"]
        assert {one["unit_id"] for one in given} == {unit_id("FEN"), unit_id("PARK")}
        assert {(one["words"], one["due_at"]) for one in given} == {(paper["subject"], "2026-12-18T14:30:00Z")}

    def test_a_graded_papers_instruction_is_as_restricted_as_the_paper(self, who, to, a_signed_paper):
        a_signed_paper(by="ilknur", circle=["elif"], addressees=[to("FEN")], grade="official_use")
        for login, number in {"elif": 1, "nermin": 1, "hakan": 1, "derya": 0, "ipek": 0, "gulsen": 0}.items():
            assert len(who(login).list_instructions()["items"]) == number, login

    def test_a_paper_that_is_not_signed_gives_none(self, who, to, a_paper, go_round):
        go_round(a_paper(circle=["elif"], addressees=[to("FEN")]), left=1)
        assert who("ipek").list_instructions()["items"] == []

    def test_a_paper_without_a_day_gives_fifteen_working_days(self, process, who, unit_id):
        """Given in the transaction of whoever calls; nothing waits without an end."""

        def work(tx):
            due = end_of(tx, None)
            facts = {"kind": "instruction", "oral": False, "source": "paper/1", "restricted": True}
            facts |= {"unit_ids": [UUID(unit_id(unit)) for unit in ("FEN", "PARK")], "words": "Evrak"}
            return give(tx, due_at=due, **facts)

        given = process.work(service_actor("documents"), work)
        assert {day_of(one.due_at).isoformat() for one in given} == {"2026-12-22"}
        assert [one["source"] for one in who("hakan").list_instructions()["items"]] == ["paper/1"]
        assert who("derya").list_instructions()["items"] == []


class TestPages:
    def test_are_listed_the_first_due_first_without_gaps(self, who, an_instruction):
        for day in (18, 11, 14, 11, 16):
            an_instruction(due_at=f"2026-12-{day}T17:00:00+03:00")
        seen, cursor = [], None
        while not seen or cursor:
            page = who("ipek").list_instructions(limit=2, cursor=cursor)
            seen, cursor = seen + page["items"], page["next_cursor"]
        assert [one["due_at"][8:10] for one in seen] == ["11", "11", "14", "16", "18"]
        assert len({one["id"] for one in seen}) == 5

    def test_filters_narrow(self, process, who, do, an_instruction, unit_id):
        fen, park = an_instruction("FEN"), an_instruction("PARK")
        do(who("sule"), "acknowledge_instruction", park)
        asked = {"unit_id": unit_id("PARK")}, {"status": "given"}, {"open": False}, {"late": True}, {"late": False}
        found = [[one["id"] for one in who("ipek").list_instructions(**one)["items"]] for one in asked]
        assert found == [[park["id"]], [fen["id"]], [], [], [fen["id"], park["id"]]]
        at(process, "2026-12-12 09:00")
        assert len(who("ipek").list_instructions(late=True)["items"]) == 2

    @pytest.mark.parametrize(
        ("method", "facts", "most"),
        [("list_instructions", {}, 2), ("list_weekly_orders", {"day": "2026-12-01"}, 2)],
    )
    def test_take_few_queries_whatever_their_length(self, process, who, an_order, method, facts, most):
        for _ in range(3):
            an_order("FEN", "PARK")
        asked = []

        def note(connection, cursor, statement, *rest):
            asked.append(statement)

        event.listen(process.database.engine, "before_cursor_execute", note)
        read = process.methods[method].method.schema.read(facts)
        process.look(
            who("elif").actor, lambda reading: process.methods[method](reading, **read), action="instruction.review"
        )
        event.remove(process.database.engine, "before_cursor_execute", note)
        selects = [one for one in asked if one.startswith("SELECT")]
        assert len(selects) <= most
