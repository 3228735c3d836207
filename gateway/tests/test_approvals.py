"""What takes two people: to erase somebody over all services, or to hand out all that is kept of them."""

import json
import time
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from makam_gateway.approvals.models import Approval
from makam_gateway.approvals.workflow import ALLOWED, Status, move
from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.ids import new_id
from makam_kernel.testing import do_what_is_due
from makam_tools.site import MODULES, SERVICES

WHO = {"national_id": "10000000146", "phone": "0555 000 00 01", "name": "Ayşe Yılmaz"}
ERASE = {"kind": "erase_person", "reason": "own_request", "who": WHO}
EXPORT = ERASE | {"kind": "export_person"}


@pytest.mark.check("S74", "the states of approvals")
def test_every_move_is_in_the_table_or_refused():
    for current in Status:
        for target in Status:
            if target in ALLOWED[current]:
                assert move(current, target) is target
            else:
                with pytest.raises(Conflict, match="approval.wrong_status"):
                    move(current, target)


class Room:
    """The gateway's own desk with those who propose and decide."""

    def __init__(self, house, person):
        self.house, self.process = house, house.process
        self.person = lambda *roles, **facts: person(house.process, *roles, **facts)
        self.sevil, self.nermin = self.person("front_desk", name="Sevil TAN"), self.person("director")

    def step(self, who, method, approval):
        """Let someone change an approval in the version that they saw."""
        return who.call(method, {"approval_id": approval["id"], "version": approval["version"]})

    def kept(self, approval):
        """The row itself."""
        with self.process.database.reading() as session:
            return session.scalar(select(Approval).where(Approval.id == UUID(approval["id"])))


@pytest.fixture
def room(house, person):
    return Room(house, person)


@pytest.mark.check("S29", "the gateway's desk")
class TestTwoPeople:
    def test_who_proposed_it_does_not_decide(self, room):
        approval = room.nermin.propose_approval(**ERASE)
        for method in ("approve", "refuse_approval"):
            with pytest.raises(Forbidden, match="action.needs_second"):
                room.step(room.nermin, method, approval)
        assert room.kept(approval).status == "proposed"

    @pytest.mark.parametrize("absent", ["proposer", "decider"])
    def test_nor_a_deputy_together_with_whom_they_stand_for(self, room, absent):
        elif_, cetin = room.person("director", id="elif"), room.person("director", id="cetin")
        cetin.actor = replace(cetin.actor, acting_for=(("elif", "Elif KARACA"),))
        proposer, decider = (elif_, cetin) if absent == "proposer" else (cetin, elif_)
        approval = proposer.propose_approval(**ERASE)
        with pytest.raises(Forbidden, match="action.needs_second"):
            room.step(decider, "approve", approval)

    def test_another_who_may_decides(self, room):
        approval = room.sevil.propose_approval(**ERASE)
        approved = room.step(room.nermin, "approve", approval)
        assert (approved["status"], approved["decided_by"]) == ("approved", room.nermin.actor.id)

    def test_others_neither_decide_nor_see_it(self, room):
        approval = room.sevil.propose_approval(**ERASE)
        with pytest.raises(NotFound):
            room.person("secretary").get_approval(approval_id=approval["id"])
        for role in ("secretary", "mayor", "auditor", "operator", "unit_director"):
            with pytest.raises(Forbidden, match="action.not_allowed"):
                room.step(room.person(role), "approve", approval)
        for role in ("unit_director", "unit_staff", "operator", "auditor", "protocol_officer"):
            with pytest.raises(Forbidden, match="action.not_allowed"):
                room.person(role).propose_approval(**ERASE)

    def test_a_third_person_does_not_fetch_the_file(self, room):
        approval = room.step(room.nermin, "approve", room.sevil.propose_approval(**EXPORT))
        with pytest.raises(Forbidden, match="action.not_allowed"):
            room.person("director").open_approval_file(approval_id=approval["id"])


