"""What the office, the units and the citizens do with requests, whole: with their events, messages and history."""

import pytest
from sqlalchemy import func, select

from makam_kernel.audit import AuditEntry
from makam_kernel.errors import Conflict, Forbidden, Invalid, NotFound
from makam_kernel.messages import Message
from makam_kernel.testing import on_record, told
from requests_service.requests.models import Request


def events_of(office):
    return [row.type for row in told(office.process) if row.type.startswith("request.")]


@pytest.mark.scenario("requests.1", part="service")
def test_receipt(office):
    made = office.register()
    request = made["request"]
    assert (made["number"], request["status"]) == ("TLP-2026-000001", "registered")
    assert (request["statutory_due_on"], request["internal_due_on"]) == ("2026-11-18", "2026-10-26")
    receipt = office.receipt(made)
    assert receipt["received_at"].startswith("2026-10-19T07:12:00")
    for words in ("19.10.2026 10:12", "TLP-2026-000001", "Çınaraltı Mah. Ihlamur Sk. No:12 önü çukur", made["code"]):
        assert words in receipt["text"]
    assert events_of(office) == ["request.registered.v1"]
    assert [(row["act"], row["actor_name"]) for row in request["history"]] == [("registered", "Sevil TAN")]
    (sms,) = office.notices(made)
    assert (sms["channel"], sms["recipient"], sms["state"]) == ("sms", "+905550000001", "waiting")


@pytest.mark.scenario("requests.2", part="service")
def test_the_same_command_five_times_at_once_is_one_request(office, at_once):
    facts = {"channel": "phone", "topic": "çukur", "citizen": office.ayse}
    post = lambda: office.sevil.call("register_request", facts, key="bm-7781")  # noqa: E731
    answers = at_once(*[post] * 5)
    assert all(answer == answers[0] for answer in answers) and answers[0]["number"] == "TLP-2026-000001"
    with pytest.raises(Invalid, match="idempotency.key_reused"):
        office.sevil.call("register_request", facts | {"topic": "başka bir çukur"}, key="bm-7781")
    assert events_of(office) == ["request.registered.v1"]
    with office.process.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Request)) == 1
        assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_a_refused_command_may_use_its_key_again(small_office):
    facts = {"channel": "phone", "topic": "çukur", "citizen": small_office.ayse, "category": "YOL.KAR"}
    with pytest.raises(Invalid, match="category.unknown"):
        small_office.sevil.call("register_request", facts, key="bm-1")
    mended = small_office.sevil.call("register_request", facts | {"category": "YOL.CUKUR"}, key="bm-1")
    assert mended["number"] == "TLP-2026-000001"  # the refusal took no number


@pytest.mark.scenario("requests.3", part="service")
def test_numbers_under_load(office, at_once):
    made = at_once(*[office.register] * 200, threads=20)
    assert sorted(one["number"] for one in made) == [f"TLP-2026-{number:06d}" for number in range(1, 201)]
    last = max(made, key=lambda one: one["number"])
    office.do(office.nermin, "void_request", last, reason="Mükerrer kayıt")
    assert office.register()["number"] == "TLP-2026-000201"
    void = office.sevil.list_requests(status="void")["items"]
    assert [line["number"] for line in void] == ["TLP-2026-000200"]


def test_a_new_year_begins_its_own_book(small_office):
    small_office.register()
    small_office.at("2027-01-04 09:00")
    late = small_office.register(channel="letter", received_at="2026-12-31T10:00:00+03:00")
    assert (late["number"], late["request"]["statutory_due_on"]) == ("TLP-2027-000001", "2027-01-30")


def test_nothing_is_received_in_the_future(small_office):
    with pytest.raises(Invalid, match="request.received_in_future"):
        small_office.register(received_at="2026-10-19T10:13:00+03:00")


def test_a_letter_counts_from_its_receipt_and_its_history_from_its_registration(small_office):
    made = small_office.register(channel="letter", received_at="2026-10-16T16:40:00+03:00")["request"]
    assert (made["received_at"], made["statutory_due_on"]) == ("2026-10-16T13:40:00Z", "2026-11-15")
    assert made["history"][0]["at"].startswith("2026-10-19T07:12")


