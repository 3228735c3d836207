"""The codes on a citizen's slip and in their link."""

import re
from types import SimpleNamespace

import pytest

from requests_service.requests import codes

SECRET = bytes(32)
ASKED = SimpleNamespace(id="019a2f60-7c00-7000-8000-000000000001", answer_round=2)


def test_a_tracking_code_has_no_letter_that_reads_like_a_digit():
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", codes.tracking_code(SECRET, ASKED))


def test_a_code_belongs_to_one_request_and_one_secret():
    other = SimpleNamespace(id="019a2f60-7c00-7000-8000-000000000002", answer_round=2)
    made = {codes.tracking_code(SECRET, ASKED), codes.tracking_code(SECRET, other)}
    assert len(made | {codes.tracking_code(b"1" * 32, ASKED)}) == 3


@pytest.mark.parametrize("typed", ["1o2l-a7k9", "1O2IA7K9", " 1021 a7k9 ", "1021A7K9"])
def test_a_code_is_taken_as_people_type_it(typed):
    assert codes.is_same(typed, "1021-A7K9")


@pytest.mark.parametrize("typed", ["", "1021-A7K8", "1021-A7K", "1021-A7K99", "ığüşöç€"])
def test_another_code_is_another(typed):
    assert not codes.is_same(typed, "1021-A7K9")


def test_each_solution_has_its_own_token_and_the_earlier_ones_are_known():
    first, second = (codes.confirmation_token(SECRET, ASKED, number) for number in (1, 2))
    assert first != second == codes.confirmation_token(SECRET, ASKED)
    assert codes.was_ours(SECRET, ASKED, first) and codes.was_ours(SECRET, ASKED, second)
    assert not codes.was_ours(SECRET, ASKED, codes.confirmation_token(SECRET, ASKED, 3))
