"""The checker itself: what it calls lost, duplicated, recovered and phantom."""

import pytest
from history import History, judge


@pytest.fixture
def history():
    return History()


def test_what_was_acknowledged_and_is_there_once_is_clean(history):
    history.invoke("a")
    history.ok("a")
    assert history.judge(["a"]).clean


def test_what_was_acknowledged_and_is_absent_is_lost(history):
    history.invoke("a")
    history.ok("a")
    assert history.judge([]).lost == {"a"}


def test_what_is_there_twice_is_duplicated_even_if_nobody_knows_of_it(history):
    history.invoke("a")
    history.unknown("a")
    verdict = history.judge(["a", "a"])
    assert verdict.duplicated == {"a"}
    assert not verdict.clean


@pytest.mark.parametrize("present", [[], ["a"]])
def test_the_unknown_is_neither_success_nor_failure(history, present):
    history.invoke("a")
    history.unknown("a")
    verdict = history.judge(present)
    assert verdict.clean
    assert verdict.recovered == set(present)


def test_a_client_that_died_without_a_word_leaves_its_key_unknown(history):
    history.invoke("a")
    assert history.open == {"a"}
    assert history.judge(["a"]).recovered == {"a"}


def test_an_ok_after_an_unknown_counts_as_acknowledged(history):
    for answer in (history.unknown, history.ok):
        history.invoke("a")
        answer("a")
    assert not history.open
    assert history.judge([]).lost == {"a"}


def test_what_was_refused_and_is_there_is_a_phantom(history):
    history.invoke("a")
    history.fail("a")
    assert history.judge(["a"]).phantom == {"a"}


def test_what_the_rules_refuse_settles_an_unknown(history):
    for answer in (history.unknown, history.refuse):
        history.invoke("a")
        answer("a")
    assert not history.open
    assert history.judge([]).clean
    assert history.judge(["a"]).phantom == {"a"}


def test_what_nobody_asked_for_is_a_phantom():
    assert judge(acknowledged=[], present=["a"]).phantom == {"a"}


def test_the_log_is_in_the_order_of_a_clock_that_never_goes_back(history):
    for number in range(20):
        history.invoke(str(number))
    stamps = [entry.at for entry in history.entries]
    assert stamps == sorted(stamps)