class TestStaleVersion:
    """Two people, one request: the second is shown what the first one did."""

    @pytest.fixture
    def at_seven(self, office):
        """A request in its seventh version, accepted by FEN."""
        request = office.do(office.derya, "accept_request", office.routed())
        request = office.do(office.derya, "start_request", request)
        for _ in range(2):
            request = office.do(office.sevil, "route_request", request, unit_id=office.units["FEN"])
        request = office.do(office.derya, "accept_request", request)
        assert (request["version"], request["status"]) == (7, "accepted")
        return request

    @pytest.mark.scenario("requests.20", part="service")
    def test_one_of_two_officers_wins_and_the_other_sees_the_present_one(self, office, at_once, at_seven):
        rule = {"position": 10, "category": "PARK.*", "unit_id": office.units["PARK"]}
        office.nermin.create_rule(**rule)
        *officers, routed = at_once(
            lambda: office.do(office.derya, "start_request", at_seven),
            lambda: office.do(office.okan, "start_request", at_seven),
            lambda: office.register(category="PARK.AGAC"),
        )
        (won,) = [answer for answer in officers if isinstance(answer, dict)]
        (lost,) = [answer for answer in officers if not isinstance(answer, dict)]
        assert (won["version"], won["status"]) == (8, "in_progress")
        assert (lost.kind, lost.code, lost.details["current"]) == ("conflict", "version.stale", won)
        assert office.derya.get_request(request_id=at_seven["id"]) == won
        assert routed["request"]["unit"]["code"] == "PARK"  # routing of that moment succeeds, too
        current = lost.details["current"]
        assert office.do(office.sevil, "route_request", current, unit_id=office.units["PARK"])["version"] == 9

    def test_tells_nothing_to_those_who_may_not_see_it(self, office, at_seven):
        with pytest.raises(NotFound, match="request.not_found"):
            office.do(office.sule, "start_request", at_seven | {"version": 1})


@pytest.mark.scenario("requests.16", part="service")
def test_the_citizen_says_yes(small_office):
    made = small_office.register()
    routed = small_office.do(small_office.sevil, "route_request", made, unit_id=small_office.units["FEN"])
    small_office.at("2026-10-21 14:00")
    assert small_office.solve(routed)["status"] == "solved"
    before = small_office.nermin.count_requests()["confirmed"]
    small_office.at("2026-10-22 09:30")
    token = small_office.track(made)["confirmation_token"]
    answer = {"number": made["number"], "token": token, "answer": "yes", "note": "teşekkürler"}
    assert small_office.anyone.answer_confirmation(**answer)["status"] == "confirmed"
    closed = small_office.see(made)
    assert (closed["closed_by"], closed["history"][-1]["note"]) == ("citizen", "teşekkürler")
    assert closed["closed_at"].startswith("2026-10-22T06:30")
    assert events_of(small_office)[-1] == "request.confirmed.v1"
    assert small_office.nermin.count_requests()["confirmed"] == before + 1
    with pytest.raises(Conflict, match="link.used"):
        small_office.anyone.answer_confirmation(**answer)


class TestACallForTheWordThatReachesNobody:
    """"Ulaşılamadı": it is kept, and the word is still awaited."""

    @pytest.fixture
    def solved(self, office):
        return office.solved(citizen=office.mehmet)

    @pytest.mark.feature("A5.58")
    @pytest.mark.scenario("requests.18", part="each call is kept")
    def test_is_kept_with_who_called_and_when(self, office, solved):
        for day, note in ((20, None), (21, None), (26, "Meşgul")):
            office.at(f"2026-10-{day} 10:00")
            tried = office.do(office.sevil, "try_confirmation", office.see(solved), note=note)
        assert (tried["status"], tried["tries"], tried["last_tried_at"][:13]) == ("solved", 3, "2026-10-26T07")
        calls = [row for row in tried["history"] if row["act"] == "not_reached"]
        assert [(row["at"][:10], row["actor_name"], row["note"]) for row in calls] == [
            ("2026-10-20", "Sevil TAN", None),
            ("2026-10-21", "Sevil TAN", None),
            ("2026-10-26", "Sevil TAN", "Meşgul"),
        ]
        [line] = office.sevil.list_requests(status="solved")["items"]
        assert (line["tries"], line["last_tried_at"]) == (3, tried["last_tried_at"])
        assert events_of(office)[-3:] == ["request.not_reached.v1"] * 3
        subject = f"request/{solved['id']}"
        assert [one for one in on_record(office.process, subject) if one[1] == "request.not_reached.v1"] == [
            (office.sevil.actor.id, "request.not_reached.v1")
        ] * 3
        said = office.do(office.sevil, "confirm_request", tried, answer="yes")
        assert (said["status"], said["closed_by"], said["tries"]) == ("confirmed", "citizen", 3)

    def test_is_counted_for_each_answer_anew(self, office, solved):
        office.do(office.sevil, "try_confirmation", solved)
        objected = office.do(office.sevil, "confirm_request", office.see(solved), answer="no")
        again = office.do(office.nermin, "decide_request", objected, decision="reopen")
        begun = office.do(office.derya, "start_request", again)
        anew = office.do(office.derya, "solve_request", begun, solution="Bitti.")
        assert (anew["tries"], anew["last_tried_at"]) == (0, None)
        assert [row["act"] for row in anew["history"]].count("not_reached") == 1

    def test_is_the_offices_and_of_what_waits_for_the_word_alone(self, office, solved):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            office.do(office.derya, "try_confirmation", solved)
        with pytest.raises(Conflict, match="request.wrong_status"):
            office.do(office.sevil, "try_confirmation", office.register())
        with pytest.raises(Conflict, match="version.stale"):
            office.do(office.sevil, "try_confirmation", solved | {"version": 1})
        restricted = office.register(by=office.nermin, category="SOSYAL.IS", citizen=office.hatice)
        with pytest.raises(NotFound, match="request.not_found"):
            office.do(office.sevil, "try_confirmation", restricted)

    def test_is_told_to_the_citizen_who_follows(self, office, solved):
        office.do(office.sevil, "try_confirmation", solved, note="Komşusu açtı")
        seen = office.track(solved)
        assert seen["steps"][-1]["act"] == "not_reached" and "Komşusu" not in str(seen)
        assert seen["confirmation_token"]


