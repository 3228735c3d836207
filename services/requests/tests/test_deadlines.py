"""Due dates: those of the office's cases, and random ones against a plain, slow count."""

import random
from datetime import date, timedelta

import pytest

from makam_kernel.errors import Invalid
from makam_kernel.testing import told
from requests_service.requests.deadlines import explain, internal_due, statutory_due

OFF_2026 = {  # the whole days off of law 2429 in the second half of 2026 and in January 2027, written down by hand
    date(2026, 7, 15),
    date(2026, 8, 30),
    date(2026, 10, 29),
    date(2027, 1, 1),
}


def slow_count(day, workdays):
    """The same by counting on one's fingers."""
    while workdays:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in OFF_2026:
            workdays -= 1
    return day


@pytest.mark.scenario("requests.4", part="service")
def test_a_petition_has_thirty_calendar_days_and_is_acted_upon_before_a_sunday(small_office):
    small_office.at("2026-10-16 16:40")
    made = small_office.register(channel="letter", category=None)
    assert made["request"]["statutory_due_on"] == "2026-11-15"
    (line,) = small_office.sevil.get_deadlines(request_id=made["id"])["items"]
    assert line == {
        "clock": "statutory",
        "rule": "law_3071",
        "law": "3071 m.7",
        "days": 30,
        "starts_on": "2026-10-16",
        "due_on": "2026-11-15",
        "act_by_on": "2026-11-13",
        "holidays": [{"day": "2026-10-29", "name": "Cumhuriyet Bayramı"}],
    }


@pytest.mark.scenario("requests.5")
def test_working_days_are_counted_over_a_holiday(small_office):
    small_office.at("2026-10-27 10:00")
    made = small_office.register(category="PARK.AGAC", topic="Ağaç budanmalı")
    assert made["request"]["internal_due_on"] == "2026-11-02"  # 28 and 30 October, 2 November
    internal = small_office.sevil.get_deadlines(request_id=made["id"])["items"][1]
    assert (internal["rule"], internal["days"]) == ("category_workdays", 3)
    assert internal["holidays"] == [{"day": "2026-10-29", "name": "Cumhuriyet Bayramı"}]  # the 28th is half a day


class TestInformation:
    """Requests under law 4982: fifteen working days, and one extension to thirty."""

    @pytest.fixture
    def yazi(self, small_office):
        return small_office.person("unit_director", name="Yazı İşleri", units=[small_office.units["YAZI"]])

    @pytest.fixture
    def asked(self, small_office):
        small_office.at("2026-10-16 11:00")
        return small_office.routed("YAZI", category="BILGI.4982", kind="information", topic="İhale tutanağı")

    @pytest.mark.scenario("requests.6", part="service")
    def test_is_extended_once_before_its_end_and_the_applicant_is_told_why(self, small_office, yazi, asked):
        assert asked["statutory_due_on"] == "2026-11-09"
        small_office.at("2026-11-05 09:00")
        reason = "Büyükşehir Belediyesi'nden görüş"
        extended = small_office.do(yazi, "extend_request", asked, reason=reason)
        assert extended["statutory_due_on"] == "2026-11-30"
        notice = small_office.notices(asked, "sms")[-1]["body"]
        assert reason in notice and "30.11.2026" in notice
        with pytest.raises(Invalid, match="request.already_extended"):
            small_office.do(yazi, "extend_request", extended, reason=reason)
        assert told(small_office.process)[-1].type == "request.extended.v1"

    @pytest.mark.scenario("requests.6", part="service")
    def test_is_not_extended_after_its_end(self, small_office, yazi, asked):
        small_office.at("2026-11-10 09:00")
        with pytest.raises(Invalid, match="request.extension_too_late"):
            small_office.do(yazi, "extend_request", asked, reason="görüş")
        assert small_office.see(asked)["statutory_due_on"] == "2026-11-09"

    def test_is_explained_with_its_article(self, a_request, calendar):
        asked = a_request(kind="information")
        (line,) = explain(asked, calendar)
        assert (line["rule"], line["law"], line["days"]) == ("law_4982", "4982 m.11", 15)


def test_asking_for_information_is_law_4982_without_a_category_too(a_request):
    assert a_request(kind="information").law == "4982"
    assert a_request(kind="complaint").law == "3071"


def test_a_petition_is_never_extended(a_request, actor, calendar):
    petition = a_request()
    with pytest.raises(Invalid, match="request.not_extendable"):
        petition.extend(reason="görüş", actor=actor, at=petition.received_at, calendar=calendar)


def test_a_category_that_promises_nothing_has_no_internal_day(calendar):
    assert internal_due(None, date(2026, 10, 19), calendar) is None


@pytest.mark.parametrize("seed", range(10))
def test_random_days_agree_with_a_slow_count(seed, calendar):
    chance = random.Random(seed)
    for _ in range(50):
        received = date(2026, 7, 1) + timedelta(days=chance.randrange(150))
        days = chance.randint(1, 15)
        assert internal_due(days, received, calendar) == slow_count(received, days)
        assert statutory_due("4982", received, calendar) == slow_count(received, 15)
        assert statutory_due("4982", received, calendar, extended=True) == slow_count(received, 30)
        assert statutory_due("3071", received, calendar) - received == timedelta(days=30)
