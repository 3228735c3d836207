"""What can happen to a request, without database, broker or clock."""

from datetime import timedelta
from inspect import signature

import pytest

from makam_kernel.errors import Conflict, Invalid
from requests_service.requests.models import REOPEN_WINDOW
from requests_service.requests.workflow import ALLOWED, OPEN, Status

VERBS = {  # what happens → from where it may happen, to where it leads
    "give_back": ({"routed", "accepted"}, "registered"),
    "accept": ({"routed"}, "accepted"),
    "start": ({"accepted", "reopened"}, "in_progress"),
    "solve": ({"in_progress"}, "solved"),
    "confirm": ({"solved"}, "confirmed"),
    "object": ({"solved"}, "objected"),
    "close_silently": ({"solved"}, "unconfirmed"),
    "grant": ({"objected"}, "reopened"),
    "reopen": ({"unconfirmed"}, "reopened"),
    "close_with_reason": ({"objected"}, "closed_with_reason"),
    "withdraw": ({"registered", "routed", "accepted", "in_progress", "reopened"}, "withdrawn"),
    "void": ({"registered", "routed", "accepted", "in_progress", "reopened"}, "void"),
}


@pytest.fixture
def happen(actor, calendar):
    """Lets a thing happen to a request, with all that its method asks for."""

    def do(request, verb, **facts):
        method = getattr(request, verb)
        words = {name: "metin" for name in ("reason", "note", "solution") if name in signature(method).parameters}
        if "calendar" in signature(method).parameters:
            words["calendar"] = calendar
        return method(**words | {"actor": actor, "at": request.received_at} | facts)

    return do


@pytest.mark.scenario("requests.10", part="models")
@pytest.mark.parametrize("status", [str(status) for status in Status])
@pytest.mark.parametrize("verb", VERBS)
def test_each_thing_happens_only_where_it_may(a_request, happen, verb, status):
    request = a_request(status=status)
    request.closed_at = request.received_at
    before = len(request.history)
    starts, end = VERBS[verb]
    if status in starts:
        happen(request, verb)
        assert request.status == end and len(request.history) == before + 1
    else:
        with pytest.raises(Conflict, match="request.wrong_status"):
            happen(request, verb)
        assert request.status == status and len(request.history) == before


@pytest.mark.parametrize("verb", VERBS)
def test_it_says_when_it_was_closed_exactly_while_nothing_is_to_be_done(a_request, happen, verb):
    """By that the open ones are found."""
    starts, end = VERBS[verb]
    for status in starts:
        request = a_request(status=status)
        request.closed_at = None if status in OPEN else request.received_at
        happen(request, verb)
        assert (request.closed_at is None) == (end in OPEN)


def test_every_allowed_move_has_its_verb():
    verbs = {(start, end) for starts, end in VERBS.values() for start in starts}
    routed = {(str(start), "routed") for start, ends in ALLOWED.items() if Status.ROUTED in ends}
    assert verbs | routed == {(str(start), str(end)) for start, ends in ALLOWED.items() for end in ends}


def test_history_says_who_when_and_from_where_to_where(a_request, happen, actor):
    request = a_request(status="routed")
    happen(request, "give_back", reason="Park alanında")
    row = request.history[-1]
    assert (row.act, row.from_status, row.to_status, row.note) == ("returned", "routed", "registered", "Park alanında")
    assert (row.actor_id, row.actor_name, row.at) == (actor.id, actor.name, request.received_at)


def test_what_was_sent_back_belongs_to_no_unit_and_no_rule(a_request, happen):
    request = a_request(status="routed")
    request.routed_by, request.rule_version = "rule", 3
    happen(request, "give_back")
    assert (request.unit, request.unit_id, request.routed_by, request.rule_version) == (None, None, None, None)


def test_an_objection_is_decided_within_one_working_day(a_request, happen):
    friday = a_request(status="solved")
    happen(friday, "object", at=friday.received_at + timedelta(days=4))
    assert f"{friday.objected_on} {friday.decision_due_on}" == "2026-10-23 2026-10-26"


def test_a_granted_objection_keeps_number_receipt_and_age(a_request, happen):
    request = a_request(status="objected")
    kept = (request.number, request.received_at, request.statutory_due_on)
    happen(request, "grant")
    assert (request.number, request.received_at, request.statutory_due_on) == kept
    assert (request.reopen_count, request.decision_due_on, request.closed_at) == (1, None, None)


def test_an_objection_is_not_closed_without_a_reason(a_request, happen):
    request = a_request(status="objected")
    with pytest.raises(Invalid, match="request.reason_missing"):
        happen(request, "close_with_reason", reason=None)
    assert request.status == "objected"


def test_a_closing_with_reason_is_no_confirmation(a_request, happen):
    request = a_request(status="objected")
    happen(request, "close_with_reason", reason="Yol il özel idaresinindir.")
    assert (request.closed_by, request.closing_reason) == ("director", "Yol il özel idaresinindir.")


@pytest.mark.parametrize(("late", "refused"), [(timedelta(), False), (timedelta(seconds=1), True)])
def test_a_silently_closed_request_is_reopened_within_its_window(a_request, happen, late, refused):
    request = a_request(status="unconfirmed")
    request.closed_at = request.received_at
    if refused:
        with pytest.raises(Conflict, match="request.reopen_too_late"):
            happen(request, "reopen", at=request.closed_at + REOPEN_WINDOW + late)
    else:
        happen(request, "reopen", at=request.closed_at + REOPEN_WINDOW + late)
        assert request.status == "reopened"


def test_every_fact_says_where_the_request_stands_and_never_its_words(a_request, happen):
    fact = happen(a_request(status="routed", origin="wish/1"), "accept")
    assert (fact.data["status"], fact.data["origin"], fact.data["number"]) == ("accepted", "wish/1", "TLP-2026-000001")
    assert not {"topic", "name", "citizen", "solution", "note"} & set(fact.data)