class TestObjection:
    """The citizen says no: "çukur duruyor"."""

    @pytest.fixture
    def objected(self, small_office):
        made = small_office.register()
        small_office.solve(
            small_office.do(small_office.sevil, "route_request", made, unit_id=small_office.units["FEN"])
        )
        self.token = small_office.track(made)["confirmation_token"]
        self.answer = {"number": made["number"], "token": self.token, "answer": "no", "note": "çukur duruyor"}
        small_office.at("2026-10-22 09:30")
        small_office.anyone.answer_confirmation(**self.answer)
        return small_office.see(made)

    @pytest.mark.scenario("requests.17", part="service")
    def test_is_told_to_unit_and_director_and_due_in_a_working_day(self, small_office, objected):
        assert (objected["status"], objected["decision_due_on"]) == ("objected", "2026-10-23")
        notices = small_office.notices(objected, "office")
        recipients = {notice["recipient"] for notice in notices}
        assert recipients == {f"unit/{small_office.units['FEN']}", "role/director"}
        assert all("çukur duruyor" in notice["body"] and "23.10.2026" in notice["body"] for notice in notices)
        assert small_office.nermin.get_deadlines(request_id=objected["id"])["items"][-1]["clock"] == "decision"

    @pytest.mark.scenario("requests.17", part="service")
    def test_is_granted(self, small_office, objected):
        again = small_office.do(small_office.nermin, "decide_request", objected, decision="reopen")
        kept = ("number", "received_at", "statutory_due_on")
        assert [again[name] for name in kept] == [objected[name] for name in kept]
        assert (again["status"], again["reopen_count"]) == ("reopened", 1)
        told_of_it = {(n["template"], n["recipient"]) for n in small_office.notices(again)[-2:]}
        unit = f"unit/{small_office.units['FEN']}"
        assert told_of_it == {("reopened", "+905550000001"), ("office_reopened", unit)}

    @pytest.mark.scenario("requests.17", part="service")
    def test_is_closed_with_a_reason_that_the_citizen_is_told(self, small_office, objected):
        with pytest.raises(Invalid, match="request.reason_missing"):
            small_office.do(small_office.nermin, "decide_request", objected, decision="close")
        reason = "Yol, Karayolları Genel Müdürlüğü'nün sorumluluğundadır."
        closed = small_office.do(small_office.nermin, "decide_request", objected, decision="close", reason=reason)
        assert (closed["status"], closed["closed_by"]) == ("closed_with_reason", "director")
        assert reason in small_office.notices(closed, "sms")[-1]["body"]
        assert small_office.nermin.count_requests()["confirmed"] == 0

    def test_is_decided_by_the_director_alone(self, small_office, objected):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            small_office.do(small_office.hakan, "decide_request", objected, decision="reopen")
        with pytest.raises(Conflict, match="request.wrong_status"):  # nor round the director by another door
            small_office.do(small_office.sevil, "reopen_request", objected, note="yeniden")

    def test_asks_anew_by_a_new_link_after_the_next_answer(self, small_office, objected):
        again = small_office.do(small_office.nermin, "decide_request", objected, decision="reopen")
        begun = small_office.do(small_office.derya, "start_request", again)
        small_office.do(small_office.derya, "solve_request", begun, solution="Yeniden kapatıldı.")
        with pytest.raises(Conflict, match="link.used"):
            small_office.anyone.answer_confirmation(**self.answer)
        code = small_office.receipt(objected)["code"]
        fresh = small_office.anyone.track_request(number=objected["number"], code=code)["confirmation_token"]
        said = small_office.anyone.answer_confirmation(number=objected["number"], token=fresh, answer="yes")
        assert said["status"] == "confirmed"


