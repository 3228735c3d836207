"""A person's own rights, over public days and visits: their file, their erasure, and the term of what is kept."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from makam_kernel.audit import AuditEntry
from makam_kernel.db import Base
from makam_kernel.errors import Conflict
from makam_kernel.messages import Message
from makam_kernel.testing import at, do_what_is_due, told
from visitors_service.places.models import Place
from visitors_service.service import SERVICE
from visitors_service.visits.models import Visit, VisitMember

HATICE = {"phone": "+905559998877", "name": "Hatice KANARYA"}
WHO = HATICE | {"name": "HATİCE  KANARYA"}
WHY = {"reason": "own_request", "approval_id": "019a2f60-7c00-7000-8000-00000000000a"}
OF_PLACE = {
    "places.name": HATICE["name"],
    "places.phone": HATICE["phone"],
    "places.email": "kanarya-posta@example.org",
    "wishes.words": "kanarya-istek",
    "wishes.answer": "kanarya-cevap",
    "promises.words": "kanarya-söz",
    "promises.reason": "kanarya-neden",
}
OF_VISIT = {
    "visit_members.name": "Ferhat KANARYA",
    "visit_members.title": "kanarya-unvan",
    "visits.purpose": "kanarya-amaç",
    "visits.reason": "kanarya-iptal",
    "hosting_tasks.note": "kanarya-ikram",
    "hosting_tasks.reason": "kanarya-vazgeç",
}


@pytest.fixture
def approving(nermin):
    """Nermin IŞIK, approving what somebody else proposed."""
    nermin.actor = replace(nermin.actor, second=frozenset({"somebody"}))
    return nermin


@pytest.fixture
def place(ipek, nermin, a_running_day, someone_heard, process, unit_id):
    """Somebody with a canary in every field, whose promise the mayor was released from; and somebody else."""
    email, name = OF_PLACE["places.email"], HATICE["name"]
    day = a_running_day()
    place = someone_heard(day, name, phone=HATICE["phone"], email=email)
    words = {"words": OF_PLACE["wishes.words"], "answer": OF_PLACE["wishes.answer"], "end": "answered"}
    wish = ipek.record_wish(place_id=place["id"], **words)
    promise = ipek.give_promise(wish_id=wish["id"], words=OF_PLACE["promises.words"], due_on="2027-01-01")
    promise = ipek.own_promise(promise_id=promise["id"], version=promise["version"], unit_id=unit_id("FEN"))
    facts = {"promise_id": promise["id"], "version": promise["version"], "reason": OF_PLACE["promises.reason"]}
    nermin.release_promise(**facts)
    place = ipek.finish_place(place_id=place["id"], version=place["version"])
    ipek.register_place(public_day_id=day["id"], name="Mehmet Işık")
    do_what_is_due(process)
    return place


@pytest.fixture
def visit(process, ipek, unit_id):
    """A delegation with a canary in every field, which did not come."""
    at(process, "2026-12-01 16:00")
    name, title = OF_VISIT["visit_members.name"], OF_VISIT["visit_members.title"]
    members = [{"name": name, "title": title, "role": "head"}, {"name": "Ayla TAN", "role": "member"}]
    host = {"host_name": "Ümit ÇAĞLAR", "host_unit_id": unit_id("MALI"), "purpose": OF_VISIT["visits.purpose"]}
    made = ipek.plan_visit(planned_at="2026-12-02T11:00:00+03:00", members=members, **host)
    treat = {"kind": "treat", "minutes_before": 0, "note": OF_VISIT["hosting_tasks.note"]}
    task = ipek.add_hosting_task(visit_id=made["id"], **treat)
    named = {"hosting_task_id": task["id"], "version": task["version"]}
    ipek.drop_hosting_task(**named, reason=OF_VISIT["hosting_tasks.reason"])
    facts = {"visit_id": made["id"], "version": made["version"], "reason": OF_VISIT["visits.reason"]}
    return ipek.cancel_visit(**facts)


def everything(process):
    """All that the database holds, opened, as one text."""
    with process.database.reading() as session:
        return "\n".join(str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table)))


def left(process, canaries):
    """Which of these words the database still holds."""
    found = everything(process)
    return [canary for canary in canaries.values() if canary in found]


def counted(process):
    """What statistics are made of."""
    columns = (Place.number, Place.status, Place.registered_at, Place.admitted_at, Place.priority_class)
    with process.database.reading() as session:
        visits = session.execute(select(Visit.status, Visit.planned_at).order_by(Visit.planned_at)).all()
        members = session.scalar(select(func.count()).select_from(VisitMember))
        return session.execute(select(*columns).order_by(Place.number)).all(), visits, members


def member_of(process, name):
    """The subject of a guest."""
    with process.database.reading() as session:
        return next(one.subject for one in session.scalars(select(VisitMember)) if one.name == name)


def retention(process):
    return next(worker for worker in process.workers if worker.name == "retention")


class TestFile:
    @pytest.mark.check("S65", "visitors: complete against the register")
    def test_tells_everything_of_a_public_day_and_nothing_of_others(self, process, place, approving):
        file = approving.export_person(**WHO, **WHY)
        assert [item["subject"] for item in file["items"]] == [f"place/{place['id']}"]
        words = json.dumps(file, ensure_ascii=False)
        assert [canary for canary in OF_PLACE.values() if canary not in words] == [] and "Mehmet" not in words
        [wish] = file["items"][0]["facts"]["wishes"]
        assert wish["promises"][0]["messages"]

    @pytest.mark.check("S65", "visitors: complete against the register")
    def test_tells_of_a_guest_who_is_named_by_hand(self, process, visit, approving):
        name = OF_VISIT["visit_members.name"]
        subject = member_of(process, name)
        assert approving.export_person(name=name, phone="+905550000009", **WHY)["possible"] == [subject]
        words = json.dumps(approving.export_person(subjects=[subject], **WHY), ensure_ascii=False)
        assert [canary for canary in OF_VISIT.values() if canary not in words] == [] and "Ayla" not in words

    @pytest.mark.check("S65", "visitors: complete against the register")
    def test_the_register_names_no_field_that_the_canaries_do_not_cover(self):
        of_persons = {place for place in SERVICE.register.sealed if not place.startswith(("messages.", "idempotency_"))}
        assert of_persons == OF_PLACE.keys() | OF_VISIT.keys()


class TestErasure:
    @pytest.mark.check("S63", "visitors: database, messages")
    def test_leaves_no_word_of_the_person_and_every_count(self, process, place, approving, ipek):
        before = counted(process)
        assert left(process, OF_PLACE) == list(OF_PLACE.values())
        assert approving.erase_person(**WHO, **WHY)["erased"] == [f"place/{place['id']}"]
        assert left(process, OF_PLACE) == [] and counted(process) == before
        seen = ipek.get_place(place_id=place["id"])
        assert (seen["name"], seen["phone"], seen["status"]) == ("Silindi", None, "done")
        assert seen["version"] == place["version"] + 1 and told(process)[-1].type == "place.erased.v1"
        with process.database.reading() as session:
            assert set(session.scalars(select(Message.state))) == {"erased"}

    @pytest.mark.check("S63", "visitors: database, messages")
    def test_of_one_guest_leaves_the_others_and_of_the_last_everything(self, process, visit, approving, ipek):
        before = counted(process)
        first, second = member_of(process, OF_VISIT["visit_members.name"]), member_of(process, "Ayla TAN")
        assert approving.erase_person(subjects=[first], **WHY)["erased"] == [first]
        seen = ipek.get_visit(visit_id=visit["id"])
        assert [member["name"] for member in seen["members"]] == ["Silindi", "Ayla TAN"]
        assert seen["purpose"] == OF_VISIT["visits.purpose"]
        erased = approving.erase_person(subjects=[second, f"visit/{visit['id']}"], **WHY)["erased"]
        assert set(erased) == {second, f"visit/{visit['id']}"}
        assert left(process, OF_VISIT | {"other": "Ayla"}) == [] and counted(process) == before

    def test_waits_for_a_promise_that_is_still_to_be_kept(self, process, place, approving, ipek):
        wish = ipek.record_wish(place_id=place["id"], words="park", end="answered")
        ipek.give_promise(wish_id=wish["id"], words="Park yapılacak", due_on="2027-01-01")
        with pytest.raises(Conflict, match="person.has_open_matters") as refused:
            approving.erase_person(**WHO, **WHY)
        assert refused.value.details == {"numbers": ["HALK_GUNU:2026-12-02#1"]}
        assert approving.find_person(**WHO)["items"][0]["open"] == ["HALK_GUNU:2026-12-02#1"]

    def test_waits_for_a_turn_or_a_guest_that_is_still_to_come(self, process, a_public_day, a_visit, ipek, approving):
        ipek.register_place(public_day_id=a_public_day()["id"], **HATICE)
        a_visit("Ferhat GÜLER")
        for who in (WHO, {"subjects": [member_of(process, "Ferhat GÜLER")]}):
            with pytest.raises(Conflict, match="person.has_open_matters"):
                approving.erase_person(**who, **WHY)


@pytest.mark.check("S63", "visitors: an older backup that is put back")
def test_whom_a_backup_brings_back_is_erased_again_at_the_start(process, place, visit, approving, a_process, copy_of):
    backup = copy_of(process)
    subject = member_of(process, OF_VISIT["visit_members.name"])
    approving.erase_person(subjects=[subject], **WHO, **WHY)
    restored = a_process(SERVICE, backup)
    assert left(restored, OF_PLACE) == list(OF_PLACE.values())
    restored.start()
    gone = OF_PLACE | {"guest": OF_VISIT["visit_members.name"]}
    assert left(restored, gone) == [] and "Ayla TAN" in everything(restored)


class TestTerm:
    @pytest.mark.check("S62", "visitors")
    def test_each_thing_goes_when_its_own_term_is_over_and_every_count_stands(self, process, place, visit):
        before = counted(process)
        for day, canaries in (("2028-11-30", OF_PLACE | OF_VISIT), ("2028-12-03", OF_PLACE), ("2031-12-02", {})):
            at(process, f"{day} 12:00")
            retention(process).step()
            assert set(left(process, OF_PLACE | OF_VISIT)) == set(canaries.values())
        assert counted(process) == before
        with process.database.reading() as session:
            reasons = session.scalars(select(AuditEntry.record).where(AuditEntry.action == "place.erased.v1")).all()
        assert {json.dumps(reason) for reason in reasons} == {'{"reason": "term"}'}

    @pytest.mark.check("S62", "visitors")
    def test_a_promise_that_is_still_to_be_kept_keeps_its_place(self, process, place, ipek):
        wish = ipek.record_wish(place_id=place["id"], words="park", end="answered")
        ipek.give_promise(wish_id=wish["id"], words="Park yapılacak", due_on="2027-01-01")
        at(process, "2040-01-01 12:00")
        retention(process).step()
        assert HATICE["name"] in left(process, OF_PLACE)
