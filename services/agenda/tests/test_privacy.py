"""Why somebody is away is theirs and their approvers' to know; all others see that they are away."""

import json

import pytest
from sqlalchemy import select

from makam_kernel.audit import AuditEntry
from makam_kernel.errors import Conflict
from makam_kernel.jobs import Job
from makam_kernel.testing import at, do_what_is_due, told

CANARY = "Kızılcık şerbeti"
PERSONAL = ["annual_leave", "sick_leave", "other"]


@pytest.fixture
def sick(an_absence):
    """Derya's illness, in the week of 14.12.2026."""
    return an_absence("derya", kind="sick_leave", reason=CANARY)


def knows(answer):
    """Whether an answer tells what is private in it."""
    text = json.dumps(answer, ensure_ascii=False, default=str)
    return CANARY in text or "sick" in text


class TestWhoKnows:
    @pytest.mark.parametrize("login", ["derya", "nermin", "elif"])
    def test_the_person_and_who_may_approve_it(self, process, who, sick, login):
        seen = who(login).get_absence(absence_id=sick["id"])
        assert (seen["kind"], seen["reason"]) == ("sick_leave", CANARY)

    @pytest.mark.parametrize("login", ["ipek", "hakan"])
    def test_others_see_that_somebody_is_away_and_when(self, process, who, sick, login):
        seen = who(login).get_absence(absence_id=sick["id"])
        assert (seen["kind"], seen["reason"]) == ("absent", None)
        assert (seen["from_at"], seen["until_at"]) == (sick["from_at"], sick["until_at"])

    def test_who_stands_in_for_a_sick_person_does_not_learn_of_it(self, process, who, an_absence):
        """The director's deputy has the director's right to know of all others, and not of the director."""
        own, other = an_absence("nermin", kind="sick_leave"), an_absence("derya", kind="sick_leave")
        deputy = who("ipek", acts_for=["nermin"])
        assert deputy.get_absence(absence_id=own["id"])["kind"] == "absent"
        assert deputy.get_absence(absence_id=other["id"])["kind"] == "sick_leave"
        assert who("derya", acts_for=["hakan"]).list_absences()["items"][0]["kind"] == "sick_leave"

    def test_what_somebody_stands_in_for_does_not_make_it_their_own(self, process, who, an_absence):
        absence = an_absence("hakan", kind="sick_leave")
        assert who("derya", acts_for=["hakan"]).get_absence(absence_id=absence["id"])["kind"] == "absent"


class TestNoTrace:
    @pytest.mark.parametrize("kind", PERSONAL)
    def test_an_illness_looks_like_any_other_leave(self, process, who, an_absence, kind):
        """Were only illness kept back, keeping back would tell."""
        an_absence("derya", kind=kind)
        (line,) = who("ipek").list_absences()["items"]
        assert (line["kind"], line["reason"]) == ("absent", None)

    @pytest.mark.parametrize("kind", ["duty_travel", "course"])
    def test_what_the_office_sends_somebody_to_is_seen_without_the_reason(self, process, who, an_absence, kind):
        an_absence("derya", kind=kind, reason=CANARY)
        (line,) = who("ipek").list_absences()["items"]
        assert (line["kind"], line["reason"]) == (kind, None)

    def test_in_no_answer_to_the_secretary_who_wrote_it_down(self, process, who, ids, do):
        span = {"from_at": "2026-12-14T09:00:00+03:00", "until_at": "2026-12-18T17:00:00+03:00"}
        facts = {"person_id": ids["derya"], "kind": "sick_leave", "reason": CANARY} | span
        ipek = who("ipek")
        made, again = (ipek.call("plan_absence", facts, key="k") for _ in range(2))
        assert made == again
        assert not knows(made)
        assert not knows(do(ipek, "cancel_absence", made))

    def test_not_in_what_is_shown_of_a_stale_version(self, process, who, do, sick):
        do(who("nermin"), "approve_absence", sick)
        with pytest.raises(Conflict, match="version.stale") as refused:
            do(who("ipek"), "cancel_absence", sick)
        assert refused.value.details["current"]["kind"] == "absent"
        assert not knows(refused.value.details)

    def test_not_in_what_stands_in_the_way(self, process, who, an_absence, a_deputy, a_granted_absence, sick):
        with pytest.raises(Conflict, match="absence.overlap") as overlap:
            an_absence("derya")
        with pytest.raises(Conflict, match="deputising.deputy_absent") as away:
            a_deputy(a_granted_absence("hakan"), "derya")
        assert not knows(overlap.value.details)
        assert away.value.details == {}

    def test_there_is_nothing_to_filter_or_sort_by(self, process):
        asked = process.methods["list_absences"].method.schema.fields
        assert set(asked) == {"person_id", "day", "status", "open", "limit", "cursor"}

    def test_not_in_events_audit_or_jobs(self, process, who, do, sick):
        do(who("nermin"), "approve_absence", sick)
        at(process, "2026-12-20 09:00")
        do_what_is_due(process)
        with process.database.reading() as session:
            kept = [vars(row) for model in (AuditEntry, Job) for row in session.scalars(select(model))]
        assert not knows([row.data for row in told(process)])
        assert not knows(kept)

    def test_two_people_differ_in_nothing_else(self, process, who, an_absence):
        """The answers about an illness and about a holiday differ in whose they are, and in no key."""
        an_absence("derya", kind="sick_leave", reason=CANARY)
        an_absence("okan", kind="annual_leave")
        one, other = who("hakan").list_absences()["items"]
        assert {key for key in one if one[key] != other[key]} == {"id", "person_id"}
