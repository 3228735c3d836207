"""An absence, from the plan until somebody is back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.testing import at, do_what_is_due, told

WEEK = {"from_at": "2026-12-14T09:00:00+03:00", "until_at": "2026-12-18T17:00:00+03:00"}


def status_of(who, absence):
    return who("nermin").get_absence(absence_id=absence["id"])["status"]


class TestPlanning:
    def test_somebody_plans_their_own(self, process, who, ids):
        absence = who("derya").plan_absence(person_id=ids["derya"], kind="annual_leave", reason="Düğün", **WEEK)
        assert (absence["kind"], absence["reason"], absence["status"]) == ("annual_leave", "Düğün", "planned")

    @pytest.mark.parametrize("login", ["hakan", "sule", "okan"])
    def test_nobody_outside_the_office_plans_for_another(self, process, who, ids, login):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            who(login).plan_absence(person_id=ids["derya"], kind="annual_leave", **WEEK)

    def test_a_deputy_plans_no_absence_for_whom_they_stand_in(self, process, who, ids):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            who("derya", acts_for=["hakan"]).plan_absence(person_id=ids["hakan"], kind="annual_leave", **WEEK)

    def test_an_end_before_the_beginning_is_refused(self, process, an_absence):
        with pytest.raises(Invalid, match="absence.times_reversed"):
            an_absence(until_at=WEEK["from_at"])

    def test_nobody_is_absent_twice_at_once(self, process, an_absence):
        an_absence()
        with pytest.raises(Conflict, match="absence.overlap") as refused:
            an_absence(kind="course", from_at="2026-12-18T16:59:00+03:00", until_at="2026-12-20T17:00:00+03:00")
        assert refused.value.details == {"from_at": "14.12.2026 09.00", "until_at": "18.12.2026 17.00"}

    def test_one_absence_may_begin_when_another_ends(self, process, an_absence):
        an_absence()
        an_absence(from_at=WEEK["until_at"], until_at="2026-12-20T17:00:00+03:00")

    def test_a_cancelled_absence_is_in_nobodys_way(self, process, who, do, an_absence):
        do(who("hakan"), "cancel_absence", an_absence())
        assert an_absence()["status"] == "planned"

    def test_of_twenty_at_once_one_is_planned(self, process, an_absence):
        def plan(hour):
            try:
                return an_absence(from_at=f"2026-12-14T{hour:02}:00:00+03:00")["status"]
            except Conflict as conflict:
                return conflict.code

        with ThreadPoolExecutor(20) as pool:
            came = list(pool.map(plan, range(20)))
        assert sorted(came) == ["absence.overlap"] * 19 + ["planned"]


class TestApproval:
    @pytest.fixture
    def database_uri(self, sqlite_uri):
        """A file is enough: what SQL decides of these is tested elsewhere."""
        return sqlite_uri

    @pytest.mark.parametrize("login", ["elif", "nermin"])
    def test_mayor_and_director_approve(self, process, who, do, an_absence, login):
        assert do(who(login), "approve_absence", an_absence())["status"] == "approved"

    @pytest.mark.parametrize("login", ["ipek", "hakan", "derya"])
    def test_nobody_else_does(self, process, who, do, an_absence, login):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            do(who(login), "approve_absence", an_absence("derya"))

    @pytest.mark.parametrize(("login", "acts_for"), [("nermin", []), ("nermin", ["elif"])])
    def test_nobody_approves_their_own_nor_as_the_mayors_deputy(self, process, who, do, an_absence, login, acts_for):
        with pytest.raises(Forbidden, match="absence.own_approval"):
            do(who(login, acts_for=acts_for), "approve_absence", an_absence(login))

    def test_a_deputy_does_not_approve_the_absence_of_whom_they_stand_in_for(self, process, who, do, an_absence):
        with pytest.raises(Forbidden, match="absence.own_approval"):
            do(who("sule", acts_for=["nermin"]), "approve_absence", an_absence("nermin"))

    def test_a_report_that_comes_late_is_approved_after_the_fact(self, process, who, do, an_absence):
        span = {"from_at": "2026-11-26T09:00:00+03:00", "until_at": "2026-11-28T17:00:00+03:00"}
        absence = do(who("nermin"), "approve_absence", an_absence(kind="sick_leave", **span))
        assert absence["status"] == "ended"
        assert [row.data["status"] for row in told(process)] == ["planned", "approved", "begun", "ended"]


class TestItsInstants:
    def test_it_begins_and_ends_by_itself(self, process, who, a_granted_absence):
        absence = a_granted_absence()
        for hour, status in [
            ("14 08:59", "approved"),
            ("14 09:00", "begun"),
            ("18 16:59", "begun"),
            ("18 17:00", "ended"),
        ]:
            at(process, f"2026-12-{hour}")
            do_what_is_due(process)
            assert status_of(who, absence) == status

    def test_after_a_jump_over_all_of_it_both_are_told(self, process, who, a_granted_absence):
        absence = a_granted_absence()
        at(process, "2027-02-01 09:00")
        do_what_is_due(process)
        assert status_of(who, absence) == "ended"
        assert [row.type.split(".")[1] for row in told(process)] == ["planned", "approved", "begun", "ended"]

    def test_what_nobody_approved_does_not_begin(self, process, who, an_absence):
        absence = an_absence()
        at(process, "2026-12-15 09:00")
        do_what_is_due(process)
        assert status_of(who, absence) == "planned"

    def test_who_is_back_early_may_be_absent_again(self, process, who, do, an_absence, a_granted_absence):
        absence = a_granted_absence()
        at(process, "2026-12-16 09:00")
        back = do(who("hakan"), "end_absence_early", absence)
        assert (back["status"], back["until_at"][:16]) == ("ended_early", "2026-12-16T06:00")
        an_absence(from_at="2026-12-17T09:00:00+03:00")
        at(process, "2026-12-20 09:00")
        do_what_is_due(process)
        assert status_of(who, absence) == "ended_early"

    def test_what_has_begun_ends_and_is_not_cancelled_though_nobody_noticed_yet(
        self, process, who, do, a_granted_absence
    ):
        absence = a_granted_absence()
        at(process, "2026-12-16 09:00")
        with pytest.raises(Conflict, match="absence.wrong_status"):
            do(who("hakan"), "cancel_absence", absence)

    def test_what_has_not_begun_does_not_end_early(self, process, who, do, a_granted_absence):
        with pytest.raises(Conflict, match="absence.wrong_status"):
            do(who("hakan"), "end_absence_early", a_granted_absence())


class TestLists:
    def test_pages_by_the_first_instant(self, process, who, an_absence):
        for login in ("derya", "okan", "hakan"):
            an_absence(login)
        first = who("nermin").list_absences(limit=2)
        rest = who("nermin").list_absences(limit=2, cursor=first["next_cursor"])
        assert [len(first["items"]), len(rest["items"]), rest["next_cursor"]] == [2, 1, None]

    def test_a_day_holds_what_has_a_part_in_it(self, process, who, an_absence):
        an_absence(from_at="2026-12-14T23:59:00+03:00", until_at="2026-12-15T00:00:00+03:00")
        assert len(who("nermin").list_absences(day="2026-12-14")["items"]) == 1
        assert who("nermin").list_absences(day="2026-12-15")["items"] == []

    def test_by_person_and_status(self, process, who, ids, do, an_absence, a_granted_absence):
        a_granted_absence("derya")
        an_absence("okan")
        assert [one["person_id"] for one in who("ipek").list_absences(status="approved")["items"]] == [ids["derya"]]
        assert [one["status"] for one in who("ipek").list_absences(person_id=ids["okan"])["items"]] == ["planned"]

    def test_what_is_over_stands_apart_the_last_first(self, process, who, ids, do, an_absence, a_granted_absence):
        do(who("derya"), "cancel_absence", an_absence("derya"))
        do(who("okan"), "cancel_absence", an_absence("okan", from_at="2026-12-15T09:00:00+03:00"))
        an_absence("derya")
        a_granted_absence("okan")
        listed = [who("nermin").list_absences(open=open)["items"] for open in (True, False)]
        assert [{one["status"] for one in items} for items in listed] == [{"planned", "approved"}, {"cancelled"}]
        assert [one["person_id"] for one in listed[1]] == [ids["okan"], ids["derya"]]
        first = who("nermin").list_absences(open=False, limit=1)
        rest = who("nermin").list_absences(open=False, limit=1, cursor=first["next_cursor"])
        assert [*first["items"], *rest["items"]] == listed[1]


class TestWhoSeesWhat:
    def test_a_unit_director_sees_the_people_of_the_unit(self, process, who, an_absence):
        absence = an_absence("derya")
        assert len(who("hakan").list_absences()["items"]) == 1
        assert who("sule").list_absences()["items"] == []
        with pytest.raises(NotFound, match="absence.not_found"):
            who("sule").get_absence(absence_id=absence["id"])

    def test_colleagues_do_not_see_one_another(self, process, who, an_absence):
        an_absence("derya")
        assert who("okan").list_absences()["items"] == []
        assert len(who("derya").list_absences()["items"]) == 1