class TestLife:
    def test_whom_it_is_about_is_shown_to_the_two_and_masked_to_who_only_proposes(self, room):
        approval = room.sevil.propose_approval(**ERASE)
        assert room.nermin.get_approval(approval_id=approval["id"])["who"]["national_id"] == WHO["national_id"]
        seen = room.sevil.get_approval(approval_id=approval["id"])["who"]
        assert (seen["national_id"], seen["name"]) == ("•••••••••46", WHO["name"])
        assert WHO["name"] not in json.dumps(room.nermin.list_approvals(), ensure_ascii=False)

    @pytest.mark.check("S63", "the gateway: what an approval says of the person")
    @pytest.mark.parametrize("method", ["refuse_approval", "withdraw_approval"])
    def test_whom_it_was_about_is_forgotten_when_it_is_over(self, room, method):
        approval = room.sevil.propose_approval(**ERASE)
        who = room.sevil if method == "withdraw_approval" else room.nermin
        assert room.step(who, method, approval)["status"] in ("refused", "withdrawn")
        assert room.kept(approval).facts is None
        assert room.nermin.get_approval(approval_id=approval["id"])["who"] is None

    def test_only_who_proposed_it_takes_it_back(self, room):
        approval = room.sevil.propose_approval(**ERASE)
        with pytest.raises(Forbidden, match="action.not_allowed"):
            room.step(room.nermin, "withdraw_approval", approval)

    def test_it_waits_seven_days_for_the_second(self, room):
        approval = room.sevil.propose_approval(**ERASE)
        room.house.at("2026-10-26 09:59")
        do_what_is_due(room.process)
        assert room.kept(approval).status == "proposed"
        room.house.at("2026-10-26 10:01")
        with pytest.raises(Conflict, match="approval.wrong_status"):
            room.step(room.nermin, "approve", approval)
        do_what_is_due(room.process)
        assert (room.kept(approval).status, room.kept(approval).facts) == ("expired", None)

    def test_a_file_waits_a_day_to_be_fetched(self, room):
        approval = room.step(room.nermin, "approve", room.sevil.propose_approval(**EXPORT))
        room.nermin.open_approval_file(approval_id=approval["id"])
        room.house.at("2026-10-20 10:01")
        with pytest.raises(Conflict, match="approval.wrong_status"):
            room.nermin.open_approval_file(approval_id=approval["id"])
        do_what_is_due(room.process)
        assert (room.kept(approval).status, room.kept(approval).facts) == ("expired", None)

    def test_an_erasure_under_way_does_not_run_out(self, room):
        approval = room.step(room.nermin, "approve", room.sevil.propose_approval(**ERASE))
        room.house.at("2026-12-20 10:00")
        do_what_is_due(room.process)
        assert room.step(room.nermin, "carry_out_approval", approval)["status"] == "approved"

    def test_a_proposal_that_names_nobody_is_refused(self, room):
        with pytest.raises(Invalid) as refused:
            room.sevil.propose_approval(**ERASE | {"who": {"name": "Ayşe Yılmaz"}})
        assert refused.value.details["fields"] == [{"pointer": "/who/national_id", "reason": "person_unclear"}]


@pytest.fixture(scope="module")
def office(city):
    """The city with a secretary, an auditor and a second director."""
    for login, name, role in (("ipek", "İpek ILGAZ", "secretary"), ("murat", "Murat", "auditor")):
        city.hire(login, name, [role])
        setattr(city, login, city.sign_in(login))
    city.hire("cetin", "Çetin", ["director"], "OZELKALEM")
    city.cetin = city.sign_in("cetin")
    tag = {"day": "2026-10-19", "starts": "09:00", "ends": "17:00", "capacity": 400, "rooms": ["Makam odası"]}
    day = city.must(city.ipek.post("/public-days", json=tag))
    city.day = city.must(city.ipek.put(f"/public-days/{day['id']}/opening", json={}, headers=version_of(day)))
    return city


def version_of(thing):
    return {"If-Match": f'"{thing["version"]}"'}


def a_person(city, number, name):
    """Somebody who is known to requests, with one request, and to visitors, with one place."""
    known = {"name": name, "phone": f"+90555111{number:04}"}
    made = city.must(city.register(citizen=known | {"email": "kanarya-posta@example.org"}, topic="kanarya-konu"))
    place = city.must(city.ipek.post(f"/public-days/{city.day['id']}/places", json=known))
    place = city.must(city.ipek.put(f"/places/{place['id']}/leaving", json={}, headers=version_of(place)))
    return known, made, place


def withdraw(city, made):
    """Close the request."""
    city.must(city.do(city.sevil, made, "withdrawal", reason="vazgeçti"))


def propose(city, who, kind="erase_person"):
    return city.must(city.sevil.post("/approvals", json={"kind": kind, "reason": "own_request", "who": who}))


def decide(who, approval, step="approval"):
    return who.put(f"/approvals/{approval['id']}/{step}", json={}, headers=version_of(approval))


