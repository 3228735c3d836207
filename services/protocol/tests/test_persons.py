"""A person's own rights over the book, invitations and courtesies: their file, their erasure, and the term."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from makam_kernel.db import Base
from makam_kernel.errors import Conflict
from makam_kernel.testing import at, do_what_is_due, on_record
from protocol_service.service import SERVICE

WHO = {"phone": "+905559998877", "name": "HATİCE  KANARYA"}
WHY = {"reason": "own_request", "approval_id": "019a2f60-7c00-7000-8000-00000000000a"}
OF_CONTACT = {
    "contacts.name": "Hatice KANARYA",
    "contacts.title": "kanarya-unvan",
    "contacts.phone": "+905559998877",
    "contacts.email": "kanarya-rehber@example.org",
}
OF_INVITATION = {
    "invitations.sender_name": "Hatice KANARYA",
    "invitations.sender_phone": "+905559998877",
    "invitations.sender_email": "kanarya-posta@example.org",
    "invitations.occasion": "kanarya-düğün",
    "invitations.place": "kanarya-salon",
}
OF_COURTESY = {
    "courtesies.occasion": "kanarya-düğün",
    "courtesies.words": "kanarya-kuşak",
    "courtesies.place": "kanarya-salon",
    "courtesies.contact_name": "Hatice KANARYA",
    "courtesies.contact_phone": "+905559998877",
    "courtesies.supplier": "kanarya-çiçekçi",
    "courtesies.proof": "kanarya-teslim",
}


@pytest.fixture
def approving(nermin):
    """Nermin IŞIK, approving what somebody else proposed."""
    nermin.actor = replace(nermin.actor, second=frozenset({"somebody"}))
    return nermin


@pytest.fixture
def hatice(process, nermin, an_invitation, do):
    """Somebody with a canary in every field: who left an office, who invited and was sent flowers, delivered without
    money; the subjects."""
    person = {name: OF_CONTACT[f"contacts.{name}"] for name in ("name", "title", "phone", "email")}
    days = {"from_on": "2020-01-01", "until_on": "2026-06-30"}
    contact = nermin.add_contact(office="Muhtar", institution="Ilıca Mahallesi", **person, **days)
    names = ("sender_name", "sender_phone", "sender_email", "occasion", "place")
    invitation = an_invitation(**{name: OF_INVITATION[f"invitations.{name}"] for name in names})
    flowers = {"kind": "flowers", "words": OF_COURTESY["courtesies.words"]}
    do(nermin, "decline_invitation", invitation, courtesy=flowers)
    [sent] = nermin.list_courtesies()["items"]
    sent = do(nermin, "order_courtesy", do(nermin, "approve_courtesy", sent), supplier="kanarya-çiçekçi")
    sent = do(nermin, "deliver_courtesy", sent, proof="kanarya-teslim")
    an_invitation(sender_name="Mehmet IŞIK", sender_phone=None, institution=None)
    do_what_is_due(process)
    return [f"contact/{contact['id']}", f"invitation/{invitation['id']}", f"courtesy/{sent['id']}"]


def left(process):
    """Which of the canaries the database still holds."""
    with process.database.reading() as session:
        rows = (str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table)))
        found = "\n".join(rows)
    return {word for word in (OF_CONTACT | OF_INVITATION | OF_COURTESY).values() if word in found}


@pytest.mark.check("S65", "protocol: complete against the register")
def test_the_file_tells_everything_and_nothing_of_others(hatice, approving):
    file = approving.export_person(**WHO, **WHY)
    assert sorted(item["subject"] for item in file["items"]) == sorted(hatice)
    words = json.dumps(file, ensure_ascii=False)
    assert [one for one in (OF_CONTACT | OF_INVITATION | OF_COURTESY).values() if one not in words] == []
    assert "Mehmet" not in words and "invitation_declined" not in words
    assert "üzüntülerini iletir" in words


@pytest.mark.check("S65", "protocol: complete against the register")
def test_the_register_names_no_field_that_the_canaries_do_not_cover():
    apart = ("messages.", "idempotency_", "expense")
    of_persons = {place for place in SERVICE.register.sealed if not place.startswith(apart)}
    assert of_persons - {"courtesies.reason"} == (OF_CONTACT | OF_INVITATION | OF_COURTESY).keys()


@pytest.mark.check("S63", "protocol: database, messages")
def test_erasure_leaves_no_word_and_every_count(process, hatice, approving):
    assert left(process) == set((OF_CONTACT | OF_INVITATION | OF_COURTESY).values())
    assert sorted(approving.erase_person(**WHO, **WHY)["erased"]) == sorted(hatice)
    assert left(process) == set()
    assert [one["status"] for one in approving.list_invitations()["items"]] == ["declined", "received"]
    contact = approving.list_contacts()["items"][0]
    assert (contact["name"], contact["phone"], contact["office"]) == ("Silindi", None, "Muhtar")
    assert any(action == "contact.erased.v1" for _, action in on_record(process, hatice[0]))


def test_who_is_still_needed_is_not_erased(approving, an_invitation):
    an_invitation(sender_name="Hatice KANARYA", sender_phone=WHO["phone"])
    with pytest.raises(Conflict, match="person.has_open_matters"):
        approving.erase_person(**WHO, **WHY)


@pytest.mark.check("S62", "protocol")
def test_two_years_after_nobody_knows_who_it_was(process, hatice):
    for day, words in (("2028-06-20", True), ("2028-12-20", False)):
        at(process, f"{day} 09:00")
        next(worker for worker in process.workers if worker.name == "retention").step()
        do_what_is_due(process)
        assert bool({"Hatice KANARYA", "kanarya-düğün"} & left(process)) == words
