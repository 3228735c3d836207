"""What the demonstration tells, before any of it is loaded."""

from collections import Counter
from datetime import date, timedelta

import pytest

from makam_tools.demonstration import days, stories, walk
from makam_tools.demonstration.guests import STEPS
from makam_tools.demonstration.texts import data, until

PEOPLE = data("public_day")["people"]
WISHES = [wish for person in PEOPLE for wish in person.get("wishes", [])]


def every_story():
    return [*stories.all_requests(), *stories.of_wishes(PEOPLE)]


class TestStories:
    def test_are_the_same_on_every_run(self):
        assert every_story() == every_story()

    def test_are_found_again_by_their_topic(self):
        topics = Counter(story.topic for story in every_story())
        assert max(topics.values()) == 1

    def test_are_at_least_300_within_the_fortnight(self):
        old = [story for story in every_story() if story.facts and story.steps[0].moment < stories.FIRST_OF_FORTNIGHT]
        assert len(every_story()) - len(old) >= 300

    def test_go_forward_in_time_and_leave_the_public_morning_alone(self):
        for story in every_story():
            moments = [step.moment for step in story.steps]
            assert moments == sorted(set(moments))
            assert not [one for one in moments if days.PUBLIC_DAY <= one < days.AFTERNOON]
            assert all(0 <= one <= days.LAST for one in moments)

    def test_name_nobody_real(self):
        citizens = [story.facts["citizen"] for story in stories.all_requests()]
        assert all(citizen["phone"].startswith("+90 555 000 ") for citizen in citizens)
        assert all(citizen.get("email", "@example.org").endswith("@example.org") for citizen in citizens)


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2026, 3, 25), date(2027, 1, 4), date(2027, 5, 21)])
def test_the_last_old_answer_is_more_than_a_fortnight_before_silence_is_seen(today):
    weeks = days.Weeks(days.usual_public_day(today))
    silent_for = weeks.instant(stories.SILENCE_SEEN) - weeks.instant(stories.LAST_OLD_MOMENT)
    assert silent_for > timedelta(days=14)
    assert weeks.days[-1] < today


def test_the_public_day_has_34_people_of_whom_31_meet_the_mayor():
    assert len(PEOPLE) == 34
    assert len([person for person in PEOPLE if "wishes" in person]) == 31
    assert {wish["end"] for wish in WISHES} == {"request", "appointment", "referral", "answered"}


def test_there_are_25_visits_that_went_every_way():
    visits = data("visits")["visits"]
    assert len(visits) == len({visit["purpose"] for visit in visits}) == 25
    assert {visit["then"] for visit in visits} == set(STEPS)


def test_the_office_has_its_work_of_some_weeks():
    assert sum(calendar["entries"] for calendar in data("agenda")["calendars"]) == 120
    assert len(data("agenda")["calendars"]) == 4
    assert sum(data("appointments")["ways"].values()) == 60
    assert len(data("ceremonies")["ceremonies"]) == 6
    assert sum(data("ceremonies")["answers"].values()) == 40
    assert sum(data("papers")["ways"].values()) + sum(data("papers")["incoming_ways"].values()) == 80
    assert sum(data("instructions")["ways"].values()) == 40
    assert len(data("expenses")["expenses"]) == 20


def test_everybody_has_a_password_of_their_own_that_can_be_read_aloud():
    passwords = [person["password"] for person in data("town")["people"]]
    assert len(set(passwords)) == len(passwords)
    assert all(len(password) >= 15 for password in passwords)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 10, 30), "30 Ekim'e"), (date(2026, 12, 2), "2 Aralık'a"), (date(2027, 9, 1), "1 Eylül'e")],
)
def test_the_end_of_a_term_is_said_as_it_is_spoken(day, words):
    assert until(day) == words


def test_a_story_is_told_on_a_free_day_of_the_past():
    assert walk.free_day({"2026-11-18"}, today=date(2026, 11, 22)) == date(2026, 11, 17)