class TestOverAllServices:
    @pytest.mark.check("S29", "erasing a person, over HTTP")
    def test_one_director_alone_erases_nobody(self, office):
        known, made, _ = a_person(office, 1, "Zeliha KANARYA")
        withdraw(office, made)
        approval = office.must(office.nermin.post("/approvals", json=ERASE | {"who": known}))
        refused = decide(office.nermin, approval)
        assert (refused.status_code, refused.json()["code"]) == (403, "action.needs_second")
        assert decide(office.sevil, approval).status_code == 403
        assert office.see(made)["citizen"]["name"] == "Zeliha KANARYA"
        assert decide(office.cetin, approval).json()["status"] == "done"
        assert office.see(made)["citizen"]["name"] == "Silindi"

    @pytest.mark.check("S63", "over all services")
    def test_a_person_is_erased_everywhere(self, office):
        known, made, place = a_person(office, 2, "Yasemin KANARYA")
        withdraw(office, made)
        approval = propose(office, known)
        done = office.must(decide(office.nermin, approval))
        assert done["status"] == "done"
        assert {(part["service"], part["state"], part["erased"]) for part in done["parts"]} == {
            ("agenda", "done", 0),
            ("documents", "done", 0),
            ("protocol", "done", 0),
            ("requests", "done", 2),
            ("visitors", "done", 1),
        }
        assert office.see(made)["citizen"]["name"] == "Silindi"
        seen = office.must(office.ipek.get(f"/places/{place['id']}"))
        assert (seen["name"], seen["phone"]) == ("Silindi", None)
        assert office.must(office.nermin.get(f"/approvals/{approval['id']}"))["who"] is None
        folder = office.site.site.folder
        stones = "".join(file.read_text() for file in (folder / "erasures").iterdir())
        assert f"request/{made['id']}" in stones and f"place/{place['id']}" in stones
        for file in [*office.site.site.logs.glob("*"), *office.site.site.messages.glob("*")]:
            text = file.read_text()
            assert "Yasemin" not in text and known["phone"] not in text, file

    def test_nobody_is_erased_anywhere_while_something_is_to_be_done_for_them(self, office):
        known, made, place = a_person(office, 3, "Nurten KANARYA")
        approval = propose(office, known)
        refused = decide(office.nermin, approval)
        assert refused.status_code == 409 and refused.json()["numbers"] == [made["number"]]
        assert made["number"] in refused.json()["detail"]
        assert office.must(office.ipek.get(f"/places/{place['id']}"))["name"] == "Nurten KANARYA"
        withdraw(office, made)
        assert decide(office.nermin, approval).json()["status"] == "done"

    @pytest.mark.check("S65", "a part that is away is named")
    def test_what_is_away_is_named_and_done_later(self, office):
        known, made, place = a_person(office, 4, "Hacer KANARYA")
        withdraw(office, made)
        erasure, export = propose(office, known), propose(office, known, "export_person")
        office.must(decide(office.nermin, export))
        office.site.stop("visitors")
        try:
            file = office.must(office.nermin.post(f"/approvals/{export['id']}/file", json={}))
            assert [part["service"] for part in file["parts"]] == sorted({*SERVICES} - {"visitors"})
            assert [part["service"] for part in file["away"]] == ["visitors"]
            looks = office.must(office.murat.get("/looks", params={"subject": f"request/{made['id']}"}))
            assert looks["items"] and [part["service"] for part in looks["away"]] == ["visitors"]
            partly = office.must(decide(office.nermin, erasure))
            assert partly["status"] == "partly"
            assert {part["service"]: part["state"] for part in partly["parts"]} == {
                name: "away" if name == "visitors" else "done" for name in SERVICES
            }
        finally:
            office.site.start("visitors")
            office.site.wait_until_ready()
        again = decide(office.nermin, partly, "execution")
        assert again.json()["status"] == "done", again.text
        assert office.must(office.ipek.get(f"/places/{place['id']}"))["name"] == "Silindi"
        assert decide(office.nermin, again.json(), "execution").status_code == 409

    @pytest.mark.check("S65", "over all services, within 60 seconds")
    def test_a_file_holds_everything_and_is_given_once(self, office):
        known, made, place = a_person(office, 5, "Feride KANARYA")
        approval = propose(office, known, "export_person")
        url = f"/approvals/{approval['id']}/file"
        assert office.nermin.post(url, json={}).status_code == 409
        office.must(decide(office.nermin, approval))
        assert office.sevil.post(url, json={}).status_code == 403
        began = time.monotonic()
        file = office.must(office.nermin.post(url, json={}))
        assert time.monotonic() - began < 60 and file["away"] == []
        subjects = {item["subject"] for part in file["parts"] for item in part["items"]}
        assert subjects == {f"citizen/{made['request']['citizen']['id']}", f"place/{place['id']}"}
        words = json.dumps(file, ensure_ascii=False)
        for word in ("Feride KANARYA", known["phone"], "kanarya-posta@example.org", "kanarya-konu", made["number"]):
            assert word in words
        assert office.nermin.post(url, json={}).status_code == 409
        assert office.must(office.nermin.get(f"/approvals/{approval['id']}"))["status"] == "done"

    @pytest.mark.check("S66", "over all services")
    def test_it_is_told_who_saw_a_person(self, office):
        _, made, place = a_person(office, 6, "Güler KANARYA")
        office.see(made)
        for subject, service in (
            (f"citizen/{made['request']['citizen']['id']}", "requests"),
            (f"place/{place['id']}", "visitors"),
        ):
            began = time.monotonic()
            looks = office.must(office.murat.get("/looks", params={"subject": subject}))
            assert time.monotonic() - began < 2
            assert looks["away"] == [] and {look["service"] for look in looks["items"]} == {service}
        looks = office.must(
            office.murat.get("/looks", params={"subject": f"citizen/{made['request']['citizen']['id']}"})
        )
        assert looks["items"][0]["actor_name"] == "Nermin IŞIK" and looks["items"][0]["action"] == "saw get_request"
        assert [look["at"] for look in looks["items"]] == sorted((look["at"] for look in looks["items"]), reverse=True)
        assert office.ipek.get("/looks", params={"subject": "citizen/1"}).status_code == 403

    @pytest.mark.check("S29", "lowering a grade, over HTTP")
    def test_a_restriction_is_lifted_by_two(self, office):
        facts = {"code": "OZEL.KONU", "name": "Özel konu", "unit_id": office.units["SOSYAL"], "restricted": True}
        category = office.must(office.nermin.post("/request-categories", json=facts))
        changed = {name: facts[name] for name in ("name", "unit_id")} | {"restricted": False}
        url = f"/request-categories/{category['id']}"
        refused = office.nermin.put(url, json=changed, headers=version_of(category))
        assert (refused.status_code, refused.json()["code"]) == (409, "category.restricted")
        body = {"category_id": category["id"], "reason": "wrongly_restricted"}
        approval = office.must(office.nermin.post("/approvals/restriction-lifts", json=body))
        seen = office.must(office.cetin.get(f"/approvals/{approval['id']}"))
        assert (seen["who"], seen["category_id"]) == (None, category["id"])
        assert decide(office.nermin, approval).status_code == 403
        done = office.must(decide(office.cetin, approval))
        assert (done["status"], [part["service"] for part in done["parts"]]) == ("done", ["requests"])
        assert office.must(office.murat.get("/approvals"))["items"][0]["category_id"] == category["id"]
        found = office.must(office.nermin.get("/request-categories"))["items"]
        assert [one["restricted"] for one in found if one["id"] == category["id"]] == [False]

    def test_the_restriction_of_a_category_that_is_none_is_not_proposed_to_be_lifted(self, office):
        proposed = len(office.must(office.murat.get("/approvals"))["items"])
        url, body = "/approvals/restriction-lifts", {"category_id": str(new_id()), "reason": "wrongly_restricted"}
        for language, words in (("tr", "Aranan konu bulunamadı."), ("en", "The category was not found.")):
            refused = office.nermin.post(url, json=body, headers={"Accept-Language": language})
            told = refused.json()
            assert (refused.status_code, told["code"], told["detail"]) == (404, "category.not_found", words)
        assert office.murat.post(url, json=body).status_code == 403
        assert len(office.must(office.murat.get("/approvals"))["items"]) == proposed

    @pytest.mark.check("S56", "health tells")
    def test_health_tells_which_key_seals_and_whether_all_is(self, office, until):
        found = until(lambda: all(part["resealed"] for part in health(office)) and health(office), 30)
        assert {part["field_key"] for part in found} == {1}


def health(office):
    return [office.must(office.operator.get(f"/operations/{name}/health")) for name in MODULES]