class TestCitizen:
    """What is open to everybody."""

    def test_registers_follows_and_sees_no_name(self, small_office):
        slip = small_office.anyone.submit_request(
            topic="çukur", citizen={"name": "Mehmet Işık", "phone": "05550000002"}
        )
        assert (slip["number"], slip["statutory_due_on"]) == ("TLP-2026-000001", "2026-11-18")
        seen = small_office.anyone.track_request(number="tlp-2026-000001", code=slip["code"].lower())
        assert (seen["status"], [step["act"] for step in seen["steps"]]) == ("registered", ["registered"])
        assert "Mehmet" not in str(seen) and "905550000002" not in str(seen)

    @pytest.mark.parametrize("number", ["TLP-2026-000001", "TLP-2026-000999"])
    def test_with_a_wrong_code_finds_what_does_not_exist(self, small_office, number):
        small_office.register()
        with pytest.raises(NotFound, match="request.not_found") as refused:
            small_office.anyone.track_request(number=number, code="AAAA-AAAA")
        assert refused.value.details == {}

    def test_cannot_confirm_with_the_token_of_another(self, small_office):
        made = small_office.register()
        with pytest.raises(NotFound, match="request.not_found"):
            small_office.anyone.answer_confirmation(number=made["number"], token="1-AAAAAAAA", answer="yes")

    def test_may_use_nothing_else(self, small_office):
        with pytest.raises(Forbidden, match="action.not_allowed"):
            small_office.anyone.list_requests()


class TestRound:
    """The other happenings of a request's life, by those who may."""

    def test_a_unit_sends_back_what_is_not_its_own(self, small_office):
        routed = small_office.routed("PARK")
        back = small_office.do(small_office.sule, "return_request", routed, reason="Yol, park değil.")
        assert (back["status"], back["unit"], back["routed_by"]) == ("registered", None, None)
        (notice,) = small_office.notices(back, "office")
        assert notice["recipient"] == "role/front_desk" and "PARK Müdürlüğü" in notice["body"]

    def test_a_citizen_withdraws(self, small_office):
        gone = small_office.do(small_office.sevil, "withdraw_request", small_office.routed(), reason="Vazgeçti")
        assert (gone["status"], gone["closed_by"]) == ("withdrawn", "citizen")

    def test_a_word_by_telephone_says_who_took_it(self, small_office):
        said = small_office.do(small_office.sevil, "confirm_request", small_office.solved(), answer="yes")
        assert (said["status"], said["history"][-1]["actor_name"]) == ("confirmed", "Sevil TAN")

    @pytest.mark.parametrize(
        ("who", "method", "facts"),
        [
            ("sevil", "accept_request", {}),
            ("sevil", "void_request", {"reason": "hata"}),
            ("hakan", "route_request", {"unit_id": "00000000-0000-0000-0000-000000000002"}),
            ("derya", "extend_request", {"reason": "görüş"}),
        ],
    )
    def test_nobody_does_what_is_not_theirs(self, small_office, who, method, facts):
        routed = small_office.routed()
        with pytest.raises(Forbidden, match="action.not_allowed"):
            small_office.do(getattr(small_office, who), method, routed, **facts)
        assert small_office.see(routed)["version"] == routed["version"]

    def test_every_change_is_on_record_with_its_actor(self, small_office):
        solved = small_office.solved()
        with small_office.process.database.reading() as session:
            entries = select(AuditEntry).where(AuditEntry.subject == f"request/{solved['id']}")
            actions = {entry.action for entry in session.scalars(entries) if not entry.action.startswith("saw ")}
        steps = ("registered", "routed", "accepted", "started", "solved")
        assert actions == {f"request.{step}.v1" for step in steps}
        assert events_of(small_office) == [f"request.{step}.v1" for step in steps]

    def test_a_refused_move_leaves_no_trace(self, small_office):
        made = small_office.register()
        with pytest.raises(Conflict, match="request.wrong_status") as refused:
            small_office.do(small_office.nermin, "accept_request", made)
        assert refused.value.details["allowed"] == ["routed", "void", "withdrawn"]
        assert small_office.see(made) == made["request"]
        assert events_of(small_office) == ["request.registered.v1"]
