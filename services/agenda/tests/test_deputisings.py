"""Who stands in for somebody absent: on time, for nobody twice, and not handed on."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from makam_kernel.audit import AuditEntry
from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.testing import at, do_what_is_due, hear, told

MONDAY, WEDNESDAY, FRIDAY = (f"2026-12-{day}:00+03:00" for day in ("14T09:00", "16T13:00", "18T17:00"))
ON_TIME = pytest.mark.check("S30", part="who stands in at an instant; ended with the absence")
NOT_HANDED_ON = pytest.mark.check("S30", part="no deputy approves a deputy")


def status_of(who, deputising):
    return who("nermin").get_deputising(deputising_id=deputising["id"])["status"]


def stands_in(who, ids, login="hakan", **facts):
    """The login of who stands in for somebody, or None."""
    deputy = who("okan").who_deputises(person_id=ids[login], **facts)["deputy_id"]
    return next((login for login, id in ids.items() if id == deputy), None)


def pasts(process):
    return [row.type.split(".")[1] for row in told(process) if row.type.startswith("deputising")]


def test_of_changes_those_hear_who_may_read_them(process, who, ids, an_absence, a_deputy):
    absence = an_absence("derya")
    asked = [f"absence/{absence['id']}", f"deputising/{a_deputy(absence, 'okan')['id']}"]
    seen = {login: who(login).list_visible(subjects=asked)["subjects"] for login in ids}
    readers = {"elif", "nermin", "ipek", "oguz", "halil", "gulsen", "sevil", "hakan", "derya"}
    assert {login for login in ids if seen[login] == asked} == readers
    assert seen["okan"] == asked[1:]
    assert seen["sule"] == seen["recep"] == []


class TestProposal:
    def test_it_is_for_all_of_the_absence_where_nothing_else_is_said(self, process, a_granted_absence, a_deputy):
        absence = a_granted_absence()
        made = a_deputy(absence)
        assert [made[end] for end in ("from_at", "until_at")] == [absence[end] for end in ("from_at", "until_at")]

    def test_the_absent_person_proposes_and_colleagues_do_not(self, process, who, ids, an_absence):
        absence = an_absence()
        facts = {"absence_id": absence["id"], "deputy_id": ids["derya"]}
        assert who("hakan").propose_deputising(**facts)["status"] == "proposed"
        with pytest.raises(NotFound, match="absence.not_found"):
            who("okan").propose_deputising(**facts)
        with pytest.raises(NotFound, match="absence.not_found"):
            who("sule").propose_deputising(**facts)

    def test_a_unit_director_sees_but_does_not_arrange_for_the_staff(self, process, who, ids, an_absence):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            who("hakan").propose_deputising(absence_id=an_absence("derya")["id"], deputy_id=ids["okan"])

    def test_nobody_stands_in_for_themselves(self, process, an_absence, a_deputy):
        with pytest.raises(Invalid, match="deputising.self"):
            a_deputy(an_absence(), "hakan")

    @pytest.mark.parametrize(
        "span",
        [
            {"from_at": "2026-12-14T08:59:00+03:00"},
            {"until_at": "2026-12-18T17:01:00+03:00"},
            {"from_at": WEDNESDAY, "until_at": WEDNESDAY},
            {"from_at": FRIDAY, "until_at": MONDAY},
        ],
    )
    def test_it_lies_within_the_absence(self, process, an_absence, a_deputy, span):
        with pytest.raises(Invalid, match="deputising.outside_absence"):
            a_deputy(an_absence(), **span)

    def test_one_at_a_time_and_several_one_after_the_other(self, process, an_absence, a_deputy):
        absence = an_absence()
        a_deputy(absence, "derya", until_at=WEDNESDAY)
        with pytest.raises(Conflict, match="deputising.overlap"):
            a_deputy(absence, "okan", from_at="2026-12-16T12:59:00+03:00")
        assert a_deputy(absence, "okan", from_at=WEDNESDAY)["status"] == "proposed"

    def test_one_may_stand_in_for_two(self, process, an_absence, a_deputy):
        a_deputy(an_absence("hakan"), "derya")
        assert a_deputy(an_absence("sule"), "derya")["status"] == "proposed"

    def test_who_is_away_does_not_stand_in(self, process, an_absence, a_deputy):
        an_absence("derya", from_at="2026-12-18T16:00:00+03:00", until_at="2026-12-20T17:00:00+03:00")
        with pytest.raises(Conflict, match="deputising.deputy_absent"):
            a_deputy(an_absence("hakan"), "derya")

    def test_who_stands_in_is_not_away(self, process, who, do, an_absence, a_deputy):
        deputising = a_deputy(an_absence("hakan"), "derya")
        with pytest.raises(Conflict, match="absence.is_deputy"):
            an_absence("derya")
        do(who("nermin"), "cancel_deputising", deputising)
        assert an_absence("derya")["status"] == "planned"

    def test_a_leave_and_a_deputising_at_the_same_moment_do_not_both_succeed(self, process, an_absence, a_deputy):
        absence = an_absence("hakan")

        def tried(act):
            try:
                return act()["status"]
            except Conflict as conflict:
                return conflict.code

        acts = [lambda: a_deputy(absence, "derya"), lambda: an_absence("derya")] * 5
        with ThreadPoolExecutor(10) as pool:
            came = list(pool.map(tried, acts))
        assert len({"proposed", "planned"} & set(came)) == 1
        assert sum(one in ("proposed", "planned") for one in came) == 1

    def test_nobody_stands_in_where_nobody_is_away_any_more(self, process, who, do, an_absence, a_deputy):
        absence = do(who("nermin"), "cancel_absence", an_absence())
        with pytest.raises(Conflict, match="deputising.absence_over"):
            a_deputy(absence)

    def test_nor_for_a_time_that_is_past(self, process, a_granted_absence, a_deputy):
        absence = a_granted_absence()
        at(process, "2026-12-17 09:00")
        with pytest.raises(Conflict, match="deputising.over"):
            a_deputy(absence, until_at=WEDNESDAY)


class TestApproval:
    @pytest.fixture
    def database_uri(self, sqlite_uri):
        """A file is enough: what SQL decides of these is tested elsewhere."""
        return sqlite_uri

    def test_the_absence_is_approved_first(self, process, an_absence, a_granted_deputy):
        with pytest.raises(Conflict, match="deputising.absence_not_approved"):
            a_granted_deputy(an_absence())

    def test_the_mayor_approves_the_deputy_of_a_director(self, process, who, do, a_granted_absence, a_deputy):
        deputising = a_deputy(a_granted_absence("hakan"))
        with pytest.raises(Forbidden, match="deputising.mayor_approves"):
            do(who("nermin"), "approve_deputising", deputising)
        assert do(who("elif"), "approve_deputising", deputising)["status"] == "approved"

    def test_the_director_approves_the_deputy_of_anybody_else(self, process, who, do, a_granted_absence, a_deputy):
        deputising = a_deputy(a_granted_absence("derya"), "okan")
        assert do(who("nermin"), "approve_deputising", deputising)["status"] == "approved"

    @pytest.mark.parametrize("login", ["ipek", "hakan", "derya"])
    def test_nobody_else_approves(self, process, who, do, a_granted_absence, a_deputy, login):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            do(who(login), "approve_deputising", a_deputy(a_granted_absence()))

    @NOT_HANDED_ON
    def test_nobody_approves_that_they_stand_in_themselves(self, process, who, do, a_granted_absence, a_deputy):
        deputising = a_deputy(a_granted_absence("hakan"), "nermin")
        for director in (who("nermin"), who("nermin", acts_for=["elif"])):
            with pytest.raises(Forbidden, match="deputising.own_approval"):
                do(director, "approve_deputising", deputising)

    @NOT_HANDED_ON
    def test_who_stands_in_for_the_mayor_appoints_no_other(self, process, who, do, an_absence, a_deputy):
        absence = do(who("nermin"), "approve_absence", an_absence("elif"))
        deputising = a_deputy(absence, "sule")
        with pytest.raises(Forbidden, match="deputising.own_approval"):
            do(who("derya", acts_for=["elif"]), "approve_deputising", deputising)
        assert do(who("elif"), "approve_deputising", deputising)["status"] == "approved"

    def test_a_deputy_who_left_meanwhile_is_not_approved(
        self, process, who, do, ids, tell, a_granted_absence, a_deputy
    ):
        deputising = a_deputy(a_granted_absence())
        hear(process, tell("person.changed.v1", f"person/{ids['derya']}", {"active": False}, sequence=2))
        with pytest.raises(Conflict, match="deputising.deputy_not_serving"):
            do(who("elif"), "approve_deputising", deputising)

    def test_it_holds_from_the_approval_and_not_for_what_was_before(
        self, process, who, do, ids, a_granted_absence, a_deputy
    ):
        deputising = a_deputy(a_granted_absence())
        at(process, "2026-12-15 10:00")
        granted = do(who("elif"), "approve_deputising", deputising)
        assert (granted["status"], granted["from_at"][:16]) == ("in_force", "2026-12-15T07:00")
        assert stands_in(who, ids, at="2026-12-15T09:59:00+03:00") is None

    def test_what_nobody_approved_in_time_is_void(self, process, who, a_granted_absence, a_deputy):
        deputising = a_deputy(a_granted_absence())
        at(process, FRIDAY[:10] + " 17:00")
        do_what_is_due(process)
        assert status_of(who, deputising) == "cancelled"


class TestItsInstants:
    @ON_TIME
    def test_it_comes_into_force_and_ends_by_itself(self, process, who, a_granted_absence, a_granted_deputy):
        deputising = a_granted_deputy(a_granted_absence())
        for hour, status in [
            ("14 08:59", "approved"),
            ("14 09:00", "in_force"),
            ("18 16:59", "in_force"),
            ("18 17:00", "ended"),
        ]:
            at(process, f"2026-12-{hour}")
            do_what_is_due(process)
            assert status_of(who, deputising) == status
        assert pasts(process) == ["proposed", "approved", "begun", "ended"]

    @ON_TIME
    def test_who_stands_in_is_known_at_every_instant_without_waiting_for_anything(
        self, process, who, ids, a_granted_absence, a_granted_deputy
    ):
        absence = a_granted_absence()
        a_granted_deputy(absence, "derya", until_at=WEDNESDAY)
        a_granted_deputy(absence, "okan", from_at=WEDNESDAY)
        instants = ["14T08:59:59", "14T09:00:00", "16T12:59:59", "16T13:00:00", "18T16:59:59", "18T17:00:00"]
        came = [stands_in(who, ids, at=f"2026-12-{instant}+03:00") for instant in instants]
        assert came == [None, "derya", "derya", "okan", "okan", None]
        at(process, "2026-12-16 13:00")
        assert stands_in(who, ids) == "okan"

    def test_a_proposal_gives_nothing(self, process, who, ids, a_granted_absence, a_deputy):
        a_deputy(a_granted_absence())
        assert stands_in(who, ids, at=WEDNESDAY) is None

    @ON_TIME
    def test_who_is_back_early_is_deputised_no_longer(self, process, who, do, ids, a_granted_absence, a_granted_deputy):
        absence = a_granted_absence()
        first = a_granted_deputy(absence, "derya", until_at=WEDNESDAY)
        second = a_granted_deputy(absence, "okan", from_at=WEDNESDAY)
        at(process, "2026-12-15 09:00")
        do(who("hakan"), "end_absence_early", absence)
        assert [status_of(who, one) for one in (first, second)] == ["ended", "cancelled"]
        assert stands_in(who, ids, at="2026-12-15T08:59:00+03:00") == "derya"
        assert stands_in(who, ids, at="2026-12-15T09:01:00+03:00") is None
        ended = told(process)[-2:]
        assert {row.type: row.data["until_at"][:16] for row in ended} == {
            "deputising.ended.v1": "2026-12-15T06:00",
            "deputising.cancelled.v1": "2026-12-18T14:00",
        }

    @ON_TIME
    def test_with_a_cancelled_absence_nobody_stands_in(
        self, process, who, do, ids, a_granted_absence, a_granted_deputy
    ):
        absence = a_granted_absence()
        deputising = a_granted_deputy(absence)
        do(who("hakan"), "cancel_absence", absence)
        assert status_of(who, deputising) == "cancelled"
        assert stands_in(who, ids, at=WEDNESDAY) is None

    def test_it_is_ended_before_its_time_and_another_follows(
        self, process, who, do, ids, a_granted_absence, a_granted_deputy
    ):
        absence = a_granted_absence()
        deputising = a_granted_deputy(absence, "derya")
        at(process, "2026-12-16 09:00")
        assert do(who("nermin"), "end_deputising", deputising)["status"] == "ended"
        at(process, "2026-12-16 09:01")
        assert stands_in(who, ids) is None
        a_granted_deputy(absence, "okan", from_at="2026-12-16T10:00:00+03:00")
        assert stands_in(who, ids, at=FRIDAY.replace("17", "16")) == "okan"

    def test_what_is_in_force_is_ended_and_not_cancelled(self, process, who, do, a_granted_absence, a_granted_deputy):
        deputising = a_granted_deputy(a_granted_absence())
        with pytest.raises(Conflict, match="deputising.wrong_status"):
            do(who("nermin"), "end_deputising", deputising)
        at(process, "2026-12-16 09:00")
        with pytest.raises(Conflict, match="deputising.wrong_status"):
            do(who("nermin"), "cancel_deputising", deputising)


class TestWhoSeesWhat:
    def test_the_deputy_and_the_absent_one_see_it_and_strangers_do_not(self, process, who, a_granted_absence, a_deputy):
        deputising = a_deputy(a_granted_absence("sule"), "derya")
        for login in ("sule", "derya", "ipek"):
            assert [one["id"] for one in who(login).list_deputisings()["items"]] == [deputising["id"]]
        assert who("okan").list_deputisings()["items"] == []
        with pytest.raises(NotFound, match="deputising.not_found"):
            who("okan").get_deputising(deputising_id=deputising["id"])

    def test_the_deputy_does_not_undo_it(self, process, who, do, a_granted_absence, a_deputy):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            do(who("derya"), "cancel_deputising", a_deputy(a_granted_absence("sule"), "derya"))

    def test_nor_in_the_name_of_whom_they_stand_in_for(self, process, who, do, a_granted_absence, a_deputy):
        deputising = a_deputy(a_granted_absence("hakan"), "derya")
        with pytest.raises(Forbidden, match="action.not_allowed"):
            do(who("derya", acts_for=["hakan"]), "cancel_deputising", deputising)

    def test_filters(self, process, who, ids, a_granted_absence, a_deputy):
        absence = a_granted_absence("hakan")
        made = a_deputy(absence, "derya", until_at=WEDNESDAY)
        a_deputy(a_granted_absence("sule"), "okan")
        nermin = who("nermin")
        for wanted in (
            {"absence_id": absence["id"]},
            {"absent_id": ids["hakan"]},
            {"deputy_id": ids["derya"]},
            {"deputy_id": ids["derya"], "day": "2026-12-16", "status": "proposed"},
        ):
            assert [one["id"] for one in nermin.list_deputisings(**wanted)["items"]] == [made["id"]]
        assert nermin.list_deputisings(deputy_id=ids["derya"], day="2026-12-17")["items"] == []

    def test_what_is_over_stands_apart(self, process, who, do, a_granted_absence, a_deputy):
        absence = a_granted_absence("sule")
        do(who("ipek"), "cancel_deputising", a_deputy(absence, "okan"))
        a_deputy(absence, "derya")
        listed = [who("ipek").list_deputisings(open=open)["items"] for open in (True, False)]
        assert [[one["status"] for one in items] for items in listed] == [["proposed"], ["cancelled"]]


@pytest.mark.check("S30", part="both in the audit")
def test_an_act_in_anothers_place_is_on_record_with_both(process, who, ids, an_absence, do):
    absence = an_absence("okan")
    do(who("sule", acts_for=["elif"]), "approve_absence", absence)
    with process.database.reading() as session:
        entry = session.scalar(select(AuditEntry).where(AuditEntry.action == "absence.approved.v1"))
    assert (entry.actor_id, entry.for_id) == (ids["sule"], ids["elif"])
