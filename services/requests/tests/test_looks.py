"""Whose data an answer shows is on record before it leaves, and what one need not know is masked."""

import pytest
from sqlalchemy import func, select, text

from makam_kernel.audit import AuditEntry
from makam_kernel.errors import Conflict, Failure, Forbidden, NotFound
from makam_kernel.testing import on_record

WHOLE = ("+905550000001", "ayse@example.org")
MASKED = ("•••••••••0001", "a•••@example.org")

SHOWS = {
    "find_citizens": {"request", "citizen"},
    "get_request": {"request", "citizen"},
    "list_requests": {"request"},
    "list_open_matters": {"request"},
    "get_day": {"request"},
    "get_receipt": {"request"},
    "list_notices": {"request"},
}
"""Whose data each query shows."""

SHOWS_NOBODY = {"get_deadlines", "count_requests", "list_categories", "list_rules"}
BY_THE_SLIP = {"track_request"}
"""Citizens themselves, by the code on their slip; it shows no name."""


@pytest.fixture
def made(office):
    """What a registration answered."""
    return office.register()


def ask(who, method, made):
    """Let someone ask about a request."""
    if method == "get_day":
        due = [made["request"][name] for name in ("internal_due_on", "statutory_due_on")]
        return who.call(method, {"day": min(day for day in due if day)})
    if method == "find_citizens":
        return who.call(method, {"phone": "0555 000 00 01"})
    of_all = method.startswith(("list_r", "list_c", "list_o", "count"))
    return who.call(method, {} if of_all else {"request_id": made["id"]})


def subjects(made):
    """The two that tell of a person."""
    return {"request": f"request/{made['id']}", "citizen": f"citizen/{made['request']['citizen']['id']}"}


def count(process):
    """How many entries the audit has."""
    with process.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditEntry))


def test_every_query_is_known_to_show_somebody_or_nobody(small_office):
    methods = small_office.process.methods
    queries = {name for name, function in methods.items() if not function.method.writes}
    own = {name for name in queries if methods[name].__self__.__module__.startswith("requests_service")}
    assert own == set(SHOWS) | SHOWS_NOBODY | BY_THE_SLIP


@pytest.mark.check("S66", part="every look of requests is on record")
def test_a_look_is_on_record_once_with_all_whom_it_showed(office, made):
    """S66: who saw this person's data, for each query."""
    for method, shown in SHOWS.items():
        before = {name: on_record(office.process, subject) for name, subject in subjects(made).items()}
        entries = count(office.process)
        ask(office.nermin, method, made)
        look = (office.nermin.actor.id, f"saw {method}")
        for name, subject in subjects(made).items():
            assert on_record(office.process, subject)[len(before[name]) :] == [look] * (name in shown), (method, name)
        assert count(office.process) == entries + 1, method


def test_a_look_that_shows_nobody_leaves_no_trace(office, made):
    entries = count(office.process)
    for method in SHOWS_NOBODY:
        ask(office.nermin, method, made)
    assert count(office.process) == entries


def test_who_changes_something_is_on_record_with_the_citizen_whom_the_answer_showed(office, made):
    office.do(office.sevil, "route_request", made["request"], unit_id=office.units["FEN"])
    assert on_record(office.process, subjects(made)["request"])[-1] == (office.sevil.actor.id, "request.routed.v1")
    assert on_record(office.process, subjects(made)["citizen"])[-1] == (office.sevil.actor.id, "saw route_request")


def test_a_repeated_command_is_a_look_at_its_earlier_answer(office):
    facts = {"channel": "phone", "topic": "çukur", "citizen": office.ayse}
    made = [office.sevil.call("register_request", facts, key="bm-1") for _ in range(2)][0]
    for subject in subjects(made).values():
        assert on_record(office.process, subject)[-1] == (office.sevil.actor.id, "saw register_request")


@pytest.mark.check("S57", part="telephone and mail address of a citizen")
def test_how_a_citizen_is_reached_is_whole_for_those_who_call_back(office):
    """S57: masked for those who need not know it, wherever it stands; the office's own desks are no secret."""
    solved = office.solved()
    office.do(office.sevil, "confirm_request", solved, answer="no")
    roles = dict.fromkeys(("director", "secretary", "front_desk"), WHOLE)
    roles |= dict.fromkeys(("mayor", "deputy", "unit_director", "unit_staff"), MASKED)
    for role, reached in roles.items():
        who = office.person(role, units=[office.units["FEN"]])
        citizen = ask(who, "get_request", solved)["citizen"]
        assert (citizen["name"], citizen["phone"], citizen["email"]) == ("Ayşe Yılmaz", *reached), role
        assert "national_id" not in citizen
        recipients = {notice["recipient"] for notice in ask(who, "list_notices", solved)["items"]}
        assert recipients == {reached[0], "role/director", f"unit/{office.units['FEN']}"}, role


@pytest.mark.check("S57", part="the answer to a stale version")
def test_what_a_stale_version_shows_is_masked_and_on_record(office):
    """S57: the thing as it is now, in a refusal, is an answer like any other."""
    routed = office.routed()
    office.do(office.derya, "accept_request", routed)
    with pytest.raises(Conflict, match="version.stale") as refused:
        office.do(office.okan, "start_request", routed)
    citizen = refused.value.details["current"]["citizen"]
    assert (citizen["phone"], citizen["email"]) == MASKED
    assert on_record(office.process, f"citizen/{citizen['id']}")[-1] == (office.okan.actor.id, "saw start_request")


class TestUnmasking:
    @pytest.mark.check("S57", part="unmasking of a citizen is on record with its reason")
    def test_shows_all_and_is_on_record_with_its_reason(self, office):
        """S57: the identity number is in no other answer; whoever sees it has said why."""
        routed = office.routed()
        subject = f"citizen/{routed['citizen']['id']}"
        shown = office.derya.unmask_citizen(request_id=routed["id"], reason="identity_check")
        assert (shown["phone"], shown["email"], shown["national_id"]) == (*WHOLE, "10000000146")
        assert on_record(office.process, subject)[-1] == (office.derya.actor.id, "citizen.unmasked")
        with office.process.database.reading() as session:
            record = session.scalar(select(AuditEntry.record).where(AuditEntry.action == "citizen.unmasked"))
        assert record == {"reason": "identity_check", "request": routed["id"]}
        looks = office.person("auditor").list_looks(subject=subject)["items"]
        assert looks[0]["action"] == "citizen.unmasked"

    def test_goes_no_further_than_the_right_to_read(self, office):
        routed = office.routed()
        with pytest.raises(NotFound, match="request.not_found"):
            office.sule.unmask_citizen(request_id=routed["id"], reason="call_back")
        for role in ("mayor", "deputy", "system", "citizen"):
            with pytest.raises(Forbidden, match="action.not_allowed"):
                office.person(role).unmask_citizen(request_id=routed["id"], reason="call_back")


@pytest.mark.check("S60", part="no audit, no personal data of requests")
@pytest.mark.fault("F36", part="requests")
def test_nobody_sees_anybody_while_it_cannot_be_put_on_record(office, made):
    """S60, F36: where the audit fails, no answer leaves and nothing changes."""
    with office.process.database.engine.begin() as connection:
        connection.execute(text("DROP TABLE audit_seen"))
    for method in SHOWS:
        with pytest.raises(Failure):
            ask(office.nermin, method, made)
    with pytest.raises(Failure):
        office.register()
    assert ask(office.nermin, "count_requests", made)["total"] == 1
