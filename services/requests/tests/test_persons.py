"""A person's own rights: their file, their erasure, the term of what is kept, and who has seen it."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from makam_kernel.audit import AuditEntry, AuditSeen, verify
from makam_kernel.db import Base
from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from makam_kernel.idempotency import IdempotencyKey
from makam_kernel.ids import new_id
from makam_kernel.messages import Message
from makam_kernel.testing import do_what_is_due, told
from requests_service.citizens.models import Citizen
from requests_service.requests.models import Request
from requests_service.service import SERVICE

WHO = {"national_id": "10000000146"}
WHY = {"reason": "own_request", "approval_id": "019a2f60-7c00-7000-8000-00000000000a"}
CANARIES = {
    "name": "Zümrüt KANARYA",
    "phone": "+905559998877",
    "email": "kanarya-posta@example.org",
    "national_id": "10000000146",
    "topic": "kanarya-konu",
    "address": "kanarya-adres",
    "solution": "kanarya-cevap",
    "note": "kanarya-not",
    "closing_reason": "kanarya-gerekçe",
}


def approving(client, *proposers):
    """The same person, approving what these others proposed."""
    client.actor = replace(client.actor, second=frozenset(proposers or {"somebody"}))
    return client


def worker(process, name):
    return next(one for one in process.workers if one.name == name)


def everything(process):
    """All that the database holds, opened, and the files of the messages, as one text."""
    with process.database.reading() as session:
        rows = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    files = [file.read_text() for file in Path(process.settings.messages).glob("*")]
    return "\n".join(rows + files)


def counted(office):
    """What statistics are made of."""
    with office.process.database.reading() as session:
        columns = (Request.number, Request.status, Request.received_on, Request.statutory_due_on, Request.closed_at)
        rows = session.execute(select(*columns).order_by(Request.number)).all()
        citizens = session.scalar(select(func.count()).select_from(Citizen))
    return office.nermin.count_requests(), rows, citizens


def a_full_life(office):
    """A request with a canary in every field, closed with a reason after an objection; and one of somebody else."""
    citizen = {name: CANARIES[name] for name in ("name", "phone", "email", "national_id")}
    facts = {"topic": CANARIES["topic"], "address": CANARIES["address"], "citizen": citizen}
    made = office.sevil.call(
        "register_request",
        {"kind": "complaint", "channel": "phone", "category": "YOL.CUKUR", **facts},
        key="one-key",
    )
    routed = office.do(office.sevil, "route_request", made, unit_id=office.units["FEN"])
    solved = office.solve(routed, CANARIES["solution"])
    objected = office.do(office.sevil, "confirm_request", solved, answer="no", note=CANARIES["note"])
    reason = {"decision": "close", "reason": CANARIES["closing_reason"]}
    office.do(office.nermin, "decide_request", objected, **reason)
    office.register(office.mehmet)
    do_what_is_due(office.process)
    return made


@pytest.mark.check("S29", "erasing and handing out: services")
@pytest.mark.parametrize("method", ["export_person", "erase_person"])
class TestFourEyes:
    def test_one_person_alone_may_not(self, small_office, method):
        with pytest.raises(Forbidden, match="action.needs_second"):
            small_office.nermin.call(method, WHO | WHY)

    def test_nor_who_proposed_it(self, small_office, method):
        nermin = small_office.nermin
        with pytest.raises(Forbidden, match="action.needs_second"):
            approving(nermin, nermin.actor.id).call(method, WHO | WHY)

    def test_nor_the_deputy_of_who_proposed_it(self, small_office, method):
        deputy = approving(small_office.person("director"), "absent-1")
        deputy.actor = replace(deputy.actor, acting_for=(("absent-1", "Elif KARACA"),))
        with pytest.raises(Forbidden, match="action.needs_second"):
            deputy.call(method, WHO | WHY)

    def test_nor_anybody_without_the_right(self, small_office, method):
        for role in ("secretary", "front_desk", "mayor", "operator", "auditor", "unit_director"):
            with pytest.raises(Forbidden, match="action.not_allowed"):
                approving(small_office.person(role)).call(method, WHO | WHY)


class TestFile:
    @pytest.mark.check("S65", "requests: complete against the register")
    def test_tells_everything_that_is_kept_of_the_person_and_nothing_of_others(self, office):
        made = a_full_life(office)
        began = time.monotonic()
        file = approving(office.nermin).export_person(**WHO, **WHY)
        assert time.monotonic() - began < 5
        assert [item["subject"] for item in file["items"]] == [f"citizen/{made['request']['citizen']['id']}"]
        words = json.dumps(file, ensure_ascii=False)
        assert [canary for canary in CANARIES.values() if canary not in words] == []
        assert "Mehmet" not in words
        [request] = file["items"][0]["facts"]["requests"]
        assert [message["body"] for message in request["messages"]] == [
            notice["body"] for notice in office.notices(made)
        ]

    @pytest.mark.check("S65", "requests: complete against the register")
    def test_the_register_names_no_sealed_field_that_the_canaries_do_not_cover(self):
        of_persons = {"citizens", "requests", "request_history"}
        fields = {place.partition(".") for place in SERVICE.register.sealed}
        assert {field for table, _, field in fields if table in of_persons} == CANARIES.keys()

    def test_is_on_record_with_its_reason(self, small_office):
        made = a_full_life(small_office)
        approving(small_office.nermin).export_person(**WHO, **WHY)
        subject = f"citizen/{made['request']['citizen']['id']}"
        looks = small_office.person("auditor").list_looks(subject=subject)["items"]
        assert looks[0]["action"] == "saw export_person" and looks[0]["actor_id"] == small_office.nermin.actor.id
        with small_office.process.database.reading() as session:
            entry = session.scalar(select(AuditEntry).where(AuditEntry.action == "person.exported"))
        assert entry.record == {"reason": "own_request", "subjects": [subject]}

    def test_names_apart_who_fits_only_in_part(self, small_office):
        ayse = small_office.register({"name": "Ayşe Yılmaz", "phone": "0555 000 00 01"})
        other = small_office.register({"name": "Ayşe Yılmaz", "phone": "0555 000 00 09"})
        file = approving(small_office.nermin).export_person(phone="0555 000 00 01", name="AYŞE  YILMAZ", **WHY)
        assert [item["subject"] for item in file["items"]] == [f"citizen/{ayse['request']['citizen']['id']}"]
        assert file["possible"] == [f"citizen/{other['request']['citizen']['id']}"]

    @pytest.mark.parametrize("who", [{}, {"name": "Ayşe Yılmaz"}, {"phone": "0555 000 00 01"}])
    def test_a_name_or_a_telephone_alone_is_not_enough(self, small_office, who):
        for method in ("export_person", "erase_person"):
            with pytest.raises(Invalid) as refused:
                approving(small_office.nermin).call(method, who | WHY)
            assert refused.value.details["fields"] == [{"pointer": "/national_id", "reason": "person_unclear"}]


class TestErasure:
    @pytest.mark.check("S63", "requests: database, outbox, messages and their files, kept answers")
    @pytest.mark.check("S59", "requests")
    def test_leaves_no_word_of_the_person_and_every_count(self, office):
        made = a_full_life(office)
        before, laid = counted(office), len(list(Path(office.process.settings.messages).glob("*")))
        assert all(canary in everything(office.process) for canary in CANARIES.values())
        answer = approving(office.nermin).erase_person(**WHO, **WHY)
        assert set(answer["erased"]) == {f"request/{made['id']}", f"citizen/{made['request']['citizen']['id']}"}
        found = everything(office.process)
        assert [canary for canary in CANARIES.values() if canary in found] == []
        assert counted(office) == before
        assert 0 < len(list(Path(office.process.settings.messages).glob("*"))) < laid
        seen = office.see(made)
        assert (seen["citizen"]["name"], seen["topic"]) == ("Silindi", "(silindi)")
        assert seen["status"] == seen["history"][-1]["act"] == "closed_with_reason"
        do_what_is_due(office.process)
        with office.process.database.reading() as session:
            assert verify(session, office.process.keys) == []

    def test_is_told_with_ids_alone_and_raises_the_version(self, small_office):
        made = a_full_life(small_office)
        version = small_office.see(made)["version"]
        approving(small_office.nermin).erase_person(**WHO, **WHY)
        assert small_office.see(made)["version"] == version + 1
        of_request, of_citizen = told(small_office.process)[-2:]
        assert (of_request.type, of_citizen.type) == ("request.erased.v1", "citizen.erased.v1")
        assert of_citizen.data == {}
        assert (of_request.data["number"], of_request.data["status"]) == (made["number"], "closed_with_reason")

    def test_waits_until_nothing_is_to_be_done_for_them(self, office):
        made = office.register()
        with pytest.raises(Conflict, match="person.has_open_matters") as refused:
            approving(office.nermin).erase_person(**WHO, **WHY)
        assert refused.value.details == {"numbers": [made["number"]]}
        found = office.nermin.find_person(**WHO)["items"]
        assert [(one["certain"], one["open"]) for one in found] == [(True, [made["number"]])]
        assert not office.process.tombstones.subjects() and office.see(made)["topic"] != "(silindi)"

    def test_takes_a_waiting_message_out_of_the_line(self, small_office):
        made = small_office.register()
        small_office.do(small_office.sevil, "withdraw_request", made["request"], reason="vazgeçti")
        approving(small_office.nermin).erase_person(**WHO, **WHY)
        do_what_is_due(small_office.process)
        with small_office.process.database.reading() as session:
            assert set(session.scalars(select(Message.state))) == {"erased"}
        assert not list(Path(small_office.process.settings.messages).glob("*"))

    def test_a_message_that_was_being_sent_meanwhile_does_not_stay(self, small_office):
        made = small_office.register()
        small_office.do(small_office.sevil, "withdraw_request", made["request"], reason="vazgeçti")
        sender = worker(small_office.process, "messages")
        lay = sender._lay

        def lay_late(message):
            if not small_office.process.tombstones.subjects():
                approving(small_office.nermin).erase_person(**WHO, **WHY)
            return lay(message)

        sender._lay = lay_late
        sender.step()
        assert not list(Path(small_office.process.settings.messages).glob("*"))

    def test_a_kept_answer_that_shows_them_is_forgotten_and_others_stay(self, office):
        a_full_life(office)
        other = {"kind": "complaint", "channel": "phone", "topic": "ağaç", "citizen": office.hatice}
        office.sevil.call("register_request", other, key="another-key")
        approving(office.nermin).erase_person(**WHO, **WHY)
        with office.process.database.reading() as session:
            assert session.scalars(select(IdempotencyKey.key)).all() == ["another-key"]

    def test_who_was_erased_is_not_known_again(self, small_office):
        made = a_full_life(small_office)
        approving(small_office.nermin).erase_person(**WHO, **WHY)
        assert approving(small_office.nermin).erase_person(**WHO, **WHY) == {"erased": [], "possible": []}
        again = small_office.register()
        assert again["request"]["citizen"]["id"] != made["request"]["citizen"]["id"]

    def test_a_namesake_and_a_son_with_the_same_telephone_stay(self, small_office):
        for number in ("10000000146", "10000000214"):
            made = small_office.register({"name": "Ali Kaya", "phone": "0555 000 00 01", "national_id": number})
            small_office.do(small_office.sevil, "withdraw_request", made["request"], reason="vazgeçti")
        answer = approving(small_office.nermin).erase_person(**WHO, phone="0555 000 00 01", name="Ali Kaya", **WHY)
        assert len(answer["erased"]) == 2 and len(answer["possible"]) == 1
        assert small_office.see(made)["citizen"]["name"] == "Ali Kaya"

    def test_a_thing_that_somebody_looked_at_may_be_named(self, small_office):
        made = small_office.register({"name": "Ali Kaya"})
        small_office.do(small_office.sevil, "withdraw_request", made["request"], reason="vazgeçti")
        named = [f"request/{made['id']}", "request/none", "wish/019a2f60-7c00-7000-8000-00000000000a"]
        answer = approving(small_office.nermin).erase_person(subjects=named, **WHY)
        assert f"request/{made['id']}" in answer["erased"] and small_office.see(made)["citizen"]["name"] == "Silindi"

    def test_where_it_cannot_be_listed_nothing_is_erased(self, small_office):
        made = a_full_life(small_office)
        folder = small_office.process.tombstones.file.parent
        folder.write_text("no folder")
        with pytest.raises(Unavailable, match="erasure.not_listed"):
            approving(small_office.nermin).erase_person(**WHO, **WHY)
        assert small_office.see(made)["topic"] == CANARIES["topic"]


@pytest.mark.check("S63", "requests: an older backup that is put back")
def test_whom_a_backup_brings_back_is_erased_again_at_the_start_and_on_record(office, copy_of, a_process):
    a_full_life(office)
    backup = copy_of(office.process)
    approving(office.nermin).erase_person(**WHO, **WHY)
    restored = a_process(SERVICE, backup)
    assert CANARIES["topic"] in everything(restored)
    restored.start()
    found = everything(restored)
    assert [canary for canary in CANARIES.values() if canary in found] == []
    with restored.database.reading() as session:
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "citizen.erased.v1")).all()
        names = session.scalars(select(Citizen.name).order_by(Citizen.name_index.is_(None))).all()
    assert [entry.record for entry in entries] == [{"reason": "put_back"}]
    assert sorted(set(names)) == ["Mehmet Işık", "Silindi"]


class TestTerm:
    @pytest.mark.check("S62", "requests")
    def test_what_is_kept_long_enough_is_erased_on_record_and_every_count_stands(self, office):
        made = a_full_life(office)
        before = counted(office)
        office.at("2031-10-15 09:00")
        retention = worker(office.process, "retention")
        assert not retention.step() and office.see(made)["topic"] == CANARIES["topic"]
        office.at("2031-10-20 09:00")
        retention.step()
        found = everything(office.process)
        assert [canary for canary in CANARIES.values() if canary in found] == []
        assert counted(office)[1:] == before[1:]
        assert counted(office)[0]["items"] == before[0]["items"]
        with office.process.database.reading() as session:
            entries = session.scalars(select(AuditEntry).where(AuditEntry.subject == f"request/{made['id']}"))
            last = max(entries, key=lambda entry: entry.id)
        assert (last.action, last.record) == ("request.erased.v1", {"reason": "term"})
        assert last.actor_id == "service:requests"
        assert "2031-10-20" in last.business_at.isoformat()

    @pytest.mark.check("S62", "requests")
    def test_what_is_open_stays_however_old_it_is(self, small_office):
        made = small_office.register()
        small_office.at("2046-10-20 09:00")
        worker(small_office.process, "retention").step()
        assert small_office.see(made)["citizen"]["name"] == small_office.ayse["name"]

    @pytest.mark.check("S62", "requests")
    def test_a_citizen_stays_while_one_of_their_requests_does(self, small_office):
        first = a_full_life(small_office)
        small_office.at("2029-10-19 09:00")
        second = small_office.register({"name": CANARIES["name"], **WHO})
        small_office.do(small_office.sevil, "withdraw_request", second["request"], reason="vazgeçti")
        for day, names in (("2031-11-01", CANARIES["name"]), ("2034-11-01", "Silindi")):
            small_office.at(f"{day} 09:00")
            worker(small_office.process, "retention").step()
            seen = small_office.see(first)
            assert (seen["topic"], seen["citizen"]["name"]) == ("(silindi)", names)

    def test_one_that_does_not_let_itself_be_erased_does_not_keep_the_others(self, small_office, monkeypatch):
        first, second = small_office.register(), small_office.register(small_office.mehmet)
        for made in (first, second):
            small_office.do(small_office.sevil, "withdraw_request", made["request"], reason="vazgeçti")
        small_office.at("2036-10-20 09:00")
        erase = Request.erase

        def fail_once(request, **facts):
            if request.number == first["number"]:
                raise RuntimeError
            return erase(request, **facts)

        monkeypatch.setattr(Request, "erase", fail_once)
        assert worker(small_office.process, "retention").step() is False
        assert small_office.see(first)["topic"] != "(silindi)" == small_office.see(second)["topic"]


class TestLooks:
    @pytest.mark.check("S66", "requests")
    def test_tell_who_saw_a_person_the_latest_first(self, office):
        made = office.routed()
        subject = f"citizen/{made['citizen']['id']}"
        office.derya.get_request(request_id=made["id"])
        office.nermin.get_request(request_id=made["id"])
        looks = office.person("auditor").list_looks(subject=subject, limit=2)["items"]
        assert [(look["actor_id"], look["action"]) for look in looks] == [
            (office.nermin.actor.id, "saw get_request"),
            (office.derya.actor.id, "saw get_request"),
        ]
        earlier = office.person("auditor").list_looks(subject=subject, before=looks[1]["at"])["items"]
        assert earlier and {look["actor_id"] for look in earlier} == {office.sevil.actor.id}

    def test_are_for_the_director_and_the_auditor_alone(self, small_office):
        for role in ("secretary", "front_desk", "mayor", "operator", "unit_director"):
            with pytest.raises(Forbidden, match="action.not_allowed"):
                small_office.person(role).list_looks(subject="citizen/1")

    @pytest.mark.check("S66", "100,000 looks at one person")
    def test_are_found_within_two_seconds_among_a_hundred_thousand(self, office):
        made = office.register()
        subject = f"citizen/{made['request']['citizen']['id']}"
        at = datetime(2026, 1, 1, tzinfo=UTC)
        entries = [
            {
                "id": new_id(),
                "action": "saw get_request",
                "subject": subject,
                "actor_id": f"p{number % 50}",
                "cause_id": None,
                "for_id": None,
                "business_at": at,
                "machine_at": at + timedelta(seconds=number),
                "record": {"seen": [subject]},
                "sealed": True,
            }
            for number in range(100_000)
        ]
        with office.process.database.transaction() as session:
            session.execute(insert(AuditEntry), entries)
            session.execute(insert(AuditSeen), [{"subject": subject, "entry_id": entry["id"]} for entry in entries])
        auditor = office.person("auditor")
        for asked in ({}, {"before": "2026-01-01T00:10:00Z"}):
            began = time.monotonic()
            assert len(auditor.list_looks(subject=subject, limit=200, **asked)["items"]) == 200
            assert time.monotonic() - began < 2


@pytest.mark.check("S29", "lowering a grade: requests")
class TestRestriction:
    """A category whose requests are restricted is opened by two people alone."""

    @pytest.fixture
    def category(self, small_office):
        """The restricted one, and its facts."""
        return next(one for one in small_office.nermin.list_categories()["items"] if one["restricted"])

    def test_is_not_lifted_by_changing_the_category(self, small_office, category):
        facts = {name: category[name] for name in ("name", "unit_id", "internal_days", "law", "version")}
        with pytest.raises(Conflict, match="category.restricted"):
            small_office.nermin.change_category(category_id=category["id"], restricted=False, **facts)
        changed = small_office.nermin.change_category(category_id=category["id"], restricted=True, **facts)
        assert changed["restricted"]

    def test_is_lifted_by_two_for_what_comes_after(self, small_office, category):
        facts = {"category_id": category["id"], "approval_id": WHY["approval_id"]}
        earlier = small_office.register(by=small_office.nermin, category=category["code"])
        with pytest.raises(Forbidden, match="action.needs_second"):
            small_office.nermin.lift_category_restriction(**facts)
        assert approving(small_office.nermin).lift_category_restriction(**facts)["restricted"] is False
        version = small_office.nermin.lift_category_restriction(**facts)["version"]
        assert version == category["version"] + 1
        later = small_office.register(category=category["code"])
        assert small_office.sevil.get_request(request_id=later["id"])["category"]["code"] == category["code"]
        with pytest.raises(NotFound):
            small_office.sevil.get_request(request_id=earlier["id"])
