"""What is written to citizens and to the office."""

import re
from pathlib import Path
from string import Formatter

import pytest

import requests_service
from requests_service.requests.notices import TEXTS, fill

PACKAGE = Path(requests_service.__file__).parent
OF_THE_MOMENT = {
    "closed": {"reason"},
    "extended": {"reason"},
    "office_objected": {"note"},
    "office_returned": {"unit", "reason"},
    "solved": {"solution"},
    "voided": {"reason"},
}


@pytest.mark.parametrize("template", TEXTS)
def test_every_text_is_filled_from_the_request_and_the_moment(a_request, template):
    facts = {name: f"<{name}>" for name in OF_THE_MOMENT.get(template, ())}
    body = fill(template, a_request(), bytes(32), **facts)
    assert all(value in body for value in facts.values())
    places = {name for _, name, _, _ in Formatter().parse(TEXTS[template]) if name}
    assert "number" in places


def test_every_text_is_used_and_every_used_one_exists():
    code = "".join(file.read_text() for file in PACKAGE.rglob("*.py"))
    used = set(re.findall(r'(?:tell_citizen|tell_office)\(tx, request, "(\w+)"|fill\("(\w+)"', code))
    assert {name for pair in used for name in pair if name} == set(TEXTS)


def test_dates_are_written_as_turks_write_them(small_office):
    (sms,) = small_office.notices(small_office.register())
    assert "18.11.2026" in sms["body"] and sms["body"].startswith("Sayın Ayşe Yılmaz, ")


def test_a_citizen_without_telephone_gets_mail_and_one_without_both_gets_nothing(small_office):
    by_mail = small_office.register({"name": "Ali Kaya", "email": "ali@example.org"})
    assert [(n["channel"], n["recipient"]) for n in small_office.notices(by_mail)] == [("email", "ali@example.org")]
    assert small_office.notices(small_office.register({"name": "Veli Kaya"})) == []


def test_words_of_people_are_never_read_as_places(small_office):
    solved = small_office.solved("Rögar {kapağı} {0} %s takıldı.")
    body = small_office.notices(solved, "sms")[-1]["body"]
    assert "Rögar {kapağı} {0} %s takıldı." in body and "14 gün" in body


def test_each_message_keeps_the_words_of_its_own_moment(small_office):
    solved = small_office.solved("İlk cevap")
    no = small_office.do(small_office.sevil, "confirm_request", solved, answer="no")
    again = small_office.do(small_office.nermin, "decide_request", no, decision="reopen")
    begun = small_office.do(small_office.derya, "start_request", again)
    small_office.do(small_office.derya, "solve_request", begun, solution="İkinci cevap")
    first, second = (n["body"] for n in small_office.notices(solved) if n["template"] == "solved")
    assert "İlk cevap" in first and "İkinci cevap" in second


def test_a_voided_number_is_told_to_who_has_it(small_office):
    made = small_office.register()
    small_office.do(small_office.nermin, "void_request", made, reason="Mükerrer kayıt")
    assert "Mükerrer kayıt" in small_office.notices(made)[-1]["body"]
